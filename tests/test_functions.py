"""The functions of rhetorical questions: read in context, with probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from argmine.analyzer import Analyzer
from argmine.article import Article, Unit
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.features.questions import QuestionFeatures, question_names, run_places
from argmine.models.functions import MIN_QUESTIONS, fit_functions
from argmine.questions.analysis import questions_of

LABELS = ("claim", "evidence", "none", "rhetorical_question")
TEXT = "صدر القرار أمس. فما الذي يتبعه؟ وهل يضمن أحد ذلك؟ وهل نثق به؟ إنه قرار خاطئ."


def _features(articles: Sequence[Article]) -> tuple[UnitFeatures, np.ndarray, np.ndarray]:
    """Features of articles, their gold labels as probabilities, and where their questions stand."""
    labels = [str(unit.label) for article in articles for unit in article.units]
    probabilities = np.array([[label == name for name in LABELS] for label in labels], dtype=np.float32)
    asked = np.array([label == "rhetorical_question" for label in labels])
    return UnitFeatures(UnitBatch.from_articles(articles)), probabilities, asked


def _article(number: int, *, answered: bool) -> Article:
    """An op-ed in which the same question is followed by a claim, or by nothing that argues."""
    text = "فما الذي حدث؟ كلام قصير."
    asks = Unit(0, 13, "rhetorical_question", function="staging" if answered else "doubt")
    return Article(str(number), text, (asks, Unit(14, len(text), "claim" if answered else "none")))


def test_every_question_has_a_probability_for_each_function(analyzer: Analyzer) -> None:
    assert analyzer.functions is not None
    report = analyzer.analyze(TEXT)
    questions = [unit for unit in report.units if unit.label == "rhetorical_question"]
    assert questions
    for unit in questions:
        assert unit.function_probabilities is not None
        assert set(unit.function_probabilities) == set(analyzer.functions.classes)
        assert sum(unit.function_probabilities.values()) == pytest.approx(1, abs=1e-3)
        assert unit.function == max(unit.function_probabilities, key=lambda name: unit.function_probabilities[name])
    assert all(unit.function_probabilities is None for unit in report.units if unit not in questions)
    found = questions_of(report).questions
    assert [one.function_confidence for one in found] == [
        max(unit.function_probabilities.values()) for unit in questions
    ]


def test_a_question_is_read_with_what_stands_around_it(analyzer: Analyzer) -> None:
    alone, among = analyzer.analyze("وهل نثق به؟"), analyzer.analyze(TEXT)
    same = [unit for unit in among.units if unit.text == "وهل نثق به؟"]
    assert alone.units[0].function_probabilities != same[0].function_probabilities


def test_functions_do_not_depend_on_the_op_eds_beside_it(analyzer: Analyzer) -> None:
    texts = [TEXT, "وهل نثق به؟", "قرار.", TEXT]
    together = [report.units for report in analyzer.analyze_many(texts)]
    for text, units in zip(texts, together, strict=True):
        alone = analyzer.analyze(text).units
        assert [unit.function for unit in units] == [unit.function for unit in alone]
        for one, other in zip(units, alone, strict=True):
            assert one.function_probabilities == pytest.approx(other.function_probabilities, abs=2e-4)


def test_what_follows_a_question_can_decide_its_function() -> None:
    articles = [_article(number, answered=number % 2 == 0) for number in range(60)]
    features, probabilities, asked = _features(articles)
    labeller = fit_functions(articles, probabilities, LABELS)
    assert labeller is not None
    winners = labeller.probabilities(QuestionFeatures(features, probabilities, asked)).argmax(axis=1)
    assert [labeller.classes[winner] for winner in winners] == [str(article.units[0].function) for article in articles]


def test_too_few_questions_teach_nothing() -> None:
    articles = [_article(number, answered=number % 2 == 0) for number in range(MIN_QUESTIONS - 1)]
    assert fit_functions(articles, _features(articles)[1], LABELS) is None


def test_questions_all_of_one_function_teach_nothing() -> None:
    articles = [_article(number, answered=True) for number in range(MIN_QUESTIONS)]
    assert fit_functions(articles, _features(articles)[1], LABELS) is None


def test_every_column_has_a_name() -> None:
    features, probabilities, asked = _features([_article(0, answered=True)])
    questions = QuestionFeatures(features, probabilities, asked)
    names = question_names(LABELS)
    row = dict(zip(names, questions.dense[0], strict=True))
    assert (row["unit +1:claim"], row["run:alone"]) == (0.75, 1.0)
    assert len(set(names)) == len(names)


def test_a_run_ends_with_its_article() -> None:
    places = run_places(np.ones(3, dtype=bool), np.array([0, 0, 1]))
    assert places[:, 0].tolist() == [0, 0, 1]  # alone
    assert places[:, 3].tolist() == [0, 1, 0]  # last
