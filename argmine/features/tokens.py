"""Units to arrays of hashed characters and words: the one reading of the text that n-grams and cues share.

A batch is joined by newlines and turned into one array of code points; one look-up table normalizes, folds case and
hashes a code point at once. Every later step is a handful of numpy operations on that array, whatever the number of
units.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from argmine.normalization import normalize

_SEPARATOR, _WORD, _DELETED = 0, 1, 2  # the two low bits of a key
_KIND = np.uint32(3)
_RANGES = ((0, 0x700), (0x2000, 0x2100))  # Latin to Arabic, general punctuation; others are looked at one by one
_PLANE = _RANGES[-1][1]
_UNREAD = 7  # never the key of a character: a word's kind is _WORD, and other keys are only their kind
_MARKS = '،,؛;:.…!؟?()«»"“”-–—[]'
_PHRASE_BASE = np.uint64(0x9E3779B97F4A7C15)


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
    unit_start : array of int, shape (n_units + 1,)
        Where in `keys` each unit begins; a separator belongs to the unit of the character after it.
    words : array of uint64, shape (words,)
        Hash of each word.
    word_span : array of int, shape (words, 2)
        Where in `keys` each word begins and ends.
    word_start : array of int, shape (n_units + 1,)
        Where in `words` each unit begins.
    heads_clause : array of bool, shape (words,)
        Whether a word opens its unit or follows a mark (a comma, a colon, a dash, a quote…).
    """

    n_units: int
    keys: NDArray[np.uint32]
    is_word: NDArray[np.bool_]
    unit_start: NDArray[np.intp]
    words: NDArray[np.uint64]
    word_span: NDArray[np.intp]
    word_start: NDArray[np.intp]
    heads_clause: NDArray[np.bool_]

    @property
    def word_unit(self) -> NDArray[np.intp]:
        """Unit of each word, shape (words,)."""
        return np.repeat(np.arange(self.n_units), np.diff(self.word_start))


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
    keys, breaks, marks = _read(texts)
    if (keys == _DELETED).any():
        kept = np.flatnonzero(keys != _DELETED)
        breaks, marks = np.searchsorted(kept, breaks), np.searchsorted(kept, marks)
        keys = keys.take(kept)
    is_word = (keys & _KIND) == _WORD
    # a separator stays only where a word has just ended, and so does the first of all: runs collapse to one
    stays = is_word.copy()
    stays[1:] |= is_word[:-1]
    stays[0] = True
    index = np.flatnonzero(stays)
    keys, is_word = keys.take(index), is_word.take(index)
    span = np.flatnonzero(is_word[1:] != is_word[:-1]).reshape(-1, 2) + 1
    word_start = np.empty(len(texts) + 1, dtype=np.intp)
    word_start[0], word_start[-1] = 0, len(span)
    word_start[1:-1] = np.searchsorted(index[span[:, 0]], breaks)
    unit_start = np.append(span[:, 0] - 1, len(keys) - 1)[word_start]
    heads_clause = np.zeros(len(span) + 1, dtype=np.bool_)
    heads_clause[np.searchsorted(index[span[:, 0]], marks)] = True
    heads_clause[word_start[:-1]] = True
    return TokenBatch(
        len(texts), keys, is_word, unit_start, _hash_words(keys, span), span, word_start, heads_clause[:-1]
    )


def take_words(tokens: TokenBatch, words: NDArray[np.intp]) -> TokenBatch:
    """Make a batch in which each of some words is a unit.

    Parameters
    ----------
    tokens : TokenBatch
        Where the words stand.
    words : array of int, shape (n,)
        Indices of words.

    Returns
    -------
    TokenBatch
        Of n units.
    """
    begin, end = tokens.word_span[words].T
    length = end - begin + 1  # with the separator before the word
    start = np.append(0, np.cumsum(length))
    index = np.arange(start[-1]) + np.repeat(begin - 1 - start[:-1], length)
    keys = np.append(tokens.keys[index], np.uint32(_SEPARATOR))
    span = np.column_stack([start[:-1] + 1, start[1:]])
    is_word = (keys & _KIND) == _WORD
    heads = np.ones(len(words), dtype=np.bool_)
    return TokenBatch(len(words), keys, is_word, start, tokens.words[words], span, np.arange(len(words) + 1), heads)


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


