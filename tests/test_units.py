from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.utils.estimator_checks import (
    check_estimator_cloneable,
    check_estimator_repr,
    check_estimator_tags_renamed,
    check_get_params_invariance,
    check_mixin_order,
    check_no_attributes_set_in_init,
    check_parameters_default_constructible,
    check_set_params,
    check_valid_tag_types,
)

from argmine.corpus.corpus import Corpus
from argmine.models.frames import as_batch
from argmine.models.scoring import softmax
from argmine.models.units import UnitClassifier


@pytest.fixture(scope="module")
def fitted(opeds: Corpus) -> tuple[UnitClassifier, pd.DataFrame]:
    X, y, _ = Corpus(opeds.articles[:12]).to_xy()
    return UnitClassifier(bits=12).fit(X, y), X


@pytest.mark.parametrize(
    "check",
    [
        check_estimator_cloneable,
        check_estimator_repr,
        check_estimator_tags_renamed,
        check_get_params_invariance,
        check_mixin_order,
        check_no_attributes_set_in_init,
        check_parameters_default_constructible,
        check_set_params,
        check_valid_tag_types,
    ],
)
def test_scikit_learns_checks_that_apply_to_text(check: object) -> None:
    check("UnitClassifier", UnitClassifier())  # type: ignore[operator]


def test_unfitted_estimators_say_so() -> None:
    with pytest.raises(NotFittedError):
        UnitClassifier().predict(["نعم"])


def test_a_pickled_estimator_predicts_the_same(fitted: tuple[UnitClassifier, pd.DataFrame]) -> None:
    model, X = fitted
    again = pickle.loads(pickle.dumps(model))  # noqa: S301
    assert (again.decision_function(X) == model.decision_function(X)).all()


def test_fitting_twice_and_fitting_a_clone_give_the_same_model(opeds: Corpus) -> None:
    X, y, _ = Corpus(opeds.articles[:6]).to_xy()
    model = UnitClassifier(bits=10).fit(X, y)
    before = model.decision_function(X)
    assert (model.fit(X, y).decision_function(X) == before).all()
    assert (clone(model).fit(X, y).decision_function(X) == before).all()


def test_rows_of_an_article_need_not_stand_together(fitted: tuple[UnitClassifier, pd.DataFrame]) -> None:
    model, X = fitted
    articles = X["article"].unique()[:2]
    first, second = (X[X["article"] == article] for article in articles)
    n = min(len(first), len(second))
    mixed = pd.concat([pd.concat([first.iloc[[i]], second.iloc[[i]]]) for i in range(n)])
    apart = pd.concat([first.iloc[:n], second.iloc[:n]])
    scores = pd.DataFrame(model.decision_function(apart), index=apart.index)
    assert np.allclose(model.decision_function(mixed), scores.loc[mixed.index], atol=1e-5)


def test_articles_do_not_influence_each_other(fitted: tuple[UnitClassifier, pd.DataFrame]) -> None:
    model, X = fitted
    one = X[X["article"] == X["article"].iloc[0]]
    assert np.allclose(model.decision_function(X)[: len(one)], model.decision_function(one), atol=1e-5)


def test_a_list_of_strings_works_and_has_no_context(fitted: tuple[UnitClassifier, pd.DataFrame]) -> None:
    model, _ = fitted
    both = model.predict_proba(["وهل تضمن الحكومة ذلك؟", "أعلن الوزير الخطة أمس."])
    assert np.allclose(both.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(both[0], model.predict_proba(["وهل تضمن الحكومة ذلك؟"])[0], atol=1e-5)


def test_it_lives_in_pipeline_grid_search_and_cross_validation(opeds: Corpus) -> None:
    X, y, groups = Corpus(opeds.articles[:8]).to_xy()
    pipeline = Pipeline([("units", UnitClassifier(bits=10))])
    search = GridSearchCV(pipeline, {"units__C": [1.0, 4.0]}, cv=GroupKFold(2), scoring="f1_macro")
    search.fit(X, y, groups=groups)
    assert search.best_score_ > 0.3
    scores = cross_val_score(UnitClassifier(bits=10), X, y, groups=groups, cv=GroupKFold(2), scoring="f1_macro")
    assert (scores > 0.3).all()


def test_any_label_set_and_one_label_only() -> None:
    model = UnitClassifier(bits=8).fit(["نعم", "لا", "نعم نعم", "لا لا"], ["y", "n", "y", "n"])
    assert model.predict(["نعم"]).tolist() == ["y"]
    assert UnitClassifier(bits=8).fit(["نعم", "لا"], ["x", "x"]).predict(["ماذا"]).tolist() == ["x"]


def test_sample_weights_of_zero_make_units_irrelevant() -> None:
    texts = ["نعم", "لا"] * 6
    weights = [1.0, 1.0] * 3 + [0.0, 0.0] * 3
    labels = ["y", "n"] * 3 + ["n", "y"] * 3
    assert UnitClassifier(bits=8).fit(texts, labels, sample_weight=weights).predict(["نعم"]).tolist() == ["y"]


def test_intercepts_are_balanced_on_the_chosen_units_alone(opeds: Corpus) -> None:
    X, y, _ = Corpus(opeds.articles[:40]).to_xy()
    chosen = np.isin(y, ["claim", "none"])  # each of the other labels has fewer than enough units here
    without = UnitClassifier(bits=10, context=False, balance=False).fit(X, y).labeller_
    everywhere = UnitClassifier(bits=10, context=False).fit(X, y).labeller_
    nowhere = UnitClassifier(bits=10, context=False).fit(X, y, calibrate=chosen).labeller_
    assert (everywhere.first.bias != without.first.bias).any()
    assert (nowhere.first.bias == without.first.bias).all()
    assert nowhere.temperature != without.temperature


@pytest.mark.parametrize("mask", [[0, 1, 2, 3], [True], [True] * 5, [False] * 4])
def test_a_mask_that_does_not_fit_is_refused(mask: list[object]) -> None:
    with pytest.raises(ValueError, match="calibrate"):
        UnitClassifier(bits=8).fit(["نعم", "لا"] * 2, ["y", "n"] * 2, calibrate=mask)


@pytest.mark.parametrize("nothing", [{"pair_weight": 0.0}, {"dense_weight": 0.0, "context_weight": 0.0}])
def test_without_weight_there_are_no_conjunctions(opeds: Corpus, nothing: dict[str, float]) -> None:
    X, y, _ = Corpus(opeds.articles[:20]).to_xy()
    labeller = UnitClassifier(bits=10, **nothing).fit(X, y).labeller_
    assert not any(len(part.pair_columns) for part in (labeller.first, labeller.last))


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        ([], [], "empty"),
        (["نعم"], ["a", "b"], "one label for each unit"),
        ("نعم", ["a"], "one string"),
        ([1, 2], ["a", "b"], "row 0"),
        (pd.DataFrame({"words": ["نعم"]}), ["a"], "column 'text'"),
    ],
)
def test_wrong_input_is_named(X: object, y: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        UnitClassifier().fit(X, y)


def test_probabilities_are_the_calibrated_softmax_of_the_scores(fitted: tuple[UnitClassifier, pd.DataFrame]) -> None:
    model, X = fitted
    expected = softmax(model.decision_function(X) / np.float32(model.labeller_.temperature))
    assert np.allclose(model.predict_proba(X), expected)


def test_as_batch_keeps_the_order_of_first_appearance() -> None:
    X = pd.DataFrame({"text": ["1", "2", "3"], "article": ["z", "a", "z"]})
    batch, order = as_batch(X)
    assert batch.texts == ["1", "3", "2"]
    assert order.tolist() == [0, 2, 1]
