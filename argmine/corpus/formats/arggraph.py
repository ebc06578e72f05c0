"""arggraph XML, the format of the argumentative microtexts: discourse units, argumentative units, and edges.

An argumentative unit (``adu``) is a unit, its label the ``type`` (``pro``, ``opp``). Edges of argmine's tree:

======  =======================================================================
edge    relation
======  =======================================================================
seg     which text belongs to a unit
sup     support of the target
exa     support (by example)
reb     attack on the target
und     attack on the unit from which the attacked edge starts
add     the same relation as the edge that it joins
======  =======================================================================

The unit from which no edge starts is the main claim. The text is the ``.txt`` file beside the graph if the discourse
units stand in it, else they are joined with spaces. Units that argmine wrote have attributes of their own (``label``,
``function``, ``main``), because ``type`` allows two values. Carries everything but title and meta.

References
----------
A. Peldszus and M. Stede, "An annotated corpus of argumentative microtexts", 2015.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from argmine.article import Article
from argmine.corpus.formats.assembly import Link, Span, assemble, links_of
from argmine.corpus.formats.files import article_id, file_name, read_text, write_text
from argmine.corpus.formats.limits import refuse_overlaps
from argmine.errors import ArgmineError

_RELATIONS = {"sup": "support", "exa": "support", "reb": "attack", "und": "attack"}
_EDGES = {"support": "sup", "attack": "reb"}
_STANCES = ("pro", "opp")


def read(path: Path) -> Iterator[Article]:
    """Read one article.

    Parameters
    ----------
    path : Path
        The ``.xml`` file.

    Yields
    ------
    Article
        The article; its id is the graph's.

    Raises
    ------
    ArgmineError
        With the file, if it is no argument graph.
    """
    root = _parse(path)
    identifier = root.get("id") or article_id(path)
    place, where = f"{path}", f"{path}: article {identifier}"
    pieces = {_attribute(edu, "id", where): "".join(edu.itertext()).strip() for edu in root.iter("edu")}
    text, positions = _locate(path, pieces)
    edges = {
        _attribute(edge, "id", where): tuple(_attribute(edge, name, where) for name in ("type", "src", "trg"))
        for edge in root.iter("edge")
    }
    segments = {source: target for kind, source, target in edges.values() if kind == "seg"}
    units = {_attribute(unit, "id", where): unit for unit in root.iter("adu")}
    bounds: dict[str, tuple[int, int]] = {}
    for piece, (start, end) in positions.items():
        unit = segments.get(segments.get(piece, ""), segments.get(piece, ""))  # a joint may stand between
        if unit in units and start < end:
            known = bounds.get(unit, (start, end))
            bounds[unit] = min(start, known[0]), max(end, known[1])
    links = list(_links(edges, units, where, place))
    sources = {link.source for link in links}
    roots = [name for name in units if name in bounds and name not in sources]
    marked = any(unit.get("main") for unit in units.values())
    spans = [
        Span(
            name,
            *bounds[name],
            unit.get("label", unit.get("type")) or None,
            unit.get("function"),
            unit.get("main") == "true" if marked else roots == [name],
            place,
        )
        for name, unit in units.items()
        if name in bounds
    ]
    meta = {name: value for name, value in root.attrib.items() if name != "id"}
    yield assemble(identifier, text, spans, links, meta=meta)


def _parse(path: Path) -> ET.Element:
    content = read_text(path)
    if "<!ENTITY" in content:
        raise ArgmineError(f"{path}: declares XML entities, which no argument graph needs; refused")
    try:
        # Decoded already: an encoding that the file declares must not count again.
        root = ET.fromstring(content.encode("utf-8"), ET.XMLParser(encoding="utf-8"))  # noqa: S314 - no entities
    except ET.ParseError as error:
        raise ArgmineError(f"{path}:{error.position[0]}: not XML ({error})") from error
    if root.tag != "arggraph":
        raise ArgmineError(f"{path}: an argument graph begins with <arggraph>, this file with <{root.tag}>")
    return root


def _attribute(element: ET.Element, name: str, where: str) -> str:
    value = element.get(name)
    if value is None:
        raise ArgmineError(f"{where}: <{element.tag}> needs the attribute {name!r}")
    return value


def _locate(path: Path, pieces: Mapping[str, str]) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the text, and where in it each discourse unit lies."""
    companion = path.with_suffix(".txt")
    texts = [read_text(companion)] if companion.is_file() else []
    for text in (*texts, " ".join(filter(None, pieces.values()))):
        positions: dict[str, tuple[int, int]] = {}
        end = 0
        for name, piece in pieces.items():
            start = text.find(piece, end)
            if start < 0:
                break
            end = start + len(piece)
            positions[name] = start, end
        else:
            return text, positions
    raise AssertionError("pieces always stand in their own join")


