"""Models as plain arrays, for programs that want no pickle: what ``docs/export.md`` describes."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from argmine.analyzer import Analyzer
from argmine.persistence import write_folder

FORMAT = "argmine arrays"
FORMAT_VERSION = 1
ARRAYS, CONFIG, CARD = "arrays.npz", "config.json", "card.md"

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def export(analyzer: Analyzer, folder: str | os.PathLike[str], card: str) -> int:
    """Write a model as arrays, configuration and card.

    Parameters
    ----------
    analyzer : Analyzer
        The model.
    folder : str or path
        New or empty; it appears when all is written.
    card : str
        The model's card, Markdown.

    Returns
    -------
    int
        Number of arrays.

    Raises
    ------
    ArgmineError
        If the folder has files in it, or cannot be written.
    """
    config, arrays = to_arrays(analyzer)
    packed = BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]  # names of arrays, not options
    files = {
        ARRAYS: packed.getvalue(),
        CONFIG: (json.dumps(config, ensure_ascii=False, indent=2) + "\n").encode("utf-8"),
        CARD: card.encode("utf-8"),
    }
    write_folder(Path(folder), files)
    return len(arrays)


def to_arrays(analyzer: Analyzer) -> tuple[Json, dict[str, NDArray[np.generic]]]:
    """Take a model apart.

    Parameters
    ----------
    analyzer : Analyzer
        The model.

    Returns
    -------
    config : dict
        JSON-ready: everything but the arrays, each of which is ``{"array": key, "dtype": …, "shape": …}`` in its place.
    arrays : dict of str to array
        By key: the path of the array in the configuration, joined by dots.

    Examples
    --------
    >>> import argmine
    >>> config, arrays = to_arrays(argmine.load())
    >>> config["labeller"]["first"]["bias"]["array"]
    'labeller.first.bias'
    >>> arrays["labeller.first.bias"].shape == (len(config["labeller"]["classes"]),)
    True
    """
    arrays: dict[str, NDArray[np.generic]] = {}
    parts = {field.name: _take_apart(getattr(analyzer, field.name), field.name, arrays) for field in fields(analyzer)}
    return {"format": FORMAT, "format_version": FORMAT_VERSION, **parts}, arrays


def _take_apart(value: object, key: str, arrays: dict[str, NDArray[np.generic]]) -> Json:
    if value is None or isinstance(value, str | int | float):  # bool is an int
        return value
    if isinstance(value, np.ndarray) and value.dtype != object:
        arrays[key] = value
        return {"array": key, "dtype": str(value.dtype), "shape": list(value.shape)}
    if is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    if isinstance(value, Mapping):
        return {str(name): _take_apart(one, f"{key}.{name}", arrays) for name, one in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_take_apart(one, f"{key}.{number}", arrays) for number, one in enumerate(value)]
    if isinstance(value, str | int | float):
        return value
    raise TypeError(f"{key}: a model holds arrays, names and numbers, got {type(value).__name__}")
