"""Rows of CSV and TSV files, with their places, under one set of column names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from argmine.corpus.formats.files import read_text
from argmine.errors import ArgmineError

# What published tables call the columns that argmine knows; of several in one table the first counts.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "article": ("article", "article_id", "debate_id", "doc_id", "document", "document_id", "essay_id", "text_id"),
    "text": ("text", "content", "sentence", "sentence_ar"),
    "label": ("label", "labels", "code"),
    "relation": ("relation", "relation_type"),
}
_CANONICAL = {name: canonical for canonical, names in _NAMES.items() for name in names}
_LARGEST_FIELD = 2**31 - 1  # csv's own limit of 128 kB is less than a long article


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Parameters
    ----------
    place : str
        File and line (of a row of several lines the last), for messages.
    fields : mapping of str to str
        By column name, lower case, argmine's names in the place of known others.
    """

    place: str
    fields: Mapping[str, str]


def read_rows(path: Path) -> Iterator[Row]:
    """Read the rows of a CSV or TSV file.

    Parameters
    ----------
    path : Path
        A file with a header; the header says whether tabs, semicolons or commas separate the columns.

    Yields
    ------
    Row
        In the order of the file; empty lines are skipped.

    Raises
    ------
    ArgmineError
        With file and line, if a row has not as many fields as the header.
    """
    text = read_text(path)
    limit = csv.field_size_limit(_LARGEST_FIELD)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
        header: list[str] = []
        for cells in rows:
            if not any(cells):
                continue
            if not header:
                header = column_names(cells)
                continue
            place = f"{path}:{rows.line_num}"
            if len(cells) != len(header):
                raise ArgmineError(
                    f"{place}: {len(cells)} fields, the header has {len(header)}; quote fields that hold separators"
                )
            # Reversed, so that of two columns with one name the first stays.
            yield Row(place, dict(reversed(list(zip(header, cells, strict=True)))))
    except csv.Error as error:
        raise ArgmineError(f"{path}:{rows.line_num}: not a table ({error}); check the quotes") from error
    finally:
        csv.field_size_limit(limit)


def delimiter(text: str) -> str:
    """Return what separates the columns, by the first line.

    Parameters
    ----------
    text : str
        The table.

    Returns
    -------
    str
        A tab, a semicolon or a comma.

    Examples
    --------
    >>> delimiter("text,label"), delimiter("text;label")
    (',', ';')
    """
    header = text.partition("\n")[0]
    return max("\t;,", key=header.count) if header else ","


def column_names(header: Sequence[str]) -> list[str]:
    """Return argmine's names of columns.

    Parameters
    ----------
    header : sequence of str
        As in the file.

    Returns
    -------
    list of str
        Lower case; unknown names stay.

    Examples
    --------
    >>> column_names(["debate_id", "Label", "gender"])
    ['article', 'label', 'gender']
    """
    lowered = [name.strip().casefold() for name in header]
    return [_CANONICAL.get(name, name) for name in lowered]


def field(row: Row, name: str) -> str:
    """Return a field of a row, empty if the table has no such column.

    Parameters
    ----------
    row : Row
        The row.
    name : str
        argmine's name of the column.

    Returns
    -------
    str
        The field.
    """
    return row.fields.get(name, "")


def number(row: Row, name: str, where: str) -> int:
    """Return a field that must be a whole number.

    Parameters
    ----------
    row : Row
        The row.
    name : str
        argmine's name of the column.
    where : str
        File, line and article, for the message.

    Returns
    -------
    int
        The number.

    Raises
    ------
    ArgmineError
        If it is none.
    """
    try:
        return int(row.fields[name])
    except ValueError as error:
        raise ArgmineError(f"{where}: {name} must be a whole number, got {row.fields[name][:60]!r}") from error


def rows_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]], separator: str) -> str:
    """Lay out rows as CSV or TSV.

    Parameters
    ----------
    columns : sequence of str
        The header.
    rows : iterable of mapping
        Missing fields stay empty.
    separator : str
        A comma or a tab.

    Returns
    -------
    str
        With a header.
    """
    buffer = io.StringIO(newline="")
    # Line ends as in RFC 4180: csv quotes a carriage return in a field only if it may end a line.
    writer = csv.DictWriter(buffer, columns, restval="", delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()
