"""Labels without the text: for articles whose publishers keep their texts.

A stand-off record is an article of the corpus format with ``sha256`` (of the UTF-8 text) in the place of ``text`` and
``title``. Whoever has the texts puts the two together again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from argmine.article import Article
from argmine.corpus.jsonl import article_to_dict, parse_article
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
        With file and line, if a line is not a stand-off record, or a unit does not fit its text.
    """
    known = {text_hash(article.text): article for article in texts}
    found: list[Article] = []
    missing: list[str] = []
    for place, record in _records(standoff):
        if "sha256" not in record:
            raise ArgmineError(f"{place}: not a stand-off record; it needs 'sha256'")
        article = known.get(str(record["sha256"]))
        if article is None:
            meta = record.get("meta")
            url = str(meta.get("url", "")) if isinstance(meta, Mapping) else ""
            missing.append(f"{record.get('id')} {url}".strip())
            continue
        line = json.dumps({**record, "text": article.text, "title": article.title})
        labelled = parse_article(line, place)
        if labelled.units and labelled.units[-1].end > len(article.text):
            raise ArgmineError(f"{place}: article {labelled.id}: a unit ends after the text; the labels are damaged")
        found.append(labelled)
    return Attached(tuple(found), tuple(missing))


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
    for place, record in _records(path):
        yield parse_article(json.dumps({"text": "", **record}), place)


def _records(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ArgmineError(f"{path}: cannot be read ({error}); check the path") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise ArgmineError(f"{place}: not JSON ({error.msg})") from error
        if not isinstance(record, dict) or not {"sha256", "text"} & record.keys():
            raise ArgmineError(f"{place}: neither an article nor a stand-off record; it needs 'text' or 'sha256'")
        yield place, record
