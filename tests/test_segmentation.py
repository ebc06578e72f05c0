from __future__ import annotations

import time

import pytest
from conftest import COMMISSIONED, EXAMPLE
from hypothesis import given
from hypothesis import strategies as st

from argmine.corpus.corpus import Corpus
from argmine.evaluation.units import segmentation_f1
from argmine.segmentation import segment


def units(text: str) -> list[str]:
    return [text[start:end] for start, end in segment(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انتهى الأمر. بدأ غيره", ["انتهى الأمر.", "بدأ غيره"]),
        ("سطر بلا علامة\nسطر ثان", ["سطر بلا علامة", "سطر ثان"]),
        ("بلغت 3.5 مليون و١٫٥ ألف.", ["بلغت 3.5 مليون و١٫٥ ألف."]),
        ("قال د. سامي إن م. هدى غائبة.", ["قال د. سامي إن م. هدى غائبة."]),
        ("1. فتح المدارس. 2. إغلاق السجون.", ["1. فتح المدارس.", "2. إغلاق السجون."]),
        ("الموقع example.com مفتوح.", ["الموقع example.com مفتوح."]),
        ("وانتهى.نعم انتهى.", ["وانتهى.", "نعم انتهى."]),
        ("هذا إنجاز؟! نعم!!", ["هذا إنجاز؟!", "نعم!!"]),
        ("باستمرار ؟. ثم سكت", ["باستمرار ؟.", "ثم سكت"]),
        ("قال: «لن نعود. لن ننسى» وخرج.", ["قال: «لن نعود. لن ننسى» وخرج."]),
        ("سألته: «لماذا؟» فسكت.", ["سألته: «لماذا؟» فسكت."]),
        ("الوزير (هل سمعتم به؟) استقال.", ["الوزير (هل سمعتم به؟) استقال."]),
        ("صمت.. ثم صمت.. ثم قال.", ["صمت.. ثم صمت.. ثم قال."]),
        ("هذا خطأٌ. وذاك بحثًا. نعم", ["هذا خطأٌ.", "وذاك بحثًا.", "نعم"]),
        ("، كلمة ،", ["كلمة"]),
        ("***\n---\n", []),
        ("", []),
    ],
)
def test_sentences_end_where_the_guidelines_say(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("زاد المشهد غموضا، فما الذي يتبع ذلك؟", ["زاد المشهد غموضا", "فما الذي يتبع ذلك؟"]),
        ("أغلق المصنع أبوابه أمس، وهل من بديل للعمال؟", ["أغلق المصنع أبوابه أمس", "وهل من بديل للعمال؟"]),
        ("إذا فشلت الخطة الجديدة، فمن يتحمل الثمن؟", ["إذا فشلت الخطة الجديدة، فمن يتحمل الثمن؟"]),
        ("والسؤال الذي يبقى هنا: من المستفيد من ذلك؟", ["والسؤال الذي يبقى هنا: من المستفيد من ذلك؟"]),
        ("هل نصدق الوزير، وهل نصدق المدير؟", ["هل نصدق الوزير، وهل نصدق المدير؟"]),
        ("من يدفع كثيرا ينتظر قليلا.", ["من يدفع كثيرا ينتظر قليلا."]),
        (
            "المشهد واضح تماما، وإذا فشلت الخطة، فمن يتحمل الثمن؟",
            ["المشهد واضح تماما", "وإذا فشلت الخطة، فمن يتحمل الثمن؟"],
        ),
    ],
)
def test_a_spliced_question_is_cut_off_its_statement_but_not_off_its_condition(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@given(st.text(alphabet='ـابهوف ؟!.…،؛«»"()\n 1.٢a:\u064b', max_size=80))
def test_units_are_ordered_trimmed_and_lose_no_letter(text: str) -> None:
    spans = segment(text)
    end = 0
    for start, stop in spans:
        assert end <= start < stop
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    inside = "".join(text[start:stop] for start, stop in spans)
    assert [c for c in inside if c.isalnum() and c != "ـ"] == [c for c in text if c.isalnum() and c != "ـ"]


def test_the_written_corpus_is_cut_as_its_authors_cut_it(opeds: Corpus) -> None:
    assert segmentation_f1(opeds.articles).value > 0.95


def test_a_huge_line_takes_linear_time() -> None:
    def seconds(repeats: int) -> float:
        text = "قال إن الأمر انتهى، و«ذهب» (هل ذهب؟) ثم عاد " * repeats
        begin = time.process_time()
        segment(text)
        return time.process_time() - begin

    seconds(100)
    assert seconds(8000) < 40 * max(seconds(800), 1e-3)


@pytest.mark.skipif(not COMMISSIONED.exists(), reason="the commissioned op-ed is not in the repository")
def test_the_commissioned_op_ed_has_four_questions_in_its_fourth_paragraph() -> None:
    text = COMMISSIONED.read_text(encoding="utf-8")
    questions = [unit for unit in units(text) if "؟" in unit]
    assert [unit.split()[0] for unit in questions] == ["فما", "وهل", "وهل", "أم"]


def test_the_example_has_the_features_of_the_commissioned_op_ed() -> None:
    found = units(EXAMPLE.read_text(encoding="utf-8"))
    questions = [unit for unit in found if "؟" in unit]
    assert [unit.split()[0] for unit in questions] == ["فمن", "وهل", "وهل", "أم"]
    assert questions[-1].endswith("؟.")
