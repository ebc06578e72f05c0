"""Renderers: one golden file each, made from a hand-made report; `pytest --update-golden` rewrites them."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from conftest import ROOT

from argmine.analyzer import Analyzer
from argmine.article import Relation, Run
from argmine.report import BINARY_FORMATS, SUFFIXES, formats
from argmine.report.outline import paragraphs, sources
from argmine.report.report import ModelInfo, Report, ReportUnit
from argmine.report.words import LANGUAGES, words

TEXT_FORMATS = [name for name in formats() if name not in BINARY_FORMATS]
TEXT = "عنوان\nارتفعت <الأسعار> & زادت. يجب أن يتحرك المجلس.\nفهل يفعل؟ ومتى؟"


@pytest.fixture
def report() -> Report:
    spans = [(0, 5), (6, 30), (31, 51), (52, 61), (62, 67)]
    labels = ["none", "evidence", "claim", "rhetorical_question", "rhetorical_question"]
    units = tuple(
        ReportUnit(
            start,
            end,
            label,
            "doubt" if label.startswith("r") else None,
            Relation("support", 2) if label not in {"none", "claim"} else None,
            label == "claim",
            0.9,
            {label: 0.9},
            0 if label.startswith("r") else None,
            TEXT[start:end],
        )
        for (start, end), label in zip(spans, labels, strict=True)
    )
    run = Run((3, 4), ("doubt", "doubt"), ("فهل", "ومتى"), 2)
    return Report("r1", "<b>عنوان</b>", TEXT, units, (run,), 2, ModelInfo("hand-made", "0"))


@pytest.mark.parametrize("format_name", TEXT_FORMATS)
def test_renderers_give_the_golden_files(format_name: str, report: Report, request: pytest.FixtureRequest) -> None:
    rendered = report.render(format_name, **({"width": 80} if format_name == "text" else {}))
    golden = ROOT / "tests" / "golden" / f"report{SUFFIXES[format_name]}"
    if request.config.getoption("--update-golden"):
        golden.write_text(rendered, encoding="utf-8")
    assert rendered == golden.read_text(encoding="utf-8")


def _outside_isolates(line: str) -> str:
    outside, depth = [], 0
    for character in line:
        depth += (character == "\u2067") - (character == "\u2069")
        assert depth >= 0
        if not depth:
            outside.append(character)
    assert depth == 0
    return "".join(outside)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("explain", [False, True])
def test_terminal_text_isolates_every_arabic_passage_and_keeps_the_width(
    analyzer: Analyzer, lang: str, width: int, explain: bool
) -> None:
    text = (
        "قالت الوزيرة كلاما طويلا جدا عن الماء والكهرباء والطرق. " * 6
        + "فهل تضمن الوزيرة أن يعود الماء إلى كل البيوت في المدينة؟"
    )
    report = analyzer.analyze(text, title="عنوان طويل جدا " * 8)
    for line in report.render("text", width=width, lang=lang, explain=explain).splitlines():
        assert len(line.translate({0x2067: None, 0x2069: None})) <= width
        assert not re.search("[\u0621-\u064a]", _outside_isolates(line))


def test_every_question_says_what_it_does_and_asserts(analyzer: Analyzer) -> None:
    report = analyzer.analyze("أعلن المجلس خطته أمس. فهل تضمن الخطة عودة الماء؟ وهل نصدق الوعود من جديد؟")
    asserted = [question.assertion for question in report.questions.questions if question.assertion]
    assert asserted
    for format_name in ("text", "html", "markdown"):
        rendered = report.render(format_name, lang="en", width=200)
        assert all(assertion in rendered for assertion in asserted)
        assert "doubt" in rendered


def test_evidence_is_followed_through_evidence_but_not_through_claims(report: Report) -> None:
    relations = {
        0: Relation("support", 1),
        1: Relation("support", 2),
        2: Relation("support", 3),
        4: Relation("attack", 2),
    }
    labels = ["evidence", "evidence", "claim", "claim", "claim"]
    units = tuple(
        replace(unit, label=label, relation=relations.get(index))
        for index, (unit, label) in enumerate(zip(report.units, labels, strict=True))
    )
    found = sources(replace(report, units=units, runs=()))
    assert [one.evidence for one in found] == [(), (0,), (0, 1), (), ()]
    assert [one.support for one in found] == [(), (), (), (2,), ()]
    assert [one.attack for one in found] == [(), (), (4,), (), ()]


def test_a_run_over_two_paragraphs_opens_once_and_every_unit_is_shown_once(report: Report) -> None:
    text = report.text.replace("؟ ", "؟\n")
    passages = [passage for paragraph in paragraphs(replace(report, text=text)) for passage in paragraph]
    assert [passage.units for passage in passages] == [(0,), (1, 2), (3,), (4,)]
    assert [(passage.run, passage.opens) for passage in passages[2:]] == [(0, True), (0, False)]


def test_xaif_is_read_back_by_the_fields_own_package(report: Report) -> None:
    xaif = pytest.importorskip("xaif")
    graph = xaif.AIF(json.loads(report.render("xaif")))
    assert graph.is_valid_json_aif()
    table = graph.get_csv("argument-relation")
    related = table[table["relation"].notna() & (table["relation"] != "None")]
    found = related[["proposition1_text", "proposition2_text", "relation"]].to_numpy().tolist()
    texts = [unit.text for unit in report.units]
    names = {"support": "Default Inference", "attack": "Default Conflict"}
    assert sorted(found) == sorted([texts[a], texts[b], names[kind]] for a, b, kind in report.relations)


def test_colour_is_only_an_addition(report: Report) -> None:
    coloured = report.render("text", width=80, color=True)
    assert "\x1b[" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == report.render("text", width=80)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.root: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "html":
            self.root = dict(attrs)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]


def test_the_page_is_right_to_left_escaped_and_needs_no_network(report: Report) -> None:
    page = _Page()
    page.feed(report.to_html())
    assert (page.root["lang"], page.root["dir"]) == ("ar", "rtl")
    assert all(address.startswith(("#", "data:")) for address in page.addresses)
    assert page.tags.count("b") == report.to_html().count("<b>")
    assert page.tags.count("script") == 1
    assert "&lt;b&gt;عنوان" in report.to_html()
    assert "<الأسعار>" not in report.to_html()


def test_tables_and_json_can_be_read_back(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(report.render("csv"))))
    assert [row["label"] for row in rows] == [unit.label for unit in report.units]
    assert json.loads(report.render("json", lines=True))["runs"][0]["particles"] == ["فهل", "ومتى"]


@pytest.mark.parametrize("format_name", TEXT_FORMATS)
def test_a_report_without_units_can_be_rendered(format_name: str) -> None:
    empty = Report("", "", "", (), (), None, ModelInfo("m", "0"))
    assert empty.render(format_name)


@pytest.mark.parametrize("format_name", ["text", "html", "markdown", "json"])
def test_explanations_can_be_rendered(format_name: str, analyzer: Analyzer) -> None:
    plain = analyzer.analyze("يجب أن نسأل.")
    assert len(plain.render(format_name, explain=True)) > len(plain.render(format_name))


def test_units_without_a_model_cannot_be_explained(report: Report) -> None:
    with pytest.raises(ValueError, match="no model"):
        report.units[0].explain()


def test_the_tree_is_walked_once_from_the_main_claim(report: Report) -> None:
    assert list(report.walk()) == [(2, 0), (1, 1), (3, 1), (4, 1)]


def test_every_language_has_every_word() -> None:
    assert len({frozenset(words(lang)) for lang in LANGUAGES}) == 1
    with pytest.raises(ValueError, match="interface language"):
        words("fr")


def test_an_unknown_format_names_the_known_ones(report: Report) -> None:
    with pytest.raises(ValueError, match="html"):
        report.render("pdf")
