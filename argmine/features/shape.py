"""The shape of a unit: length, punctuation, quotation, figures, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from argmine.features.batch import UnitBatch
from argmine.lexicon import read_lexicon
from argmine.segmentation import CLOSERS

_LENGTH_STEPS = (3, 6, 10, 16, 25, 40, 60)  # words

# Classes of characters; a character of no class is 0.
_CLASSES = {
    "space": " \t\u00a0",
    "question": "؟?",
    "exclamation": "!",
    "stop": ".",
    "ellipsis": "…",
    "colon": ":",
    "semicolon": "؛;",
    "comma": "،,",
    "quote": '«»“”"',
    "bracket": "(",
    "dash": "–—-",
    "per cent": "%٪",
    "address": "@#",
    "digit": "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    "latin": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_NUMBER = {name: number for number, name in enumerate(_CLASSES, 1)}
_OPENING_QUOTES = frozenset('«“"(﴿{')
_OPENING_MARKS = frozenset("-–—*•#")
_MARKS = (
    "ends:؟",
    "ends:!",
    "ends:؟!",
    "ends:.",
    "ends:..",
    "ends:colon",
    "ends:unmarked",
    "has:؟ inside",
    "has:colon",
    "has:semicolon",
    "has:quotation",
    "has:brackets",
    "has:dash",
    "has:dots",
    "has:per cent",
    "has:address",
    "begins:quotation",
    "begins:mark",
)
_PLACES = (
    "place:first unit",
    "place:second unit",
    "place:last unit",
    "place:last but one",
    "place:first fifth",
    "place:last fifth",
    "place:first of paragraph",
    "place:last of paragraph",
    "place:paragraph of its own",
    "place:only unit",
    "place:inside quotation",
    "place:after other articles",
)


def shape_names() -> tuple[str, ...]:
    """Return the names of the columns of :func:`shape_features`."""
    return (
        "length:log words",
        "length:commas a word",
        "length:figures a word",
        "length:latin a letter",
        *(f"length:over {step} words" for step in _LENGTH_STEPS),
        *_MARKS,
        *_PLACES,
    )


@cache
def _class_table() -> NDArray[np.uint8]:
    """Class of each code point below 0x3000; the last entry stands for all others."""
    table = np.zeros(0x3001, dtype=np.uint8)
    for name, characters in _CLASSES.items():
        table[[ord(c) for c in characters]] = _NUMBER[name]
    return table


@cache
def _tail_table() -> NDArray[np.bool_]:
    """Whether a code point below 0x3000 may stand after the last letter of a unit without being a mark of its end."""
    table = np.zeros(0x3001, dtype=np.bool_)
    table[[ord(c) for c in CLOSERS + _CLASSES["space"]]] = True
    return table


def surface_features(texts: Sequence[str]) -> NDArray[np.float32]:
    """Describe length and marks of each unit.

    Parameters
    ----------
    texts : sequence of str
        Text of each unit.

    Returns
    -------
    array of float32, shape (n_units, len(shape_names()) - 10)
        Lengths, then indicators.
    """
    n = len(texts)
    lengths = np.fromiter(map(len, texts), dtype=np.intp, count=n)
    joined = "".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.minimum(codes, 0x3000)
    unit = np.repeat(np.arange(n), lengths)
    kind = _class_table().take(codes)
    counts = _count(unit, kind, n)
    tail = _after_last_letter(codes, unit, lengths)
    ends = _count(unit[tail], kind[tail], n)
    marked = np.bincount(unit[tail], weights=~_tail_table().take(codes[tail]), minlength=n) > 0

    def has(name: str) -> NDArray[np.bool_]:
        return counts[:, _NUMBER[name]] > 0

    def closes(name: str, times: int = 1) -> NDArray[np.bool_]:
        return ends[:, _NUMBER[name]] >= times

    words = counts[:, _NUMBER["space"]] + 1
    first = [text[:1] for text in texts]
    columns = [
        np.log1p(words),
        counts[:, _NUMBER["comma"]] / words,
        np.minimum(counts[:, _NUMBER["digit"]] / words, 1),
        counts[:, _NUMBER["latin"]] / np.maximum(lengths, 1),
        *(words > step for step in _LENGTH_STEPS),
        closes("question"),
        closes("exclamation"),
        closes("question") & closes("exclamation"),
        closes("stop"),
        closes("stop", 2) | closes("ellipsis"),
        closes("colon"),
        ~marked,
        has("question") & ~closes("question"),
        has("colon"),
        has("semicolon"),
        has("quote"),
        has("bracket"),
        has("dash"),
        (counts[:, _NUMBER["stop"]] > 1) | has("ellipsis"),
        has("per cent"),
        has("address") | np.fromiter(("http" in text or "www" in text for text in texts), dtype=np.bool_, count=n),
        np.fromiter((c in _OPENING_QUOTES for c in first), dtype=np.bool_, count=n),
        np.fromiter((c in _OPENING_MARKS for c in first), dtype=np.bool_, count=n),
    ]
    return np.column_stack(columns).astype(np.float32)


def _count(unit: NDArray[np.intp], kind: NDArray[np.uint8], n: int) -> NDArray[np.intp]:
    """Count the characters of each class in each unit: shape (n, classes + 1)."""
    width = len(_CLASSES) + 1
    return np.bincount(unit * width + kind, minlength=n * width).reshape(n, width)


def _after_last_letter(
    codes: NDArray[np.uint32], unit: NDArray[np.intp], lengths: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Positions after the last letter or digit of each unit."""
    starts = np.cumsum(lengths) - lengths
    last = starts - 1
    letters = np.flatnonzero(_letter_table().take(codes))
    np.maximum.at(last, unit[letters], letters)
    within = np.flatnonzero(lengths)
    counts = starts[within] + lengths[within] - 1 - last[within]
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    positions: NDArray[np.intp] = np.repeat(last[within] + 1, counts) + offsets
    return positions


