"""Calibration of scores by one temperature."""

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
