from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from argmine.cli.main import app
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from argmine.article import Article
from argmine.corpus.agreement import agreement, annotation_pair, coefficients
from argmine.corpus.jsonl import dump_articles, parse_article
from argmine.errors import ArgmineError


@settings(deadline=None)  # the first call imports
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=30))
def test_alpha_is_that_of_the_krippendorff_package(pairs: list[tuple[str, str]]) -> None:
    if len({choice for pair in pairs for choice in pair}) < 2:
        return
    expected = krippendorff.alpha(np.array(pairs).T, level_of_measurement="nominal", value_domain=["a", "b", "c"])
    assert coefficients(pairs, np.arange(len(pairs))).alpha == pytest.approx(expected)


def test_a_changed_label_lowers_agreement_and_a_moved_span_is_left_out(small_article: Article) -> None:
    other = (
        replace(small_article.units[0], label="claim"),
        *small_article.units[1:2],
        replace(small_article.units[2], end=40),
    )
    found = agreement({"a": small_article.units}, {"a": other})
    assert (found.articles, found.units) == (1, 2)
    assert found.labels.observed == 0.5
    assert found.same_spans == pytest.approx(2 / 3)
    assert found.attachment_f1 is not None
    assert found.attachment_f1.value == 1.0


def test_articles_in_common_are_needed(small_article: Article) -> None:
    with pytest.raises(ArgmineError, match="no unit in common"):
        agreement({"a": small_article.units}, {"b": small_article.units})


def test_both_passes_survive_a_round_trip_and_can_be_compared(small_article: Article, tmp_path: Path) -> None:
    both = replace(small_article, annotations={"first": small_article.units, "second": small_article.units})
    assert parse_article(dump_articles([both]), "x:1") == both
    first, second = annotation_pair([both])
    assert agreement(first, second).labels.kappa.value == 1.0
    path = tmp_path / "both.jsonl"
    path.write_text(dump_articles([both]), encoding="utf-8")
    result = CliRunner().invoke(app, ["corpora", "agreement", str(path)])
    assert result.exit_code == 0
    assert "question functions" in result.output


def test_a_corpus_without_two_passes_is_refused_with_the_remedy(small_article: Article, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(dump_articles([small_article]), encoding="utf-8")
    result = CliRunner().invoke(app, ["corpora", "agreement", str(path)])
    assert result.exit_code == 1
    assert "give two files" in result.output
