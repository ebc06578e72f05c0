"""What a page shows of a report beside the labels: paragraphs with their runs, and what carries each unit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmine.report.report import Report


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring units of one paragraph that are, or are not, of one run of questions.

    Parameters
    ----------
    units : tuple of int
        Indices of the units, in order; in a run also the short bridges between its questions.
    run : int or None
        Index of the run.
    opens : bool
        Whether the run begins here; a run over several paragraphs has a passage in each.
    """

    units: tuple[int, ...]
    run: int | None
    opens: bool


@dataclass(frozen=True, slots=True)
class Sources:
    """What carries or attacks a unit.

    Parameters
    ----------
    evidence : tuple of int
        Units labelled evidence that support it, directly or through other evidence.
    support : tuple of int
        Other units that support it directly.
    attack : tuple of int
        Units that attack it directly.
    """

    evidence: tuple[int, ...]
    support: tuple[int, ...]
    attack: tuple[int, ...]


def paragraph_numbers(report: Report) -> list[int]:
    """Return the paragraph of each unit.

    Parameters
    ----------
    report : Report
        The report.

    Returns
    -------
    list of int
        From 0; a line break before a unit begins a paragraph.
    """
    numbers: list[int] = []
    end = number = 0
    for unit in report.units:
        number += bool(numbers) and "\n" in report.text[end : unit.start]
        end = unit.end
        numbers.append(number)
    return numbers


def paragraphs(report: Report) -> list[list[Passage]]:
    """Cut a report into paragraphs, and each paragraph into passages.

    Parameters
    ----------
    report : Report
        The report.

    Returns
    -------
    list of list of Passage
        Every unit stands in exactly one passage, in order.
    """
    numbers = paragraph_numbers(report)
    runs: dict[int, int] = {}
    for number, run in enumerate(report.runs):
        runs |= dict.fromkeys(range(run.units[0], run.units[-1] + 1), number)
    found: list[list[Passage]] = []
    for _, inside in groupby(range(len(numbers)), key=lambda index: numbers[index]):
        passages = []
        for run_number, group in groupby(inside, key=runs.get):
            units = tuple(group)
            opens = run_number is not None and units[0] == report.runs[run_number].units[0]
            passages.append(Passage(units, run_number, opens))
        found.append(passages)
    return found


def sources(report: Report) -> list[Sources]:
    """Find what carries or attacks each unit.

    Parameters
    ----------
    report : Report
        The report.

    Returns
    -------
    list of Sources
        One a unit, in order.
    """
    evidence: list[list[int]] = [[] for _ in report.units]
    support: list[list[int]] = [[] for _ in report.units]
    attack: list[list[int]] = [[] for _ in report.units]
    for index, unit in enumerate(report.units):
        if unit.relation is None:
            continue
        if unit.relation.type == "attack":
            attack[unit.relation.target].append(index)
        elif unit.label != "evidence":
            support[unit.relation.target].append(index)
        else:
            for target in _carried(report, index):
                evidence[target].append(index)
    return [Sources(tuple(a), tuple(b), tuple(c)) for a, b, c in zip(evidence, support, attack, strict=True)]


def _carried(report: Report, index: int) -> list[int]:
    """Follow supports from a piece of evidence to the first unit that is not evidence itself."""
    found: list[int] = []
    at = report.units[index]
    while at.label == "evidence" and at.relation is not None and at.relation.type == "support":
        if at.relation.target in found or at.relation.target == index:
            break
        found.append(at.relation.target)
        at = report.units[at.relation.target]
    return found
