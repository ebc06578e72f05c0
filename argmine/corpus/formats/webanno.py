"""WebAnno TSV 3, which INCEpTION exports: a token a line, annotation layers in columns, an article a file.

Of the span layers in a file the first that has annotations is read, unless one is argmine's; of its features the label
is ``label``, ``type``, ``value`` or the first. A relation stands on the first token of its target and names the first
token of its source. Offsets count UTF-16 units, as Java does. Text between sentences is not in the format: it is
rebuilt with newlines.

Carries everything but title, meta, and white space between paragraphs other than newlines.

References
----------
https://inception-project.github.io/releases/31.0/docs/user-guide.html#sect_formats_webannotsv3
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.assembly import Link, Span, assemble, utf16_index
from argmine.corpus.formats.files import article_id, read_text
from argmine.errors import ArgmineError

SPAN_LAYER = "webanno.custom.ArgumentUnit"
RELATION_LAYER = "webanno.custom.ArgumentRelation"
_NAMING_FEATURES = ("label", "type", "value")
_TOKEN = re.compile(r"\d+-\d+(?:\.\d+)?")
_SUFFIX = re.compile(r"(?P<value>.*?)(?:(?<!\\)\[(?P<ids>\d+(?:_\d+)?)\])?", re.DOTALL)
_FIXED = 3  # columns of every line: token number, offsets, token
_ESCAPED = re.compile(r"\\(.)")
_LINE_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_MISSING = ("_", "*", "")


@dataclass(slots=True)
class Layer:
    """An annotation layer of a file, and where its columns begin.

    Parameters
    ----------
    kind : str
        ``T_SP``, ``T_RL`` or ``T_CH``.
    name : str
        Of the layer.
    features : tuple of str
        Its columns.
    column : int
        Index of the first.
    """

    kind: str
    name: str
    features: tuple[str, ...]
    column: int


@dataclass(slots=True)
class _File:
    """What the lines of a file say, before any of it is put together."""

    layers: list[Layer] = field(default_factory=list)
    width: int = _FIXED
    text: str = ""
    units: int = 0  # UTF-16 length of text
    tokens: list[tuple[str, int, int, list[str], str]] = field(default_factory=list)
    pending: str | None = None  # sentence whose first token is not known yet


def read(path: Path) -> Iterator[Article]:
    """Read one article.

    Parameters
    ----------
    path : Path
        A file of WebAnno TSV 3.

    Yields
    ------
    Article
        The article; its id is the file's name.

    Raises
    ------
    ArgmineError
        With file and line, if a line is damaged, or a token does not stand where the file says.
    """
    identifier = article_id(path)
    lines = read_text(path).split("\n")
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise ArgmineError(
            f"{path}:1: expected '#FORMAT=WebAnno TSV 3…', got {lines[0][:60]!r}; export as WebAnno TSV 3"
        )
    content = _File()
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r")
        where = f"{path}:{number}: article {identifier}"
        if line.startswith(("#T_SP=", "#T_RL=", "#T_CH=")):
            _add_layer(content, line)
        elif line.startswith("#Text="):
            sentence = _unescape(line.removeprefix("#Text="))
            content.pending = sentence if content.pending is None else f"{content.pending}\n{sentence}"
        elif _TOKEN.match(line):
            _add_token(content, line, where, f"{path}:{number}")
    spans, layer = _spans(content)
    yield assemble(identifier, content.text, spans, _links(content, layer))


def _add_layer(content: _File, line: str) -> None:
    kind, _, rest = line.removeprefix("#").partition("=")
    name, *features = rest.split("|")
    # A layer without features has one column all the same.
    columns = tuple(features) or ("",)
    content.layers.append(Layer(kind, name, columns, content.width))
    content.width += len(columns)


def _add_token(content: _File, line: str, where: str, place: str) -> None:
    columns = line.split("\t")
    try:
        start, end = map(int, columns[1].split("-"))
        token = _unescape(columns[2])
    except (IndexError, ValueError) as error:
        raise ArgmineError(f"{where}: not a token line ({line[:60]!r}); it needs number, offsets and token") from error
    if len(columns) < content.width:
        raise ArgmineError(f"{where}: {len(columns)} columns, the layers need {content.width}")
    if content.pending is not None:
        _place_sentence(content, content.pending, token, start, where)
        content.pending = None
    begin, stop = utf16_index(content.text, start), utf16_index(content.text, end)
    if content.text[begin:stop] != token:
        raise ArgmineError(
            f"{where}: the token {token[:40]!r} does not stand at {start} to {end} of the text; "
            "offsets count UTF-16 units from the beginning of the article"
        )
    content.tokens.append((columns[0], begin, stop, columns, place))


def _place_sentence(content: _File, sentence: str, token: str, start: int, where: str) -> None:
    inside = sentence.find(token)
    begin = start - _utf16_length(sentence[: max(inside, 0)])
    if inside < 0 or begin < content.units:
        raise ArgmineError(f"{where}: the sentence and its first token do not fit the text before it; export it again")
    content.text += "\n" * (begin - content.units) + sentence
    content.units = begin + _utf16_length(sentence)


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: _LINE_ESCAPES.get(match[1], match[1]), text)


def _values(cell: str) -> Iterator[tuple[str, str]]:
    """Yield value and number of each annotation in a cell; the number is empty if none is written."""
    for part in re.split(r"(?<!\\)\|", cell):
        match = _SUFFIX.fullmatch(part)
        if match is not None and part != "_":
            yield match["value"], match["ids"] or ""


def _spans(content: _File) -> tuple[list[Span], str | None]:
    """Return the spans of the chosen layer, and its name."""
    layer = _span_layer(content)
    spans: dict[str, Span] = {}
    if layer is None:
        return [], None
    label_at = _feature(layer)
    for token, start, end, columns, place in content.tokens:
        cells = [list(_values(columns[layer.column + i])) for i in range(len(layer.features))]
        for position, (label, number) in enumerate(cells[label_at]):
            key = number or token
            if key in spans:
                spans[key] = replace(spans[key], end=end)
                continue
            values = (cell[position][0] if position < len(cell) else "" for cell in cells)
            named = dict(zip(layer.features, values, strict=True))
            function, main = _known(named.get("function", "")), named.get("main") == "true"
            spans[key] = Span(key, start, end, _known(label), function, main, place)
    return list(spans.values()), layer.name


def _span_layer(content: _File) -> Layer | None:
    layers = [layer for layer in content.layers if layer.kind == "T_SP"]
    own = [layer for layer in layers if layer.name == SPAN_LAYER]
    used = (
        layer for layer in own + layers if any(columns[layer.column] != "_" for _, _, _, columns, _ in content.tokens)
    )
    return next(used, None)


def _feature(layer: Layer) -> int:
    return next((layer.features.index(name) for name in _NAMING_FEATURES if name in layer.features), 0)


def _known(value: str) -> str | None:
    return None if value in _MISSING else _unescape(value)


def _links(content: _File, span_layer: str | None) -> Iterator[Link]:
    for layer in content.layers:
        if layer.kind != "T_RL" or layer.features[-1] != f"BT_{span_layer}":
            continue
        for token, _, _, columns, place in content.tokens:
            kinds = list(_values(columns[layer.column + _feature(layer)])) if len(layer.features) > 1 else []
            for position, (source, numbers) in enumerate(_values(columns[layer.column + len(layer.features) - 1])):
                kind = _known(kinds[position][0]) if position < len(kinds) else None
                from_number, _, to_number = (numbers or "0_0").partition("_")
                ends = (from_number if from_number != "0" else source, to_number if to_number != "0" else token)
                yield Link(*ends, kind or layer.name.rpartition(".")[2], place)
