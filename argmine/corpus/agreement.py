"""Agreement between two annotations of the same articles."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from sklearn.metrics import cohen_kappa_score, f1_score

from argmine.article import Article, Unit
from argmine.errors import ArgmineError
from argmine.evaluation.scores import Interval, bootstrap
from argmine.questions.runs import QUESTION

Annotation = Mapping[str, Sequence[Unit]]
NO_RELATION = "no relation"
NO_FUNCTION = "no function"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two annotations agree.

    Parameters
    ----------
    articles : int
        Articles that both annotated.
    units : int
        Units with the same span in both.
    same_spans : float
        F1 of exactly matching spans.
    labels : Coefficients
        Of the labels, over all units.
    by_label : mapping of str to Coefficients
        Of each label against all others.
    macro_f1 : Interval
        Of the second annotator's labels against the first's: what a model would have to reach.
    functions : Coefficients or None
        Of question functions, over the units that both call rhetorical questions.
    relation_types : Coefficients or None
        Of support, attack and no relation, over units that neither labels ``none``.
    attachment_f1 : Interval or None
        F1 of (source, target) pairs.
    main_claim : Interval or None
        Share of articles with the same main claim.
    """

    articles: int
    units: int
    same_spans: float
    labels: Coefficients
    by_label: Mapping[str, Coefficients]
    macro_f1: Interval
    functions: Coefficients | None
    relation_types: Coefficients | None
    attachment_f1: Interval | None
    main_claim: Interval | None

    def to_dict(self) -> dict[str, object]:
        """Return the agreement as a JSON-ready dictionary."""
        return asdict(self)

    def to_text(self) -> str:
        """Return the agreement as lines for the terminal."""
        head = f"{'':<34}{'n':>6}  {'observed':>8}  {'kappa':<22}{'alpha':>6}"
        lines = [
            f"{self.articles} articles in both, {self.units} units with the same span (span F1 {self.same_spans:.3f})",
            f"macro-F1 of the second against the first {self.macro_f1}",
            "",
            head,
            _line("labels", self.labels),
            *(_line(f"  {label}", found) for label, found in self.by_label.items()),
        ]
        if self.functions is not None:
            lines.append(_line("question functions", self.functions))
        if self.relation_types is not None:
            lines.append(_line("relation types", self.relation_types))
        if self.attachment_f1 is not None:
            lines += ["", f"relation targets, attachment F1   {self.attachment_f1}"]
        if self.main_claim is not None:
            lines.append(f"same main claim                   {self.main_claim}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Agreement on one choice.

    Parameters
    ----------
    n : int
        Units compared.
    observed : float
        Share of equal choices.
    kappa : Interval
        Cohen's kappa with a 95 % bootstrap interval over articles.
    alpha : float
        Krippendorff's alpha, nominal.
    """

    n: int
    observed: float
    kappa: Interval
    alpha: float


def _line(name: str, found: Coefficients) -> str:
    return f"{name:<34}{found.n:>6}  {found.observed:>8.3f}  {found.kappa!s:<22}{found.alpha:>6.3f}"


def agreement(first: Annotation, second: Annotation) -> Agreement:
    """Compare two annotations.

    Parameters
    ----------
    first, second : mapping of str to sequence of Unit
        Units of each article, by its id.

    Returns
    -------
    Agreement
        Over the articles that stand in both and the units whose spans are equal.

    Raises
    ------
    ArgmineError
        If no article, or no span, stands in both, or a relation leads nowhere.

    References
    ----------
    J. Cohen, "A coefficient of agreement for nominal scales", 1960; K. Krippendorff, "Content Analysis", 2004, ch. 11;
    R. Artstein and M. Poesio, "Inter-coder agreement for computational linguistics", CL 34, 2008.

    Examples
    --------
    >>> units = [Unit(0, 4, "claim", main=True), Unit(5, 9, "evidence")]
    >>> agreement({"a": units}, {"a": units}).labels.observed
    1.0
    """
    ids = sorted(first.keys() & second.keys())
    for side in (first, second):
        for name in ids:
            _check_targets(name, side[name])
    pairs = [(number, a, b) for number, name in enumerate(ids) for a, b in _same_spans(first[name], second[name])]
    if not pairs:
        raise ArgmineError("the two annotations have no unit in common; compare annotations of the same articles")
    article = np.array([number for number, _, _ in pairs], dtype=np.intp)
    labels = [(str(a.label), str(b.label)) for _, a, b in pairs]
    names = sorted({label for pair in labels for label in pair})
    asked = [n for n, (a, b) in enumerate(labels) if a == b == QUESTION]
    functions = [(pairs[n][1].function or NO_FUNCTION, pairs[n][2].function or NO_FUNCTION) for n in asked]
    argued = [n for n, (a, b) in enumerate(labels) if "none" not in (a, b)]
    types = [(_relation_type(pairs[n][1]), _relation_type(pairs[n][2])) for n in argued]
    has_relations = any(kind != NO_RELATION for pair in types for kind in pair)
    total = sum(len(side[name]) for side in (first, second) for name in ids)
    return Agreement(
        articles=len(ids),
        units=len(pairs),
        same_spans=2 * len(pairs) / total,
        labels=coefficients(labels, article),
        by_label={name: coefficients([(a == name, b == name) for a, b in labels], article) for name in names},
        macro_f1=bootstrap(_macro_f1_of(labels), article),
        functions=coefficients(functions, article[asked]) if functions else None,
        relation_types=coefficients(types, article[argued]) if has_relations else None,
        attachment_f1=_attachment_f1(first, second, ids) if has_relations else None,
        main_claim=_main_claim(first, second, ids),
    )


def coefficients(
    pairs: Sequence[tuple[Hashable, Hashable]], article: np.ndarray[tuple[int], np.dtype[np.intp]]
) -> Coefficients:
    """Compute agreement coefficients of pairs of choices.

    Parameters
    ----------
    pairs : sequence of (object, object)
        What each annotator chose for each unit.
    article : array of int, shape (n,)
        Article of each unit, for the interval.

    Returns
    -------
    Coefficients
        Observed agreement, kappa, alpha.

    Examples
    --------
    >>> found = coefficients([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")], np.arange(4))
    >>> found.observed, found.kappa.value, round(found.alpha, 3)
    (0.75, 0.5, 0.533)
    """
    codes = {choice: number for number, choice in enumerate(sorted({c for pair in pairs for c in pair}, key=str))}
    a, b = np.array([[codes[x], codes[y]] for x, y in pairs]).T

    def kappa(rows: np.ndarray[tuple[int], np.dtype[np.intp]]) -> float:
        x, y = a[rows], b[rows]
        if len(codes) == 1 or (x.min() == x.max() == y.min() == y.max()):
            return 1.0  # one choice throughout: nothing was disagreed on, and scikit-learn would divide by zero
        return float(cohen_kappa_score(x, y))

    return Coefficients(len(pairs), float((a == b).mean()), bootstrap(kappa, article), _alpha(a, b))


def _alpha(a: np.ndarray[tuple[int], np.dtype[np.intp]], b: np.ndarray[tuple[int], np.dtype[np.intp]]) -> float:
    """Krippendorff's nominal alpha for two annotators without gaps."""
    counts = np.bincount(np.concatenate([a, b]))
    n = counts.sum()
    expected = 1 - float((counts * (counts - 1)).sum()) / (n * (n - 1))
    return 1.0 if expected == 0 else float(1 - (a != b).mean() / expected)


def _same_spans(first: Sequence[Unit], second: Sequence[Unit]) -> list[tuple[Unit, Unit]]:
    others = {(unit.start, unit.end): unit for unit in second}
    return [(unit, others[unit.start, unit.end]) for unit in first if (unit.start, unit.end) in others]


def _relation_type(unit: Unit) -> str:
    return unit.relation.type if unit.relation else NO_RELATION


def _macro_f1_of(labels: Sequence[tuple[str, str]]) -> Callable[[np.ndarray[tuple[int], np.dtype[np.intp]]], float]:
    gold, other = (np.array(side, dtype=object) for side in zip(*labels, strict=True))
    return lambda rows: float(f1_score(gold[rows], other[rows], average="macro", zero_division=0))


def _attachment_f1(first: Annotation, second: Annotation, ids: Sequence[str]) -> Interval:
    counts = np.array([_attachments(first[name], second[name]) for name in ids], dtype=np.float64)

    def score(rows: np.ndarray[tuple[int], np.dtype[np.intp]]) -> float:
        hits, total = counts[rows].sum(axis=0)
        return float(2 * hits / total) if total else 0.0

    return bootstrap(score, np.arange(len(ids)))


def _check_targets(name: str, units: Sequence[Unit]) -> None:
    for index, unit in enumerate(units):
        if unit.relation is not None and not 0 <= unit.relation.target < len(units):
            raise ArgmineError(f"article {name}: unit {index}: its target {unit.relation.target} does not exist")


def _attachments(first: Sequence[Unit], second: Sequence[Unit]) -> tuple[int, int]:
    a, b = (
        {(unit.start, side[unit.relation.target].start) for unit in side if unit.relation} for side in (first, second)
    )
    return len(a & b), len(a) + len(b)


def _main_claim(first: Annotation, second: Annotation, ids: Sequence[str]) -> Interval | None:
    mains = [[next((unit.start for unit in side[name] if unit.main), None) for side in (first, second)] for name in ids]
    same = np.array([float(a == b) for a, b in mains if a is not None or b is not None])
    return bootstrap(lambda rows: float(same[rows].mean()), np.arange(len(same))) if len(same) else None


def annotation_pair(articles: Sequence[Article]) -> tuple[Annotation, Annotation]:
    """Take the two passes out of a corpus that kept them.

    Parameters
    ----------
    articles : sequence of Article
        With two annotators each, by the same names.

    Returns
    -------
    first, second : mapping of str to sequence of Unit
        Units of each article, by its id.

    Raises
    ------
    ArgmineError
        If an article does not have exactly two annotations.
    """
    first: dict[str, Sequence[Unit]] = {}
    second: dict[str, Sequence[Unit]] = {}
    for article in articles:
        if len(article.annotations) != 2:
            raise ArgmineError(
                f"article {article.id} has {len(article.annotations)} annotations, not two; give two files to compare"
            )
        first[article.id], second[article.id] = (article.annotations[name] for name in sorted(article.annotations))
    return first, second
