"""Calibration: how often a model is right when it is so sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CALIBRATION_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Units with about the same confidence.

    Parameters
    ----------
    confidence : float
        Mean probability of their predicted labels.
    accuracy : float
        Share of them whose predicted label is right.
    units : int
        How many they are.
    """

    confidence: float
    accuracy: float
    units: int


def reliability(confidence: NDArray[np.float32], correct: NDArray[np.bool_]) -> list[Bin]:
    """Sort units into bins of equal width by their confidence.

    Parameters
    ----------
    confidence : array of float, shape (n,)
        Probability of the predicted label.
    correct : array of bool, shape (n,)
        Whether the prediction was right.

    Returns
    -------
    list of Bin
        Those of ten bins that are not empty.

    Examples
    --------
    >>> reliability(np.array([0.5, 0.5, 1.0]), np.array([True, False, True]))
    [Bin(confidence=0.5, accuracy=0.5, units=2), Bin(confidence=1.0, accuracy=1.0, units=1)]
    """
    number = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    members = [number == found for found in np.unique(number)]
    return [Bin(float(confidence[m].mean()), float(correct[m].mean()), int(m.sum())) for m in members]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Compute the expected calibration error.

    Parameters
    ----------
    bins : sequence of Bin
        Result of :func:`reliability`.

    Returns
    -------
    float
        Mean of |accuracy - confidence|, weighted by the sizes of the bins.

    References
    ----------
    M. Pakdaman Naeini et al., "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015.

    Examples
    --------
    >>> calibration_error([Bin(0.5, 0.75, 1), Bin(1.0, 1.0, 3)])
    0.0625
    """
    total = sum(found.units for found in bins)
    return sum(found.units * abs(found.accuracy - found.confidence) for found in bins) / total if total else 0.0
