"""CSV and TSV: one row a unit."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmine.report.report import Report

COLUMNS = (
    "article",
    "unit",
    "start",
    "end",
    "label",
    "confidence",
    "function",
    "run",
    "relation",
    "target",
    "main",
    "text",
)


def render_csv(report: Report, *, header: bool = True, **_: object) -> str:
    """Render a report as comma-separated values.

    Parameters
    ----------
    report : Report
        The report.
    header : bool
        Whether to begin with the column names.

    Returns
    -------
    str
        One row a unit; empty fields for what is unknown.
    """
    return _render(report, ",", header)


def render_tsv(report: Report, *, header: bool = True, **_: object) -> str:
    """Render a report as tab-separated values; parameters as in :func:`render_csv`.

    Parameters
    ----------
    report : Report
        The report.
    header : bool
        Whether to begin with the column names.

    Returns
    -------
    str
        One row a unit.
    """
    return _render(report, "\t", header)


def _render(report: Report, delimiter: str, header: bool) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, delimiter=delimiter, lineterminator="\n")
    if header:
        writer.writeheader()
    for row in report.rows():
        writer.writerow({**row, "main": int(bool(row["main"]))})
    return buffer.getvalue()
