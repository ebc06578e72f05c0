"""``argmine corpora``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import (
    Corpora,
    FormatOption,
    LangOption,
    OutputOption,
    check_format,
    check_lang,
    fail,
    usage_error,
    write_output,
)

app = typer.Typer(help="Look after labelled corpora.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_corpora() -> None:
    """List the corpora that ship with argmine."""
    from argmine.corpus.loading import load_corpus, shipped_corpora

    for name in shipped_corpora():
        corpus = load_corpus(name)
        typer.echo(f"{name}\t{len(corpus)} articles\t{corpus.n_units} units")


@app.command()
def validate(
    corpora: Corpora,
    source_format: FormatOption = None,
) -> None:
    """Check corpora, with their texts or without: offsets, overlaps, labels, relations, duplicates.

    Exit code 1 if there is a problem.
    """
    from argmine.corpus.validation import validate_files

    check_format(source_format)
    problems = 0
    for problem in validate_files(corpora, source_format):
        problems += 1
        typer.echo(str(problem))
    typer.echo(f"{len(corpora)} file{'s' * (len(corpora) != 1)}, {problems} problem{'s' * (problems != 1)}", err=True)
    if problems:
        raise typer.Exit(1)


@app.command()
def stats(
    corpora: Corpora,
    format: Annotated[  # noqa: A002 - the word users type
        str, typer.Option("--format", "-f", metavar="FORMAT", help="text, json, or html: a page with charts.")
    ] = "text",
    output: OutputOption = None,
    source_format: FormatOption = None,
    lang: LangOption = "en",
) -> None:
    """Count labels, functions, relations, runs and lengths, of labels without their texts too."""
    import json

    from argmine.corpus.corpus import concatenate
    from argmine.corpus.loading import load_labels
    from argmine.corpus.statistics import corpus_statistics, statistics_text
    from argmine.errors import ArgmineError
    from argmine.report.statistics import render_statistics

    if format not in {"text", "json", "html"}:
        usage_error(f"no format {format!r}; choose text, json or html")
    check_lang(lang)
    check_format(source_format)
    try:
        numbers = corpus_statistics(concatenate([load_labels(name, source_format) for name in corpora]))
    except ArgmineError as error:
        fail(error)
    if format == "html":
        write_output(render_statistics(numbers, lang), output)
    else:
        text = json.dumps(numbers, ensure_ascii=False, indent=2) if format == "json" else statistics_text(numbers)
        write_output(text, output)


@app.command()
def formats() -> None:
    """List the corpus formats that are read and written."""
    from argmine.corpus.formats.registry import FORMATS

    for name, form in FORMATS.items():
        use = "read" if not form.writer else "read, written as a folder" if form.folder else "read, written"
        typer.echo(f"{name}\t{form.title}\t{' '.join(form.suffixes)}\t{use}")


@app.command()
def convert(
    corpora: Corpora,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PATH", help="File, or new folder, to write.", show_default=False)
    ],
    source_format: FormatOption = None,
    target_format: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help="Format to write; by the suffix if not given.")
    ] = None,
) -> None:
    """Convert corpora into another format. Writes all of them or, if one is damaged, nothing."""
    from argmine.corpus.formats.conversion import format_of_output, write_corpus
    from argmine.corpus.formats.registry import corpus_format
    from argmine.corpus.loading import read_corpus
    from argmine.errors import ArgmineError

    check_format(source_format)
    check_format(target_format)
    try:
        name = target_format or format_of_output(output)
    except ArgmineError as error:
        usage_error(str(error))
    if not corpus_format(name).writer:
        usage_error(f"{name} is only read; choose another format with --to")
    try:
        articles = {}
        for source in corpora:
            for article in read_corpus(source, source_format):
                if article.id in articles:
                    raise ArgmineError(f"{source}: article id {article.id!r} stands in two corpora; rename one")
                articles[article.id] = article
        if not articles:
            raise ArgmineError(f"{', '.join(corpora)}: no articles; nothing is written")
        write_corpus(articles.values(), output, name)
    except ArgmineError as error:
        fail(error)
    twice = sum(bool(article.annotations) for article in articles.values())
    if twice and name != "jsonl":
        typer.echo(f"argmine: {twice} articles keep each annotator's labels, which {name} cannot express", err=True)
    units = sum(len(article.units) for article in articles.values())
    typer.echo(f"{len(articles)} articles, {units} units in {output} ({name})")


@app.command()
def attach(
    standoff: Annotated[
        Path, typer.Argument(metavar="STANDOFF", help="Labels without text, for instance press.standoff.jsonl.")
    ],
    texts: Annotated[list[Path], typer.Option("--texts", metavar="FILE", help="JSON Lines file with the texts.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="Corpus to write.")],
) -> None:
    """Put texts under labels that were published without them. Exit code 1 if some text is missing."""
    from argmine.corpus.formats.conversion import write_corpus
    from argmine.corpus.jsonl import read_articles
    from argmine.corpus.standoff import attach as attach_texts
    from argmine.errors import ArgmineError

    try:
        attached = attach_texts(standoff, (article for path in texts for article in read_articles(path)))
        if not attached.articles:
            raise ArgmineError(f"{standoff}: none of its texts is in {', '.join(map(str, texts))}; nothing is written")
        write_corpus(attached.articles, output, "jsonl")
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
        list[str],
        typer.Argument(metavar="A [B]", help="Two annotations of the same articles, or one corpus that kept both."),
    ],
    format: Annotated[  # noqa: A002 - the word users type
        str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")
    ] = "text",
    source_format: FormatOption = None,
) -> None:
    """Compare two annotations: kappa and alpha of labels, functions and relations. No texts are needed."""
    import json

    from argmine.corpus.agreement import agreement as compare
    from argmine.corpus.agreement import annotation_pair
    from argmine.corpus.loading import read_corpus
    from argmine.errors import ArgmineError

    if format not in {"text", "json"}:
        usage_error(f"no format {format!r}; choose text or json")
    if len(annotations) > 2:
        usage_error(f"{len(annotations)} files; give two, or one that kept both annotations")
    check_format(source_format)
    try:
        sides = [list(read_corpus(source, source_format, texts=False)) for source in annotations]
        if len(sides) == 1:
            first, second = annotation_pair(sides[0])
        else:
            first, second = ({article.id: article.units for article in side} for side in sides)
        found = compare(first, second)
    except ArgmineError as error:
        fail(error)
    typer.echo(json.dumps(found.to_dict(), indent=2) if format == "json" else found.to_text())
