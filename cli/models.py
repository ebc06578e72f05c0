"""``argmine models``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import fail, load_model

Model = Annotated[str, typer.Argument(metavar="MODEL", help="Name or file.", show_default=False)]

app = typer.Typer(help="Look at trained models.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_models() -> None:
    """List the models that ship with argmine."""
    from argmine.persistence import load, shipped_models

    for name in shipped_models():
        analyzer = load(name)
        training = analyzer.training
        typer.echo(
            f"{name}\tversion {analyzer.info.version}\t{training.get('corpora')}\t"
            f"{training.get('articles')} articles\t{training.get('units')} units"
        )


@app.command()
def show(model: Model) -> None:
    """Show what a model was trained on, and its hash."""
    analyzer = load_model(model)
    typer.echo(f"name       {analyzer.info.name}")
    typer.echo(f"version    {analyzer.info.version}")
    typer.echo(f"sha256     {analyzer.info.sha256}")
    typer.echo(f"labels     {', '.join(analyzer.labeller.classes)}")
    typer.echo(f"functions  {', '.join(analyzer.functions.classes) if analyzer.functions else '-'}")
    typer.echo(f"relations  {'yes' if analyzer.linker else 'no'}")
    for key, value in analyzer.training.items():
        typer.echo(f"{key:<10} {value}")


@app.command()
def export(
    model: Model,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="New or empty folder to write.", show_default=False)
    ],
) -> None:
    """Write a model as arrays (.npz), configuration (JSON) and card, for programs that want no pickle."""
    from argmine.cards import card_of
    from argmine.errors import ArgmineError
    from argmine.exporting import export as export_model

    analyzer = load_model(model)
    try:
        count = export_model(analyzer, output, card_of(model, analyzer))
    except ArgmineError as error:
        fail(error)
    typer.echo(f"{analyzer.info.name}: {count} arrays, configuration and card in {output}")
