"""From what an annotation file says to an :class:`~argmine.article.Article`, and what all writers ask of one.

Every reader gathers spans and links under the keys of its format; :func:`assemble` checks them against the text, puts
the units in order and turns the links into relations. A unit of argmine has one outgoing relation, ``support`` or
``attack``: the first of a unit is kept, and what else a foreign corpus has (second relations, other types) stays in
``meta["further_relations"]`` as ``[source, type, target]``, so that nothing is lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmine.article import Article, Relation, Unit
from argmine.errors import ArgmineError

FURTHER = "further_relations"
_SHOWN = 40  # characters of a text in a message

# Names of relations in annotation tools and published corpora, casefolded.
RELATION_NAMES: Mapping[str, str] = {
    "support": "support",
    "supports": "support",
    "for": "support",
    "pro": "support",
    "default inference": "support",
    "attack": "attack",
    "attacks": "attack",
    "partial-attack": "attack",
    "partial_attack": "attack",
    "against": "attack",
    "con": "attack",
    "default conflict": "attack",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled span under its key in an annotation file.

    Parameters
    ----------
    key : str
        What links call it; unique in the article.
    start, end : int
        Code-point offsets.
    label : str, optional
        As in the file.
    function : str, optional
        Function of a question.
    main : bool
        Whether it is the main claim.
    place : str
        File and line, for messages.
    """

    key: str
    start: int
    end: int
    label: str | None
    function: str | None = None
    main: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two spans.

    Parameters
    ----------
    source, target : str
        Keys of the spans.
    type : str
        As in the file.
    place : str
        File and line, for messages.
    """

    source: str
    target: str
    type: str
    place: str = ""


def assemble(
    article_id: str,
    text: str,
    spans: Iterable[Span],
    links: Iterable[Link] = (),
    *,
    title: str = "",
    meta: Mapping[str, object] | None = None,
) -> Article:
    """Put an article together.

    Parameters
    ----------
    article_id, text : str
        Of the article.
    spans : iterable of Span
        In any order.
    links : iterable of Link
        In the order of the file.
    title : str
        The headline.
    meta : mapping of str to object, optional
        What else is known.

    Returns
    -------
    Article
        Units in order of their start.

    Raises
    ------
    ArgmineError
        If a span does not lie in the text, a key stands twice, or a link has no span at one of its ends.

    Examples
    --------
    >>> spans = [Span("T2", 5, 9, "Claim"), Span("T1", 0, 4, "Premise")]
    >>> assemble("a", "نعم. كلا.", spans, [Link("T1", "T2", "Support")]).units[0].relation
    Relation(type='support', target=1)
    """
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    index: dict[str, int] = {}
    for number, span in enumerate(ordered):
        where = f"{span.place}: article {article_id}"
        if not 0 <= span.start < span.end <= len(text):
            raise ArgmineError(
                f"{where}: the span {span.start} to {span.end} does not lie in the text of {len(text)} characters; "
                "the offsets are those of another text"
            )
        if span.key in index:
            raise ArgmineError(f"{where}: {span.key!r} stands twice; names of spans must be unique")
        index[span.key] = number
    relations, further = _relations(article_id, links, index)
    units = tuple(
        Unit(span.start, span.end, span.label, span.function, relations.get(number), span.main)
        for number, span in enumerate(ordered)
    )
    known = dict(meta or {})
    return Article(article_id, text, units, title, {**known, FURTHER: further} if further else known)


def _relations(
    article_id: str, links: Iterable[Link], index: Mapping[str, int]
) -> tuple[dict[int, Relation], list[list[object]]]:
    kept: dict[int, Relation] = {}
    further: list[list[object]] = []
    for link in links:
        where = f"{link.place}: article {article_id}"
        for end in (link.source, link.target):
            if end not in index:
                raise ArgmineError(f"{where}: a relation names {end!r}, which no span has; remove one or add the other")
        source, target = index[link.source], index[link.target]
        if source == target:
            raise ArgmineError(f"{where}: {link.source!r} has a relation to itself; remove it")
        name = RELATION_NAMES.get(link.type.casefold())
        if name is None or source in kept:
            further.append([source, link.type if name is None else name, target])
        else:
            kept[source] = Relation(name, target)
    return kept, further


def links_of(article: Article) -> list[tuple[int, str, int]]:
    """Return all relations of an article, also those in ``meta["further_relations"]``.

    Parameters
    ----------
    article : Article
        Any article.

    Returns
    -------
    list of tuple of int, str, int
        Source, type and target, a unit's own relation first.
    """
    found = [(i, unit.relation.type, unit.relation.target) for i, unit in enumerate(article.units) if unit.relation]
    further = article.meta.get(FURTHER)
    for entry in further if isinstance(further, list) else ():
        match entry:
            case [int(source), str(name), int(target)] if min(source, target) >= 0 and max(source, target) < len(
                article.units
            ):
                found.append((source, name, target))
    return found


def own_meta(article: Article) -> dict[str, object]:
    """Return an article's meta without the relations that :func:`links_of` gives.

    Parameters
    ----------
    article : Article
        Any article.

    Returns
    -------
    dict
        A copy.
    """
    return {key: value for key, value in article.meta.items() if key != FURTHER}


def fit_span(text: str, start: int, end: int, quoted: str | None, place: str) -> tuple[int, int]:
    """Check a span against the text that the annotation file repeats, and count it in code points.

    Tools written in JavaScript or Java count UTF-16 units, which differ from code points after an emoji; if the span
    fits in that count alone, it is converted. White space need not be the same: formats of one line an
    entry replace it.

    Parameters
    ----------
    text : str
        The article's text.
    start, end : int
        As in the file.
    quoted : str or None
        The text that the file gives for the span; None checks nothing.
    place : str
        File, line and article, for the message.

    Returns
    -------
    tuple of int
        Start and end in code points.

    Raises
    ------
    ArgmineError
        If the text at the span is another one.

    Examples
    --------
    >>> fit_span("😀 نعم", 3, 6, "نعم", "x:1")
    (2, 5)
    """
    if quoted is None or text[start:end] == quoted:
        return start, end
    converted = utf16_index(text, start), utf16_index(text, end)
    if text[slice(*converted)] == quoted:
        return converted
    for candidate in ((start, end), converted):
        if _compact(text[slice(*candidate)]) == _compact(quoted):
            return candidate
    raise ArgmineError(
        f"{place}: at {start} to {end} the text is {_shorten(text[start:end])}, "
        f"the annotation says {_shorten(quoted)}; the offsets are those of another version of the text"
    )


def utf16_index(text: str, units: int) -> int:
    """Return the code-point index that lies a number of UTF-16 units into a text.

    Parameters
    ----------
    text : str
        The text.
    units : int
        Number of UTF-16 units.

    Returns
    -------
    int
        The index.

    Examples
    --------
    >>> utf16_index("😀 نعم", 3)
    2
    """
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))


def _compact(text: str) -> str:
    return "".join(text.split())


def _shorten(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
