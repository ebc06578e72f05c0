"""Scores of labels, segmentation, functions, runs and relations, with intervals over op-eds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.model_selection import GroupKFold

from argmine.analyzer import Analyzer
from argmine.article import Article
from argmine.corpus.corpus import Corpus
from argmine.errors import ArgmineError
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.models.linking import LINKED_LABELS
from argmine.models.units import UnitClassifier
from argmine.questions import question_runs
from argmine.segmentation import segment
from argmine.trainer import columns_of

RESAMPLES = 1000
CALIBRATION_BINS = 10


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
    scores : mapping of str to float
        Whatever else was scored.
    """

    title: str
    articles: int
    units: int
    macro_f1: Interval
    per_label: Mapping[str, float]
    confusion: Sequence[Sequence[int]]
    calibration_error: float
    scores: Mapping[str, float]

    def to_json(self) -> str:
        """Return the evaluation as JSON."""
        record = {
            "title": self.title,
            "articles": self.articles,
            "units": self.units,
            "macro_f1": {"value": self.macro_f1.value, "low": self.macro_f1.low, "high": self.macro_f1.high},
            "f1": dict(self.per_label),
            "confusion": [list(row) for row in self.confusion],
            "calibration_error": self.calibration_error,
            **self.scores,
        }
        return json.dumps(record, ensure_ascii=False, indent=2)

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
            lines.extend(f"{name:<44} {value:.3f}" for name, value in self.scores.items())
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
    extra: Mapping[str, float] | None = None,
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
    extra : mapping of str to float, optional
        More scores to carry along.

    Returns
    -------
    Evaluation
        Macro-F1 over the gold labels with interval, F1 and confusion of each, calibration error.
    """
    predicted = np.array(classes, dtype=object)[probabilities.argmax(axis=1)]
    labels = sorted({*gold})
    counts = _counts_by_article(gold, predicted, labels, article)

    def macro(rows: NDArray[np.intp]) -> float:
        return _macro_f1(counts[rows].sum(axis=0))

    per_article = np.arange(len(counts))
    return Evaluation(
        title=title,
        articles=len(counts),
        units=len(gold),
        macro_f1=bootstrap(macro, per_article),
        per_label=dict(
            zip(labels, f1_score(gold, predicted, labels=labels, average=None, zero_division=0).tolist(), strict=True)
        ),
        confusion=confusion_matrix(gold, predicted, labels=labels).tolist(),
        calibration_error=calibration_error(probabilities.max(axis=1), predicted == gold),
        scores=dict(extra or {}),
    )


def _counts_by_article(
    gold: NDArray[np.object_], predicted: NDArray[np.object_], labels: Sequence[str], article: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Hits, gold and predicted counts of each label in each article: shape (articles, 3, labels)."""
    _, row = np.unique(article, return_inverse=True)
    counts = np.zeros((row.max() + 1, 3, len(labels)), dtype=np.intp)
    for column, label in enumerate(labels):
        is_gold, is_predicted = gold == label, predicted == label
        for kind, members in enumerate((is_gold & is_predicted, is_gold, is_predicted)):
            np.add.at(counts[:, kind, column], row[members], 1)
    return counts


def _macro_f1(counts: NDArray[np.intp]) -> float:
    hits, gold, predicted = counts
    present = gold > 0
    return float((2 * hits[present] / (gold + predicted)[present]).mean()) if present.any() else 0.0


def calibration_error(confidence: NDArray[np.float32], correct: NDArray[np.bool_]) -> float:
    """Compute the expected calibration error.

    Parameters
    ----------
    confidence : array of float, shape (n,)
        Probability of the predicted label.
    correct : array of bool, shape (n,)
        Whether the prediction was right.

    Returns
    -------
    float
        Mean over ten equal-width bins of |accuracy - confidence|, weighted by their sizes.

    References
    ----------
    M. Pakdaman Naeini et al., "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015.
    """
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    total = 0.0
    for number in range(CALIBRATION_BINS):
        members = bins == number
        if members.any():
            total += members.mean() * abs(float(correct[members].mean()) - float(confidence[members].mean()))
    return float(total)


def cross_validate(corpus: Corpus, parameters: Mapping[str, object] | None = None, n_folds: int = 5) -> Evaluation:
    """Cross-validate the unit classifier; an author's op-eds are never torn apart.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.
    parameters : mapping, optional
        Parameters of the classifier.
    n_folds : int
        Folds at most.

    Returns
    -------
    Evaluation
        Over all held-out units.

    Raises
    ------
    ArgmineError
        If there are fewer than two groups of op-eds.
    """
    X, y, groups = corpus.to_xy()  # noqa: N806
    n_groups = len(set(groups))
    if n_groups < 2:
        raise ArgmineError(f"corpus {corpus.name}: cross-validation needs op-eds of at least two authors")
    classes = sorted({*y})
    probabilities = np.zeros((len(y), len(classes)), dtype=np.float32)
    folds = GroupKFold(min(n_folds, n_groups), shuffle=True, random_state=0)
    for rest, held in folds.split(X, y, groups):
        model = UnitClassifier(**(parameters or {})).fit(X.iloc[rest], y[rest])  # type: ignore[arg-type]
        columns = [classes.index(label) for label in model.classes_]
        probabilities[np.ix_(held, columns)] = model.predict_proba(X.iloc[held])
    article = UnitBatch.from_articles(corpus.articles).article
    title = f"labels, {folds.get_n_splits()}-fold cross-validation by author on {corpus.name}"
    return score_labels(title, y, probabilities, classes, article)


