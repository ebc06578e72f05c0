"""Features of pairs of units, which say whether one may serve the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argmine.features.cues import cue_groups
from argmine.features.extraction import UnitFeatures
from argmine.models.scoring import FloatArray

WINDOW = 8  # units; in the corpora nineteen relations in twenty reach no further
_SOURCE_CUES = (
    "cause",
    "contrast",
    "inference",
    "example",
    "reporting",
    "attribution",
    "quantity",
    "deixis",
    "negation",
)
_TARGET_CUES = ("inference", "obligation", "stance", "evaluation", "negation", "hedge_prediction", "contrast")
_LABELS = ("claim", "evidence", "rhetorical_question")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of a batch.

    Parameters
    ----------
    source, target : array of int, shape (m,)
        Rows of the batch; both in the same article.
    features : array of float32, shape (m, len(pair_names()))
        What is known of each pair.
    """

    source: NDArray[np.intp]
    target: NDArray[np.intp]
    features: FloatArray


def pair_names() -> tuple[str, ...]:
    """Return the names of the columns of ``Pairs.features``."""
    return (
        *(f"distance:{d:+d}" for d in (-4, -3, -2, -1, 1, 2, 3, 4)),
        "distance:far before",
        "distance:far after",
        "distance:log",
        "place:same paragraph",
        "place:source opens paragraph",
        "place:target opens paragraph",
        "place:target closes paragraph",
        "place:target opens article",
        "place:target closes article",
        "overlap:words",
        "between:claims",
        "between:nearest claim",
        *(f"source:{label}" for label in _LABELS),
        *(f"target:{label}" for label in _LABELS),
        *(f"pair:{a}>{b}" for a in _LABELS for b in ("claim", "rhetorical_question")),
        *(f"before:{a}>claim" for a in _LABELS),
        *(f"adjacent:{a}>{b}" for a in _LABELS for b in ("claim", "rhetorical_question")),
        *(f"same paragraph:{a}>claim" for a in _LABELS),
        "target:main claim",
        *(f"source opens:{group}" for group in _SOURCE_CUES),
        *(f"source opens, target before:{group}" for group in _SOURCE_CUES),
        *(f"target opens:{group}" for group in _TARGET_CUES),
        *(f"target has:{group}" for group in _TARGET_CUES),
        "source:ends in colon",
    )


def unit_pairs(
    features: UnitFeatures, labels: FloatArray, main: FloatArray, begin: int = 0, end: int | None = None
) -> Pairs:
    """Describe all pairs within the window.

    Parameters
    ----------
    features : UnitFeatures
        Of the units.
    labels : array of float32, shape (n_units, 3)
        Probability of claim, evidence and rhetorical question.
    main : array of float32, shape (n_units,)
        Probability of being the main claim.
    begin, end : int
        Rows that may be sources; all of them if not given.

    Returns
    -------
    Pairs
        Every ordered pair of units of one article at most ``WINDOW`` apart.
    """
    batch, cues, place, sketch = features.batch, features.cues, features.places, features.sketch
    n = len(batch)
    source, target = _neighbours(batch.article, begin, n if end is None else end)
    distance = target - source
    groups = {group: index for index, group in enumerate(cue_groups())}
    half = len(groups)
    paragraph = batch.article * (n + 1) + batch.paragraph
    same = (paragraph[source] == paragraph[target]).astype(np.float32)
    claims = np.concatenate([[0.0], np.cumsum(labels[:, 0])]).astype(np.float32)
    low, high = np.minimum(source, target), np.maximum(source, target)
    between = claims[high] - claims[low + 1]
    before = (distance < 0).astype(np.float32)
    adjacent = (np.abs(distance) == 1).astype(np.float32)
    a, b = labels[source], labels[target]
    opens = cues[:, half:]
    source_cues = opens[:, [groups[g] for g in _SOURCE_CUES]][source]
    target_groups = [groups[g] for g in _TARGET_CUES]
    columns = [
        *((distance == d) for d in (-4, -3, -2, -1, 1, 2, 3, 4)),
        distance < -4,
        distance > 4,
        np.log(np.abs(distance)) if len(distance) else distance,
        same,
        place[source, 6],
        place[target, 6],
        place[target, 7],
        place[target, 0],
        place[target, 2],
        np.einsum("ij,ij->i", sketch[source], sketch[target]),
        between,
        np.exp(-2 * between) * b[:, 0],
        *a.T,
        *b.T,
        *(a[:, i] * b[:, j] for i in range(3) for j in (0, 2)),
        *(a[:, i] * b[:, 0] * before for i in range(3)),
        *(a[:, i] * b[:, j] * adjacent for i in range(3) for j in (0, 2)),
        *(a[:, i] * b[:, 0] * same for i in range(3)),
        main[target],
        *source_cues.T,
        *(source_cues * before[:, None]).T,
        *opens[:, target_groups][target].T,
        *cues[:, target_groups][target].T,
        np.array([text.rstrip().endswith(":") for text in batch.texts])[source],
    ]
    return Pairs(source, target, np.column_stack(columns).astype(np.float32))


def _neighbours(article: NDArray[np.intp], begin: int, end: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the ordered pairs of rows of one article within the window, sorted by source, then target."""
    n = len(article)
    offsets = np.array([d for d in range(-WINDOW, WINDOW + 1) if d])
    source = np.repeat(np.arange(begin, end), len(offsets))
    target = source + np.tile(offsets, end - begin)
    inside = (target >= 0) & (target < n)
    source, target = source[inside], target[inside]
    same = article[source] == article[target]
    return source[same], target[same]
