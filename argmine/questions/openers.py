"""How a question opens: its coordination and its interrogative particle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from argmine.lexicon import read_lexicon
from argmine.normalization import normalize
from argmine.questions.verbs import is_present_verb

COORDINATIONS = ("و", "ف")

_WORD = re.compile(r"[^\W\d_][\w\u064b-\u065f\u0670ـ]*")
_SIGNS = "".join(map(chr, range(0x64B, 0x660)))
_SCANNED_WORDS = 12  # an interrogative deeper in the sentence does not open the question
_BREAK = re.compile(r"[،,؛;:.…!؟?\-–—(«\"]")
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Opener:
    """The interrogative that opens a question.

    Parameters
    ----------
    particle : str
        As written, without the conjunction before it; ``""`` for a question without one.
    coordination : str
        ``"و"``, ``"ف"``, or ``""``.
    start, end : int
        Where coordination and particle stand in the question; both 0 if there is none.
    """

    particle: str
    coordination: str
    start: int
    end: int


NO_OPENER = Opener("", "", 0, 0)


@lru_cache(maxsize=4096)
def find_opener(question: str) -> Opener:
    """Find the interrogative that opens a question.

    Parameters
    ----------
    question : str
        Text of the unit.

    Returns
    -------
    Opener
        The longest interrogative of the lexicon ``particles`` that begins first. A word that is more often something
        else (من, ما, أي) counts only at the head of a clause.

    Examples
    --------
    >>> find_opener("فما الذي يتبع ذلك؟").particle
    'ما الذي'
    >>> find_opener("وأيستطيع أحد من الناس أن ينكر؟")
    Opener(particle='أ', coordination='و', start=0, end=2)
    >>> find_opener("هذا إنجاز عظيم؟!").particle
    ''
    """
    matches = list(_WORD.finditer(question))[:_SCANNED_WORDS]
    folded = [_fold_word(match.group()) for match in matches]
    known, ambiguous = _particles("particles"), _particles("at the head of a clause")
    for index, match in enumerate(matches):
        heads_clause = index == 0 or bool(_BREAK.search(question, matches[index - 1].end(), match.start()))
        for coordination in ("", *COORDINATIONS):
            if not folded[index].startswith(coordination):
                continue
            first = folded[index][len(coordination) :]
            for length in range(min(_LONGEST, len(matches) - index), 0, -1):
                phrase = " ".join([first, *folded[index + 1 : index + length]])
                if phrase in known or (heads_clause and phrase in ambiguous):
                    end = matches[index + length - 1].end()
                    particle = question[match.start() + len(coordination) : end].lstrip(_SIGNS)
                    return Opener(particle, coordination, match.start(), end)
        if heads_clause and (hamza := _prefixed_hamza(match.group())) is not None:
            return Opener("أ", hamza, match.start(), match.start() + len(hamza) + 1)
    return NO_OPENER


def _prefixed_hamza(word: str) -> str | None:
    """Return the coordination before the particle أ of a verb, or None if the word has no such particle."""
    for coordination in ("", *COORDINATIONS):
        rest = word[len(coordination) :]
        if word.startswith(coordination) and rest.startswith("أ") and is_present_verb(rest[1:]):
            return coordination
    return None


_fold_word = lru_cache(maxsize=4096)(normalize)


@cache
def _particles(section: str) -> frozenset[str]:
    return frozenset(normalize(phrase) for phrase in read_lexicon("particles")[section])
