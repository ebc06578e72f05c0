"""``argmine report``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Failures, Files, ModelOption, OutputOption, fail, load_model, read_inputs, usage_error, write_output

if TYPE_CHECKING:
    from argmine.report.report import Report

_ON_SCREEN = "text"


def report(
    files: Files,
    format: Annotated[  # noqa: A002 - the word users type
        str, typer.Option("--format", "-f", metavar="FORMAT", help="text, html, markdown, json, csv or tsv.")
    ] = _ON_SCREEN,
    output: OutputOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Add why each unit got its label.")] = False,
    model: ModelOption = None,
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Language of headings: en or ar.")] = "en",
) -> None:
    """Print or write the structure report of op-eds.

    With several inputs and -o, -o is a folder and gets one file for each op-ed.
    """
    from argmine.report import SUFFIXES, formats

    if format not in formats():
        usage_error(f"no report format {format!r}; choose one of {', '.join(formats())}")
    if lang not in {"en", "ar"}:
        usage_error(f"no language {lang!r}; choose en or ar")
    analyzer = load_model(model)
    failures = Failures()
    articles = list(read_inputs(files, failures))
    reports = analyzer.analyze_many(articles)
    options: dict[str, object] = {"lang": lang, "explain": explain}
    if format == _ON_SCREEN and output is None:
        options["color"] = sys.stdout.isatty()
    into_folder = output is not None and (len(articles) > 1 or output.is_dir())
    if output is None or not into_folder:
        rendered = [analyzed.render(format, **options) for analyzed in reports]
        if rendered:
            write_output(("" if format in {"json", "csv", "tsv"} else "\n").join(rendered), output)
    else:
        _write_folder(reports, output, SUFFIXES[format], format, options)
    failures.exit()


def _write_folder(
    reports: Iterable[Report],
    output: Path,
    suffix: str,
    format: str,  # noqa: A002
    options: dict[str, object],
) -> None:
    from argmine.errors import ArgmineError

    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(ArgmineError(f"{output}: cannot be made a folder ({error.strerror or error}); choose another place"))
    used: set[str] = set()
    for analyzed in reports:
        stem = base = "".join(c if c.isalnum() or c in "-_. " else "_" for c in analyzed.id) or "report"
        number = 2
        while stem in used:
            stem, number = f"{base}-{number}", number + 1
        used.add(stem)
        write_output(analyzed.render(format, **options), output / f"{stem}{suffix}")
