"""``argmine evaluate``."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import Corpora, FormatOption, check_format, fail, load_model, progress_line, usage_error


def evaluate(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Name of a shipped model, or a model file.")],
    corpora: Corpora,
    format: Annotated[  # noqa: A002 - the word users type
        str, typer.Option("--format", "-f", metavar="FORMAT", help="text, json or html.")
    ] = "text",
    source_format: FormatOption = None,
    questions: Annotated[bool, typer.Option("--questions", help="Rhetorical questions only, with baselines.")] = False,
    relations: Annotated[bool, typer.Option("--relations", help="Relations only, with baselines.")] = False,
    baselines: Annotated[
        bool,
        typer.Option(
            "--baselines", help="Add baselines: rules and, with --cross-validate, other classifiers on the same folds."
        ),
    ] = False,
    split: Annotated[
        str, typer.Option("--split", metavar="PART", help="Part of the corpus to score: all, train or test.")
    ] = "all",
    cross_validate: Annotated[
        bool,
        typer.Option("--cross-validate", help="Train the model's recipe anew without each author, and score that."),
    ] = False,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="CORPUS", help="With --cross-validate: train on this corpus, too."),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Folds at a time.")] = 1,
) -> None:
    """Score a model on labelled corpora: macro-F1 with interval, segmentation, questions, relations."""
    from argmine.corpus.corpus import concatenate
    from argmine.corpus.loading import load_corpus
    from argmine.errors import ArgmineError

    if format not in {"text", "json", "html"}:
        usage_error(f"no evaluation format {format!r}; choose text, json or html")
    if split not in {"all", "train", "test"}:
        usage_error(f"no part {split!r}; choose all, train or test")
    if also and not cross_validate:
        usage_error("--also needs --cross-validate")
    check_format(source_format)
    analyzer = load_model(model)
    try:
        corpus = concatenate([load_corpus(name, source_format) for name in corpora])
        if split != "all":
            corpus = corpus.split(split)
        from argmine.evaluation.evaluate import PARTS, cross_evaluate, evaluate_analyzer

        chosen = [name for name, wanted in (("questions", questions), ("relations", relations)) if wanted]
        parts = chosen or list(PARTS)
        compared = [name for name, wanted in (("labels", baselines), ("relations", relations or baselines)) if wanted]
        if cross_validate:
            beside = concatenate([load_corpus(name, source_format) for name in also]) if also else None
            with progress_line("cross-validation by author"):
                evaluation = cross_evaluate(corpus, beside, parts, n_jobs=jobs, baselines=compared)
        else:
            evaluation = evaluate_analyzer(analyzer, corpus, parts, baselines=compared)
    except ArgmineError as error:
        fail(error)
    written = {"text": evaluation.to_text, "json": evaluation.to_json, "html": evaluation.to_html}
    typer.echo(written[format]())
