"""Label probabilities of a corpus, wherever they came from: the model, a rule, somebody else's classifier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argmine.corpus.corpus import Corpus
from argmine.models.scoring import FloatArray
from argmine.models.units import UnitClassifier
from argmine.trainer import fit_classifier


@dataclass(frozen=True, slots=True)
class Labelling:
    """What is said of the units of a corpus.

    Parameters
    ----------
    classes : tuple of str
        The label set.
    probabilities : array of float32, shape (n_units, n_classes)
        One row a unit.
    """

    classes: tuple[str, ...]
    probabilities: FloatArray

    @property
    def labels(self) -> NDArray[np.object_]:
        """The most probable label of each unit."""
        return np.array([self.classes[winner] for winner in self.probabilities.argmax(axis=1).tolist()], dtype=object)


Labeller = Callable[[Corpus], Labelling]
Learner = Callable[[Corpus], Labeller]


def join_labellings(parts: Sequence[Labelling]) -> Labelling:
    """Put labellings under each other.

    Parameters
    ----------
    parts : sequence of Labelling
        Their label sets may differ.

    Returns
    -------
    Labelling
        With every label of any part; zero where a part lacks it.

    Examples
    --------
    >>> parts = [Labelling(("a", "b"), np.eye(2, dtype=np.float32)), Labelling(("c",), np.ones((1, 1), np.float32))]
    >>> join_labellings(parts).labels.tolist()
    ['a', 'b', 'c']
    """
    classes = sorted({name for part in parts for name in part.classes})
    probabilities = np.zeros((sum(len(part.probabilities) for part in parts), len(classes)), dtype=np.float32)
    row = 0
    for part in parts:
        columns = [classes.index(name) for name in part.classes]
        probabilities[row : row + len(part.probabilities), columns] = part.probabilities
        row += len(part.probabilities)
    return Labelling(tuple(classes), probabilities)


def certain(labels: Sequence[str]) -> Labelling:
    """Return the labelling of a rule, which knows no doubt.

    Parameters
    ----------
    labels : sequence of str
        One a unit.

    Returns
    -------
    Labelling
        Of zeros and ones.

    Examples
    --------
    >>> certain(["claim", "none"]).probabilities.tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    classes, number = np.unique(np.array(labels, dtype=object), return_inverse=True)
    return Labelling(tuple(classes.tolist()), np.eye(len(classes), dtype=np.float32)[number])


def unit_learner(parameters: Mapping[str, object] | None = None) -> Learner:
    """Return argmine's own classifier as a learner.

    Parameters
    ----------
    parameters : mapping, optional
        Parameters of :class:`~argmine.models.units.UnitClassifier`.

    Returns
    -------
    callable
        From a training corpus to something that labels another.
    """

    def learn(corpus: Corpus) -> Labeller:
        return labeller_of(fit_classifier(corpus, parameters))

    return learn


def labeller_of(model: UnitClassifier) -> Labeller:
    """Let a fitted classifier label corpora.

    Parameters
    ----------
    model : UnitClassifier
        Fitted.

    Returns
    -------
    callable
        From a corpus to its labelling.
    """
    classes = tuple(str(label) for label in model.classes_)
    return lambda corpus: Labelling(classes, model.predict_proba(corpus.to_xy()[0]))
