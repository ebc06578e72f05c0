"""Scores of predicted labels: macro-F1 with a bootstrap interval over op-eds, confusion, calibration."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix, f1_score

from argmine.evaluation.reliability import Bin, calibration_error, reliability

RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """A score with its 95 % bootstrap interval.

    Parameters
    ----------
    value, low, high : float
        Score, 2.5th and 97.5th percentile over resampled op-eds.
    """

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found.

    Parameters
    ----------
    title : str
        What was scored on what.
    articles, units : int
        How much was scored.
    macro_f1 : Interval
        Over the labels of the corpus.
    per_label : mapping of str to float
        F1 of each label.
    confusion : sequence of sequence of int
        Rows gold, columns predicted, in the order of `per_label`.
    calibration_error : float
        Expected calibration error over ten bins.
    scores : mapping of str to Interval
        Whatever else was scored: later stages, baselines.
    bins : sequence of Bin
        How often the model was right, by its confidence.
    """

    title: str
    articles: int
    units: int
    macro_f1: Interval
    per_label: Mapping[str, float]
    confusion: Sequence[Sequence[int]]
    calibration_error: float
    scores: Mapping[str, Interval]
    bins: Sequence[Bin] = ()

    def to_json(self) -> str:
        """Return the evaluation as JSON."""
        record = {
            "title": self.title,
            "articles": self.articles,
            "units": self.units,
            "macro_f1": asdict(self.macro_f1),
            "f1": dict(self.per_label),
            "confusion": [list(row) for row in self.confusion],
            "calibration_error": self.calibration_error,
            "calibration": [asdict(found) for found in self.bins],
            **{name: asdict(score) for name, score in self.scores.items()},
        }
        return json.dumps(record, ensure_ascii=False, indent=2)

    def to_html(self) -> str:
        """Return the evaluation as one self-contained page."""
        from argmine.evaluation.page import render_evaluation

        return render_evaluation(self)

    def to_text(self) -> str:
        """Return the evaluation as lines for the terminal."""
        width = max(len(label) for label in self.per_label)
        lines = [
            self.title,
            f"{self.articles} op-eds, {self.units} units",
            f"macro-F1 {self.macro_f1} (95 % bootstrap over op-eds)",
            f"expected calibration error {self.calibration_error:.3f}",
            "",
            f"{'gold / predicted':<{width}}  {'F1':>6}  " + " ".join(f"{label[:9]:>9}" for label in self.per_label),
        ]
        for (label, f1), row in zip(self.per_label.items(), self.confusion, strict=True):
            lines.append(f"{label:<{width}}  {f1:>6.3f}  " + " ".join(f"{count:>9}" for count in row))
        if self.scores:
            lines.append("")
            longest = max(map(len, self.scores))
            lines.extend(f"{name:<{longest}}  {score}" for name, score in self.scores.items())
        return "\n".join(lines)


def bootstrap(
    score: Callable[[NDArray[np.intp]], float], groups: NDArray[np.intp], resamples: int = RESAMPLES, seed: int = 0
) -> Interval:
    """Estimate a score's interval by resampling op-eds.

    Parameters
    ----------
    score : callable
        From row indices to the score of these rows.
    groups : array of int, shape (n,)
        Op-ed of each row.
    resamples : int
        How often to resample.
    seed : int
        Seed of the resampling.

    Returns
    -------
    Interval
        The score of all rows with percentiles.

    References
    ----------
    B. Efron and R. Tibshirani, "An Introduction to the Bootstrap", 1993 (percentile interval).
    """
    names = np.unique(groups)
    if not len(names):
        return Interval(0.0, 0.0, 0.0)
    rows = [np.flatnonzero(groups == name) for name in names]
    random = np.random.default_rng(seed)
    values = []
    for _ in range(resamples):
        drawn = random.integers(len(rows), size=len(rows))
        values.append(score(np.concatenate([rows[index] for index in drawn])))
    low, high = np.percentile(values, [2.5, 97.5])
    return Interval(score(np.arange(len(groups))), float(low), float(high))


