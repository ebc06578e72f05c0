"""The HTML report in a real Chromium; skipped where Chromium or the extra ``browser`` is missing (.ci/run has both)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from argmine.analyzer import Analyzer
from argmine.article import Relation, Run
from argmine.corpus.corpus import Corpus
from argmine.corpus.statistics import corpus_statistics
from argmine.report.index import Entry, render_index
from argmine.report.layout import MAX_UNITS, lay_out
from argmine.report.outline import sources
from argmine.report.report import ModelInfo, Report, ReportUnit
from argmine.report.statistics import render_statistics

playwright = pytest.importorskip("playwright.sync_api")
axe_core = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)

SCHEMES = ["light", "dark"]
HOSTILE = """<script>window.ran = 1</script><img src=x onerror="window.ran = 1"> قال الوزير "نعم" & 'لا'.
</style></script><script>window.ran = 1</script> يجب أن نرفض <b>الخطة</b>. فهل نصدق {{ 7 * 7 }}؟"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as session:
        chromium = session.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Opened:
    """A page in the browser with what it complained about and asked for."""

    def __init__(self, browser: Any, path: Path, scheme: str, width: int) -> None:
        self.page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())
        self.address = path.as_uri()

    def marked(self, name: str) -> list[int]:
        """Units of the article, from 0, that have a class."""
        ids = self.page.eval_on_selector_all(f".unit.{name}", "found => found.map(unit => unit.id)")
        return [int(found.removeprefix("u")) - 1 for found in ids]

    def check_clean(self) -> None:
        assert self.errors == []
        assert [url for url in self.requests if url != self.address and not url.startswith("data:")] == []

    def violations(self) -> list[str]:
        found = axe_core.Axe().run(self.page).response["violations"]
        return [
            f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:120]}; {one['nodes'][0]['failureSummary']})"
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]


class Opener:
    def __init__(self, browser: Any, folder: Path) -> None:
        self.browser, self.folder, self.opened = browser, folder, list[Opened]()

    def __call__(self, html: str, *, scheme: str = "light", width: int = 1280) -> Opened:
        path = self.folder / f"تقرير {len(self.opened)}.html"
        path.write_text(html, encoding="utf-8")
        self.opened.append(Opened(self.browser, path, scheme, width))
        return self.opened[-1]


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Opener]:
    opener = Opener(browser, tmp_path)
    yield opener
    for opened in opener.opened:
        opened.page.close()


@pytest.fixture(scope="module")
def oped(analyzer: Analyzer, opeds: Corpus) -> Report:
    """An op-ed of the written corpus with runs, and claims with evidence and without."""
    for report in analyzer.analyze_many(opeds.articles[:60]):
        carried = [
            one.evidence for one, unit in zip(sources(report), report.units, strict=True) if unit.label == "claim"
        ]
        if any(len(run.units) > 1 for run in report.runs) and any(carried) and not all(carried):
            return report
    raise AssertionError("no op-ed of the corpus has runs and claims with and without evidence")


def _claims(report: Report) -> list[int]:
    return [index for index, unit in enumerate(report.units) if unit.label == "claim"]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_click_on_a_claim_marks_exactly_its_evidence(oped: Report, show: Opener, lang: str) -> None:
    opened = show(oped.render("html", lang=lang))
    for claim in _claims(oped):
        opened.page.click(f"#u{claim + 1} .number")
        found = sources(oped)[claim]
        assert opened.marked("chosen") == [claim]
        assert opened.marked("is-evidence") == list(found.evidence)
        assert opened.marked("is-support") == list(found.support)
        assert opened.marked("is-attack") == list(found.attack)
        said = opened.page.inner_text("#status")
        assert all(str(number + 1) in said for number in (claim, *found.evidence, *found.support, *found.attack))
    opened.page.click(f"#u{claim + 1} .number")
    assert opened.marked("chosen") == opened.marked("is-evidence") == []
    opened.check_clean()


def test_the_keyboard_does_the_same(oped: Report, show: Opener) -> None:
    opened = show(oped.to_html())
    claim = max(_claims(oped), key=lambda index: len(sources(oped)[index].evidence))
    for _ in range(200):
        opened.page.keyboard.press("Tab")
        if opened.page.evaluate("document.activeElement.id") == f"u{claim + 1}":
            break
    for key in ("Enter", "Space"):
        opened.page.keyboard.press(key)
        assert opened.marked("is-evidence") == list(sources(oped)[claim].evidence) != []
        assert opened.page.get_attribute(f"#u{claim + 1}", "aria-pressed") == "true"
        opened.page.keyboard.press("Escape")
        assert opened.marked("chosen") == opened.marked("is-evidence") == []
        assert opened.page.get_attribute(f"#u{claim + 1}", "aria-pressed") == "false"
    opened.check_clean()


