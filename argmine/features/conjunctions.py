"""Conjunctions: two dense features of a unit that are both there, which say more than each of them alone.

A question mark asks, and a quotation reports; a question mark inside a quotation is somebody else's question. So it is
with a cue and what the neighbour was labelled. A linear model learns that from the pair, and what the pair adds to a
score can still be told exactly.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from argmine.features.batch import IntArray

PRESENT = 0.25  # values above it; cues and shapes are nearly all 0 or more than 0.5
RARE, COMMON = 0.01, 0.9  # shares of units; a feature outside them makes no pairs
PAIR_SHARE = 0.003  # a pair must be in so many units…
PAIR_COUNT = 10  # … and in no fewer than these
IMPLIED = 0.97  # share of the rarer feature's units; above it the pair says what that feature says


def present(dense: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Say which features a unit has.

    Parameters
    ----------
    dense : array of float32, shape (n_units, n)
        Dense features; of a neighbour's label, the probability minus the even share.

    Returns
    -------
    array of bool, shape (n_units, n)
        True for values above :data:`PRESENT`.
    """
    result: NDArray[np.bool_] = dense > PRESENT
    return result


def choose_columns(there: NDArray[np.bool_]) -> IntArray:
    """Choose the features that can be one of a pair.

    Parameters
    ----------
    there : array of bool, shape (n_units, n)
        Which features the training units have.

    Returns
    -------
    array of int, shape (n_columns,)
        Columns of `there`, ascending.
    """
    share = there.mean(axis=0) if len(there) else np.zeros(there.shape[1])
    return np.flatnonzero((share > RARE) & (share < COMMON))


def choose_pairs(there: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Choose the pairs that are frequent and say more than either feature.

    Parameters
    ----------
    there : array of bool, shape (n_units, n_columns)
        Which features the units have.

    Returns
    -------
    array of bool, shape (n_columns, n_columns)
        True above the diagonal for chosen pairs.
    """
    single = there.astype(np.float32)
    together = single.T @ single
    alone = np.diagonal(together)
    enough = together >= max(PAIR_COUNT, PAIR_SHARE * len(there))
    return np.triu(enough & (together < IMPLIED * np.minimum(alone[:, None], alone)), k=1)


def find_pairs(there: NDArray[np.bool_]) -> tuple[IntArray, IntArray]:
    """Find every pair of features that a unit has.

    Parameters
    ----------
    there : array of bool, shape (n_units, n_columns)
        Which features the units have.

    Returns
    -------
    start : array of int, shape (n_units + 1,)
        Where in `codes` each unit begins.
    codes : array of int, shape (pairs,)
        ``first * n_columns + second``, the first before the second.

    Examples
    --------
    >>> start, codes = find_pairs(np.array([[True, True, False], [True, True, True]]))
    >>> start.tolist(), codes.tolist()
    ([0, 1, 4], [1, 1, 2, 5])
    """
    _, column = np.nonzero(there)
    count = there.sum(axis=1)
    ends = np.cumsum(count)
    later = np.repeat(ends, count) - np.arange(len(column)) - 1  # features of the unit after this one
    first = np.repeat(np.arange(len(column)), later)
    rank = np.arange(len(first)) - np.repeat(np.cumsum(later) - later, later)
    codes = column[first] * there.shape[1] + column[first + 1 + rank]
    return np.append(0, np.cumsum(count * (count - 1) // 2)), codes