def score_labels(
    title: str,
    gold: NDArray[np.object_],
    probabilities: NDArray[np.float32],
    classes: Sequence[str],
    article: NDArray[np.intp],
    extra: Mapping[str, Interval] | None = None,
) -> Evaluation:
    """Score predicted labels.

    Parameters
    ----------
    title : str
        What is scored on what.
    gold : array of str, shape (n,)
        Gold labels.
    probabilities : array of float32, shape (n, n_classes)
        Predicted probabilities.
    classes : sequence of str
        The model's label set.
    article : array of int, shape (n,)
        Op-ed of each unit.
    extra : mapping of str to Interval, optional
        More scores to carry along.

    Returns
    -------
    Evaluation
        Macro-F1 over the gold labels with interval, F1 and confusion of each, calibration error.
    """
    predicted = np.array(classes, dtype=object)[probabilities.argmax(axis=1)]
    labels = sorted({*gold})
    bins = reliability(probabilities.max(axis=1), predicted == gold)
    return Evaluation(
        title=title,
        articles=len(np.unique(article)),
        units=len(gold),
        macro_f1=macro_f1(gold, predicted, article),
        per_label=dict(
            zip(labels, f1_score(gold, predicted, labels=labels, average=None, zero_division=0).tolist(), strict=True)
        ),
        confusion=confusion_matrix(gold, predicted, labels=labels).tolist(),
        calibration_error=calibration_error(bins),
        scores=dict(extra or {}),
        bins=bins,
    )


def macro_f1(gold: NDArray[np.object_], predicted: NDArray[np.object_], article: NDArray[np.intp]) -> Interval:
    """Score predicted labels by the mean F1 of the gold ones.

    Parameters
    ----------
    gold, predicted : array of str, shape (n,)
        Labels.
    article : array of int, shape (n,)
        Op-ed of each unit.

    Returns
    -------
    Interval
        Macro-F1; an op-ed at a time is drawn.
    """
    labels = sorted({*gold})
    _, row = np.unique(article, return_inverse=True)
    counts = np.zeros((row.max() + 1, 3, len(labels)), dtype=np.intp)
    for column, label in enumerate(labels):
        is_gold, is_predicted = gold == label, predicted == label
        for kind, members in enumerate((is_gold & is_predicted, is_gold, is_predicted)):
            np.add.at(counts[:, kind, column], row[members], 1)
    return f1_of_counts(counts)


def f1_of_counts(counts: NDArray[np.intp]) -> Interval:
    """Score counts of each op-ed.

    Parameters
    ----------
    counts : array of int, shape (n_articles, 3, k)
        Hits, gold items and predicted items of each of k classes.

    Returns
    -------
    Interval
        Mean F1 over the classes that have gold items, 0 without any.

    Examples
    --------
    >>> f1_of_counts(np.array([[[1], [2], [1]], [[1], [1], [2]]])).value
    0.6666666666666666
    """

    def score(rows: NDArray[np.intp]) -> float:
        hits, gold, predicted = counts[rows].sum(axis=0)
        present = gold > 0
        return float((2 * hits[present] / (gold + predicted)[present]).mean()) if present.any() else 0.0

    return bootstrap(score, np.arange(len(counts)))


def f1_of_sets(pairs: Sequence[tuple[Set[Hashable], Set[Hashable]]]) -> Interval:
    """Score sets of found items against gold ones.

    Parameters
    ----------
    pairs : sequence of (set, set)
        Gold and found items of each op-ed.

    Returns
    -------
    Interval
        F1 over all items.
    """
    return f1_of_counts(np.array([[[len(gold & found)], [len(gold)], [len(found)]] for gold, found in pairs]))


def share(values: Sequence[bool]) -> Interval:
    """Score something that is right or wrong once an op-ed.

    Parameters
    ----------
    values : sequence of bool
        One for each op-ed.

    Returns
    -------
    Interval
        Share of what is right, 0 without any.
    """
    right = np.array(values, dtype=np.float64)
    return bootstrap(lambda rows: float(right[rows].mean()) if len(rows) else 0.0, np.arange(len(right)))
