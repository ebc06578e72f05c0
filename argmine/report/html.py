"""One self-contained HTML page, from ``templates/report.html.jinja``."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from argmine.report.layout import lay_out, map_words
from argmine.report.outline import paragraphs, sources
from argmine.report.templating import render_template, script_source

if TYPE_CHECKING:
    from argmine.report.report import Report


def render_html(report: Report, *, lang: str = "ar", explain: bool = False, **_: object) -> str:
    """Render a report as one HTML page without any outside resource.

    Parameters
    ----------
    report : Report
        The report.
    lang : str
        Language of the headings; the op-ed is right-to-left in any case.
    explain : bool
        Add why each unit got its label.

    Returns
    -------
    str
        The page. The op-ed's text is escaped, and a policy in the page lets no script run but its own and nothing load.
    """
    drawn, questions = lay_out(report), report.questions
    script = script_source("report.js")
    return render_template(
        "report.html.jinja",
        report,
        lang,
        escape=True,
        explain=explain,
        map=drawn,
        **map_words(drawn, lang),
        paragraphs=paragraphs(report),
        sources=sources(report),
        questions={question.unit: question for question in questions.questions},
        runs=questions.runs,
        measures=report.measures,
        script=script,
        script_hash=b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii"),
    )
