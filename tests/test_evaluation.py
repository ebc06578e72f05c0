from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score

from argmine.analyzer import Analyzer
from argmine.article import Article
from argmine.corpus.corpus import Corpus
from argmine.evaluation import cross_validate, evaluate_analyzer
from argmine.relation_scores import attachment_f1, baseline_scores, main_claim_accuracy
from argmine.scores import bootstrap, calibration_error, score_labels


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
    assert calibration_error(np.full(4, 0.75, np.float32), np.array([True, True, True, False])) == pytest.approx(0)
    assert calibration_error(np.ones(4, np.float32), np.zeros(4, dtype=bool)) == pytest.approx(1)


def test_attachment_and_main_claim(small_article: Article) -> None:
    assert attachment_f1([small_article], [1, None, 1]) == 1
    assert attachment_f1([small_article], [2, None, None]) == 0
    assert main_claim_accuracy([small_article], [1]) == 1
    assert main_claim_accuracy([small_article], [None]) == 0


def test_relation_baselines(small_article: Article) -> None:
    found = baseline_scores([small_article])
    assert found["relations: attachment F1, baseline previous unit"] == pytest.approx(2 * 1 / (2 + 2))
    assert found["relations: attachment F1, baseline nearest claim"] == 1
    assert found["relations: main claim accuracy, baseline first claim"] == 1


def test_cross_validation_never_tears_an_author_apart(opeds: Corpus) -> None:
    found = cross_validate(Corpus(opeds.articles[:9], "part"), {"bits": 12}, n_folds=3)
    assert found.units == sum(len(article.units) for article in opeds.articles[:9])
    assert 0.3 < found.macro_f1.value <= 1
    assert "by author" in found.title


def test_scoring_on_the_training_corpus_says_so(analyzer: Analyzer, opeds: Corpus) -> None:
    assert "no test" in evaluate_analyzer(analyzer, opeds).title
