"""Checked access to the JSON of annotation tools: every wrong type becomes a message with its place."""

from __future__ import annotations

from argmine.errors import ArgmineError


def mapping(value: object, where: str) -> dict[str, object]:
    """Return a value that must be a JSON object.

    Parameters
    ----------
    value : object
        From a JSON file.
    where : str
        Place and meaning, for the message.

    Returns
    -------
    dict
        The object.

    Raises
    ------
    ArgmineError
        If it is none.
    """
    if not isinstance(value, dict):
        raise ArgmineError(f"{where}: expected an object, got {_name(value)}")
    return value


def sequence(value: object, where: str) -> list[object]:
    """Return a value that must be a JSON array; null stands for an empty one.

    Parameters
    ----------
    value : object
        From a JSON file.
    where : str
        Place and meaning, for the message.

    Returns
    -------
    list
        The array.

    Raises
    ------
    ArgmineError
        If it is none.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise ArgmineError(f"{where}: expected a list, got {_name(value)}")
    return value


def text_of(value: object, where: str) -> str:
    """Return a value that must be a JSON string.

    Parameters
    ----------
    value : object
        From a JSON file.
    where : str
        Place and meaning, for the message.

    Returns
    -------
    str
        The string.

    Raises
    ------
    ArgmineError
        If it is none.
    """
    if not isinstance(value, str):
        raise ArgmineError(f"{where}: expected a text, got {_name(value)}")
    return value


def integer(value: object, where: str) -> int:
    """Return a value that must be a whole number.

    Parameters
    ----------
    value : object
        From a JSON file.
    where : str
        Place and meaning, for the message.

    Returns
    -------
    int
        The number.

    Raises
    ------
    ArgmineError
        If it is none.

    Examples
    --------
    >>> integer(3.0, "x:1")
    3
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise ArgmineError(f"{where}: expected a whole number, got {_name(value)}")
    return int(value)


def _name(value: object) -> str:
    return "nothing" if value is None else f"{value!r}"[:60]
