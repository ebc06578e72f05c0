"""argmine's own corpus format: JSON Lines, one article a line, offsets in code points."""

from __future__ import annotations

import json
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from argmine.article import Article, Relation, Unit
from argmine.errors import ArgmineError
from argmine.report.report import unit_to_dict


def read_articles(path: Path) -> Iterator[Article]:
    """Read a JSON Lines corpus.

    Parameters
    ----------
    path : Path
        The file; empty lines are skipped.

    Yields
    ------
    Article
        One a line.

    Raises
    ------
    ArgmineError
        With file and line, if a line is not JSON or not an article.
    """
    for place, line in numbered_lines(path):
        yield parse_article(decode_line(line, place), place)


def numbered_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the lines of a JSON Lines file that are not empty.

    Parameters
    ----------
    path : Path
        The file; a byte order mark is dropped.

    Yields
    ------
    place : str
        File and line.
    line : bytes
        As it stands, so that one line in a wrong encoding does not hide the others.

    Raises
    ------
    ArgmineError
        If the file cannot be read, or is UTF-16.
    """
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if number == 1 and line.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
                    raise ArgmineError(f"{path}: is UTF-16; save the corpus as UTF-8")
                content = line.removeprefix(BOM_UTF8) if number == 1 else line
                if content.strip():
                    yield f"{path}:{number}", content
    except OSError as error:
        raise ArgmineError(f"{path}: {error.strerror or error}; check the path") from error


def decode_line(line: bytes, place: str) -> str:
    """Decode one line of a corpus.

    Parameters
    ----------
    line : bytes
        UTF-8.
    place : str
        File and line, for messages.

    Returns
    -------
    str
        The line.

    Raises
    ------
    ArgmineError
        If it is not UTF-8.
    """
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArgmineError(
            f"{place}: not UTF-8 at byte {error.start} of the line; save the whole corpus in one encoding, UTF-8"
        ) from error


def parse_record(line: str, place: str) -> dict[str, object]:
    """Read one line of a corpus as a JSON object.

    Parameters
    ----------
    line : str
        JSON.
    place : str
        File and line, for messages.

    Returns
    -------
    dict
        The object.

    Raises
    ------
    ArgmineError
        If the line is not JSON, or not an object.
    """
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ArgmineError(f"{place}: not JSON ({error.msg}, column {error.colno}); one article a line") from error
    except RecursionError as error:
        raise ArgmineError(f"{place}: JSON nested too deeply; no article is") from error
    except ValueError as error:  # a number of thousands of digits
        raise ArgmineError(f"{place}: not JSON that can be read ({error})") from error
    if not isinstance(record, dict):
        raise ArgmineError(f"{place}: an article needs an object with a string 'text'")
    return record


def parse_article(line: str, place: str) -> Article:
    """Read one line of a corpus.

    Parameters
    ----------
    line : str
        A JSON object in the shape of the contract.
    place : str
        File and line, for messages.

    Returns
    -------
    Article
        The article; its units may be absent.

    Raises
    ------
    ArgmineError
        If the line is not JSON, lacks a text, or has a unit that cannot be one.

    Examples
    --------
    >>> parse_article('{"id": "a", "text": "نعم.", "units": [{"start": 0, "end": 4, "label": "claim"}]}', "x:1").id
    'a'
    """
    return article_from_dict(parse_record(line, place), place)


def article_from_dict(record: Mapping[str, object], place: str) -> Article:
    """Read an article from the shape of the corpus format; the inverse of :func:`article_to_dict`.

    Parameters
    ----------
    record : mapping
        As JSON gave it.
    place : str
        File and line, for messages.

    Returns
    -------
    Article
        The article; its units may be absent.

    Raises
    ------
    ArgmineError
        If it lacks a text, or has a unit that cannot be one.
    """
    text = record.get("text")
    if "text" not in record and "sha256" in record:
        raise ArgmineError(f"{place}: labels without a text; put the texts under them with 'argmine corpora attach'")
    if not isinstance(text, str):
        raise ArgmineError(f"{place}: an article needs an object with a string 'text'")
    article_id = str(record.get("id") or place)
    meta = record.get("meta", {})
    if not isinstance(meta, dict):
        raise ArgmineError(f"{place}: article {article_id}: 'meta' must be an object")
    where = f"{place}: article {article_id}"
    passes = record.get("annotations", {})
    if not isinstance(passes, dict):
        raise ArgmineError(f"{where}: 'annotations' must be an object with the units of each annotator")
    return Article(
        article_id,
        text,
        _units(record.get("units", []), where),
        str(record.get("title") or ""),
        meta,
        {str(name): _units(raw, f"{where}, annotator {name}") for name, raw in passes.items()},
    )


def _units(raw_units: object, place: str) -> tuple[Unit, ...]:
    if not isinstance(raw_units, list):
        raise ArgmineError(f"{place}: 'units' must be a list")
    return tuple(_unit(raw, f"{place}, unit {index}") for index, raw in enumerate(raw_units))


def _unit(raw: object, place: str) -> Unit:
    if not isinstance(raw, Mapping):
        raise ArgmineError(f"{place}: must be an object with 'start', 'end' and 'label'")
    relation = raw.get("relation")
    try:
        return Unit(
            start=_integer(raw["start"]),
            end=_integer(raw["end"]),
            label=_name(raw.get("label")),
            function=_name(raw.get("function")),
            relation=Relation(str(relation["type"]), _integer(relation["target"])) if relation else None,
            main=bool(raw.get("main", False)),
        )
    except KeyError as error:
        raise ArgmineError(f"{place}: {error.args[0]!r} is missing") from error
    except (TypeError, ValueError) as error:
        raise ArgmineError(f"{place}: {error}") from error


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"expected a whole number, got {value!r}")
    return value


def _name(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError(f"expected a name, got {value!r}")
    return value


def article_to_dict(article: Article) -> dict[str, object]:
    """Return an article in the shape of the corpus format.

    Parameters
    ----------
    article : Article
        With or without units.

    Returns
    -------
    dict
        JSON-ready.
    """
    record: dict[str, object] = {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "units": [unit_to_dict(unit) for unit in article.units],
        "meta": dict(article.meta),
    }
    if article.annotations:
        record["annotations"] = {
            name: [unit_to_dict(unit) for unit in units] for name, units in article.annotations.items()
        }
    return record


def dump_articles(articles: Iterable[Article]) -> str:
    """Write articles as JSON Lines.

    Parameters
    ----------
    articles : iterable of Article
        The articles.

    Returns
    -------
    str
        One line each, with a newline at the end.
    """
    return "".join(json.dumps(article_to_dict(article), ensure_ascii=False) + "\n" for article in articles)
