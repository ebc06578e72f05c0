"""The learned linker: main claim, relation targets and relation types from arrays, with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argmine.article import Relation
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.models.labelling import UnitLabeller
from argmine.models.main_claims import main_features, main_shares
from argmine.models.pairs import unit_pairs
from argmine.models.roles import role_columns
from argmine.models.scoring import FloatArray
from argmine.questions.runs import QUESTION
from argmine.structure import NO_TARGET, Candidates, decode_tree

BLOCK = 512  # units; a longer text is linked block by block
ROWS_AT_A_TIME = 4096  # units; bounds the memory of a very long text
LINKED_LABELS = ("claim", "evidence", "rhetorical_question")
TARGET_LABELS = ("claim", "rhetorical_question")


@dataclass(frozen=True)
class Linker:
    """Scores main claims and relations and decodes them into trees.

    Parameters
    ----------
    roles : UnitLabeller
        Labels the role of each unit, of :data:`argmine.models.roles.ROLES`: what its own words say of where it belongs.
        The last output of its n-grams is what they say of the unit as main claim.
    choice_weights : array of float32, shape (n_main_features,)
        Weights of a claim in the choice of the main claim among the claims of its article.
    link_weights : array of float32, shape (n_pair_features + 1,)
        Log-odds weights of a relation, intercept last.
    attack_weights : array of float32, shape (n_pair_features + 1,)
        Log-odds weights of a relation being an attack, intercept last.
    """

    roles: UnitLabeller
    choice_weights: FloatArray
    link_weights: FloatArray
    attack_weights: FloatArray

    def link(
        self, features: UnitFeatures, labels: list[str], probabilities: FloatArray
    ) -> tuple[list[int | None], list[Relation | None]]:
        """Find the main claim of each article and the relation of each unit.

        Parameters
        ----------
        features : UnitFeatures
            Of the units of complete articles.
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
        batch, starts, sizes = features.batch, features.article_starts, features.article_sizes
        is_claim, is_question = (np.array([label == name for label in labels]) for name in ("claim", QUESTION))
        from_ngrams = self.roles.ngrams.scores(features.tokens)
        roles = role_columns(self.roles.probabilities(features, from_ngrams), self.roles.classes)
        main_scores = main_features(features, probabilities, roles, is_claim) @ self.choice_weights + from_ngrams[:, -1]
        sources = is_claim | is_question | np.array([label == "evidence" for label in labels])
        shares = main_shares(main_scores, is_claim, batch.article)
        heads = run_heads(batch, is_question)
        found = self._score_pairs(features, probabilities, roles, shares, sources, is_claim | is_question, heads)
        mains: list[int | None] = []
        relations: list[Relation | None] = [None] * len(batch)
        bounds = np.searchsorted(found.source, np.append(starts, len(batch)))
        for number, (start, size) in enumerate(zip(starts.tolist(), sizes.tolist(), strict=True)):
            claims = np.flatnonzero(is_claim[start : start + size])
            main = int(claims[main_scores[start + claims].argmax()]) if len(claims) else None
            mains.append(main)
            window = slice(bounds[number], bounds[number + 1])
            own_heads = heads[start : start + size] - start
            links = _links(
                found.source[window] - start,
                found.target[window] - start,
                found.link[window],
                found.attack[window],
                own_heads,
            )
            tree = decode_tree(size, links.candidates, main)
            for unit, head in enumerate(own_heads.tolist()):
                if tree[head] != NO_TARGET:
                    relations[start + unit] = links.relations[head, tree[head]]
        return mains, relations

    def _score_pairs(
        self,
        features: UnitFeatures,
        probabilities: FloatArray,
        roles: FloatArray,
        shares: FloatArray,
        sources: NDArray[np.bool_],
        targets: NDArray[np.bool_],
        heads: NDArray[np.intp],
    ) -> _ScoredPairs:
        """Score the pairs that can matter, a bounded number of units at a time."""
        rank = np.arange(len(features)) - np.repeat(features.article_starts, features.article_sizes)
        in_run = np.bincount(heads, minlength=len(features))[heads] > 1
        parts = []
        for begin in range(0, len(features), ROWS_AT_A_TIME):
            end = min(begin + ROWS_AT_A_TIME, len(features))
            pairs = unit_pairs(features, probabilities, roles, shares, begin, end)
            link = pairs.features @ self.link_weights[:-1] + self.link_weights[-1]
            # a score below zero can only matter where the questions of a run vote
            useful = sources[pairs.source] & targets[pairs.target] & ((link > 0) | in_run[pairs.source])
            # cycles take more than linear time to resolve, so they must not span a whole book
            useful &= rank[pairs.source] // BLOCK == rank[pairs.target] // BLOCK
            attack = pairs.features[useful] @ self.attack_weights[:-1] + self.attack_weights[-1]
            parts.append((pairs.source[useful], pairs.target[useful], link[useful], attack))
        if not parts:
            empty = np.empty(0, dtype=np.intp)
            return _ScoredPairs(empty, empty, empty.astype(np.float32), empty.astype(np.float32))
        source, target, link, attack = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        return _ScoredPairs(source, target, link, attack)


@dataclass(frozen=True, slots=True)
class _ScoredPairs:
    """Pairs of a batch, sorted by source, with the log-odds of a relation and of its being an attack."""

    source: NDArray[np.intp]
    target: NDArray[np.intp]
    link: FloatArray
    attack: FloatArray


@dataclass(frozen=True, slots=True)
class _Links:
    """Candidates between heads of runs, and the relation that each stands for."""

    candidates: Candidates
    relations: dict[tuple[int, int], Relation]


def _links(
    source: NDArray[np.intp], target: NDArray[np.intp], link: FloatArray, attack: FloatArray, heads: NDArray[np.intp]
) -> _Links:
    """Make a run one node: its questions vote on their target, and what serves one of them serves the run."""
    best: dict[tuple[int, int], tuple[float, Relation]] = {}
    head_of = heads.tolist()
    rows = zip(source.tolist(), target.tolist(), link.tolist(), attack.tolist(), strict=True)
    for i, j, score, attack_score in rows:
        pair = i, head_of[j]
        if head_of[i] != pair[1] and (pair not in best or score > best[pair][0]):
            best[pair] = score, Relation("attack" if attack_score > 0 else "support", j)
    votes: dict[tuple[int, int], list[tuple[float, Relation]]] = {}
    for (i, head), vote in best.items():
        votes.setdefault((head_of[i], head), []).append(vote)
    candidates = Candidates(
        np.array([i for i, _ in votes], dtype=np.intp),
        np.array([j for _, j in votes], dtype=np.intp),
        np.array([sum(score for score, _ in cast) / len(cast) for cast in votes.values()], dtype=np.float32),
    )
    return _Links(candidates, {pair: max(cast, key=_score)[1] for pair, cast in votes.items()})


def _score(vote: tuple[float, Relation]) -> float:
    return vote[0]


def run_heads(batch: UnitBatch, is_question: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return for each unit the first question of its run, or the unit itself.

    Parameters
    ----------
    batch : UnitBatch
        Units of complete articles.
    is_question : array of bool, shape (n_units,)
        Rhetorical questions.

    Returns
    -------
    array of int, shape (n_units,)
        Row of the head.
    """
    index = np.arange(len(batch))
    continues = np.zeros(len(batch), dtype=np.bool_)
    continues[1:] = is_question[1:] & is_question[:-1]
    continues[1:] &= batch.article[1:] == batch.article[:-1]
    heads: NDArray[np.intp] = np.maximum.accumulate(np.where(continues, 0, index))
    return heads
