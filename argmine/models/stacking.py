"""Fitting a labeller: a model of the unit by itself, then one that also reads how the neighbours were labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import NDArray

from argmine.features.batch import IntArray
from argmine.features.conjunctions import choose_columns, choose_pairs, present
from argmine.features.context import ADJACENT, OFFSETS, context_features, context_names
from argmine.features.extraction import UnitFeatures, dense_names
from argmine.features.ngrams import BLOCKS, HEAD, NgramHasher
from argmine.features.questions import QuestionFeatures, question_names
from argmine.features.vectors import WordVectors, shipped_vectors
from argmine.models.calibration import fit_offsets, fit_temperature
from argmine.models.frames import article_folds
from argmine.models.labelling import UnitLabeller
from argmine.models.scoring import DenseLinear, FloatArray, softmax
from argmine.models.training import (
    NgramScaler,
    count_matrix,
    export_dense,
    export_ngrams,
    fit_logistic,
    pair_matrix,
)

_ADJACENT_GAIN = 0.5  # what a neighbour says counts less than what the unit says itself


@dataclass(frozen=True, slots=True)
class Recipe:
    """Parameters of :class:`argmine.models.units.UnitClassifier` that make a difference to what is learned."""

    C: float
    characters: tuple[int, int] | None
    words: tuple[int, int] | None
    bits: int
    context: bool
    vectors: bool
    vector_weight: float
    head_weight: float
    pair_weight: float
    dense_weight: float
    context_weight: float
    balance: bool
    n_folds: int
    random_state: int


@dataclass(frozen=True, slots=True)
class LabelledUnits:
    """What is learned from.

    Parameters
    ----------
    features : UnitFeatures or QuestionFeatures
        Of the units, in order.
    y : array of int, shape (n_units,)
        Their classes.
    weight : array of float, shape (n_units,), or None
        How much each counts.
    calibrate : array of bool, shape (n_units,)
        Those that intercepts and temperature are fitted on.
    labels : sequence of str
        The label set that the context of questions speaks of; empty if the units come without context.
    """

    features: UnitFeatures | QuestionFeatures
    y: NDArray[np.intp]
    weight: NDArray[np.float64] | None
    calibrate: NDArray[np.bool_]
    labels: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """What models read besides the matrix of n-grams and word vectors: how it was made, and the dense features.

    Parameters
    ----------
    scaler : NgramScaler
        Fitted on the units.
    vectors : WordVectors or None
        Those that were averaged.
    dense : array of float32, shape (n_units, n_dense)
        Each unit's own.
    """

    scaler: NgramScaler
    vectors: WordVectors | None
    dense: FloatArray


@dataclass(frozen=True, slots=True)
class _Stage:
    """The design of one model: the base, conjunctions, dense features; and how the last two were made."""

    matrix: sp.csr_array
    columns: IntArray
    scale: FloatArray


def fit_labeller(
    units: LabelledUnits, classes: Sequence[str], recipe: Recipe, n_jobs: int | None = None
) -> tuple[UnitLabeller, FloatArray]:
    """Fit the models and calibrate them.

    Parameters
    ----------
    units : LabelledUnits
        The training units.
    classes : sequence of str
        The label set; ``units.y`` counts in it.
    recipe : Recipe
        How.
    n_jobs : int, optional
        Folds that are fitted at a time.

    Returns
    -------
    labeller : UnitLabeller
        The learned arrays.
    held_out_proba : array of float32, shape (n_units, n_classes)
        Calibrated probabilities, each from a model that was not fitted on the unit's article.

    References
    ----------
    D. Wolpert, "Stacked generalization", Neural Networks 5(2), 1992.
    """
    batch, k = units.features.batch, len(classes)
    matrix, base = ngram_design(units.features, recipe)
    n_base = matrix.shape[1]
    folds = article_folds(batch.article, recipe.n_folds, recipe.random_state)
    if isinstance(units.features, QuestionFeatures):
        names = question_names(units.labels)
        stage = _stage(matrix, base.dense, recipe, units.features.around, len(units.labels))
    else:
        names = dense_names()
        stage = _stage(matrix, base.dense, recipe)
    del matrix  # it stands in the design, and is large
    models = [_fit_stage(stage, units, k, recipe)]
    if folds.max() == 0:  # a single article: nothing can be held out
        held_out = np.zeros((len(batch), k), dtype=np.float32)
        temperature = 1.0
    else:
        held_out = _out_of_fold(stage.matrix, units, k, recipe.C, folds, n_jobs)
        if recipe.context and len(np.unique(batch.article)) < len(batch):
            around = context_features(softmax(held_out), base.dense, batch.article, batch.paragraph)
            names = (*names, *context_names(classes, names))
            matrix = stage.matrix[:, :n_base]
            del stage
            stage = _stage(matrix, base.dense, recipe, around, k)
            del matrix
            models.append(_fit_stage(stage, units, k, recipe))
            held_out = _out_of_fold(stage.matrix, units, k, recipe.C, folds, n_jobs)
        offsets, temperature = _calibrate(held_out, units, recipe)
        held_out = held_out + offsets
        coef, dense = models[-1]
        models[-1] = coef, replace(dense, bias=dense.bias + offsets)
    ngrams = export_ngrams(base.scaler, [coef for coef, _ in models], base.vectors, recipe.vector_weight)
    second = models[1][1] if len(models) > 1 else None
    labeller = UnitLabeller(list(classes), names, ngrams, models[0][1], second, temperature, asdict(recipe))
    return labeller, softmax(held_out / np.float32(temperature))


def _calibrate(held_out: FloatArray, units: LabelledUnits, recipe: Recipe) -> tuple[FloatArray, float]:
    """Return what is added to the intercepts, and then the temperature; both from the units chosen for it."""
    scores, y = held_out[units.calibrate], units.y[units.calibrate]
    offsets = fit_offsets(scores, y) if recipe.balance else np.zeros(scores.shape[1], dtype=np.float32)
    weight = None if units.weight is None else units.weight[units.calibrate]
    return offsets, fit_temperature(scores + offsets, y, weight)


def ngram_design(features: UnitFeatures | QuestionFeatures, recipe: Recipe) -> tuple[sp.csr_array, Base]:
    """Make the part of the design that exported models read in one pass.

    Parameters
    ----------
    features : UnitFeatures or QuestionFeatures
        Of the units.
    recipe : Recipe
        How n-grams are cut and what vectors weigh.

    Returns
    -------
    matrix : csr_array of float32, shape (n_units, d)
        Scaled n-grams, then averaged word vectors.
    base : Base
        How it was made.
    """
    hasher = NgramHasher(recipe.characters, recipe.words, recipe.bits, heads=recipe.head_weight > 0)
    counts = {block: count_matrix(features.tokens, hasher, block) for block in BLOCKS}
    scaler = NgramScaler(hasher, {HEAD: recipe.head_weight}).fit(counts)
    blocks = [scaler.transform(counts)]
    vectors = shipped_vectors() if recipe.vectors else None
    if vectors is not None:
        blocks.append(sp.csr_array(vectors.features(features.tokens) * np.float32(recipe.vector_weight)))
    return sp.hstack(blocks, format="csr", dtype=np.float32), Base(scaler, vectors, features.own)


def _stage(
    base: sp.csr_array, own: FloatArray, recipe: Recipe, around: FloatArray | None = None, n_labels: int = 0
) -> _Stage:
    """Put conjunctions and dense features beside the base: the unit's own, then those around it.

    The unit's own features and its neighbours' labels make pairs; what its neighbours look like does not, because there
    would be too many.
    """
    dense = own if around is None else np.hstack([own, around])
    n_own = own.shape[1]
    n_adjacent = 0 if around is None else len(ADJACENT) * n_own
    scale = np.full(dense.shape[1], recipe.context_weight, dtype=np.float32)
    scale[:n_own] = recipe.dense_weight
    scale[len(scale) - n_adjacent :] = recipe.dense_weight * _ADJACENT_GAIN
    n_pairing = n_own + (0 if around is None else len(OFFSETS) * n_labels)
    there = present(dense[:, :n_pairing]) & (scale[:n_pairing] > 0)  # what is not read makes no pairs
    columns = choose_columns(there) if recipe.pair_weight else np.empty(0, dtype=np.intp)
    there = there[:, columns]
    pairs = pair_matrix(there, choose_pairs(there)) * np.float32(recipe.pair_weight)
    matrix = sp.hstack([base, pairs, sp.csr_array(dense * scale)], format="csr", dtype=np.float32)
    return _Stage(matrix, columns, scale)


def _fit_stage(stage: _Stage, units: LabelledUnits, k: int, recipe: Recipe) -> tuple[FloatArray, DenseLinear]:
    """Fit on all units; return the weights, and the dense part of them."""
    coef, bias = fit_logistic(stage.matrix, units.y, k, recipe.C, units.weight)
    return coef, export_dense(coef, bias, stage.scale, stage.columns, recipe.pair_weight)


def _out_of_fold(
    matrix: sp.csr_array,
    units: LabelledUnits,
    k: int,
    C: float,  # noqa: N803
    folds: IntArray,
    n_jobs: int | None,
) -> FloatArray:
    """Score each unit by a model that was not fitted on its fold."""
    held = [folds == fold for fold in range(folds.max() + 1)]
    found = Parallel(n_jobs=n_jobs)(
        delayed(_held_out_scores)(matrix, units.y, units.weight, k, C, rows) for rows in held
    )
    scores = np.zeros((matrix.shape[0], k), dtype=np.float32)
    for rows, part in zip(held, found, strict=True):
        scores[rows] = part
    return scores


def _held_out_scores(
    matrix: sp.csr_array,
    y: NDArray[np.intp],
    weight: NDArray[np.float64] | None,
    k: int,
    C: float,  # noqa: N803
    held: NDArray[np.bool_],
) -> FloatArray:
    """Fit on the rest and score what was held out."""
    rest = ~held
    coef, bias = fit_logistic(matrix[rest], y[rest], k, C, None if weight is None else weight[rest])
    scores: FloatArray = matrix[held] @ coef + bias
    return scores
