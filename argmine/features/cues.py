"""Arabic cue phrases: how many of each kind stand in a unit, and which open it.

The phrases are data, in ``argmine/lexicon/cues.txt``; matching compares word hashes, so a batch costs one sorted
look-up for each phrase length.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from argmine.features.tokens import TokenBatch, hash_phrase, tokenize
from argmine.lexicon import read_lexicon

OPENING_WORDS = 2  # a cue that begins among the first words of a unit also counts as its opening
_PROCLITICS = ("", "و", "ف")
_TOP = np.uint64(48)


@dataclass(frozen=True, slots=True)
class _PhraseTable:
    """Phrases of one length in words: sorted hashes and, in parallel, the group of each; and a filter.

    The filter holds, for the top sixteen bits of a hash, whether any phrase has them: few words of a text pass it.
    """

    hashes: NDArray[np.uint64]
    groups: NDArray[np.intp]
    filter: NDArray[np.bool_]


@cache
def cue_groups() -> tuple[str, ...]:
    """Return the names of the cue groups, in the order of the columns."""
    return tuple(read_lexicon("cues"))


@cache
def cue_names() -> tuple[str, ...]:
    """Return the names of the columns of :func:`cue_features`.

    Examples
    --------
    >>> cue_names()[0]
    'cue:interrogative'
    """
    groups = cue_groups()
    return tuple(f"{kind}:{group}" for kind in ("cue", "opens", "heads") for group in groups)


@cache
def _tables() -> dict[int, _PhraseTable]:
    pairs = [
        (proclitic + phrase, group)
        for group, phrases in enumerate(read_lexicon("cues").values())
        for proclitic in _PROCLITICS
        for phrase in phrases
    ]
    tokens = tokenize([phrase for phrase, _ in pairs])
    group_of = np.array([group for _, group in pairs], dtype=np.intp)
    n_words = np.diff(tokens.word_start)
    tables: dict[int, _PhraseTable] = {}
    for length in sorted(set(n_words.tolist())):  # np.unique would load the masked arrays, 15 ms of a start
        rows = np.flatnonzero(n_words == length)
        hashes = hash_phrase(tokens.words[tokens.word_start[rows, None] + np.arange(length)])
        order = np.lexsort((group_of[rows], hashes))
        hashes, groups = hashes[order], group_of[rows[order]]
        # spellings that normalization makes equal count once
        fresh = np.append(True, (np.diff(hashes) != 0) | (np.diff(groups) != 0))
        passes = np.zeros(1 << 16, dtype=np.bool_)
        passes[hashes >> _TOP] = True
        tables[length] = _PhraseTable(hashes[fresh], groups[fresh], passes)
    return tables


def find_cues(tokens: TokenBatch) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Find every cue phrase of a batch.

    Parameters
    ----------
    tokens : TokenBatch
        The hashed units.

    Returns
    -------
    positions : array of int, shape (matches,)
        Index of the first word of the match in ``tokens.words``.
    lengths : array of int, shape (matches,)
        Number of words of the match.
    groups : array of int, shape (matches,)
        Index of the cue group.
    """
    positions, lengths, groups = [], [], []
    word_unit = tokens.word_unit
    for length, table in _tables().items():
        if len(tokens.words) < length:
            continue
        hashes = hash_phrase(np.lib.stride_tricks.sliding_window_view(tokens.words, length))
        maybe = np.flatnonzero(table.filter.take((hashes >> _TOP).view(np.int64)))
        maybe = maybe[word_unit[maybe] == word_unit[maybe + length - 1]]
        low = np.searchsorted(table.hashes, hashes[maybe], side="left")
        hit = table.hashes.take(low, mode="clip") == hashes[maybe]
        first, low = maybe[hit], low[hit]
        count = np.searchsorted(table.hashes, hashes[first], side="right") - low
        rank = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        positions.append(np.repeat(first, count))
        lengths.append(np.full(len(rank), length))
        groups.append(table.groups[np.repeat(low, count) + rank])
    if not positions:
        empty = np.empty(0, dtype=np.intp)
        return empty, empty, empty
    return np.concatenate(positions), np.concatenate(lengths), np.concatenate(groups)


def cue_features(tokens: TokenBatch) -> NDArray[np.float32]:
    """Count the cues of each unit.

    Parameters
    ----------
    tokens : TokenBatch
        The hashed units.

    Returns
    -------
    array of float32, shape (n_units, 3 * groups)
        For each group log(1 + matches in the unit), then 1 where a match opens the unit, then 1 where one stands at the
        head of a later clause.

    Examples
    --------
    >>> from argmine.features.tokens import tokenize
    >>> row = cue_features(tokenize(["وهل يجب علينا السكوت؟"]))[0]
    >>> [name for name, value in zip(cue_names(), row) if value]
    ['cue:interrogative', 'cue:obligation', 'opens:interrogative', 'opens:obligation']
    """
    n_groups = len(cue_groups())
    positions, _, groups = find_cues(tokens)
    units = tokens.word_unit[positions]
    counts = np.bincount(units * n_groups + groups, minlength=tokens.n_units * n_groups)
    opening = positions - tokens.word_start[units] < OPENING_WORDS
    openings = np.bincount(units[opening] * n_groups + groups[opening], minlength=tokens.n_units * n_groups)
    heading = tokens.heads_clause[positions] & ~opening
    headings = np.bincount(units[heading] * n_groups + groups[heading], minlength=tokens.n_units * n_groups)
    columns = (np.log1p(counts), openings > 0, headings > 0)
    return np.hstack([column.reshape(tokens.n_units, n_groups) for column in columns]).astype(np.float32)
