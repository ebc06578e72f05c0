from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import f1_score

import argmine
from argmine.analyzer import Analyzer
from argmine.article import Article
from argmine.corpus.corpus import Corpus
from argmine.evaluation.evaluate import cross_evaluate, evaluate_analyzer
from argmine.evaluation.outlets import outlet_scores
from argmine.evaluation.predictions import Links, cross_predict, predict
from argmine.evaluation.questions import ends_in_mark, looks_like_question
from argmine.evaluation.relations import attachment_f1, main_claim_accuracy, relation_baselines
from argmine.evaluation.reliability import calibration_error, reliability
from argmine.evaluation.scores import bootstrap, f1_of_sets, score_labels
from argmine.evaluation.units import boundary_f1


def test_macro_f1_is_scikit_learns_and_the_interval_holds_it() -> None:
    random = np.random.default_rng(0)
    gold = random.choice(["a", "b", "c"], 200).astype(object)
    probabilities = random.dirichlet([1, 1, 1], 200).astype(np.float32)
    article = np.arange(200) // 10
    found = score_labels("t", gold, probabilities, ["a", "b", "c"], article)
    predicted = np.array(["a", "b", "c"], dtype=object)[probabilities.argmax(axis=1)]
    assert found.macro_f1.value == pytest.approx(f1_score(gold, predicted, average="macro"))
    assert found.macro_f1.low < found.macro_f1.value < found.macro_f1.high
    assert np.array(found.confusion).sum() == 200


def test_the_bootstrap_resamples_whole_articles() -> None:
    values = np.array([1.0, 1.0, 0.0, 0.0])
    interval = bootstrap(lambda rows: float(values[rows].mean()), np.array([0, 0, 1, 1]), resamples=200)
    assert (interval.value, interval.low, interval.high) == (0.5, 0.0, 1.0)


def test_calibration_error_of_perfect_and_of_overconfident_probabilities() -> None:
    assert calibration_error(
        reliability(np.full(4, 0.75, np.float32), np.array([True, True, True, False]))
    ) == pytest.approx(0)
    assert calibration_error(reliability(np.ones(4, np.float32), np.zeros(4, dtype=bool))) == pytest.approx(1)


def test_attachment_and_main_claim(small_article: Article) -> None:
    assert attachment_f1([small_article], [Links(None, (1, None, 1))]).value == 1
    assert attachment_f1([small_article], [Links(None, (2, None, None))]).value == 0
    assert main_claim_accuracy([small_article], [Links(1, ())]).value == 1
    assert main_claim_accuracy([small_article], [Links(None, ())]).value == 0


def test_relation_baselines(small_article: Article) -> None:
    found = relation_baselines([small_article])
    assert found["relations: attachment F1, baseline previous unit"].value == pytest.approx(2 * 1 / (2 + 2))
    assert found["relations: attachment F1, baseline nearest claim"].value == 1
    assert found["relations: main claim accuracy, baseline first claim"].value == 1


def test_f1_of_sets_counts_over_all_articles() -> None:
    assert f1_of_sets([({1, 2}, {1}), (set(), {3})]).value == pytest.approx(2 / 4)
    assert f1_of_sets([]).value == 0


@pytest.mark.parametrize(
    ("text", "marked", "cued"),
    [
        ("وهل نثق؟!", True, True),
        ("فمن يدفع الثمن!", False, True),
        ("هذا إنجاز عظيم؟", True, False),
        ("لا أحد يعرف.", False, False),
    ],
)
def test_the_question_baselines(text: str, marked: bool, cued: bool) -> None:
    assert (ends_in_mark(text), looks_like_question(text)) == (marked, cued)


def test_boundaries_leave_out_the_end_of_the_text(small_article: Article) -> None:
    assert boundary_f1([small_article], lambda text: [(0, 15), (16, len(text))]).value == pytest.approx(2 / 3)


def test_folds_hold_out_an_author_also_from_the_articles_beside(opeds: Corpus, analyzer: Analyzer) -> None:
    trained_on: list[set[str]] = []

    def fit(corpus: Corpus) -> Analyzer:
        trained_on.append({str(article.meta["author"]) for article in corpus})
        return analyzer

    part = Corpus(opeds.articles[:10], "part")
    predictions = cross_predict(part, Corpus(opeds.articles[:20], "beside"), n_folds=3, fit=fit)
    assert [prediction.gold.id for prediction in predictions] == [article.id for article in part]
    authors = {str(article.meta["author"]) for article in part}
    assert all(authors - seen for seen in trained_on)
    assert len(set.union(*trained_on)) > len(authors)


def test_the_whole_recipe_is_scored_without_each_author(opeds: Corpus) -> None:
    found = cross_evaluate(Corpus(opeds.articles[:12], "part"), n_folds=2, baselines=["relations"])
    assert {"questions: detection F1", "relations: attachment F1, predicted labels"} <= found.scores.keys()
    assert all(score.low <= score.value <= score.high for score in found.scores.values())


def test_every_outlet_with_enough_op_eds_is_scored_by_itself(opeds: Corpus, analyzer: Analyzer) -> None:
    articles = [replace(article, meta={"outlet": "ab"[index % 2]}) for index, article in enumerate(opeds.articles[:10])]
    few = replace(opeds.articles[10], meta={"outlet": "c"})
    found = outlet_scores(predict(analyzer, [*articles, few]))
    assert list(found) == ["labels: macro-F1, a (5 op-eds)", "labels: macro-F1, b (5 op-eds)"]
    assert outlet_scores(predict(analyzer, opeds.articles[:6])) == {}


def test_scoring_on_the_training_corpus_says_so(analyzer: Analyzer, opeds: Corpus) -> None:
    assert "no test" in evaluate_analyzer(argmine.load("oped-written"), opeds).title
    assert "no test" not in evaluate_analyzer(analyzer, opeds).title  # trained on the press alone
