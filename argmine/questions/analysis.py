"""The analysis of an op-ed's rhetorical questions: one record a question, one a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from argmine.article import FUNCTIONS, Run
from argmine.normalization import normalize
from argmine.questions.assertions import OPEN, implied_assertion
from argmine.questions.focus import focus
from argmine.questions.openers import find_opener

if TYPE_CHECKING:
    import pandas as pd

    from argmine.analyzer import Analyzer
    from argmine.report.report import ModelInfo, Report, ReportUnit

# How hard a function presses the reader, from leading him on to blaming: what "rising" and "falling" mean.
FORCE = {"staging": 0, "doubt": 1, "wonder": 2, "affirmation": 2, "urging": 3, "denial": 3, "reproach": 4}
ANSWER_REACH = 2  # an answer stands at most so many units after the run

_ANSWERING = tuple(normalize("نعم|لا،|لا |كلا|بلى|بالطبع|طبعا|الجواب|والجواب|الإجابة|والإجابة|لأن|بل ").split("|"))


@dataclass(frozen=True, slots=True)
class Question:
    """A rhetorical question.

    Parameters
    ----------
    unit : int
        Index of the unit.
    start, end : int
        Its offsets in the article's text.
    text : str
        ``article.text[start:end]``.
    function : str
        What the author does with it.
    confidence : float or None
        Calibrated probability that it is a rhetorical question.
    function_confidence : float or None
        Calibrated probability of the function, given that it is one.
    particle, coordination : str
        How it opens.
    focus : str
        What it asks about, ``""`` if nothing was found.
    polarity : str
        ``"negative"``, ``"positive"`` or ``"open"``: the sign of what it asserts.
    assertion : str
        Paraphrase of what it asserts, ``""`` where no rule is certain.
    run : int
        Index of its run.
    """

    unit: int
    start: int
    end: int
    text: str
    function: str
    confidence: float | None
    function_confidence: float | None
    particle: str
    coordination: str
    focus: str
    polarity: str
    assertion: str
    run: int


@dataclass(frozen=True, slots=True)
class QuestionRun:
    """A run of rhetorical questions as rhetoricians read it.

    Parameters
    ----------
    units : tuple of int
        Indices of the questions.
    functions, particles, coordinations, focus : tuple of str
        Of each question, in order.
    escalation : str
        ``"rising"`` if the last question presses harder than the first, ``"falling"`` if less hard, else ``"level"``.
    target : int or None
        The unit that the run presses.
    answer : int or None
        The unit in which the author answers, if he does.
    """

    units: tuple[int, ...]
    functions: tuple[str, ...]
    particles: tuple[str, ...]
    coordinations: tuple[str, ...]
    focus: tuple[str, ...]
    escalation: str
    target: int | None
    answer: int | None


@dataclass(frozen=True, slots=True)
class QuestionAnalysis:
    """All rhetorical questions of an op-ed.

    Parameters
    ----------
    id, title : str
        Of the op-ed.
    questions : tuple of Question
        In order; empty for an op-ed that asks none.
    runs : tuple of QuestionRun
        In order.
    model : ModelInfo
        What found them.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    runs: tuple[QuestionRun, ...]
    model: ModelInfo

    @property
    def counts(self) -> dict[str, int]:
        """Number of questions with each function, the guidelines' functions first."""
        found = [question.function for question in self.questions]
        return {name: found.count(name) for name in dict.fromkeys((*FUNCTIONS, *found))}

    def to_dict(self) -> dict[str, object]:
        """Return the analysis as a JSON-ready dictionary."""
        return {
            "id": self.id,
            "title": self.title,
            "questions": [asdict(question) for question in self.questions],
            "runs": [asdict(run) for run in self.runs],
            "counts": self.counts,
            "model": asdict(self.model),
        }

    def rows(self) -> Iterator[dict[str, object]]:
        """Yield one flat record a question, with the op-ed's id as ``article``."""
        for question in self.questions:
            yield {"article": self.id, **asdict(question)}

    def to_frame(self) -> pd.DataFrame:
        """Return one row a question."""
        import pandas as pd

        columns = ["article", *Question.__dataclass_fields__]
        return pd.DataFrame(list(self.rows()), columns=columns)


