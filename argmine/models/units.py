"""The unit classifier: a scikit-learn estimator over the units of articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from argmine.features.batch import UnitBatch
from argmine.features.context import ADJACENT, context_features, context_names
from argmine.features.extraction import UnitFeatures, dense_names
from argmine.features.ngrams import BLOCKS, NgramHasher
from argmine.features.vectors import WordVectors, shipped_vectors
from argmine.models.calibration import fit_offsets, fit_temperature
from argmine.models.frames import article_folds, as_batch
from argmine.models.labelling import UnitLabeller
from argmine.models.scoring import DenseLinear, FloatArray, softmax
from argmine.models.training import NgramScaler, count_matrix, export_dense, export_ngrams, fit_logistic

if TYPE_CHECKING:
    from sklearn.utils import Tags


@dataclass(frozen=True, slots=True)
class _Design:
    """Training features: everything a unit says by itself, and the weight each dense column got."""

    alone: sp.csr_array
    scaler: NgramScaler
    vectors: WordVectors | None
    dense: FloatArray
    dense_scale: FloatArray


class UnitClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Label argument units.

    A logistic regression over hashed character and word n-grams, Arabic cues and the shape of the unit; then a second
    one that also reads how the first labelled the neighbours (stacking, out of fold). Every score is a
    sum over features, so it can be explained exactly.

    Parameters
    ----------
    C : float, default=1.0
        Inverse strength of the L2 penalty.
    characters : (int, int) or None, default=(2, 5)
        Shortest and longest character n-gram; None to read none.
    words : (int, int) or None, default=(1, 2)
        Shortest and longest word n-gram; None to read none.
    bits : int, default=16
        Characters and words have ``2 ** bits`` buckets each.
    context : bool, default=True
        Whether to read the neighbouring units.
    vectors : bool, default=True
        Whether to read word vectors learned from unlabelled press, too. They are folded into a score for each word, so
        that scoring takes no longer.
    vector_weight : float, default=0.5
        Scale of the averaged vectors against the n-grams, whose rows have norm 1.
    dense_weight : float, default=0.3
        Scale of cues and shape, the neighbours' too, against the n-grams; 0 to read none.
    context_weight : float, default=0.6
        Scale of how the neighbours were labelled against the n-grams.
    balance : bool, default=True
        Whether to shift the intercepts so that held-out units have the best macro-F1.
    n_folds : int, default=5
        Folds, by article, that out-of-fold labels and the calibration come from.
    random_state : int, default=0
        Seed of the folds.
    n_jobs : int, optional
        Folds that are fitted at a time; the result is the same.

    Attributes
    ----------
    classes_ : array of shape (n_classes,)
        The label set, sorted.
    labeller_ : UnitLabeller
        The learned arrays; numpy alone scores with them.
    held_out_proba_ : array of float32, shape (n_units, n_classes)
        Calibrated probabilities of the training units, each from a model that was not fitted on its article; only after
        :meth:`fit`, not in a loaded model. Uniform if there is one article only.
    n_features_in_ : int
        1: a unit is one text.

    References
    ----------
    D. Wolpert, "Stacked generalization", Neural Networks 5(2), 1992; C. Guo et al., "On calibration of modern neural
    networks", ICML 2017 (temperature).

    Examples
    --------
    >>> texts = ["يجب أن نرحل", "قال الوزير إنه باق", "علينا أن نصمت", "أعلن المدير رحيله"] * 3
    >>> y = ["claim", "evidence"] * 6
    >>> UnitClassifier(bits=10).fit(texts, y).predict(["علينا أن نرحل"]).tolist()
    ['claim']
    """

    def __init__(
        self,
        *,
        C: float = 1.0,  # noqa: N803 - scikit-learn's name
        characters: tuple[int, int] | None = (2, 5),
        words: tuple[int, int] | None = (1, 2),
        bits: int = 16,
        context: bool = True,
        vectors: bool = True,
        vector_weight: float = 0.5,
        dense_weight: float = 0.3,
        context_weight: float = 0.6,
        balance: bool = True,
        n_folds: int = 5,
        random_state: int = 0,
        n_jobs: int | None = None,
    ) -> None:
        self.C = C
        self.characters = characters
        self.words = words
        self.bits = bits
        self.context = context
        self.vectors = vectors
        self.vector_weight = vector_weight
        self.dense_weight = dense_weight
        self.context_weight = context_weight
        self.balance = balance
        self.n_folds = n_folds
        self.random_state = random_state
        self.n_jobs = n_jobs

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.target_tags.required = True
        return tags

    def fit(self, X: Any, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:  # noqa: N803
        """Learn from labelled units.

        Parameters
        ----------
        X : DataFrame with columns ``text``, ``article`` and, if known, ``paragraph``; or sequence of str
            The units, n of them. Units of an article must be in order, but need not stand together. A plain sequence
            of strings has no context.
        y : array-like of str, shape (n,)
            Their labels.
        sample_weight : array-like of float, shape (n,), optional
            How much each unit counts.

        Returns
        -------
        UnitClassifier
            Itself.

        Raises
        ------
        ValueError
            If `X` is empty, has no ``text`` column, or differs from `y` in length.
        """
        batch, order = as_batch(X)
        labels = np.asarray(y)
        if labels.shape != (len(batch),):
            raise ValueError(f"X has {len(batch)} units but y has shape {labels.shape}; give one label for each unit")
        if not len(batch):
            raise ValueError("X is empty; a classifier needs at least one labelled unit")
        self.classes_, encoded = np.unique(labels[order], return_inverse=True)
        weight = None if sample_weight is None else np.asarray(sample_weight, dtype=np.float64)[order]
        self.n_features_in_ = 1
        self.labeller_, held_out = self._fit(batch, encoded.astype(np.intp), weight)
        self.held_out_proba_ = np.empty_like(held_out)
        self.held_out_proba_[order] = held_out
        return self

    def _fit(
        self, batch: UnitBatch, y: NDArray[np.intp], weight: NDArray[np.float64] | None
    ) -> tuple[UnitLabeller, FloatArray]:
        """Fit on units in order; return the arrays, and held-out probabilities of these units."""
        k = len(self.classes_)
        design = self._design(batch)
        folds = article_folds(batch.article, self.n_folds, self.random_state)
        classes = [str(label) for label in self.classes_]
        names = dense_names()

        def out_of_fold(matrix: sp.csr_array) -> FloatArray:
            held = [folds == fold for fold in range(folds.max() + 1)]
            found = Parallel(n_jobs=self.n_jobs)(
                delayed(_held_out_scores)(matrix, y, k, self.C, weight, rows) for rows in held
            )
            scores = np.zeros((len(batch), k), dtype=np.float32)
            for rows, part in zip(held, found, strict=True):
                scores[rows] = part
            return scores

        def finish(
            held_out: FloatArray | None, *models: tuple[FloatArray, FloatArray, FloatArray]
        ) -> tuple[UnitLabeller, FloatArray]:
            ngrams = export_ngrams(design.scaler, [coef for coef, _, _ in models], design.vectors, self.vector_weight)
            dense = [export_dense(*model) for model in models]
            all_names = (*names, *context_names(classes, names)) if len(models) > 1 else names
            scores = np.zeros((len(batch), k), dtype=np.float32) if held_out is None else held_out
            if self.balance and held_out is not None:
                offsets = fit_offsets(held_out, y)
                scores = held_out + offsets
                dense[-1] = DenseLinear(dense[-1].weights, dense[-1].bias + offsets)
            temperature = 1.0 if held_out is None else fit_temperature(scores, y, weight)
            second = dense[1] if len(models) > 1 else None
            labeller = UnitLabeller(classes, all_names, ngrams, dense[0], second, temperature, self._recipe())
            return labeller, softmax(scores / np.float32(temperature))

        first = (*fit_logistic(design.alone, y, k, self.C, weight), design.dense_scale)
        if folds.max() == 0:  # a single article: nothing can be held out
            return finish(None, first)
        held_out = out_of_fold(design.alone)
        if not self.context or len(np.unique(batch.article)) == len(batch):
            return finish(held_out, first)
        around = context_features(softmax(held_out), design.dense, batch.article, batch.paragraph)
        scale = np.full(around.shape[1], self.context_weight, dtype=np.float32)
        scale[around.shape[1] - len(ADJACENT) * design.dense.shape[1] :] = self.dense_weight * _ADJACENT_GAIN
        stacked = sp.hstack([design.alone, sp.csr_array(around * scale)], format="csr", dtype=np.float32)
        second = (*fit_logistic(stacked, y, k, self.C, weight), np.concatenate([design.dense_scale, scale]))
        return finish(out_of_fold(stacked), first, second)

    def _design(self, batch: UnitBatch) -> _Design:
        features = UnitFeatures(batch)
        hasher = NgramHasher(self.characters, self.words, self.bits)
        counts = {block: count_matrix(features.tokens, hasher, block) for block in BLOCKS}
        scaler = NgramScaler(hasher).fit(counts)
        scale = np.full(features.dense.shape[1], self.dense_weight, dtype=np.float32)
        vectors = shipped_vectors() if self.vectors else None
        blocks = [scaler.transform(counts), sp.csr_array(features.dense * scale)]
        if vectors is not None:
            blocks.insert(1, sp.csr_array(vectors.features(features.tokens) * np.float32(self.vector_weight)))
        return _Design(sp.hstack(blocks, format="csr", dtype=np.float32), scaler, vectors, features.dense, scale)

    def _recipe(self) -> dict[str, object]:
        """Parameters that make a difference to the learned arrays."""
        return {name: value for name, value in self.get_params().items() if name != "n_jobs"}

    @classmethod
    def from_labeller(cls, labeller: UnitLabeller) -> Self:
        """Wrap learned arrays, for instance of a shipped model, in a fitted estimator.

        Parameters
        ----------
        labeller : UnitLabeller
            The learned arrays.

        Returns
        -------
        UnitClassifier
            Fitted; ``clone`` gives an unfitted one with the same parameters.
        """
        estimator = cls(**labeller.parameters)  # type: ignore[arg-type]
        estimator.classes_ = np.array(labeller.classes)
        estimator.n_features_in_ = 1
        estimator.labeller_ = labeller
        return estimator

    def decision_function(self, X: Any) -> FloatArray:  # noqa: N803
        """Score units.

        Parameters
        ----------
        X : DataFrame or sequence of str
            As in :meth:`fit`.

        Returns
        -------
        array of float32, shape (n, n_classes)
            Additive scores, before calibration.
        """
        check_is_fitted(self)
        batch, order = as_batch(X)
        scores = np.empty((len(batch), len(self.classes_)), dtype=np.float32)
        scores[order] = self.labeller_.scores(UnitFeatures(batch))
        return scores

    def predict_proba(self, X: Any) -> FloatArray:  # noqa: N803
        """Estimate calibrated probabilities.

        Parameters
        ----------
        X : DataFrame or sequence of str
            As in :meth:`fit`.

        Returns
        -------
        array of float32, shape (n, n_classes)
            Rows sum to one.
        """
        return softmax(self.decision_function(X) / np.float32(self.labeller_.temperature))

    def predict(self, X: Any) -> NDArray[Any]:  # noqa: N803
        """Label units.

        Parameters
        ----------
        X : DataFrame or sequence of str
            As in :meth:`fit`.

        Returns
        -------
        array of shape (n,)
            Labels from ``classes_``.
        """
        scores = self.decision_function(X)
        labels: NDArray[Any] = self.classes_[scores.argmax(axis=1)]
        return labels


_ADJACENT_GAIN = 0.5  # what a neighbour says counts less than what the unit says itself


def _held_out_scores(
    matrix: sp.csr_array,
    y: NDArray[np.intp],
    k: int,
    C: float,  # noqa: N803
    weight: NDArray[np.float64] | None,
    held: NDArray[np.bool_],
) -> FloatArray:
    """Fit on the rest and score what was held out."""
    rest = ~held
    coef, bias = fit_logistic(matrix[rest], y[rest], k, C, None if weight is None else weight[rest])
    scores: FloatArray = matrix[held] @ coef + bias
    return scores
