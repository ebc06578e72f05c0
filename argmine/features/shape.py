"""The shape of a unit: length, punctuation, quotation, figures, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from argmine.features.batch import UnitBatch
from argmine.segmentation import CLOSERS

_LENGTH_STEPS = (3, 6, 10, 16, 25, 40, 60)  # words
_QUOTES = '«»“”"'
_DIGITS = frozenset("0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")

# each test takes the unit's text and the marks that close it
_MARKS: dict[str, Callable[[str, str], bool]] = {
    "ends:؟": lambda text, end: "؟" in end or "?" in end,
    "ends:!": lambda text, end: "!" in end,
    "ends:؟!": lambda text, end: "!" in end and ("؟" in end or "?" in end),
    "ends:.": lambda text, end: end.endswith("."),
    "ends:..": lambda text, end: end.endswith(("..", "…")),
    "ends:colon": lambda text, end: end.endswith(":"),
    "ends:unmarked": lambda text, end: not end,
    "has:؟ inside": lambda text, end: ("؟" in text or "?" in text) and not ("؟" in end or "?" in end),
    "has:colon": lambda text, end: ":" in text,
    "has:semicolon": lambda text, end: "؛" in text or ";" in text,
    "has:quotation": lambda text, end: any(mark in text for mark in _QUOTES),
    "has:brackets": lambda text, end: "(" in text,
    "has:dash": lambda text, end: " - " in text or "–" in text or " -" in text,
    "has:dots": lambda text, end: ".." in text or "…" in text,
    "has:per cent": lambda text, end: "%" in text or "٪" in text,
    "has:address": lambda text, end: "@" in text or "http" in text or "www" in text or "#" in text,
    "begins:quotation": lambda text, end: text[0] in '«“"(﴿{',
    "begins:mark": lambda text, end: text[0] in "-–—*•#",
}
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


def _closing_marks(text: str) -> str:
    """Everything after the last letter or digit, without closing quotes and brackets."""
    end = len(text)
    while end and not text[end - 1].isalnum():
        end -= 1
    return "".join(c for c in text[end:] if c not in CLOSERS and not c.isspace())


def _surface(text: str) -> list[float]:
    if not text:
        return [0.0] * (4 + len(_LENGTH_STEPS) + len(_MARKS))
    words = text.count(" ") + 1
    end = _closing_marks(text[-12:])
    figures = sum(map(text.count, _DIGITS)) if not text.isalpha() else 0
    latin = 0 if text.isascii() else len(text.encode("ascii", "ignore")) - text.count(" ")
    return [
        np.log1p(words).item(),
        (text.count("،") + text.count(",")) / words,
        min(figures / words, 1.0),
        latin / len(text),
        *(float(words > step) for step in _LENGTH_STEPS),
        *(float(test(text, end)) for test in _MARKS.values()),
    ]


def place_features(batch: UnitBatch) -> NDArray[np.float32]:
    """Describe where each unit stands in its article and paragraph.

    Parameters
    ----------
    batch : UnitBatch
        The units.

    Returns
    -------
    array of float32, shape (n_units, 10)
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
    return np.column_stack([*(column & ~alone for column in columns), alone]).astype(np.float32)


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
    surface = np.array([_surface(text) for text in texts], dtype=np.float32)
    return surface.reshape(len(texts), len(shape_names()) - len(_PLACES))


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
