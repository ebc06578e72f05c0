"""``argmine corpora``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import Corpora, fail, usage_error

app = typer.Typer(help="Look after labelled corpora.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_corpora() -> None:
    """List the corpora that ship with argmine."""
    from argmine.corpus.loading import load_corpus, shipped_corpora

    for name in shipped_corpora():
        corpus = load_corpus(name)
        typer.echo(f"{name}\t{len(corpus)} articles\t{corpus.n_units} units")


@app.command()
def validate(corpora: Annotated[list[Path], typer.Argument(metavar="CORPUS...", help="Corpus files.")]) -> None:
    """Check corpora: offsets, overlaps, labels, relations, duplicates. Exit code 1 if there is a problem."""
    from argmine.corpus.validation import validate_files

    problems = 0
    for problem in validate_files(corpora):
        problems += 1
        typer.echo(str(problem))
    typer.echo(f"{len(corpora)} file{'s' * (len(corpora) != 1)}, {problems} problem{'s' * (problems != 1)}", err=True)
    if problems:
        raise typer.Exit(1)


@app.command()
def stats(
    corpora: Corpora,
    format: Annotated[  # noqa: A002 - the word users type
        str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")
    ] = "text",
) -> None:
    """Count labels, functions, relations, runs and lengths."""
    import json

    from argmine.corpus.corpus import concatenate
    from argmine.corpus.loading import load_corpus
    from argmine.corpus.statistics import corpus_statistics, statistics_text
    from argmine.errors import ArgmineError

    if format not in {"text", "json"}:
        usage_error(f"no format {format!r}; choose text or json")
    try:
        numbers = corpus_statistics(concatenate([load_corpus(name) for name in corpora]))
    except ArgmineError as error:
        fail(error)
    typer.echo(json.dumps(numbers, ensure_ascii=False, indent=2) if format == "json" else statistics_text(numbers))


@app.command()
def attach(
    standoff: Annotated[
        Path, typer.Argument(metavar="STANDOFF", help="Labels without text, for instance press.standoff.jsonl.")
    ],
    texts: Annotated[list[Path], typer.Option("--texts", metavar="FILE", help="JSON Lines file with the texts.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="Corpus to write.")],
) -> None:
    """Put texts under labels that were published without them. Exit code 1 if some text is missing."""
    from argmine.corpus.jsonl import dump_articles, read_articles
    from argmine.corpus.standoff import attach as attach_texts
    from argmine.errors import ArgmineError
    from argmine.persistence import write_atomically

    try:
        attached = attach_texts(standoff, (article for path in texts for article in read_articles(path)))
        write_atomically(output, dump_articles(attached.articles).encode("utf-8"))
    except ArgmineError as error:
        fail(error)
    for name in attached.missing:
        typer.echo(f"argmine: {standoff}: no text for {name}", err=True)
    typer.echo(f"{len(attached.articles)} articles with their texts in {output}, {len(attached.missing)} without")
    if attached.missing:
        raise typer.Exit(1)


@app.command()
def agreement(
    annotations: Annotated[
        list[Path],
        typer.Argument(metavar="A [B]", help="Two annotations of the same articles, or one corpus that kept both."),
    ],
    format: Annotated[  # noqa: A002 - the word users type
        str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")
    ] = "text",
) -> None:
    """Compare two annotations: kappa and alpha of labels, functions and relations. No texts are needed."""
    import json

    from argmine.corpus.agreement import agreement as compare
    from argmine.corpus.agreement import annotation_pair
    from argmine.corpus.standoff import read_labels
    from argmine.errors import ArgmineError

    if format not in {"text", "json"}:
        usage_error(f"no format {format!r}; choose text or json")
    if len(annotations) > 2:
        usage_error(f"{len(annotations)} files; give two, or one that kept both annotations")
    try:
        sides = [list(read_labels(path)) for path in annotations]
        if len(sides) == 1:
            first, second = annotation_pair(sides[0])
        else:
            first, second = ({article.id: article.units for article in side} for side in sides)
        found = compare(first, second)
    except ArgmineError as error:
        fail(error)
    typer.echo(json.dumps(found.to_dict(), indent=2) if format == "json" else found.to_text())
