"""The structure report: an analyzed op-ed, the one object that every renderer gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from argmine.article import Article, Run, Unit
from argmine.explanation import Explanation
from argmine.measures import Measures, measure

if TYPE_CHECKING:
    import pandas as pd

    from argmine.questions.analysis import QuestionAnalysis


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model made a report.

    Parameters
    ----------
    name, version, sha256 : str
        Name, version, and hash of the model file (empty for a model that was never saved).
    """

    name: str
    version: str
    sha256: str = ""


class Explainer(Protocol):
    """Says why a unit of an op-ed got its label."""

    def __call__(self, unit: ReportUnit) -> Explanation:
        """Explain the label of `unit`."""


@dataclass(frozen=True, slots=True)
class ReportUnit(Unit):
    """A unit of a report: it knows its text and can say why it got its label.

    Parameters
    ----------
    text : str
        ``article.text[start:end]``.
    explainer : callable, optional
        What :meth:`explain` calls; one for all units of a report.
    function_probabilities : mapping of str to float, optional
        Calibrated probability of each function, the most probable first; of rhetorical questions alone.
    """

    text: str = ""
    explainer: Explainer | None = field(default=None, repr=False, compare=False)
    function_probabilities: Mapping[str, float] | None = None

    def explain(self) -> Explanation:
        """Say why the unit got its label rather than the runner-up.

        Returns
        -------
        Explanation
            Additive contributions that sum to the difference of the two scores.

        Raises
        ------
        ValueError
            If the report was not made by a model (for instance read from JSON).
        """
        if self.explainer is None:
            raise ValueError("this unit has no model to explain it; analyze the text with argmine.load().analyze")
        return self.explainer(self)


