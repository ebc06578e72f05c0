"""Scores of each outlet: a model may read one newspaper better than another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from argmine.evaluation.predictions import Prediction
from argmine.evaluation.scores import Interval, macro_f1

MIN_ARTICLES = 5  # fewer say nothing about an outlet


def outlet_scores(predictions: Sequence[Prediction]) -> dict[str, Interval]:
    """Score the labels of each outlet.

    Parameters
    ----------
    predictions : sequence of Prediction
        Of op-eds whose ``meta`` names an outlet.

    Returns
    -------
    dict of str to Interval
        Macro-F1 of each outlet with five op-eds or more, the largest first; empty if there are not two of them.
    """
    by_outlet: dict[str, list[Prediction]] = {}
    for prediction in predictions:
        outlet = prediction.gold.meta.get("outlet")
        if outlet:
            by_outlet.setdefault(str(outlet), []).append(prediction)
    large = {name: found for name, found in by_outlet.items() if len(found) >= MIN_ARTICLES}
    if len(large) < 2:
        return {}
    order = sorted(large, key=lambda name: (-len(large[name]), name))
    return {f"labels: macro-F1, {name} ({len(large[name])} op-eds)": _macro_f1(large[name]) for name in order}


def _macro_f1(predictions: Sequence[Prediction]) -> Interval:
    gold = np.array([unit.label for prediction in predictions for unit in prediction.gold.units], dtype=object)
    found = np.array([label for prediction in predictions for label in prediction.labels], dtype=object)
    article = np.repeat(np.arange(len(predictions)), [len(prediction.gold.units) for prediction in predictions])
    return macro_f1(gold, found, article)
