"""The jinja2 environment that file templates are rendered in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from argmine.report.words import word

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from argmine.report.report import Report


@cache
def environment(escape: bool) -> Environment:
    """Return the environment of the template files.

    Parameters
    ----------
    escape : bool
        Whether to escape HTML.

    Returns
    -------
    Environment
        Undefined names are errors.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("argmine.report", "templates"),
        autoescape=escape,  # noqa: S701 - Markdown has its own escaping
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def script_source(name: str) -> Markup:
    """Return a script of the template folder, to stand in a page as it is.

    Parameters
    ----------
    name : str
        File in ``argmine/report/templates``.

    Returns
    -------
    Markup
        Its text, not to be escaped.
    """
    from markupsafe import Markup

    loader = environment(escape=True).loader
    assert loader is not None  # noqa: S101 - environment sets one
    return Markup(loader.get_source(environment(escape=True), name)[0])  # noqa: S704 - our own file


def render_template(name: str, report: Report, lang: str, *, escape: bool, **values: object) -> str:
    """Render a report with a template file.

    Parameters
    ----------
    name : str
        File in ``argmine/report/templates``.
    report : Report
        The report.
    lang : str
        Language of the headings.
    escape : bool
        Whether to escape HTML.
    **values
        More values for the template.

    Returns
    -------
    str
        The rendered text.
    """
    template = environment(escape).get_template(name)
    return template.render(report=report, lang=lang, word=lambda key: word(lang, key), **values)
