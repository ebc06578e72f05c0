"""Cross-validation by author: the one place where folds are made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from sklearn.model_selection import GroupKFold

from argmine.corpus.corpus import Corpus
from argmine.errors import ArgmineError
from argmine.evaluation.labellings import Labeller, Labelling, Learner, join_labellings


@dataclass(frozen=True, slots=True)
class Fold:
    """One fold.

    Parameters
    ----------
    training : Corpus
        Articles to learn from; none is by an author of the held-out ones.
    held : Corpus
        Articles to be tested on.
    places : tuple of int
        Where in the whole corpus each held-out article stands.
    """

    training: Corpus
    held: Corpus
    places: tuple[int, ...]


def author_folds(corpus: Corpus, also: Corpus | None = None, n_folds: int = 5) -> list[Fold]:
    """Deal a corpus out to folds that never tear an author apart.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles, each of which is held out once.
    also : Corpus, optional
        More articles to train on; in every fold less those by an author, or with the text, of an article held out.
    n_folds : int
        Folds at most; with fewer authors, that many.

    Returns
    -------
    list of Fold
        The same ones for the same corpus.

    Raises
    ------
    ArgmineError
        If there are fewer than two groups of op-eds.
    """
    groups = np.array(corpus.groups(), dtype=object)
    n_groups = len(set(groups))
    if n_groups < 2:
        raise ArgmineError(f"corpus {corpus.name}: cross-validation needs op-eds of at least two authors")
    folds = []
    for rest, held in GroupKFold(min(n_folds, n_groups), shuffle=True, random_state=0).split(groups, groups=groups):
        unseen = Corpus(tuple(corpus.articles[index] for index in held), "held-out fold")
        training = [corpus.articles[index] for index in rest]
        training += () if also is None else unseen_in(also, unseen)
        folds.append(Fold(Corpus(tuple(training), "training folds"), unseen, tuple(held.tolist())))
    return folds


def unseen_in(corpus: Corpus, held: Corpus) -> Corpus:
    """Leave out the articles by an author, or with the text, of articles that are held out.

    Parameters
    ----------
    corpus : Corpus
        Articles to train on.
    held : Corpus
        Articles to be tested on.

    Returns
    -------
    Corpus
        The others, in order.
    """
    authors, texts = set(held.groups()), {article.text for article in held}
    pairs = zip(corpus, corpus.groups(), strict=True)
    chosen = tuple(article for article, group in pairs if group not in authors and article.text not in texts)
    return Corpus(chosen, corpus.name)


def cross_label(
    corpus: Corpus, learn: Learner, also: Corpus | None = None, n_folds: int = 5, n_jobs: int = 1
) -> Labelling:
    """Let every unit be labelled by something that has seen nothing of its author.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.
    learn : callable
        From a training corpus to something that labels another.
    also, n_folds
        As in :func:`author_folds`.
    n_jobs : int
        Folds at a time.

    Returns
    -------
    Labelling
        Of all units, in the order of the corpus.

    Raises
    ------
    ArgmineError
        If there are fewer than two groups of op-eds.
    """
    folds = author_folds(corpus, also, n_folds)
    found = Parallel(n_jobs=n_jobs)(delayed(_label)(learn, fold) for fold in folds)
    joined = join_labellings(found)
    bounds = np.cumsum([0, *(len(article.units) for article in corpus)])
    rows = np.concatenate([np.arange(bounds[place], bounds[place + 1]) for fold in folds for place in fold.places])
    probabilities = np.empty_like(joined.probabilities)
    probabilities[rows] = joined.probabilities
    return Labelling(joined.classes, probabilities)


def _label(learn: Learner, fold: Fold) -> Labelling:
    labeller: Labeller = learn(fold.training)
    return labeller(fold.held)
