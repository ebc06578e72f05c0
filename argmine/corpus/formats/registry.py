"""The one table of corpus formats, and reading and writing by name.

A format's module is imported when the format is used. Each module reads one file at a time; folders are read file by
file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from argmine.article import Article
from argmine.errors import ArgmineError


@dataclass(frozen=True, slots=True)
class CorpusFormat:
    """A format of labelled corpora.

    Parameters
    ----------
    name : str
        What the commands call it.
    title : str
        What it is, in a few words.
    suffixes : tuple of str
        Of its files, the one that is written first.
    reader, writer : str
        ``module:function`` inside this package; the writer is empty if the format is only read.
    folder : bool
        Whether an article has files of its own, so that a corpus is a folder.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    reader: str
    writer: str = ""
    folder: bool = False


FORMATS: dict[str, CorpusFormat] = {
    entry.name: entry
    for entry in (
        CorpusFormat("jsonl", "argmine's own", (".jsonl",), "jsonl:read", "jsonl:write"),
        CorpusFormat("csv", "a unit a row", (".csv",), "tables:read", "tables:write_csv"),
        CorpusFormat("tsv", "a unit a row", (".tsv",), "tables:read", "tables:write_tsv"),
        CorpusFormat("brat", "brat stand-off", (".ann",), "brat:read", "brat:write", folder=True),
        CorpusFormat("conll", "a token a line, BIO", (".conll", ".bio", ".iob", ".tsv"), "conll:read", "conll:write"),
        CorpusFormat("label-studio", "Label Studio JSON", (".json",), "label_studio:read", "label_studio:write"),
        CorpusFormat("doccano", "doccano JSON Lines", (".jsonl",), "doccano:read", "doccano:write"),
        CorpusFormat("doccano-csv", "doccano CSV, a text a row", (".csv", ".tsv"), "sentences:read", "sentences:write"),
        CorpusFormat("munazarat", "Annotated Munazarat", (".csv",), "tables:read", "tables:write_munazarat"),
        CorpusFormat("arggraph", "arggraph XML", (".xml",), "arggraph:read", "arggraph:write", folder=True),
        CorpusFormat("webanno", "WebAnno TSV 3", (".tsv",), "webanno:read", "webanno_writer:write", folder=True),
        CorpusFormat("xaif", "xAIF or AIF JSON", (".json",), "xaif:read", "xaif:write", folder=True),
        CorpusFormat("iam", "the IAM corpus", (".txt", ".tsv"), "sentences:read_iam"),
        CorpusFormat("debiss", "the Debiss corpus", (".csv",), "debiss:read"),
    )
}


def corpus_format(name: str) -> CorpusFormat:
    """Return a format by name.

    Parameters
    ----------
    name : str
        As in :data:`FORMATS`.

    Returns
    -------
    CorpusFormat
        The format.

    Raises
    ------
    ArgmineError
        If there is none of this name.

    Examples
    --------
    >>> corpus_format("brat").suffixes
    ('.ann',)
    """
    if name not in FORMATS:
        raise ArgmineError(f"no corpus format {name!r}; choose one of: {', '.join(FORMATS)}")
    return FORMATS[name]


def read(path: Path, name: str) -> Iterator[Article]:
    """Read a corpus.

    Parameters
    ----------
    path : Path
        A file, or a folder of files.
    name : str
        The format.

    Yields
    ------
    Article
        File by file in the order of their names.

    Raises
    ------
    ArgmineError
        If there is nothing to read, or a file is damaged.
    """
    reader = cast("Callable[[Path], Iterator[Article]]", _function(corpus_format(name).reader))
    for file in corpus_files(path, name):
        yield from reader(file)


def corpus_files(path: Path, name: str) -> list[Path]:
    """Return the files of a corpus.

    Parameters
    ----------
    path : Path
        A file, or a folder, also with folders in it.
    name : str
        The format.

    Returns
    -------
    list of Path
        The files with the format's suffixes, by name; hidden ones are left out.

    Raises
    ------
    ArgmineError
        If there are none.
    """
    form = corpus_format(name)
    if not path.is_dir():
        # Of a pair of files either may be named.
        pair = path.with_suffix(form.suffixes[0])
        return [pair if form.folder and path.suffix == ".txt" and pair.is_file() else path]
    found = sorted(
        file
        for file in path.rglob("*")
        if file.suffix.casefold() in form.suffixes and not file.name.startswith(".") and file.is_file()
    )
    if not found:
        raise ArgmineError(f"{path}: no {name} files ({', '.join(form.suffixes)}) in this folder; check the path")
    return found


def write(articles: Iterable[Article], path: Path, name: str) -> None:
    """Write a corpus.

    Parameters
    ----------
    articles : iterable of Article
        The articles.
    path : Path
        The file; for formats with files for each article an existing folder.
    name : str
        The format.

    Raises
    ------
    ArgmineError
        If the format is only read, or cannot express an article.
    """
    form = corpus_format(name)
    if not form.writer:
        raise ArgmineError(f"{name} is a format that argmine only reads; choose another with --to")
    writer = cast("Callable[[Iterable[Article], Path], None]", _function(form.writer))
    writer(articles, path)


def _function(name: str) -> object:
    module, _, function = name.partition(":")
    return getattr(import_module(f"argmine.corpus.formats.{module}"), function)
