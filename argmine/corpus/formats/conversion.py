"""Writing a corpus in any format, so that either all of it is there or nothing has changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.files import file_name
from argmine.corpus.formats.registry import FORMATS, corpus_format, write
from argmine.errors import ArgmineError

# Suffixes that several formats share mean the format of the most general use.
_BY_SUFFIX = {
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "label-studio",
    ".conll": "conll",
    ".bio": "conll",
    ".iob": "conll",
}


def format_of_output(path: Path) -> str:
    """Return the format that the name of an output file stands for.

    Parameters
    ----------
    path : Path
        File to write.

    Returns
    -------
    str
        Name of the format.

    Raises
    ------
    ArgmineError
        If the suffix says nothing.

    Examples
    --------
    >>> format_of_output(Path("corpus.csv"))
    'csv'
    """
    name = _BY_SUFFIX.get(path.suffix.casefold())
    if name is None:
        written = ", ".join(name for name, form in FORMATS.items() if form.writer)
        raise ArgmineError(f"{path}: its suffix names no format; name one with --to: {written}")
    return name


def write_corpus(articles: Iterable[Article], path: Path, name: str) -> None:
    """Write a corpus under a temporary name, and give it its own when it is complete.

    Parameters
    ----------
    articles : iterable of Article
        The articles; ids are unique.
    path : Path
        The file, replaced if it exists; for formats with files for each article a folder that is new or empty.
    name : str
        The format.

    Raises
    ------
    ArgmineError
        If the format cannot express an article, the place cannot be written, or two articles would share a file.
    """
    articles = list(articles)
    folder = corpus_format(name).folder
    if folder:
        _check_folder(path, articles)
    elif path.is_dir():
        raise ArgmineError(f"{path}: is a folder, and {name} is one file; give a file name")
    place = path.absolute()  # a name of its own, even for "."
    temporary = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        if folder:
            temporary.mkdir()
        write(articles, temporary, name)
        if folder and path.is_dir():
            path.rmdir()
        temporary.replace(place)
    except OSError as error:
        raise ArgmineError(f"{path}: cannot be written ({error.strerror or error}); choose another place") from error
    except ArgmineError as error:
        # The temporary name is nothing that the reader of the message knows.
        raise ArgmineError(str(error).replace(str(temporary), str(path))) from error
    finally:
        if folder:
            shutil.rmtree(temporary, ignore_errors=True)
        else:
            temporary.unlink(missing_ok=True)


def _check_folder(path: Path, articles: Iterable[Article]) -> None:
    if path.is_file():
        raise ArgmineError(f"{path}: is a file, and this format needs a folder; choose another name")
    if path.is_dir() and any(path.iterdir()):
        raise ArgmineError(f"{path}: is a folder with files in it; choose a new or an empty one")
    names: dict[str, str] = {}
    for article in articles:
        # Some file systems do not tell upper from lower case.
        other = names.setdefault(file_name(article.id).casefold(), article.id)
        if other != article.id:
            raise ArgmineError(f"articles {other!r} and {article.id!r} would share a file; rename one")
