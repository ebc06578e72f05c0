"""The unit classifier: a scikit-learn estimator over the units of articles."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted

from argmine.features.extraction import UnitFeatures
from argmine.models.frames import as_batch
from argmine.models.labelling import UnitLabeller
from argmine.models.scoring import FloatArray, softmax
from argmine.models.stacking import LabelledUnits, Recipe, fit_labeller

if TYPE_CHECKING:
    from sklearn.utils import Tags


class UnitClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Label argument units.

    A logistic regression over hashed character and word n-grams, heads of clauses, Arabic cues, the shape of the unit
    and conjunctions of these; then a second one that also reads how the first labelled the neighbours (stacking, out of
    fold). Every score is a sum over features, so it can be explained exactly.

    Parameters
    ----------
    C : float, default=1.0
        Inverse strength of the L2 penalty.
    characters : (int, int) or None, default=(2, 5)
        Shortest and longest character n-gram; None to read none.
    words : (int, int) or None, default=(1, 2)
        Shortest and longest word n-gram; None to read none.
    bits : int, default=16
        Characters, words and heads of clauses have ``2 ** bits`` buckets each.
    context : bool, default=True
        Whether to read the neighbouring units.
    vectors : bool, default=True
        Whether to read word vectors learned from unlabelled press, too. They are folded into a score for each word, so
        that scoring takes no longer.
    vector_weight : float, default=0.5
        Scale of the averaged vectors against the n-grams, whose rows have norm 1.
    head_weight : float, default=0.6
        Scale of the n-grams at the heads of clauses against the others; 0 to read none.
    pair_weight : float, default=0.1
        Value of a conjunction of two cues, shapes or neighbours' labels, against the n-grams; 0 to read none.
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
        head_weight: float = 0.6,
        pair_weight: float = 0.1,
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
        self.head_weight = head_weight
        self.pair_weight = pair_weight
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

    def fit(
        self,
        X: Any,  # noqa: N803
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        calibrate: ArrayLike | None = None,
    ) -> Self:
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
        calibrate : array-like of bool, shape (n,), optional
            Units that the intercepts are balanced and the probabilities are calibrated on; all if None.

        Returns
        -------
        UnitClassifier
            Itself.

        Raises
        ------
        ValueError
            If `X` is empty, has no ``text`` column, or differs from `y` in length, or if `calibrate` chooses nothing.
        """
        batch, order = as_batch(X)
        labels = np.asarray(y)
        if labels.shape != (len(batch),):
            raise ValueError(f"X has {len(batch)} units but y has shape {labels.shape}; give one label for each unit")
        if not len(batch):
            raise ValueError("X is empty; a classifier needs at least one labelled unit")
        self.classes_, encoded = np.unique(labels[order], return_inverse=True)
        weight = None if sample_weight is None else np.asarray(sample_weight, dtype=np.float64)[order]
        chosen = np.ones(len(batch), np.bool_) if calibrate is None else np.asarray(calibrate)
        if chosen.shape != (len(batch),) or chosen.dtype != np.bool_:
            raise ValueError(f"calibrate must be a mask of {len(batch)} true or false values, one for each unit")
        chosen = chosen[order]
        if not (chosen.any() if weight is None else weight[chosen].sum() > 0):
            raise ValueError("calibrate chooses no unit that counts; choose some, or leave it out")
        self.n_features_in_ = 1
        classes = [str(label) for label in self.classes_]
        units = LabelledUnits(UnitFeatures(batch), encoded.astype(np.intp), weight, chosen)
        self.labeller_, held_out = fit_labeller(units, classes, recipe_of(self), self.n_jobs)
        self.held_out_proba_ = np.empty_like(held_out)
        self.held_out_proba_[order] = held_out
        return self

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


def recipe_of(estimator: UnitClassifier) -> Recipe:
    """Return the parameters of an estimator that make a difference to what is learned."""
    return Recipe(**{field.name: getattr(estimator, field.name) for field in fields(Recipe)})
