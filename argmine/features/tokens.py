"""Units to arrays of hashed characters and words: the one reading of the text that n-grams and cues share.

A batch is joined by newlines, normalized once, and turned into one array of code points. Every later step is a
handful of numpy operations on that array, whatever the number of units.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from argmine.normalization import normalize

_SEPARATOR, _WORD, _DELETED = 0, 1, 2
_MAX_CODE = 0x2FFFF
_POSITIONS = 64  # characters of a word after which its hash wraps around


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """Hashed characters and words of a batch of units.

    Parameters
    ----------
    n_units : int
        Number of units.
    keys : array of uint32, shape (characters,)
        Hash key of each character; runs of separators are one separator, with key 0.
    is_word : array of bool, shape (characters,)
        Whether the character belongs to a word.
    unit : array of int32, shape (characters,)
        Unit of each character; a separator counts to the unit of the character after it.
    words : array of uint64, shape (words,)
        Hash of each word.
    word_unit : array of int32, shape (words,)
        Unit of each word.
    word_span : array of int, shape (words, 2)
        Where in `keys` each word begins and ends.
    """

    n_units: int
    keys: NDArray[np.uint32]
    is_word: NDArray[np.bool_]
    unit: NDArray[np.int32]
    words: NDArray[np.uint64]
    word_unit: NDArray[np.int32]
    word_span: NDArray[np.intp]


def tokenize(texts: Sequence[str]) -> TokenBatch:
    """Hash the characters and words of units.

    Parameters
    ----------
    texts : sequence of str
        Text of each unit.

    Returns
    -------
    TokenBatch
        Arrays over all characters and words of the batch.

    Examples
    --------
    >>> tokens = tokenize(["هل من أحد؟", "لا أَحَد"])
    >>> tokens.word_unit.tolist()
    [0, 0, 0, 1, 1]
    >>> bool(tokens.words[2] == tokens.words[4])
    True
    """
    joined = normalize("\n".join(text.replace("\n", " ") for text in texts)).lower().replace("\u0307", "")
    codes = np.frombuffer(f" {joined} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.minimum(codes, _MAX_CODE)
    kind_table, key_table = _character_tables()
    kind = kind_table.take(codes)
    unit = np.cumsum(codes == 10, dtype=np.int32)
    kept = kind != _DELETED
    is_word = kind == _WORD
    # a separator stays only where a word character follows or has just ended: runs collapse to one
    kept_index = np.flatnonzero(kept)
    word_here = is_word[kept_index]
    redundant = ~word_here
    redundant[1:] &= ~word_here[:-1]  # the batch begins and ends with a separator of its own
    redundant[0] = False
    index = kept_index[~redundant]
    is_word = is_word[index]
    keys = key_table.take(codes[index])
    unit = unit[index]
    unit = np.where(is_word, unit, np.append(unit[1:], unit[-1:]))
    span = np.flatnonzero(np.diff(is_word.view(np.int8), prepend=0, append=0)).reshape(-1, 2)
    return TokenBatch(len(texts), keys, is_word, unit, _hash_words(keys, is_word, span), unit[span[:, 0]], span)


def hash_phrase(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Hash sequences of words.

    Parameters
    ----------
    words : array of uint64, shape (phrases, length)
        Hashes of the words of each phrase.

    Returns
    -------
    array of uint64, shape (phrases,)
        One hash a phrase; the order of the words matters.
    """
    result = words[:, 0].copy()
    for column in range(1, words.shape[1]):
        result = result * _PHRASE_BASE + words[:, column]
    return result


_PHRASE_BASE = np.uint64(0x9E3779B97F4A7C15)


def _hash_words(keys: NDArray[np.uint32], is_word: NDArray[np.bool_], span: NDArray[np.intp]) -> NDArray[np.uint64]:
    if not len(span):
        return np.empty(0, dtype=np.uint64)
    starts = span[:, 0]
    length = np.diff(np.append(starts, len(keys)))
    position = np.arange(starts[0], len(keys)) - np.repeat(starts, length)
    terms = keys[starts[0] :].astype(np.uint64) * _powers().take(position % _POSITIONS)
    terms[~is_word[starts[0] :]] = 0
    return np.add.reduceat(terms, starts - starts[0])


@cache
def _powers() -> NDArray[np.uint64]:
    powers = np.full(_POSITIONS, 0xD1342543DE82EF95, dtype=np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


@cache
def _character_tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """For every code point: is it a separator, part of a word or to be deleted; and its hash key."""
    kind = np.full(_MAX_CODE + 1, _SEPARATOR, dtype=np.uint8)
    source = np.arange(_MAX_CODE + 1, dtype=np.uint32)
    for code in range(0x3400):
        character = chr(code)
        if character.isdigit():
            kind[code], source[code] = _WORD, 0x30  # a figure is a figure, whichever it is
        elif character.isalnum():
            kind[code] = _WORD
        elif unicodedata.category(character) in {"Mn", "Me", "Cf"}:
            kind[code] = _DELETED
    kind[0x3400:0xD800] = _WORD
    keys = source + np.uint32(0x9E3779B9)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):  # murmur3's finalizer
        keys = (keys ^ (keys >> np.uint32(shift))) * np.uint32(factor)
    keys[kind == _SEPARATOR] = 0
    return kind, keys
