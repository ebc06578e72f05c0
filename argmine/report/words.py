"""The words of the reports' headings and labels, in the languages of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

LANGUAGES = ("en", "ar")

_ENGLISH = {
    "report": "Structure report",
    "main claim": "Main claim",
    "no main claim": "No claim was found, so there is no main claim.",
    "structure": "What serves what",
    "text": "The op-ed, unit by unit",
    "questions": "Runs of rhetorical questions",
    "no questions": "No rhetorical questions.",
    "explanation": "Why",
    "over": "rather than",
    "supports": "supports",
    "attacks": "attacks",
    "unit": "unit",
    "units": "units",
    "share": "share",
    "claim": "claim",
    "evidence": "evidence",
    "rhetorical_question": "rhetorical question",
    "none": "none",
    "denial": "denial",
    "affirmation": "affirmation",
    "reproach": "reproach",
    "wonder": "wonder",
    "doubt": "doubt",
    "urging": "urging",
    "staging": "staging",
    "run of": "run of",
    "confidence": "confidence",
    "no units": "There is nothing to analyze in this text.",
    "model": "Model",
    "untitled": "Untitled op-ed",
    "serves": "serves",
    "comparison": "Comparison of op-eds",
    "op-ed": "op-ed",
    "measures": "In figures",
    "evidence per claim": "evidence for each claim",
    "unsupported claims": "claims without evidence",
    "attacked claims": "attacked claims",
    "depth": "depth of the tree",
    "width": "width of the tree",
    "longest run": "longest run of questions",
    "attribution": "units with a source",
    "rhetorical questions": "Rhetorical questions",
    "by function": "By function",
    "rising": "rising",
    "falling": "falling",
    "level": "level",
    "presses unit": "presses unit",
    "answered in unit": "answered in unit",
    "about": "about",
    "asserts": "asserts",
    "question": "question",
    "function": "function",
    "particle": "particle",
    "polarity": "polarity",
    "negative": "negative",
    "positive": "positive",
    "open": "open",
    "map": "Argument map",
    "map of paragraphs": "Argument map, a box for each paragraph because there are too many units",
    "no map": "No relations were found, so there is no map.",
    "left out": "left out, being farther from the main claim",
    "its evidence": "its evidence",
    "no evidence": "no evidence of its own",
    "also supported by": "also supported by",
    "attacked by": "attacked by",
    "hint": "Choose a unit to see what carries it; Escape clears.",
    "statistics": "A corpus in figures",
    "articles": "articles",
    "articles with text": "articles with their text",
    "articles annotated twice": "articles annotated twice",
    "articles without rhetorical questions": "articles without rhetorical questions",
    "authors": "authors",
    "labels": "Labels",
    "functions": "Functions of rhetorical questions",
    "relations": "Relations",
    "support": "support",
    "attack": "attack",
    "no relation": "no relation",
    "runs by length": "Runs of rhetorical questions, by length",
    "articles by words": "Articles, by words",
    "units by words": "Units, by words",
    "label by fifth": "Share of each label in each fifth of an article",
    "fifth": "fifth",
    "least": "least",
    "median": "median",
    "most": "most",
    "count": "count",
    "label": "label",
    "as a table": "as a table",
    "lengths left out": "Some articles have no text here: their lengths are left out, and their runs are questions "
    "that stand side by side.",
}
_ARABIC = {
    "report": "تقرير البنية الحجاجية",
    "main claim": "الادعاء الرئيس",
    "no main claim": "لم يُعثر على ادعاء، فلا ادعاء رئيسًا.",
    "structure": "ما يخدم ماذا",
    "text": "المقال وحدةً وحدة",
    "questions": "سلاسل الأسئلة البلاغية",
    "no questions": "لا أسئلة بلاغية.",
    "explanation": "لماذا",
    "over": "دون",
    "supports": "يدعم",
    "attacks": "يعارض",
    "unit": "الوحدة",
    "units": "وحدات",
    "share": "النسبة",
    "claim": "ادعاء",
    "evidence": "دليل",
    "rhetorical_question": "سؤال بلاغي",
    "none": "غير حجاجي",
    "denial": "إنكار",
    "affirmation": "تقرير",
    "reproach": "توبيخ",
    "wonder": "تعجب",
    "doubt": "تشكيك",
    "urging": "حث",
    "staging": "تشويق",
    "run of": "سلسلة من",
    "confidence": "الثقة",
    "no units": "لا شيء يُحلَّل في هذا النص.",
    "model": "النموذج",
    "untitled": "مقال بلا عنوان",
    "serves": "يخدم",
    "comparison": "مقارنة المقالات",
    "op-ed": "المقال",
    "measures": "بالأرقام",
    "evidence per claim": "أدلة لكل ادعاء",
    "unsupported claims": "ادعاءات بلا دليل",
    "attacked claims": "ادعاءات معارَضة",
    "depth": "عمق الشجرة",
    "width": "عرض الشجرة",
    "longest run": "أطول سلسلة أسئلة",
    "attribution": "وحدات منسوبة إلى مصدر",
    "rhetorical questions": "الأسئلة البلاغية",
    "by function": "بحسب الغرض",
    "rising": "متصاعدة",
    "falling": "متراجعة",
    "level": "على حال واحدة",
    "presses unit": "تضغط على الوحدة",
    "answered in unit": "جوابها في الوحدة",
    "about": "عن",
    "asserts": "المعنى المضمر",
    "question": "السؤال",
    "function": "الغرض",
    "particle": "الأداة",
    "polarity": "الجهة",
    "negative": "نفي",
    "positive": "إثبات",
    "open": "مفتوح",
    "map": "خريطة الحجج",
    "map of paragraphs": "خريطة الحجج: صندوق لكل فقرة لكثرة الوحدات",
    "no map": "لم يُعثر على علاقات، فلا خريطة.",
    "left out": "تُركت لبعدها عن الادعاء الرئيس",
    "its evidence": "أدلته",
    "no evidence": "لا دليل مباشر عليه",
    "also supported by": "ويدعمه أيضًا",
    "attacked by": "ويعارضه",
    "hint": "اختر وحدة لترى ما تقوم عليه، ومفتاح Escape يمحو الاختيار.",
    "statistics": "مدوّنة بالأرقام",
    "articles": "مقالات",
    "articles with text": "مقالات معها نصها",
    "articles annotated twice": "مقالات وُسمت مرتين",
    "articles without rhetorical questions": "مقالات بلا أسئلة بلاغية",
    "authors": "كتّاب",
    "labels": "التصنيفات",
    "functions": "أغراض الأسئلة البلاغية",
    "relations": "العلاقات",
    "support": "دعم",
    "attack": "معارضة",
    "no relation": "بلا علاقة",
    "runs by length": "سلاسل الأسئلة البلاغية بحسب طولها",
    "articles by words": "المقالات بحسب عدد الكلمات",
    "units by words": "الوحدات بحسب عدد الكلمات",
    "label by fifth": "نسبة كل تصنيف في كل خُمس من المقال",
    "fifth": "الخُمس",
    "least": "الأقل",
    "median": "الوسيط",
    "most": "الأكثر",
    "count": "العدد",
    "label": "التصنيف",
    "as a table": "في جدول",
    "lengths left out": "لبعض المقالات لا نص هنا: أطوالها متروكة، وسلاسلها أسئلة متجاورة.",
}
_WORDS = {"en": MappingProxyType(_ENGLISH), "ar": MappingProxyType(_ARABIC)}


def words(lang: str) -> Mapping[str, str]:
    """Return the words of a language.

    Parameters
    ----------
    lang : str
        ``"en"`` or ``"ar"``.

    Returns
    -------
    mapping of str to str
        English key to word; labels and functions are keys too.

    Raises
    ------
    ValueError
        If there is no such language.

    Examples
    --------
    >>> words("ar")["claim"]
    'ادعاء'
    """
    if lang not in _WORDS:
        raise ValueError(f"no interface language {lang!r}; choose one of {', '.join(LANGUAGES)}")
    return _WORDS[lang]


def word(lang: str, key: str) -> str:
    """Return one word, or the key itself for labels that a corpus brought.

    Parameters
    ----------
    lang : str
        ``"en"`` or ``"ar"``.
    key : str
        A key of :func:`words`, or any label.

    Returns
    -------
    str
        The word.
    """
    return words(lang).get(key, key)
