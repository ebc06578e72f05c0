"""Text for the terminal: right-to-left passages isolated, colours that also read without colour."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from argmine.report.words import word

if TYPE_CHECKING:
    from argmine.article import Run
    from argmine.report.report import Report, ReportUnit

_RTL, _POP = "\u2067", "\u2069"
_STYLES = {"claim": "1;34", "evidence": "32", "rhetorical_question": "1;35", "none": "2"}
_MARKS = {"claim": "C", "evidence": "E", "rhetorical_question": "?", "none": "·"}
_MIN_WIDTH = 40


def render_text(
    report: Report,
    *,
    lang: str = "en",
    color: bool = False,
    width: int | None = None,
    explain: bool = False,
    **_: object,
) -> str:
    """Render a report for the terminal.

    Parameters
    ----------
    report : Report
        The report.
    lang : str
        Language of the headings.
    color : bool
        Whether to colour labels with ANSI codes; the labels are written out in any case.
    width : int, optional
        Columns; the terminal's if None.
    explain : bool
        Add why each unit got its label.

    Returns
    -------
    str
        Lines; every Arabic passage is wrapped in U+2067 … U+2069.
    """
    page = Page(lang, color, width)
    page.heading(f"{word(lang, 'report')}: {isolate(report.title or report.id or word(lang, 'untitled'))}")
    if not report.units:
        page.line(word(lang, "no units"))
        return page.text()
    page.heading(word(lang, "main claim"))
    if report.main_claim is None:
        page.line(word(lang, "no main claim"))
    else:
        page.unit(report.main_claim, report.units[report.main_claim])
    page.heading(word(lang, "questions"))
    for number, run in enumerate(report.runs, 1):
        page.run(number, run, report)
    if not report.runs:
        page.line(word(lang, "no questions"))
    page.heading(word(lang, "structure"))
    for index, depth in report.walk():
        page.branch(index, depth, report.units[index])
    page.heading(word(lang, "text"))
    for index, unit in enumerate(report.units):
        page.unit(index, unit)
        if explain:
            explanation = unit.explain()
            reasons = ", ".join(f"{isolate(c.name)} {c.value:+.2f}" for c in explanation.contributions[:8])
            over = f"{word(lang, 'over')} {word(lang, explanation.runner_up)} ({explanation.margin:+.2f})"
            page.line(f"{word(lang, 'explanation')} {over}: {reasons}", indent=7)
    page.line("")
    page.line(f"{word(lang, 'model')}: {report.model.name} {report.model.version} {report.model.sha256[:12]}")
    return page.text()


class Page:
    """Lines of a page of a given width.

    Parameters
    ----------
    lang : str
        Language of the headings.
    color : bool
        Whether to style lines with ANSI codes.
    width : int, optional
        Columns; the terminal's if None.
    """

    def __init__(self, lang: str, color: bool, width: int | None) -> None:
        self.lang = lang
        self.color = color
        self.width = max(width or shutil.get_terminal_size((80, 24)).columns, _MIN_WIDTH)
        self.lines: list[str] = []

    def text(self) -> str:
        """Return the page."""
        return "\n".join(self.lines).strip("\n") + "\n"

    def line(self, text: str, indent: int = 0) -> None:
        """Add text, wrapped."""
        pad = " " * indent
        for wrapped in textwrap.wrap(text, max(self.width - indent, 20)) or [""]:
            self.lines.append(pad + _close_isolates(wrapped))

    def heading(self, text: str) -> None:
        """Add a heading with a rule under it."""
        self.lines.append("")
        self.lines.append(self._styled(text, "1"))
        self.lines.append("─" * min(self.width, 60))

    def passage(self, text: str, indent: int) -> None:
        """Add Arabic text, wrapped, each line isolated."""
        for wrapped in textwrap.wrap(text, max(self.width - indent, 20)):
            self.lines.append(" " * indent + isolate(wrapped))

    def unit(self, index: int, unit: ReportUnit) -> None:
        """Add a unit with its label."""
        self.lines.append(f"{index + 1:>4}. {self._label(unit)}{self._link(unit)}")
        self.passage(unit.text, indent=7)

    def branch(self, index: int, depth: int, unit: ReportUnit) -> None:
        """Add a line of the tree."""
        pad = "   " * min(depth, 8)
        link = ""
        if unit.relation is not None and depth:
            link = f" {word(self.lang, 'supports' if unit.relation.type == 'support' else 'attacks')}"
        room = max(self.width - len(pad) - 34, 16)
        self.lines.append(
            f"{pad}{'└─ ' if depth else ''}{index + 1}. {self._label(unit, share=False)}{link}: "
            f"{isolate(textwrap.shorten(unit.text, room, placeholder='…'))}"
        )

    def run(self, number: int, run: Run, report: Report) -> None:
        """Add a run of questions."""
        parts = [
            f"{isolate(particle or '؟')} {word(self.lang, function)}"
            for particle, function in zip(run.particles, run.functions, strict=True)
        ]
        target = "" if run.target is None else f" → {run.target + 1}"
        head = f"{number}. {word(self.lang, 'run of')} {len(run.units)}{target}: {'; '.join(parts)}"
        self.line(head)
        for index in run.units:
            self.passage(report.units[index].text, indent=7)

    def _label(self, unit: ReportUnit, *, share: bool = True) -> str:
        label = unit.label or ""
        name = word(self.lang, label)
        if unit.function:
            name += f" ({word(self.lang, unit.function)})"
        if unit.main:
            name += " ★"
        text = f"[{_MARKS.get(label, label[:1])}] {name}"
        if share and unit.confidence is not None:
            text += f" {unit.confidence:.0%}"
        return self._styled(text, _STYLES.get(label, "0"))

    def _link(self, unit: ReportUnit) -> str:
        if unit.relation is None:
            return ""
        verb = word(self.lang, "supports" if unit.relation.type == "support" else "attacks")
        return f" → {verb} {unit.relation.target + 1}"

    def _styled(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color else text


def isolate(text: str) -> str:
    """Wrap Arabic text in right-to-left isolates, U+2067 … U+2069."""
    return f"{_RTL}{text}{_POP}"


def _close_isolates(line: str) -> str:
    """Close isolates that wrapping tore apart."""
    return line + _POP * max(0, line.count(_RTL) - line.count(_POP))
