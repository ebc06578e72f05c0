"""``argmine label``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Failures, Files, ModelOption, OutputOption, fail, load_model, read_inputs, usage_error

if TYPE_CHECKING:
    from argmine.article import Article

_FORMATS = ("jsonl", "csv", "tsv", "parquet")
_BACKENDS = ("loky", "dask", "ray")


def label(
    files: Files,
    format: Annotated[  # noqa: A002 - the word users type
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="jsonl: an op-ed a line. csv, tsv, parquet: a unit a row."
        ),
    ] = "jsonl",
    output: OutputOption = None,
    model: ModelOption = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Processes; -1 for every core.")] = 1,
    backend: Annotated[
        str, typer.Option("--backend", metavar="NAME", help="Where processes run: loky (here), dask or ray.")
    ] = "loky",
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Address of the dask scheduler or ray head.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on after the last op-ed of the output (jsonl).")] = False,
) -> None:
    """Label the units of op-eds, for programs. Streams: the archive may be larger than the memory."""
    _check_usage(format, output, jobs, backend, scheduler, resume)
    from argmine.errors import ArgmineError
    from argmine.report.rows import open_sink, resume_point

    analyzer = load_model(model)
    failures = Failures()
    articles: Iterable[Article] = read_inputs(files, failures)
    try:
        done = resume_point(output) if resume and output is not None else 0
        articles = _without_first(articles, done)
        with (
            _where(backend, scheduler, jobs),
            open_sink(format, output, append=done > 0) as sink,
            _progress(files) as tick,
        ):
            try:
                for rendered in analyzer.map(sink.render, articles, 2 if backend != "loky" and jobs == 1 else jobs):
                    sink.write(rendered)
                    tick()
            except KeyboardInterrupt:
                sink.close()
                hint = "; go on with --resume" if format == "jsonl" and output is not None else ""
                raise ArgmineError(f"stopped after {sink.count} op-eds, which are all written{hint}") from None
    except ArgmineError as error:
        fail(error)
    failures.exit()


def _check_usage(
    format: str,  # noqa: A002
    output: Path | None,
    jobs: int,
    backend: str,
    scheduler: str | None,
    resume: bool,
) -> None:
    if format not in _FORMATS:
        usage_error(f"no label format {format!r}; choose one of {', '.join(_FORMATS)}")
    if jobs == 0:
        usage_error("--jobs must be 1 or more, or -1 for every core")
    if backend not in _BACKENDS:
        usage_error(f"no backend {backend!r}; choose one of {', '.join(_BACKENDS)}")
    if backend != "loky" and jobs == 1:
        usage_error(f"--backend {backend} needs --jobs, for instance --jobs -1 for all of its workers")
    if scheduler and backend == "loky":
        usage_error("--scheduler needs --backend dask or ray")
    if format == "parquet" and output is None:
        usage_error("--format parquet needs -o FILE")
    if resume and (output is None or format != "jsonl"):
        usage_error("--resume needs -o FILE and the format jsonl")


@contextmanager
def _where(backend: str, scheduler: str | None, jobs: int) -> Iterator[None]:
    if jobs == 1:
        yield
        return
    from argmine.parallel import backend as chosen

    with chosen(backend, scheduler):
        yield


def _without_first(articles: Iterable[Article], count: int) -> Iterator[Article]:
    iterator = iter(articles)
    for _ in range(count):
        next(iterator, None)
    return iterator


@contextmanager
def _progress(files: list[str]) -> Iterator[Callable[[], None]]:
    """Show op-eds done, rate and time left, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from argmine.reading import collect_paths, count_articles

    paths = [path for path in collect_paths(name for name in files if name != "-") if isinstance(path, Path)]
    total = None if "-" in files else count_articles(paths)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}/s"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, rate="")

        def tick() -> None:
            progress.advance(task)
            speed = progress.tasks[0].speed
            progress.update(task, rate=f"{speed:.0f}" if speed else "")

        yield tick
