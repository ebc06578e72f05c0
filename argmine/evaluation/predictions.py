"""What a model says of articles with gold labels: all that the scores of its stages need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from argmine.analyzer import Analyzer
from argmine.article import Article
from argmine.corpus.corpus import Corpus
from argmine.evaluation.folds import Fold, author_folds
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.models.relations import one_hot_labels
from argmine.models.scoring import FloatArray
from argmine.questions.runs import QUESTION
from argmine.trainer import columns_of, train

Targets = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Main claim and relation targets of an article.

    Parameters
    ----------
    main : int or None
        Unit of the main claim.
    targets : tuple of (int or None)
        Target of each unit.
    """

    main: int | None
    targets: Targets


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model says of one article.

    Parameters
    ----------
    gold : Article
        With gold units.
    classes : tuple of str
        The model's label set.
    probabilities : array of float32, shape (n_units, n_classes)
        Of the gold units.
    functions : tuple of (mapping of str to float, or None)
        Probability of each function, the most probable first, of each unit that is a rhetorical question by gold label
        or by prediction.
    from_predicted, from_gold : Links or None
        Main claim and targets that follow from predicted and from gold labels; None without a linker.
    found : Article
        The text analyzed from scratch: with the model's own units.
    """

    gold: Article
    classes: tuple[str, ...]
    probabilities: FloatArray
    functions: tuple[Mapping[str, float] | None, ...]
    from_predicted: Links | None
    from_gold: Links | None
    found: Article

    @property
    def labels(self) -> list[str]:
        """The most probable label of each unit."""
        return [self.classes[winner] for winner in self.probabilities.argmax(axis=1).tolist()]


def predict(analyzer: Analyzer, articles: Sequence[Article]) -> list[Prediction]:
    """Let a model label articles.

    Parameters
    ----------
    analyzer : Analyzer
        The model.
    articles : sequence of Article
        With gold units, one at least each.

    Returns
    -------
    list of Prediction
        In the order of the articles.
    """
    batch = UnitBatch.from_articles(articles)
    features = UnitFeatures(batch)
    classes = np.array(analyzer.labeller.classes, dtype=object)
    probabilities = analyzer.labeller.probabilities(features)
    predicted = classes[probabilities.argmax(axis=1)]
    gold = np.array([unit.label for article in articles for unit in article.units], dtype=object)
    functions = _functions(analyzer, features, probabilities, (gold == QUESTION) | (predicted == QUESTION))
    bounds = np.cumsum([0, *(len(article.units) for article in articles)])
    from_predicted = _links(analyzer, features, predicted, columns_of(probabilities, classes), bounds)
    from_gold = _links(analyzer, features, gold, one_hot_labels(gold), bounds)
    found = [report.article for report in analyzer.analyze_many(articles)]
    return [
        Prediction(
            article,
            tuple(analyzer.labeller.classes),
            probabilities[start:end],
            tuple(functions[start:end]),
            from_predicted[number] if from_predicted else None,
            from_gold[number] if from_gold else None,
            found[number],
        )
        for number, (article, start, end) in enumerate(zip(articles, bounds[:-1], bounds[1:], strict=True))
    ]


def _functions(
    analyzer: Analyzer, features: UnitFeatures, probabilities: FloatArray, asked: NDArray[np.bool_]
) -> list[dict[str, float] | None]:
    found = analyzer.question_functions(features, probabilities, asked)
    return [found.get(row) for row in range(len(features))]


def _links(
    analyzer: Analyzer,
    features: UnitFeatures,
    labels: np.ndarray[tuple[int], np.dtype[np.object_]],
    shares: FloatArray,
    bounds: np.ndarray[tuple[int], np.dtype[np.intp]],
) -> list[Links] | None:
    if analyzer.linker is None:
        return None
    mains, relations = analyzer.linker.link(features, labels.tolist(), shares)
    targets = [relation.target if relation else None for relation in relations]
    return [
        Links(main, tuple(targets[start:end])) for main, start, end in zip(mains, bounds[:-1], bounds[1:], strict=True)
    ]


def cross_predict(
    corpus: Corpus,
    also: Corpus | None = None,
    n_folds: int = 5,
    n_jobs: int = 1,
    fit: Callable[[Corpus], Analyzer] | None = None,
) -> list[Prediction]:
    """Let every article be labelled by a model that has seen nothing of its author.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.
    also : Corpus, optional
        More articles to train on, in every fold less those of the authors held out.
    n_folds : int
        Folds at most.
    n_jobs : int
        Folds at a time.
    fit : callable, optional
        From a training corpus to a model; :func:`argmine.trainer.train` if None.

    Returns
    -------
    list of Prediction
        In the order of the corpus.

    Raises
    ------
    ArgmineError
        If there are fewer than two groups of op-eds.
    """
    folds = author_folds(corpus, also, n_folds)

    def run(fold: Fold) -> list[Prediction]:
        analyzer = train(fold.training, "fold") if fit is None else fit(fold.training)
        return predict(analyzer, fold.held.articles)

    results = Parallel(n_jobs=n_jobs)(delayed(run)(fold) for fold in folds)
    ordered: list[Prediction | None] = [None] * len(corpus)
    for fold, predictions in zip(folds, results, strict=True):
        for place, prediction in zip(fold.places, predictions, strict=True):
            ordered[place] = prediction
    return [prediction for prediction in ordered if prediction is not None]
