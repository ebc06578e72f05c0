"""The structure report and its renderers, one module a format.

A renderer is a function from a :class:`~argmine.report.report.Report` to text, or to bytes for :data:`BINARY_FORMATS`;
it computes nothing of its own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from argmine.report.report import Report

_MODULES = {
    "text": "argmine.report.text",
    "html": "argmine.report.html",
    "markdown": "argmine.report.markdown",
    "json": "argmine.report.json",
    "csv": "argmine.report.table",
    "tsv": "argmine.report.table",
    "dot": "argmine.report.dot",
    "svg": "argmine.report.svg",
    "xaif": "argmine.report.xaif",
}
SUFFIXES = {
    "text": ".txt",
    "html": ".html",
    "markdown": ".md",
    "json": ".json",
    "csv": ".csv",
    "tsv": ".tsv",
    "dot": ".dot",
    "svg": ".svg",
    "xaif": ".xaif.json",
    "png": ".png",
}
BINARY_FORMATS = frozenset({"png"})


class Renderer(Protocol):
    """Turns a report into text."""

    def __call__(self, report: Report, **options: object) -> str:
        """Render `report`."""


def formats() -> list[str]:
    """Return the names of the formats that a report can be rendered in."""
    return list(SUFFIXES)


def renderer(name: str) -> Renderer:
    """Return the renderer of a format, importing it now.

    Parameters
    ----------
    name : str
        One of :func:`formats`, less :data:`BINARY_FORMATS`.

    Returns
    -------
    Renderer
        The function ``render_<name>`` of the format's module.

    Raises
    ------
    ValueError
        If there is no such format, or it is not text.
    """
    if name in BINARY_FORMATS:
        raise ValueError(f"{name} is not text; call report.to_{name}()")
    if name not in _MODULES:
        raise ValueError(f"no report format {name!r}; choose one of {', '.join(SUFFIXES)}")
    found: Renderer = getattr(import_module(_MODULES[name]), f"render_{name}")
    return found
