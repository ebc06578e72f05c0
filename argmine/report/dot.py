"""Graphviz DOT: the argument map as a graph, for ``dot -Tsvg``."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from argmine.report.words import word

if TYPE_CHECKING:
    from argmine.report.report import Report, ReportUnit

_SHAPES = {"claim": "box", "evidence": "note", "rhetorical_question": "hexagon"}
_COLORS = {"claim": "#1f4fa8", "evidence": "#1c6b3c", "rhetorical_question": "#99196b"}
_LINE = 36
_LINES = 5


def render_dot(report: Report, *, lang: str = "en", **_: object) -> str:
    """Render a report as a DOT graph; an edge leads from a unit to what it serves.

    Parameters
    ----------
    report : Report
        The report; units labelled none are left out.
    lang : str
        Language of the edge labels.

    Returns
    -------
    str
        A digraph. Long texts are shortened.
    """
    lines = ["digraph argument {", "  rankdir=BT;", '  node [fontname="Noto Naskh Arabic", fontsize=11];']
    for index, unit in enumerate(report.units):
        if unit.label == "none":
            continue
        label = str(unit.label)
        style = ', style="bold"' if unit.main else ""
        lines.append(
            f'  u{index + 1} [label="{_label(index, unit)}", shape={_SHAPES.get(label, "ellipse")}, '
            f'color="{_COLORS.get(label, "black")}"{style}];'
        )
    for source, target, kind in report.relations:
        style = ', style=dashed, color="#b3261e"' if kind == "attack" else ""
        name = word(lang, "attacks" if kind == "attack" else "supports")
        lines.append(f'  u{source + 1} -> u{target + 1} [label="{name}"{style}];')
    return "\n".join([*lines, "}"]) + "\n"


def _label(index: int, unit: ReportUnit) -> str:
    wrapped = textwrap.wrap(unit.text, _LINE)
    shown = wrapped[:_LINES] + (["…"] if len(wrapped) > _LINES else [])
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in shown)
    return f"{index + 1}. " + "\\n".join(escaped)
