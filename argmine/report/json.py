"""JSON: the report in the shape of the corpus format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmine.report.report import Report


def render_json(report: Report, *, lines: bool = False, explain: bool = False, **_: object) -> str:
    """Render a report as JSON.

    Parameters
    ----------
    report : Report
        The report.
    lines : bool
        One compact line, as in a JSON Lines corpus, instead of an indented object.
    explain : bool
        Add to each unit why it got its label.

    Returns
    -------
    str
        JSON that ends in a newline and fits ``argmine/schema/article.schema.json``.
    """
    record = report.to_dict()
    if explain:
        units = record["units"]
        if isinstance(units, list):
            for raw, unit in zip(units, report.units, strict=True):
                explanation = unit.explain()
                raw["explanation"] = {
                    "runner_up": explanation.runner_up,
                    "margin": round(explanation.margin, 6),
                    "contributions": [
                        {"kind": c.kind, "name": c.name, "value": round(c.value, 6)} for c in explanation.contributions
                    ],
                }
    return json.dumps(record, ensure_ascii=False, indent=None if lines else 2) + "\n"
