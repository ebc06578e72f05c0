"""Finding corpora: the shipped ones by name, others by path."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from argmine.corpus.corpus import Corpus
from argmine.corpus.jsonl import read_articles
from argmine.errors import ArgmineError

_SUFFIX = ".jsonl"


def shipped_corpora() -> list[str]:
    """Return the names of the corpora that ship with the package.

    Examples
    --------
    >>> "opeds" in shipped_corpora()
    True
    """
    names = (entry.name for entry in resources.files("argmine.corpora").iterdir())
    return sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX) and ".standoff" not in name)


def load_corpus(source: str | os.PathLike[str]) -> Corpus:
    """Load a labelled corpus.

    Parameters
    ----------
    source : str or path
        Name of a shipped corpus, or path of a JSON Lines file.

    Returns
    -------
    Corpus
        Its articles, in the order of the file.

    Raises
    ------
    ArgmineError
        If there is no such corpus, a line is not an article, an id stands twice, or there are no units.
    """
    path = _find(os.fspath(source))
    articles = tuple(read_articles(path))
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            raise ArgmineError(f"{path}: article id {article.id!r} stands twice; ids must be unique")
        seen.add(article.id)
    if not any(article.units for article in articles):
        raise ArgmineError(f"{path}: no article has units; a labelled corpus needs them")
    return Corpus(articles, path.name.removesuffix(_SUFFIX))


def _find(source: str) -> Path:
    if Path(source).is_file():
        return Path(source)
    if source in shipped_corpora():
        with resources.as_file(resources.files("argmine.corpora").joinpath(source + _SUFFIX)) as path:
            return path
    raise ArgmineError(f"{source}: no such corpus; give a .jsonl file or one of: {', '.join(shipped_corpora())}")
