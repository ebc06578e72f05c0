"""The learned unit labeller: arrays in, scores, probabilities and exact explanations out; numpy alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from argmine.features.context import context_features
from argmine.features.extraction import UnitFeatures
from argmine.models.scoring import FloatArray, HashedLinear, softmax


@dataclass(frozen=True)
class UnitLabeller:
    """Scores units with two linear models, the second of which reads what the first said of the neighbours.

    Parameters
    ----------
    classes : sequence of str
        The label set.
    dense_names : sequence of str
        Names of the dense features, context last.
    first : HashedLinear
        Reads each unit by itself.
    second : HashedLinear or None
        Reads each unit with its context; None if the model has no context.
    temperature : float
        Scores are divided by it before they become probabilities.
    parameters : mapping of str to object
        Parameters of the estimator that learned the arrays.
    """

    classes: Sequence[str]
    dense_names: Sequence[str]
    first: HashedLinear
    second: HashedLinear | None
    temperature: float
    parameters: Mapping[str, object]

    def dense_features(self, features: UnitFeatures) -> FloatArray:
        """Compute all dense features, the context among them.

        Parameters
        ----------
        features : UnitFeatures
            Of the units.

        Returns
        -------
        array of float32, shape (n_units, len(dense_names))
            Cues, shape, and context if the model has one.
        """
        if self.second is None:
            return features.dense
        around = softmax(self.first.scores(features.tokens, features.dense))
        return np.hstack([features.dense, context_features(around, features.batch.article, features.batch.paragraph)])

    def scores(self, features: UnitFeatures) -> FloatArray:
        """Score units.

        Parameters
        ----------
        features : UnitFeatures
            Of the units, complete articles for the sake of context.

        Returns
        -------
        array of float32, shape (n_units, n_classes)
            Additive scores.
        """
        return (self.second or self.first).scores(features.tokens, self.dense_features(features))

    def probabilities(self, features: UnitFeatures) -> FloatArray:
        """Estimate calibrated probabilities; parameters as in :meth:`scores`.

        Parameters
        ----------
        features : UnitFeatures
            Of the units.

        Returns
        -------
        array of float32, shape (n_units, n_classes)
            Rows sum to one.
        """
        return softmax(self.scores(features) / np.float32(self.temperature))
