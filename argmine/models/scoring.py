"""Learned arrays to scores, with numpy alone.

Nothing here imports scikit-learn or scipy, so that one op-ed can be labelled in a fraction of a second. Training
(:mod:`argmine.models.training`) uses the same n-grams and the same scaling; its decision function and the scores here
agree up to the order of float additions.

An n-gram counts ``idf`` in its unit, and a block of n-grams is divided by the root of the sum of ``idf ** 2`` over its
*occurrences*. That norm, unlike the Euclidean one, is additive, so that scoring never has to look for duplicates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from argmine.features.conjunctions import find_pairs, present
from argmine.features.ngrams import CHARACTER, HEAD, WORD, NgramHasher
from argmine.features.tokens import TokenBatch, take_words
from argmine.features.vectors import look_up
from argmine.models.fused import WordMemo, add_spans, fuse

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class DenseLinear:
    """The part of a linear model that reads dense features and their conjunctions.

    Parameters
    ----------
    weights : array of float32, shape (n_dense, n_outputs)
        Weight of each feature.
    bias : array of float32, shape (n_outputs,)
        Intercepts.
    pair_columns : array of int32, shape (n_columns,)
        The features that make pairs.
    pair_weights : array of float16, shape (n_columns ** 2, n_outputs)
        Weight of each pair, at ``first * n_columns + second``; zero for pairs that were not chosen, and
        where the first is not before the second.
    """

    weights: FloatArray
    bias: FloatArray
    pair_columns: NDArray[np.int32]
    pair_weights: NDArray[np.float16]

    def pairs(self, dense: FloatArray) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Find the conjunctions of each unit.

        Parameters
        ----------
        dense : array of float32, shape (n_units, n_dense)
            Dense features.

        Returns
        -------
        start, codes : array of int
            Where each unit begins, and the row of ``pair_weights`` of each of its pairs.
        """
        return find_pairs(present(dense[:, self.pair_columns]))

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
        there = present(dense[:, self.pair_columns]).astype(np.float32)
        n_columns = there.shape[1]
        if n_columns:
            # the sum over the pairs of a unit is a quadratic form: no pair has to be looked for
            for output, weights in enumerate(self.pair_weights.astype(np.float32).T):
                result[:, output] += np.einsum("ij,ij->i", there @ weights.reshape(n_columns, n_columns), there)
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
        """Return what each word adds, in the layout of :func:`argmine.models.fused.fuse`.

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
        return fuse(self.scores[rows], weights)


@dataclass(frozen=True)
class NgramLinear:
    """The part of linear models that reads words and hashed n-grams; several models share one pass over the text.

    Parameters
    ----------
    hasher : NgramHasher
        How n-grams fall into buckets.
    idf : mapping of str to array of float16, shape (buckets,)
        Inverse document frequency of each bucket of a block.
    tables : mapping of str to array of float16, shape (buckets, n_outputs)
        Weight of each bucket of a block, before idf.
    words : WordScores or None
        What word vectors add; None for a model without.
    """

    hasher: NgramHasher
    idf: Mapping[str, NDArray[np.float16]]
    tables: Mapping[str, NDArray[np.float16]]
    words: WordScores | None = None
    _memo: WordMemo = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        memo = WordMemo(self._add_up, self._width * (1 if self.words is None else 2))
        object.__setattr__(self, "_memo", memo)

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
        width = self._width
        by_word = np.zeros((tokens.n_units, self._memo.n_columns), dtype=np.complex64)
        add_spans(by_word, self._memo.look_up(tokens), tokens.word_start)
        blocks = [by_word[:, :width], by_word[:, width:]] if self.words is not None else [by_word]
        for block in (WORD, HEAD):
            by_unit = np.zeros((tokens.n_units, width), dtype=np.complex64)
            for found in self.hasher.occurrences(tokens, block):
                add_spans(by_unit, self.fused(block, found.buckets), found.start)
            blocks.append(by_unit)
        n_outputs = self.tables[WORD].shape[1]
        result = np.zeros((tokens.n_units, n_outputs), dtype=np.float32)
        for sums in blocks:
            total = np.ascontiguousarray(sums).view(np.float32)
            result += total[:, :n_outputs] / np.sqrt(np.maximum(total[:, -2:-1], 1e-12))
        return result

    def beside(self, other: NgramLinear) -> NgramLinear:
        """Put the outputs of another model, which reads the same n-grams and words, after those of this one.

        Parameters
        ----------
        other : NgramLinear
            Fitted on the same texts.

        Returns
        -------
        NgramLinear
            Scores both in one pass.
        """
        tables = {block: np.hstack([table, other.tables[block]]) for block, table in self.tables.items()}
        words = self.words
        if words is not None and other.words is not None:
            words = WordScores(words.hashes, words.weights, np.hstack([words.scores, other.words.scores]))
        return NgramLinear(self.hasher, self.idf, tables, words)

    def fused(self, block: str, buckets: NDArray[np.int32]) -> NDArray[np.complex64]:
        """Return what n-grams add, in the layout of :func:`argmine.models.fused.fuse`.

        Parameters
        ----------
        block : str
            One of :data:`argmine.features.ngrams.BLOCKS`.
        buckets : array of int32, shape (n,)
            Bucket of each n-gram.

        Returns
        -------
        array of complex64, shape (n, n_columns)
            A row each.
        """
        if self._memo.warm:
            return self._fused_tables[block].take(buckets, axis=0, mode="clip")
        return fuse(self.tables[block].take(buckets, axis=0), self.idf[block].take(buckets))

    def _add_up(self, tokens: TokenBatch, chosen: NDArray[np.intp]) -> NDArray[np.complex64]:
        """Sum over the character n-grams of each chosen word, then what its vector adds."""
        sums = np.zeros((len(chosen), self._width), dtype=np.complex64)
        for found in self.hasher.occurrences(take_words(tokens, chosen), CHARACTER):
            add_spans(sums, self.fused(CHARACTER, found.buckets), found.start)
        return sums if self.words is None else np.hstack([sums, self.words.fused(tokens.words[chosen])])

    @property
    def _width(self) -> int:
        n_outputs: int = self.tables[WORD].shape[1]
        return (n_outputs + 1) // 2 + 1

    @cached_property
    def _fused_tables(self) -> dict[str, NDArray[np.complex64]]:
        return {block: fuse(table, self.idf[block]) for block, table in self.tables.items()}

    def __getstate__(self) -> dict[str, object]:
        """Leave out what can be computed."""
        return {name: getattr(self, name) for name in ("hasher", "idf", "tables", "words")}

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)
        self.__post_init__()


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
