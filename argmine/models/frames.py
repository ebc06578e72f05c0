"""The input of the estimators: frames or lists of units into batches, and articles into folds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from argmine.features.batch import UnitBatch


def as_batch(X: Any) -> tuple[UnitBatch, NDArray[np.intp]]:  # noqa: N803
    """Bring the input of an estimator into a batch.

    Parameters
    ----------
    X : DataFrame or sequence of str
        As in :meth:`UnitClassifier.fit`.

    Returns
    -------
    batch : UnitBatch
        Units with each article's units next to each other.
    order : array of int, shape (n,)
        Row of `X` that each unit of the batch came from.

    Raises
    ------
    ValueError
        If the input has no texts, or something else than strings.
    """
    if hasattr(X, "columns"):
        if "text" not in X.columns:
            raise ValueError(f"X has columns {list(X.columns)}; it needs a column 'text', and 'article' for context")
        texts = X["text"].tolist()
        article = X["article"].to_numpy() if "article" in X.columns else np.arange(len(texts))
        paragraph = X["paragraph"].to_numpy() if "paragraph" in X.columns else np.zeros(len(texts), dtype=np.intp)
    else:
        if isinstance(X, str):
            raise ValueError("X is one string; give a list of units")
        texts = np.asarray(X, dtype=object).ravel().tolist() if not isinstance(X, Sequence) else list(X)
        article = np.arange(len(texts))
        paragraph = np.zeros(len(texts), dtype=np.intp)
    for row, text in enumerate(texts):
        if not isinstance(text, str):
            raise ValueError(f"row {row} of X is {type(text).__name__}, not a string; each row is the text of a unit")
    _, first, number = np.unique(article, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.intp)
    rank[np.argsort(first)] = np.arange(len(first))
    number = rank[number]
    order = np.argsort(number, kind="stable")
    ordered = [texts[row] for row in order]
    return UnitBatch(ordered, number[order], np.asarray(paragraph, dtype=np.intp)[order], len(first)), order


def article_folds(article: NDArray[np.intp], n_folds: int, seed: int) -> NDArray[np.intp]:
    """Deal articles out to folds.

    Parameters
    ----------
    article : array of int, shape (n_units,)
        Number of the article of each unit.
    n_folds : int
        Folds at most; with fewer articles, that many.
    seed : int
        Seed of the shuffle.

    Returns
    -------
    array of int, shape (n_units,)
        Fold of each unit; units of an article share theirs.
    """
    articles, inverse = np.unique(article, return_inverse=True)
    shuffled = np.random.default_rng(seed).permutation(len(articles))
    fold = np.empty(len(articles), dtype=np.intp)
    fold[shuffled] = np.arange(len(articles)) % min(n_folds, len(articles))
    return fold[inverse]
