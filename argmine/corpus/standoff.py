"""Labels without the text: for articles whose publishers keep their texts.

A stand-off record is an article of the corpus format with ``sha256`` (of the UTF-8 text) in the place of ``text`` and
``title``. Whoever has the texts puts the two together again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from argmine.article import Article
from argmine.corpus.jsonl import article_from_dict, article_to_dict, decode_line, numbered_lines, parse_record
from argmine.errors import ArgmineError


@dataclass(frozen=True, slots=True)
class Attached:
    """Result of putting texts under stand-off labels.

    Parameters
    ----------
    articles : tuple of Article
        Labelled articles whose text was found, in the order of the labels.
    missing : tuple of str
        For each article whose text was not found its id and, if known, its address.
    """

    articles: tuple[Article, ...]
    missing: tuple[str, ...]


def text_hash(text: str) -> str:
    """Return the hash that stands for a text.

    Parameters
    ----------
    text : str
        The untouched text.

    Returns
    -------
    str
        SHA-256 of its UTF-8 bytes, in hexadecimal.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def detach(article: Article) -> dict[str, object]:
    """Return the stand-off record of a labelled article.

    Parameters
    ----------
    article : Article
        With its text.

    Returns
    -------
    dict
        JSON-ready, with ``sha256`` and without text and title.

    Examples
    --------
    >>> sorted(detach(Article("a", "نعم.")))
    ['id', 'meta', 'sha256', 'units']
    """
    record = article_to_dict(article)
    del record["text"], record["title"]
    return {"id": record.pop("id"), "sha256": text_hash(article.text), **record}


def attach(standoff: Path, texts: Iterable[Article]) -> Attached:
    """Put texts under stand-off labels.

    Parameters
    ----------
    standoff : Path
        JSON Lines file of stand-off records.
    texts : iterable of Article
        Articles with texts; they are matched by the hash of the text alone.

    Returns
    -------
    Attached
        The labelled articles, and what was not found.

    Raises
    ------
    ArgmineError
        With file and line, if a line is not a stand-off record, an id stands twice, or a unit does not fit its text.
    """
    known = {text_hash(article.text): article for article in texts}
    found: list[Article] = []
    missing: list[str] = []
    ids: dict[str, str] = {}
    for place, line in numbered_lines(standoff):
        labels = parse_labels(decode_line(line, place), place)
        if labels.has_text:
            raise ArgmineError(f"{place}: not a stand-off record: it has its text; attach is for labels without")
        labelled, source = labels.article, known.get(labels.sha256)
        if labelled.id in ids:
            raise ArgmineError(f"{place}: article id {labelled.id!r} already stands at {ids[labelled.id]}; rename one")
        ids[labelled.id] = place
        if source is None:
            missing.append(f"{labelled.id} {labelled.meta.get('url', '')}".strip())
            continue
        if labelled.units and labelled.units[-1].end > len(source.text):
            raise ArgmineError(f"{place}: article {labelled.id}: a unit ends after the text; the labels are damaged")
        found.append(replace(labelled, text=source.text, title=source.title))
    return Attached(tuple(found), tuple(missing))


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one article.

    Parameters
    ----------
    article : Article
        With an empty text where there is none.
    sha256 : str
        Of the text, as recorded or computed.
    has_text : bool
        Whether the text came with the labels.
    """

    article: Article
    sha256: str
    has_text: bool


def parse_labels(line: str, place: str) -> Labels:
    """Read an article or a stand-off record.

    Parameters
    ----------
    line : str
        A line of a corpus.
    place : str
        File and line, for messages.

    Returns
    -------
    Labels
        The article, with or without its text.

    Raises
    ------
    ArgmineError
        If the line is neither.

    Examples
    --------
    >>> parse_labels('{"id": "a", "sha256": "…", "units": []}', "x:1").has_text
    False
    """
    record = parse_record(line, place)
    if "text" in record:
        article = article_from_dict(record, place)
        return Labels(article, text_hash(article.text), has_text=True)
    if "sha256" not in record:
        raise ArgmineError(f"{place}: neither an article nor a stand-off record; it needs 'text' or 'sha256'")
    return Labels(article_from_dict({**record, "text": ""}, place), str(record["sha256"]), has_text=False)


def read_labels(path: Path) -> Iterator[Article]:
    """Read the labels of a corpus, whether or not it has its texts.

    Parameters
    ----------
    path : Path
        JSON Lines file of articles or of stand-off records.

    Yields
    ------
    Article
        With an empty text where the file has none.

    Raises
    ------
    ArgmineError
        With file and line, if a line is neither.
    """
    for place, line in numbered_lines(path):
        yield parse_labels(decode_line(line, place), place).article
