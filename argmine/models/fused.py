"""Weights laid out for scoring, and what words add up to, remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from argmine.features.tokens import TokenBatch

HalfOrSingle = NDArray[np.float16] | NDArray[np.float32]
_MIX = np.uint64(0x9E3779B97F4A7C15)


def fuse(weights: HalfOrSingle, scale: HalfOrSingle) -> NDArray[np.complex64]:
    """Lay rows of weights out for scoring.

    Parameters
    ----------
    weights : array of float16 or float32, shape (n, n_outputs)
        Weight of each feature.
    scale : array of float16 or float32, shape (n,)
        What a feature counts.

    Returns
    -------
    array of complex64, shape (n, n_columns)
        ``scale * weight``, two outputs in one complex number, then ``scale ** 2`` in one more. Numpy gathers and adds
        complex numbers nearly as fast as floats, so this halves the time of scoring.
    """
    even = np.zeros((len(weights), weights.shape[1] + weights.shape[1] % 2 + 2), dtype=np.float32)
    single = scale.astype(np.float32)
    even[:, : weights.shape[1]] = weights * single[:, None]
    even[:, -2] = single**2
    return even.view(np.complex64)


class WordMemo:
    """Remembers what a word adds up to, by its character n-grams and by its vector; most words have been seen before.

    A direct-mapped cache: a word has one slot, and whoever comes last keeps it. Sums are always taken word by word, so
    scores do not depend on what was remembered. Its tables are made only once there is enough text to be worth it: for
    a single op-ed they would take longer than the scores.

    Parameters
    ----------
    add_up : callable
        From a batch and the indices of words in it to their sums, array of complex64, shape (words, n_columns).
    n_columns : int
        Columns of the sums.
    """

    bits = 18
    worth_it = 20_000  # words

    def __init__(self, add_up: Callable[[TokenBatch, NDArray[np.intp]], NDArray[np.complex64]], n_columns: int) -> None:
        self.add_up = add_up
        self.n_columns = n_columns
        self.seen = 0
        self.lock = Lock()

    @property
    def warm(self) -> bool:
        """Whether enough text has been seen for tables to be worth their making."""
        return self.seen > self.worth_it

    @cached_property
    def _known(self) -> NDArray[np.uint64]:
        return np.zeros(1 << self.bits, dtype=np.uint64)

    @cached_property
    def _sums(self) -> NDArray[np.complex64]:
        return np.zeros((1 << self.bits, self.n_columns), dtype=np.complex64)

    def look_up(self, tokens: TokenBatch) -> NDArray[np.complex64]:
        """Return the sums of every word of a batch.

        Parameters
        ----------
        tokens : TokenBatch
            The hashed units.

        Returns
        -------
        array of complex64, shape (words, n_columns)
            What each word adds up to.
        """
        with self.lock:
            self.seen += len(tokens.words)
            if not self.warm:
                _, first, again = np.unique(tokens.words, return_index=True, return_inverse=True)
                return self.add_up(tokens, first)[again]
            slots = (tokens.words * _MIX >> np.uint64(64 - self.bits)).view(np.int64)
            rows = self._sums.take(slots, axis=0)
            missing = np.flatnonzero(self._known.take(slots) != tokens.words)
            if len(missing):
                _, first, again = np.unique(tokens.words[missing], return_index=True, return_inverse=True)
                new = missing[first]
                sums = self.add_up(tokens, new)
                rows[missing] = sums[again]
                self._known[slots[new]] = tokens.words[new]
                # of two new words with one slot the later stays, in both arrays
                self._sums[slots[new]] = sums
        return rows


def add_spans(total: NDArray[np.complex64], rows: NDArray[np.complex64], start: NDArray[np.intp]) -> None:
    """Add consecutive rows to the unit that they belong to.

    Parameters
    ----------
    total : array of complex64, shape (n_units, n_columns)
        Changed in place.
    rows : array of complex64, shape (n_rows, n_columns)
        Rows of all units.
    start : array of int, shape (n_units + 1,)
        Where in `rows` each unit begins.
    """
    filled = np.flatnonzero(start[1:] > start[:-1])
    if len(filled):
        total[filled] += np.add.reduceat(rows, start[filled], axis=0)
