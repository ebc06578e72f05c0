"""``argmine label``."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from .common import Failures, Files, ModelOption, OutputOption, load_model, read_inputs, usage_error

if TYPE_CHECKING:
    from argmine.report.report import Report

_FORMATS = ("jsonl", "csv", "tsv")


def label(
    files: Files,
    format: Annotated[  # noqa: A002 - the word users type
        str,
        typer.Option("--format", "-f", metavar="FORMAT", help="jsonl (one op-ed a line), csv or tsv (one unit a row)."),
    ] = "jsonl",
    output: OutputOption = None,
    model: ModelOption = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Processes; -1 for every core.")] = 1,
) -> None:
    """Label the units of op-eds, for programs."""
    if format not in _FORMATS:
        usage_error(f"no label format {format!r}; choose one of {', '.join(_FORMATS)}")
    if jobs == 0:
        usage_error("--jobs must be 1 or more, or -1 for every core")
    analyzer = load_model(model)
    failures = Failures()
    with _destination(output) as stream:
        write = _writer(format, stream)
        for analyzed in analyzer.analyze_many(read_inputs(files, failures), n_jobs=jobs):
            write(analyzed)
    failures.exit()


class _Writer:
    """Writes reports as they come."""

    def __init__(self, format: str, stream: IO[str]) -> None:  # noqa: A002
        self.format = format
        self.stream = stream
        self.started = False

    def __call__(self, report: Report) -> None:
        if self.format == "jsonl":
            self.stream.write(report.render("json", lines=True))
            return
        self.stream.write(report.render(self.format, header=not self.started))
        self.started = True


def _writer(format: str, stream: IO[str]) -> _Writer:  # noqa: A002
    return _Writer(format, stream)


@contextmanager
def _destination(output: Path | None) -> Iterator[IO[str]]:
    if output is None:
        import sys

        yield sys.stdout
        return
    from argmine.errors import ArgmineError
    from argmine.persistence import write_atomically

    from .common import fail

    buffer = io.StringIO()
    yield buffer
    try:
        write_atomically(output, buffer.getvalue().encode("utf-8"))
    except ArgmineError as error:
        fail(error)
