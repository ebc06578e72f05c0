"""Relation scores to one tree an article, and the measures read off the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from argmine.models.scoring import FloatArray

NO_TARGET = -1


@dataclass(frozen=True, slots=True)
class Candidates:
    """Scored relation candidates of one article.

    Parameters
    ----------
    source, target : array of int, shape (m,)
        Unit indices.
    score : array of float, shape (m,)
        Log-odds that the source serves the target.
    """

    source: np.ndarray[tuple[int], np.dtype[np.intp]]
    target: np.ndarray[tuple[int], np.dtype[np.intp]]
    score: FloatArray


def decode_tree(n_units: int, candidates: Candidates, main: int | None) -> list[int]:
    """Choose one target a unit so that there is no cycle and the sum of scores is largest.

    A unit may stay without a target, at score 0. The article is a maximum spanning arborescence of a graph with one
    more node, to which the main claim and every unit without a target belong.

    Parameters
    ----------
    n_units : int
        Number of units.
    candidates : Candidates
        Scores above 0 speak for a relation.
    main : int or None
        The main claim, which has no target.

    Returns
    -------
    list of int
        Target of each unit, or -1.

    References
    ----------
    J. Edmonds, "Optimum branchings", 1967; R. McDonald et al., "Non-projective dependency parsing using spanning tree
    algorithms", EMNLP 2005; applied to argumentation by A. Peldszus and M. Stede, EMNLP 2015.

    Examples
    --------
    >>> two_that_like_each_other = Candidates(np.array([0, 1, 0]), np.array([1, 0, 2]), np.array([3.0, 2.0, 2.5]))
    >>> decode_tree(3, two_that_like_each_other, main=2)
    [2, 0, -1]
    """
    useful = (candidates.score > 0) & (candidates.source != (NO_TARGET if main is None else main))
    entries: list[list[_Entry]] = [[_Entry(0.0, NO_TARGET)] for _ in range(n_units)]
    columns = (candidates.source[useful], candidates.target[useful], candidates.score[useful])
    for i, j, score in zip(*(column.tolist() for column in columns), strict=True):
        entries[i].append(_Entry(score, j))
    return _arborescence(entries)


class _Entry(NamedTuple):
    """A choice of a unit, or of a contracted cycle; then also the member that makes it, and that member's own entry."""

    score: float
    target: int
    owner: int = NO_TARGET
    inner: _Entry | None = None


def _arborescence(entries: list[list[_Entry]]) -> list[int]:
    """Choose one entry a unit so that their sum is largest and there is no cycle (Edmonds).

    networkx has this algorithm too, and the tests compare the two; on graphs as small as an op-ed it takes twenty times
    as long, which would be most of the time of a whole analysis.
    """
    n_units = len(entries)
    chosen = [max(own, key=_score) for own in entries]
    outer = list(range(n_units))  # the contracted cycle that a node is in, or the node itself

    def top(node: int) -> int:
        while outer[node] != node:
            outer[node] = outer[outer[node]]  # halve the path, so that deep nests stay cheap
            node = outer[node]
        return node

    def next_of(node: int) -> int:
        target = chosen[node].target
        return target if target == NO_TARGET else top(target)

    contracted: list[int] = []
    pending = list(range(n_units))
    rooted: set[int] = set()  # nodes whose way leads to the root; a choice once made on such a way never changes
    while pending:
        cycle = _cycle_from(top(pending[-1]), next_of, rooted)
        if not cycle:
            pending.pop()
            continue
        whole = len(outer)
        outer.append(whole)
        for member in cycle:
            outer[member] = whole
        ways_out = [
            _Entry(entry.score - chosen[member].score, entry.target, member, entry)
            for member in cycle
            for entry in entries[member]
            if entry.target == NO_TARGET or top(entry.target) != whole
        ]
        entries.append(ways_out)
        chosen.append(max(ways_out, key=_score))
        contracted.append(whole)
    for whole in reversed(contracted):
        way = chosen[whole]
        if way.inner is not None:
            chosen[way.owner] = way.inner
    return [entry.target for entry in chosen[:n_units]]


def _score(entry: _Entry) -> float:
    return entry.score


def _cycle_from(node: int, next_of: Callable[[int], int], rooted: set[int]) -> list[int]:
    """Follow choices from a node; return the cycle that this ends in, empty (and all of it rooted) if there is none."""
    path: dict[int, None] = {}
    while node != NO_TARGET and node not in path and node not in rooted:
        path[node] = None
        node = next_of(node)
    if node in path:
        order = list(path)
        return order[order.index(node) :]
    rooted.update(path)
    return []


def has_cycle(targets: Sequence[int]) -> bool:
    """Whether following targets runs in a circle.

    Parameters
    ----------
    targets : sequence of int
        Target of each unit, or -1.

    Returns
    -------
    bool
        True if some unit leads back to itself.

    Examples
    --------
    >>> has_cycle([1, 0]), has_cycle([1, -1])
    (True, False)
    """
    state = [0] * len(targets)  # 0 unseen, 1 on the present path, 2 done
    for begin in range(len(targets)):
        path = []
        unit = begin
        while unit != NO_TARGET and state[unit] == 0:
            state[unit] = 1
            path.append(unit)
            unit = targets[unit]
        if unit != NO_TARGET and state[unit] == 1:
            return True
        for visited in path:
            state[visited] = 2
    return False
