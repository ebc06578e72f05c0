"""What is learned from held-out scores: offsets that serve macro-F1, and a temperature that calibrates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

from argmine.models.scoring import FloatArray


def fit_temperature(scores: FloatArray, y: NDArray[np.intp], sample_weight: NDArray[np.float64] | None = None) -> float:
    """Find the temperature under which held-out scores are the best probabilities.

    Parameters
    ----------
    scores : array of float32, shape (n, k)
        Scores of units that the model was not fitted on.
    y : array of int, shape (n,)
        Their classes.
    sample_weight : array of float, shape (n,), optional
        Weight of each unit.

    Returns
    -------
    float
        Divide scores by it before the softmax; between 0.1 and 10.

    References
    ----------
    C. Guo et al., "On calibration of modern neural networks", ICML 2017.

    Examples
    --------
    >>> overconfident = np.array([[9, 0], [9, 0], [9, 0], [0, 9]], dtype=np.float32)
    >>> fit_temperature(overconfident, np.array([0, 0, 1, 1])) > 5
    True
    """

    def loss(log_temperature: float) -> float:
        logs = log_softmax(scores.astype(np.float64) / np.exp(log_temperature), axis=1)
        return -float(np.average(logs[np.arange(len(y)), y], weights=sample_weight))

    result = minimize_scalar(loss, bounds=(np.log(0.1), np.log(10.0)), method="bounded")
    return round(float(np.exp(result.x)), 4)


def fit_offsets(scores: FloatArray, y: NDArray[np.intp]) -> FloatArray:
    """Find what to add to the score of each class so that held-out labels have the best macro-F1.

    One classifier a class, each fitted for itself, leaves the rarer classes short. Coordinate ascent over a grid, which
    prefers the smallest offset.

    Parameters
    ----------
    scores : array of float32, shape (n, k)
        Scores of units that the model was not fitted on.
    y : array of int, shape (n,)
        Their classes.

    Returns
    -------
    array of float32, shape (k,)
        Offsets; zero if a class has fewer than 50 units, which say too little.

    References
    ----------
    Z. Lipton, C. Elkan, B. Naryanaswamy, "Optimal thresholding of classifiers to maximize F1 measure", ECML 2014.

    Examples
    --------
    >>> scores = np.array([[1.0, 0.6]] * 60 + [[1.0, 0.0]] * 60, dtype=np.float32)
    >>> bool(np.diff(fit_offsets(scores, np.repeat([1, 0], 60)))[0] > 0.4)
    True
    """
    k = scores.shape[1]
    offsets = np.zeros(k, dtype=np.float32)
    if k < 2 or np.bincount(y, minlength=k).min() < _ENOUGH:
        return offsets
    best = _macro_f1((scores + offsets).argmax(axis=1), y, k)
    for _ in range(_PASSES):
        for label in range(k):
            for step in sorted(_GRID, key=abs):
                tried = offsets.copy()
                tried[label] = step
                found = _macro_f1((scores + tried).argmax(axis=1), y, k)
                if found > best + _WORTH:
                    best, offsets = found, tried
    return offsets


_ENOUGH = 50
_PASSES = 2
_GRID = [step / 10 for step in range(-10, 11)]
_WORTH = 1e-4


def _macro_f1(found: NDArray[np.intp], y: NDArray[np.intp], k: int) -> float:
    hits = np.bincount(y[found == y], minlength=k)
    return float((2 * hits / (np.bincount(y, minlength=k) + np.bincount(found, minlength=k))).mean())
