"""Relation scores to one tree an article, and the measures read off the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    source, target, score = candidates.source[useful], candidates.target[useful], candidates.score[useful]
    best = [NO_TARGET] * n_units
    top = [0.0] * n_units
    for i, j, s in zip(source.tolist(), target.tolist(), score.tolist(), strict=True):
        if s > top[i]:
            best[i], top[i] = j, s
    if not has_cycle(best):  # the greedy choice is the optimum whenever it is a tree
        return best
    import networkx as nx  # rare, and slow to import

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_weighted_edges_from((n_units, unit, 0.0) for unit in range(n_units))
    # an arborescence points away from its root, a relation towards it
    graph.add_weighted_edges_from(
        (j, i, s) for i, j, s in zip(source.tolist(), target.tolist(), score.tolist(), strict=True)
    )
    tree = nx.maximum_spanning_arborescence(graph)
    targets = [NO_TARGET] * n_units
    for parent, child in tree.edges:
        if parent != n_units:
            targets[child] = parent
    return targets


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
