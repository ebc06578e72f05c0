"""One self-contained HTML page, from ``templates/report.html.jinja``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmine.report.layout import lay_out
from argmine.report.templating import render_template

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
        The page. The op-ed's text is escaped.
    """
    return render_template("report.html.jinja", report, lang, escape=True, explain=explain, map=lay_out(report))
