"""Runs of rhetorical questions: consecutive ones that press one point."""

from __future__ import annotations

from collections.abc import Sequence

from argmine.article import Run, Unit
from argmine.normalization import normalize
from argmine.questions.openers import find_opener

QUESTION = "rhetorical_question"
BRIDGE_WORDS = 6  # «والسؤال الأهم:» between two questions has at most so many words

_BRIDGE_STEMS = ("سوال", "اسيله", "تساول")  # as normalization folds سؤال, أسئلة, تساؤل


def question_runs(units: Sequence[Unit], text: str) -> list[Run]:
    """Group consecutive rhetorical questions into runs.

    Parameters
    ----------
    units : sequence of Unit
        The labelled units of an article.
    text : str
        The article's text.

    Returns
    -------
    list of Run
        Maximal runs of one question or more, in order. A short bridge that announces a question does not break a run;
        any other unit does.

    Examples
    --------
    >>> text = "هل نثق؟ والسؤال الأهم: وكيف؟"
    >>> units = [Unit(0, 7, QUESTION, "doubt"), Unit(8, 22, "none"), Unit(23, 28, QUESTION, "doubt")]
    >>> question_runs(units, text)[0].units
    (0, 2)
    """
    groups: list[list[int]] = []
    for index, unit in enumerate(units):
        if unit.label != QUESTION:
            continue
        gap = index - groups[-1][-1] if groups else 0
        if gap == 1 or (gap == 2 and _is_bridge(units[index - 1], text)):
            groups[-1].append(index)
        else:
            groups.append([index])
    return [_run(group, units, text) for group in groups]


def _is_bridge(unit: Unit, text: str) -> bool:
    words = normalize(text[unit.start : unit.end]).split()
    return len(words) <= BRIDGE_WORDS and any(stem in word for word in words for stem in _BRIDGE_STEMS)


def _run(group: Sequence[int], units: Sequence[Unit], text: str) -> Run:
    relations = [relation for index in group if (relation := units[index].relation) is not None]
    return Run(
        units=tuple(group),
        functions=tuple(units[index].function or "" for index in group),
        particles=tuple(find_opener(text[units[index].start : units[index].end]).particle for index in group),
        target=relations[0].target if relations else None,
    )
