"""The numpy path gives what scikit-learn gives."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from argmine.analyzer import Analyzer
from argmine.corpus.corpus import Corpus
from argmine.features.batch import UnitBatch
from argmine.features.ngrams import BLOCKS, NgramHasher
from argmine.features.tokens import tokenize
from argmine.models.explaining import explain_label
from argmine.models.fused import WordMemo
from argmine.models.training import NgramScaler, count_matrix, export_ngrams, fit_logistic, round_to_half

HASHER = NgramHasher(bits=10)


@pytest.fixture(scope="module")
def fitted(opeds: Corpus) -> tuple[NgramScaler, np.ndarray, np.ndarray]:
    batch = UnitBatch.from_articles(opeds.articles[:8])
    counts = {block: count_matrix(tokenize(batch.texts), HASHER, block) for block in BLOCKS}
    scaler = NgramScaler(HASHER).fit(counts)
    _, y = np.unique(Corpus(opeds.articles[:8]).labels(), return_inverse=True)
    coef, bias = fit_logistic(scaler.transform(counts), y, 4, C=1.0)
    return scaler, round_to_half(coef), bias


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_fused_scores_equal_the_design_matrix_times_the_weights(
    fitted: tuple[NgramScaler, np.ndarray, np.ndarray], texts: list[str]
) -> None:
    scaler, coef, bias = fitted
    texts = [text.encode("utf-8", "ignore").decode("utf-8") for text in texts]
    tokens = tokenize(texts)
    counts = {block: count_matrix(tokens, HASHER, block) for block in BLOCKS}
    expected = sp.csr_array(scaler.transform(counts)) @ coef + bias
    assert np.abs(export_ngrams(scaler, [coef]).scores(tokens) + bias - expected).max() < 1e-5


def test_scores_do_not_depend_on_what_was_scored_before(
    fitted: tuple[NgramScaler, np.ndarray, np.ndarray], opeds: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    scaler, coef, _ = fitted
    tokens = tokenize(UnitBatch.from_articles(opeds.articles[:4]).texts)
    cold = export_ngrams(scaler, [coef]).scores(tokens)
    monkeypatch.setattr(WordMemo, "worth_it", 0)
    monkeypatch.setattr(WordMemo, "bits", 4)  # words fight for slots
    warm = export_ngrams(scaler, [coef])
    assert (warm.scores(tokens) == cold).all()
    assert (warm.scores(tokens) == cold).all()


def test_explanations_sum_to_the_margin_and_name_words(analyzer: Analyzer) -> None:
    text = "أعلن الوزير أمس خطة جديدة للنقل. الخطة فاشلة ويجب أن تلغى. وهل تضمن الحكومة ذلك؟"
    report = analyzer.analyze(text)
    for unit in report.units:
        explanation = unit.explain()
        assert explanation.label == unit.label
        assert abs(sum(c.value for c in explanation.contributions) - explanation.margin) < 1e-3
        names = {c.name for c in explanation.contributions if c.kind == "words"}
        assert names <= {" ".join(words) for words in _windows(unit.text.strip(".؟").split())}


def _windows(words: list[str]) -> list[list[str]]:
    return [words[i : i + n] for n in (1, 2, 3) for i in range(len(words) - n + 1)]


def test_explaining_needs_two_labels(analyzer: Analyzer) -> None:
    from dataclasses import replace

    lonely = replace(analyzer.labeller, classes=["claim"])
    with pytest.raises(ValueError, match="no runner-up"):
        explain_label(lonely, UnitBatch.from_texts(["نعم"]), 0)
