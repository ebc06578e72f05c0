"""Rhetorical questions: the interrogative that opens each, and the runs they form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from argmine.article import Run, Unit
from argmine.lexicon import read_lexicon
from argmine.normalization import normalize

QUESTION = "rhetorical_question"

_WORD = re.compile(r"[^\W\d_][\w\u064b-\u065f\u0670ـ]*")
_SCANNED_WORDS = 12  # an interrogative deeper in the sentence does not open the question


def question_runs(units: Sequence[Unit], text: str) -> list[Run]:
    """Group consecutive rhetorical questions of a paragraph into runs.

    Parameters
    ----------
    units : sequence of Unit
        The labelled units of an article.
    text : str
        The article's text.

    Returns
    -------
    list of Run
        Runs of one question or more, in order; a paragraph break or any other unit ends a run.

    Examples
    --------
    >>> text = "هل نثق؟ وكيف؟"
    >>> units = [Unit(0, 7, QUESTION, "doubt"), Unit(8, 13, QUESTION, "doubt")]
    >>> question_runs(units, text)[0].particles
    ('هل', 'وكيف')
    """
    groups: list[list[int]] = []
    for index, unit in enumerate(units):
        if unit.label != QUESTION:
            continue
        continues = bool(groups) and groups[-1][-1] == index - 1 and "\n" not in text[units[index - 1].end : unit.start]
        if continues:
            groups[-1].append(index)
        else:
            groups.append([index])
    return [_run(group, units, text) for group in groups]


def _run(group: Sequence[int], units: Sequence[Unit], text: str) -> Run:
    relations = [relation for index in group if (relation := units[index].relation) is not None]
    return Run(
        units=tuple(group),
        functions=tuple(units[index].function or "" for index in group),
        particles=tuple(particle(text[units[index].start : units[index].end]) for index in group),
        target=relations[0].target if relations else None,
    )


def particle(question: str) -> str:
    """Return the interrogative that opens a question, as written.

    Parameters
    ----------
    question : str
        Text of the unit.

    Returns
    -------
    str
        The longest interrogative of the lexicon that begins first, or ``""`` for a question without one.

    Examples
    --------
    >>> particle("فما الذي يتبع ذلك؟")
    'فما الذي'
    >>> particle("هذا إنجاز عظيم؟!")
    ''
    """
    matches = list(_WORD.finditer(question))[:_SCANNED_WORDS]
    folded = [_fold_word(match.group()) for match in matches]
    known = _interrogatives()
    for index in range(len(matches)):
        for length in (4, 3, 2, 1):
            if " ".join(folded[index : index + length]) in known and index + length <= len(matches):
                return question[matches[index].start() : matches[index + length - 1].end()]
    return ""


_fold_word = lru_cache(maxsize=4096)(normalize)


@cache
def _interrogatives() -> frozenset[str]:
    phrases = read_lexicon("particles")["particles"]
    return frozenset(proclitic + normalize(phrase) for phrase in phrases for proclitic in ("", "و", "ف"))
