"""The values that flow through argmine: articles, their units, relations and runs of questions.

Frozen dataclasses with their invariants and nothing else; every other module takes and returns them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LABELS = ("claim", "evidence", "rhetorical_question", "none")
FUNCTIONS = ("denial", "affirmation", "reproach", "wonder", "doubt", "urging", "staging")
RELATION_TYPES = ("support", "attack")


@dataclass(frozen=True, slots=True)
class Relation:
    """An outgoing relation of a unit.

    Parameters
    ----------
    type : str
        ``"support"`` or ``"attack"``.
    target : int
        Index of the target unit in the same article.
    """

    type: str
    target: int


@dataclass(frozen=True, slots=True)
class Unit:
    """An argument unit: a span of the article with what is known about it.

    Parameters
    ----------
    start, end : int
        Code-point offsets into the article's text; ``text[start:end]`` is the unit.
    label : str, optional
        One of :data:`LABELS`, or of the label set that a corpus brings.
    function : str, optional
        The rhetorical function of a question, one of :data:`FUNCTIONS`.
    relation : Relation, optional
        The outgoing relation.
    main : bool
        Whether this unit is the main claim.
    confidence : float, optional
        Calibrated probability of the label, 0 to 1; only on predictions.
    probabilities : mapping of str to float, optional
        Calibrated probability of each label; only on predictions.
    run : int, optional
        Index of the question run that the unit belongs to.

    Raises
    ------
    ValueError
        If the span is empty or negative.

    Examples
    --------
    >>> unit = Unit(0, 4, label="claim")
    >>> unit.end - unit.start
    4
    """

    start: int
    end: int
    label: str | None = None
    function: str | None = None
    relation: Relation | None = None
    main: bool = False
    confidence: float | None = None
    probabilities: Mapping[str, float] | None = None
    run: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a unit needs 0 <= start < end, got start={self.start}, end={self.end}")


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive rhetorical questions that press one point.

    Parameters
    ----------
    units : tuple of int
        Indices of the units, in order.
    functions : tuple of str
        The function of each question.
    particles : tuple of str
        The interrogative that opens each question, as written.
    target : int, optional
        The unit that all of them serve or attack.
    """

    units: tuple[int, ...]
    functions: tuple[str, ...]
    particles: tuple[str, ...]
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An op-ed with its units.

    Parameters
    ----------
    id : str
        Identifier, unique in a corpus.
    text : str
        The untouched text; paragraphs are separated by newlines.
    units : tuple of Unit
        In order of their start.
    title : str
        The headline, which may or may not also stand in the text.
    meta : mapping of str to object
        Whatever else the corpus knows: outlet, author, date, topic, licence, provenance.
    annotations : mapping of str to tuple of Unit
        What each annotator said before adjudication, by the annotator's name; empty if that was not kept.

    Examples
    --------
    >>> article = Article("a1", "صدر القرار. وهو خطأ.", (Unit(0, 11), Unit(12, 20)))
    >>> article.unit_text(1)
    'وهو خطأ.'
    """

    id: str
    text: str
    units: tuple[Unit, ...] = ()
    title: str = ""
    meta: Mapping[str, object] = field(default_factory=dict)
    annotations: Mapping[str, tuple[Unit, ...]] = field(default_factory=dict)

    def unit_text(self, index: int) -> str:
        """Return the text of one unit.

        Parameters
        ----------
        index : int
            Index of the unit.

        Returns
        -------
        str
            ``text[start:end]`` of the unit.
        """
        unit = self.units[index]
        return self.text[unit.start : unit.end]

    @property
    def unit_texts(self) -> list[str]:
        """The text of every unit, in order."""
        return [self.text[unit.start : unit.end] for unit in self.units]
