"""Which format a corpus has, by its suffixes and its first lines."""

from __future__ import annotations

import json
import re
from pathlib import Path

from argmine.corpus.formats.files import read_json, read_text
from argmine.corpus.formats.registry import FORMATS
from argmine.corpus.formats.rows import column_names, delimiter
from argmine.errors import ArgmineError

_BY_SUFFIX = {".ann": "brat", ".xml": "arggraph", ".conll": "conll", ".bio": "conll", ".iob": "conll"}
_TABLES = (".csv", ".tsv", ".txt")
_JSON_LINES = (".jsonl", ".ndjson")
_BIO_LINE = re.compile(r"#.*|-DOCSTART-.*|\s*|\S.*[\t ](O|[BI]-\S.*)")
_BIO_LINES_SEEN = 50
_IAM_COLUMNS = (4, 5)


def guess_format(path: Path) -> str:
    """Guess the format of a corpus.

    Parameters
    ----------
    path : Path
        A file, or a folder.

    Returns
    -------
    str
        A name in :data:`~argmine.corpus.formats.registry.FORMATS`.

    Raises
    ------
    ArgmineError
        If the files look like no format, or like several.
    """
    if path.is_dir():
        return _guess_folder(path)
    if not path.exists():
        raise ArgmineError(f"{path}: no such file or folder; check the path")
    found = _guess_file(path)
    if found is None:
        raise ArgmineError(f"{path}: looks like no corpus format; name one with --from: {', '.join(FORMATS)}")
    return found


def _guess_folder(path: Path) -> str:
    files = sorted(f for f in path.rglob("*") if f.is_file() and not f.name.startswith("."))
    # Where annotations lie beside their texts, the texts say nothing.
    annotated = {file.with_suffix("") for file in files if file.suffix in {".ann", ".xml"}}
    examples: dict[str, Path] = {}
    for file in files:
        suffix = file.suffix.casefold()
        if not (suffix == ".txt" and file.with_suffix("") in annotated):
            examples.setdefault(suffix, file)
    guesses = {_guess_file(file) for suffix, file in examples.items() if suffix != ".txt"} - {None}
    if not guesses and ".txt" in examples:
        guesses = {_guess_file(examples[".txt"])} - {None}
    if len(guesses) == 1:
        return str(guesses.pop())
    found = f"several formats: {', '.join(sorted(map(str, guesses)))}" if guesses else "no corpus format"
    raise ArgmineError(f"{path}: its files look like {found}; name one with --from")


def _guess_file(path: Path) -> str | None:
    suffix = path.suffix.casefold()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if suffix == ".txt" and path.with_suffix(".ann").is_file():
        return "brat"
    if suffix in _JSON_LINES:
        return _guess_json_lines(path)
    if suffix == ".json":
        return _guess_json(path)
    return _guess_table(path) if suffix in _TABLES else None


def _guess_json_lines(path: Path) -> str:
    try:
        with path.open("rb") as lines:
            first = next(filter(bytes.strip, lines), b"")
        record = json.loads(first.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return "jsonl"  # its reader says what is wrong
    except OSError as error:
        raise ArgmineError(f"{path}: {error.strerror or error}; check the path") from error
    if not isinstance(record, dict) or "units" in record:
        return "jsonl"
    return "doccano" if {"label", "labels", "entities"} & set(record) else "jsonl"


def _guess_json(path: Path) -> str | None:
    content = read_json(path)
    if isinstance(content, dict) and ("AIF" in content or "nodes" in content):
        return "xaif"
    task = content[0] if isinstance(content, list) and content else content
    return "label-studio" if isinstance(task, dict) and ("data" in task or "text" in task) else None


def _guess_table(path: Path) -> str | None:
    text = read_text(path)
    if text.startswith("#FORMAT=WebAnno TSV 3"):
        return "webanno"
    lines = text.split("\n", _BIO_LINES_SEEN)[:_BIO_LINES_SEEN]
    if all(_BIO_LINE.fullmatch(line.rstrip("\r")) for line in lines) and any(line.strip() for line in lines):
        return "conll"
    columns = set(column_names(lines[0].strip().replace('"', "").split(delimiter(lines[0]))))
    own = "tsv" if path.suffix.casefold() == ".tsv" else "csv"
    if {"start", "end", "text"} <= columns:
        return "munazarat" if "debate_id" in lines[0] else own
    if {"text", "label"} <= columns:
        return "doccano-csv"
    if {"transcription", "claim", "premise"} <= columns:
        return "debiss"
    return "iam" if len(lines[0].split("\t")) in _IAM_COLUMNS else None
