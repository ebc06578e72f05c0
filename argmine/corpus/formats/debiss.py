"""The Debiss corpus of debates: an utterance a row, its claims, premises and evidence as lists of word positions.

``[('claim_1', 0, 8)]`` is the words 0 to 8, both included; where one component begins with the last word of another,
the word stays with the first. A file is one article, an utterance a line. Labels are the names without their numbers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.assembly import Span, assemble
from argmine.corpus.formats.files import article_id
from argmine.corpus.formats.rows import Row, read_rows
from argmine.errors import ArgmineError

_TEXT = "transcription"
_COMPONENTS = ("claim", "premise", "evidence")
_NUMBER = re.compile(r"_\d+$")


def read(path: Path) -> Iterator[Article]:
    """Read a debate.

    Parameters
    ----------
    path : Path
        A CSV file with the columns transcription, claim, premise and evidence.

    Yields
    ------
    Article
        The debate; its id is the file's name.

    Raises
    ------
    ArgmineError
        With file and line, if a column is missing, or a component lies outside its utterance.
    """
    identifier = article_id(path)
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for row in read_rows(path):
        where = f"{row.place}: article {identifier}"
        for name in (_TEXT, *_COMPONENTS):
            if name not in row.fields:
                raise ArgmineError(f"{where}: no column {name!r}; Debiss has {', '.join((_TEXT, *_COMPONENTS))}")
        words = [match.span() for match in re.finditer(r"\S+", row.fields[_TEXT])]
        taken = -1
        for first, last, label in sorted(_components(row, where)):
            if not 0 <= first <= last < len(words):
                raise ArgmineError(
                    f"{where}: words {first} to {last} do not lie in the utterance of {len(words)} words"
                )
            start = max(first, taken + 1) if first == taken else first
            taken = max(last, taken)
            if start <= last:
                begin, end = length + words[start][0], length + words[last][1]
                spans.append(Span(str(len(spans)), begin, end, label, place=row.place))
        parts.append(row.fields[_TEXT])
        length += len(parts[-1]) + 1
    yield assemble(identifier, "\n".join(parts), spans)


def _components(row: Row, where: str) -> Iterator[tuple[int, int, str]]:
    for column in _COMPONENTS:
        try:
            for name, first, last in ast.literal_eval(row.fields[column] or "[]"):
                yield int(first), int(last), _NUMBER.sub("", str(name))
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError) as error:
            raise ArgmineError(f"{where}: {column} must be a list of (name, first word, last word)") from error
