"""The stages in order: text, units, features, labels, questions, structure, report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from argmine.article import Article, Relation, Unit
from argmine.explanation import Explanation
from argmine.features.batch import UnitBatch
from argmine.features.tokens import TokenBatch, tokenize
from argmine.models.explaining import explain_label
from argmine.models.labelling import UnitLabeller
from argmine.models.linking import LINKED_LABELS, Linker
from argmine.models.scoring import FloatArray
from argmine.questions import QUESTION, question_runs
from argmine.report.report import ModelInfo, Report, ReportUnit
from argmine.segmentation import segment

if TYPE_CHECKING:
    from argmine.models.units import UnitClassifier

BATCH_ARTICLES = 32


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
    >>> report = argmine.load().analyze("يجب أن نسأل عن الخطة. وهل تضمن الحكومة ذلك؟")
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
        articles = (Article(str(n), text) if isinstance(text, str) else text for n, text in enumerate(texts))
        chunks = iter(lambda: list(islice(articles, BATCH_ARTICLES)), [])
        if n_jobs == 1:
            for chunk in chunks:
                yield from self.analyze_articles(chunk)
            return
        from joblib import Parallel, delayed

        parallel = Parallel(n_jobs=n_jobs, return_as="generator", pre_dispatch="2*n_jobs", batch_size=4)
        for reports in parallel(delayed(self._analyze_without_explainers)(chunk) for chunk in chunks):
            yield from (self._with_explainers(report) for report in reports)

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
        return [self._with_explainers(report) for report in self._analyze_without_explainers(articles)]

    def _analyze_without_explainers(self, articles: Sequence[Article]) -> list[Report]:
        cut = [replace(article, units=tuple(Unit(*span) for span in segment(article.text))) for article in articles]
        batch = UnitBatch.from_articles(cut)
        if not len(batch):
            return [self._empty(article) for article in cut]
        tokens = tokenize(batch.texts)
        probabilities = self.labeller.probabilities(batch, tokens)
        labels = [self.labeller.classes[winner] for winner in probabilities.argmax(axis=1).tolist()]
        functions = self._question_functions(batch, labels)
        units = self._units(cut, labels, probabilities, functions)
        return self._link(cut, batch, tokens, labels, probabilities, units)

    def _question_functions(self, batch: UnitBatch, labels: Sequence[str]) -> dict[int, str]:
        rows = np.array([row for row, label in enumerate(labels) if label == QUESTION], dtype=np.intp)
        if self.functions is None or not len(rows):
            return {}
        questions = batch.take(rows)
        winners = self.functions.scores(questions, tokenize(questions.texts)).argmax(axis=1)
        return {
            row: self.functions.classes[winner] for row, winner in zip(rows.tolist(), winners.tolist(), strict=True)
        }

    def _units(
        self, articles: Sequence[Article], labels: Sequence[str], probabilities: FloatArray, functions: dict[int, str]
    ) -> list[list[ReportUnit]]:
        classes = self.labeller.classes
        rounded = np.round(probabilities.astype(np.float64), 4).tolist()
        result: list[list[ReportUnit]] = []
        row = 0
        for article in articles:
            units = []
            for unit in article.units:
                shares = dict(zip(classes, rounded[row], strict=True))
                label = labels[row]
                units.append(
                    ReportUnit(
                        unit.start,
                        unit.end,
                        label,
                        functions.get(row),
                        confidence=shares[label],
                        probabilities=shares,
                        text=article.text[unit.start : unit.end],
                    )
                )
                row += 1
            result.append(units)
        return result

    def _link(
        self,
        articles: Sequence[Article],
        batch: UnitBatch,
        tokens: TokenBatch,
        labels: list[str],
        probabilities: FloatArray,
        units: list[list[ReportUnit]],
    ) -> list[Report]:
        mains: list[int | None] = []
        relations: list[Relation | None] = [None] * len(batch)
        if self.linker is not None and set(LINKED_LABELS) <= set(self.labeller.classes):
            columns = [list(self.labeller.classes).index(label) for label in LINKED_LABELS]
            mains, relations = self.linker.link(batch, tokens, labels, probabilities[:, columns])
        linked = iter(mains)
        reports = []
        row = 0
        for article, own in zip(articles, units, strict=True):
            if not own:
                reports.append(self._empty(article))
                continue
            main = next(linked, None)
            finished = [
                replace(unit, relation=relations[row + index], main=index == main) for index, unit in enumerate(own)
            ]
            row += len(own)
            runs = question_runs(finished, article.text)
            for number, run in enumerate(runs):
                for index in run.units:
                    finished[index] = replace(finished[index], run=number)
            reports.append(
                Report(
                    article.id, article.title, article.text, tuple(finished), tuple(runs), main, self.info, article.meta
                )
            )
        return reports

    def _empty(self, article: Article) -> Report:
        return Report(article.id, article.title, article.text, (), (), None, self.info, article.meta)

    def _with_explainers(self, report: Report) -> Report:
        units = tuple(
            replace(unit, explainer=partial(self._explain, report, index)) for index, unit in enumerate(report.units)
        )
        return replace(report, units=units)

    def _explain(self, report: Report, index: int) -> Explanation:
        return explain_label(self.labeller, UnitBatch.from_articles([report.article]), index)

    @property
    def unit_classifier(self) -> UnitClassifier:
        """The fitted scikit-learn estimator behind the labels."""
        from argmine.models.units import UnitClassifier

        return UnitClassifier.from_labeller(self.labeller)
