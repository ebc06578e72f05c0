from __future__ import annotations

import pytest

from argmine.article import Relation, Unit
from argmine.questions import QUESTION, particle, question_runs


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("وهل تضمنان ردود الفعل؟", "وهل"),
        ("أم أن ما يجري صورة ؟.", "أم أن"),
        ("إلى متى ننتظر؟", "إلى متى"),
        ("والسؤال هنا: من المستفيد؟", "من"),
        ("أليس من حق الناس أن يعرفوا؟", "أليس"),
        ("هذا إنجاز عظيم؟!", ""),
    ],
)
def test_the_opening_interrogative_is_found_as_written(question: str, expected: str) -> None:
    assert particle(question) == expected


def test_a_paragraph_or_another_unit_ends_a_run_and_the_target_is_shared() -> None:
    text = "لم؟ كم؟ نعم.\nأين؟\nمتى؟"
    relation = Relation("support", 2)
    units = [
        Unit(0, 3, QUESTION, "doubt", relation),
        Unit(4, 7, QUESTION, "wonder", relation),
        Unit(8, 12, "claim"),
        Unit(13, 17, QUESTION, "denial"),
        Unit(18, 22, QUESTION, "denial"),
    ]
    runs = question_runs(units, text)
    assert [run.units for run in runs] == [(0, 1), (3,), (4,)]
    assert runs[0].target == 2
    assert runs[0].functions == ("doubt", "wonder")
