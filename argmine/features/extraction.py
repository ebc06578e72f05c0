"""All features of a batch of units, each computed at most once."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from argmine.features.batch import IntArray, UnitBatch
from argmine.features.cues import cue_features, cue_names
from argmine.features.shape import place_features, shape_names, surface_features
from argmine.features.sketch import lexical_sketch
from argmine.features.tokens import TokenBatch, tokenize


class UnitFeatures:
    """Features of units; the models of every stage read them from here.

    Parameters
    ----------
    batch : UnitBatch
        The units, complete articles for the sake of context.

    Examples
    --------
    >>> features = UnitFeatures(UnitBatch.from_texts(["هل نثق؟", "نعم."]))
    >>> features.dense.shape == (2, len(dense_names()))
    True
    """

    def __init__(self, batch: UnitBatch) -> None:
        self.batch = batch

    def __len__(self) -> int:
        return len(self.batch)

    @cached_property
    def tokens(self) -> TokenBatch:
        """The hashed units."""
        return tokenize(self.batch.texts)

    @cached_property
    def cues(self) -> NDArray[np.float32]:
        """Cue counts and openings, shape (n_units, len(cue_names()))."""
        return cue_features(self.tokens)

    @cached_property
    def places(self) -> NDArray[np.float32]:
        """Places in article and paragraph, shape (n_units, 12)."""
        return place_features(self.batch)

    @cached_property
    def dense(self) -> NDArray[np.float32]:
        """Cues and shape side by side, shape (n_units, len(dense_names()))."""
        return np.hstack([self.cues, surface_features(self.batch.texts), self.places])

    @property
    def own(self) -> NDArray[np.float32]:
        """What a model of the unit by itself reads: all of :attr:`dense`."""
        return self.dense

    @cached_property
    def sketch(self) -> NDArray[np.float32]:
        """Vocabulary sketches, shape (n_units, 256)."""
        return lexical_sketch(self.tokens)

    @cached_property
    def title_overlap(self) -> NDArray[np.float32]:
        """How much vocabulary each unit shares with the headline of its article, shape (n_units,); 0 without one."""
        if not any(self.batch.titles):
            return np.zeros(len(self), dtype=np.float32)
        titles = lexical_sketch(tokenize(self.batch.titles))
        overlap: NDArray[np.float32] = np.einsum("ij,ij->i", self.sketch, titles[self.batch.article])
        return overlap

    @cached_property
    def article_starts(self) -> IntArray:
        """First row of each article, shape (n_articles,)."""
        return np.flatnonzero(np.diff(self.batch.article, prepend=-1))

    @cached_property
    def article_sizes(self) -> IntArray:
        """Number of units of each article, shape (n_articles,)."""
        return np.diff(np.append(self.article_starts, len(self)))


def dense_names() -> tuple[str, ...]:
    """Return the names of the columns of ``UnitFeatures.dense``."""
    return (*cue_names(), *shape_names())
