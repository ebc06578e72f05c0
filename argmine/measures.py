"""Figures that describe how an op-ed argues, read off its units and relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from argmine.article import LABELS, Article
from argmine.features.cues import cue_groups
from argmine.features.tokens import tokenize
from argmine.questions.runs import QUESTION, question_runs

FIFTHS = 5
_ATTRIBUTION = ("reporting", "attribution", "scripture")


@dataclass(frozen=True, slots=True)
class Measures:
    """How an op-ed argues, in figures.

    Parameters
    ----------
    units : int
        Number of units.
    shares : mapping of str to float
        Share of the units that have each label.
    evidence_per_claim : float
        Units labelled evidence for each unit labelled claim; 0 without claims.
    unsupported_claims : int
        Claims that no evidence supports, directly or through another unit.
    attacked_claims : int
        Claims that some unit attacks.
    depth : int
        Relations on the longest way from a unit to the root of its tree.
    width : int
        Largest number of units at one depth of the main claim's tree.
    questions_per_unit : float
        Share of the units that are rhetorical questions.
    longest_run : int
        Questions in the longest run.
    attribution : float
        Share of the argumentative units with a reporting verb, a source or a scripture in them.
    profile : mapping of str to sequence of float
        For each label its share in each fifth of the op-ed.
    """

    units: int
    shares: Mapping[str, float]
    evidence_per_claim: float
    unsupported_claims: int
    attacked_claims: int
    depth: int
    width: int
    questions_per_unit: float
    longest_run: int
    attribution: float
    profile: Mapping[str, Sequence[float]]

    def to_dict(self) -> dict[str, object]:
        """Return the measures as a JSON-ready dictionary."""
        return asdict(self)


def measure(article: Article) -> Measures:
    """Measure a labelled op-ed.

    Parameters
    ----------
    article : Article
        With labels and relations, gold or predicted.

    Returns
    -------
    Measures
        All zero for an op-ed without units.

    Examples
    --------
    >>> from argmine.article import Relation, Unit
    >>> units = (Unit(0, 2, "evidence", relation=Relation("support", 1)), Unit(3, 5, "claim", main=True))
    >>> measures = measure(Article("a", "قد زد", units))
    >>> measures.depth, measures.unsupported_claims, measures.evidence_per_claim
    (1, 0, 1.0)
    """
    labels = [str(unit.label) for unit in article.units]
    n = max(len(labels), 1)
    claims = [index for index, label in enumerate(labels) if label == "claim"]
    attacked = {u.relation.target for u in article.units if u.relation and u.relation.type == "attack"}
    depths = _depths(article)
    main = next((index for index, unit in enumerate(article.units) if unit.main), None)
    levels = [depth for depth, root in depths if root == main]
    runs = question_runs(article.units, article.text)
    return Measures(
        units=len(labels),
        shares={label: labels.count(label) / n for label in dict.fromkeys((*LABELS, *labels))},
        evidence_per_claim=labels.count("evidence") / len(claims) if claims else 0.0,
        unsupported_claims=len(set(claims) - _supported(article)),
        attacked_claims=len(attacked & set(claims)),
        depth=max((depth for depth, _ in depths), default=0),
        width=max(map(levels.count, set(levels)), default=0),
        questions_per_unit=labels.count(QUESTION) / n,
        longest_run=max((len(run.units) for run in runs), default=0),
        attribution=_attribution(article),
        profile=_profile(labels),
    )


def _supported(article: Article) -> set[int]:
    """Units that evidence supports, directly or through others."""
    supported: set[int] = set()
    for unit in article.units:
        if unit.label != "evidence":
            continue
        step = unit
        while step.relation is not None and step.relation.type == "support" and step.relation.target not in supported:
            supported.add(step.relation.target)
            step = article.units[step.relation.target]
    return supported


def _depths(article: Article) -> list[tuple[int, int]]:
    """Depth and root of each unit that is not labelled none."""
    found = []
    for index, unit in enumerate(article.units):
        if unit.label == "none":
            continue
        depth, at = 0, index
        while (relation := article.units[at].relation) is not None and depth < len(article.units):
            at, depth = relation.target, depth + 1
        found.append((depth, at))
    return found


def _attribution(article: Article) -> float:
    texts = [text for text, unit in zip(article.unit_texts, article.units, strict=True) if unit.label != "none"]
    if not texts:
        return 0.0
    from argmine.features.cues import cue_features

    columns = [cue_groups().index(group) for group in _ATTRIBUTION]
    return float((cue_features(tokenize(texts))[:, columns] > 0).any(axis=1).mean())


def _profile(labels: Sequence[str]) -> dict[str, list[float]]:
    profile = {label: [0.0] * FIFTHS for label in dict.fromkeys((*LABELS, *labels))}
    sizes = [0] * FIFTHS
    for index, label in enumerate(labels):
        fifth = index * FIFTHS // len(labels)
        profile[label][fifth] += 1
        sizes[fifth] += 1
    return {
        label: [count / size if size else 0.0 for count, size in zip(counts, sizes, strict=True)]
        for label, counts in profile.items()
    }
