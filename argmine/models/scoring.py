"""Learned arrays to scores, with numpy alone.

Nothing here imports scikit-learn or scipy, so that one op-ed can be labelled in a fraction of a second. Training
(:mod:`argmine.models.training`) uses the same n-grams and the same scaling; its decision function and the scores here
agree up to the order of float additions.

An n-gram counts ``idf`` in its unit, and a block of n-grams is divided by the root of the sum of ``idf ** 2`` over its
*occurrences*. That norm, unlike the Euclidean one, is additive, so that scoring never has to look for duplicates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argmine.features.ngrams import NgramHasher, Occurrences
from argmine.features.tokens import TokenBatch

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class DenseLinear:
    """The part of a linear model that reads dense features.

    Parameters
    ----------
    weights : array of float32, shape (n_dense, n_outputs)
        Weight of each feature.
    bias : array of float32, shape (n_outputs,)
        Intercepts.
    """

    weights: FloatArray
    bias: FloatArray

    def scores(self, dense: FloatArray) -> FloatArray:
        """Score units.

        Parameters
        ----------
        dense : array of float32, shape (n_units, n_dense)
            Dense features.

        Returns
        -------
        array of float32, shape (n_units, n_outputs)
            Scores.
        """
        result: FloatArray = dense @ self.weights + self.bias
        return result


@dataclass(frozen=True)
class NgramLinear:
    """The part of linear models that reads hashed n-grams; several models share one pass over the text.

    Parameters
    ----------
    hasher : NgramHasher
        How n-grams fall into buckets.
    idf : mapping of str to array of float32, shape (buckets,)
        Inverse document frequency of each bucket of a block.
    tables : mapping of str to array of float32, shape (buckets, n_outputs)
        Weight of each bucket of a block, before idf.
    """

    hasher: NgramHasher
    idf: Mapping[str, FloatArray]
    tables: Mapping[str, FloatArray]

    def scores(self, tokens: TokenBatch) -> FloatArray:
        """Score units.

        Parameters
        ----------
        tokens : TokenBatch
            The hashed units.

        Returns
        -------
        array of float32, shape (n_units, n_outputs)
            Scores.
        """
        n_outputs = next(iter(self.tables.values())).shape[1]
        result = np.zeros((tokens.n_units, n_outputs), dtype=np.float32)
        for block, (weights, squares) in self.fused_tables.items():
            total = np.zeros((tokens.n_units, weights.shape[1]), dtype=np.complex64)
            norm = np.zeros(tokens.n_units, dtype=np.float32)
            for found in self.hasher.occurrences(tokens, block):
                add_rows(total, weights, found)
                add_rows(norm, squares, found)
            result += total.view(np.float32)[:, :n_outputs] / np.sqrt(np.maximum(norm, 1e-12))[:, None]
        return result

    @property
    def fused_tables(self) -> Mapping[str, tuple[NDArray[np.complex64], FloatArray]]:
        """For each block ``idf * weight``, two outputs in one complex number, and ``idf ** 2``.

        Numpy gathers and adds complex numbers nearly as fast as floats, so this halves the time of scoring.
        """
        cached: dict[str, tuple[NDArray[np.complex64], FloatArray]] | None = self.__dict__.get("_fused")
        if cached is None:
            cached = {}
            for block, table in self.tables.items():
                idf = self.idf[block]
                even = np.zeros((len(table), table.shape[1] + table.shape[1] % 2), dtype=np.float32)
                even[:, : table.shape[1]] = table * idf[:, None]
                cached[block] = even.view(np.complex64), idf**2
            self.__dict__["_fused"] = cached
        return cached

    def __getstate__(self) -> dict[str, object]:
        """Store tables in half precision, which the weights were rounded to, and leave out what can be computed."""
        half = {
            name: {block: array.astype(np.float16) for block, array in getattr(self, name).items()} for name in _HALF
        }
        return {"hasher": self.hasher, **half}

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            if name in _HALF and isinstance(value, dict):
                value = {block: array.astype(np.float32) for block, array in value.items()}
            object.__setattr__(self, name, value)


_HALF = ("idf", "tables")


def add_rows(
    total: NDArray[np.complex64] | FloatArray, weights: NDArray[np.complex64] | FloatArray, found: Occurrences
) -> None:
    """Add to each unit the weights of its n-grams.

    Parameters
    ----------
    total : array, shape (n_units, ...)
        Changed in place.
    weights : array, shape (buckets, ...)
        One row a bucket.
    found : Occurrences
        The n-grams.
    """
    filled = np.flatnonzero(found.start[1:] > found.start[:-1])
    if len(filled):
        rows = weights.take(found.buckets, axis=0, mode="clip")
        total[filled] += np.add.reduceat(rows, found.start[filled], axis=0)


def softmax(scores: FloatArray) -> FloatArray:
    """Turn scores into probabilities.

    Parameters
    ----------
    scores : array of float32, shape (n, k)
        Logits.

    Returns
    -------
    array of float32, shape (n, k)
        Rows that sum to one.

    Examples
    --------
    >>> softmax(np.zeros((1, 2), dtype=np.float32)).tolist()
    [[0.5, 0.5]]
    """
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
    result: FloatArray = exponents / exponents.sum(axis=1, keepdims=True)
    return result
