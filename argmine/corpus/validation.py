"""Checks of labelled corpora; every problem says file, line and article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from argmine.article import FUNCTIONS, LABELS, RELATION_TYPES, Article, Unit
from argmine.corpus.formats.guessing import guess_format
from argmine.corpus.formats.registry import corpus_files, read
from argmine.corpus.jsonl import decode_line, numbered_lines
from argmine.corpus.loading import find_corpus
from argmine.corpus.standoff import Labels, parse_labels, text_hash
from argmine.errors import ArgmineError
from argmine.questions.runs import QUESTION
from argmine.structure import NO_TARGET, has_cycle

_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a corpus.

    Parameters
    ----------
    place : str
        File and line.
    article : str
        Id of the article, empty if the line is not one.
    message : str
        What is wrong, and where in the article.
    """

    place: str
    article: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {f'article {self.article}: ' if self.article else ''}{self.message}"


def validate_files(paths: Iterable[str | Path], format: str | None = None) -> Iterator[Problem]:  # noqa: A002
    """Check corpus files, and that no article id or text stands twice in them.

    Corpora in argmine's own format, with their texts or without, are checked against the guidelines; those in the
    formats of others bring label sets of their own, and are checked for what every corpus needs: offsets, overlaps,
    relations.

    Parameters
    ----------
    paths : iterable of str or Path
        Corpora: files, folders, or names of shipped corpora.
    format : str, optional
        Their format; guessed from each if None.

    Yields
    ------
    Problem
        In the order of the files and lines.
    """
    ids: dict[str, str] = {}
    texts: dict[str, str] = {}
    for source in paths:
        place = str(source)
        try:
            path = find_corpus(source)
            place = str(path)
            name = format or guess_format(path)
            files = corpus_files(path, name)
        except ArgmineError as error:
            yield _problem(place, error)
            continue
        own = name == "jsonl"
        for file in files:
            for place, found in _lines(file) if own else _articles(file, name):
                if isinstance(found, Problem):
                    yield found
                    continue
                article = found.article
                for seen, key, what in ((ids, article.id, "id"), (texts, found.sha256, "text")):
                    if key in seen:
                        yield Problem(place, article.id, f"the same {what} already stands at {seen[key]}")
                    seen.setdefault(key, place)
                if not _SHA256.fullmatch(found.sha256):
                    yield Problem(place, article.id, f"'sha256' must be 64 hexadecimal digits, got {found.sha256!r}")
                for message in check_article(article, LABELS if own else None, has_text=found.has_text):
                    yield Problem(place, article.id, message)


def _lines(path: Path) -> Iterator[tuple[str, Labels | Problem]]:
    """Yield each article of a JSON Lines file with its line; a damaged line does not hide the lines after it."""
    try:
        for place, line in numbered_lines(path):
            try:
                yield place, parse_labels(decode_line(line, place), place)
            except ArgmineError as error:
                yield place, _problem(place, error)
    except ArgmineError as error:
        yield str(path), _problem(str(path), error)


def _articles(path: Path, name: str) -> Iterator[tuple[str, Labels | Problem]]:
    try:
        for article in read(path, name):
            yield str(path), Labels(article, text_hash(article.text), has_text=True)
    except ArgmineError as error:
        yield str(path), _problem(str(path), error)


def _problem(place: str, error: ArgmineError) -> Problem:
    return Problem(place, "", str(error).removeprefix(f"{place}: "))


def check_article(article: Article, labels: Iterable[str] | None = LABELS, *, has_text: bool = True) -> Iterator[str]:
    """Check one article, and what each annotator said of it, against the guidelines.

    Parameters
    ----------
    article : Article
        A labelled article.
    labels : iterable of str, optional
        The label set; None allows any, and leaves out what the guidelines say about labels.
    has_text : bool
        False for labels without a text: what the text would show is left out.

    Yields
    ------
    str
        What is wrong, with the annotator if it is not the adjudicated annotation, and the index of the unit.

    Examples
    --------
    >>> from argmine.article import Unit
    >>> list(check_article(Article("a", "نعم.", (Unit(0, 4, "opinion"),))))
    ["unit 0: unknown label 'opinion'"]
    """
    known = None if labels is None else set(labels)
    if not article.units:
        yield "no units"
    yield from _check_spans(article, has_text)
    for index, unit in enumerate(article.units):
        if known is not None and unit.label not in known:
            yield f"unit {index}: unknown label {unit.label!r}"
        by_label = () if known is None else (*_check_function(unit), *_check_relation_labels(article, index))
        messages = (*_check_relation(article, index), *by_label)
        yield from (f"unit {index}: {message}" for message in messages)
    targets = [unit.relation.target if unit.relation else NO_TARGET for unit in article.units]
    if all(NO_TARGET <= target < len(targets) for target in targets) and has_cycle(targets):
        yield "relations run in a circle"
    if known is not None:
        yield from _check_main_claim(article)
    for name, units in article.annotations.items():
        for message in check_article(replace(article, units=units, annotations={}), known, has_text=has_text):
            yield f"annotator {name}: {message}"


def _check_function(unit: Unit) -> Iterator[str]:
    if unit.function is not None and unit.label != QUESTION:
        yield "a function on a unit that is no rhetorical question"
    if unit.label == QUESTION and unit.function not in FUNCTIONS:
        yield f"unknown question function {unit.function!r}"


def _check_main_claim(article: Article) -> Iterator[str]:
    mains = [index for index, unit in enumerate(article.units) if unit.main]
    if len(mains) > 1:
        yield f"several main claims: units {mains}"
    if not mains and any(unit.label == "claim" for unit in article.units):
        yield "no main claim, though there are claims"
    for index in mains:
        if article.units[index].label != "claim":
            yield f"unit {index}: the main claim is labelled {article.units[index].label!r}"


def _check_spans(article: Article, has_text: bool) -> Iterator[str]:
    end = 0
    for index, unit in enumerate(article.units):
        if has_text and unit.end > len(article.text):
            yield f"unit {index}: ends at {unit.end}, after the text's {len(article.text)} characters"
            continue
        text = article.text[unit.start : unit.end]
        if text != text.strip():
            yield f"unit {index}: white space at its edge"
        if unit.start < end:
            yield f"unit {index}: begins at {unit.start}, before the unit before it ends at {end}"
        end = max(end, unit.end)


def _check_relation(article: Article, index: int) -> Iterator[str]:
    unit = article.units[index]
    relation = unit.relation
    if relation is None:
        return
    if relation.type not in RELATION_TYPES:
        yield f"unknown relation type {relation.type!r}"
    if not 0 <= relation.target < len(article.units):
        yield f"its target {relation.target} does not exist"
        return
    if relation.target == index:
        yield "its target is itself"
    if unit.main:
        yield "the main claim has a relation"


def _check_relation_labels(article: Article, index: int) -> Iterator[str]:
    unit = article.units[index]
    if unit.relation is None or not 0 <= unit.relation.target < len(article.units):
        return
    target = unit.relation.target
    if article.units[target].label not in {"claim", QUESTION}:
        yield f"its target {target} is neither a claim nor a rhetorical question"
    if unit.label == "none":
        yield "a unit labelled none has a relation"
