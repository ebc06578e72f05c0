"""Features of main claims, and shares of claims in being one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from argmine.features.extraction import UnitFeatures
from argmine.models.roles import MAIN, ROLES
from argmine.models.scoring import FloatArray

_NEAR = 3  # the first and last claims, one by one


def main_features(
    features: UnitFeatures, probabilities: FloatArray, roles: FloatArray, is_claim: NDArray[np.bool_]
) -> FloatArray:
    """Describe how much each unit looks like the main claim of its article.

    Parameters
    ----------
    features : UnitFeatures
        Of the units of complete articles.
    probabilities : array of float32, shape (n_units, 3)
        Probability of claim, evidence and rhetorical question.
    roles : array of float32, shape (n_units, 7)
        Probability of each role.
    is_claim : array of bool, shape (n_units,)
        Units that can be a main claim.

    Returns
    -------
    array of float32, shape (n_units, d)
        Cues, shape, labels, role, the place among the claims, and the vocabulary shared with the rest of the article,
        with its opening and with its headline.
    """
    sketch, starts, sizes = features.sketch, features.article_starts, features.article_sizes
    totals = np.add.reduceat(sketch, starts, axis=0) if len(features) else sketch
    centre = np.repeat(totals, sizes, axis=0)
    centre = (centre - sketch) / np.maximum(np.linalg.norm(centre, axis=1, keepdims=True), 1)
    opening = np.repeat(sketch[starts], sizes, axis=0)
    central = np.einsum("ij,ij->i", sketch, centre)
    like_opening = np.einsum("ij,ij->i", sketch, opening)
    likely = np.log(roles[:, ROLES.index(MAIN)] + np.float32(1e-3))
    columns = [features.dense, probabilities, central, like_opening, 3 * features.title_overlap, likely]
    return np.column_stack([*columns, _places_among_claims(is_claim, starts, sizes)]).astype(np.float32)


def _places_among_claims(
    is_claim: NDArray[np.bool_], starts: NDArray[np.intp], sizes: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Whether a unit is the first, second, third claim of its article, or the last, last but one…; and of how many."""
    if not len(is_claim):
        return np.zeros((0, 2 * _NEAR + 1))
    seen: NDArray[np.intp] = np.cumsum(is_claim) - is_claim
    before: NDArray[np.intp] = seen - np.repeat(seen[starts], sizes)
    total = np.repeat(np.add.reduceat(is_claim.astype(np.intp), starts), sizes)
    after = total - before - is_claim
    near = [counted == n for counted in (before, after) for n in range(_NEAR)]
    return np.column_stack([*near, 1 / np.maximum(total, 1)])


def main_shares(scores: FloatArray, is_claim: NDArray[np.bool_], article: NDArray[np.intp]) -> FloatArray:
    """Turn main-claim scores into shares that sum to one over the claims of an article.

    Parameters
    ----------
    scores : array of float32, shape (n_units,)
        Log-odds of being the main claim.
    is_claim : array of bool, shape (n_units,)
        Units that can be one.
    article : array of int, shape (n_units,)
        Non-decreasing article numbers.

    Returns
    -------
    array of float32, shape (n_units,)
        Shares; zero for units that are no claim.
    """
    if not len(scores):
        return scores
    weight = np.where(is_claim, np.exp(np.clip(scores - scores.max(), -30, 0)), 0.0)
    starts = np.flatnonzero(np.diff(article, prepend=-1))
    sizes = np.diff(np.append(starts, len(article)))
    totals = np.repeat(np.add.reduceat(weight, starts), sizes)
    shares: FloatArray = (weight / np.maximum(totals, 1e-30)).astype(np.float32)
    return shares
