"""Features of rhetorical questions: the question itself, what stands around it, and its place in its run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from argmine.features.batch import IntArray, UnitBatch
from argmine.features.context import ADJACENT, context_features, context_names
from argmine.features.extraction import UnitFeatures, dense_names
from argmine.features.tokens import TokenBatch, tokenize

_LONG_RUN = 4
_RUN_NAMES = ("run:alone", "run:first", "run:inside", "run:last", "run:second", "run:third or later", "run:long")


class QuestionFeatures:
    """Features of the questions of a batch, in place of :class:`~argmine.features.extraction.UnitFeatures`.

    Parameters
    ----------
    features : UnitFeatures
        Of all units, complete articles.
    probabilities : array of float32, shape (n_units, n_labels)
        Probability of each label of each unit; on training data, from models that have not seen the unit.
    asked : array of bool, shape (n_units,)
        Which units are rhetorical questions.

    Examples
    --------
    >>> features = UnitFeatures(UnitBatch.from_texts(["نعم.", "هل نثق؟"]))
    >>> questions = QuestionFeatures(features, np.zeros((2, 4), dtype=np.float32), np.array([False, True]))
    >>> questions.batch.texts, questions.dense.shape == (1, len(question_names(["a", "b", "c", "d"])))
    (['هل نثق؟'], True)
    """

    def __init__(self, features: UnitFeatures, probabilities: NDArray[np.float32], asked: NDArray[np.bool_]) -> None:
        self._features = features
        self._probabilities = probabilities
        self._asked = asked
        self.rows: IntArray = np.flatnonzero(asked)
        self.batch: UnitBatch = features.batch.take(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def tokens(self) -> TokenBatch:
        """The hashed questions."""
        return tokenize(self.batch.texts)

    @cached_property
    def own(self) -> NDArray[np.float32]:
        """Cues and shape of each question, shape (n_questions, len(dense_names()))."""
        return self._features.dense[self.rows]

    @cached_property
    def around(self) -> NDArray[np.float32]:
        """Labels of the neighbours, place in the run, and cues and shape of the units before and after."""
        batch, dense = self._features.batch, self._features.dense
        context = context_features(self._probabilities, dense, batch.article, batch.paragraph)[self.rows]
        place = run_places(self._asked, batch.article)[self.rows]
        n_labels = context.shape[1] - len(ADJACENT) * dense.shape[1]
        return np.hstack([context[:, :n_labels], place, context[:, n_labels:]])

    @cached_property
    def dense(self) -> NDArray[np.float32]:
        """All of it side by side, shape (n_questions, len(question_names(labels)))."""
        return np.hstack([self.own, self.around])


def question_names(labels: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns of ``QuestionFeatures.dense``.

    Parameters
    ----------
    labels : sequence of str
        The label set.

    Returns
    -------
    tuple of str
        The question's own features first, then those around it.
    """
    own = dense_names()
    context = context_names(labels, own)
    n_labels = len(context) - len(ADJACENT) * len(own)
    return (*own, *context[:n_labels], *_RUN_NAMES, *context[n_labels:])


def run_places(asked: NDArray[np.bool_], article: IntArray) -> NDArray[np.float32]:
    """Describe where each unit stands in an unbroken sequence of questions.

    Parameters
    ----------
    asked : array of bool, shape (n_units,)
        Which units are rhetorical questions.
    article : array of int, shape (n_units,)
        Number of the article of each unit.

    Returns
    -------
    array of float32, shape (n_units, 7)
        Whether it is the only one, the first, inside or the last; the second, or a later one; whether the sequence has
        four or more. Units that are no question count as alone.

    Examples
    --------
    >>> places = run_places(np.array([True, True, False, True]), np.array([0, 0, 0, 0]))
    >>> [[_RUN_NAMES[column] for column in np.flatnonzero(row)] for row in places]
    [['run:first'], ['run:last', 'run:second'], ['run:alone'], ['run:alone']]
    """
    n = len(asked)
    joined = np.zeros(n + 1, dtype=np.bool_)  # to the unit before
    joined[1:n] = asked[1:] & asked[:-1] & (article[1:] == article[:-1])
    before, after = joined[:n], joined[1:]
    number = np.arange(n)
    first = np.maximum.accumulate(np.where(before, 0, number))
    place = number - first
    size = np.bincount(first, minlength=n)[first]
    columns = (
        ~before & ~after,
        ~before & after,
        before & after,
        before & ~after,
        place == 1,
        place > 1,
        size >= _LONG_RUN,
    )
    return np.column_stack(columns).astype(np.float32)
