"""Training a whole analyzer on a labelled corpus."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from argmine import __version__
from argmine.analyzer import Analyzer
from argmine.corpus.corpus import Corpus
from argmine.errors import ArgmineError
from argmine.models.functions import fit_functions
from argmine.models.labelling import UnitLabeller
from argmine.models.linking import LINKED_LABELS, Linker
from argmine.models.relations import fit_linker
from argmine.models.roles import unit_roles
from argmine.models.scoring import FloatArray
from argmine.models.units import UnitClassifier
from argmine.report.report import ModelInfo

Progress = Callable[[str], None]
MIN_RELATIONS = 50
ROLE_PARAMETERS: Mapping[str, object] = {"bits": 14, "C": 0.5, "n_folds": 3, "context": False, "balance": False}


def train(
    corpus: Corpus,
    name: str,
    parameters: Mapping[str, object] | None = None,
    progress: Progress = lambda _: None,
    n_jobs: int | None = None,
) -> Analyzer:
    """Train labels, question functions and relations.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles; the label set is the corpus's own.
    name : str
        Name of the model.
    parameters : mapping, optional
        Parameters of :class:`~argmine.models.units.UnitClassifier`.
    progress : callable
        Told what is being done.
    n_jobs : int, optional
        Fits at a time; the model is the same.

    Returns
    -------
    Analyzer
        The trained model. Functions or relations are left out where the corpus has too few of them.

    Raises
    ------
    ArgmineError
        If a unit has no label, or there are fewer than two labels or two articles.
    """
    _check(corpus)
    progress("labels")
    classifier = fit_classifier(corpus, {**(parameters or {}), "n_jobs": n_jobs})
    progress("question functions")
    functions = train_functions(corpus, classifier)
    progress("relations")
    # sums of several threads end in other last bits, and the same corpus is to give the same model
    with threadpool_limits(limits=1):
        linker = train_linker(corpus, classifier)
    info = ModelInfo(name, __version__)
    training = {
        "corpora": corpus.name,
        "articles": len(corpus),
        "units": corpus.n_units,
        "labels": {str(label): int((corpus.labels() == label).sum()) for label in classifier.classes_},
        "parameters": dict(classifier.labeller_.parameters),
    }
    return Analyzer(classifier.labeller_, functions, linker, info, training)


def fit_classifier(
    corpus: Corpus, parameters: Mapping[str, object] | None = None, sample_weight: NDArray[np.float64] | None = None
) -> UnitClassifier:
    """Train the classifier of labels alone.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.
    parameters : mapping, optional
        Parameters of :class:`~argmine.models.units.UnitClassifier`.
    sample_weight : array of float, shape (n_units,), optional
        How much each unit counts.

    Returns
    -------
    UnitClassifier
        Calibrated on the articles that the corpus says.
    """
    X, y, _ = corpus.to_xy()  # noqa: N806
    return UnitClassifier(**(parameters or {})).fit(X, y, sample_weight, corpus.to_calibrate())  # type: ignore[arg-type]


def train_functions(corpus: Corpus, classifier: UnitClassifier) -> UnitLabeller | None:
    """Train the labeller of question functions on what the labeller of units will say of unseen articles.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.
    classifier : UnitClassifier
        Fitted on this corpus; its held-out probabilities are how the questions' neighbours are read.

    Returns
    -------
    UnitLabeller or None
        None if fewer than 20 questions have a function, or all have the same.
    """
    return fit_functions(corpus.articles, classifier.held_out_proba_, classifier.labeller_.classes)


def train_linker(corpus: Corpus, classifier: UnitClassifier) -> Linker | None:
    """Train main claims and relations on what the labeller will say of unseen articles.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.
    classifier : UnitClassifier
        Fitted on this corpus; its held-out probabilities are what the linker learns on.

    Returns
    -------
    Linker or None
        None if the corpus has fewer than 50 relations or other labels than argmine's.
    """
    linked = sum(unit.relation is not None for article in corpus for unit in article.units)
    if linked < MIN_RELATIONS or not set(LINKED_LABELS) <= {str(label) for label in classifier.classes_}:
        return None
    X, _, _ = corpus.to_xy()  # noqa: N806
    roles = UnitClassifier(**ROLE_PARAMETERS, n_jobs=classifier.n_jobs).fit(X, unit_roles(corpus.articles))  # type: ignore[arg-type]
    return fit_linker(corpus.articles, roles, columns_of(classifier.held_out_proba_, classifier.classes_))


def columns_of(probabilities: FloatArray, classes: NDArray[np.object_]) -> FloatArray:
    """Return the columns of claim, evidence and rhetorical question, zero where the model lacks one.

    Parameters
    ----------
    probabilities : array of float32, shape (n, n_classes)
        Any label set.
    classes : array of str, shape (n_classes,)
        The label set.

    Returns
    -------
    array of float32, shape (n, 3)
        In the order of ``LINKED_LABELS``.
    """
    result = np.zeros((len(probabilities), len(LINKED_LABELS)), dtype=np.float32)
    for column, label in enumerate(LINKED_LABELS):
        result[:, column] = probabilities[:, np.asarray(classes) == label].sum(axis=1)
    return result


def _check(corpus: Corpus) -> None:
    if len(corpus) < 2:
        raise ArgmineError(f"corpus {corpus.name}: training needs at least two articles, got {len(corpus)}")
    for article in corpus:
        for index, unit in enumerate(article.units):
            if unit.label is None:
                raise ArgmineError(f"corpus {corpus.name}: article {article.id}, unit {index} has no label")
            if unit.end > len(article.text):
                raise ArgmineError(
                    f"corpus {corpus.name}: article {article.id}, unit {index} ends at {unit.end}, "
                    f"after the text's {len(article.text)} characters; run 'argmine corpora validate'"
                )
    if len({unit.label for article in corpus for unit in article.units}) < 2:
        raise ArgmineError(f"corpus {corpus.name}: all units have the same label; there is nothing to learn")
