"""argmine's own JSON Lines among the formats; the format itself is :mod:`argmine.corpus.jsonl`. Carries everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.files import write_text
from argmine.corpus.jsonl import dump_articles, read_articles


def read(path: Path) -> Iterator[Article]:
    """Read the articles of a file; see :func:`argmine.corpus.jsonl.read_articles`.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    iterator of Article
        In the order of the file.
    """
    return read_articles(path)


def write(articles: Iterable[Article], path: Path) -> None:
    """Write articles into one file.

    Parameters
    ----------
    articles : iterable of Article
        Any articles.
    path : Path
        The file.
    """
    write_text(path, dump_articles(articles))
