"""The argument map as SVG, from ``templates/map.svg.jinja``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argmine.report.layout import lay_out, map_words
from argmine.report.templating import render_template

if TYPE_CHECKING:
    from argmine.report.report import Report


def render_svg(report: Report, *, lang: str = "ar", **_: object) -> str:
    """Render the argument map of a report.

    Parameters
    ----------
    report : Report
        The report.
    lang : str
        Language of the map's title.

    Returns
    -------
    str
        An SVG picture that needs nothing outside it. With more than 150 linked units the boxes are paragraphs, and the
        title says so.
    """
    drawn = lay_out(report)
    return render_template("map.svg.jinja", report, lang, escape=True, map=drawn, **map_words(drawn, lang))
