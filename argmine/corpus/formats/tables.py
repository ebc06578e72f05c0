"""CSV and TSV with offsets: one unit a row.

Columns are those of ``argmine label --format csv``: article, unit, start, end, label, function, relation, target, main,
text; and title and meta (JSON) on the first row of an article. Rows without a unit number carry the text between the
units, so that an article comes back exactly. Tables of others (Annotated Munazarat: debate_id, start, end, text, label)
do without some of the columns; where their rows leave a gap, the text is rebuilt with spaces.

Carries everything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.assembly import Link, Span, assemble, links_of, own_meta
from argmine.corpus.formats.files import write_text
from argmine.corpus.formats.rows import Row, field, number, read_rows, rows_text
from argmine.errors import ArgmineError

COLUMNS = (
    *("article", "unit", "start", "end", "label", "function", "relation", "target", "main", "text", "title", "meta"),
)
_NEEDED = ("article", "start", "end", "text")
_TRUE = frozenset({"1", "true", "yes"})


def read(path: Path) -> Iterator[Article]:
    """Read the articles of a table.

    Parameters
    ----------
    path : Path
        A CSV or TSV file with a header.

    Yields
    ------
    Article
        In the order of their first rows.

    Raises
    ------
    ArgmineError
        With file and line, if a column is missing, a row is damaged, or two rows disagree about the text.
    """
    groups: dict[str, list[Row]] = {}
    for row in read_rows(path):
        for name in _NEEDED:
            if name not in row.fields:
                raise ArgmineError(f"{row.place}: no column {name!r}; the table needs {', '.join(_NEEDED)}")
        groups.setdefault(row.fields["article"], []).append(row)
    for identifier, rows in groups.items():
        yield _article(identifier, rows)


def _article(identifier: str, rows: list[Row]) -> Article:
    characters: list[str] = []
    spans: list[Span] = []
    links: list[Link] = []
    title = ""
    meta: dict[str, object] = {}
    for row in rows:
        where = f"{row.place}: article {identifier}"
        start, end = number(row, "start", where), number(row, "end", where)
        _paint(characters, start, end, row.fields["text"], where)
        title = title or field(row, "title")
        meta = meta or _meta(field(row, "meta"), where)
        key = field(row, "unit") if "unit" in row.fields else str(len(spans)) if field(row, "label") else ""
        if not key:
            continue
        main = field(row, "main").casefold() in _TRUE
        spans.append(
            Span(key, start, end, field(row, "label") or None, field(row, "function") or None, main, row.place)
        )
        if field(row, "relation"):
            links.append(Link(key, field(row, "target"), field(row, "relation"), row.place))
    text = "".join(character or " " for character in characters)
    return assemble(identifier, text, spans, links, title=title, meta=meta)


def _paint(characters: list[str], start: int, end: int, text: str, where: str) -> None:
    if start < 0 or end - start != len(text):
        raise ArgmineError(
            f"{where}: start {start} and end {end} do not fit a text of {len(text)} characters; "
            "offsets count code points, and the end is exclusive"
        )
    if len(characters) < end:
        characters.extend([""] * (end - len(characters)))
    for index, character in enumerate(text, start):
        if characters[index] not in ("", character):
            raise ArgmineError(
                f"{where}: has {character!r} at {index}, where an earlier row has {characters[index]!r}; "
                "the rows are of different versions of the text"
            )
        characters[index] = character


def _meta(value: str, where: str) -> dict[str, object]:
    if not value:
        return {}
    try:
        meta = json.loads(value)
    except json.JSONDecodeError as error:
        raise ArgmineError(f"{where}: the meta column is not JSON ({error.msg})") from error
    if not isinstance(meta, dict):
        raise ArgmineError(f"{where}: the meta column must hold a JSON object")
    return meta


def write_csv(articles: Iterable[Article], path: Path) -> None:
    """Write articles as CSV.

    Parameters
    ----------
    articles : iterable of Article
        Any articles.
    path : Path
        The file.
    """
    write_text(path, rows_text(COLUMNS, _rows(articles), ","))


def write_tsv(articles: Iterable[Article], path: Path) -> None:
    """Write articles as TSV.

    Parameters
    ----------
    articles : iterable of Article
        Any articles.
    path : Path
        The file.
    """
    write_text(path, rows_text(COLUMNS, _rows(articles), "\t"))


def _rows(articles: Iterable[Article]) -> Iterator[Mapping[str, object]]:
    for article in articles:
        first: dict[str, object] = {"title": article.title}
        meta = own_meta(article)
        rest = [list(link) for link in links_of(article)[sum(unit.relation is not None for unit in article.units) :]]
        if rest:
            meta["further_relations"] = rest
        first["meta"] = json.dumps(meta, ensure_ascii=False) if meta else ""
        for row in _article_rows(article):
            yield {"article": article.id, **row, **first}
            first = {}


def _article_rows(article: Article) -> Iterator[dict[str, object]]:
    position = 0
    for index, unit in enumerate(article.units):
        if position < unit.start:
            yield _gap(article, position, unit.start)
        yield {
            "unit": index,
            "start": unit.start,
            "end": unit.end,
            "label": unit.label,
            "function": unit.function,
            "relation": unit.relation.type if unit.relation else None,
            "target": unit.relation.target if unit.relation else None,
            "main": int(unit.main),
            "text": article.text[unit.start : unit.end],
        }
        position = max(position, unit.end)
    if position < len(article.text) or not article.text:
        yield _gap(article, position, len(article.text))


def _gap(article: Article, start: int, end: int) -> dict[str, object]:
    return {"start": start, "end": end, "text": article.text[start:end]}


def write_munazarat(articles: Iterable[Article], path: Path) -> None:
    """Write the spans and labels of articles as Annotated Munazarat does; the text between the units is not carried.

    Parameters
    ----------
    articles : iterable of Article
        Any articles.
    path : Path
        The file.
    """
    rows = (
        {
            "debate_id": article.id,
            "start": unit.start,
            "end": unit.end,
            "text": article.unit_text(index),
            "label": unit.label,
        }
        for article in articles
        for index, unit in enumerate(article.units)
    )
    write_text(path, rows_text(("debate_id", "start", "end", "text", "label"), rows, ","))