def _links(
    edges: Mapping[str, tuple[str, ...]], units: Mapping[str, ET.Element], where: str, place: str
) -> Iterator[Link]:
    for name, (kind, source, target) in edges.items():
        if kind == "seg" or source not in units:
            continue
        seen = {name}
        while kind == "add":
            if target not in edges or target in seen:
                raise ArgmineError(f"{where}: edge {name} joins {target!r}, which is no other edge")
            seen.add(target)
            kind, _, target = edges[target]
        if target in edges:
            target = edges[target][1]
        if target not in units:
            raise ArgmineError(f"{where}: edge {name} leads to {target!r}, which does not exist")
        if source != target:
            yield Link(source, target, _RELATIONS.get(kind, kind), place)


def write(articles: Iterable[Article], path: Path) -> None:
    """Write articles.

    Parameters
    ----------
    articles : iterable of Article
        Units must not overlap.
    path : Path
        An existing folder; two files an article.

    Raises
    ------
    ArgmineError
        If an article cannot be expressed.
    """
    for article in articles:
        refuse_overlaps(article, "arggraph")
        name = file_name(article.id)
        root = _graph(article)
        ET.indent(root)
        xml = ET.tostring(root, encoding="unicode")
        try:
            ET.fromstring(xml)  # noqa: S314 - just written; ElementTree writes characters that XML forbids
        except ET.ParseError as error:
            raise ArgmineError(
                f"article {article.id}: has characters that XML forbids ({error}); remove them"
            ) from error
        write_text(path / f"{name}.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n', article.id)
        write_text(path / f"{name}.txt", article.text, article.id)


def _graph(article: Article) -> ET.Element:
    root = ET.Element("arggraph", id=article.id)
    for index in range(len(article.units)):
        ET.SubElement(root, "edu", id=f"e{index}").text = article.unit_text(index)
    for index, unit in enumerate(article.units):
        kind = unit.label if unit.label in _STANCES else _stance(article, index)
        adu = ET.SubElement(root, "adu", id=f"a{index}", type=kind, main=str(unit.main).lower())
        if unit.label != kind:
            adu.set("label", unit.label or "")
        if unit.function:
            adu.set("function", unit.function)
    for index in range(len(article.units)):
        ET.SubElement(root, "edge", id=f"s{index}", src=f"e{index}", trg=f"a{index}", type="seg")
    for number, (source, kind, target) in enumerate(links_of(article)):
        edge = _EDGES.get(kind, kind)
        ET.SubElement(root, "edge", id=f"c{number}", src=f"a{source}", trg=f"a{target}", type=edge)
    return root


def _stance(article: Article, index: int) -> str:
    """Return whether a unit speaks for the root of its tree: an even number of attacks lies on the way."""
    attacks, seen = 0, set()
    while (relation := article.units[index].relation) is not None and index not in seen:
        seen.add(index)
        attacks += relation.type == "attack"
        index = relation.target
    return _STANCES[attacks % 2]
