"""``argmine train``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import Corpora, FormatOption, check_format, fail, progress_line, usage_error


def train(
    corpora: Corpora,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="MODEL", help="Model file to write, ending in .joblib.")
    ],
    source_format: FormatOption = None,
    scores: Annotated[
        bool, typer.Option("--scores/--no-scores", help="Cross-validate the whole recipe by author, too.")
    ] = True,
    score_on: Annotated[
        list[str] | None,
        typer.Option("--score-on", metavar="CORPUS", help="One of the corpora: score on it, train on all of them."),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Fits at a time; -1 takes every core.")] = -1,
) -> None:
    """Train a model on labelled corpora, and print cross-validated scores.

    Writes the model, and its card beside it.
    """
    from argmine.corpus.corpus import concatenate
    from argmine.corpus.loading import load_corpus
    from argmine.errors import ArgmineError

    if output.suffix != ".joblib":
        usage_error("the model file must end in .joblib")
    if unknown := set(score_on or ()) - set(corpora):
        usage_error(f"--score-on {', '.join(sorted(unknown))}: not among the corpora to train on")
    check_format(source_format)
    try:
        loaded = {name: load_corpus(name, source_format) for name in corpora}
        corpus = concatenate(list(loaded.values()))
        with progress_line("training") as progress:
            from argmine.cards import model_card
            from argmine.evaluation.evaluate import cross_evaluate
            from argmine.persistence import save, write_atomically
            from argmine.trainer import train as train_analyzer

            analyzer = train_analyzer(corpus, output.stem, progress=progress, n_jobs=jobs)
            save(analyzer, output)
            evaluation = None
            scored = concatenate([loaded[name] for name in score_on or corpora])
            if scores:
                progress("cross-validation by author")
                beside = [part for name, part in loaded.items() if name not in (score_on or corpora)]
                evaluation = cross_evaluate(scored, concatenate(beside) if beside else None, n_jobs=jobs)
            card = model_card(analyzer, output.read_bytes(), evaluation, scored.name)
            write_atomically(output.with_suffix(".md"), card.encode("utf-8"))
    except ArgmineError as error:
        fail(error)
    if evaluation is not None:
        typer.echo(evaluation.to_text())
    typer.echo(f"wrote {output} and {output.with_suffix('.md')}")
