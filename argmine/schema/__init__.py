"""JSON Schema of the corpus and report format."""

from __future__ import annotations

import json
from importlib import resources


def article_schema() -> dict[str, object]:
    """Return the JSON Schema of one line of a corpus, or of ``argmine label --format jsonl``.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.

    Examples
    --------
    >>> article_schema()["required"]
    ['id', 'text', 'units']
    """
    source = resources.files(__package__).joinpath("article.schema.json").read_text(encoding="utf-8")
    schema: dict[str, object] = json.loads(source)
    return schema
