"""``argmine models``."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import load_model

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
def show(model: Annotated[str, typer.Argument(metavar="MODEL", help="Name or file.")]) -> None:
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
