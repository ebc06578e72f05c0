"""The ``argmine`` command."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from .corpora import app as corpora_app
from .evaluate import evaluate
from .label import label
from .models import app as models_app
from .questions import questions
from .report import report
from .train import train

EPILOG = """Examples:

  argmine report opinion.txt                        how one op-ed argues

  argmine report opeds/ --format html -o pages/     a page for each op-ed

  argmine label opeds/ --format csv -o units.csv    one row a unit
"""

app = typer.Typer(
    name="argmine",
    help="How an Arabic op-ed argues: claims, evidence, rhetorical questions and what serves what.",
    epilog=EPILOG,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(report)
app.command()(questions)
app.command()(label)
app.command()(train)
app.command()(evaluate)
app.add_typer(corpora_app, name="corpora")
app.add_typer(models_app, name="models")


def _print_version(value: bool) -> None:
    if value:
        from argmine import __version__

        typer.echo(f"argmine {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """How an Arabic op-ed argues: claims, evidence, rhetorical questions and what serves what."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run() -> None:
    """Run the command, with UTF-8 output whatever the locale, and no traceback for what files can do."""
    # what a command makes has no cycles: looking for them often only takes time, 15 ms of a start
    gc.set_threshold(100_000, 50, 50)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # half of a surrogate pair, in a damaged text or a file name, has no bytes in UTF-8
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:  # for instance a name too long, or a full disk
        place = f"{error.filename}: " if error.filename is not None else ""
        typer.echo(f"argmine: {place}{error.strerror or error}; check the path and the disk", err=True)
        sys.exit(1)
