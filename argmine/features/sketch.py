"""Sketches of vocabulary, whose dot products estimate how many words two units share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from argmine.features.tokens import TokenBatch

SKETCH = 256


def lexical_sketch(tokens: TokenBatch) -> NDArray[np.float32]:
    """Sketch the words of each unit so that dot products estimate shared vocabulary.

    Parameters
    ----------
    tokens : TokenBatch
        The hashed units.

    Returns
    -------
    array of float32, shape (n_units, 256)
        Unit vectors; words of fewer than four letters are left out.

    References
    ----------
    M. Charikar, K. Chen, M. Farach-Colton, "Finding frequent items in data streams", 2004 (count sketch).
    """
    long = np.diff(tokens.word_span, axis=1).ravel() >= 4
    words, units = tokens.words[long], tokens.word_unit[long]
    mixed = words * np.uint64(0x9E3779B97F4A7C15)
    column = (mixed >> np.uint64(56)).astype(np.intp)
    sign = np.where((mixed >> np.uint64(40)) & np.uint64(1), 1.0, -1.0)
    sketch = np.bincount(units * SKETCH + column, weights=sign, minlength=tokens.n_units * SKETCH)
    sketch = sketch.reshape(tokens.n_units, SKETCH).astype(np.float32)
    norm = np.linalg.norm(sketch, axis=1, keepdims=True)
    result: NDArray[np.float32] = sketch / np.maximum(norm, 1)
    return result
