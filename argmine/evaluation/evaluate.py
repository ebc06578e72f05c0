"""Evaluation of models: cross-validation by author, and every stage of a trained analyzer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.model_selection import GroupKFold

from argmine.analyzer import Analyzer
from argmine.article import Article
from argmine.corpus.corpus import Corpus
from argmine.errors import ArgmineError
from argmine.evaluation.predictions import Prediction, cross_predict, predict
from argmine.evaluation.questions import question_scores
from argmine.evaluation.relations import relation_baselines, relation_scores
from argmine.evaluation.scores import Evaluation, Interval, score_labels
from argmine.evaluation.units import boundary_f1, segmentation_f1
from argmine.features.batch import UnitBatch
from argmine.models.units import UnitClassifier

PARTS = ("segmentation", "questions", "relations")


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


def evaluate_analyzer(
    analyzer: Analyzer, corpus: Corpus, parts: Sequence[str] = PARTS, *, baselines: bool = False
) -> Evaluation:
    """Score a trained analyzer on a corpus: labels on gold units, then every later stage.

    Parameters
    ----------
    analyzer : Analyzer
        The model.
    corpus : Corpus
        Labelled articles, which the model should not have been trained on.
    parts : sequence of str
        Stages to score besides the labels, of :data:`PARTS`.
    baselines : bool
        Whether to add simple rules for relations.

    Returns
    -------
    Evaluation
        With the stages among its scores.
    """
    seen = str(analyzer.training.get("corpora", "")).split(" + ")
    warning = " (the model was trained on it: no test)" if corpus.name.split(" (")[0] in seen else ""
    predictions = predict(analyzer, _labelled(corpus))
    return score_predictions(f"{analyzer.info.name} on {corpus.name}{warning}", predictions, parts, baselines=baselines)


def cross_evaluate(
    corpus: Corpus,
    also: Corpus | None = None,
    parts: Sequence[str] = PARTS,
    *,
    n_folds: int = 5,
    n_jobs: int = 1,
    baselines: bool = False,
) -> Evaluation:
    """Score the whole recipe, every stage of it, on op-eds whose authors it has not seen.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.
    also : Corpus, optional
        More articles to train on in every fold, less those of the authors held out.
    parts : sequence of str
        As in :func:`evaluate_analyzer`.
    n_folds, n_jobs : int
        Folds at most, and at a time.
    baselines : bool
        Whether to add simple rules for relations.

    Returns
    -------
    Evaluation
        Over all articles of the corpus.

    Raises
    ------
    ArgmineError
        If there are fewer than two groups of op-eds.
    """
    known = Corpus(tuple(_labelled(corpus)), corpus.name)
    predictions = cross_predict(known, also, n_folds, n_jobs)
    beside = "" if also is None else f", {also.name} in every training fold"
    title = f"cross-validation by author on {corpus.name}{beside}"
    return score_predictions(title, predictions, parts, baselines=baselines)


def score_predictions(
    title: str, predictions: Sequence[Prediction], parts: Sequence[str] = PARTS, *, baselines: bool = False
) -> Evaluation:
    """Score predictions, wherever they came from.

    Parameters
    ----------
    title : str
        What was scored on what.
    predictions : sequence of Prediction
        One for each article.
    parts : sequence of str
        As in :func:`evaluate_analyzer`.
    baselines : bool
        Whether to add simple rules for relations.

    Returns
    -------
    Evaluation
        Labels, then the stages.
    """
    articles = [prediction.gold for prediction in predictions]
    scores: dict[str, Interval] = {}
    if "segmentation" in parts:
        scores["segmentation: F1 of exact units"] = segmentation_f1(articles)
        scores["segmentation: F1 of boundaries"] = boundary_f1(articles)
    if "questions" in parts:
        scores |= question_scores(predictions)
    if "relations" in parts:
        scores |= relation_scores(predictions)
        scores |= relation_baselines(articles) if baselines else {}
    classes = sorted({name for prediction in predictions for name in prediction.classes})
    batch = UnitBatch.from_articles(articles)
    probabilities = np.zeros((len(batch), len(classes)), dtype=np.float32)
    row = 0
    for prediction in predictions:
        columns = [classes.index(name) for name in prediction.classes]
        probabilities[row : row + len(prediction.probabilities), columns] = prediction.probabilities
        row += len(prediction.probabilities)
    gold = np.array([unit.label for article in articles for unit in article.units], dtype=object)
    return score_labels(title, gold, probabilities, classes, batch.article, scores)


def _labelled(corpus: Corpus) -> list[Article]:
    """Articles without units have nothing to score."""
    return [article for article in corpus if article.units]
