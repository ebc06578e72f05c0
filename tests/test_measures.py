from __future__ import annotations

import re

import pytest
from conftest import ROOT

from argmine.article import Article, Relation, Unit
from argmine.measures import Measures, measure

DOCUMENT = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")


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


def _documented() -> Article:
    """The op-ed of the table in docs/measures.md."""
    rows = re.findall(r"^\| \d \| (.+?) \| (.+?) \| (.*?) ?\|$", DOCUMENT, re.M)
    text, units = "", []
    for sentence, label, relation in rows:
        name, _, main = label.partition(", ")
        found = re.match(r"(support|attack)s (\d)", relation)
        link = Relation(found[1], int(found[2]) - 1) if found else None
        start = len(text) + bool(text)
        text = f"{text} {sentence}".strip()
        units.append(Unit(start, len(text), name.replace(" ", "_"), None, link, bool(main)))
    return Article("documented", text, tuple(units))


@pytest.mark.parametrize("name", Measures.__dataclass_fields__)
def test_every_measure_is_documented_with_its_value_in_the_example(name: str) -> None:
    row = next(line for line in DOCUMENT.splitlines() if line.startswith(f"| `{name}` |"))
    found = getattr(measure(_documented()), name)
    shown = re.findall(r"(?:(\w+) )?`([][\d., /]+)`", row.rpartition(" | ")[2])
    assert shown
    for label, value in shown:
        measured = found[label] if isinstance(found, dict) else found
        numbers = [_fraction(part) for part in value.strip("[]").split(",")]
        assert measured == pytest.approx(numbers if "[" in value else numbers[0])


def _fraction(text: str) -> float:
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)
