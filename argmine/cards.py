"""Model cards, from ``report/templates/card.md.jinja``: every figure in a card is computed when it is written."""

from __future__ import annotations

import hashlib
import os
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from argmine.analyzer import Analyzer
from argmine.persistence import find_model
from argmine.report.templating import environment

if TYPE_CHECKING:
    from argmine.evaluation.scores import Evaluation


def model_card(analyzer: Analyzer, content: bytes, evaluation: Evaluation | None, scored_on: str = "") -> str:
    """Write the card of a model.

    Parameters
    ----------
    analyzer : Analyzer
        The model.
    content : bytes
        Its file.
    evaluation : Evaluation or None
        Cross-validated scores of its recipe.
    scored_on : str
        Name of the corpus that the recipe was scored on.

    Returns
    -------
    str
        Markdown.
    """
    return (
        environment(escape=False)
        .get_template("card.md.jinja")
        .render(
            analyzer=analyzer,
            training=analyzer.training,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            evaluation=evaluation,
            scored_on=scored_on,
            versions={name: version(name) for name in ("scikit-learn", "numpy", "pyarabic", "joblib")},
        )
    )


def card_of(model: str | os.PathLike[str], analyzer: Analyzer) -> str:
    """Return the card that lies beside a model file, or a new one without scores where there is none.

    Parameters
    ----------
    model : str or path
        Name of a shipped model, or path of a model file.
    analyzer : Analyzer
        The model, loaded from there.

    Returns
    -------
    str
        Markdown; a card of another version of the file, which names another hash, is not taken.
    """
    source = find_model(model)
    beside = source.with_suffix(".md") if isinstance(source, Path) else None
    try:
        card = beside.read_text(encoding="utf-8") if beside else ""
    except (OSError, UnicodeDecodeError):
        card = ""
    return card if analyzer.info.sha256 in card else model_card(analyzer, source.read_bytes(), None)
