"""Hashed character and word n-grams, for training and for scoring alike.

Character n-grams stay inside words, with one separator at either edge (the ``char_wb`` of scikit-learn); word n-grams
stay inside units. Head n-grams are the words that a unit or a clause begins with: Arabic puts there what the clause is
there to do, the verb of saying, the modal, the interrogative. An n-gram is a bucket of a fixed table, so nothing has to
be learned before it can be counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argmine.features.tokens import TokenBatch, hash_phrase

CHARACTER, WORD, HEAD = "character", "word", "head"
BLOCKS = (CHARACTER, WORD, HEAD)
OPENING_WORDS = 3  # of a unit
CLAUSE_WORDS = 2  # of every clause
_ROLL = np.uint32(0x01000193)
_SPREAD = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0xD6E8FEB9], dtype=np.uint32)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_OPENS_UNIT, _OPENS_CLAUSE = np.uint64(1), np.uint64(0x1001)  # odd, so that no hash loses bits


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The n-grams of one length in a batch of units.

    Parameters
    ----------
    length : int
        Characters or words of each.
    start : array of int, shape (n_units + 1,)
        Where in the other two arrays each unit begins.
    buckets : array of int32, shape (occurrences,)
        Bucket of each n-gram, by position.
    positions : array of int, shape (occurrences,)
        Index of its first character in ``tokens.keys``, or of its first word in ``tokens.words``.
    """

    length: int
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
        Each block has ``2 ** bits`` buckets.
    heads : bool
        Whether to read the heads of clauses, too.

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
    heads: bool = True

    def occurrences(self, tokens: TokenBatch, block: str) -> Iterator[Occurrences]:
        """Yield every n-gram of the batch, shortest n first.

        Parameters
        ----------
        tokens : TokenBatch
            Result of :func:`argmine.features.tokens.tokenize`.
        block : str
            One of :data:`BLOCKS`.

        Yields
        ------
        Occurrences
            All n-grams of one length.
        """
        if block == CHARACTER:
            return iter(()) if self.characters is None else self._character_ngrams(tokens, *self.characters)
        if block == WORD:
            return iter(()) if self.words is None else self._word_ngrams(tokens, *self.words)
        return self._head_ngrams(tokens) if self.heads else iter(())

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
                yield Occurrences(n, np.searchsorted(positions, tokens.unit_start), buckets.view(np.int32), positions)

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
                yield Occurrences(n, np.searchsorted(positions, tokens.word_start), buckets, positions)

    def _head_ngrams(self, tokens: TokenBatch) -> Iterator[Occurrences]:
        shift = np.uint64(64 - self.bits)
        ends = np.repeat(tokens.word_start[1:], np.diff(tokens.word_start))
        opens = tokens.word_start[:-1][np.diff(tokens.word_start) > 0]
        for kind, longest, heads in (
            (_OPENS_UNIT, OPENING_WORDS, opens),
            (_OPENS_CLAUSE, CLAUSE_WORDS, np.flatnonzero(tokens.heads_clause)),
        ):
            for n in range(1, longest + 1):
                positions = heads[heads + n <= ends[heads]]
                hashes = hash_phrase(tokens.words[positions[:, None] + np.arange(n)]) * (kind + np.uint64(4 * n))
                buckets = ((hashes * _MIX) >> shift).astype(np.int32)
                yield Occurrences(n, np.searchsorted(positions, tokens.word_start), buckets, positions)
