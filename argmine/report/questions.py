"""Renderers of the question analysis: text, JSON, CSV and HTML; each computes nothing of its own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from argmine.report.templating import environment
from argmine.report.text import Page, isolate
from argmine.report.words import word

if TYPE_CHECKING:
    from argmine.questions.analysis import QuestionAnalysis

QUESTION_FORMATS = ("text", "json", "csv", "html")
COLUMNS = (
    "article", "unit", "start", "end", "run", "function", "confidence", "function_confidence",
    "particle", "coordination", "focus", "polarity", "assertion", "text",
)  # fmt: skip


def render_questions(
    analyses: Sequence[QuestionAnalysis],
    format: str = "text",  # noqa: A002 - the word users type
    *,
    lang: str = "en",
    color: bool = False,
    width: int | None = None,
) -> str:
    """Render the questions of op-eds.

    Parameters
    ----------
    analyses : sequence of QuestionAnalysis
        One an op-ed.
    format : str
        ``"text"``, ``"json"`` (one op-ed a line), ``"csv"`` (one question a row) or ``"html"``.
    lang : str
        Language of the headings.
    color : bool
        Whether text is coloured with ANSI codes.
    width : int, optional
        Columns of the text; the terminal's if None.

    Returns
    -------
    str
        The rendered table.

    Raises
    ------
    ValueError
        If there is no such format.
    """
    if format == "text":
        return "\n".join(_text(analysis, Page(lang, color, width)) for analysis in analyses)
    if format == "json":
        return "".join(json.dumps(analysis.to_dict(), ensure_ascii=False) + "\n" for analysis in analyses)
    if format == "csv":
        return _csv(analyses)
    if format == "html":
        template = environment(escape=True).get_template("questions.html.jinja")
        return template.render(analyses=analyses, lang=lang, word=lambda key: word(lang, key))
    raise ValueError(f"no question format {format!r}; choose one of {', '.join(QUESTION_FORMATS)}")


def _csv(analyses: Sequence[QuestionAnalysis]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for analysis in analyses:
        writer.writerows(analysis.rows())
    return buffer.getvalue()


def _text(analysis: QuestionAnalysis, page: Page) -> str:
    title = analysis.title or analysis.id or word(page.lang, "untitled")
    page.heading(f"{word(page.lang, 'rhetorical questions')}: {isolate(title)}")
    page.runs(analysis)
    if analysis.questions:
        counts = "; ".join(f"{word(page.lang, name)} {count}" for name, count in analysis.counts.items() if count)
        page.line("")
        page.line(f"{word(page.lang, 'by function')}: {counts}")
    return page.text()
