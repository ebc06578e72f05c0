"""Fitting the labeller of question functions: it reads the question, its neighbours and its place in its run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from argmine.article import Article
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.features.questions import QuestionFeatures
from argmine.models.labelling import UnitLabeller
from argmine.models.scoring import FloatArray
from argmine.models.stacking import LabelledUnits, fit_labeller
from argmine.models.units import UnitClassifier, recipe_of
from argmine.questions.runs import QUESTION

PARAMETERS: Mapping[str, object] = {"bits": 13, "dense_weight": 0.6, "context": False}
MIN_QUESTIONS = 20  # fewer labelled functions teach nothing


def fit_functions(articles: Sequence[Article], probabilities: FloatArray, labels: Sequence[str]) -> UnitLabeller | None:
    """Fit the labeller of question functions.

    Parameters
    ----------
    articles : sequence of Article
        With gold labels and functions.
    probabilities : array of float32, shape (n_units, n_labels)
        Of the labels of each unit, by models that have not seen its article: the neighbours are read as they will be
        when a new op-ed is analyzed.
    labels : sequence of str
        What the columns of `probabilities` stand for.

    Returns
    -------
    UnitLabeller or None
        Scores :class:`~argmine.features.questions.QuestionFeatures`; None if fewer than 20 questions have a function,
        or all have the same.
    """
    units = [unit for article in articles for unit in article.units]
    functions = np.array([unit.function for unit in units], dtype=object)
    asked = np.array([unit.label == QUESTION and unit.function is not None for unit in units], dtype=np.bool_)
    if asked.sum() < MIN_QUESTIONS or len(set(functions[asked])) < 2:
        return None
    classes, y = np.unique(functions[asked], return_inverse=True)
    features = QuestionFeatures(UnitFeatures(UnitBatch.from_articles(articles)), probabilities, asked)
    questions = LabelledUnits(features, y.astype(np.intp), None, np.ones(len(features), np.bool_), labels)
    recipe = recipe_of(UnitClassifier(**PARAMETERS))  # type: ignore[arg-type]
    return fit_labeller(questions, [str(name) for name in classes], recipe)[0]
