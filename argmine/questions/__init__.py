"""Rhetorical questions: how each opens, the runs they form, what they assert and ask about, whether they are answered.

References
----------
The functions follow علم المعاني, the part of Arabic rhetoric on kinds of sentences: al-Qazwīnī, al-Īḍāḥ fī ʿulūm
al-balāgha (secondary uses of الاستفهام); H. Abdul-Raof, "Arabic Rhetoric: A Pragmatic Analysis", Routledge 2006, ch. 3.
"""
