from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from argmine.features.batch import UnitBatch
from argmine.features.context import context_features, context_names
from argmine.features.cues import cue_features, cue_names
from argmine.features.ngrams import NgramHasher
from argmine.features.shape import shape_features, shape_names
from argmine.features.tokens import tokenize
from argmine.models.training import count_matrix

texts = st.lists(st.text(alphabet="ابتثه وف؟.، اأإىة1٢a\u064e", max_size=40), min_size=1, max_size=6)


def test_spelling_variants_are_the_same_word_and_figures_are_alike() -> None:
    words = tokenize(["أُمّةٌ امه", "1998 ٢٠١٧"]).words
    assert words[0] == words[1]
    assert words[2] == words[3]


@given(st.lists(st.text(max_size=30), min_size=2, max_size=4))
@settings(max_examples=60)
def test_a_unit_is_read_the_same_whatever_stands_beside_it(batch: list[str]) -> None:
    batch = [text.encode("utf-8", "ignore").decode("utf-8").replace("\n", " ") for text in [*batch, "ﻻ شيء ﷺ"]]
    together = tokenize(batch)
    for index, text in enumerate(batch):
        words = slice(*together.word_start[index : index + 2])
        assert together.words[words].tolist() == tokenize([text]).words.tolist()


def test_heads_are_the_first_words_of_units_and_clauses() -> None:
    tokens = tokenize(["قال الوزير كلاما، ثم عاد", "لا"])
    found = list(NgramHasher(bits=12).occurrences(tokens, "head"))
    assert [(one.length, one.positions.tolist()) for one in found] == [
        (1, [0, 5]),
        (2, [0]),
        (3, [0]),
        (1, [0, 3, 5]),
        (2, [0, 3]),
    ]
    assert found[0].start.tolist() == [0, 1, 2]
    assert found[0].buckets[0] != found[3].buckets[0]  # to open a unit is more than to open a clause
    assert not list(NgramHasher(bits=12, heads=False).occurrences(tokens, "head"))


@given(texts)
@settings(max_examples=60)
def test_character_ngrams_are_those_of_scikit_learn(batch: list[str]) -> None:
    from argmine.normalization import normalize

    counts = count_matrix(tokenize(batch), NgramHasher(bits=20), "character").sum(axis=1)
    plain = ["".join("0" if c.isdigit() else c if c.isalnum() else " " for c in normalize(text)) for text in batch]
    analyzer = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5), lowercase=False).build_analyzer()
    assert counts.tolist() == [len(analyzer(text)) for text in plain]


@given(texts)
@settings(max_examples=60)
def test_features_of_a_unit_do_not_depend_on_its_batch(batch: list[str]) -> None:
    hasher = NgramHasher(bits=12)
    together = count_matrix(tokenize(batch), hasher, "character").toarray()
    cues = cue_features(tokenize(batch))
    for row, text in enumerate(batch):
        alone = tokenize([text])
        assert (count_matrix(alone, hasher, "character").toarray()[0] == together[row]).all()
        assert (cue_features(alone)[0] == cues[row]).all()


def test_cues_are_found_with_a_proclitic_and_in_any_spelling() -> None:
    rows = cue_features(tokenize(["وفقا للتقرير", "فيجب علينا", "الكتاب على الرف"]))
    found = [{name for name, value in zip(cue_names(), row, strict=True) if value} for row in rows]
    assert "cue:attribution" in found[0]
    assert {"cue:obligation", "opens:obligation"} <= found[1]
    assert found[2] == set()


def test_shape_tells_marks_and_places() -> None:
    batch = UnitBatch(["عنوان", "هل نثق ؟!", "قال: «نعم» 5%."], np.array([0, 0, 0]), np.array([0, 1, 1]), 1)
    rows = shape_features(batch)
    found = [{name for name, value in zip(shape_names(), row, strict=True) if value} for row in rows]
    assert {"ends:unmarked", "place:first unit", "place:paragraph of its own"} <= found[0]
    assert {"ends:؟", "ends:!", "ends:؟!", "place:first of paragraph"} <= found[1]
    assert {"ends:.", "has:quotation", "has:per cent", "place:last unit"} <= found[2]


def test_feature_names_match_columns() -> None:
    batch = UnitBatch.from_texts(["نعم."])
    assert shape_features(batch).shape == (1, len(shape_names()))
    assert cue_features(tokenize(batch.texts)).shape == (1, len(cue_names()))
    dense = np.ones((1, 2), np.float32)
    rows = context_features(np.ones((1, 3), np.float32) / 3, dense, batch.article, batch.paragraph)
    assert rows.shape == (1, len(context_names("abc", "de")))


def test_context_stops_at_the_article() -> None:
    probabilities = np.eye(2, dtype=np.float32)[[0, 1, 0, 1]]
    dense = np.arange(1, 5, dtype=np.float32)[:, None]
    rows = context_features(probabilities, dense, np.array([0, 0, 1, 1]), np.zeros(4, dtype=int))
    names = context_names("ab", ["mark"])
    assert rows[:, names.index("unit +1:mark")].tolist() == [2, 0, 4, 0]
    before = rows[:, names.index("unit -1:a")]
    assert before.tolist() == [0, 0.5, 0, 0.5]
    assert rows[2, names.index("unit -2:a")] == 0


def test_empty_batches_have_no_rows() -> None:
    batch = UnitBatch.from_texts([])
    assert shape_features(batch).shape == (0, len(shape_names()))
    assert cue_features(tokenize([])).shape[0] == 0
