"""Learning of word vectors from unlabelled text; needs scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.utils.extmath import randomized_svd

from argmine.features.tokens import TokenBatch, tokenize
from argmine.features.vectors import WordVectors

WINDOW = 5  # words to either side; the nearer count more
SMOOTHING = 0.75  # of context frequencies, which keeps rare contexts from looking informative
FREQUENT = 1e-3  # a word of this share counts half
_OUTSIDE, _UNKNOWN = 0, -1  # the edge of a unit is a context like a word


def learn_vectors(units: Sequence[str], n_dimensions: int = 200, min_count: int = 5, seed: int = 0) -> WordVectors:
    """Learn vectors of words from the company that they keep.

    Parameters
    ----------
    units : sequence of str
        Texts of argument units.
    n_dimensions : int
        Length of a vector.
    min_count : int
        Words that are rarer get none.
    seed : int
        Seed of the randomized decomposition.

    Returns
    -------
    WordVectors
        Of every word that is frequent enough.

    References
    ----------
    O. Levy and Y. Goldberg, "Neural word embedding as implicit matrix factorization", NeurIPS 2014 (positive pointwise
    mutual information, singular values); O. Levy et al., "Improving distributional similarity with lessons learned from
    word embeddings", TACL 2015 (smoothing, square root of the singular values).

    Examples
    --------
    >>> learn_vectors(["قال الوزير", "قال المدير"] * 5, n_dimensions=2).codes.shape
    (3, 2)
    """
    tokens = tokenize(units)
    hashes, word, count = np.unique(tokens.words, return_inverse=True, return_counts=True)
    kept = count >= min_count
    number = np.where(kept, np.cumsum(kept), _UNKNOWN)  # 0 stands for the edge of a unit
    frequency = np.append(2 * tokens.n_units, count[kept])
    associations = _associations(_with_edges(number[word], tokens), len(frequency))
    left, strength, _ = randomized_svd(associations, n_dimensions, random_state=seed)
    vectors = (left * np.sqrt(strength))[1:]
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    shares = frequency[1:] / frequency[1:].sum()
    weights = FREQUENT / (FREQUENT + shares)
    importance = weights * shares
    vectors -= (vectors * importance[:, None]).sum(axis=0) / importance.sum()
    codes = np.clip(np.round(vectors * 127), -127, 127).astype(np.int8)
    return WordVectors(hashes[kept], weights.astype(np.float16), codes)


def _with_edges(numbers: NDArray[np.intp], tokens: TokenBatch) -> NDArray[np.intp]:
    """Put an edge before and after each unit, and more unknown words than the window is wide between units."""
    padding = np.array([_OUTSIDE, *[_UNKNOWN] * WINDOW, _OUTSIDE], dtype=np.intp)
    where = np.repeat(tokens.word_start, len(padding))
    result: NDArray[np.intp] = np.insert(numbers, where, np.tile(padding, tokens.n_units + 1))
    return result


def _associations(sequence: NDArray[np.intp], n_words: int) -> sp.csr_array:
    """Positive pointwise mutual information of words within the window."""
    together = sp.csr_array((n_words, n_words), dtype=np.float64)
    for distance in range(1, WINDOW + 1):
        a, b = sequence[:-distance], sequence[distance:]
        both = (a != _UNKNOWN) & (b != _UNKNOWN)
        together = (
            together
            + sp.coo_array((np.full(both.sum(), 1 / distance), (a[both], b[both])), shape=together.shape).tocsr()
        )
    pairs = (together + together.T).tocoo()
    rows, columns = pairs.coords
    total = np.bincount(rows, weights=pairs.data, minlength=n_words)
    context = total**SMOOTHING
    context *= total.sum() / context.sum()
    information = np.log(pairs.data * total.sum() / (total[rows] * context[columns]))
    positive = information > 0
    return sp.csr_array((information[positive], (rows[positive], columns[positive])), shape=pairs.shape)
