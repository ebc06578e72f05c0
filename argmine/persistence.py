"""Models on disk.

A model file is a compressed pickle of an :class:`~argmine.analyzer.Analyzer`: arrays, strings, numbers and a handful of
argmine's own types, nothing of scikit-learn's, so that a model outlives scikit-learn's releases. ``joblib.load`` reads
it, but runs whatever code a file contains; :func:`load` is the door for files of others, and does without joblib, whose
import alone would slow the labelling of one op-ed by a fifth.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from argmine.errors import ArgmineError

if TYPE_CHECKING:
    from argmine.analyzer import Analyzer

DEFAULT_MODEL = "oped"
SUFFIX = ".joblib"

ALLOWED_TYPES = frozenset(
    {
        ("argmine.analyzer", "Analyzer"),
        ("argmine.features.ngrams", "NgramHasher"),
        ("argmine.models.labelling", "UnitLabeller"),
        ("argmine.models.linking", "Linker"),
        ("argmine.models.scoring", "DenseLinear"),
        ("argmine.models.scoring", "NgramLinear"),
        ("argmine.models.scoring", "WordScores"),
        ("argmine.report.report", "ModelInfo"),
        ("numpy", "dtype"),
        ("numpy._core.numeric", "_frombuffer"),
        ("numpy.core.numeric", "_frombuffer"),  # numpy 1
    }
)


class ForbiddenTypeError(ArgmineError):
    """A model file would import or call something that no model needs."""


def shipped_models() -> list[str]:
    """Return the names of the models that ship with the package.

    Examples
    --------
    >>> "oped" in shipped_models()
    True
    """
    names = (entry.name for entry in resources.files("argmine.trained").iterdir())
    return sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))


def load(model: str | os.PathLike[str] | None = None) -> Analyzer:
    """Load a model safely.

    Parameters
    ----------
    model : str or path, optional
        Name of a shipped model, or path of a model file; the default model if None.

    Returns
    -------
    Analyzer
        Ready to analyze.

    Raises
    ------
    ArgmineError
        If there is no such model, or the file is not one.
    ForbiddenTypeError
        If the file would import or call anything outside :data:`ALLOWED_TYPES`; the message names it.

    Examples
    --------
    >>> load().info.name
    'oped'
    """
    source = find_model(model)
    try:
        content = source.read_bytes()
    except IsADirectoryError:
        raise ArgmineError(f"{source}: is a folder, not a model file; give the .joblib file in it") from None
    except OSError as error:
        raise ArgmineError(f"{source}: {error.strerror or error}; check the path and its permissions") from error
    analyzer = loads(content, str(source))
    return replace(analyzer, info=replace(analyzer.info, sha256=hashlib.sha256(content).hexdigest()))


def save(analyzer: Analyzer, path: str | os.PathLike[str]) -> None:
    """Write a model; the same model gives the same bytes.

    Parameters
    ----------
    analyzer : Analyzer
        The model.
    path : str or path
        File to write; an existing one is replaced, and only once the new one is complete.
    """
    write_atomically(Path(path), dumps(replace(analyzer, info=replace(analyzer.info, sha256=""))))


def dumps(analyzer: Analyzer) -> bytes:
    """Pack a model into bytes, uncompressed: it is loaded more often than copied, and wheels are compressed anyway.

    Parameters
    ----------
    analyzer : Analyzer
        The model.

    Returns
    -------
    bytes
        What a model file holds.
    """
    return pickle.dumps(analyzer, protocol=5)


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old or the new one, never half of it.

    Parameters
    ----------
    path : Path
        File to write.
    content : bytes
        All of it.

    Raises
    ------
    ArgmineError
        If the folder is missing or not writable.
    """
    if path.is_dir():
        raise ArgmineError(f"{path}: is a folder; give the name of a file")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise ArgmineError(f"{path}: cannot be written ({error.strerror or error}); choose another place") from error


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder so that either all of it is there or nothing has changed.

    Parameters
    ----------
    path : Path
        Folder to make; one that exists must be empty.
    files : mapping of str to bytes
        Content of each file, by name.

    Raises
    ------
    ArgmineError
        If something stands there already, or the place is not writable.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise ArgmineError(f"{path}: is not empty; choose a new or an empty folder")
    place = path.absolute()
    temporary = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        temporary.mkdir()
        for name, content in files.items():
            temporary.joinpath(name).write_bytes(content)
        temporary.replace(place)  # takes the place of an empty folder
    except OSError as error:
        raise ArgmineError(f"{path}: cannot be written ({error.strerror or error}); choose another place") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def find_model(model: str | os.PathLike[str] | None) -> Path | Traversable:
    """Return the file of a model.

    Parameters
    ----------
    model : str or path, optional
        As for :func:`load`.

    Returns
    -------
    path
        The file.

    Raises
    ------
    ArgmineError
        If there is no such model.
    """
    name = DEFAULT_MODEL if model is None else os.fspath(model)
    if Path(name).exists():
        return Path(name)
    shipped = resources.files("argmine.trained").joinpath(name + SUFFIX)
    if "/" not in name and "\\" not in name and shipped.is_file():
        return shipped
    raise ArgmineError(f"{name}: no such model; give a model file or one of: {', '.join(shipped_models())}")


class _SafeUnpickler(pickle.Unpickler):
    """Refuses every global but the allowed ones, by exact module and name."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(BytesIO(content))
        self.name = name

    def find_class(self, module: str, qualname: str) -> object:
        if (module, qualname) not in ALLOWED_TYPES:
            raise ForbiddenTypeError(
                f"{self.name}: refused, because it would import {module}.{qualname}, which no argmine model needs; "
                "load it only if you trust its source, with joblib.load"
            )
        return super().find_class(module, qualname)


def loads(content: bytes, name: str) -> Analyzer:
    """Unpack a model from bytes, safely.

    Parameters
    ----------
    content : bytes
        What a model file holds.
    name : str
        What messages call it.

    Returns
    -------
    Analyzer
        The model.

    Raises
    ------
    ArgmineError
        If the bytes are not a model, or would import anything outside :data:`ALLOWED_TYPES`.
    """
    from argmine.analyzer import Analyzer

    try:
        loaded = _SafeUnpickler(content, name).load()
    except ForbiddenTypeError:
        raise
    except (pickle.UnpicklingError, EOFError, ValueError, KeyError, IndexError, TypeError) as error:
        raise ArgmineError(f"{name}: not an argmine model ({error}); train one with 'argmine train'") from error
    except Exception as error:  # a damaged pickle can raise anything
        raise ArgmineError(f"{name}: a damaged model file ({type(error).__name__}: {error})") from error
    if not isinstance(loaded, Analyzer):
        raise ArgmineError(f"{name}: holds a {type(loaded).__name__}, not an argmine model")
    if not _is_complete(loaded):
        raise ArgmineError(f"{name}: made by another release of argmine; train it again with 'argmine train'")
    return loaded


def _is_complete(part: object) -> bool:
    """Whether a part of a model, and every part of it, has all that this release reads."""
    if isinstance(part, Mapping):
        return all(map(_is_complete, part.values()))
    if not is_dataclass(part):
        return True
    learned = [field.name for field in fields(part) if field.init]
    return all(hasattr(part, name) and _is_complete(getattr(part, name)) for name in learned)
