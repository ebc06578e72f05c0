"""xAIF and AIF JSON: locutions, propositions and schemes, as the argument-technology tools exchange them.

A locution is a unit, or where a file has none a proposition; a default inference is a support, a default conflict an
attack, and a conflict with an inference an attack on the premise. AIF knows no claims and evidence: a locution without
a proposition is labelled ``none``, one with rhetorical questioning ``rhetorical_question``, a proposition that supports
or attacks another and is nobody's target ``evidence``, and any other ``claim``; the only claim without a relation that
has others below it is the main claim. The text is the file's, its mark-up removed, if the units stand in it in their
order; else they are joined with newlines.

Carries text, spans, relations, questions, and the author; not functions, id (it is the file's name), title and meta.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.assembly import Link, Span, assemble
from argmine.corpus.formats.files import article_id, file_name, read_json, write_text
from argmine.corpus.formats.records import mapping, sequence, text_of
from argmine.errors import ArgmineError

_QUESTION = "rhetorical_question"
_NOT_ARGUMENTATIVE = "none"
_SCHEMES = {"RA": "Default Inference", "CA": "Default Conflict", "MA": "Rephrase"}
_TAG = re.compile(r"<[A-Za-z/][^>]*>")
_BREAK = re.compile(r"<br\s*/?>|</p>", re.IGNORECASE)


def read(path: Path) -> Iterator[Article]:
    """Read one article.

    Parameters
    ----------
    path : Path
        A JSON file.

    Yields
    ------
    Article
        The article; its id is the file's name.

    Raises
    ------
    ArgmineError
        With the file, if it is no argument graph.
    """
    identifier = article_id(path)
    where = f"{path}: article {identifier}"
    record = mapping(read_json(path), where)
    graph = mapping(record.get("AIF", record), f"{where}: AIF")
    nodes = {
        str(node.get("nodeID")): (str(node.get("type")), text_of(node.get("text"), f"{where}: text of a node"))
        for node in (mapping(entry, f"{where}: nodes") for entry in sequence(graph.get("nodes"), f"{where}: nodes"))
    }
    edges = [
        (str(edge.get("fromID")), str(edge.get("toID")))
        for edge in (mapping(entry, f"{where}: edges") for entry in sequence(graph.get("edges"), f"{where}: edges"))
    ]
    for name in {name for edge in edges for name in edge} - set(nodes):
        raise ArgmineError(f"{where}: an edge names the node {name!r}, which does not exist; export the graph again")
    units = _units(nodes, edges)
    links = list(_links(nodes, edges, {proposition: key for key, (proposition, _) in units.items()}, str(path)))
    raw = record.get("text")
    text, positions = _locate(raw.get("txt") if isinstance(raw, dict) else raw, {k: nodes[k][1] for k in units})
    labels = _labels(units, links)
    roots = [key for key in units if labels[key] == "claim" and key not in {link.source for link in links}]
    served = [key for key in roots if any(link.target == key for link in links)]
    spans = [Span(key, *positions[key], labels[key], main=served == [key], place=str(path)) for key in units]
    yield assemble(identifier, text, spans, links, meta=_author(graph))


def _units(nodes: dict[str, tuple[str, str]], edges: list[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return for each unit's node its proposition's node (empty if none) and its illocutionary force."""
    after: dict[str, list[str]] = {}
    for source, target in edges:
        after.setdefault(source, []).append(target)
    units: dict[str, tuple[str, str]] = {}
    said: set[str] = set()
    for key, (kind, text) in nodes.items():
        if kind != "L" or not text.strip():
            continue
        units[key] = "", ""
        for force in after.get(key, ()):
            for proposition in after.get(force, ()):
                if nodes[force][0] == "YA" and nodes[proposition][0] == "I" and proposition not in said:
                    units[key] = proposition, nodes[force][1]
                    said.add(proposition)
    if units:
        return units
    return {key: (key, "") for key, (kind, text) in nodes.items() if kind == "I" and text.strip()}


def _links(
    nodes: dict[str, tuple[str, str]], edges: list[tuple[str, str]], units: dict[str, str], place: str
) -> Iterator[Link]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for source, target in edges:
        before.setdefault(target, []).append(source)
        after.setdefault(source, []).append(target)
    for scheme, (kind, name) in nodes.items():
        if kind not in _SCHEMES:
            continue
        default = _SCHEMES[kind]
        relation = name if kind == "MA" and name else default
        for source in before.get(scheme, ()):
            for target in after.get(scheme, ()):
                # A conflict with a scheme attacks what the scheme starts from.
                ends = before.get(target, [])[:1] if nodes[target][0] in _SCHEMES else [target]
                for end in ends:
                    if source in units and end in units and source != end:
                        yield Link(units[source], units[end], relation, place)


def _locate(raw: object, pieces: dict[str, str]) -> tuple[str, dict[str, tuple[int, int]]]:
    texts = [raw] if isinstance(raw, str) else []
    if isinstance(raw, str) and _TAG.search(raw):
        texts.insert(0, html.unescape(_TAG.sub("", _BREAK.sub("\n", raw))))
    for text in (*texts, "\n".join(piece.strip() for piece in pieces.values())):
        positions: dict[str, tuple[int, int]] = {}
        end = 0
        for key, piece in pieces.items():
            start = text.find(piece.strip(), end)
            if start < 0:
                break
            end = start + len(piece.strip())
            positions[key] = start, end
        else:
            return text, positions
    raise AssertionError("pieces always stand in their own join")


def _labels(units: dict[str, tuple[str, str]], links: list[Link]) -> dict[str, str]:
    sources, targets = {link.source for link in links}, {link.target for link in links}

    def label(key: str) -> str:
        proposition, force = units[key]
        if not proposition:
            return _NOT_ARGUMENTATIVE
        if force.casefold() == "rhetorical questioning":
            return _QUESTION
        return "evidence" if key in sources - targets else "claim"

    return {key: label(key) for key in units}


def _author(graph: dict[str, object]) -> dict[str, object]:
    participants = graph.get("participants")
    if not isinstance(participants, list) or len(participants) != 1 or not isinstance(participants[0], dict):
        return {}
    name = f"{participants[0].get('firstname') or ''} {participants[0].get('surname') or ''}".strip()
    return {"author": name} if name else {}


def write(articles: Iterable[Article], path: Path) -> None:
    """Write articles as argmine's reports are written.

    Parameters
    ----------
    articles : iterable of Article
        Units labelled none must have no relations.
    path : Path
        An existing folder; one file an article.

    Raises
    ------
    ArgmineError
        If an article cannot be expressed.
    """
    from argmine.report.report import ModelInfo, Report, ReportUnit
    from argmine.report.xaif import render_xaif

    for article in articles:
        for index, unit in enumerate(article.units):
            ends = () if unit.relation is None else (index, unit.relation.target)
            if any(article.units[end].label == _NOT_ARGUMENTATIVE for end in ends):
                raise ArgmineError(
                    f"article {article.id}: unit {index}: xAIF has no relation of a unit labelled none; choose jsonl"
                )
        units = tuple(
            ReportUnit(u.start, u.end, u.label, u.function, u.relation, u.main, text=article.unit_text(i))
            for i, u in enumerate(article.units)
        )
        report = Report(article.id, article.title, article.text, units, (), None, ModelInfo("", ""), article.meta)
        write_text(path / f"{file_name(article.id)}.json", render_xaif(report), article.id)
