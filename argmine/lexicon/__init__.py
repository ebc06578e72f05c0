"""Word lists as data files, and the one function that reads them."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def read_lexicon(name: str) -> dict[str, tuple[str, ...]]:
    """Read a lexicon file: sections of phrases, one phrase a line.

    A line ``[section]`` opens a section, ``#`` starts a comment.

    Parameters
    ----------
    name : str
        File name in ``argmine/lexicon`` without ``.txt``.

    Returns
    -------
    dict of str to tuple of str
        The phrases of each section, in the order of the file.

    Raises
    ------
    ValueError
        If a phrase stands before the first section.

    Examples
    --------
    >>> "هل" in read_lexicon("openers")["always"]
    True
    """
    source = resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, raw in enumerate(source.splitlines(), 1):
        line = raw.split("#", 1)[0].strip()
        if not line:
            continue
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1], [])
        elif current is None:
            raise ValueError(f"lexicon {name}.txt, line {number}: a phrase before the first [section]")
        else:
            current.append(line)
    return {section: tuple(phrases) for section, phrases in sections.items()}
