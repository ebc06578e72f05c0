"""What the commands share: inputs, failures, output and progress."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from argmine.errors import ArgmineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from argmine.analyzer import Analyzer
    from argmine.article import Article

FILES_HELP = "Op-eds: .txt, .md, .html, .docx or .jsonl files, folders, patterns, or - for standard input."
Files = Annotated[list[str], typer.Argument(metavar="FILE...", help=FILES_HELP, show_default=False)]
Corpora = Annotated[
    list[str],
    typer.Argument(
        metavar="CORPUS...", help="Corpus files or folders, or names of shipped corpora.", show_default=False
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="FORMAT", help="Format of the corpora (see 'argmine corpora formats'); guessed if not given."
    ),
]
ModelOption = Annotated[
    str | None, typer.Option("--model", "-m", metavar="MODEL", help="Name of a shipped model, or a model file.")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="PATH", help="Where to write; standard output if not given.")
]
LangOption = Annotated[str, typer.Option("--lang", metavar="LANG", help="Language of headings: en or ar.")]


class Failures:
    """Counts what failed, one line each on standard error, so that the good inputs are still done."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, error: ArgmineError) -> None:
        """Report one failure.

        Parameters
        ----------
        error : ArgmineError
            Its message names the input and the remedy.
        """
        self.count += 1
        typer.echo(f"argmine: {error}", err=True)

    def exit(self) -> None:
        """Leave with exit code 1 if anything failed."""
        if self.count:
            raise typer.Exit(1)


def fail(error: ArgmineError) -> NoReturn:
    """Report an error that ends the command, with exit code 1.

    Parameters
    ----------
    error : ArgmineError
        What went wrong.
    """
    typer.echo(f"argmine: {error}", err=True)
    raise typer.Exit(1) from error


def usage_error(message: str) -> NoReturn:
    """Report bad usage, with exit code 2.

    Parameters
    ----------
    message : str
        What to do instead.
    """
    typer.echo(f"argmine: {message}", err=True)
    raise typer.Exit(2)


def read_inputs(files: Iterable[str], failures: Failures) -> Iterator[Article]:
    """Read the articles that the command line names; what cannot be read becomes a failure.

    Parameters
    ----------
    files : iterable of str
        As typed.
    failures : Failures
        Where failures go.

    Yields
    ------
    Article
        In the order of the command line.
    """
    from argmine.reading import collect_paths, read_article, read_file

    for name in files:
        if name == "-":
            try:
                yield read_article(sys.stdin.buffer.read(), "stdin", "standard input")
            except ArgmineError as error:
                failures.add(error)
            continue
        for found in collect_paths([name]):
            if isinstance(found, ArgmineError):
                failures.add(found)
                continue
            try:
                yield from read_file(found)
            except ArgmineError as error:
                failures.add(error)


def check_format(name: str | None) -> None:
    """Leave with exit code 2 if there is no such corpus format.

    Parameters
    ----------
    name : str or None
        As typed.
    """
    from argmine.corpus.formats.registry import corpus_format

    if name is not None:
        try:
            corpus_format(name)
        except ArgmineError as error:
            usage_error(str(error))


def check_lang(lang: str) -> None:
    """Leave with exit code 2 if there is no such language of headings.

    Parameters
    ----------
    lang : str
        As typed.
    """
    from argmine.report.words import LANGUAGES

    if lang not in LANGUAGES:
        usage_error(f"no language {lang!r}; choose {' or '.join(LANGUAGES)}")


def load_model(model: str | None) -> Analyzer:
    """Load a model or leave with a message.

    Parameters
    ----------
    model : str or None
        As typed.

    Returns
    -------
    Analyzer
        The model.
    """
    from argmine.persistence import load

    try:
        return load(model)
    except ArgmineError as error:
        fail(error)


def write_output(content: str | bytes, output: Path | None) -> None:
    """Write to a file, or to standard output.

    Parameters
    ----------
    content : str or bytes
        What to write; a newline at the end of text is added if missing.
    output : Path or None
        The file.
    """
    if isinstance(content, str) and not content.endswith("\n"):
        content += "\n"
    if output is None:
        if isinstance(content, str):
            sys.stdout.write(content)
        else:
            sys.stdout.buffer.write(content)
        return
    from argmine.persistence import write_atomically

    if isinstance(content, str):
        content = content.encode("utf-8", "backslashreplace")  # as on standard output: see main.run
    try:
        write_atomically(output, content)
    except ArgmineError as error:
        fail(error)


@contextmanager
def progress_line(label: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done, on a terminal only.

    Parameters
    ----------
    label : str
        What the command is doing.

    Yields
    ------
    callable
        Takes the name of the step.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(label) as status:
        yield lambda step: status.update(f"{label}: {step}")
