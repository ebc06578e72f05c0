"""Hashed character and word n-grams, for training and for scoring alike.

Character n-grams stay inside words, with one separator at either edge (the ``char_wb`` of scikit-learn); word n-grams
stay inside units. An n-gram is a bucket of a fixed table, so nothing has to be learned before it can be counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argmine.features.tokens import TokenBatch

CHARACTER, WORD = "character", "word"
BLOCKS = (CHARACTER, WORD)
_ROLL = np.uint32(0x01000193)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class NgramHasher:
    """Which n-grams are read, and into how many buckets.

    Parameters
    ----------
    characters : (int, int)
        Shortest and longest character n-gram.
    words : (int, int)
        Shortest and longest word n-gram.
    bits : int
        Each block, characters and words, has ``2 ** bits`` buckets.

    References
    ----------
    K. Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009.

    Examples
    --------
    >>> from argmine.features.tokens import tokenize
    >>> hasher = NgramHasher(bits=10)
    >>> [len(rows) for rows, _, _ in hasher.occurrences(tokenize(["لن يعود"]), "word")]
    [2, 1]
    """

    characters: tuple[int, int] = (2, 5)
    words: tuple[int, int] = (1, 2)
    bits: int = 18

    def occurrences(
        self, tokens: TokenBatch, block: str
    ) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.intp]]]:
        """Yield every n-gram of the batch, shortest n first.

        Parameters
        ----------
        tokens : TokenBatch
            Result of :func:`argmine.features.tokens.tokenize`.
        block : str
            ``"character"`` or ``"word"``.

        Yields
        ------
        units : array of int32, shape (occurrences,)
            Non-decreasing unit of each occurrence.
        buckets : array of int32, shape (occurrences,)
            Bucket of each occurrence.
        positions : array of int, shape (occurrences,)
            Index of its first character in ``tokens.keys``, or of its first word in ``tokens.words``.
        """
        return self._character_ngrams(tokens) if block == CHARACTER else self._word_ngrams(tokens)

    def _bucket(self, hashes: NDArray[np.uint64]) -> NDArray[np.int32]:
        return ((hashes * _SPREAD) >> np.uint64(64 - self.bits)).astype(np.int32)

    def _character_ngrams(
        self, tokens: TokenBatch
    ) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.intp]]]:
        low, high = self.characters
        hashes = tokens.keys
        inside = np.ones(len(hashes), dtype=np.bool_)  # no separator between the first and the last character
        for n in range(1, min(high, len(tokens.keys)) + 1):
            if n > 1:
                last_inner = tokens.is_word[n - 2 : len(tokens.keys) - 1]
                inside = inside[:-1] & last_inner if n > 2 else inside[:-1]
                hashes = hashes[:-1] * _ROLL + tokens.keys[n - 1 :]
            if n < low:
                continue
            valid = inside if n > 1 else tokens.is_word
            starts = np.flatnonzero(valid)
            yield tokens.unit[starts], self._bucket(hashes[starts] + np.uint64(n << 32)), starts

    def _word_ngrams(
        self, tokens: TokenBatch
    ) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.intp]]]:
        low, high = self.words
        hashes = tokens.words
        for n in range(1, min(high, len(tokens.words)) + 1):
            if n > 1:
                hashes = hashes[:-1] * _SPREAD + tokens.words[n - 1 :]
            if n < low:
                continue
            same = tokens.word_unit[: len(hashes)] == tokens.word_unit[n - 1 :]
            starts = np.flatnonzero(same)
            yield tokens.word_unit[starts], self._bucket(hashes[starts]), starts
