"""The learned unit labeller: arrays in, scores, probabilities and exact explanations out; numpy alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from argmine.features.batch import UnitBatch
from argmine.features.context import context_features
from argmine.features.cues import cue_features
from argmine.features.shape import shape_features
from argmine.features.tokens import TokenBatch
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

    def dense_features(self, batch: UnitBatch, tokens: TokenBatch) -> FloatArray:
        """Compute all dense features, the context among them.

        Parameters
        ----------
        batch : UnitBatch
            The units.
        tokens : TokenBatch
            The same units, hashed.

        Returns
        -------
        array of float32, shape (n_units, len(dense_names))
            Cues, shape, and context if the model has one.
        """
        alone = np.hstack([cue_features(tokens), shape_features(batch)])
        if self.second is None:
            return alone
        around = softmax(self.first.scores(tokens, alone))
        return np.hstack([alone, context_features(around, batch.article, batch.paragraph)])

    def scores(self, batch: UnitBatch, tokens: TokenBatch) -> FloatArray:
        """Score units.

        Parameters
        ----------
        batch : UnitBatch
            The units, complete articles for the sake of context.
        tokens : TokenBatch
            The same units, hashed.

        Returns
        -------
        array of float32, shape (n_units, n_classes)
            Additive scores.
        """
        return (self.second or self.first).scores(tokens, self.dense_features(batch, tokens))

    def probabilities(self, batch: UnitBatch, tokens: TokenBatch) -> FloatArray:
        """Estimate calibrated probabilities; parameters as in :meth:`scores`.

        Parameters
        ----------
        batch : UnitBatch
            The units.
        tokens : TokenBatch
            The same units, hashed.

        Returns
        -------
        array of float32, shape (n_units, n_classes)
            Rows sum to one.
        """
        return softmax(self.scores(batch, tokens) / np.float32(self.temperature))
