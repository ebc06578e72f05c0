"""Evaluation of models: cross-validation by author, and every stage of a trained analyzer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from argmine.analyzer import Analyzer
from argmine.corpus.corpus import Corpus
from argmine.evaluation.baselines import cross_label_baselines, label_baselines
from argmine.evaluation.labellings import Labelling, join_labellings
from argmine.evaluation.outlets import outlet_scores
from argmine.evaluation.predictions import Prediction, cross_predict, predict
from argmine.evaluation.questions import question_scores
from argmine.evaluation.relations import relation_baselines, relation_scores
from argmine.evaluation.scores import Evaluation, Interval, score_labels
from argmine.evaluation.units import boundary_f1, segmentation_f1
from argmine.features.batch import UnitBatch

PARTS = ("outlets", "segmentation", "questions", "relations")


def evaluate_analyzer(
    analyzer: Analyzer, corpus: Corpus, parts: Sequence[str] = PARTS, *, baselines: Collection[str] = ()
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
    baselines : collection of str
        Stages to add simple rules for: ``"labels"``, ``"relations"``.

    Returns
    -------
    Evaluation
        With the stages among its scores.
    """
    seen = str(analyzer.training.get("corpora", "")).split(" + ")
    warning = " (the model was trained on it: no test)" if corpus.name.split(" (")[0] in seen else ""
    known = _labelled(corpus)
    first = label_baselines(known) if "labels" in baselines else {}
    title = f"{analyzer.info.name} on {corpus.name}{warning}"
    return score_predictions(title, predict(analyzer, known.articles), parts, first, baselines="relations" in baselines)


def cross_evaluate(
    corpus: Corpus,
    also: Corpus | None = None,
    parts: Sequence[str] = PARTS,
    *,
    n_folds: int = 5,
    n_jobs: int = 1,
    baselines: Collection[str] = (),
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
    baselines : collection of str
        As in :func:`evaluate_analyzer`; for labels also the classifiers of :func:`argmine.evaluation.peers.peers`,
        trained on the same folds.

    Returns
    -------
    Evaluation
        Over all articles of the corpus.

    Raises
    ------
    ArgmineError
        If there are fewer than two groups of op-eds.
    """
    known = _labelled(corpus)
    predictions = cross_predict(known, also, n_folds, n_jobs)
    first = cross_label_baselines(known, also, n_folds, n_jobs) if "labels" in baselines else {}
    beside = "" if also is None else f", {also.name} in every training fold"
    title = f"cross-validation by author on {corpus.name}{beside}"
    return score_predictions(title, predictions, parts, first, baselines="relations" in baselines)


def score_predictions(
    title: str,
    predictions: Sequence[Prediction],
    parts: Sequence[str] = PARTS,
    first: Mapping[str, Interval] | None = None,
    *,
    baselines: bool = False,
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
    first : mapping of str to Interval, optional
        Scores to stand before those of the stages.
    baselines : bool
        Whether to add simple rules for relations.

    Returns
    -------
    Evaluation
        Labels, then the stages.
    """
    articles = [prediction.gold for prediction in predictions]
    scores = dict(first or {})
    if "outlets" in parts:
        scores |= outlet_scores(predictions)
    if "segmentation" in parts:
        scores["segmentation: F1 of exact units"] = segmentation_f1(articles)
        scores["segmentation: F1 of boundaries"] = boundary_f1(articles)
    if "questions" in parts:
        scores |= question_scores(predictions)
    if "relations" in parts:
        scores |= relation_scores(predictions)
        scores |= relation_baselines(articles) if baselines else {}
    found = join_labellings([Labelling(prediction.classes, prediction.probabilities) for prediction in predictions])
    gold = np.array([unit.label for article in articles for unit in article.units], dtype=object)
    article = UnitBatch.from_articles(articles).article
    return score_labels(title, gold, found.probabilities, found.classes, article, scores)


def _labelled(corpus: Corpus) -> Corpus:
    """Articles without units have nothing to score."""
    return Corpus(tuple(article for article in corpus if article.units), corpus.name)
