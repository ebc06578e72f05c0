"""Fitting of the linear models that :mod:`argmine.models.scoring` scores with; needs scikit-learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from argmine.features.batch import IntArray
from argmine.features.conjunctions import find_pairs
from argmine.features.ngrams import BLOCKS, NgramHasher
from argmine.features.tokens import TokenBatch
from argmine.features.vectors import WordVectors
from argmine.models.scoring import DenseLinear, FloatArray, NgramLinear, WordScores

_ROWS_AT_A_TIME = 4096  # units; bounds the memory of their pairs


def count_matrix(tokens: TokenBatch, hasher: NgramHasher, block: str) -> sp.csr_array:
    """Count the n-grams of each unit.

    Parameters
    ----------
    tokens : TokenBatch
        The hashed units.
    hasher : NgramHasher
        How n-grams fall into buckets.
    block : str
        One of :data:`argmine.features.ngrams.BLOCKS`.

    Returns
    -------
    csr_array of float32, shape (n_units, 2 ** bits)
        Number of occurrences.
    """
    counts = sp.csr_array((tokens.n_units, 2**hasher.bits), dtype=np.float32)
    for found in hasher.occurrences(tokens, block):
        ones = np.ones(len(found.buckets), dtype=np.float32)
        once = sp.csr_array((ones, found.buckets, found.start.astype(np.int32)), shape=counts.shape)
        once.sum_duplicates()
        counts = counts + once
    return counts


class NgramScaler:
    """Inverse document frequencies and the additive norm, learned from counts.

    Parameters
    ----------
    hasher : NgramHasher
        How n-grams fall into buckets.
    weights : mapping of str to float
        Scale of each block; 1 if not given.

    Attributes
    ----------
    idf_ : dict of str to array of float32, shape (buckets,)
        ``log((1 + n) / (1 + df)) + 1``, smoothed as in scikit-learn; zero for buckets never seen, so that they carry
        neither weight nor norm.
    """

    def __init__(self, hasher: NgramHasher, weights: Mapping[str, float] | None = None) -> None:
        self.hasher = hasher
        self.weights = dict.fromkeys(BLOCKS, 1.0) | dict(weights or {})

    def fit(self, counts: dict[str, sp.csr_array]) -> NgramScaler:
        """Learn the document frequencies.

        Parameters
        ----------
        counts : dict of str to csr_array
            Result of :func:`count_matrix` for each block.

        Returns
        -------
        NgramScaler
            Itself.
        """
        self.idf_: dict[str, FloatArray] = {}
        for block, matrix in counts.items():
            frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
            idf = np.log((1 + matrix.shape[0]) / (1 + frequency)) + 1
            self.idf_[block] = round_to_half(np.where(frequency > 0, idf, 0).astype(np.float32))
        return self

    def transform(self, counts: dict[str, sp.csr_array]) -> sp.csr_array:
        """Scale counts as scoring does.

        Parameters
        ----------
        counts : dict of str to csr_array
            Result of :func:`count_matrix` for each block.

        Returns
        -------
        csr_array of float32, shape (n_units, blocks * buckets)
            The blocks side by side.
        """
        blocks = []
        for block in BLOCKS:
            idf = self.idf_[block]
            norm = np.sqrt(np.maximum(counts[block] @ (idf**2), 1e-12))
            scaled = (
                sp.diags_array((self.weights[block] / norm).astype(np.float32)) @ counts[block] @ sp.diags_array(idf)
            )
            blocks.append(scaled)
        return sp.hstack(blocks, format="csr", dtype=np.float32)


def round_to_half(array: FloatArray) -> FloatArray:
    """Round to what half precision holds, so that a saved model scores exactly as the fitted one."""
    return array.astype(np.float16).astype(np.float32)


def fit_logistic(
    design: sp.csr_array,
    y: NDArray[np.intp],
    n_classes: int,
    C: float,  # noqa: N803 - scikit-learn's name
    sample_weight: NDArray[np.float64] | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Fit one logistic regression a class against the rest.

    The dual solver visits units, not the far more numerous n-grams.

    Parameters
    ----------
    design : csr_array of float32, shape (n, d)
        Scaled features.
    y : array of int, shape (n,)
        Class indices; a class may be missing.
    n_classes : int
        Number of classes, k.
    C : float
        Inverse strength of the L2 penalty.
    sample_weight : array of float, shape (n,), optional
        Weight of each row.

    Returns
    -------
    coef : array of float32, shape (d, k)
        Weights; zero for a missing class.
    bias : array of float32, shape (k,)
        Intercepts; very low for a missing class.

    References
    ----------
    H.-F. Yu, F.-L. Huang, C.-J. Lin, "Dual coordinate descent methods for logistic regression and maximum entropy
    models", Machine Learning 85, 2011.
    """
    seen = np.flatnonzero(np.bincount(design.indices, minlength=design.shape[1]))
    place = np.zeros(design.shape[1], dtype=np.int32)
    place[seen] = np.arange(len(seen))
    # liblinear takes 32-bit indices and doubles; columns that are empty would only cost memory
    parts = (design.data.astype(np.float64), place[design.indices], design.indptr.astype(np.int32))
    n_features = design.shape[1]
    narrow = sp.csr_matrix(parts, shape=(design.shape[0], len(seen)))
    del design, parts  # where the caller has no other use for it, the solver can have the memory
    coef = np.zeros((n_features, n_classes), dtype=np.float32)
    bias = np.full(n_classes, -20.0, dtype=np.float32)
    for label in range(n_classes):
        positive = y == label
        if positive.all():
            bias[label] = 20.0
        elif positive.any():
            model = LogisticRegression(solver="liblinear", dual=True, C=C, tol=1e-2, max_iter=1000, random_state=0)
            model.fit(narrow, positive, sample_weight=sample_weight)
            coef[seen, label] = model.coef_[0]
            bias[label] = model.intercept_[0]
    return coef, bias


