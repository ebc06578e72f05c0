"""Fitting a choice: which one of the units of an article is the one."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize

from argmine.models.scoring import FloatArray

_MAX_ITERATIONS = 100


def fit_choice(
    design: sp.csr_array,
    group: NDArray[np.intp],
    chosen: NDArray[np.bool_],
    C: float,  # noqa: N803 - scikit-learn's name
) -> FloatArray:
    """Fit a conditional logit: the options of a group compete with each other, and with nothing else.

    Parameters
    ----------
    design : csr_array, shape (n, d)
        Scaled features of the options.
    group : array of int, shape (n,)
        Non-decreasing number of the group of each option.
    chosen : array of bool, shape (n,)
        The right option of each group; groups without one teach nothing.
    C : float
        Inverse strength of the L2 penalty.

    Returns
    -------
    array of float32, shape (d,)
        Weights; there is no intercept, since it would not change a choice.

    References
    ----------
    D. McFadden, "Conditional logit analysis of qualitative choice behavior", in: Frontiers in Econometrics, 1974.

    Examples
    --------
    >>> design = sp.csr_array(np.array([[1.0], [0.0], [0.0], [1.0]]))
    >>> weights = fit_choice(design, np.array([0, 0, 1, 1]), np.array([True, False, False, True]), C=1.0)
    >>> bool(weights[0] > 0)
    True
    """
    answered = np.isin(group, group[chosen])
    if not answered.any():
        return np.zeros(design.shape[1], dtype=np.float32)
    options = sp.csr_array(design[answered].astype(np.float64))
    by_feature = sp.csr_array(options.T)
    right = chosen[answered].astype(np.float64)
    starts = np.flatnonzero(np.diff(group[answered], prepend=-1))
    sizes = np.diff(np.append(starts, len(right)))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = options @ weights
        highest = np.maximum.reduceat(scores, starts)
        exponents = np.exp(scores - np.repeat(highest, sizes))
        totals = np.add.reduceat(exponents, starts)
        missed = (np.log(totals) + highest).sum() - scores @ right
        gradient = by_feature @ (exponents / np.repeat(totals, sizes) - right) + weights / C
        return float(missed + weights @ weights / (2 * C)), gradient

    start = np.zeros(design.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _MAX_ITERATIONS})
    weights: FloatArray = found.x.astype(np.float32)
    return weights
