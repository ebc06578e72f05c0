"""Folding of spelling variants, with pyarabic's tables, fast enough for an archive.

The replacement chain below is built from pyarabic's own constants and equals the composition of its functions
``strip_tashkeel``, ``strip_small``, ``strip_tatweel``, ``normalize_ligature``, ``normalize_hamza(method="tasheel")``
and ``normalize_spellerrors`` (``tests/test_normalization.py`` proves it), at about ten times their speed.
"""

from __future__ import annotations

import re
import unicodedata

from pyarabic import araby_const as const

_PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")

_LAM_ALEF = const.LAM + const.ALEF

# In this order: a combining hamza becomes an alef only after the vowel signs are gone, as in pyarabic.
PYARABIC_REPLACEMENTS: tuple[tuple[str, str], ...] = (
    *((mark, "") for mark in const.TASHKEEL),
    *((mark, "") for mark in const.SMALL),
    (const.TATWEEL, ""),
    *((ligature, _LAM_ALEF) for ligature in const.LIGUATURES),
    *(
        (hamza, const.ALEF)
        for hamza in (
            const.ALEF_MADDA,
            const.ALEF_HAMZA_ABOVE,
            const.ALEF_HAMZA_BELOW,
            const.HAMZA_ABOVE,
            const.HAMZA_BELOW,
        )
    ),
    (const.WAW_HAMZA, const.WAW),
    (const.YEH_HAMZA, const.YEH),
    (const.TEH_MARBUTA, const.HEH),
    (const.ALEF_MAKSURA, const.YEH),
)

# Letters of other keyboards that stand for Arabic ones in the press, and the alef wasla of scripture.
_KEYBOARD_REPLACEMENTS: tuple[tuple[str, str], ...] = (
    ("\u06cc", const.YEH),
    ("\u06a9", const.KAF),
    ("\u06be", const.HEH),
    (const.ALEF_WASLA, const.ALEF),
)


def fold_spelling(text: str) -> str:
    """Fold what pyarabic folds: vowel signs, tatweel, lam-alef ligatures, hamza seats, ة and ى.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The folded text; offsets into the original are lost.

    References
    ----------
    T. Zerrouki, "PyArabic, an Arabic language library for Python", 2010.

    Examples
    --------
    >>> fold_spelling("أُمَّـــةٌ إلى الأمام")
    'امه الي الامام'
    """
    for old, new in PYARABIC_REPLACEMENTS:
        text = text.replace(old, new)
    return text


def normalize(text: str) -> str:
    """Fold spelling as :func:`fold_spelling` does, and letters of other keyboards and presentation forms before it.

    Parameters
    ----------
    text : str
        Any text. Newlines are kept, so that a batch of units joined by newlines can be normalized at once.

    Returns
    -------
    str
        The normalized text.

    Examples
    --------
    >>> normalize("ﻻ يمکن أن تبقى")
    'لا يمكن ان تبقي'
    """
    if _PRESENTATION_FORMS.search(text):
        text = _PRESENTATION_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    for old, new in _KEYBOARD_REPLACEMENTS:
        text = text.replace(old, new)
    return fold_spelling(text)
