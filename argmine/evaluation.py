"""Evaluation of models: cross-validation by author, and every stage of a trained analyzer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from argmine.analyzer import Analyzer
from argmine.article import Article
from argmine.corpus.corpus import Corpus
from argmine.errors import ArgmineError
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.models.units import UnitClassifier
from argmine.questions.runs import question_runs
from argmine.relation_scores import baseline_scores, relation_scores
from argmine.scores import Evaluation, score_labels
from argmine.segmentation import segment


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


def evaluate_analyzer(analyzer: Analyzer, corpus: Corpus, *, baselines: bool = False) -> Evaluation:
    """Score a trained analyzer on a corpus: labels on gold units, then every later stage.

    Parameters
    ----------
    analyzer : Analyzer
        The model.
    corpus : Corpus
        Labelled articles, which the model should not have been trained on.
    baselines : bool
        Whether to add simple rules for relations.

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
    extra |= relation_scores(analyzer, corpus, features, probabilities)
    if baselines:
        extra |= baseline_scores(corpus.articles)
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