def test_the_tree_leads_to_the_unit(oped: Report, show: Opener) -> None:
    opened = show(oped.to_html())
    claim = _claims(oped)[-1]
    opened.page.focus(f'.branch[href="#u{claim + 1}"]')
    opened.page.keyboard.press("Enter")
    assert opened.marked("chosen") == [claim]
    assert opened.page.evaluate("document.activeElement.id") == f"u{claim + 1}"
    assert opened.page.locator(f"#u{claim + 1}").is_visible()
    opened.check_clean()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_serious_accessibility_violation(oped: Report, show: Opener, scheme: str) -> None:
    opened = show(oped.render("html", explain=True), scheme=scheme)
    assert opened.violations() == []
    claim = max(_claims(oped), key=lambda index: len(sources(oped)[index].evidence))
    opened.page.click(f"#u{claim + 1} .number")
    assert opened.violations() == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("text", ["", "يجب أن نسأل.", "صدر القرار أمس. وحضر الوزير."])
def test_small_pages_are_accessible_and_fit_a_phone(analyzer: Analyzer, show: Opener, scheme: str, text: str) -> None:
    opened = show(analyzer.analyze(text).render("html", lang="en"), scheme=scheme, width=390)
    assert opened.violations() == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    opened.check_clean()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_index_is_accessible(oped: Report, show: Opener, scheme: str) -> None:
    entries = [Entry("عنوان", "a.html", "كاتب", "ادعاء", oped.measures)] * 2
    opened = show(render_index(entries), scheme=scheme, width=390)
    assert opened.violations() == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    opened.check_clean()


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_statistics_are_accessible_and_fit_a_phone(opeds: Corpus, show: Opener, scheme: str, lang: str) -> None:
    opened = show(render_statistics(corpus_statistics(opeds), lang), scheme=scheme, width=380)
    opened.page.eval_on_selector_all("details", "found => found.forEach(one => { one.open = true; })")
    assert opened.violations() == []
    assert opened.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    opened.check_clean()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_phone_needs_no_sideways_scroll(oped: Report, show: Opener, lang: str) -> None:
    word = "س" * 400
    units = (replace(oped.units[0], text=word), *oped.units[1:])
    opened = show(replace(oped, title=word, units=units).render("html", lang=lang), width=390)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        lang,
        "rtl" if lang == "ar" else "ltr",
    ]
    assert opened.page.get_attribute(".article > div", "dir") == "rtl"


def test_html_in_the_article_is_text_and_no_script_runs(analyzer: Analyzer, show: Opener) -> None:
    report = analyzer.analyze(HOSTILE, title="<script>window.ran = 1</script>")
    opened = show(report.render("html", explain=True))
    assert opened.page.evaluate("window.ran") is None
    assert "<script>window.ran = 1</script>" in opened.page.inner_text("h1")
    assert "{{ 7 * 7 }}" in opened.page.inner_text(".article")
    assert opened.page.locator("script").count() == 1
    assert opened.page.locator("img").count() == 0
    opened.check_clean()


def test_the_policy_of_the_page_stops_a_foreign_script(oped: Report, show: Opener) -> None:
    opened = show(oped.to_html().replace("</main>", "<script>window.ran = 1</script></main>"))
    assert opened.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in error for error in opened.errors)


def _long_report(units: int, a_paragraph: int) -> Report:
    """Units that each support the first of the paragraph; the first of each paragraph supports the main claim."""
    sentences = [f"جملة {number} في المقال." for number in range(units)]
    text, made = "", list[ReportUnit]()
    for number, sentence in enumerate(sentences):
        text += "\n" if number and number % a_paragraph == 0 else " " if number else ""
        first = number % a_paragraph == 0
        target = 0 if first else number - number % a_paragraph
        relation = None if number == 0 else Relation("support", target)
        label = "claim" if first else "rhetorical_question" if number % a_paragraph < 3 else "evidence"
        start = len(text)
        text += sentence
        made.append(ReportUnit(start, len(text), label, None, relation, number == 0, 0.9, None, None, sentence))
    runs = [Run((at + 1, at + 2), ("doubt", "doubt"), ("", ""), at) for at in range(0, units - 2, a_paragraph)]
    return Report("long", "مقال طويل", text, tuple(made), tuple(runs), 0, ModelInfo("hand-made", "0"))


def test_the_map_of_a_long_article_shows_paragraphs_and_says_so(show: Opener) -> None:
    report = _long_report(5000, 50)
    opened = show(report.render("html", lang="en"))
    assert "a box for each paragraph" in opened.page.inner_text("#h-map")
    assert opened.page.locator(".map .box").count() == 100
    opened.page.click("#u1 .number")
    assert opened.marked("is-support") == list(sources(report)[0].support)
    opened.check_clean()


def test_a_map_of_too_many_paragraphs_leaves_the_far_ones_out() -> None:
    report = _long_report(1000, 4)
    drawn = lay_out(report)
    assert (len(drawn.boxes), drawn.left_out) == (MAX_UNITS, 250 - MAX_UNITS)
    assert f"{drawn.left_out} left out" in report.render("svg", lang="en")


def test_the_print_shows_no_controls_and_cuts_nothing(oped: Report, show: Opener) -> None:
    opened = show(oped.to_html())
    opened.page.emulate_media(media="print")
    assert not opened.page.is_visible(".hint")
    assert opened.page.evaluate("getComputedStyle(document.querySelector('.margin')).overflowY") == "visible"
    assert opened.page.locator(".unit .tag").first.is_visible()
    assert opened.page.pdf(format="A4").startswith(b"%PDF")
