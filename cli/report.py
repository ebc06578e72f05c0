"""``argmine report``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import (
    Failures,
    Files,
    LangOption,
    ModelOption,
    OutputOption,
    check_lang,
    fail,
    load_model,
    read_inputs,
    usage_error,
    write_output,
)

if TYPE_CHECKING:
    from argmine.report.report import Report

_ON_SCREEN = "text"
_MANY = 5  # op-eds that take long enough for a progress bar


def report(
    files: Files,
    format: Annotated[  # noqa: A002 - the word users type
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="text, html, markdown, json, csv, tsv, dot, svg, png, xaif."
        ),
    ] = _ON_SCREEN,
    output: OutputOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Add why each unit got its label.")] = False,
    model: ModelOption = None,
    lang: LangOption = "en",
) -> None:
    """Print or write the structure report of op-eds.

    With several inputs and -o, -o is a folder and gets one file for each op-ed.
    """
    from argmine.report import BINARY_FORMATS, SUFFIXES, formats

    if format not in formats():
        usage_error(f"no report format {format!r}; choose one of {', '.join(formats())}")
    check_lang(lang)
    if format in BINARY_FORMATS and output is None and sys.stdout.isatty():
        usage_error(f"{format} is not text for a terminal; name a file with -o, or redirect the output")
    analyzer = load_model(model)
    failures = Failures()
    articles = list(read_inputs(files, failures))
    reports = _with_progress(analyzer.analyze_many(articles), len(articles))
    options: dict[str, object] = {"lang": lang, "explain": explain}
    if format == _ON_SCREEN and output is None:
        options["color"] = sys.stdout.isatty()
    into_folder = output is not None and (len(articles) + failures.count > 1 or output.is_dir())
    if output is None or not into_folder:
        if format in BINARY_FORMATS and len(articles) > 1:
            usage_error(f"several op-eds do not fit into one {format}; name a folder with -o")
        rendered = [_render(analyzed, format, options) for analyzed in reports]
        texts = [part for part in rendered if isinstance(part, str)]
        if texts:
            write_output(("" if format in {"json", "csv", "tsv"} else "\n").join(texts), output)
        for picture in rendered:
            if isinstance(picture, bytes):
                write_output(picture, output)
    else:
        _write_folder(reports, output, SUFFIXES[format], format, options)
    failures.exit()


def _render(analyzed: Report, format: str, options: dict[str, object]) -> str | bytes:  # noqa: A002
    from argmine.errors import ArgmineError

    if format != "png":
        return analyzed.render(format, **options)
    try:
        return analyzed.to_png(str(options["lang"]))
    except ArgmineError as error:
        fail(error)


def _with_progress(reports: Iterable[Report], total: int) -> Iterable[Report]:
    """Show a progress bar while several op-eds are done, on a terminal only."""
    if total < _MANY or not sys.stderr.isatty():
        return reports
    from rich.console import Console
    from rich.progress import track

    return track(reports, "reports", total, console=Console(stderr=True), transient=True)


def _write_folder(
    reports: Iterable[Report],
    output: Path,
    suffix: str,
    format: str,  # noqa: A002
    options: dict[str, object],
) -> None:
    """Write one file an op-ed, and for pages an index that compares them."""
    from argmine.errors import ArgmineError
    from argmine.report.index import Entry, render_index

    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(ArgmineError(f"{output}: cannot be made a folder ({error.strerror or error}); choose another place"))
    names = _FileNames(suffix)
    entries = []
    for analyzed in reports:
        name = names.of(analyzed.id)
        write_output(_render(analyzed, format, options), output / name)
        if format == "html":
            author = str(analyzed.meta.get("author") or analyzed.meta.get("outlet") or "")
            claim = "" if analyzed.main_claim is None else analyzed.units[analyzed.main_claim].text
            entries.append(Entry(analyzed.title or analyzed.id, name, author, claim, analyzed.measures))
    if entries:
        write_output(render_index(entries, str(options["lang"])), output / "index.html")


class _FileNames:
    """File names from ids: safe, and no two alike."""

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix
        self.used = {"index"}

    def of(self, article_id: str) -> str:
        base = "".join(c if c.isalnum() or c in "-_. " else "_" for c in article_id) or "report"
        name, number = base, 2
        while name in self.used:
            name, number = f"{base}-{number}", number + 1
        self.used.add(name)
        return name + self.suffix
