"""Text for the terminal: right-to-left passages isolated, colours that also read without colour."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from argmine.report.words import word

if TYPE_CHECKING:
    from argmine.questions.analysis import Question, QuestionAnalysis, QuestionRun
    from argmine.report.report import Report, ReportUnit

_RTL, _POP = "\u2067", "\u2069"
_STYLES = {"claim": "1;34", "evidence": "32", "rhetorical_question": "1;35", "none": "2"}
_MARKS = {"claim": "C", "evidence": "E", "rhetorical_question": "?", "none": "·"}
_MIN_WIDTH = 40
_LONGEST_HEAD = 56  # columns of the longest label with its number; deep branches are not set in where they leave less
_MIN_TEXT = 24  # columns of text that a line of the tree is worth


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
        Lines; every Arabic passage is wrapped in U+2067 … U+2069, and with Arabic headings every line as a whole.
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
    page.runs(report.questions)
    page.heading(word(lang, "structure"))
    for index, depth in report.walk():
        page.branch(index, depth, report.units[index])
    page.heading(word(lang, "text"))
    for index, unit in enumerate(report.units):
        page.unit(index, unit)
        if explain:
            explanation = unit.explain()
            reasons = page.comma.join(f"{isolate(c.name)} {c.value:+.2f}" for c in explanation.contributions[:8])
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
        self.comma = "، " if lang == "ar" else ", "
        self.margin = 1 if lang == "ar" else 0  # tmux drops an isolate that stands in the first column
        self.lines: list[str] = []

    def text(self) -> str:
        """Return the page."""
        return "\n".join(self.lines).strip("\n") + "\n"

    def line(self, text: str, indent: int = 0, style: str = "") -> None:
        """Add text, wrapped; an isolate that is torn apart is closed and opened again."""
        depth, indent = 0, max(indent, self.margin)
        for wrapped in textwrap.wrap(text, max(self.width - indent, 20)) or [""]:
            opened = _RTL * depth + wrapped
            depth += wrapped.count(_RTL) - wrapped.count(_POP)
            closed = opened + _POP * depth
            self._put(self._styled(closed, style) if style else closed, indent)

    def heading(self, text: str) -> None:
        """Add a heading with a rule under it."""
        self.lines.append("")
        self.line(text, style="1")
        self.lines.append("─" * min(self.width, 60))

    def passage(self, text: str, indent: int) -> None:
        """Add Arabic text, wrapped, each line isolated."""
        for wrapped in textwrap.wrap(text, max(self.width - indent, 20)):
            self.lines.append(" " * indent + isolate(wrapped))

    def unit(self, index: int, unit: ReportUnit) -> None:
        """Add a unit with its label."""
        number = str(index + 1)
        self._put(f"{number}. {self._label(unit)}{self._link(unit)}", max(4 - len(number), self.margin))
        self.passage(unit.text, indent=7)

    def branch(self, index: int, depth: int, unit: ReportUnit) -> None:
        """Add a line of the tree; the text stands under its label where the line has no room for it."""
        indent = max(min(3 * min(depth, 8), self.width - _LONGEST_HEAD), self.margin)
        link = ""
        if unit.relation is not None and depth:
            link = f" {word(self.lang, 'supports' if unit.relation.type == 'support' else 'attacks')}"
        head, plain = (
            f"{'└─ ' if depth else ''}{index + 1}. {label}{link}:"
            for label in (self._label(unit, share=False), self._name(unit, share=False))
        )
        room = self.width - indent - len(plain) - 1
        if room >= _MIN_TEXT:
            self._put(f"{head} {isolate(textwrap.shorten(unit.text, room, placeholder='…'))}", indent)
            return
        self._put(head, indent)
        indent += 7 if depth else 4
        self.passage(textwrap.shorten(unit.text, max(self.width - indent, _MIN_TEXT), placeholder="…"), indent)

    def runs(self, analysis: QuestionAnalysis) -> None:
        """Add the runs of questions, each question with what it does and asserts."""
        by_unit = {question.unit: question for question in analysis.questions}
        if not analysis.runs:
            self.line(word(self.lang, "no questions"))
        for number, run in enumerate(analysis.runs, 1):
            if number > 1:
                self.line("")
            self.line(self._run_head(number, run))
            for index in run.units:
                self._question(by_unit[index])

    def _run_head(self, number: int, run: QuestionRun) -> str:
        parts = [f"{number}. {word(self.lang, 'run of')} {len(run.units)}"]
        if len(run.units) > 1:
            parts.append(word(self.lang, run.escalation))
        if run.target is not None:
            parts.append(f"{word(self.lang, 'presses unit')} {run.target + 1}")
        if run.answer is not None:
            parts.append(f"{word(self.lang, 'answered in unit')} {run.answer + 1}")
        return self.comma.join(parts)

    def _question(self, question: Question) -> None:
        opener = " + ".join(isolate(part) for part in (question.coordination, question.particle) if part)
        function = word(self.lang, question.function)
        if question.function_confidence is not None:
            function += f" {question.function_confidence:.0%}"
        parts = [function, opener, word(self.lang, question.polarity)]
        self.line(f"{question.unit + 1}. " + " · ".join(part for part in parts if part), indent=3)
        self.passage(question.text, indent=7)
        if question.focus:
            self.line(f"{word(self.lang, 'about')}: {isolate(question.focus)}", indent=7)
        if question.assertion:
            self.line(f"{word(self.lang, 'asserts')}: {isolate(question.assertion)}", indent=7)

    def _put(self, text: str, indent: int = 0) -> None:
        """Add one line; with Arabic headings it runs from right to left as a whole."""
        self.lines.append(" " * indent + (isolate(text) if text and self.lang == "ar" else text))

    def _name(self, unit: ReportUnit, *, share: bool) -> str:
        label = unit.label or ""
        name = word(self.lang, label)
        if unit.function:
            name += f" ({word(self.lang, unit.function)})"
        if unit.main:
            name += " ★"
        text = f"[{_MARKS.get(label, label[:1])}] {name}"
        return f"{text} {unit.confidence:.0%}" if share and unit.confidence is not None else text

    def _label(self, unit: ReportUnit, *, share: bool = True) -> str:
        return self._styled(self._name(unit, share=share), _STYLES.get(unit.label or "", "0"))

    def _link(self, unit: ReportUnit) -> str:
        if unit.relation is None:
            return ""
        verb = word(self.lang, "supports" if unit.relation.type == "support" else "attacks")
        return f" {'←' if self.lang == 'ar' else '→'} {verb} {unit.relation.target + 1}"

    def _styled(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color else text


def isolate(text: str) -> str:
    """Wrap Arabic text in right-to-left isolates, U+2067 … U+2069."""
    return f"{_RTL}{text}{_POP}"
