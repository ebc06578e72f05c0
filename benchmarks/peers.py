"""What speed is measured against: the peers of ``argmine.evaluation.peers``, and the size of a transformer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec

import numpy as np

from argmine.evaluation import peers as text_classifiers
from argmine.evaluation.peers import Score, Train
from argmine.models.scoring import FloatArray


def random_transformer(texts: Sequence[str], labels: Sequence[str]) -> Score:  # noqa: ARG001
    """Time an encoder of AraBERT-base size (12 layers of 768, 12 heads) with random weights."""
    import torch

    torch.set_num_threads(1)
    layer = torch.nn.TransformerEncoderLayer(768, 12, 3072, batch_first=True, activation="gelu")
    encoder = torch.nn.TransformerEncoder(layer, 12, enable_nested_tensor=False).eval()
    embedding = torch.nn.Embedding(64_000, 768)

    def score(batch: Sequence[str]) -> FloatArray:
        found = []
        with torch.inference_mode():
            for text in batch:
                length = max(2, int(1.5 * len(text.split())))  # AraBERT's word pieces a word, roughly
                found.append(encoder(embedding(torch.randint(0, 64_000, (1, length))))[0, 0, :4].numpy())
        return np.array(found)

    return score


def peers() -> dict[str, Train]:
    """Return the peers that are installed."""
    more: dict[str, Train] = {}
    if find_spec("fasttext"):
        fasttext = text_classifiers.fasttext_supervised
        more["fastText supervised, same n-grams, its own 100 dimensions"] = partial(fasttext, dimensions=100)
    if find_spec("torch"):
        more["transformer of AraBERT-base size, random weights"] = random_transformer
    return text_classifiers.peers() | more
