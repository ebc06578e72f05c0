"""The learned linker: main claim, relation targets and relation types from arrays, with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argmine.article import Relation
from argmine.features.batch import UnitBatch
from argmine.features.cues import cue_features
from argmine.features.shape import shape_features
from argmine.features.tokens import TokenBatch
from argmine.models.pairs import lexical_sketch, unit_pairs
from argmine.models.scoring import FloatArray
from argmine.structure import NO_TARGET, Candidates, decode_tree

LINKED_LABELS = ("claim", "evidence", "rhetorical_question")
TARGET_LABELS = ("claim", "rhetorical_question")


@dataclass(frozen=True)
class Linker:
    """Scores main claims and relations and decodes them into trees.

    Parameters
    ----------
    main_weights : array of float32, shape (n_main_features + 1,)
        Log-odds weights of a claim being the main claim, intercept last.
    link_weights : array of float32, shape (n_pair_features + 1,)
        Log-odds weights of a relation, intercept last.
    attack_weights : array of float32, shape (n_pair_features + 1,)
        Log-odds weights of a relation being an attack, intercept last.
    """

    main_weights: FloatArray
    link_weights: FloatArray
    attack_weights: FloatArray

    def link(
        self, batch: UnitBatch, tokens: TokenBatch, labels: list[str], probabilities: FloatArray
    ) -> tuple[list[int | None], list[Relation | None]]:
        """Find the main claim of each article and the relation of each unit.

        Parameters
        ----------
        batch : UnitBatch
            Units of complete articles.
        tokens : TokenBatch
            The same units, hashed.
        labels : list of str
            Label of each unit.
        probabilities : array of float32, shape (n_units, 3)
            Probability of claim, evidence and rhetorical question; one-hot for gold labels.

        Returns
        -------
        mains : list of (int or None)
            For each article the index, within the article, of its main claim; None without a claim.
        relations : list of (Relation or None)
            For each unit its outgoing relation; targets count within the article.
        """
        main_scores = main_features(batch, tokens, probabilities) @ self.main_weights[:-1] + self.main_weights[-1]
        starts = np.flatnonzero(np.diff(batch.article, prepend=-1))
        sizes = np.diff(np.append(starts, len(batch)))
        label_array = np.array(labels, dtype=object)
        is_claim = label_array == "claim"
        sources = np.isin(label_array, LINKED_LABELS)
        targets = np.isin(label_array, TARGET_LABELS)
        shares = main_shares(main_scores, is_claim, batch.article)
        pairs = unit_pairs(batch, tokens, probabilities, shares)
        link = pairs.features @ self.link_weights[:-1] + self.link_weights[-1]
        attack = pairs.features @ self.attack_weights[:-1] + self.attack_weights[-1]
        allowed = sources[pairs.source] & targets[pairs.target]
        mains: list[int | None] = []
        relations: list[Relation | None] = [None] * len(batch)
        bounds = np.searchsorted(pairs.source, np.append(starts, len(batch)))
        for number, (start, size) in enumerate(zip(starts.tolist(), sizes.tolist(), strict=True)):
            claims = np.flatnonzero(is_claim[start : start + size])
            main = int(claims[main_scores[start + claims].argmax()]) if len(claims) else None
            mains.append(main)
            window = slice(bounds[number], bounds[number + 1])
            keep = np.flatnonzero(allowed[window]) + bounds[number]
            candidates = Candidates(pairs.source[keep] - start, pairs.target[keep] - start, link[keep])
            tree = decode_tree(size, candidates, main)
            attacks = dict(
                zip(
                    zip(candidates.source.tolist(), candidates.target.tolist(), strict=True),
                    (attack[keep] > 0).tolist(),
                    strict=True,
                )
            )
            for unit, target in enumerate(tree):
                if target != NO_TARGET:
                    relations[start + unit] = Relation("attack" if attacks[unit, target] else "support", target)
        return mains, relations


def main_features(batch: UnitBatch, tokens: TokenBatch, probabilities: FloatArray) -> FloatArray:
    """Describe how much each unit looks like the main claim of its article.

    Parameters
    ----------
    batch : UnitBatch
        Units of complete articles.
    tokens : TokenBatch
        The same units, hashed.
    probabilities : array of float32, shape (n_units, 3)
        Probability of claim, evidence and rhetorical question.

    Returns
    -------
    array of float32, shape (n_units, d)
        Cues, shape, labels, and the share of the article's vocabulary that the unit takes up.
    """
    sketch = lexical_sketch(tokens)
    starts = np.flatnonzero(np.diff(batch.article, prepend=-1))
    sizes = np.diff(np.append(starts, len(batch)))
    centre = np.repeat(np.add.reduceat(sketch, starts, axis=0), sizes, axis=0) if len(batch) else sketch
    centre = (centre - sketch) / np.maximum(np.linalg.norm(centre, axis=1, keepdims=True), 1)
    opening = np.repeat(sketch[starts], sizes, axis=0) if len(batch) else sketch
    central = np.einsum("ij,ij->i", sketch, centre)
    like_opening = np.einsum("ij,ij->i", sketch, opening)
    return np.column_stack([cue_features(tokens), shape_features(batch), probabilities, central, like_opening]).astype(
        np.float32
    )


def main_shares(scores: FloatArray, is_claim: np.ndarray, article: np.ndarray) -> FloatArray:
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
