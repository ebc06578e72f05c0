"""``argmine evaluate``."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import Corpora, FormatOption, check_format, fail, load_model, usage_error


def evaluate(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Name of a shipped model, or a model file.")],
    corpora: Corpora,
    format: Annotated[  # noqa: A002 - the word users type
        str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")
    ] = "text",
    source_format: FormatOption = None,
    relations: Annotated[bool, typer.Option("--relations", help="Add baselines of the relations.")] = False,
    split: Annotated[
        str, typer.Option("--split", metavar="PART", help="Part of the corpus to score: all, train or test.")
    ] = "all",
) -> None:
    """Score a model on labelled corpora: macro-F1 with interval, segmentation, functions, runs, relations."""
    from argmine.corpus.corpus import concatenate
    from argmine.corpus.loading import load_corpus
    from argmine.errors import ArgmineError

    if format not in {"text", "json"}:
        usage_error(f"no evaluation format {format!r}; choose text or json")
    if split not in {"all", "train", "test"}:
        usage_error(f"no part {split!r}; choose all, train or test")
    check_format(source_format)
    analyzer = load_model(model)
    try:
        corpus = concatenate([load_corpus(name, source_format) for name in corpora])
        if split != "all":
            corpus = corpus.split(split)
        from argmine.evaluation import evaluate_analyzer

        evaluation = evaluate_analyzer(analyzer, corpus, baselines=relations)
    except ArgmineError as error:
        fail(error)
    typer.echo(evaluation.to_json() if format == "json" else evaluation.to_text())