def analyze_questions(text: str, *, analyzer: Analyzer | None = None) -> QuestionAnalysis:
    """Analyze the rhetorical questions of an op-ed.

    Parameters
    ----------
    text : str
        The op-ed; every line is a paragraph.
    analyzer : Analyzer, optional
        The model; the shipped one if None.

    Returns
    -------
    QuestionAnalysis
        Well-formed and empty for a text without rhetorical questions.

    Examples
    --------
    >>> analysis = analyze_questions("أعلن المجلس خطته أمس. فهل تضمن الخطة عودة الماء؟ وهل نصدق الوعود من جديد؟")
    >>> [question.particle for question in analysis.questions], len(analysis.runs)
    (['هل', 'هل'], 1)
    """
    if analyzer is None:
        from argmine.persistence import load

        analyzer = load()
    return questions_of(analyzer.analyze(text))


def questions_of(report: Report) -> QuestionAnalysis:
    """Read the question analysis off a report.

    Parameters
    ----------
    report : Report
        An analyzed op-ed.

    Returns
    -------
    QuestionAnalysis
        Its rhetorical questions and their runs.
    """
    questions = [
        question
        for number, run in enumerate(report.runs)
        for question in _staged([_question(index, report.units[index], number) for index in run.units])
    ]
    by_unit = {question.unit: question for question in questions}
    runs = [_run(run, [by_unit[index] for index in run.units], report.units) for run in report.runs]
    return QuestionAnalysis(report.id, report.title, tuple(questions), tuple(runs), report.model)


def _question(index: int, unit: ReportUnit, run: int) -> Question:
    opener = find_opener(unit.text)
    function = unit.function or ""
    assertion = implied_assertion(unit.text, function)
    return Question(
        unit=index,
        start=unit.start,
        end=unit.end,
        text=unit.text,
        function=function,
        confidence=unit.confidence,
        function_confidence=None if unit.function_probabilities is None else unit.function_probabilities[function],
        particle=opener.particle,
        coordination=opener.coordination,
        focus=focus(unit.text),
        polarity=assertion.polarity,
        assertion=assertion.text,
        run=run,
    )


def _staged(questions: Sequence[Question]) -> list[Question]:
    """Give a question that only sets up the next ones of its run their polarity: it asserts what they say."""
    found: list[Question] = []
    for question in reversed(questions):
        sets_up = question.polarity == OPEN and found
        found.append(replace(question, polarity=found[-1].polarity) if sets_up else question)
    return found[::-1]


def _run(run: Run, questions: Sequence[Question], units: Sequence[ReportUnit]) -> QuestionRun:
    return QuestionRun(
        units=run.units,
        functions=run.functions,
        particles=run.particles,
        coordinations=tuple(question.coordination for question in questions),
        focus=tuple(question.focus for question in questions),
        escalation=_escalation(run.functions),
        target=run.target,
        answer=_answer(run, units),
    )


def _escalation(functions: Sequence[str]) -> str:
    force = [FORCE.get(function, 0) for function in functions]
    if force[-1] == force[0]:
        return "level"
    return "rising" if force[-1] > force[0] else "falling"


def _answer(run: Run, units: Sequence[ReportUnit]) -> int | None:
    """Find the unit that answers: what a staging question sets up, or what opens as an answer does."""
    following = range(run.units[-1] + 1, min(run.units[-1] + 1 + ANSWER_REACH, len(units)))
    argued = [index for index in following if units[index].label in {"claim", "evidence"}]
    if not argued:
        return None
    if run.functions[-1] == "staging" or normalize(units[argued[0]].text).startswith(_ANSWERING):
        return argued[0]
    return None
