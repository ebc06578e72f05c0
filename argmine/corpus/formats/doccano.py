"""doccano JSON Lines: ``label`` as ``[[start, end, label]]``, or ``entities`` and ``relations``.

Carries text, spans, labels and relations; id, title and meta as the example's metadata (doccano keeps what it does not
know); not functions and main claims.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.assembly import Link, Span, assemble, links_of, own_meta
from argmine.corpus.formats.files import article_id, read_text, write_text
from argmine.corpus.formats.limits import require_labels
from argmine.corpus.formats.records import integer, mapping, sequence, text_of
from argmine.errors import ArgmineError

_OWN_KEYS = frozenset({"id", "article", "title", "text", "data", "label", "labels", "entities", "relations", "meta"})
_TRIPLE = 3


def read(path: Path) -> Iterator[Article]:
    """Read the articles of an export.

    Parameters
    ----------
    path : Path
        JSON Lines, one article a line.

    Yields
    ------
    Article
        In the order of the file; the id is ``article``, else ``id``, else name and line of the file.

    Raises
    ------
    ArgmineError
        With file and line, if a line is no example of doccano's.
    """
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise ArgmineError(f"{place}: not JSON ({error.msg}, column {error.colno}); one article a line") from error
        yield _article(mapping(record, place), place, f"{article_id(path)}-{number}")


def _article(record: dict[str, object], place: str, fallback: str) -> Article:
    name = record.get("article") or record.get("id")
    identifier = fallback if name is None else str(name)
    where = f"{place}: article {identifier}"
    text = text_of(record.get("text", record.get("data")), f"{where}: text")
    spans: list[Span] = []
    for entry in sequence(record.get("label", record.get("labels")), f"{where}: label"):
        triple = sequence(entry, f"{where}: label")
        if len(triple) != _TRIPLE:
            raise ArgmineError(f"{where}: a label is [start, end, name], got {triple!r}")
        start, end = integer(triple[0], where), integer(triple[1], where)
        spans.append(Span(f"label {len(spans)}", start, end, text_of(triple[2], f"{where}: label"), place=place))
    for entry in sequence(record.get("entities"), f"{where}: entities"):
        entity = mapping(entry, f"{where}: entities")
        start = integer(entity.get("start_offset"), f"{where}: start_offset")
        end = integer(entity.get("end_offset"), f"{where}: end_offset")
        label = text_of(entity.get("label"), f"{where}: label")
        spans.append(Span(str(entity.get("id", len(spans))), start, end, label, place=place))
    links = []
    for entry in sequence(record.get("relations"), f"{where}: relations"):
        relation = mapping(entry, f"{where}: relations")
        kind = text_of(relation.get("type"), f"{where}: type of a relation")
        links.append(Link(str(relation.get("from_id")), str(relation.get("to_id")), kind, place))
    meta = {key: value for key, value in record.items() if key not in _OWN_KEYS and key != "Comments"}
    known = record.get("meta")
    meta |= known if isinstance(known, dict) else {}
    return assemble(identifier, text, spans, links, title=str(record.get("title") or ""), meta=meta)


def write(articles: Iterable[Article], path: Path) -> None:
    """Write articles in the form with entities and relations.

    Parameters
    ----------
    articles : iterable of Article
        Any articles whose units have labels.
    path : Path
        The file.

    Raises
    ------
    ArgmineError
        If a unit has no label.
    """
    lines: list[str] = []
    identifier = 0  # doccano wants ids that are unique in the file, not in the example alone
    for article in articles:
        require_labels(article, "doccano")
        entities = [
            {"id": identifier + i, "label": unit.label, "start_offset": unit.start, "end_offset": unit.end}
            for i, unit in enumerate(article.units)
        ]
        relations = [
            {"id": number, "from_id": identifier + source, "to_id": identifier + target, "type": kind}
            for number, (source, kind, target) in enumerate(links_of(article))
        ]
        identifier += len(entities)
        record = {"article": article.id, "title": article.title, "text": article.text, "entities": entities}
        lines.append(json.dumps({**record, "relations": relations, "meta": own_meta(article)}, ensure_ascii=False))
    write_text(path, "".join(line + "\n" for line in lines))
