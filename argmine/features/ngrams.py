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
_SPREAD = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0xD6E8FEB9], dtype=np.uint32)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The n-grams of one length in a batch of units.

    Parameters
    ----------
    start : array of int, shape (n_units + 1,)
        Where in the other two arrays each unit begins.
    buckets : array of int32, shape (occurrences,)
        Bucket of each n-gram, by position.
    positions : array of int, shape (occurrences,)
        Index of its first character in ``tokens.keys``, or of its first word in ``tokens.words``.
    """

    start: NDArray[np.intp]
    buckets: NDArray[np.int32]
    positions: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class NgramHasher:
    """Which n-grams are read, and into how many buckets.

    Parameters
    ----------
    characters : (int, int) or None
        Shortest and longest character n-gram; None for none.
    words : (int, int) or None
        Shortest and longest word n-gram; None for none.
    bits : int
        Each block, characters and words, has ``2 ** bits`` buckets.

    References
    ----------
    K. Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009.

    Examples
    --------
    >>> from argmine.features.tokens import tokenize
    >>> hasher = NgramHasher(bits=10)
    >>> [len(found.buckets) for found in hasher.occurrences(tokenize(["لن يعود"]), "word")]
    [2, 1]
    """

    characters: tuple[int, int] | None = (2, 5)
    words: tuple[int, int] | None = (1, 2)
    bits: int = 18

    def occurrences(self, tokens: TokenBatch, block: str) -> Iterator[Occurrences]:
        """Yield every n-gram of the batch, shortest n first.

        Parameters
        ----------
        tokens : TokenBatch
            Result of :func:`argmine.features.tokens.tokenize`.
        block : str
            ``"character"`` or ``"word"``.

        Yields
        ------
        Occurrences
            All n-grams of one length.
        """
        if block == CHARACTER:
            return iter(()) if self.characters is None else self._character_ngrams(tokens, *self.characters)
        return iter(()) if self.words is None else self._word_ngrams(tokens, *self.words)

    def _character_ngrams(self, tokens: TokenBatch, low: int, high: int) -> Iterator[Occurrences]:
        shift = np.uint32(32 - self.bits)
        hashes = tokens.keys
        inside = tokens.is_word  # no separator but at the edges
        for n in range(1, min(high, len(tokens.keys)) + 1):
            if n == 2:
                inside = np.ones(len(tokens.keys) - 1, dtype=np.bool_)
            elif n > 2:
                inside = inside[:-1] & tokens.is_word[n - 2 : len(tokens.keys) - 1]
            if n > 1:
                hashes = hashes[:-1] * _ROLL + tokens.keys[n - 1 :]
            if n >= low:
                positions = np.flatnonzero(inside)
                buckets = (hashes[positions] * _SPREAD[n % len(_SPREAD)]) >> shift
                yield Occurrences(np.searchsorted(positions, tokens.unit_start), buckets.view(np.int32), positions)

    def _word_ngrams(self, tokens: TokenBatch, low: int, high: int) -> Iterator[Occurrences]:
        shift = np.uint64(64 - self.bits)
        hashes = tokens.words
        for n in range(1, min(high, len(tokens.words)) + 1):
            if n > 1:
                hashes = hashes[:-1] * _MIX + tokens.words[n - 1 :]
            if n >= low:
                crossing = tokens.word_start[1:-1, None] - np.arange(1, n)
                inside = np.ones(len(hashes), dtype=np.bool_)
                inside[crossing[(crossing >= 0) & (crossing < len(hashes))]] = False
                positions = np.flatnonzero(inside)
                buckets = ((hashes[positions] * _MIX) >> shift).astype(np.int32)
                yield Occurrences(np.searchsorted(positions, tokens.word_start), buckets, positions)
