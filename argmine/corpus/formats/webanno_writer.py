"""Writing WebAnno TSV 3; see :mod:`argmine.corpus.formats.webanno`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.assembly import links_of
from argmine.corpus.formats.conll import split_punctuation
from argmine.corpus.formats.files import file_name, write_text
from argmine.corpus.formats.limits import require_labels
from argmine.corpus.formats.webanno import RELATION_LAYER, SPAN_LAYER

_HEADER = (
    "#FORMAT=WebAnno TSV 3.3",
    f"#T_SP={SPAN_LAYER}|label|function|main",
    f"#T_RL={RELATION_LAYER}|type|BT_{SPAN_LAYER}",
    "",
    "",
)
_LINE_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_CELL_ESCAPES = {**_LINE_ESCAPES, **str.maketrans({c: f"\\{c}" for c in "[]|_;*"})}


def write(articles: Iterable[Article], path: Path) -> None:
    """Write articles.

    Parameters
    ----------
    articles : iterable of Article
        Any articles whose units have labels.
    path : Path
        An existing folder; one file an article.

    Raises
    ------
    ArgmineError
        If a unit has no label, or a file cannot be written.
    """
    for article in articles:
        require_labels(article, "webanno")
        lines = "\n".join((*_HEADER, *_lines(article), ""))
        write_text(path / f"{file_name(article.id)}.tsv", lines, article.id)


def _lines(article: Article) -> Iterator[str]:
    tokens = list(_tokens(article))
    first = {
        index: number
        for index, unit in enumerate(article.units)
        for number, start, end in reversed(tokens)
        if unit.start <= start and end <= unit.end
    }
    offsets = _utf16_offsets(article.text)
    sentence = ""
    for number, start, end in tokens:
        paragraph = number.partition("-")[0]
        if paragraph != sentence:
            yield from ([""] if sentence else [])
            begin, stop = article.text.rfind("\n", 0, start) + 1, article.text.find("\n", start)
            yield "#Text=" + article.text[begin : stop if stop >= 0 else None].translate(_LINE_ESCAPES)
            sentence = paragraph
        covering = [i for i, unit in enumerate(article.units) if unit.start <= start and end <= unit.end]
        token = article.text[start:end].translate(_LINE_ESCAPES)
        yield "\t".join(
            (number, f"{offsets[start]}-{offsets[end]}", token, *_cells(article, covering, first, number), "")
        )


def _cells(article: Article, covering: list[int], first: dict[int, str], token: str) -> tuple[str, ...]:
    def joined(values: Iterable[str | None]) -> str:
        pairs = zip(covering, values, strict=True)
        cells = (f"{value.translate(_CELL_ESCAPES) if value else '*'}[{i + 1}]" for i, value in pairs)
        return "|".join(cells) or "_"

    units = [article.units[i] for i in covering]
    links = [link for link in links_of(article) if link[2] in covering and first[link[2]] == token]
    return (
        joined(unit.label for unit in units),
        joined(unit.function for unit in units),
        joined(str(unit.main).lower() for unit in units),
        "|".join(kind.translate(_CELL_ESCAPES) for _, kind, _ in links) or "_",
        "|".join(f"{first[source]}[{source + 1}_{target + 1}]" for source, _, target in links) or "_",
    )


def _tokens(article: Article) -> Iterator[tuple[str, int, int]]:
    """Yield number, start and end of each token; units begin and end between tokens."""
    cuts = sorted({0, len(article.text), *(edge for unit in article.units for edge in (unit.start, unit.end))})
    sentence, token, line_start = 0, 0, -1
    for begin, stop in pairwise(cuts):
        for word in re.finditer(r"\S+", article.text[begin:stop]):
            start = begin + word.start()
            line = article.text.rfind("\n", 0, start)
            if line != line_start or not sentence:
                sentence, token, line_start = sentence + 1, 0, line
            for piece in split_punctuation(word.group()):
                token += 1
                yield f"{sentence}-{token}", start, start + len(piece)
                start += len(piece)


def _utf16_offsets(text: str) -> list[int]:
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if ord(character) > 0xFFFF else 1))
    return offsets