@dataclass(frozen=True, slots=True)
class Report:
    """An analyzed op-ed.

    Parameters
    ----------
    id, title, text : str
        Of the op-ed.
    units : tuple of ReportUnit
        Labelled units in order.
    runs : tuple of Run
        Runs of rhetorical questions.
    main_claim : int or None
        Index of the main claim.
    model : ModelInfo
        What made the report.
    meta : mapping of str to object
        Whatever else is known of the op-ed.
    """

    id: str
    title: str
    text: str
    units: tuple[ReportUnit, ...]
    runs: tuple[Run, ...]
    main_claim: int | None
    model: ModelInfo
    meta: Mapping[str, object] = field(default_factory=dict)

    @property
    def relations(self) -> list[tuple[int, int, str]]:
        """Source, target and type of every relation, by source."""
        return [
            (index, unit.relation.target, unit.relation.type)
            for index, unit in enumerate(self.units)
            if unit.relation is not None
        ]

    @property
    def article(self) -> Article:
        """The op-ed as a labelled article, without what only predictions have."""
        units = tuple(
            Unit(unit.start, unit.end, unit.label, unit.function, unit.relation, unit.main) for unit in self.units
        )
        return Article(self.id, self.text, units, self.title, self.meta)

    @property
    def measures(self) -> Measures:
        """Figures that describe how the op-ed argues."""
        return measure(self.article)

    @property
    def questions(self) -> QuestionAnalysis:
        """The rhetorical questions with focus and implied assertion, and their runs with escalation and answer."""
        from argmine.questions.analysis import questions_of

        return questions_of(self)

    def sources(self, target: int) -> list[int]:
        """Return the units that serve or attack a unit.

        Parameters
        ----------
        target : int
            Index of the unit.

        Returns
        -------
        list of int
            In order of the text.
        """
        return [index for index, unit in enumerate(self.units) if unit.relation and unit.relation.target == target]

    def walk(self) -> Iterator[tuple[int, int]]:
        """Yield the argument trees of the op-ed, depth first.

        Yields
        ------
        index : int
            A unit; the main claim's tree comes first, then the trees of other roots.
        depth : int
            Its depth, 0 for a root.
        """
        children: dict[int, list[int]] = {}
        for source, target, _ in self.relations:
            children.setdefault(target, []).append(source)
        roots = [
            index
            for index, unit in enumerate(self.units)
            if unit.relation is None and unit.label != "none" and index != self.main_claim
        ]
        if self.main_claim is not None:
            roots.insert(0, self.main_claim)
        stack = [(root, 0) for root in reversed(roots)]
        while stack:
            index, depth = stack.pop()
            yield index, depth
            stack.extend((child, depth + 1) for child in reversed(children.get(index, [])))

    def to_dict(self) -> dict[str, object]:
        """Return the report in the shape of a corpus article, with what predictions add."""
        record: dict[str, object] = {"id": self.id, "title": self.title, "text": self.text}
        record["units"] = [_report_unit_to_dict(unit) for unit in self.units]
        record["runs"] = [
            {
                "units": list(run.units),
                "functions": list(run.functions),
                "particles": list(run.particles),
                "target": run.target,
            }
            for run in self.runs
        ]
        record["main_claim"] = self.main_claim
        record["model"] = {"name": self.model.name, "version": self.model.version, "sha256": self.model.sha256}
        record["meta"] = dict(self.meta)
        return record

    def to_json(self) -> str:
        """Render the report as JSON; see the schema ``argmine/schema/article.schema.json``."""
        return self.render("json")

    def to_html(self) -> str:
        """Render the report as one self-contained HTML page."""
        return self.render("html")

    def to_markdown(self) -> str:
        """Render the report as Markdown."""
        return self.render("markdown")

    def to_png(self, lang: str = "ar") -> bytes:
        """Draw the argument map as a PNG picture; needs ``argmine[png]``."""
        from argmine.report.png import render_png

        return render_png(self, lang=lang)

    def render(self, format: str, **options: object) -> str:  # noqa: A002 - the word users type
        """Render the report.

        Parameters
        ----------
        format : str
            One of :func:`argmine.report.formats` that is text.
        **options
            What the renderer of this format takes, for instance ``lang="ar"``.

        Returns
        -------
        str
            The rendered report.

        Raises
        ------
        ValueError
            If there is no such format.
        """
        from argmine.report import renderer

        return renderer(format)(self, **options)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a unit.

        Returns
        -------
        DataFrame
            Columns article, unit, start, end, text, label, confidence, function, run, relation, target, main.
        """
        import pandas as pd

        return pd.DataFrame(list(self.rows()))

    def rows(self) -> Iterator[dict[str, object]]:
        """Yield one flat record a unit, with the columns of :meth:`to_frame`."""
        for index, unit in enumerate(self.units):
            yield {
                "article": self.id,
                "unit": index,
                "start": unit.start,
                "end": unit.end,
                "text": unit.text,
                "label": unit.label,
                "confidence": unit.confidence,
                "function": unit.function,
                "run": unit.run,
                "relation": unit.relation.type if unit.relation else None,
                "target": unit.relation.target if unit.relation else None,
                "main": unit.main,
            }


def _report_unit_to_dict(unit: ReportUnit) -> dict[str, object]:
    record = unit_to_dict(unit)
    if unit.function_probabilities is not None:
        record["function_probabilities"] = dict(unit.function_probabilities)
    return record


def unit_to_dict(unit: Unit) -> dict[str, object]:
    """Return a unit in the shape of the corpus format; what is unknown is left out.

    Parameters
    ----------
    unit : Unit
        A gold or predicted unit.

    Returns
    -------
    dict
        JSON-ready.

    Examples
    --------
    >>> from argmine.article import Relation
    >>> unit_to_dict(Unit(0, 4, "claim", relation=Relation("support", 2)))
    {'start': 0, 'end': 4, 'label': 'claim', 'relation': {'type': 'support', 'target': 2}}
    """
    record: dict[str, object] = {"start": unit.start, "end": unit.end}
    if unit.label is not None:
        record["label"] = unit.label
    if unit.function is not None:
        record["function"] = unit.function
    if unit.relation is not None:
        record["relation"] = {"type": unit.relation.type, "target": unit.relation.target}
    if unit.main:
        record["main"] = True
    if unit.confidence is not None:
        record["confidence"] = unit.confidence
    if unit.probabilities is not None:
        record["probabilities"] = dict(unit.probabilities)
    if unit.run is not None:
        record["run"] = unit.run
    return record
