"""The index page of a batch: every op-ed with its measures side by side, from ``templates/index.html.jinja``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from argmine.measures import Measures
from argmine.report.templating import environment
from argmine.report.words import word


@dataclass(frozen=True, slots=True)
class Entry:
    """One op-ed of a batch.

    Parameters
    ----------
    title : str
        What to call it.
    page : str
        File name of its report, in the folder of the index.
    author : str
        Its author or outlet, empty if unknown.
    main_claim : str
        Text of the main claim, empty if there is none.
    measures : Measures
        Its figures.
    """

    title: str
    page: str
    author: str
    main_claim: str
    measures: Measures


def render_index(entries: Sequence[Entry], lang: str = "ar") -> str:
    """Render the comparison of a batch.

    Parameters
    ----------
    entries : sequence of Entry
        One an op-ed.
    lang : str
        Language of the headings.

    Returns
    -------
    str
        One self-contained HTML page.
    """
    template = environment(escape=True).get_template("index.html.jinja")
    return template.render(entries=entries, lang=lang, word=lambda key: word(lang, key))
