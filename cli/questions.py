"""``argmine questions``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from .common import (
    Failures,
    Files,
    LangOption,
    ModelOption,
    OutputOption,
    check_lang,
    load_model,
    read_inputs,
    usage_error,
    write_output,
)


def questions(
    files: Files,
    format: Annotated[  # noqa: A002 - the word users type
        str, typer.Option("--format", "-f", metavar="FORMAT", help="text, json, csv or html.")
    ] = "text",
    output: OutputOption = None,
    model: ModelOption = None,
    lang: LangOption = "en",
) -> None:
    """Analyze rhetorical questions alone: function, particle, focus, implied assertion, runs."""
    from argmine.report.questions import QUESTION_FORMATS, render_questions

    if format not in QUESTION_FORMATS:
        usage_error(f"no question format {format!r}; choose one of {', '.join(QUESTION_FORMATS)}")
    check_lang(lang)
    from argmine.questions.analysis import questions_of

    analyzer = load_model(model)
    failures = Failures()
    analyses = list(analyzer.map(questions_of, read_inputs(files, failures)))
    if analyses:
        color = format == "text" and output is None and sys.stdout.isatty()
        write_output(render_questions(analyses, format, lang=lang, color=color), output)
    failures.exit()
