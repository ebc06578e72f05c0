from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT

from argmine.article import Article, Relation, Unit
from argmine.corpus.corpus import Corpus
from argmine.corpus.loading import load_labels
from argmine.corpus.standoff import detach
from argmine.corpus.statistics import corpus_statistics, histogram, statistics_text
from argmine.report.statistics import render_statistics

QUESTION = "rhetorical_question"
WORDS = ("words an article", "words a unit", "articles by words", "units by words")
HOSTILE = '<script>alert("1")</script> & claim'


def test_counts_without_texts_are_those_with_texts(opeds: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "x.standoff.jsonl"
    path.write_text("\n".join(json.dumps(detach(article)) for article in opeds), encoding="utf-8")
    whole, labels = corpus_statistics(opeds), corpus_statistics(load_labels(path))
    for key in ("articles", "units", "authors", "labels", "functions", "relations", "label by fifth of the article"):
        assert labels[key] == whole[key]
    assert labels["articles annotated twice"] == whole["articles annotated twice"]
    assert not set(WORDS) & labels.keys()
    assert set(WORDS) <= whole.keys()
    assert "no text here" in str(labels["note"])
    assert "note" not in whole
    assert statistics_text(labels).endswith(f"note: {labels['note']}")


def test_runs_without_text_are_questions_side_by_side() -> None:
    labels = [QUESTION, QUESTION, "claim", QUESTION]
    units = tuple(
        Unit(n * 10, n * 10 + 9, label, "doubt" if label == QUESTION else None) for n, label in enumerate(labels)
    )
    numbers = corpus_statistics(Corpus((Article("a", "", units),)))
    assert numbers["runs by length"] == {"1": 1, "2": 1}


def test_lengths_are_those_of_the_articles_with_text(small_article: Article) -> None:
    numbers = corpus_statistics(Corpus((small_article, Article("b", "", (Unit(0, 3, "claim"),)))))
    assert numbers["words an article"] == {"least": 8, "median": 8, "most": 8}
    assert sum(numbers["units by words"].values()) == 3  # type: ignore[attr-defined]
    assert "1 of 2 articles" in str(numbers["note"])


@pytest.mark.parametrize("values", [[1], [0], [3] * 50, list(range(100)), [*range(100), 10_000]])
def test_a_histogram_counts_every_value_once(values: list[int]) -> None:
    found = histogram(values)
    assert sum(found.values()) == len(values)
    assert len(found) <= 12


def _svgs(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", page, re.S)]  # noqa: S314 - our own


@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_page_needs_nothing_outside_it_and_names_its_charts(opeds: Corpus, lang: str, direction: str) -> None:
    numbers = corpus_statistics(opeds)
    page = render_statistics(numbers, lang)
    assert f'<html lang="{lang}" dir="{direction}">' in page
    assert "<script" not in page
    assert not re.search(r"(src|href|url\()=?[\"']?(https?:)?//", page)
    charts = _svgs(page)
    assert len(charts) == 6 + 4
    assert all(chart.get("role") == "img" and ":" in str(chart.get("aria-label")) for chart in charts)
    for count in numbers["functions"].values():  # type: ignore[attr-defined]
        assert str(count) in str(charts[1].get("aria-label"))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_bars_are_as_long_as_their_counts_and_stay_in_the_picture(opeds: Corpus, lang: str) -> None:
    numbers = corpus_statistics(opeds)
    bars = [
        (float(bar.get("x", "")), float(bar.get("width", "")))
        for bar in _svgs(render_statistics(numbers, lang))[0].findall("rect")
    ]
    counts = list(numbers["labels"].values())  # type: ignore[attr-defined]
    assert [round(width / bars[0][1], 2) for _, width in bars] == [round(count / counts[0], 2) for count in counts]
    edges = {round(x if lang == "en" else x + width) for x, width in bars}
    assert len(edges) == 1
    assert all(0 <= x <= x + width <= 440 for x, width in bars)


def test_names_that_a_corpus_brought_are_text() -> None:
    units = (Unit(0, 3, HOSTILE, relation=Relation('x" onload="y', 1)), Unit(4, 9, "report"))
    page = render_statistics(corpus_statistics(Corpus((Article("a", "", units),), HOSTILE)), "ar")
    assert "<script" not in page
    assert "onload" not in {name for chart in _svgs(page) for part in chart.iter() for name in part.attrib}
    assert ">report<" in page, "only argmine's own labels are translated"


def test_the_page_of_labels_without_text_says_so() -> None:
    corpus = load_labels(ROOT / "corpora" / "press.standoff.jsonl")
    page = render_statistics(corpus_statistics(corpus))
    assert "no text here" in page
    assert len(_svgs(page)) == 4 + 4
