"""Splitting a score into what each word, cue, shape and neighbour adds to it."""

from __future__ import annotations

import re

import numpy as np

from argmine.article import Article, Unit
from argmine.explanation import Contribution, Explanation
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.features.ngrams import CHARACTER
from argmine.features.tokens import tokenize
from argmine.models.labelling import UnitLabeller

_WORDS = re.compile(r"[^\W_]+(?:[\u064b-\u065f\u0670ـ\u200b-\u200f]+[^\W_]*)*")


class LabelExplainer:
    """Explains the labels of one article's units; leaves its model behind when it goes to another process.

    Parameters
    ----------
    article : Article
        With its units.
    labeller : UnitLabeller
        The learned arrays.
    """

    def __init__(self, article: Article, labeller: UnitLabeller | None) -> None:
        self.article = article
        self.labeller = labeller

    def __call__(self, unit: Unit) -> Explanation:
        """Explain the label of one unit of the article.

        Parameters
        ----------
        unit : Unit
            A unit with the offsets of one of the article's.

        Returns
        -------
        Explanation
            As :func:`explain_label` gives it.

        Raises
        ------
        ValueError
            If the report came from another process without its model.
        """
        if self.labeller is None:
            raise ValueError("this report has lost its model; analyze the text again")
        index = next(i for i, own in enumerate(self.article.units) if own.start == unit.start)
        return explain_label(self.labeller, UnitBatch.from_articles([self.article]), index)

    def __getstate__(self) -> dict[str, object]:
        return {"article": self.article, "labeller": None}


def explain_label(labeller: UnitLabeller, batch: UnitBatch, index: int) -> Explanation:
    """Explain the label of one unit.

    Character n-grams are added up over the word that they stand in; a pair of words is a contribution of its own.

    Parameters
    ----------
    labeller : UnitLabeller
        The learned arrays.
    batch : UnitBatch
        Units of the complete article.
    index : int
        The unit to explain.

    Returns
    -------
    Explanation
        Contributions to the score of the winning label minus that of the runner-up; they sum to the margin.

    Raises
    ------
    ValueError
        If the label set has fewer than two labels.
    """
    if len(labeller.classes) < 2:
        raise ValueError("a model with one label has no runner-up to explain against")
    model = labeller.second or labeller.first
    dense = labeller.dense_features(UnitFeatures(batch))[index]
    tokens = tokenize([batch.texts[index]])
    scores = model.scores(tokens, dense[None, :])[0]
    runner_up, winner = np.argsort(scores, kind="stable")[-2:]

    names = _word_names(batch.texts[index], len(tokens.words))
    by_name: dict[tuple[str, str], float] = {("prior", "intercept"): float(model.bias[winner] - model.bias[runner_up])}
    word_of_character = np.clip(np.searchsorted(tokens.word_span[:, 1], np.arange(len(tokens.keys))), 0, None)
    for block, table in model.fused_tables.items():
        occurrences = list(model.hasher.occurrences(tokens, block))
        squares = sum(float(table[buckets, -1].sum()) for _, buckets, _ in occurrences)
        norm = np.sqrt(max(squares, 1e-12))
        for n, (_, buckets, positions) in enumerate(occurrences, _shortest(model.hasher, block)):
            values = (table[buckets, winner] - table[buckets, runner_up]) / norm
            for position, value in zip(positions.tolist(), values.tolist(), strict=True):
                if block == CHARACTER:
                    at = position if tokens.is_word[position] else position + 1
                    name = names[int(word_of_character[at])]
                else:
                    name = " ".join(names[position : position + n])
                by_name["words", name] = by_name.get(("words", name), 0.0) + value
    for name, value, weight in zip(labeller.dense_names, dense, model.dense, strict=True):
        if value:
            by_name[_kind(name), name] = float(value * (weight[winner] - weight[runner_up]))
    ranked = sorted(by_name.items(), key=lambda item: (-abs(item[1]), item[0]))
    return Explanation(
        label=labeller.classes[winner],
        runner_up=labeller.classes[runner_up],
        margin=float(scores[winner] - scores[runner_up]),
        contributions=tuple(Contribution(kind, name, value) for (kind, name), value in ranked),
    )


def _shortest(hasher: object, block: str) -> int:
    low: int = getattr(hasher, "characters" if block == CHARACTER else "words")[0]
    return low


def _kind(name: str) -> str:
    family = name.split(":", 1)[0]
    if family in {"cue", "opens"}:
        return "cue"
    return "context" if family.startswith("unit ") or family in {"paragraph", "article"} else "shape"


def _word_names(text: str, n_words: int) -> list[str]:
    """Return the words as written; numbered ones if the two readings of a word differ (rare scripts, marks)."""
    names = [match.group() for match in _WORDS.finditer(text)]
    return names if len(names) == n_words else [f"word {number}" for number in range(1, n_words + 1)]
