"""Fixtures that several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import argmine
from argmine.analyzer import Analyzer
from argmine.article import Article, Relation, Unit
from argmine.corpus.corpus import Corpus

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ARGMINE_SHARED", ROOT.parent / "shared"))
COMMISSIONED = SHARED / "data" / "nato-iraq.txt"
EXAMPLE = ROOT / "corpora" / "examples" / "bridge.txt"


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return argmine.load()


@pytest.fixture(scope="session")
def opeds() -> Corpus:
    return argmine.load_corpus("opeds")


@pytest.fixture
def small_article() -> Article:
    text = "ارتفعت الأسعار.\nيجب أن يتحرك المجلس. فهل يفعل؟"
    units = (
        Unit(0, 15, "evidence", relation=Relation("support", 1)),
        Unit(16, 36, "claim", main=True),
        Unit(37, 46, "rhetorical_question", "doubt", Relation("support", 1)),
    )
    return Article("small", text, units, "عنوان", {"author": "writer"})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files of the renderers")
