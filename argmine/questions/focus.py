"""What a question asks about: the noun phrase after its opener."""

from __future__ import annotations

import re
from functools import cache

from argmine.lexicon import read_lexicon
from argmine.normalization import normalize
from argmine.questions.openers import find_opener
from argmine.questions.verbs import is_verb

_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u065f\u0670ـ]+[^\W_]+)*[\u064b-\u065f\u0670ـ]*")
_MARK = re.compile(r"[،,؛;:.…!؟?()«»\"“”]")
_MAX_WORDS = 5
_MAX_SKIPPED = 6


def focus(question: str) -> str:
    """Find the noun phrase that a question asks about.

    Parameters
    ----------
    question : str
        Text of the unit.

    Returns
    -------
    str
        The first noun phrase after the opener, as written; ``""`` if none is found. Without a parser this is a
        heuristic: adverbs, verbs and prepositions after the opener are skipped, then a phrase goes on over definite
        and coordinated words until a preposition, a relative or a mark ends it.

    Examples
    --------
    >>> focus("وهل فعلا تونس والجزائر مطمئنتان إلى هذا الاتفاق؟")
    'تونس والجزائر'
    >>> focus("وهل تضمن الحكومة ذلك؟")
    'الحكومة'
    """
    opener = find_opener(question)
    matches = list(_WORD.finditer(question, opener.end))
    skipped = 0
    for index, match in enumerate(matches[:_MAX_SKIPPED]):
        word = match.group()
        if _is_skipped(word) or (index == skipped and _is_past_verb(matches, index)):
            skipped = index + 1
            continue
        last = _phrase_end(question, matches, index, follows_verb=index > 0 and is_verb(matches[index - 1].group()))
        return question[match.start() : matches[last].end()]
    return ""


def _phrase_end(question: str, matches: list[re.Match[str]], first: int, *, follows_verb: bool) -> int:
    """Index of the last word of the phrase that begins at `first`."""
    head = matches[first].group()
    last = first
    for index in range(first + 1, min(first + _MAX_WORDS, len(matches))):
        word = matches[index].group()
        if _MARK.search(question, matches[index - 1].end(), matches[index].start()) or _is_skipped(word):
            break
        # an indefinite word after a definite one is more often a predicate, or a verb in the past
        coordinated = word[0] == "و" and len(word) > 3 and _is_definite(word[1:]) >= _is_definite(head)
        construct = not _is_definite(matches[index - 1].group()) and follows_verb
        if not (coordinated or _is_definite(word) or construct):
            break
        last = index
        follows_verb = follows_verb and not coordinated
    return last


def _is_definite(word: str) -> bool:
    return normalize(word).startswith(("ال", "لل"))


def _is_skipped(word: str) -> bool:
    return is_verb(word) or normalize(word) in _function_words()


def _is_past_verb(matches: list[re.Match[str]], index: int) -> bool:
    """Take a word in -ت before a definite one for a verb («نجحت الخطة»), which it is more often than a noun."""
    word = matches[index].group()
    following = matches[index + 1].group() if index + 1 < len(matches) else ""
    return len(word) > 3 and word.endswith("ت") and not word.endswith("ات") and _is_definite(following)


@cache
def _function_words() -> frozenset[str]:
    words = read_lexicon("function_words")["words"]
    return frozenset(
        normalize(coordination + word) for line in words for word in line.split() for coordination in ("", "و", "ف")
    )
