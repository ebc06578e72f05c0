"""Context of a unit: what its neighbours look like and how they were labelled at first sight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from argmine.features.batch import IntArray

OFFSETS = (-2, -1, 1, 2)  # neighbours whose labels are read
ADJACENT = (-1, 1)  # neighbours whose own cues and shape are read


def context_names(labels: Sequence[str], dense: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns of :func:`context_features`.

    Parameters
    ----------
    labels : sequence of str
        The label set.
    dense : sequence of str
        Names of the dense features.

    Returns
    -------
    tuple of str
        ``unit -1:claim`` is the probability that the unit before is a claim, ``unit +1:ends:؟`` the mark of the next.
    """
    neighbours = [f"unit {offset:+d}:{label}" for offset in OFFSETS for label in labels]
    paragraph = [f"paragraph:{label}" for label in labels]
    adjacent = [f"unit {offset:+d}:{name}" for offset in ADJACENT for name in dense]
    return (*neighbours, *paragraph, *(f"article:{label}" for label in labels), *adjacent)


def context_features(
    probabilities: NDArray[np.float32], dense: NDArray[np.float32], article: IntArray, paragraph: IntArray
) -> NDArray[np.float32]:
    """Describe the neighbours of each unit by their label probabilities and, next to it, by their cues and shape.

    Parameters
    ----------
    probabilities : array of float32, shape (n_units, n_labels)
        First-stage probabilities; on training data, out of fold.
    dense : array of float32, shape (n_units, n_dense)
        Dense features.
    article, paragraph : array of int, shape (n_units,)
        As in :class:`argmine.features.batch.UnitBatch`.

    Returns
    -------
    array of float32, shape (n_units, 6 * n_labels + 2 * n_dense)
        Probabilities of the neighbours, minus their even share, then the means over the rest of the paragraph and
        of the article, then the dense features of the units before and after; zero where there is no neighbour.

    References
    ----------
    D. Wolpert, "Stacked generalization", Neural Networks 5(2), 1992.

    Examples
    --------
    >>> article, dense = np.array([0, 0, 1]), np.zeros((3, 0), dtype=np.float32)
    >>> rows = context_features(np.eye(2, dtype=np.float32)[[0, 1, 1]], dense, article, np.zeros(3, dtype=int))
    >>> rows[:, 2:4].tolist()  # of the unit before
    [[0.0, 0.0], [0.5, -0.5], [0.0, 0.0]]
    """
    n, k = probabilities.shape
    centred = probabilities - np.float32(1 / k)
    columns = [_shifted(centred, offset, article) for offset in OFFSETS]
    boundary = np.zeros(n, dtype=np.bool_)
    boundary[:1] = True
    boundary[1:] = article[1:] != article[:-1]
    columns.append(_mean_of_others(centred, boundary | np.append(True, paragraph[1:] != paragraph[:-1])[:n]))
    columns.append(_mean_of_others(centred, boundary))
    return np.hstack([*columns, *(_shifted(dense, offset, article) for offset in ADJACENT)])


def _shifted(rows: NDArray[np.float32], offset: int, article: IntArray) -> NDArray[np.float32]:
    """Return for each unit the row of the unit so far after it, zero outside its article."""
    shifted = np.zeros_like(rows)
    if abs(offset) < len(rows):
        here, there = (
            slice(max(-offset, 0), len(rows) - max(offset, 0)),
            slice(max(offset, 0), len(rows) + min(offset, 0)),
        )
        shifted[here] = np.where((article[here] == article[there])[:, None], rows[there], 0)
    return shifted


def _mean_of_others(rows: NDArray[np.float32], starts: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Mean over the group of each row, the row itself left out; groups begin where `starts` is true."""
    if not len(rows):
        return rows
    first = np.flatnonzero(starts)
    sizes = np.diff(np.append(first, len(rows)))
    totals = np.repeat(np.add.reduceat(rows, first, axis=0), sizes, axis=0)
    others = np.repeat(sizes - 1, sizes)[:, None]
    means: NDArray[np.float32] = ((totals - rows) / np.maximum(others, 1)).astype(np.float32)
    return means
