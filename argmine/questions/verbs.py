"""Which words are certainly verbs in the present tense."""

from __future__ import annotations

from functools import cache

from argmine.lexicon import read_lexicon
from argmine.normalization import normalize

_PREFIXES = "يتنا"  # the last for أ, whose hamza is folded
_SUFFIXES = ("", "ون", "ان", "ين", "وا", "ه", "ها", "هم", "هما", "نا", "ني", "ك", "كم", "ونه", "ونها", "وننا", "ي")
_FUTURE = "س"


def is_present_verb(word: str, section: str = "stems") -> bool:
    """Whether a word is certainly a verb in the present tense.

    Parameters
    ----------
    word : str
        One word, in any spelling.
    section : str
        Which stems of the lexicon ``verbs`` it may have.

    Returns
    -------
    bool
        True for a known stem with the prefixes and endings of the present; False also where one cannot be sure.

    Examples
    --------
    >>> is_present_verb("تضمنان"), is_present_verb("تعاون"), is_present_verb("يوم")
    (True, False, False)
    """
    folded = normalize(word)
    if len(folded) < 3 or folded[0] not in _PREFIXES or folded in _lexicon("not verbs"):
        return False
    stems = _lexicon(section)
    rest = folded[1:]
    return any(
        rest.endswith(suffix) and rest[: len(rest) - len(suffix)] in stems for suffix in _SUFFIXES if len(rest) > 1
    )


def is_future_verb(word: str) -> bool:
    """Whether a word is certainly a verb with the س of the future.

    Parameters
    ----------
    word : str
        One word, in any spelling.

    Returns
    -------
    bool
        True if what follows the س is a verb in the present tense.

    Examples
    --------
    >>> is_future_verb("سيتغير"), is_future_verb("سيارة")
    (True, False)
    """
    return word.startswith(_FUTURE) and is_present_verb(word[1:])


def is_verb(word: str) -> bool:
    """Whether a word is certainly a verb, of whatever tense.

    Parameters
    ----------
    word : str
        One word, in any spelling.

    Returns
    -------
    bool
        True for a present or future verb, and for one whose letters are a verb in the past or in the present.

    Examples
    --------
    >>> is_verb("تضمن"), is_present_verb("تضمن")
    (True, False)
    """
    return is_present_verb(word) or is_future_verb(word) or normalize(word) in _lexicon("verbs of either tense")


@cache
def _lexicon(section: str) -> frozenset[str]:
    return frozenset(normalize(word) for line in read_lexicon("verbs")[section] for word in line.split())
