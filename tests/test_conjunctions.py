"""Conjunctions of dense features: found exactly, and only where they say more than either feature."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from argmine.corpus.corpus import Corpus
from argmine.features.batch import UnitBatch
from argmine.features.conjunctions import choose_columns, choose_pairs, find_pairs, present
from argmine.features.extraction import UnitFeatures
from argmine.models.scoring import DenseLinear
from argmine.models.training import pair_matrix
from argmine.models.units import UnitClassifier

feature_rows = arrays(np.bool_, st.tuples(st.integers(0, 6), st.integers(0, 5)))


@given(feature_rows)
def test_every_pair_of_a_unit_is_found_once(rows: np.ndarray) -> None:
    start, codes = find_pairs(rows)
    width = rows.shape[1]
    for index, row in enumerate(rows):
        on = np.flatnonzero(row).tolist()
        expected = [i * width + j for i in on for j in on if i < j]
        assert codes[start[index] : start[index + 1]].tolist() == expected


@given(feature_rows)
def test_scores_equal_the_matrix_of_pairs_times_the_weights(rows: np.ndarray) -> None:
    width = rows.shape[1]
    weights = np.random.default_rng(0).normal(size=(width**2, 3)).astype(np.float16)
    chosen = np.triu(np.ones((width, width), dtype=np.bool_), k=1)
    weights[~chosen.ravel()] = 0
    expected = pair_matrix(rows, chosen) @ weights.astype(np.float32)
    none = np.zeros((width, 3), dtype=np.float32)
    linear = DenseLinear(none, np.zeros(3, dtype=np.float32), np.arange(width, dtype=np.int32), weights)
    found = linear.scores(rows.astype(np.float32))
    assert np.allclose(found, expected, atol=1e-2)


def test_rare_and_common_features_and_implied_pairs_are_left_out() -> None:
    there = np.zeros((1000, 4), dtype=np.bool_)
    there[:, 0] = True
    there[:3, 1] = True
    there[:400, 2] = True
    there[300:700, 3] = True
    assert choose_columns(there).tolist() == [2, 3]
    assert choose_pairs(there[:, [2, 3]]).tolist() == [[False, True], [False, False]]
    assert not choose_pairs(there[:, [2, 2]]).any()  # one says the other


def test_conjunctions_learn_what_no_single_feature_says(opeds: Corpus) -> None:
    """Exclusive or of two cues is beyond a linear model of the cues."""
    batch = UnitBatch.from_articles(opeds.articles[:60])
    dense = UnitFeatures(batch).dense
    there = present(dense)
    columns = choose_columns(there)
    shares = there[:, columns].mean(axis=0)
    first, second = columns[np.argsort(abs(shares - 0.5))[:2]]
    y = np.where(there[:, first] ^ there[:, second], "one", "both or neither")

    def accuracy(pair_weight: float) -> float:
        model = UnitClassifier(
            bits=8, vectors=False, context=False, balance=False, dense_weight=1.0, pair_weight=pair_weight
        )
        return float((model.fit(batch.texts, y).predict(batch.texts) == y).mean())

    assert accuracy(1.0) > accuracy(0.0) + 0.02
