from __future__ import annotations

import numpy as np

from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.features.tokens import tokenize
from argmine.features.vectors import WordVectors, shipped_vectors
from argmine.models.units import UnitClassifier
from argmine.models.vectors import learn_vectors

UNITS = ["قال الوزير إن الخطة نجحت", "قال المدير إن الخطة فشلت", "يجب أن نسأل", "يجب أن نرحل"] * 5


def test_words_in_the_same_company_have_similar_vectors_and_learning_repeats_itself() -> None:
    vectors = learn_vectors(UNITS, n_dimensions=4)
    assert learn_vectors(UNITS, n_dimensions=4).to_bytes() == vectors.to_bytes()
    words = tokenize(["الوزير المدير نسأل"]).words
    rows, known = vectors.rows(words)
    assert known.all()
    minister, director, ask = vectors.vectors[rows]
    assert minister @ director > minister @ ask


def test_unknown_words_and_empty_units_have_no_vector() -> None:
    vectors = learn_vectors(UNITS, n_dimensions=3)
    features = vectors.features(tokenize(["كلمة غريبة", "", "قال"]))
    assert features.shape == (3, 3)
    assert not features[:2].any()
    assert features[2].any()


def test_the_shipped_vectors_are_sorted_and_small() -> None:
    vectors = shipped_vectors()
    assert isinstance(vectors, WordVectors)
    assert (np.diff(vectors.hashes.astype(object)) > 0).all()
    assert vectors.codes.dtype == np.int8


def test_the_folded_word_scores_equal_the_vectors_times_the_weights() -> None:
    labels = ["evidence", "evidence", "claim", "claim"] * 5
    with_vectors = UnitClassifier(bits=10, context=False).fit(UNITS, labels).labeller_
    words = with_vectors.ngrams.words
    assert words is not None
    tokens = tokenize(["قال الوزير", "يجب أن"])
    fused = words.fused(tokens.words).view(np.float32)
    total = np.add.reduceat(fused, tokens.word_start[:-1], axis=0)
    expected = total[:, :2] / np.sqrt(total[:, -2:-1])
    without = type(with_vectors.ngrams)(with_vectors.ngrams.hasher, with_vectors.ngrams.idf, with_vectors.ngrams.tables)
    difference = with_vectors.ngrams.scores(tokens) - without.scores(tokens)
    assert np.allclose(difference, expected, atol=1e-5)


def test_a_model_without_vectors_still_works() -> None:
    labels = ["evidence", "evidence", "claim", "claim"] * 5
    labeller = UnitClassifier(bits=10, vectors=False).fit(UNITS, labels).labeller_
    assert labeller.ngrams.words is None
    assert labeller.scores(UnitFeatures(UnitBatch.from_texts(UNITS[:2]))).shape == (2, 2)
