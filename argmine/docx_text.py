"""The readable text of a Word document; needs the extra ``docx``."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from argmine.errors import ArgmineError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": "\t", f"{_WORD}noBreakHyphen": "-"}
# Formatting, what tracked changes took away, and pictures with the text boxes that float over them.
_SKIPPED = frozenset(
    {f"{_WORD}{name}" for name in ("pPr", "rPr", "sectPr", "del", "moveFrom", "drawing", "pict", "object")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
)
_TITLE_WITHIN = 5  # paragraphs


def docx_to_text(content: bytes) -> tuple[str, str]:
    """Take title and text out of a Word document.

    Headers, footers, footnotes, comments, text boxes and deleted text are left out; inserted text and tables are read.

    Parameters
    ----------
    content : bytes
        A ``.docx`` file.

    Returns
    -------
    title, text : str
        Paragraphs become lines. The title is the first paragraph in the style Title, and stands in the text too.

    Raises
    ------
    ArgmineError
        If python-docx is not installed, or the bytes are not a Word document.
    """
    try:
        import docx
    except ImportError:
        raise ArgmineError("reading Word documents needs python-docx; pip install 'argmine[docx]'") from None
    try:
        document = docx.Document(BytesIO(content))
        text = "".join(_pieces(document.element.body))
        opening = document.paragraphs[:_TITLE_WITHIN]
        title = next((p.text for p in opening if p.style is not None and p.style.name == "Title"), "")
    except Exception as error:  # a damaged archive, or damaged XML in it, can raise anything
        kind = type(error).__name__
        raise ArgmineError(f"not a readable Word document ({kind}); save it again as .docx, or as text") from error
    lines = (line.strip() for line in text.split("\n"))
    return " ".join(title.split()), "\n".join(line for line in lines if line)


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _pieces(child)
            if child.tag == f"{_WORD}p":
                yield "\n"
