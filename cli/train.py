"""``argmine train``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import Corpora, FormatOption, check_format, fail, progress_line


def train(
    corpora: Corpora,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="MODEL", help="Model file to write, ending in .joblib.")
    ],
    source_format: FormatOption = None,
    scores: Annotated[bool, typer.Option("--scores/--no-scores", help="Cross-validate by op-ed first.")] = True,
) -> None:
    """Train a model on labelled corpora, and print cross-validated scores.

    Writes the model, and its card beside it.
    """
    from argmine.corpus.corpus import concatenate
    from argmine.corpus.loading import load_corpus
    from argmine.errors import ArgmineError

    if output.suffix != ".joblib":
        typer.echo("argmine: the model file must end in .joblib", err=True)
        raise typer.Exit(2)
    check_format(source_format)
    try:
        corpus = concatenate([load_corpus(name, source_format) for name in corpora])
        with progress_line("training") as progress:
            from argmine.cards import model_card
            from argmine.evaluation.evaluate import cross_validate
            from argmine.persistence import save, write_atomically
            from argmine.trainer import train as train_analyzer

            evaluation = None
            if scores:
                progress("cross-validation by op-ed")
                evaluation = cross_validate(corpus)
            analyzer = train_analyzer(corpus, output.stem, progress=progress)
            save(analyzer, output)
            card = model_card(analyzer, output.read_bytes(), evaluation)
            write_atomically(output.with_suffix(".md"), card.encode("utf-8"))
    except ArgmineError as error:
        fail(error)
    if evaluation is not None:
        typer.echo(evaluation.to_text())
    typer.echo(f"wrote {output} and {output.with_suffix('.md')}")
