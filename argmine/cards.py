"""Model cards, from ``report/templates/card.md.jinja``: every figure in a card is computed when it is written."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING

from argmine.analyzer import Analyzer
from argmine.report.templating import environment

if TYPE_CHECKING:
    from argmine.evaluation.scores import Evaluation


def model_card(analyzer: Analyzer, content: bytes, evaluation: Evaluation | None) -> str:
    """Write the card of a model.

    Parameters
    ----------
    analyzer : Analyzer
        The model.
    content : bytes
        Its file.
    evaluation : Evaluation or None
        Cross-validated scores of its training corpus.

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
            versions={name: version(name) for name in ("scikit-learn", "numpy", "pyarabic", "joblib")},
        )
    )
