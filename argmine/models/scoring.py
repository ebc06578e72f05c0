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
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from argmine.features.ngrams import CHARACTER, WORD, NgramHasher, Occurrences
from argmine.features.tokens import TokenBatch, take_words
from argmine.features.vectors import look_up

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


@dataclass(frozen=True, slots=True)
class WordScores:
    """What linear models on averaged word vectors come down to: a score for each word and output.

    Parameters
    ----------
    hashes : array of uint64, shape (n_words,)
        Hash of each word, ascending.
    weights : array of float16, shape (n_words,)
        How much a word counts.
    scores : array of float16, shape (n_words, n_outputs)
        Product of the word's vector with the weights of each model, before `weights`.
    """

    hashes: NDArray[np.uint64]
    weights: NDArray[np.float16]
    scores: NDArray[np.float16]

    def fused(self, words: NDArray[np.uint64]) -> NDArray[np.complex64]:
        """Return what each word adds, in the layout of :attr:`NgramLinear.fused_tables`.

        Parameters
        ----------
        words : array of uint64, shape (n,)
            Hashes.

        Returns
        -------
        array of complex64, shape (n, n_columns)
            Zero for unknown words.
        """
        rows, known = look_up(self.hashes, words)
        weights = np.where(known, self.weights[rows], 0).astype(np.float32)
        return fuse(self.scores[rows].astype(np.float32), weights)


def fuse(weights: FloatArray, scale: FloatArray) -> NDArray[np.complex64]:
    """Lay rows of weights out for scoring.

    Parameters
    ----------
    weights : array of float32, shape (n, n_outputs)
        Weight of each feature.
    scale : array of float32, shape (n,)
        What a feature counts.

    Returns
    -------
    array of complex64, shape (n, n_columns)
        ``scale * weight``, two outputs in one complex number, then ``scale ** 2`` in one more. Numpy gathers and adds
        complex numbers nearly as fast as floats, so this halves the time of scoring.
    """
    even = np.zeros((len(weights), weights.shape[1] + weights.shape[1] % 2 + 2), dtype=np.float32)
    even[:, : weights.shape[1]] = weights * scale[:, None]
    even[:, -2] = scale**2
    return even.view(np.complex64)


@dataclass(frozen=True)
class NgramLinear:
    """The part of linear models that reads words and hashed n-grams; several models share one pass over the text.

    Parameters
    ----------
    hasher : NgramHasher
        How n-grams fall into buckets.
    idf : mapping of str to array of float32, shape (buckets,)
        Inverse document frequency of each bucket of a block.
    tables : mapping of str to array of float32, shape (buckets, n_outputs)
        Weight of each bucket of a block, before idf.
    words : WordScores or None
        What word vectors add; None for a model without.
    """

    hasher: NgramHasher
    idf: Mapping[str, FloatArray]
    tables: Mapping[str, FloatArray]
    words: WordScores | None = None

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
        width = self.fused_tables[CHARACTER].shape[1]
        by_word = np.zeros((tokens.n_units, self._word_memo.n_columns), dtype=np.complex64)
        add_spans(by_word, self._word_memo.look_up(tokens), tokens.word_start)
        words = np.zeros((tokens.n_units, self.fused_tables[WORD].shape[1]), dtype=np.complex64)
        for found in self.hasher.occurrences(tokens, WORD):
            add_rows(words, self.fused_tables[WORD], found)
        result = np.zeros((tokens.n_units, n_outputs), dtype=np.float32)
        for block in (by_word[:, :width], words, by_word[:, width:]):
            if block.shape[1]:
                total = np.ascontiguousarray(block).view(np.float32)
                result += total[:, :n_outputs] / np.sqrt(np.maximum(total[:, -2:-1], 1e-12))
        return result

    @cached_property
    def _word_memo(self) -> WordMemo:
        return WordMemo(self.hasher, self.fused_tables[CHARACTER], self.words)

    @cached_property
    def fused_tables(self) -> dict[str, NDArray[np.complex64]]:
        """The table of each block in the layout of :func:`fuse`."""
        return {block: fuse(table, self.idf[block]) for block, table in self.tables.items()}

    def __getstate__(self) -> dict[str, object]:
        """Store tables in half precision, which the weights were rounded to, and leave out what can be computed."""
        half = {
            name: {block: array.astype(np.float16) for block, array in getattr(self, name).items()} for name in _HALF
        }
        return {"hasher": self.hasher, **half, "words": self.words}

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            if name in _HALF and isinstance(value, dict):
                value = {block: array.astype(np.float32) for block, array in value.items()}
            object.__setattr__(self, name, value)


_HALF = ("idf", "tables")


class WordMemo:
    """Remembers what a word adds up to, by its character n-grams and by its vector; most words have been seen before.

    A direct-mapped cache: a word has one slot, and whoever comes last keeps it. Sums are always taken word by word, so
    scores do not depend on what was remembered.

    Parameters
    ----------
    hasher : NgramHasher
        How n-grams fall into buckets.
    characters : array of complex64, shape (buckets, n_columns)
        Fused character table.
    words : WordScores or None
        What word vectors add.
    """

    bits = 18

    def __init__(self, hasher: NgramHasher, characters: NDArray[np.complex64], words: WordScores | None) -> None:
        self.hasher = hasher
        self.characters = characters
        self.words = words
        self.n_columns = characters.shape[1] * (1 if words is None else 2)
        self.known = np.zeros(1 << self.bits, dtype=np.uint64)
        self.sums = np.zeros((1 << self.bits, self.n_columns), dtype=np.complex64)
        self.lock = Lock()

    def look_up(self, tokens: TokenBatch) -> NDArray[np.complex64]:
        """Return the sums of every word of a batch.

        Parameters
        ----------
        tokens : TokenBatch
            The hashed units.

        Returns
        -------
        array of complex64, shape (words, n_columns)
            Sum over the character n-grams of each word, then what its vector adds.
        """
        slots = (tokens.words * _MEMO_MIX >> np.uint64(64 - self.bits)).view(np.int64)
        with self.lock:
            rows = self.sums.take(slots, axis=0)
            missing = np.flatnonzero(self.known.take(slots) != tokens.words)
            if len(missing):
                _, first, again = np.unique(tokens.words[missing], return_index=True, return_inverse=True)
                new = missing[first]
                sums = self._add_up(tokens, new)
                rows[missing] = sums[again]
                self.known[slots[new]] = tokens.words[new]
                # of two new words with one slot the later stays, in both arrays
                self.sums[slots[new]] = sums
        return rows

    def _add_up(self, tokens: TokenBatch, new: NDArray[np.intp]) -> NDArray[np.complex64]:
        sums = np.zeros((len(new), self.characters.shape[1]), dtype=np.complex64)
        for found in self.hasher.occurrences(take_words(tokens, new), CHARACTER):
            add_rows(sums, self.characters, found)
        return sums if self.words is None else np.hstack([sums, self.words.fused(tokens.words[new])])


_MEMO_MIX = np.uint64(0x9E3779B97F4A7C15)


def add_rows(total: NDArray[np.complex64], weights: NDArray[np.complex64], found: Occurrences) -> None:
    """Add to each unit the weights of its n-grams.

    Parameters
    ----------
    total : array of complex64, shape (n_units, n_columns)
        Changed in place.
    weights : array of complex64, shape (buckets, n_columns)
        One row a bucket.
    found : Occurrences
        The n-grams.
    """
    add_spans(total, weights.take(found.buckets, axis=0, mode="clip"), found.start)


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
