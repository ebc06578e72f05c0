"""The choice of the main claim: a conditional logit over the claims of an article."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from argmine.article import Article, Relation, Unit
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.models.choosing import fit_choice
from argmine.models.relations import fit_linker, one_hot_labels
from argmine.models.roles import unit_roles
from argmine.models.units import UnitClassifier


@given(st.integers(0, 1000), st.sampled_from([0.1, 1.0, 10.0]))
@settings(max_examples=20, deadline=None)
def test_a_choice_between_two_is_a_logistic_regression_on_their_difference(seed: int, C: float) -> None:
    rng = np.random.default_rng(seed)
    design = rng.normal(size=(80, 3))
    group = np.repeat(np.arange(40), 2)
    chosen = np.zeros(80, dtype=bool)
    chosen[np.arange(0, 80, 2) + (design[::2] @ [1.0, -1.0, 0.5] < design[1::2] @ [1.0, -1.0, 0.5])] = True
    found = fit_choice(sp.csr_array(design), group, chosen, C)
    difference = design[::2] - design[1::2]
    model = LogisticRegression(C=C, fit_intercept=False, tol=1e-8, max_iter=1000).fit(difference, chosen[::2])
    assert found == pytest.approx(model.coef_[0], abs=2e-3)


def test_groups_without_a_chosen_option_teach_nothing() -> None:
    design = sp.csr_array(np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 5.0], [0.0, 0.0]]))
    chosen = np.array([True, False, False, False])
    found = fit_choice(design, np.array([0, 0, 1, 1]), chosen, 1.0)
    assert found[0] > 0
    assert found[1] == 0
    assert not fit_choice(design, np.array([0, 0, 1, 1]), np.zeros(4, dtype=bool), 1.0).any()


def _article(number: int, *, first: bool) -> Article:
    """Two claims alike in all but their words, and the evidence for one of them."""
    texts = ["علينا أن نغلق السد", "السماء صافية هنا"]
    sentences = [*(texts if first else texts[::-1]), "نشرت الوزارة تقريرا"]
    text = " ".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    main = 0 if first else 1
    labels = ("claim", "claim", "evidence")
    units = (
        Unit(
            start,
            start + len(sentence),
            label,
            relation=Relation("support", main) if label == "evidence" else None,
            main=place == main,
        )
        for place, (start, sentence, label) in enumerate(zip(starts, sentences, labels, strict=True))
    )
    return Article(str(number), text, tuple(units))


def test_the_words_of_a_claim_decide_whether_it_is_the_main_one() -> None:
    articles = [_article(number, first=number % 3 == 0) for number in range(30)]
    labels = np.array([unit.label for article in articles for unit in article.units], dtype=object)
    texts = [text for article in articles for text in article.unit_texts]
    roles = UnitClassifier(bits=10, context=False, balance=False).fit(texts, unit_roles(articles))
    linker = fit_linker(articles, roles)
    features = UnitFeatures(UnitBatch.from_articles(articles))
    mains, _ = linker.link(features, labels.tolist(), one_hot_labels(labels))
    assert mains == [next(n for n, unit in enumerate(article.units) if unit.main) for article in articles]
    assert linker.roles.ngrams.scores(features.tokens).shape == (90, len(roles.classes_) + 1)
