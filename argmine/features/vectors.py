"""Vectors of words, learned from unlabelled press: words that keep the same company have similar ones.

A linear model on averaged vectors is itself a weight for each word, so that the vectors are needed for training only:
:class:`argmine.models.scoring.WordScores` holds what is left of them in a trained model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from argmine.errors import ArgmineError
from argmine.features.tokens import TokenBatch

FILE = "vectors.npz"


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Vectors of the words of a vocabulary.

    Parameters
    ----------
    hashes : array of uint64, shape (n_words,)
        Hash of each word, ascending, as :func:`argmine.features.tokens.tokenize` makes it.
    weights : array of float16, shape (n_words,)
        How much a word counts: little if it is frequent.
    codes : array of int8, shape (n_words, n_dimensions)
        Vectors; the components of a word's vector are multiples of one 127th.
    """

    hashes: NDArray[np.uint64]
    weights: NDArray[np.float16]
    codes: NDArray[np.int8]

    @property
    def vectors(self) -> NDArray[np.float32]:
        """The vectors, shape (n_words, n_dimensions)."""
        return self.codes.astype(np.float32) / np.float32(127)

    def rows(self, words: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Look words up.

        Parameters
        ----------
        words : array of uint64, shape (n,)
            Hashes.

        Returns
        -------
        rows : array of int, shape (n,)
            Row of each word, of any where it is not known.
        known : array of bool, shape (n,)
            Whether it is.
        """
        return look_up(self.hashes, words)

    def features(self, tokens: TokenBatch) -> NDArray[np.float32]:
        """Average the vectors of each unit's words.

        Parameters
        ----------
        tokens : TokenBatch
            The hashed units.

        Returns
        -------
        array of float32, shape (n_units, n_dimensions)
            Weighted sum over the known words, divided by the root of the sum of the squared weights: a norm that is
            additive, as that of the n-grams is.

        References
        ----------
        S. Arora, Y. Liang, T. Ma, "A simple but tough-to-beat baseline for sentence embeddings", ICLR 2017 (weights).
        """
        rows, known = self.rows(tokens.words)
        units, rows = tokens.word_unit[known], rows[known]
        weights = self.weights[rows].astype(np.float32)
        total = np.zeros((tokens.n_units, self.codes.shape[1]), dtype=np.float32)
        starts = np.flatnonzero(np.diff(units, prepend=-1))
        if len(starts):
            total[units[starts]] = np.add.reduceat(self.vectors[rows] * weights[:, None], starts, axis=0)
        norm = np.bincount(units, weights=weights**2, minlength=tokens.n_units)
        result: NDArray[np.float32] = total / np.sqrt(np.maximum(norm, 1e-12)).astype(np.float32)[:, None]
        return result

    def to_bytes(self) -> bytes:
        """Pack the vectors into an ``.npz`` file; the same vectors give the same bytes."""
        buffer = BytesIO()
        np.savez_compressed(buffer, hashes=self.hashes, weights=self.weights, codes=self.codes)
        return buffer.getvalue()


def look_up(hashes: NDArray[np.uint64], words: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Find words in a sorted vocabulary.

    Parameters
    ----------
    hashes : array of uint64, shape (n_words,)
        Ascending.
    words : array of uint64, shape (n,)
        Hashes to find.

    Returns
    -------
    rows : array of int, shape (n,)
        Row of each word, of any where it is not known.
    known : array of bool, shape (n,)
        Whether it is.

    Examples
    --------
    >>> rows, known = look_up(np.array([3, 8], dtype=np.uint64), np.array([8, 9], dtype=np.uint64))
    >>> rows.tolist(), known.tolist()
    ([1, 1], [True, False])
    """
    rows = np.minimum(np.searchsorted(hashes, words), len(hashes) - 1)
    return rows, hashes[rows] == words


@cache
def shipped_vectors() -> WordVectors:
    """Return the vectors that ship with the package.

    Returns
    -------
    WordVectors
        Learned by ``benchmarks/vectors.py``.

    Raises
    ------
    ArgmineError
        If the package was installed without them.
    """
    source = resources.files("argmine.trained").joinpath(FILE)
    try:
        content = source.read_bytes()
    except OSError as error:
        raise ArgmineError(f"{source}: the word vectors are missing ({error}); install argmine again") from error
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        return WordVectors(arrays["hashes"], arrays["weights"], arrays["codes"])