def _read(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.intp], NDArray[np.intp]]:
    """Return the key of each character of the joined batch, and where newlines between units, and marks, stand."""
    codes = _codes("\n".join(texts))
    keys = _key_table().take(codes, mode="clip")
    breaks = np.cumsum(np.fromiter(map(len, texts), dtype=np.intp, count=len(texts))[:-1] + 1)
    above = np.flatnonzero(keys == _UNREAD)
    folded = [_fold(chr(code)) for code in codes[above].tolist()]
    grows = [index for code in _expanding() for index in np.flatnonzero(codes == code).tolist()]
    grows += [index for index, text in zip(above.tolist(), folded, strict=True) if len(text) != 1]
    if grows:
        rewritten = list(texts)
        for unit in set(np.searchsorted(breaks, grows, side="right").tolist()):
            rewritten[unit] = _fold(texts[unit])
        return _read(rewritten)
    keys[above] = _keys(folded)
    return keys, breaks, np.flatnonzero(_mark_table().take(codes, mode="clip"))


def _codes(joined: str) -> NDArray[np.uint32]:
    return np.frombuffer(f" {joined} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _fold(text: str) -> str:
    return normalize(text).lower()


def _keys(characters: Sequence[str]) -> NDArray[np.uint32]:
    """Hash folded characters; their kind is in the two low bits, and all digits are one."""
    kinds = np.fromiter(map(_kind, characters), dtype=np.uint32, count=len(characters))
    codes = np.array([ord("0") if c.isdigit() else ord(c) for c in characters], dtype=np.uint32)
    keys = codes + np.uint32(0x9E3779B9)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):  # murmur3's finalizer
        keys = (keys ^ (keys >> np.uint32(shift))) * np.uint32(factor)
    result: NDArray[np.uint32] = np.where(kinds == _WORD, keys & ~_KIND | _WORD, kinds)
    return result


def _kind(character: str) -> int:
    if character.isalnum():
        return _WORD
    return _DELETED if unicodedata.category(character) in {"Mn", "Me", "Cf"} else _SEPARATOR


@cache
def _folded_ranges() -> dict[int, str]:
    """Fold each code point of the ranges."""
    codes = [code for low, high in _RANGES for code in range(low, high)]
    return dict(zip(codes, _fold("\ue000".join(map(chr, codes))).split("\ue000"), strict=True))


@cache
def _key_table() -> NDArray[np.uint32]:
    """Key of each code point up to the last range, after folding; the last entry stands for all above."""
    table = np.full(_PLANE + 1, _UNREAD, dtype=np.uint32)
    folded = _folded_ranges()
    table[list(folded)] = _keys([text if len(text) == 1 else "\u0300" for text in folded.values()])
    table.setflags(write=False)
    return table


@cache
def _mark_table() -> NDArray[np.bool_]:
    """Whether a code point up to the last range is a mark after which a clause begins; false for all above."""
    table = np.zeros(_PLANE + 1, dtype=np.bool_)
    table[[ord(mark) for mark in _MARKS]] = True
    table.setflags(write=False)
    return table


@cache
def _expanding() -> NDArray[np.uint32]:
    """Code points of the ranges that fold to several."""
    return np.array([code for code, text in _folded_ranges().items() if len(text) > 1], dtype=np.uint32)


def _hash_words(keys: NDArray[np.uint32], span: NDArray[np.intp]) -> NDArray[np.uint64]:
    """Hash each word by a polynomial in its characters, whatever stands before it in the batch."""
    if not len(span):
        return np.empty(0, dtype=np.uint64)
    starts = span[:, 0]
    powers, inverses = _powers(1 << len(keys).bit_length())
    terms = keys * powers[: len(keys)]
    return np.add.reduceat(terms, starts) * inverses.take(starts)


@lru_cache(maxsize=4)
def _powers(n: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of an odd number modulo 2 ** 64, and of its inverse."""
    base = 0xD1342543DE82EF95
    table = np.repeat(np.array([[base], [pow(base, -1, 1 << 64)]], dtype=np.uint64), n, axis=1)
    table[:, 0] = 1
    powers = np.multiply.accumulate(table, axis=1)
    return powers[0], powers[1]
