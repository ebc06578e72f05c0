"""The one exception that is meant for the person at the keyboard."""

from __future__ import annotations


class ArgmineError(ValueError):
    """Bad input: the message names the thing, the place and the remedy."""
