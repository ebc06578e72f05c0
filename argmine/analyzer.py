"""The stages in order: text, units, features, labels, questions, structure, report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from argmine.article import Article, Relation, Run, Unit
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.features.questions import QuestionFeatures
from argmine.models.explaining import LabelExplainer
from argmine.models.labelling import UnitLabeller
from argmine.models.linking import LINKED_LABELS, Linker
from argmine.models.scoring import FloatArray
from argmine.questions.runs import QUESTION, question_runs
from argmine.report.report import ModelInfo, Report, ReportUnit
from argmine.segmentation import segment

if TYPE_CHECKING:
    from argmine.models.units import UnitClassifier

BATCH_ARTICLES = 32

Item = TypeVar("Item")
Result = TypeVar("Result")


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut an iterable into lists, lazily.

    Parameters
    ----------
    items : iterable
        Anything.
    size : int
        Items a list; the last may have fewer.

    Yields
    ------
    list
        The next items.

    Examples
    --------
    >>> list(chunks(range(3), 2))
    [[0, 1], [2]]
    """
    iterator = iter(items)
    return iter(lambda: list(islice(iterator, size)), [])


def _itself(report: Report) -> Report:
    return report


@dataclass(frozen=True)
class Analyzer:
    """A trained model: everything from a text to its structure report.

    Parameters
    ----------
    labeller : UnitLabeller
        Labels units.
    functions : UnitLabeller or None
        Labels the functions of rhetorical questions; None if the corpus had none.
    linker : Linker or None
        Finds main claims and relations; None if the corpus had none.
    info : ModelInfo
        Name, version and hash.
    training : mapping of str to object
        How the model came to be: corpora, parameters, versions.

    Examples
    --------
    >>> import argmine
    >>> report = argmine.load().analyze("الخطة فاشلة ولن تنجح في شيء. وهل تضمن الحكومة ذلك؟")
    >>> [unit.label for unit in report.units]
    ['claim', 'rhetorical_question']
    """

    labeller: UnitLabeller
    functions: UnitLabeller | None
    linker: Linker | None
    info: ModelInfo
    training: Mapping[str, object] = field(default_factory=dict)

    def analyze(self, text: str, *, id: str = "", title: str = "") -> Report:  # noqa: A002 - the field's name
        """Analyze one op-ed.

        Parameters
        ----------
        text : str
            The op-ed; every line is a paragraph.
        id, title : str
            Carried into the report.

        Returns
        -------
        Report
            Units, runs, main claim and relations. A text without letters has no units.
        """
        return self.analyze_articles([Article(id, text, title=title)])[0]

    def analyze_many(self, texts: Iterable[str | Article], n_jobs: int = 1) -> Iterator[Report]:
        """Analyze many op-eds, lazily and in the order of the input.

        Parameters
        ----------
        texts : iterable of str or Article
            The op-eds; labels that an article already has are ignored.
        n_jobs : int
            Processes; 1 stays in this one, -1 takes every core.

        Yields
        ------
        Report
            One for each text.
        """
        for report in self.map(_itself, texts, n_jobs):
            self._attach(report)
            yield report

    def map(
        self, function: Callable[[Report], Result], texts: Iterable[str | Article], n_jobs: int = 1
    ) -> Iterator[Result]:
        """Apply a function to the report of each op-ed, where the report is made.

        Parameters
        ----------
        function : callable
            From a report to what is wanted of it, for instance a row of a table; must be picklable with `n_jobs`.
        texts : iterable of str or Article
            The op-eds.
        n_jobs : int
            Processes, or tasks at a time on the backend of the surrounding ``joblib.parallel_config``.

        Yields
        ------
        object
            What the function returned, in the order of the input.
        """
        articles = (Article(str(n), text) if isinstance(text, str) else text for n, text in enumerate(texts))
        if n_jobs == 1:
            for chunk in chunks(articles, BATCH_ARTICLES):
                yield from map(function, self.analyze_articles(chunk))
        else:
            from argmine.parallel import map_in_parallel

            yield from map_in_parallel(self, function, articles, n_jobs)

    def analyze_articles(self, articles: Sequence[Article]) -> list[Report]:
        """Analyze op-eds as one batch.

        Parameters
        ----------
        articles : sequence of Article
            The op-eds; labels that an article already has are ignored.

        Returns
        -------
        list of Report
            In the order of the input.
        """
        cut = [replace(article, units=tuple(Unit(*span) for span in segment(article.text))) for article in articles]
        features = UnitFeatures(UnitBatch.from_articles(cut))
        if not len(features):
            return [self._report(article, (), (), None) for article in cut]
        probabilities = self.labeller.probabilities(features)
        labels = [self.labeller.classes[winner] for winner in probabilities.argmax(axis=1).tolist()]
        functions = self.question_functions(features, probabilities, np.array(labels) == QUESTION)
        mains, relations = self._link(features, labels, probabilities)
        shares = np.round(probabilities.astype(np.float64), 4).tolist()
        reports: list[Report] = []
        row = 0
        for article, main in zip(cut, mains, strict=True):
            rows = range(row, row + len(article.units))
            row = rows.stop
            explainer = LabelExplainer(article, self.labeller)
            units = [
                ReportUnit(
                    unit.start,
                    unit.end,
                    labels[index],
                    next(iter(functions[index])) if index in functions else None,
                    relations[index],
                    index - rows.start == main,
                    max(shares[index]),
                    dict(zip(self.labeller.classes, shares[index], strict=True)),
                    None,
                    article.text[unit.start : unit.end],
                    explainer,
                    functions.get(index),
                )
                for unit, index in zip(article.units, rows, strict=True)
            ]
            runs = question_runs(units, article.text)
            for number, run in enumerate(runs):
                for index in run.units:
                    units[index] = replace(units[index], run=number)
            reports.append(self._report(article, units, runs, main))
        return reports

    def question_functions(
        self, features: UnitFeatures, probabilities: FloatArray, asked: NDArray[np.bool_]
    ) -> dict[int, dict[str, float]]:
        """Estimate what the author does with each rhetorical question.

        Parameters
        ----------
        features : UnitFeatures
            Of units of complete articles.
        probabilities : array of float32, shape (n_units, n_classes)
            Of the labels of each unit.
        asked : array of bool, shape (n_units,)
            Which units are rhetorical questions.

        Returns
        -------
        dict of int to dict of str to float
            By row, the calibrated probability of each function, the most probable first; empty if the model knows no
            functions.
        """
        if self.functions is None or not asked.any():
            return {}
        questions = QuestionFeatures(features, probabilities, asked)
        shares = np.round(self.functions.probabilities(questions).astype(np.float64), 4)
        order = np.argsort(-shares, axis=1, kind="stable").tolist()
        return {
            row: {self.functions.classes[column]: share[column] for column in columns}
            for row, share, columns in zip(questions.rows.tolist(), shares.tolist(), order, strict=True)
        }

    def _link(
        self, features: UnitFeatures, labels: list[str], probabilities: FloatArray
    ) -> tuple[list[int | None], list[Relation | None]]:
        """Find main claims, one for each article (also those without units), and relations."""
        sizes = features.batch.n_articles
        if self.linker is None or not set(LINKED_LABELS) <= set(self.labeller.classes):
            return [None] * sizes, [None] * len(features)
        columns = [list(self.labeller.classes).index(label) for label in LINKED_LABELS]
        found, relations = self.linker.link(features, labels, probabilities[:, columns])
        mains: list[int | None] = [None] * sizes
        for number, main in zip(features.batch.article[features.article_starts].tolist(), found, strict=True):
            mains[number] = main
        return mains, relations

    def _report(self, article: Article, units: Sequence[ReportUnit], runs: Sequence[Run], main: int | None) -> Report:
        return Report(article.id, article.title, article.text, tuple(units), tuple(runs), main, self.info, article.meta)

    def _attach(self, report: Report) -> None:
        """Give the explainer of a report from another process its model back."""
        if report.units and isinstance(report.units[0].explainer, LabelExplainer):
            report.units[0].explainer.labeller = self.labeller

    @property
    def unit_classifier(self) -> UnitClassifier:
        """The fitted scikit-learn estimator behind the labels."""
        from argmine.models.units import UnitClassifier

        return UnitClassifier.from_labeller(self.labeller)
