"""The argument map as a PNG picture, drawn with matplotlib, which shapes Arabic by itself from version 3.11 on."""

from __future__ import annotations

import io
import warnings
from functools import cache
from typing import TYPE_CHECKING

from argmine.errors import ArgmineError
from argmine.report.layout import BASELINE, COLORS, LINE_HEIGHT, NO_COLOR, PADDING, lay_out
from argmine.report.words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from argmine.report.layout import ArgumentMap, Box
    from argmine.report.report import Report

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SCALE = 2  # pixels of the picture for one of the layout
LARGEST = 30_000  # pixels a side; a larger map is drawn smaller
_INCH = 96
_POINT = 72 / _INCH
_FONT_SIZE = 13
_FONTS = ("Noto Naskh Arabic", "Amiri", "Noto Sans Arabic", "DejaVu Sans")  # the last comes with matplotlib


def render_png(report: Report, *, lang: str = "ar") -> bytes:
    """Render the argument map of a report.

    Parameters
    ----------
    report : Report
        The report.
    lang : str
        Language of the sentence that stands in the place of an empty map.

    Returns
    -------
    bytes
        A PNG picture of the same map as :func:`argmine.report.svg.render_svg` draws.

    Raises
    ------
    ArgmineError
        If matplotlib is not installed, or is too old to shape Arabic.
    """
    _check_matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    drawn = lay_out(report)
    scale = min(SCALE, LARGEST / max(drawn.width, drawn.height))
    figure = Figure(figsize=(drawn.width / _INCH, drawn.height / _INCH), dpi=_INCH * scale, facecolor="#fdfcf9")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, drawn.width)
    axes.set_ylim(drawn.height, 0)
    axes.axis("off")
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a sign that no font has is drawn as a box
        _draw(axes, drawn, lang)
        figure.savefig(buffer, format="png", dpi=_INCH * scale)
    return buffer.getvalue()


def _check_matplotlib() -> None:
    try:
        import matplotlib as mpl
    except ImportError:
        raise ArgmineError("drawing PNG needs matplotlib; pip install 'argmine[png]'") from None
    if tuple(map(int, mpl.__version__.split(".")[:2])) < (3, 11):
        raise ArgmineError(
            f"matplotlib {mpl.__version__} does not shape Arabic, 3.11 does; pip install --upgrade 'argmine[png]'"
        )


def _draw(axes: Axes, drawn: ArgumentMap, lang: str) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if not drawn.boxes:
        _write(axes, word(lang, "no map"), drawn.width - PADDING, PADDING + BASELINE, "#1d2129", drawn.width)
    for line in drawn.lines:
        path = Path(line.points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
        attack = line.type == "attack"
        axes.add_patch(
            PathPatch(
                path,
                fill=False,
                edgecolor="#a8231b" if attack else "#8a8f99",
                linewidth=1.6 * _POINT,
                linestyle=(0, (4, 3)) if attack else "solid",
            )
        )
    for box in drawn.boxes:
        _draw_box(axes, box)


def _draw_box(axes: Axes, box: Box) -> None:
    from matplotlib.patches import FancyBboxPatch

    color = COLORS.get(box.label, NO_COLOR)
    axes.add_patch(
        FancyBboxPatch(
            (box.x, box.y),
            box.width,
            box.height,
            boxstyle="round,pad=0,rounding_size=6",
            facecolor="#ffffff",
            edgecolor=color,
            linewidth=(3 if box.main else 1.4) * _POINT,
        )
    )
    right, room = box.x + box.width - PADDING, box.width - 2 * PADDING
    taken = _write(axes, box.number, right, box.y + BASELINE, color, room, weight="bold") + 5
    for number, text in enumerate(box.lines):
        indent = 0 if number else taken
        _write(axes, text, right - indent, box.y + BASELINE + LINE_HEIGHT * number, "#1d2129", room - indent)


def _write(axes: Axes, text: str, right: float, y: float, color: str, room: float, weight: str = "normal") -> float:
    """Write a line that ends at `right` and takes at most `room`; return its width."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    written = axes.text(
        right,
        y,
        text if text.isascii() else f"\u200f{text}",  # Arabic runs from right to left, whatever comes first
        ha="right",
        va="baseline",
        color=color,
        fontsize=_FONT_SIZE * _POINT,
        fontfamily=_fonts(),
        fontweight=weight,
        parse_math=False,
    )
    figure = axes.figure
    assert figure is not None  # noqa: S101 - axes of a figure
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)  # noqa: S101 - render_png made it
    width = float(written.get_window_extent(canvas.get_renderer()).width) * _INCH / float(figure.dpi)
    if width > room:
        written.set_fontsize(_FONT_SIZE * _POINT * room / width)
    return min(width, room)


@cache
def _fonts() -> list[str]:
    from matplotlib.font_manager import fontManager

    installed = {font.name for font in fontManager.ttflist}
    return [name for name in _FONTS if name in installed]
