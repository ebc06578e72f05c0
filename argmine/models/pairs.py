"""Features of pairs of units, which say whether one may serve the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argmine.features.cues import cue_groups
from argmine.features.extraction import UnitFeatures
from argmine.models.roles import ROLES, TO_MAIN, UNLINKED, role_of_pair
from argmine.models.scoring import FloatArray

WINDOW = 8  # units; in the corpora five relations in six reach no further, and most of the others the main claim
LEADERS = 2  # claims of an article that look most like the main one, which may be targets from afar
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
        "target:main claim, log",
        "target:likeliest main claim",
        "role:to main claim, of the likeliest",
        "role:to main claim, of others",
        "role:this way and distance",
        "role:this way and distance, log",
        "role:unlinked",
        "between:claims or questions, log",
        "between:none, before",
        "between:none, after",
        "between:one, before",
        "between:one, after",
        *(f"source opens:{group}" for group in _SOURCE_CUES),
        *(f"source opens, target before:{group}" for group in _SOURCE_CUES),
        *(f"target opens:{group}" for group in _TARGET_CUES),
        *(f"target has:{group}" for group in _TARGET_CUES),
        "source:ends in colon",
    )


def unit_pairs(
    features: UnitFeatures,
    labels: FloatArray,
    roles: FloatArray,
    main: FloatArray,
    begin: int = 0,
    end: int | None = None,
) -> Pairs:
    """Describe all pairs within the window, and those with a likely main claim.

    Parameters
    ----------
    features : UnitFeatures
        Of the units.
    labels : array of float32, shape (n_units, 3)
        Probability of claim, evidence and rhetorical question.
    roles : array of float32, shape (n_units, 7)
        Probability of each role.
    main : array of float32, shape (n_units,)
        Probability of being the main claim.
    begin, end : int
        Rows that may be sources; all of them if not given.

    Returns
    -------
    Pairs
        Every ordered pair of units of one article at most ``WINDOW`` apart or with a likely main claim as target,
        sorted by source.
    """
    batch, cues, place, sketch = features.batch, features.cues, features.places, features.sketch
    n = len(batch)
    leaders = _leaders(main, batch.article)
    source, target = _candidates(batch.article, leaders, begin, n if end is None else end)
    distance = target - source
    groups = {group: index for index, group in enumerate(cue_groups())}
    half = len(groups)
    paragraph = batch.article * (n + 1) + batch.paragraph
    same = (paragraph[source] == paragraph[target]).astype(np.float32)
    claims = np.concatenate([[0.0], np.cumsum(labels[:, 0])]).astype(np.float32)
    low, high = np.minimum(source, target), np.maximum(source, target)
    between = claims[high] - claims[low + 1]
    questions = np.concatenate([[0.0], np.cumsum(labels[:, 2])]).astype(np.float32)
    asked = questions[high] - questions[low + 1]
    between_one = np.exp(-3 * np.abs(between + asked - 1))
    likeliest = (leaders[source, 0] == target).astype(np.float32)
    this_way = roles[source, role_of_pair(source, target)]
    before = (distance < 0).astype(np.float32)
    adjacent = (np.abs(distance) == 1).astype(np.float32)
    a, b = labels[source], labels[target]
    opens = cues[:, half : 2 * half]
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
        np.log(main[target] + np.float32(1e-3)),
        likeliest,
        likeliest * roles[source, ROLES.index(TO_MAIN)],
        (1 - likeliest) * roles[source, ROLES.index(TO_MAIN)],
        this_way,
        np.log(this_way + np.float32(1e-2)),
        roles[source, ROLES.index(UNLINKED)],
        np.log1p(between + asked),
        *(nearer * side for nearer in (np.exp(-3 * (between + asked)), between_one) for side in (before, 1 - before)),
        *source_cues.T,
        *(source_cues * before[:, None]).T,
        *opens[:, target_groups][target].T,
        *cues[:, target_groups][target].T,
        np.array([text.rstrip().endswith(":") for text in batch.texts])[source],
    ]
    return Pairs(source, target, np.column_stack(columns).astype(np.float32))


def _leaders(main: FloatArray, article: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return for each unit the rows of its article's likeliest main claims, -1 where there are fewer."""
    leaders = np.full((len(main), LEADERS), -1, dtype=np.intp)
    order = np.lexsort((np.arange(len(main)), -main, article))
    starts = np.flatnonzero(np.diff(article, prepend=-1))
    sizes = np.diff(np.append(starts, len(article)))
    for place in range(LEADERS):
        row = order[np.minimum(starts + place, starts + sizes - 1)]
        there = (sizes > place) & (main[row] > 0)
        leaders[:, place] = np.repeat(np.where(there, row, -1), sizes)
    return leaders


def _candidates(
    article: NDArray[np.intp], leaders: NDArray[np.intp], begin: int, end: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the ordered pairs of rows of one article within the window or with a leader, sorted by source, target."""
    offsets = np.array([d for d in range(-WINDOW, WINDOW + 1) if d])
    rows = np.arange(begin, end)
    near_source = np.repeat(rows, len(offsets))
    near_target = near_source + np.tile(offsets, len(rows))
    inside = (near_target >= 0) & (near_target < len(article))
    near_source, near_target = near_source[inside], near_target[inside]
    same = article[near_source] == article[near_target]
    far_source, far_target = np.repeat(rows, LEADERS), leaders[begin:end].ravel()
    far = (far_target >= 0) & (np.abs(far_target - far_source) > WINDOW)
    source = np.concatenate([near_source[same], far_source[far]])
    target = np.concatenate([near_target[same], far_target[far]])
    order = np.lexsort((target, source))
    return source[order], target[order]
