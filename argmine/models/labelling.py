"""The learned unit labeller: arrays in, scores, probabilities and exact explanations out; numpy alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from argmine.features.context import context_features
from argmine.features.extraction import UnitFeatures
from argmine.features.questions import QuestionFeatures
from argmine.models.scoring import DenseLinear, FloatArray, NgramLinear, softmax


@dataclass(frozen=True)
class UnitLabeller:
    """Scores units with two linear models, the second of which reads what the first said of the neighbours.

    Parameters
    ----------
    classes : sequence of str
        The label set.
    dense_names : sequence of str
        Names of the dense features, context last.
    ngrams : NgramLinear
        N-gram weights of the first model and, if there is one, of the second after them; then those of whatever else
        reads the same units in the same pass.
    first : DenseLinear
        Reads the dense features of each unit by itself.
    second : DenseLinear or None
        Reads them with the unit's context; None if the model has no context.
    temperature : float
        Scores are divided by it before they become probabilities.
    parameters : mapping of str to object
        Parameters of the estimator that learned the arrays.
    """

    classes: Sequence[str]
    dense_names: Sequence[str]
    ngrams: NgramLinear
    first: DenseLinear
    second: DenseLinear | None
    temperature: float
    parameters: Mapping[str, object]

    @property
    def last(self) -> DenseLinear:
        """The dense part of the model that has the last word."""
        return self.first if self.second is None else self.second

    def split_scores(
        self, features: UnitFeatures | QuestionFeatures, from_ngrams: FloatArray | None = None
    ) -> tuple[FloatArray, FloatArray]:
        """Compute what the last model's n-grams say, and the dense features it reads.

        Parameters
        ----------
        features : UnitFeatures or QuestionFeatures
            Of the units, complete articles for the sake of context; of questions, for a labeller of their functions.
        from_ngrams : array of float32, shape (n_units, n_outputs), optional
            All outputs of :attr:`ngrams` for these units, where they are at hand.

        Returns
        -------
        ngram_scores : array of float32, shape (n_units, n_classes)
            Sum over the n-grams.
        dense : array of float32, shape (n_units, len(dense_names))
            Cues, shape, and context if the model has one.
        """
        outputs = self.ngrams.scores(features.tokens) if from_ngrams is None else from_ngrams
        k = len(self.classes)
        if self.second is None:
            return outputs[:, :k], features.dense
        around = softmax(outputs[:, :k] + self.first.scores(features.dense))
        context = context_features(around, features.dense, features.batch.article, features.batch.paragraph)
        return outputs[:, k : 2 * k], np.hstack([features.dense, context])

    def scores(self, features: UnitFeatures | QuestionFeatures, from_ngrams: FloatArray | None = None) -> FloatArray:
        """Score units.

        Parameters
        ----------
        features, from_ngrams
            As in :meth:`split_scores`.

        Returns
        -------
        array of float32, shape (n_units, n_classes)
            Additive scores.
        """
        words, dense = self.split_scores(features, from_ngrams)
        result: FloatArray = words + self.last.scores(dense)
        return result

    def probabilities(
        self, features: UnitFeatures | QuestionFeatures, from_ngrams: FloatArray | None = None
    ) -> FloatArray:
        """Estimate calibrated probabilities.

        Parameters
        ----------
        features, from_ngrams
            As in :meth:`split_scores`.

        Returns
        -------
        array of float32, shape (n_units, n_classes)
            Rows sum to one.
        """
        return softmax(self.scores(features, from_ngrams) / np.float32(self.temperature))