def evaluate_analyzer(analyzer: Analyzer, corpus: Corpus) -> Evaluation:
    """Score a trained analyzer on a corpus: labels on gold units, then every later stage.

    Parameters
    ----------
    analyzer : Analyzer
        The model.
    corpus : Corpus
        Labelled articles, which the model should not have been trained on.

    Returns
    -------
    Evaluation
        With segmentation, functions, runs and relations among its scores.
    """
    batch = UnitBatch.from_articles(corpus.articles)
    features = UnitFeatures(batch)
    probabilities = analyzer.labeller.probabilities(features)
    extra = {"segmentation: F1 of exact units": segmentation_f1(corpus.articles)}
    extra |= _function_scores(analyzer, corpus, batch)
    extra |= _run_scores(analyzer, corpus)
    extra |= _relation_scores(analyzer, corpus, features, probabilities)
    seen = str(analyzer.training.get("corpora", "")).split(" + ")
    warning = " (the model was trained on it: no test)" if corpus.name.split(" (")[0] in seen else ""
    title = f"{analyzer.info.name} on {corpus.name}{warning}"
    return score_labels(title, corpus.labels(), probabilities, analyzer.labeller.classes, batch.article, extra)


def segmentation_f1(articles: Sequence[Article]) -> float:
    """Score segmentation.

    Parameters
    ----------
    articles : sequence of Article
        With gold units.

    Returns
    -------
    float
        F1 of exactly matching spans over all articles.
    """
    hits = total = 0
    for article in articles:
        gold = {(unit.start, unit.end) for unit in article.units}
        found = set(segment(article.text))
        hits += len(gold & found)
        total += len(gold) + len(found)
    return 2 * hits / total if total else 0.0


def _function_scores(analyzer: Analyzer, corpus: Corpus, batch: UnitBatch) -> dict[str, float]:
    functions = [unit.function for article in corpus for unit in article.units]
    rows = np.array([row for row, function in enumerate(functions) if function], dtype=np.intp)
    if analyzer.functions is None or not len(rows):
        return {}
    gold = np.array([functions[row] for row in rows], dtype=object)
    winners = analyzer.functions.scores(UnitFeatures(batch.take(rows))).argmax(axis=1)
    predicted = np.array(analyzer.functions.classes, dtype=object)[winners]
    return {
        "functions: accuracy on gold questions": float((gold == predicted).mean()),
        "functions: macro-F1 on gold questions": float(f1_score(gold, predicted, average="macro", zero_division=0)),
    }


def _run_scores(analyzer: Analyzer, corpus: Corpus) -> dict[str, float]:
    """F1 of exactly found runs of two questions or more, from the raw text."""
    hits = total = 0
    for article, report in zip(corpus, analyzer.analyze_many(corpus.articles), strict=True):
        gold = _run_spans(article)
        found = _run_spans(report.article)
        hits += len(gold & found)
        total += len(gold) + len(found)
    return {"runs: F1 of exact runs of two or more": 2 * hits / total} if total else {}


def _run_spans(article: Article) -> set[tuple[int, ...]]:
    runs = question_runs(article.units, article.text)
    return {tuple(article.units[index].start for index in run.units) for run in runs if len(run.units) > 1}


def _relation_scores(
    analyzer: Analyzer, corpus: Corpus, features: UnitFeatures, probabilities: NDArray[np.float32]
) -> dict[str, float]:
    if analyzer.linker is None or not any(unit.relation for article in corpus for unit in article.units):
        return {}
    classes = np.array(analyzer.labeller.classes, dtype=object)
    gold_labels = corpus.labels()
    shares = columns_of(probabilities, classes)
    one_hot = np.column_stack([gold_labels == label for label in LINKED_LABELS]).astype(np.float32)
    scores: dict[str, float] = {}
    for name, labels, seen in (
        ("predicted labels", classes[probabilities.argmax(axis=1)], shares),
        ("gold labels", gold_labels, one_hot),
    ):
        mains, relations = analyzer.linker.link(features, labels.tolist(), seen)
        scores[f"relations: attachment F1, {name}"] = attachment_f1(
            corpus.articles, [relation.target if relation else None for relation in relations]
        )
        scores[f"relations: main claim accuracy, {name}"] = main_claim_accuracy(corpus.articles, mains)
    return scores


def attachment_f1(articles: Sequence[Article], targets: Sequence[int | None]) -> float:
    """Score relation targets.

    Parameters
    ----------
    articles : sequence of Article
        With gold relations.
    targets : sequence of (int or None)
        Predicted target of every unit of all articles, counted within the article.

    Returns
    -------
    float
        F1 of (source, target) pairs, types aside.
    """
    gold = [unit.relation.target if unit.relation else None for article in articles for unit in article.units]
    hits = sum(g is not None and g == t for g, t in zip(gold, targets, strict=True))
    total = sum(g is not None for g in gold) + sum(t is not None for t in targets)
    return 2 * hits / total if total else 0.0


def main_claim_accuracy(articles: Sequence[Article], mains: Sequence[int | None]) -> float:
    """Score main claims.

    Parameters
    ----------
    articles : sequence of Article
        With gold main claims; articles without one are left out.
    mains : sequence of (int or None)
        Predicted main claim of each article.

    Returns
    -------
    float
        Share of articles where the main claim is the gold one.
    """
    pairs = [
        (next((index for index, unit in enumerate(article.units) if unit.main), None), main)
        for article, main in zip(articles, mains, strict=True)
    ]
    known = [(gold, main) for gold, main in pairs if gold is not None]
    return sum(gold == main for gold, main in known) / len(known) if known else 0.0
