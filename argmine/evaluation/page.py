"""An evaluation as one self-contained HTML page, from ``report/templates/evaluation.html.jinja``."""

from __future__ import annotations

from argmine.evaluation.scores import Evaluation, Interval
from argmine.report.templating import environment


def render_evaluation(evaluation: Evaluation) -> str:
    """Render scores, confusion and calibration.

    Parameters
    ----------
    evaluation : Evaluation
        What was found.

    Returns
    -------
    str
        The page; it loads nothing and runs no script.
    """
    stages: dict[str, dict[str, Interval]] = {}
    for name, score in evaluation.scores.items():
        stage, _, what = name.partition(": ")
        stages.setdefault(stage, {})[what or stage] = score
    template = environment(escape=True).get_template("evaluation.html.jinja")
    return template.render(evaluation=evaluation, stages=stages)
