"""The readable text of an HTML page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCK_TAGS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 tr article section blockquote header footer".split()  # noqa: SIM905
)
_HIDDEN_TAGS = frozenset(("script", "style", "head", "noscript", "template"))


class _TextExtractor(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.title: list[str] = []
        self.hidden = 0
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "title":
            self.in_title = True
        if tag in _HIDDEN_TAGS:
            self.hidden += 1
        elif tag in _BLOCK_TAGS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        if tag in _HIDDEN_TAGS:
            self.hidden = max(0, self.hidden - 1)
        elif tag in _BLOCK_TAGS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title.append(data)
        elif not self.hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))


def html_to_text(source: str) -> tuple[str, str]:
    r"""Take title and text out of an HTML page.

    Parameters
    ----------
    source : str
        HTML.

    Returns
    -------
    title, text : str
        Blocks become lines.

    Examples
    --------
    >>> html_to_text("<head><title>عنوان</title></head><p>أول.</p><p>ثان<b>ية</b>.</p><script>x()</script>")
    ('عنوان', 'أول.\nثانية.')
    """
    parser = _TextExtractor()
    parser.feed(source)
    parser.close()
    lines = (re.sub(" +", " ", line).strip() for line in "".join(parser.pieces).split("\n"))
    return "".join(parser.title).strip(), "\n".join(line for line in lines if line)
