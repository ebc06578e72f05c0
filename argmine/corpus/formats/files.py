"""What the formats share about files: decoding with places in messages, JSON, and file names made of article ids."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote, unquote

from argmine.errors import ArgmineError

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_NAME = 200  # bytes; file systems allow 255, and a suffix and a temporary name must fit too
# Everything but what some file system or shell forbids in a name; quote() itself keeps ASCII letters and digits only.
_FORBIDDEN = frozenset('/\\:*?"<>|%')


def read_text(path: Path) -> str:
    """Read a text file as UTF-8, with newlines as they are.

    Parameters
    ----------
    path : Path
        The file; a byte order mark is dropped.

    Returns
    -------
    str
        Its text.

    Raises
    ------
    ArgmineError
        If it cannot be read, or with the line if it is not UTF-8.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ArgmineError(f"{path}: {error.strerror or error}; check the path") from error
    if content.startswith(_UTF16_MARKS):
        raise ArgmineError(f"{path}: is UTF-16; save the corpus as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ArgmineError(
            f"{path}:{line}: not UTF-8 (byte 0x{content[error.start]:02x}); "
            "save the whole corpus in one encoding, UTF-8"
        ) from error


def write_text(path: Path, text: str, article_id: str = "") -> None:
    """Write a text file as UTF-8, with newlines as they are.

    Parameters
    ----------
    path : Path
        The file.
    text : str
        Its text.
    article_id : str
        The article that the file is about, for messages.

    Raises
    ------
    ArgmineError
        If it cannot be written, or holds half of a surrogate pair, which UTF-8 has no bytes for.
    """
    try:
        path.write_bytes(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        where = f"article {article_id}: " if article_id else ""
        raise ArgmineError(f"{path}: {where}{error.reason}; repair the text first") from error
    except OSError as error:
        raise ArgmineError(f"{path}: cannot be written ({error.strerror or error}); choose another place") from error


def read_json(path: Path) -> object:
    """Read a JSON file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    object
        What it holds.

    Raises
    ------
    ArgmineError
        With the line, if it is not JSON.
    """
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise ArgmineError(f"{path}:{error.lineno}: not JSON ({error.msg}, column {error.colno})") from error
    except RecursionError as error:
        raise ArgmineError(f"{path}: JSON nested too deeply; no corpus is") from error


def file_name(article_id: str) -> str:
    """Return a file name (without suffix) that stands for an article id on every file system.

    Parameters
    ----------
    article_id : str
        Any identifier.

    Returns
    -------
    str
        The id, with forbidden characters percent-encoded.

    Raises
    ------
    ArgmineError
        If the id is empty or too long for a file name.

    Examples
    --------
    >>> file_name("الأولى/1"), article_id(Path("الأولى%2F1.ann"))
    ('الأولى%2F1', 'الأولى/1')
    """
    safe = (quote(c, safe="") if c in _FORBIDDEN or not c.isprintable() else c for c in article_id)
    name = "".join(safe)
    if name.startswith("."):
        name = "%2E" + name[1:]
    if not name or len(name.encode("utf-8", "replace")) > _LONGEST_NAME:
        raise ArgmineError(f"article {article_id!r}: its id is no file name; give it a short id, or choose jsonl")
    return name


def article_id(path: Path) -> str:
    """Return the article id that a file name stands for; the inverse of :func:`file_name`.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        The id.
    """
    return unquote(path.stem)