def export_ngrams(
    scaler: NgramScaler, coefs: Sequence[FloatArray], vectors: WordVectors | None = None, vector_weight: float = 1.0
) -> NgramLinear:
    """Put the n-gram weights of fitted models side by side for scoring.

    Parameters
    ----------
    scaler : NgramScaler
        Fitted.
    coefs : sequence of arrays of float32, shape (d, k)
        Weights of each model in the order of the design matrix, those of the n-grams and of the vectors first.
    vectors : WordVectors, optional
        Those that the models were fitted with.
    vector_weight : float
        What the averaged vectors were multiplied by for training.

    Returns
    -------
    NgramLinear
        Weights rounded to half precision; outputs of the models one after the other.
    """
    buckets = 2**scaler.hasher.bits
    tables = {
        block: np.hstack([scaler.weights[block] * coef[index * buckets : (index + 1) * buckets] for coef in coefs])
        for index, block in enumerate(BLOCKS)
    }
    words = None
    if vectors is not None:
        n_dimensions = vectors.codes.shape[1]
        begin = len(BLOCKS) * buckets
        directions = np.hstack([coef[begin : begin + n_dimensions] for coef in coefs]) * np.float32(vector_weight)
        words = WordScores(vectors.hashes, vectors.weights, (vectors.vectors @ directions).astype(np.float16))
    idf = {block: array.astype(np.float16) for block, array in scaler.idf_.items()}
    half = {block: table.astype(np.float16) for block, table in tables.items()}
    return NgramLinear(scaler.hasher, idf, half, words)


def pair_matrix(there: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> sp.csr_array:
    """Mark the chosen conjunctions of each unit.

    Parameters
    ----------
    there : array of bool, shape (n_units, n_columns)
        Which features the units have.
    chosen : array of bool, shape (n_columns, n_columns)
        Result of :func:`argmine.features.conjunctions.choose_pairs`.

    Returns
    -------
    csr_array of float32, shape (n_units, n_columns ** 2)
        One where a unit has a chosen pair.
    """
    blocks = []
    for begin in range(0, max(len(there), 1), _ROWS_AT_A_TIME):
        block = there[begin : begin + _ROWS_AT_A_TIME]
        start, codes = find_pairs(block)
        kept = chosen.ravel()[codes]
        row_ends = np.append(0, np.cumsum(kept))[start].astype(np.int32)
        ones = np.ones(int(kept.sum()), dtype=np.float32)
        blocks.append(sp.csr_array((ones, codes[kept].astype(np.int32), row_ends), shape=(len(block), chosen.size)))
    return sp.vstack(blocks, format="csr")


def export_dense(
    coef: FloatArray, bias: FloatArray, scale: FloatArray, columns: IntArray, pair_weight: float
) -> DenseLinear:
    """Take the weights of the dense features and their conjunctions out of a fitted model.

    Parameters
    ----------
    coef : array of float32, shape (d, k)
        Weights in the order of the design matrix: those of the pairs and then of the dense features last.
    bias : array of float32, shape (k,)
        Intercepts.
    scale : array of float32, shape (n_dense,)
        What the dense features were multiplied by for training.
    columns : array of int, shape (n_columns,)
        The dense features that make pairs.
    pair_weight : float
        What pairs were multiplied by for training.

    Returns
    -------
    DenseLinear
        Weights of the unscaled features; those of pairs rounded to half precision.
    """
    end = len(coef) - len(scale)
    weights: FloatArray = (coef[end:] * scale[:, None]).astype(np.float32)
    pairs = coef[end - len(columns) ** 2 : end] * np.float32(pair_weight)
    return DenseLinear(weights, bias, columns.astype(np.int32), pairs.astype(np.float16))
