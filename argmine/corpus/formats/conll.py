"""CoNLL: a token a line with a BIO tag in its last column, an empty line between sentences or paragraphs.

The text is rebuilt: a space between tokens, but none before closing and after opening punctuation, and a newline for an
empty line; spans are exact on the rebuilt text. A tag is ``O``, ``B-label`` or ``I-label``, or as in the corpora of
scientific abstracts ``B-label-relation-distance``, where the distance counts units. Articles begin with
``# newdoc id = …`` (CoNLL-U) or ``-DOCSTART-``; without either a file is one article.

Carries spans, labels and ids; not functions, relations, main claims, titles, meta, nor what white space there was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.assembly import Link, Span, assemble
from argmine.corpus.formats.files import article_id, read_text, write_text
from argmine.corpus.formats.limits import refuse_overlaps, require_labels
from argmine.errors import ArgmineError

CLOSING = frozenset(".,;:!?…،؛؟)]}»")
OPENING = frozenset("([{«")
_TAG = re.compile(r"O|[BI]-(?P<label>.+?)(?:-(?P<relation>[A-Za-z_]+)-(?P<distance>-?\d+))?")
_NEW_ARTICLE = re.compile(r"# newdoc id = (?P<id>.+)|-DOCSTART-.*")
_NO_RELATION = "none"


class _Builder:
    """One article on its way: its text so far, and its spans."""

    def __init__(self, identifier: str) -> None:
        self.identifier = identifier
        self.parts: list[str] = []
        self.length = 0
        self.spans: list[Span] = []
        self.targets: list[tuple[int, str, int, str]] = []
        self.open_tag = ""
        self.glue = True  # whether the next token follows without a space

    def newline(self) -> None:
        if self.parts and self.parts[-1] != "\n":
            self._append("\n")
        self.glue = True

    def token(self, token: str, tag: str, place: str) -> None:
        if not self.glue and token not in CLOSING:
            self._append(" ")
        start = self.length
        self._append(token)
        self.glue = token in OPENING
        if tag != "O":
            self._extend(start, tag, place)
        self.open_tag = tag[2:]

    def _extend(self, start: int, tag: str, place: str) -> None:
        if tag.startswith("I-") and self.open_tag == tag[2:]:
            last = self.spans[-1]
            self.spans[-1] = Span(last.key, last.start, self.length, last.label, place=last.place)
            return
        match = _TAG.fullmatch(tag)
        assert match is not None  # noqa: S101 - _columns has let nothing else through
        number = len(self.spans)
        if match["relation"] and match["relation"] != _NO_RELATION:
            self.targets.append((number, match["relation"], number + int(match["distance"]), place))
        self.spans.append(Span(str(number), start, self.length, match["label"], place=place))

    def _append(self, part: str) -> None:
        self.parts.append(part)
        self.length += len(part)

    def article(self) -> Article:
        links = [Link(str(source), str(target), kind, place) for source, kind, target, place in self.targets]
        return assemble(self.identifier, "".join(self.parts).rstrip("\n"), self.spans, links)


def read(path: Path) -> Iterator[Article]:
    """Read the articles of a file.

    Parameters
    ----------
    path : Path
        A file of tokens and tags; columns are separated by tabs or spaces.

    Yields
    ------
    Article
        In the order of the file.

    Raises
    ------
    ArgmineError
        With file and line, if a line is no token with a tag.
    """
    stem = article_id(path)
    builder: _Builder | None = None
    count = 0
    for number, line in enumerate(read_text(path).split("\n"), 1):
        line = line.rstrip("\r")
        place = f"{path}:{number}"
        begin = _NEW_ARTICLE.fullmatch(line)
        if begin:
            if builder is not None and builder.parts:
                yield builder.article()
            count += 1
            builder = _Builder(begin["id"] or f"{stem}-{count}")
            continue
        builder = builder or _Builder(stem)
        columns = _columns(line, place, builder.identifier)
        if columns is None:
            builder.newline()
        else:
            builder.token(*columns, place)
    if builder is not None and builder.parts:
        yield builder.article()


def _columns(line: str, place: str, identifier: str) -> tuple[str, str] | None:
    if not line.strip():
        return None
    columns = line.split("\t") if "\t" in line else line.split()
    if len(columns) < 2 or not columns[0].strip():
        raise ArgmineError(f"{place}: article {identifier}: expected a token and a tag, got {line[:60]!r}")
    if not _TAG.fullmatch(columns[-1]):
        raise ArgmineError(
            f"{place}: article {identifier}: {columns[-1][:60]!r} is no BIO tag; use O, B-label or I-label"
        )
    return columns[0].strip(), columns[-1]


def write(articles: Iterable[Article], path: Path) -> None:
    """Write articles into one file.

    Parameters
    ----------
    articles : iterable of Article
        Units must not overlap.
    path : Path
        The file.

    Raises
    ------
    ArgmineError
        If BIO tags cannot express an article.
    """
    write_text(path, "\n".join(line for article in articles for line in _lines(article)))


def _lines(article: Article) -> Iterator[str]:
    require_labels(article, "conll")
    refuse_overlaps(article, "conll")
    yield f"# newdoc id = {article.id}"
    position = 0
    for unit in article.units:
        yield from _tokens(article.text[position : unit.start], None)
        yield from _tokens(article.text[unit.start : unit.end], unit.label)
        position = unit.end
    yield from _tokens(article.text[position:], None)
    yield ""


def _tokens(text: str, label: str | None) -> Iterator[str]:
    tag = "O" if label is None else f"B-{label}"
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            yield ""
        for word in paragraph.split():
            for token in split_punctuation(word):
                yield f"{token}\t{tag}"
                tag = tag if label is None else f"I-{label}"


def split_punctuation(word: str) -> list[str]:
    """Split opening and closing punctuation off a word.

    Parameters
    ----------
    word : str
        Without white space.

    Returns
    -------
    list of str
        Tokens that together are the word.

    Examples
    --------
    >>> split_punctuation("«نعم».")
    ['«', 'نعم', '»', '.']
    """
    start, end = 0, len(word)
    while start < end and word[start] in OPENING:
        start += 1
    while end > start and word[end - 1] in CLOSING:
        end -= 1
    middle = [word[start:end]] if start < end else []
    return [*word[:start], *middle, *word[end:]]
