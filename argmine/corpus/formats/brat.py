"""brat stand-off: a ``.txt`` file with the text and an ``.ann`` file with the annotations for each article.

Spans (``T``), relations (``R``) and attributes (``A``, ``M``) are read; events, equivalences, normalizations and notes
are not. Attributes: ``function`` and ``main`` are argmine's; ``Stance`` (``For``, ``Against``) of a unit without a
relation is one to the first ``MajorClaim``, as the persuasive essays mean it. Carries everything but title and meta.

References
----------
https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.assembly import Link, Span, assemble, fit_span, links_of
from argmine.corpus.formats.files import article_id, file_name, read_text, write_text
from argmine.corpus.formats.limits import require_labels
from argmine.errors import ArgmineError

_MAJOR_CLAIM = "MajorClaim"
_NAMES = {"support": "supports", "attack": "attacks"}
_RELATION_FIELDS = 3


def read(path: Path) -> Iterator[Article]:
    """Read one article.

    Parameters
    ----------
    path : Path
        The ``.ann`` file; the ``.txt`` file lies beside it.

    Yields
    ------
    Article
        The article; its id is the file's name.

    Raises
    ------
    ArgmineError
        With file and line, if a line is damaged, or the offsets are not those of the text.
    """
    identifier = article_id(path)
    text = read_text(path.with_suffix(".txt"))
    spans: dict[str, Span] = {}
    links: list[Link] = []
    attributes: list[tuple[str, str, str, str]] = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        place = f"{path}:{number}"
        try:
            if line.startswith("T"):
                span = _span(line, text, f"{place}: article {identifier}", place)
                if span.key in spans:
                    raise ArgmineError(f"{place}: article {identifier}: {span.key} stands twice; names must be unique")
                spans[span.key] = span
            elif line.startswith("R"):
                kind, source, target = line.split("\t")[1].split()[:_RELATION_FIELDS]
                links.append(Link(source.partition(":")[2], target.partition(":")[2], kind, place))
            elif line.startswith(("A", "M")):
                name, key, *value = line.split("\t", 1)[1].split()
                attributes.append((name.casefold(), key, " ".join(value), place))
        except (IndexError, ValueError) as error:
            if isinstance(error, ArgmineError):
                raise
            raise ArgmineError(
                f"{place}: article {identifier}: not a line of brat's ({line[:60]!r}); compare brat's standoff format"
            ) from error
    stances = _apply(attributes, spans, identifier)
    meta = _stances(stances, spans, links)
    yield assemble(identifier, text, spans.values(), links, meta=meta)


def _span(line: str, text: str, where: str, place: str) -> Span:
    key, description, *quoted = line.split("\t")
    label, _, offsets = description.partition(" ")
    fragments = [tuple(map(int, fragment.split())) for fragment in offsets.split(";")]
    start, end = fragments[0][0], fragments[-1][1]
    for (_, before), (after, _) in pairwise(fragments):
        if text[before:after].strip():
            raise ArgmineError(
                f"{where}: {key} leaves out the text between {before} and {after}; "
                "argmine's units are in one piece: split it into two spans"
            )
    start, end = fit_span(text, start, end, "\t".join(quoted) if quoted else None, where)
    return Span(key, start, end, label, place=place)


def _apply(
    attributes: Iterable[tuple[str, str, str, str]], spans: dict[str, Span], identifier: str
) -> dict[str, tuple[str, str]]:
    stances: dict[str, tuple[str, str]] = {}
    for name, key, value, place in attributes:
        if name not in {"function", "main", "stance"}:
            continue
        span = spans.get(key)
        if span is None:
            raise ArgmineError(f"{place}: article {identifier}: an attribute of {key!r}, which no span has; remove it")
        if name == "stance":
            stances[key] = (value, place)
            continue
        spans[key] = replace(span, main=True) if name == "main" else replace(span, function=value)
    return stances


def _stances(stances: dict[str, tuple[str, str]], spans: dict[str, Span], links: list[Link]) -> dict[str, object]:
    """Append to `links` the relations that stances stand for; return as meta the stances that stand for none."""
    majors = sorted((span.start, span.key) for span in spans.values() if span.label == _MAJOR_CLAIM)
    sources = {link.source for link in links}
    left: dict[str, str] = {}
    for key, (value, place) in stances.items():
        if majors and key != majors[0][1] and key not in sources:
            links.append(Link(key, majors[0][1], value, place))
        else:
            left[key] = value
    return {"stances": left} if left else {}


def write(articles: Iterable[Article], path: Path) -> None:
    """Write articles.

    Parameters
    ----------
    articles : iterable of Article
        Any articles whose units have labels without spaces.
    path : Path
        An existing folder; two files an article.

    Raises
    ------
    ArgmineError
        If brat cannot express an article, or a file cannot be written.
    """
    for article in articles:
        require_labels(article, "brat")
        name = file_name(article.id)
        write_text(path / f"{name}.txt", article.text, article.id)
        write_text(path / f"{name}.ann", "".join(line + "\n" for line in _lines(article)), article.id)


def _lines(article: Article) -> Iterator[str]:
    attributes: list[str] = []
    for index, unit in enumerate(article.units):
        if len(f"{unit.label}".split()) != 1:
            raise ArgmineError(
                f"article {article.id}: unit {index}: brat allows no space in the label {unit.label!r}; rename it"
            )
        fragments = _fragments(article.text, unit.start, unit.end)
        offsets = ";".join(f"{start} {end}" for start, end in fragments)
        quoted = " ".join(article.text[start:end] for start, end in fragments)
        yield f"T{index + 1}\t{unit.label} {offsets}\t{quoted}"
        attributes += [f"function T{index + 1} {unit.function}"] if unit.function else []
        attributes += [f"main T{index + 1}"] if unit.main else []
    for number, (source, kind, target) in enumerate(links_of(article), 1):
        yield f"R{number}\t{_NAMES.get(kind, kind)} Arg1:T{source + 1} Arg2:T{target + 1}"
    yield from (f"A{number}\t{attribute}" for number, attribute in enumerate(attributes, 1))


def _fragments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a span at newlines, which brat does not allow inside a fragment."""
    fragments: list[tuple[int, int]] = []
    for line in text[start:end].split("\n"):
        if line:
            fragments.append((start, start + len(line)))
        start += len(line) + 1
    return fragments
