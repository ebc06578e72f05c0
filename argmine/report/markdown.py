"""Markdown, from ``templates/report.md.jinja``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from argmine.report.templating import render_template

if TYPE_CHECKING:
    from argmine.report.report import Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render_markdown(report: Report, *, lang: str = "en", explain: bool = False, **_: object) -> str:
    """Render a report as Markdown.

    Parameters
    ----------
    report : Report
        The report.
    lang : str
        Language of the headings.
    explain : bool
        Add why each unit got its label.

    Returns
    -------
    str
        Markdown; passages of the op-ed stand in ``<span dir="rtl">`` with markup characters escaped.
    """
    analysis = report.questions
    return render_template(
        "report.md.jinja", report, lang, escape=False, explain=explain, plain=escape_markdown, analysis=analysis
    )


def escape_markdown(text: str) -> str:
    r"""Escape what Markdown or HTML would read as markup.

    Parameters
    ----------
    text : str
        Plain text.

    Returns
    -------
    str
        On one line.

    Examples
    --------
    >>> escape_markdown("*لا*")
    '\\*لا\\*'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("\\<", "&lt;").replace("\\>", "&gt;")
