from __future__ import annotations

import json
from dataclasses import replace

import pytest

import argmine
from argmine.analyzer import Analyzer
from argmine.article import Relation, Unit
from argmine.questions.analysis import QuestionAnalysis, questions_of
from argmine.questions.assertions import implied_assertion
from argmine.questions.focus import focus
from argmine.questions.openers import find_opener
from argmine.questions.runs import QUESTION, question_runs
from argmine.report.questions import QUESTION_FORMATS, render_questions


@pytest.mark.parametrize(
    ("question", "particle", "coordination"),
    [
        ("وهل تضمنان ردود الفعل؟", "هل", "و"),
        ("فما الذي يتبع ذلك؟", "ما الذي", "ف"),
        ("أم أن ما يجري صورة ؟.", "أم", ""),
        ("إلى متى ننتظر؟", "إلى متى", ""),
        ("والسؤال هنا: من المستفيد؟", "من", ""),
        ("أليس من حق الناس أن يعرفوا؟", "أليس", ""),
        ("هذا إنجاز عظيم؟!", "", ""),
    ],
)
def test_the_interrogative_and_its_coordination_are_found(question: str, particle: str, coordination: str) -> None:
    opener = find_opener(question)
    assert (opener.particle, opener.coordination) == (particle, coordination)


def test_another_unit_ends_a_run_a_bridge_does_not_and_the_target_is_shared() -> None:
    text = "لم؟ كم؟ نعم.\nأين؟\nوالسؤال الأهم:\nمتى؟"
    relation = Relation("support", 2)
    spans = [(0, 3), (4, 7), (8, 12), (13, 17), (18, 32), (33, 37)]
    labels = [QUESTION, QUESTION, "claim", QUESTION, "none", QUESTION]
    units = [
        Unit(*span, label, "doubt" if label == QUESTION else None, relation if index < 2 else None)
        for index, (span, label) in enumerate(zip(spans, labels, strict=True))
    ]
    runs = question_runs(units, text)
    assert [run.units for run in runs] == [(0, 1), (3, 5)]
    assert runs[0].target == 2
    assert runs[0].functions == ("doubt", "doubt")


def test_a_question_at_the_start_and_a_bridge_at_the_end_are_no_run() -> None:
    text = "هل نثق؟\nوالسؤال الأهم:"
    units = [Unit(0, 7, QUESTION, "doubt"), Unit(8, 22, "none")]
    assert [run.units for run in question_runs(units, text)] == [(0,)]


@pytest.mark.parametrize(
    ("question", "function", "assertion"),
    [
        ("وهل تضمنان ردود الفعل؟", "doubt", "لا تضمنان ردود الفعل"),
        ("وهل تضمن الحكومة ذلك؟", "doubt", ""),
        ("هل من مخرج لهذا الخراب؟", "denial", "لا مخرج لهذا الخراب"),
        ("هل من الممكن أن نبدأ؟", "doubt", ""),
        ("هل سيتغير شيء بعد ذلك؟", "denial", ""),
        ("هل يستطيعون رد القرار؟", "denial", "لا يستطيعون رد القرار"),
        ("فمن يصدق هذا الكلام؟", "denial", "لا أحد يصدق هذا الكلام"),
        ("أليس من حق الناس أن يعرفوا؟", "affirmation", "من حق الناس أن يعرفوا"),
        ("هل يعقل أن يبقى الجسر مغلقا؟", "wonder", "لا يعقل أن يبقى الجسر مغلقا"),
        ("هل باريس وبرلين مطمئنتان؟", "doubt", ""),
        ("فلماذا كل هذا الصمت..", "reproach", ""),
        ("هل يكفي هذا القدر، أم أن شيئا لن يتغير؟", "doubt", ""),
        ("أليس من حقنا؟", "affirmation", ""),
        ("ما فائدة من يحرس بابا مكسورا؟", "denial", "لا فائدة ممن يحرس بابا مكسورا"),
        ("ألا يعلم هؤلاء أن الباب مكسور؟", "affirmation", ""),
        ("ألا نعلم أن الباب مكسور؟", "affirmation", "نعلم أن الباب مكسور"),
    ],
)
def test_a_paraphrase_is_rendered_only_where_the_rule_is_certain(question: str, function: str, assertion: str) -> None:
    assert implied_assertion(question, function).text == assertion


