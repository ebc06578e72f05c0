from __future__ import annotations

import numpy as np
from sklearn.metrics import f1_score

from argmine.models.calibration import fit_offsets, fit_temperature


def test_offsets_raise_macro_f1_of_a_class_that_was_left_short() -> None:
    random = np.random.default_rng(0)
    y = random.choice(3, 600, p=[0.6, 0.3, 0.1])
    scores = (np.eye(3)[y] + random.normal(0, 0.7, (600, 3)) + [1.0, 0.0, -0.5]).astype(np.float32)
    offsets = fit_offsets(scores, y)
    before, after = (f1_score(y, (scores + shift).argmax(axis=1), average="macro") for shift in (0, offsets))
    assert after > before
    assert (fit_offsets(scores, y) == offsets).all()


def test_offsets_need_enough_units_of_each_class() -> None:
    y = np.repeat([0, 1], [100, 10])
    assert not fit_offsets(np.zeros((110, 2), dtype=np.float32), y).any()


def test_a_temperature_leaves_good_probabilities_alone() -> None:
    random = np.random.default_rng(0)
    scores = random.normal(0, 1, (4000, 2)).astype(np.float32)
    chance = 1 / (1 + np.exp(scores[:, 0] - scores[:, 1]))
    y = (random.random(4000) < chance).astype(np.intp)
    assert 0.85 < fit_temperature(scores, y) < 1.15
