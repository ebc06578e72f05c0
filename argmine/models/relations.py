"""Fitting of the linker on articles with relations; needs scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from argmine.article import Article
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.models.choosing import fit_choice
from argmine.models.frames import article_folds
from argmine.models.linking import LINKED_LABELS, TARGET_LABELS, Linker
from argmine.models.main_claims import main_features, main_shares
from argmine.models.pairs import unit_pairs
from argmine.models.roles import role_columns
from argmine.models.scoring import FloatArray
from argmine.models.stacking import Recipe, ngram_design
from argmine.models.training import export_ngrams
from argmine.models.units import UnitClassifier, recipe_of

_MAIN_WEIGHT = np.float32(0.5)  # of what is dense in the choice of the main claim, beside n-grams


def fit_linker(
    articles: Sequence[Article],
    roles: UnitClassifier,
    probabilities: FloatArray | None = None,
    C: float = 0.3,  # noqa: N803
) -> Linker:
    """Fit main claim, relation targets and relation types.

    Parameters
    ----------
    articles : sequence of Article
        With gold labels, relations and main claims.
    roles : UnitClassifier
        Fitted on the roles of these articles' units (:func:`argmine.models.roles.unit_roles`).
    probabilities : array of float32, shape (n_units, 3), optional
        Out-of-fold probabilities of claim, evidence and rhetorical question for every unit, so that the linker learns
        on what it will see; gold labels if None.
    C : float
        Inverse strength of the L2 penalty.

    Returns
    -------
    Linker
        The learned weights.
    """
    batch = UnitBatch.from_articles(articles)
    unit_features = UnitFeatures(batch)
    labels = np.array([unit.label for article in articles for unit in article.units], dtype=object)
    gold = one_hot_labels(labels)
    seen = gold if probabilities is None else probabilities
    is_main = np.array([unit.main for article in articles for unit in article.units])
    is_claim = labels == "claim"
    expected = role_columns(roles.held_out_proba_, [str(role) for role in roles.classes_])
    recipe = recipe_of(roles)
    ngrams, base = ngram_design(unit_features, recipe)
    dense = main_features(unit_features, seen, expected, is_claim)
    claims = _Claims(sp.hstack([ngrams, sp.csr_array(dense * _MAIN_WEIGHT)], format="csr"), is_claim, is_main)
    main = claims.fit(np.ones(len(batch), np.bool_), batch.article, C)
    shares = main_shares(claims.held_out_scores(batch.article, recipe, C), is_claim, batch.article)
    pairs = unit_pairs(unit_features, seen, expected, shares)
    target, attack = _gold_targets(articles)
    candidate = np.isin(labels, LINKED_LABELS)[pairs.source] & np.isin(labels, TARGET_LABELS)[pairs.target]
    candidate &= ~is_main[pairs.source]
    linked = target[pairs.source] == pairs.target
    link = _log_odds(pairs.features[candidate], linked[candidate], C)
    scores = pairs.features[candidate] @ link[:-1] + link[-1]
    share = float((target[np.unique(pairs.source[candidate])] >= 0).mean()) if candidate.any() else 1.0
    link[-1] -= _threshold(scores, pairs.source[candidate], share)
    kind = _log_odds(pairs.features[linked], attack[pairs.source[linked]], C)
    own = export_ngrams(base.scaler, [main[: ngrams.shape[1], None]], base.vectors, recipe.vector_weight)
    labeller = replace(roles.labeller_, ngrams=roles.labeller_.ngrams.beside(own))
    return Linker(labeller, main[ngrams.shape[1] :] * _MAIN_WEIGHT, link, kind)


@dataclass(frozen=True, slots=True)
class _Claims:
    """The claims among the units, of which one an article is the main claim, and the design that says which."""

    design: sp.csr_array
    is_claim: NDArray[np.bool_]
    is_main: NDArray[np.bool_]

    def fit(self, rows: NDArray[np.bool_], article: NDArray[np.intp], C: float) -> FloatArray:  # noqa: N803
        """Fit the choice on some rows, complete articles."""
        claims = rows & self.is_claim
        return fit_choice(self.design[claims], article[claims], self.is_main[claims], C)

    def held_out_scores(self, article: NDArray[np.intp], recipe: Recipe, C: float) -> FloatArray:  # noqa: N803
        """Score each unit by a choice that was not fitted on its article: what relations will see of a new one."""
        folds = article_folds(article, recipe.n_folds, recipe.random_state)
        scores = np.zeros(len(article), dtype=np.float32)
        for fold in range(folds.max() + 1):
            held = folds == fold
            scores[held] = self.design[held] @ self.fit(~held, article, C)
        return scores


def one_hot_labels(labels: NDArray[np.object_]) -> FloatArray:
    """Return gold labels in the shape of probabilities.

    Parameters
    ----------
    labels : array of str, shape (n_units,)
        Gold labels.

    Returns
    -------
    array of float32, shape (n_units, 3)
        Claim, evidence, rhetorical question.
    """
    return np.column_stack([labels == label for label in LINKED_LABELS]).astype(np.float32)


def _threshold(scores: FloatArray, source: NDArray[np.intp], share: float) -> float:
    """Return the score above which as large a share of sources has a candidate as has a relation in the corpus.

    A relation is one of many candidates, so that even the right one is seldom more probable than not.
    """
    if not len(scores):
        return 0.0
    best = np.maximum.reduceat(scores, np.flatnonzero(np.diff(source, prepend=-1)))
    return float(np.quantile(best, 1 - share))


def _gold_targets(articles: Sequence[Article]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    target: list[int] = []
    attack: list[bool] = []
    for article in articles:
        start = len(target)
        for unit in article.units:
            target.append(start + unit.relation.target if unit.relation else -1)
            attack.append(unit.relation is not None and unit.relation.type == "attack")
    return np.array(target, dtype=np.intp), np.array(attack, dtype=np.bool_)


def _log_odds(features: FloatArray, y: NDArray[np.bool_], C: float) -> FloatArray:  # noqa: N803
    """Fit a binary logistic regression; weights with the intercept last, a constant one where only one class is."""
    if len(np.unique(y)) < 2:
        weights = np.zeros(features.shape[1] + 1, dtype=np.float32)
        weights[-1] = 5.0 if len(y) and y[0] else -5.0
        return weights
    model = LogisticRegression(C=C, max_iter=500, tol=1e-4).fit(features, y)
    return np.append(model.coef_[0], model.intercept_[0]).astype(np.float32)
