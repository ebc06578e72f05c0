"""Tables without offsets: one sentence (or unit) a row, as doccano exports classified texts, and as IAM and CIMT come.

The text of an article is its rows, one a line. With a header the columns are text, label and, if there are several
articles, article (or a known other name of it); IAM's files have none: label, topic, sentence, article, and more that
is not read. Rows with an empty label are text without a unit.

Carries labels, and of the text the units alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.assembly import Span, assemble
from argmine.corpus.formats.files import article_id, read_text, write_text
from argmine.corpus.formats.limits import require_labels
from argmine.corpus.formats.rows import field, read_rows, rows_text
from argmine.errors import ArgmineError

_IAM_COLUMNS = (4, 5)


def read(path: Path) -> Iterator[Article]:
    """Read a table with a header.

    Parameters
    ----------
    path : Path
        A CSV or TSV file with columns text and label.

    Yields
    ------
    Article
        In the order of their first rows; one, named like the file, if the table has no column for articles.

    Raises
    ------
    ArgmineError
        With file and line, if a column is missing or a row is damaged.
    """
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for row in read_rows(path):
        if "text" not in row.fields or "label" not in row.fields:
            raise ArgmineError(f"{path}:1: a table of sentences needs the columns text and label")
        identifier = field(row, "article") or article_id(path)
        groups.setdefault(identifier, []).append((field(row, "text"), field(row, "label"), row.place))
    for identifier, rows in groups.items():
        yield _article(identifier, rows, {})


def read_iam(path: Path) -> Iterator[Article]:
    """Read a file of the IAM corpus.

    Parameters
    ----------
    path : Path
        Tab-separated: label, topic or claim, sentence, article; for stances and the rest see the corpus.

    Yields
    ------
    Article
        One for each topic and article.

    Raises
    ------
    ArgmineError
        With file and line, if a row is damaged.
    """
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) not in _IAM_COLUMNS:
            raise ArgmineError(f"{path}:{number}: {len(cells)} columns; IAM has label, topic, sentence, article")
        groups.setdefault((cells[3], cells[1]), []).append((cells[2], cells[0], f"{path}:{number}"))
    seen: dict[str, int] = {}
    for (identifier, topic), rows in groups.items():
        count = seen[identifier] = seen.get(identifier, 0) + 1
        name = f"{article_id(path)}:{identifier}"  # files for claims and for evidence number the same articles
        yield _article(name if count == 1 else f"{name}#{count}", rows, {"topic": topic})


def _article(identifier: str, rows: Iterable[tuple[str, str, str]], meta: dict[str, object]) -> Article:
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for text, label, place in rows:
        stripped = text.strip()
        if stripped and label:
            start = length + len(text) - len(text.lstrip())
            spans.append(Span(str(len(spans)), start, start + len(stripped), label, place=place))
        parts.append(text)
        length += len(text) + 1
    return assemble(identifier, "\n".join(parts), spans, meta=meta)


def write(articles: Iterable[Article], path: Path) -> None:
    """Write the units of articles as doccano's CSV of classified texts, with a column for the article.

    Parameters
    ----------
    articles : iterable of Article
        Any articles whose units have labels.
    path : Path
        The file.

    Raises
    ------
    ArgmineError
        If a unit has no label.
    """
    write_text(path, rows_text(("id", "text", "label", "article"), _rows(articles), ","))


def _rows(articles: Iterable[Article]) -> Iterator[dict[str, object]]:
    number = 0
    for article in articles:
        require_labels(article, "doccano-csv")
        for index, unit in enumerate(article.units):
            number += 1
            yield {"id": number, "text": article.unit_text(index), "label": unit.label, "article": article.id}
