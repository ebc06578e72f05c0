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

from argmine.features.ngrams import NgramHasher
from argmine.features.tokens import TokenBatch

FloatArray = NDArray[np.float32]


@dataclass(frozen=True)
class HashedLinear:
    """A linear model over hashed n-grams and dense features.

    Parameters
    ----------
    hasher : NgramHasher
        How n-grams fall into buckets.
    idf : mapping of str to array of float32, shape (buckets,)
        Inverse document frequency of each bucket of a block.
    tables : mapping of str to array of float32, shape (buckets, n_outputs)
        Weight of each bucket of a block, before idf.
    dense : array of float32, shape (n_dense, n_outputs)
        Weights of the dense features.
    bias : array of float32, shape (n_outputs,)
        Intercepts.
    """

    hasher: NgramHasher
    idf: Mapping[str, FloatArray]
    tables: Mapping[str, FloatArray]
    dense: FloatArray
    bias: FloatArray

    def scores(self, tokens: TokenBatch, dense: FloatArray) -> FloatArray:
        """Score units.

        Parameters
        ----------
        tokens : TokenBatch
            The hashed units.
        dense : array of float32, shape (n_units, n_dense)
            Their dense features.

        Returns
        -------
        array of float32, shape (n_units, n_outputs)
            Additive scores (logits).
        """
        scores = self.bias + dense @ self.dense
        for block, weights in self.fused_tables.items():
            total = np.zeros((tokens.n_units, weights.shape[1]), dtype=np.float32)
            for units, buckets, _ in self.hasher.occurrences(tokens, block):
                add_rows(total, weights, units, buckets)
            scores += total[:, :-1] / np.sqrt(np.maximum(total[:, -1:], 1e-12))
        return scores

    @property
    def fused_tables(self) -> Mapping[str, FloatArray]:
        """For each block an array of shape (buckets, n_outputs + 1): ``idf * weight``, and ``idf ** 2`` last."""
        cached: dict[str, FloatArray] | None = self.__dict__.get("_fused")
        if cached is None:
            cached = {
                block: np.column_stack([table * self.idf[block][:, None], self.idf[block] ** 2])
                for block, table in self.tables.items()
            }
            self.__dict__["_fused"] = cached
        return cached

    def __getstate__(self) -> dict[str, object]:
        """Store tables in half precision, which the weights were rounded to, and leave out what can be computed."""
        half = {
            name: {block: array.astype(np.float16) for block, array in getattr(self, name).items()} for name in _HALF
        }
        return {"hasher": self.hasher, **half, "dense": self.dense, "bias": self.bias}

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            if name in _HALF and isinstance(value, dict):
                value = {block: array.astype(np.float32) for block, array in value.items()}
            object.__setattr__(self, name, value)


_HALF = ("idf", "tables")


def add_rows(total: FloatArray, weights: FloatArray, units: NDArray[np.int32], buckets: NDArray[np.int32]) -> None:
    """Add to each unit the weight rows of its buckets.

    Parameters
    ----------
    total : array of float32, shape (n_units, n_columns)
        Changed in place.
    weights : array of float32, shape (buckets, n_columns)
        One row a bucket.
    units : array of int32, shape (occurrences,)
        Non-decreasing unit of each occurrence.
    buckets : array of int32, shape (occurrences,)
        Bucket of each occurrence.
    """
    if len(units):
        first = np.flatnonzero(np.diff(units, prepend=-1))
        total[units[first]] += np.add.reduceat(weights.take(buckets, axis=0, mode="clip"), first, axis=0)


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
