"""What a rhetorical question asserts without saying so.

The polarity follows from the function. A paraphrase is built from the question itself, and only where the opener
leaves little choice: the table in ``lexicon/assertions.txt``, and the rules below for a particle before a verb of
ability or assurance. In every other case there is a polarity and no paraphrase.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from argmine.lexicon import read_lexicon
from argmine.normalization import normalize
from argmine.questions.verbs import is_present_verb, is_verb

OPEN = "open"
POLARITIES: Mapping[str, str] = MappingProxyType(
    {
        "denial": "negative",
        "affirmation": "positive",
        "reproach": "negative",
        "wonder": "negative",
        "doubt": "negative",
        "urging": "positive",
        "staging": OPEN,
    }
)
MAX_WORDS = 40  # a longer question has clauses that the rules do not see
_DENYING = frozenset({"denial", "doubt", "wonder"})
_ASSERTING = frozenset({"affirmation", "urging"})
_ADVERBS = frozenset(
    map(normalize, ("فعلا", "حقا", "إذن", "إذا", "إذًا", "بعد ذلك", "بعد هذا", "يا ترى", "ترى", "أيضا"))
)
_ASKING_AGAIN = frozenset(
    coordination + normalize(word)
    for word in ("أم", "هل", "لماذا", "ماذا", "كيف", "متى", "أين", "ألم", "أليس", "أليست", "ألا")
    for coordination in ("", "و", "ف")
) | frozenset(map(normalize, ("أو", "ومن", "وبيد")))
_DENIED_VERBS = "ability and assurance"
_MIN_WORDS = 4  # «أليس من حقنا؟» leaves a fragment
_TAIL = re.compile(r"[\s.!؟?…،,؛;»\"”)]+$")
_INNER_MARK = re.compile(r"[؟?!:«\"“]|\.\.|\.\s|\bفقد\b")
_HEAD = re.compile(r"^[\s«\"“(.…\-–—]+")
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Assertion:
    """The implied assertion of a rhetorical question.

    Parameters
    ----------
    polarity : str
        ``"negative"``, ``"positive"``, or ``"open"`` where the author goes on to say it.
    text : str
        Arabic paraphrase, ``""`` where no rule is certain.
    """

    polarity: str
    text: str


def implied_assertion(question: str, function: str) -> Assertion:
    """Say what a rhetorical question asserts.

    Parameters
    ----------
    question : str
        Text of the unit.
    function : str
        Its function.

    Returns
    -------
    Assertion
        Polarity, and a paraphrase where the rules are certain. A function that the guidelines do not know has an open
        polarity.

    Examples
    --------
    >>> implied_assertion("وهل تضمنان ردود الفعل القادمة؟", "doubt").text
    'لا تضمنان ردود الفعل القادمة'
    >>> implied_assertion("ألا يستحق المعلم راتبا يكفيه؟", "affirmation").text
    'يستحق المعلم راتبا يكفيه'
    >>> implied_assertion("فلماذا كل هذا الصمت؟", "reproach")
    Assertion(polarity='negative', text='')
    """
    polarity = POLARITIES.get(function, OPEN)
    words = _words(question)
    if not words or len(words) > MAX_WORDS:
        return Assertion(polarity, "")
    if function in _DENYING:
        return Assertion(polarity, _replace_opener(words, "negative") or _deny(words))
    if function in _ASSERTING and len(words) >= _MIN_WORDS:
        return Assertion(polarity, _replace_opener(words, "positive") or _assert(words))
    return Assertion(polarity, "")


def _words(question: str) -> list[str]:
    """Words of a question that asks one thing, without its conjunction and closing marks; else none."""
    clause = _HEAD.sub("", _TAIL.sub("", question))
    words = clause.split()
    if _INNER_MARK.search(clause) or any(normalize(word) in _ASKING_AGAIN for word in words[1:]):
        return []
    if words and words[0][0] in "وف" and normalize(words[0][1:]) in _openers():
        words[0] = words[0][1:]
    return words


@cache
def _openers() -> frozenset[str]:
    """First words of the questions that the rules can turn."""
    tables = (opener.split()[0] for polarity in ("negative", "positive") for opener in _table(polarity))
    return frozenset({*tables, *map(normalize, ("هل", "من", "كيف", "ألا", "ما"))})


@cache
def _table(polarity: str) -> dict[str, str]:
    pairs = (line.split("=>") for line in read_lexicon("assertions")[polarity])
    return {normalize(opener.strip()): assertion.strip() for opener, assertion in pairs}


def _replace_opener(words: list[str], polarity: str) -> str:
    folded = [normalize(word) for word in words[:_LONGEST]]
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        assertion = _table(polarity).get(" ".join(folded[:length]))
        if assertion is not None and not _is_predicate(folded):
            return _join(assertion, words[length:])
    return ""


def _join(assertion: str, rest: list[str]) -> str:
    """Put the rest of the question after the opening; من and a relative pronoun become one word: ممن, مما."""
    begin = assertion.split()
    if begin[-1] == "من" and rest[0] in {"من", "ما"}:
        if len(rest) < 2:  # «ما فائدة من؟» asks who
            return ""
        begin, rest = begin[:-1], ["ممن" if rest[0] == "من" else "مما", *rest[1:]]
    return " ".join([*begin, *rest])


def _is_predicate(folded: list[str]) -> bool:
    """Whether كيف is itself what is said of the subject: «كيف يمكن أن يكون الحل» cannot do without it."""
    return folded[0] == "كيف" and folded[-1] in {"يكون", "تكون", "نكون", "يصبح", "تصبح", "يبدو", "تبدو"}


def _deny(words: list[str]) -> str:
    """Negate what is asked with هل or من before a verb of ability or assurance, or with هل من before a noun."""
    particle = normalize(words[0])
    rest = words[1:]
    while rest and normalize(rest[0].strip("،,")) in _ADVERBS:
        rest = rest[1:]
    if len(rest) < 2:
        return ""
    if particle == "هل" and is_present_verb(rest[0], _DENIED_VERBS):
        return " ".join(["لا", *rest])
    if particle == "هل" and normalize(rest[0]) == "من":
        return _deny_existence(rest[1:])
    if particle == "من" and rest == words[1:] and is_present_verb(rest[0], _DENIED_VERBS):
        return " ".join(["لا أحد", *rest])
    return ""


def _deny_existence(rest: list[str]) -> str:
    """«هل من مخرج» denies the kind: «لا مخرج»; a definite noun, a demonstrative or an adjective is no kind."""
    folded = normalize(rest[0])
    no_kind = ("ال", "هذ", "هو", "هي", "ذلك", "تلك", "اح", "اج", "حق", "شان")
    names_kind = len(folded) > 2 and not folded.startswith(no_kind)
    # «هل من يقتل…»: a relative pronoun; «هل من متبرع يخبرني»: a request
    asks = any(is_verb(word) for word in rest[:2])
    return " ".join(["لا", *rest]) if names_kind and not asks else ""


def _assert(words: list[str]) -> str:
    """Drop ألا before a verb; «ألا يعلم هؤلاء» says that they ought to know, and seldom that they do."""
    is_certain = normalize(words[0]) == "الا" and len(words) > 2 and is_present_verb(words[1])
    is_certain = is_certain and not (words[1][0] in "يت" and is_present_verb(words[1], "knowing"))
    return " ".join(words[1:]) if is_certain else ""
