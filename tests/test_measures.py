from __future__ import annotations

import pytest

from argmine.article import Article, Relation, Unit
from argmine.measures import measure


@pytest.fixture
def article() -> Article:
    text = "قال الوزير. هذا خطأ؟ كلا. نعم. لكن."
    units = (
        Unit(0, 11, "evidence", relation=Relation("support", 2)),
        Unit(12, 20, "rhetorical_question", "doubt", Relation("support", 2)),
        Unit(21, 25, "claim", relation=Relation("support", 3)),
        Unit(26, 30, "claim", main=True),
        Unit(31, 35, "claim", relation=Relation("attack", 3)),
    )
    return Article("m", text, units)


def test_measures_follow_their_definitions(article: Article) -> None:
    found = measure(article)
    assert found.shares == {"claim": 0.6, "evidence": 0.2, "rhetorical_question": 0.2, "none": 0.0}
    assert found.evidence_per_claim == pytest.approx(1 / 3)
    assert found.unsupported_claims == 1
    assert found.attacked_claims == 1
    assert (found.depth, found.width) == (2, 2)
    assert (found.longest_run, found.questions_per_unit) == (1, 0.2)
    assert found.attribution == 0.2
    assert found.profile["evidence"] == [1, 0, 0, 0, 0]


def test_an_op_ed_without_units_measures_zero() -> None:
    assert measure(Article("e", "")).depth == 0
