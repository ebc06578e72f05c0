"""Scores of the rhetorical-question analyzer, beside baselines on the same op-eds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from argmine.article import Article, Unit
from argmine.evaluation.predictions import Prediction
from argmine.evaluation.reliability import calibration_error, reliability
from argmine.evaluation.scores import Interval, bootstrap, f1_of_sets, macro_f1
from argmine.questions.assertions import OPEN, POLARITIES
from argmine.questions.openers import find_opener
from argmine.questions.runs import QUESTION, question_runs
from argmine.segmentation import QUESTION_MARKS

_CLOSING = 6  # characters at the end of a unit among which a question mark ends it, as in «؟!.»


def question_scores(predictions: Sequence[Prediction]) -> dict[str, Interval]:
    """Score detection, functions, polarity and runs of rhetorical questions.

    Parameters
    ----------
    predictions : sequence of Prediction
        Of op-eds with gold labels.

    Returns
    -------
    dict of str to Interval
        Empty if the corpus has no rhetorical question.
    """
    articles = [prediction.gold for prediction in predictions]
    if not any(unit.label == QUESTION for article in articles for unit in article.units):
        return {}
    model = [
        {index for index, label in enumerate(prediction.labels) if label == QUESTION} for prediction in predictions
    ]
    scores = {
        "questions: detection F1": _detection_f1(articles, model),
        "questions: detection F1, baseline ends in ؟": _detection_f1(articles, _by_rule(articles, ends_in_mark)),
        "questions: detection F1, baseline cue rules": _detection_f1(articles, _by_rule(articles, looks_like_question)),
    }
    scores |= _function_scores(predictions)
    scores["questions: exact runs of two or more, F1"] = f1_of_sets(
        [(run_spans(p.gold.units, p.gold.text), run_spans(p.found.units, p.found.text)) for p in predictions]
    )
    scores["questions: exact runs, baseline ends in ؟"] = f1_of_sets(
        [(run_spans(p.gold.units, p.gold.text), run_spans(_marked(p.found), p.found.text)) for p in predictions]
    )
    return scores


def ends_in_mark(text: str) -> bool:
    """Whether a unit ends in a question mark, whatever marks come after it."""
    return any(mark in text[-_CLOSING:] for mark in QUESTION_MARKS)


def looks_like_question(text: str) -> bool:
    """Whether a unit ends in a question mark and has an interrogative, or opens with one and ends in «!» or «..»."""
    opener = find_opener(text)
    opens = bool(opener.end) and not text[: opener.start].strip(' «"“(.-–—')
    return (ends_in_mark(text) and bool(opener.end)) or (opens and text.rstrip().endswith(("!", "..")))


def _by_rule(articles: Sequence[Article], rule: Callable[[str], bool]) -> list[set[int]]:
    return [{index for index, text in enumerate(article.unit_texts) if rule(text)} for article in articles]


def _detection_f1(articles: Sequence[Article], found: Sequence[set[int]]) -> Interval:
    gold = [{index for index, unit in enumerate(article.units) if unit.label == QUESTION} for article in articles]
    return f1_of_sets(list(zip(gold, found, strict=True)))


def _function_scores(predictions: Sequence[Prediction]) -> dict[str, Interval]:
    rows = [
        (number, str(unit.function), next(iter(shares)), max(shares.values()))
        for number, prediction in enumerate(predictions)
        for unit, shares in zip(prediction.gold.units, prediction.functions, strict=True)
        if unit.label == QUESTION and unit.function is not None and shares is not None
    ]
    if not rows:
        return {}
    article = np.array([number for number, *_ in rows], dtype=np.intp)
    gold = np.array([function for _, function, _, _ in rows], dtype=object)
    found = np.array([function for _, _, function, _ in rows], dtype=object)
    confidence = np.array([share for *_, share in rows], dtype=np.float32)
    most = np.full(len(gold), Counter(gold.tolist()).most_common(1)[0][0], dtype=object)
    polarity = np.array([POLARITIES.get(a, OPEN) == POLARITIES.get(b, OPEN) for _, a, b, _ in rows])

    def accuracy(right: NDArray[np.bool_]) -> Interval:
        return bootstrap(lambda chosen: float(right[chosen].mean()), article)

    return {
        "questions: function macro-F1, gold questions": macro_f1(gold, found, article),
        "questions: function macro-F1, baseline most frequent": macro_f1(gold, most, article),
        "questions: function accuracy, gold questions": accuracy(gold == found),
        "questions: function calibration error, gold questions": bootstrap(
            lambda chosen: calibration_error(reliability(confidence[chosen], (gold == found)[chosen])), article
        ),
        "questions: polarity accuracy, gold questions": accuracy(polarity),
    }


def run_spans(units: Sequence[Unit], text: str) -> set[tuple[tuple[int, int], ...]]:
    """Return the runs of two questions or more, as the spans of their questions.

    Parameters
    ----------
    units : sequence of Unit
        Labelled.
    text : str
        The article's text.

    Returns
    -------
    set of tuple of (int, int)
        One tuple of spans a run.
    """
    runs = [run.units for run in question_runs(units, text) if len(run.units) > 1]
    return {tuple((units[index].start, units[index].end) for index in run) for run in runs}


def _marked(article: Article) -> list[Unit]:
    return [
        Unit(unit.start, unit.end, QUESTION if ends_in_mark(text) else None)
        for unit, text in zip(article.units, article.unit_texts, strict=True)
    ]