@pytest.mark.parametrize(
    ("function", "polarity"),
    [("denial", "negative"), ("affirmation", "positive"), ("urging", "positive"), ("staging", "open"), ("odd", "open")],
)
def test_polarity_follows_from_the_function(function: str, polarity: str) -> None:
    assert implied_assertion("وكيف ذلك؟", function).polarity == polarity


def test_a_staging_question_has_the_polarity_of_what_it_sets_up_in_its_run(analyzer: Analyzer) -> None:
    report = analyzer.analyze("صدر القرار. فما الذي يتبعه؟ وهل يضمن أحد ذلك؟ وهل نثق؟ هو خطأ. فما السبب؟ المال.")
    functions = {1: "staging", 2: "doubt", 3: "doubt", 5: "staging"}
    units = tuple(
        replace(unit, label=QUESTION if n in functions else "claim", function=functions.get(n))
        for n, unit in enumerate(report.units)
    )
    found = questions_of(replace(report, units=units, runs=tuple(question_runs(units, report.text))))
    assert [question.polarity for question in found.questions] == ["negative", "negative", "negative", "open"]


def test_focus_is_the_noun_phrase_asked_about() -> None:
    assert focus("وهل فعلا تونس والجزائر مطمئنتان إلى هذا الاتفاق؟") == "تونس والجزائر"
    assert focus("وكيف؟") == ""


@pytest.fixture(scope="module")
def analysis() -> QuestionAnalysis:
    return argmine.analyze_questions("أعلن المجلس خطته أمس. فهل تضمن الخطة عودة الماء؟ وهل نصدق الوعود من جديد؟")


def test_questions_cover_their_units_and_runs(analysis: QuestionAnalysis) -> None:
    expected = ["فهل تضمن الخطة عودة الماء؟", "وهل نصدق الوعود من جديد؟"]
    assert [question.text for question in analysis.questions] == expected
    assert [run.units for run in analysis.runs] == [(1, 2)]
    assert sum(analysis.counts.values()) == 2
    assert analysis.to_frame().shape[0] == 2


@pytest.mark.parametrize("text", ["", "صدر القرار أمس.", "   \n"])
def test_a_text_without_questions_gives_an_empty_well_formed_result(text: str) -> None:
    empty = argmine.analyze_questions(text)
    assert (empty.questions, empty.runs) == ((), ())
    for name in QUESTION_FORMATS:
        assert render_questions([empty], name)


def test_every_format_shows_every_question(analysis: QuestionAnalysis) -> None:
    for name in QUESTION_FORMATS:
        rendered = render_questions([analysis], name, width=200)
        if name == "json":
            rendered = "".join(question["text"] for question in json.loads(rendered)["questions"])
        assert all(question.text in rendered for question in analysis.questions)


@pytest.mark.parametrize("name", QUESTION_FORMATS)
def test_every_format_shows_what_a_question_asserts(analysis: QuestionAnalysis, name: str) -> None:
    questions = (replace(analysis.questions[0], assertion="لا تضمن الخطة عودة الماء"), *analysis.questions[1:])
    rendered = render_questions([replace(analysis, questions=questions)], name, width=200)
    assert "لا تضمن الخطة عودة الماء" in rendered


def test_nothing_but_questions_and_quotes_that_never_close_do_no_harm() -> None:
    assert len(argmine.analyze_questions("هل نثق؟ " * 300).questions) > 0
    assert argmine.analyze_questions("«" * 50 + "هل نثق؟ «وهل نصدق؟").runs is not None
