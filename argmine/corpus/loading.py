"""Finding corpora: the shipped ones by name, others by path, in any format of the table."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from argmine.article import Article
from argmine.corpus.corpus import Corpus
from argmine.corpus.formats.guessing import guess_format
from argmine.corpus.formats.registry import corpus_files, read
from argmine.corpus.standoff import read_labels
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


def load_corpus(source: str | os.PathLike[str], format: str | None = None) -> Corpus:  # noqa: A002 - the word users type
    """Load a labelled corpus.

    Parameters
    ----------
    source : str or path
        Name of a shipped corpus, or path of a file or folder.
    format : str, optional
        A name in :data:`argmine.corpus.formats.registry.FORMATS`; guessed from the files if None.

    Returns
    -------
    Corpus
        Its articles, in the order of the files.

    Raises
    ------
    ArgmineError
        If there is no such corpus, its files are damaged, an id stands twice, or there are no units.

    Examples
    --------
    >>> load_corpus("opeds").name
    'opeds'
    """
    return _corpus(source, read_corpus(source, format))


def load_labels(source: str | os.PathLike[str], format: str | None = None) -> Corpus:  # noqa: A002
    """Load a labelled corpus whether or not it has its texts, for what needs none.

    Parameters
    ----------
    source : str or path
        As for :func:`load_corpus`, or a file of stand-off records.
    format : str, optional
        As for :func:`load_corpus`.

    Returns
    -------
    Corpus
        Articles with an empty text where the corpus has none.

    Raises
    ------
    ArgmineError
        As :func:`load_corpus`.
    """
    return _corpus(source, read_corpus(source, format, texts=False))


def _corpus(source: str | os.PathLike[str], read_one_by_one: Iterator[Article]) -> Corpus:
    articles = tuple(read_one_by_one)
    if not any(article.units for article in articles):
        raise ArgmineError(f"{os.fspath(source)}: no article has units; a labelled corpus needs them")
    return Corpus(articles, Path(source).name.removesuffix(_SUFFIX))


def read_corpus(
    source: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002
    *,
    texts: bool = True,
) -> Iterator[Article]:
    """Read the articles of a corpus one by one, labelled or not.

    Parameters
    ----------
    source : str or path
        As for :func:`load_corpus`.
    format : str, optional
        As for :func:`load_corpus`.
    texts : bool
        Whether every article needs its text; if False, stand-off records are read too.

    Yields
    ------
    Article
        In the order of the files.

    Raises
    ------
    ArgmineError
        If there is no such corpus, its files are damaged, or an id stands twice.
    """
    path = find_corpus(source)
    seen: set[str] = set()
    shipped = not Path(source).exists()  # and so in argmine's own format, whatever the corpora beside it have
    name = "jsonl" if shipped else format or guess_format(path)
    for article in read(path, name) if texts or name != "jsonl" else _read_labels(path):
        if article.id in seen:
            raise ArgmineError(f"{path}: article id {article.id!r} stands twice; ids must be unique")
        seen.add(article.id)
        yield article


def _read_labels(path: Path) -> Iterator[Article]:
    for file in corpus_files(path, "jsonl"):
        yield from read_labels(file)


def find_corpus(source: str | os.PathLike[str]) -> Path:
    """Return the path of a corpus.

    Parameters
    ----------
    source : str or path
        Name of a shipped corpus, or path of a file or folder.

    Returns
    -------
    Path
        The file or folder.

    Raises
    ------
    ArgmineError
        If there is no such corpus.
    """
    path = Path(source)
    if path.is_file() or (path.is_dir() and str(source) not in shipped_corpora()):
        return path
    if str(source) in shipped_corpora():
        with resources.as_file(resources.files("argmine.corpora").joinpath(f"{source}{_SUFFIX}")) as shipped:
            return shipped
    raise ArgmineError(f"{source}: no such corpus; give a file, a folder, or one of: {', '.join(shipped_corpora())}")
