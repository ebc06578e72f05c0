from __future__ import annotations

import json

import jsonschema
import pytest
from conftest import COMMISSIONED, EXAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st

from argmine.analyzer import Analyzer
from argmine.article import FUNCTIONS, LABELS
from argmine.corpus.corpus import Corpus
from argmine.corpus.validation import check_article
from argmine.questions.runs import QUESTION
from argmine.schema import article_schema

EXAMPLE_TEXT = EXAMPLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [EXAMPLE, COMMISSIONED], ids=["example", "commissioned"])
def test_the_run_of_four_is_found_between_claims_and_evidence(path: object, analyzer: Analyzer) -> None:
    if not path.exists():  # type: ignore[attr-defined]
        pytest.skip("the commissioned op-ed is not in the repository")
    report = analyzer.analyze(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    (run,) = [run for run in report.runs if len(run.units) == 4]
    assert run.particles[1:] == ("هل", "هل", "أم")
    assert set(run.functions) <= set(FUNCTIONS)
    around = {report.units[run.units[0] - 1].label, report.units[run.units[-1] + 1].label}
    assert around <= {"claim", "evidence"}
    assert report.main_claim is not None
    assert report.units[report.main_claim].label == "claim"


def test_predictions_are_a_valid_corpus(analyzer: Analyzer, opeds: Corpus) -> None:
    schema = article_schema()
    for report in analyzer.analyze_many(opeds.articles):
        jsonschema.validate(json.loads(report.to_json()), schema)
        assert list(check_article(report.article)) == []
        for unit in report.units:
            assert report.text[unit.start : unit.end] == unit.text
            assert unit.probabilities is not None
            assert abs(sum(unit.probabilities.values()) - 1) < 1e-3
            assert (unit.run is not None) == (unit.label == QUESTION)


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_text_can_be_analyzed(analyzer: Analyzer, text: str) -> None:
    text = text.encode("utf-8", "ignore").decode("utf-8")
    report = analyzer.analyze(text)
    assert all(unit.label in LABELS for unit in report.units)


def test_batches_processes_and_order_do_not_change_a_report(analyzer: Analyzer, opeds: Corpus) -> None:
    articles = opeds.articles[:5]
    alone = [analyzer.analyze_articles([article])[0].to_dict() for article in articles]
    together = [report.to_dict() for report in analyzer.analyze_many(articles)]
    in_processes = [report.to_dict() for report in analyzer.analyze_many(articles, n_jobs=2)]
    assert together == in_processes
    for one, other in zip(alone, together, strict=True):
        assert [unit["label"] for unit in one["units"]] == [unit["label"] for unit in other["units"]]  # type: ignore[attr-defined]


def test_analyze_many_is_lazy(analyzer: Analyzer) -> None:
    def endless() -> object:
        while True:
            yield "نعم. لا."

    reports = analyzer.analyze_many(endless())  # type: ignore[arg-type]
    assert next(reports).units


def test_a_text_without_units_has_an_empty_report(analyzer: Analyzer) -> None:
    report = analyzer.analyze(" \n***\n")
    assert report.units == ()
    assert report.main_claim is None
    assert report.runs == ()


def test_a_report_becomes_a_frame(analyzer: Analyzer) -> None:
    frame = analyzer.analyze(EXAMPLE_TEXT, id="bridge").to_frame()
    assert set(frame["article"]) == {"bridge"}
    assert frame["main"].sum() == 1
