"""Checks of labelled corpora; every problem says file, line and article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from argmine.article import FUNCTIONS, LABELS, RELATION_TYPES, Article, Unit
from argmine.corpus.formats.files import read_text
from argmine.corpus.formats.guessing import guess_format
from argmine.corpus.formats.registry import corpus_files, read
from argmine.corpus.jsonl import parse_article
from argmine.errors import ArgmineError
from argmine.questions.runs import QUESTION
from argmine.structure import NO_TARGET, has_cycle


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


def validate_files(paths: Iterable[Path], format: str | None = None) -> Iterator[Problem]:  # noqa: A002
    """Check corpus files, and that no article id or text stands twice in them.

    Corpora in argmine's own format are checked against the guidelines; those in the formats of others bring label sets
    of their own, and are checked for what every corpus needs: offsets, overlaps, relations.

    Parameters
    ----------
    paths : iterable of Path
        Corpora: files or folders.
    format : str, optional
        Their format; guessed from each if None.

    Yields
    ------
    Problem
        In the order of the files and lines.
    """
    ids: dict[str, str] = {}
    texts: dict[str, str] = {}
    for path in paths:
        try:
            name = format or guess_format(path)
            files = corpus_files(path, name)
        except ArgmineError as error:
            yield Problem(str(path), "", str(error).removeprefix(f"{path}: "))
            continue
        for file in files:
            for place, found in _lines(file) if name == "jsonl" else _articles(file, name):
                if isinstance(found, Problem):
                    yield found
                    continue
                for seen, key, what in ((ids, found.id, "id"), (texts, found.text, "text")):
                    if key in seen:
                        yield Problem(place, found.id, f"the same {what} already stands at {seen[key]}")
                    seen.setdefault(key, place)
                labels = LABELS if name == "jsonl" else None
                for message in check_article(found, labels):
                    yield Problem(place, found.id, message)


def _lines(path: Path) -> Iterator[tuple[str, Article | Problem]]:
    """Yield each article of a JSON Lines file with its line; a damaged line does not hide the lines after it."""
    try:
        lines = read_text(path).split("\n")
    except ArgmineError as error:
        yield str(path), Problem(str(path), "", str(error).removeprefix(f"{path}: "))
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f"{path}:{number}"
            try:
                yield place, parse_article(line, place)
            except ArgmineError as error:
                yield place, Problem(place, "", str(error).removeprefix(f"{place}: "))


def _articles(path: Path, name: str) -> Iterator[tuple[str, Article | Problem]]:
    try:
        for article in read(path, name):
            yield str(path), article
    except ArgmineError as error:
        yield str(path), Problem(str(path), "", str(error).removeprefix(f"{path}: "))


def check_article(article: Article, labels: Iterable[str] | None = LABELS) -> Iterator[str]:
    """Check one article against the guidelines.

    Parameters
    ----------
    article : Article
        A labelled article.
    labels : iterable of str, optional
        The label set; None allows any, and leaves out what the guidelines say about labels.

    Yields
    ------
    str
        What is wrong, with the index of the unit.

    Examples
    --------
    >>> from argmine.article import Unit
    >>> list(check_article(Article("a", "نعم.", (Unit(0, 4, "opinion"),))))
    ["unit 0: unknown label 'opinion'"]
    """
    known = None if labels is None else set(labels)
    if not article.units:
        yield "no units"
    yield from _check_spans(article)
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


def _check_spans(article: Article) -> Iterator[str]:
    end = 0
    for index, unit in enumerate(article.units):
        if unit.end > len(article.text):
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