@cache
def _letter_table() -> NDArray[np.bool_]:
    return np.array([*map(str.isalnum, map(chr, range(0x3000))), True])


def place_features(batch: UnitBatch) -> NDArray[np.float32]:
    """Describe where each unit stands in its article and paragraph.

    Parameters
    ----------
    batch : UnitBatch
        The units.

    Returns
    -------
    array of float32, shape (n_units, 12)
        Indicator columns; units of one-unit articles, such as plain strings, have only ``place:only unit``.
    """
    n = len(batch)
    if not n:
        return np.empty((0, len(_PLACES)), dtype=np.float32)
    index = np.arange(n)
    new_article = np.diff(batch.article, prepend=batch.article[0] - 1) != 0
    new_paragraph = new_article | (np.diff(batch.paragraph, prepend=batch.paragraph[0] - 1) != 0)
    start = np.maximum.accumulate(np.where(new_article, index, 0))
    ends_article = np.append(new_article[1:], True)
    ends_paragraph = np.append(new_paragraph[1:], True)
    sizes = np.diff(np.append(np.flatnonzero(new_article), n))
    size = np.repeat(sizes, sizes)
    rank = index - start
    alone = size == 1
    relative = rank / np.maximum(size - 1, 1)
    columns = [
        rank == 0,
        rank == 1,
        ends_article,
        rank == size - 2,
        relative < 0.2,
        relative > 0.8,
        new_paragraph,
        ends_paragraph,
        new_paragraph & ends_paragraph,
    ]
    columns = [*(column & ~alone for column in columns), alone]
    columns += [_inside_quotation(batch.texts, new_paragraph), _after_other_articles(batch.texts, start)]
    return np.column_stack(columns).astype(np.float32)


def _inside_quotation(texts: Sequence[str], new_paragraph: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a quotation that was opened earlier in the paragraph has not been closed yet."""
    opened = np.array([text.count("«") + text.count("“") - text.count("»") - text.count("”") for text in texts])
    straight = np.array([text.count('"') for text in texts])
    first = np.maximum.accumulate(np.where(new_paragraph, np.arange(len(texts)), 0))
    before = [np.cumsum(counts) - counts for counts in (opened, straight)]
    inside: NDArray[np.bool_] = (before[0] - before[0][first] > 0) | ((before[1] - before[1][first]) % 2 == 1)
    return inside


def _after_other_articles(texts: Sequence[str], start: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether an earlier unit of the article announces the titles of others."""
    phrases = read_lexicon("furniture")["other articles"]
    announces = np.array([any(phrase in text for phrase in phrases) for text in texts], dtype=np.intp)
    before = np.cumsum(announces) - announces
    after: NDArray[np.bool_] = before > before[start]
    return after


def shape_features(batch: UnitBatch) -> NDArray[np.float32]:
    """Describe the shape of each unit.

    Parameters
    ----------
    batch : UnitBatch
        The units.

    Returns
    -------
    array of float32, shape (n_units, len(shape_names()))
        Lengths, marks and places.

    Examples
    --------
    >>> row = shape_features(UnitBatch.from_texts(["وهل نصدق ؟."]))[0]
    >>> [name for name, value in zip(shape_names(), row) if value and ":" in name and "length" not in name]
    ['ends:؟', 'ends:.', 'place:only unit']
    """
    return np.hstack([surface_features(batch.texts), place_features(batch)])
