"""Bytes and files to articles: encodings, plain text, Markdown, HTML, Word documents, JSON Lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from argmine.article import Article
from argmine.errors import ArgmineError

TEXT_SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".jsonl", ".parquet")

_TABLES = {".jsonl": "line", ".parquet": "row"}
_PARQUET_ROWS = 1000
_LOCK_PREFIX = "~$"  # Word keeps such a file beside a document that is open

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1256", "iso8859_6")
_COMMON_LETTERS = frozenset("اليمنرتوبعدهفسقكحجأةىصشضطخ")
_ARABIC_LETTER = re.compile("[\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")


def decode(content: bytes) -> str:
    r"""Decode a text of unknown encoding.

    Parameters
    ----------
    content : bytes
        UTF-8 or UTF-16 (with or without a byte order mark), Windows-1256 or ISO-8859-6.

    Returns
    -------
    str
        The text with ``\n`` line ends.

    Raises
    ------
    ArgmineError
        If the bytes are not text in any of these encodings.

    Examples
    --------
    >>> decode("سلام عليكم".encode("cp1256"))
    'سلام عليكم'
    """
    return _decode(content).replace("\r\n", "\n").replace("\r", "\n")


def _decode(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise ArgmineError(f"bytes are not {encoding}, though they begin with its mark") from error
    if b"\0" in content[:4096]:
        return _decode_bare_utf16(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        candidates = [text for encoding in _SINGLE_BYTE if (text := _try(content, encoding)) is not None]
    best = max(candidates, key=_arabic_share, default="")
    if _arabic_share(best) < 0.3:
        raise ArgmineError("not text in UTF-8, UTF-16, Windows-1256 or ISO-8859-6; save it as UTF-8")
    return best


def _decode_bare_utf16(content: bytes) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _try(content, encoding)
        if text is not None and "\0" not in text and _arabic_share(text) >= 0.3:
            return text
    raise ArgmineError("a binary file, not a text; give .txt, .md, .html, .docx or .jsonl")


def _try(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if any(ord(c) < 32 and c not in "\t\n\r\f" for c in text) else text


def _arabic_share(text: str) -> float:
    """Share of the letters that are common Arabic ones: the wrong code page gives rare letters and signs."""
    sample = [c for c in text[:20_000] if not c.isspace() and ord(c) > 127]
    return sum(c in _COMMON_LETTERS for c in sample) / len(sample) if sample else 0.0


def read_file(path: Path) -> Iterator[Article]:
    """Read the articles of one file, one at a time.

    Parameters
    ----------
    path : Path
        A ``.jsonl`` corpus holds an article a line, a ``.parquet`` table one a row (columns ``text`` and, if there are,
        ``id`` and ``title``); any other file is one article.

    Yields
    ------
    Article
        Without units, unless the corpus has them.

    Raises
    ------
    ArgmineError
        Naming the file, if it cannot be read, is binary, empty, or has no Arabic letters.
    """
    suffix = path.suffix.lower()
    if suffix in _TABLES and path.exists():
        articles = _read_parquet(path) if suffix == ".parquet" else _read_jsonl(path)
        count = 0
        for count, article in enumerate(articles, 1):  # noqa: B007 - the last count is used
            yield article
        if not count:
            raise ArgmineError(f"{path}: empty; it needs one article a {_TABLES[suffix]}")
        return
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ArgmineError(f"{path}: no such file; check the path") from None
    except OSError as error:
        raise ArgmineError(f"{path}: {error.strerror or error}; check the path and its permissions") from error
    if suffix == ".docx":
        yield _read_docx(content, path)
    else:
        yield read_article(content, path.stem, str(path), is_html=suffix in {".html", ".htm"})


def _read_docx(content: bytes, path: Path) -> Article:
    from argmine.docx_text import docx_to_text

    try:
        title, text = docx_to_text(content)
    except ArgmineError as error:
        raise ArgmineError(f"{path}: {error}") from error
    return _article(path.stem, text, title, str(path))


def _read_jsonl(path: Path) -> Iterator[Article]:
    from argmine.corpus.jsonl import read_articles

    return read_articles(path)


def _read_parquet(path: Path) -> Iterator[Article]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ArgmineError(f"{path}: reading Parquet needs pyarrow; pip install 'argmine[parquet]'") from None
    try:
        table = pq.ParquetFile(path)
        columns = [name for name in ("id", "title", "text") if name in table.schema_arrow.names]
        if "text" not in columns:
            raise ArgmineError(f"{path}: no column 'text'; it has {', '.join(table.schema_arrow.names)}")
        row = 0
        for batch in table.iter_batches(batch_size=_PARQUET_ROWS, columns=columns):
            for record in batch.to_pylist():
                article_id = str(record.get("id") or f"{path.stem}-{row}")
                yield Article(article_id, str(record["text"] or ""), title=str(record.get("title") or ""))
                row += 1
    except (pa.ArrowInvalid, OSError) as error:
        raise ArgmineError(f"{path}: not a readable Parquet file ({error})") from error


def count_articles(paths: Iterable[Path]) -> int | None:
    """Count the articles of files quickly.

    Parameters
    ----------
    paths : iterable of Path
        Files that exist.

    Returns
    -------
    int or None
        Lines of ``.jsonl`` files, one for any other; None if one cannot be read or is Parquet.
    """
    total = 0
    for path in paths:
        suffix = path.suffix.lower()
        if suffix == ".parquet":
            return None
        if suffix != ".jsonl":
            total += 1
            continue
        try:
            with path.open("rb") as lines:
                total += sum(1 for line in lines if line.strip())
        except OSError:
            return None
    return total


def read_article(content: bytes, article_id: str, place: str, *, is_html: bool = False) -> Article:
    """Read one article from bytes.

    Parameters
    ----------
    content : bytes
        The file's bytes.
    article_id : str
        Id of the article.
    place : str
        What messages call the input.
    is_html : bool
        Whether to take the text out of HTML.

    Returns
    -------
    Article
        Without units.

    Raises
    ------
    ArgmineError
        If there is no Arabic text.
    """
    try:
        text = decode(content)
    except ArgmineError as error:
        raise ArgmineError(f"{place}: {error}") from error
    title = ""
    if is_html:
        from argmine.html_text import html_to_text

        title, text = html_to_text(text)
    return _article(article_id, text, title, place)


def _article(article_id: str, text: str, title: str, place: str) -> Article:
    if not text.strip():
        raise ArgmineError(f"{place}: empty, there is nothing to analyze")
    if not _ARABIC_LETTER.search(text):
        raise ArgmineError(f"{place}: no Arabic letters; argmine reads Arabic op-eds")
    return Article(article_id, text, title=title)


def collect_paths(inputs: Iterable[str]) -> Iterator[Path | ArgmineError]:
    """Find the files that paths, folders and globs name.

    Parameters
    ----------
    inputs : iterable of str
        Paths; a folder stands for the texts in it and below, in sorted order; a pattern with ``*``, ``?`` or ``[``
        that names no file stands for what it matches.

    Yields
    ------
    Path or ArgmineError
        A file, or what is wrong with an input, so that the others can still be read.
    """
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if _is_text(p))
            if not found:
                yield ArgmineError(f"{name}: no texts in this folder ({', '.join(TEXT_SUFFIXES)})")
            yield from found
        elif not path.exists() and any(c in name for c in "*?["):
            anchor = Path(path.anchor or ".")
            matches = sorted(anchor.glob(str(path.relative_to(path.anchor) if path.anchor else path)))
            if not matches:
                yield ArgmineError(f"{name}: matches no file")
            yield from (match for match in matches if match.is_file() and not match.name.startswith(_LOCK_PREFIX))
        else:
            yield path


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in TEXT_SUFFIXES and not path.name.startswith(_LOCK_PREFIX) and path.is_file()
