"""Layout of the argument map: boxes and lines, from right to left, the main claim first."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from argmine.report.outline import paragraph_numbers
from argmine.report.report import Report
from argmine.report.words import word

BOX_WIDTH, LINE_HEIGHT, PADDING, GAP_X, GAP_Y = 230, 20, 10, 46, 14
LINE_CHARACTERS, LINES = 34, 3
BASELINE = 24  # of the first line, from the top of its box
EMPTY_WIDTH, EMPTY_HEIGHT = 460, 60
COLORS: Mapping[str, str] = MappingProxyType(
    {"claim": "#1f4fa8", "evidence": "#1c6b3c", "rhetorical_question": "#99196b"}
)
NO_COLOR = "#5d6370"
MAX_UNITS = 150  # a map of more boxes cannot be read; it then shows paragraphs


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the map.

    Parameters
    ----------
    number : str
        Number of the unit or of the paragraph, from 1.
    label : str
        Label of the unit, or the most frequent one of the paragraph.
    lines : tuple of str
        Text, shortened and wrapped.
    x, y, width, height : int
        Place in pixels.
    main : bool
        Whether it is, or holds, the main claim.
    """

    number: str
    label: str
    lines: tuple[str, ...]
    x: int
    y: int
    width: int
    height: int
    main: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A relation of the map, from the box of the source to that of the target.

    Parameters
    ----------
    points : tuple of (int, int)
        Start, two control points and end of a cubic curve.
    type : str
        ``"support"`` or ``"attack"``.
    """

    points: tuple[tuple[int, int], ...]
    type: str

    @property
    def path(self) -> str:
        """The curve as an SVG path."""
        start, *rest = (f"{x} {y}" for x, y in self.points)
        return f"M{start} C{' '.join(rest)}"


@dataclass(frozen=True, slots=True)
class ArgumentMap:
    """A laid out map.

    Parameters
    ----------
    boxes : tuple of Box
        In reading order of the tree.
    lines : tuple of Line
        Relations.
    width, height : int
        Size in pixels.
    of_paragraphs : bool
        Whether boxes are paragraphs, because there are too many units.
    left_out : int
        Paragraphs without a box, because there are too many of them too: those farthest from the main claim.
    """

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    of_paragraphs: bool
    left_out: int


@dataclass(frozen=True, slots=True)
class _Node:
    number: str
    label: str
    text: str
    main: bool


def lay_out(report: Report) -> ArgumentMap:
    """Lay out the argument map of a report.

    Parameters
    ----------
    report : Report
        The report; units labelled none, and units without any relation, have no box.

    Returns
    -------
    ArgumentMap
        With no box if there are no relations.
    """
    linked = {index for source, target, _ in report.relations for index in (source, target)}
    if len(linked) > MAX_UNITS:
        return _place(*_paragraph_graph(report), of_paragraphs=True)
    nodes = {
        index: _Node(str(index + 1), str(unit.label), unit.text, unit.main)
        for index, unit in enumerate(report.units)
        if index in linked
    }
    return _place(nodes, {source: (target, kind) for source, target, kind in report.relations}, of_paragraphs=False)


def map_words(drawn: ArgumentMap, lang: str) -> dict[str, object]:
    """Return what the template of the map needs beside the map.

    Parameters
    ----------
    drawn : ArgumentMap
        The map.
    lang : str
        Language of the interface.

    Returns
    -------
    dict
        Title, which says so if boxes are paragraphs or some are left out, and colours.
    """
    title = word(lang, "map of paragraphs" if drawn.of_paragraphs else "map")
    if drawn.left_out:
        title += f" ({drawn.left_out} {word(lang, 'left out')})"
    return {"map_title": title, "colors": COLORS, "no_color": NO_COLOR}


def _paragraph_graph(report: Report) -> tuple[dict[int, _Node], dict[int, tuple[int, str]]]:
    """Make one node a paragraph, which serves what most of its units serve, unless that closes a cycle."""
    paragraph = paragraph_numbers(report)
    votes: dict[int, dict[tuple[int, str], int]] = {}
    for source, target, kind in report.relations:
        a, b = paragraph[source], paragraph[target]
        if a != b:
            cast = votes.setdefault(a, {})
            cast[b, kind] = cast.get((b, kind), 0) + 1
    edges: dict[int, tuple[int, str]] = {}
    for source, cast in sorted(votes.items()):
        target, kind = max(sorted(cast), key=lambda choice: cast[choice])
        step: int | None = target
        while step is not None and step != source:
            step = edges[step][0] if step in edges else None
        if step is None:
            edges[source] = target, kind
    shown = {*edges, *(target for target, _ in edges.values())}
    nodes: dict[int, _Node] = {}
    for index, unit in enumerate(report.units):
        own = paragraph[index]
        if own in shown:
            before = nodes.get(own)
            nodes[own] = _Node(
                str(own + 1),
                str(unit.label) if before is None else before.label,
                unit.text if before is None else before.text,
                unit.main or (before is not None and before.main),
            )
    return nodes, edges


def _place(nodes: dict[int, _Node], edges: dict[int, tuple[int, str]], *, of_paragraphs: bool) -> ArgumentMap:
    if not nodes:
        return ArgumentMap((), (), EMPTY_WIDTH, EMPTY_HEIGHT, of_paragraphs, 0)
    children: dict[int, list[int]] = {}
    for source, (target, _) in edges.items():
        children.setdefault(target, []).append(source)
    roots = sorted((index for index in nodes if index not in edges), key=lambda index: (not nodes[index].main, index))
    order: list[tuple[int, int]] = []
    distance: dict[int, tuple[bool, int]] = {}
    stack = [(root, 0) for root in reversed(roots)]
    while stack:
        index, depth = stack.pop()
        order.append((index, depth))
        apart = not nodes[index].main if index not in edges else distance[edges[index][0]][0]
        distance[index] = apart, depth
        stack.extend((child, depth + 1) for child in sorted(children.get(index, []), reverse=True))
    kept = set(sorted(distance, key=lambda index: distance[index])[:MAX_UNITS])
    order = [(index, depth) for index, depth in order if index in kept]
    columns = max(depth for _, depth in order) + 1
    width = columns * BOX_WIDTH + (columns - 1) * GAP_X + 2 * PADDING
    boxes: dict[int, Box] = {}
    y = bottom = PADDING
    for position, (index, depth) in enumerate(order):
        node = nodes[index]
        lines = _wrap(node.text)
        height = len(lines) * LINE_HEIGHT + 2 * PADDING
        x = width - PADDING - BOX_WIDTH - depth * (BOX_WIDTH + GAP_X)
        boxes[index] = Box(node.number, node.label, lines, x, y, BOX_WIDTH, height, node.main)
        bottom = max(bottom, y + height + GAP_Y)
        if position + 1 == len(order) or order[position + 1][1] <= depth:
            y = bottom
    drawn = tuple(
        _line(boxes[source], boxes[target], kind) for source, (target, kind) in sorted(edges.items()) if source in boxes
    )
    height = max(box.y + box.height for box in boxes.values()) + PADDING
    return ArgumentMap(tuple(boxes.values()), drawn, width, height, of_paragraphs, len(nodes) - len(boxes))


def _wrap(text: str) -> tuple[str, ...]:
    lines = textwrap.wrap(text, LINE_CHARACTERS)
    return tuple(lines[:LINES]) if len(lines) <= LINES else (*lines[: LINES - 1], lines[LINES - 1] + " …")


def _line(source: Box, target: Box, kind: str) -> Line:
    x1, y1 = source.x + source.width, source.y + source.height // 2
    x2, y2 = target.x, target.y + target.height // 2
    middle = (x1 + x2) // 2
    return Line(((x1, y1), (middle, y1), (middle, y2), (x2, y2)), kind)
