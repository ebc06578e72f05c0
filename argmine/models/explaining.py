"""Splitting a score into what each word, cue, shape and neighbour adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from argmine.article import Article, Unit
from argmine.explanation import Contribution, Explanation
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.features.ngrams import BLOCKS, CHARACTER
from argmine.features.tokens import tokenize
from argmine.models.labelling import UnitLabeller
from argmine.models.scoring import FloatArray, NgramLinear

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

    Character n-grams are added up over the word that they stand in; two or three words in a row are a contribution of
    their own, and so are two cues, shapes or neighbours' labels that are both there.

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
    features = UnitFeatures(batch)
    _, dense_rows = labeller.split_scores(features)
    dense = dense_rows[index]
    scores = labeller.scores(features)[index]
    runner_up, winner = np.argsort(scores, kind="stable")[-2:]
    last = labeller.last
    by_name: dict[tuple[str, str], float] = {("prior", "intercept"): float(last.bias[winner] - last.bias[runner_up])}
    column = 0 if labeller.second is None else len(labeller.classes)
    for name, value in _word_contributions(labeller.ngrams, batch.texts[index], column + winner, column + runner_up):
        by_name["words", name] = by_name.get(("words", name), 0.0) + value
    for name, value in _pair_contributions(labeller, dense_rows[index : index + 1], winner, runner_up):
        by_name[_kind(name), name] = value
    for name, value, weight in zip(labeller.dense_names, dense, last.weights, strict=True):
        if value:
            by_name[_kind(name), name] = float(value * (weight[winner] - weight[runner_up]))
    ranked = sorted(by_name.items(), key=lambda item: (-abs(item[1]), item[0]))
    return Explanation(
        label=labeller.classes[winner],
        runner_up=labeller.classes[runner_up],
        margin=float(scores[winner] - scores[runner_up]),
        contributions=tuple(Contribution(kind, name, value) for (kind, name), value in ranked),
    )


def _word_contributions(ngrams: NgramLinear, text: str, winner: int, runner_up: int) -> Iterator[tuple[str, float]]:
    """Yield what each n-gram adds to the difference of two outputs, under the words that it stands in."""
    tokens = tokenize([text])
    names = _word_names(text, len(tokens.words))
    if ngrams.words is not None:
        by_word = ngrams.words.fused(tokens.words).view(np.float32)
        norm = np.sqrt(max(float(by_word[:, -2].sum()), 1e-12))
        yield from zip(names, ((by_word[:, winner] - by_word[:, runner_up]) / norm).tolist(), strict=True)
    word_of_character = np.searchsorted(tokens.word_span[:, 1], np.arange(len(tokens.keys)), side="right")
    for block in BLOCKS:
        occurrences = list(ngrams.hasher.occurrences(tokens, block))
        rows = [ngrams.fused(block, found.buckets).view(np.float32) for found in occurrences]
        norm = np.sqrt(max(sum(float(added[:, -2].sum()) for added in rows), 1e-12))
        for found, added in zip(occurrences, rows, strict=True):
            values = (added[:, winner] - added[:, runner_up]) / norm
            for position, value in zip(found.positions.tolist(), values.tolist(), strict=True):
                if not value:
                    continue
                if block == CHARACTER:
                    letter = position if tokens.is_word[position] else position + 1
                    yield names[int(word_of_character[letter])], value
                else:
                    yield " ".join(names[position : position + found.length]), value


def _pair_contributions(
    labeller: UnitLabeller, dense: FloatArray, winner: int, runner_up: int
) -> Iterator[tuple[str, float]]:
    """Yield what each conjunction adds to the difference of two outputs."""
    names = [labeller.dense_names[column] for column in labeller.last.pair_columns.tolist()]
    weights = labeller.last.pair_weights
    for code in labeller.last.pairs(dense)[1].tolist():
        value = float(weights[code, winner]) - float(weights[code, runner_up])
        if value:
            first, second = divmod(code, len(names))
            yield f"{names[first]} & {names[second]}", value


def _kind(name: str) -> str:
    """Return the kind of a dense feature; of a conjunction context if a neighbour is in it, else that of the first."""
    if "unit " in name:
        return "context"
    family = name.split(":", 1)[0]
    if family in {"cue", "opens", "heads"}:
        return "cue"
    return "context" if family in {"paragraph", "article"} else "shape"


def _word_names(text: str, n_words: int) -> list[str]:
    """Return the words as written; numbered ones if the two readings of a word differ (rare scripts, marks)."""
    names = [match.group() for match in _WORDS.finditer(text)]
    return names if len(names) == n_words else [f"word {number}" for number in range(1, n_words + 1)]
