"""Argument mining and rhetorical-question analysis for Arabic opinion articles.

Public names are imported on first use, so that ``import argmine`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from argmine.analyzer import Analyzer
    from argmine.article import FUNCTIONS, LABELS, Article, Relation, Run, Unit
    from argmine.corpus.corpus import Corpus
    from argmine.corpus.loading import load_corpus
    from argmine.errors import ArgmineError
    from argmine.models.units import UnitClassifier
    from argmine.persistence import load, save
    from argmine.questions.analysis import QuestionAnalysis, analyze_questions
    from argmine.report.report import Report
    from argmine.segmentation import segment

_HOMES = {
    "Analyzer": "argmine.analyzer",
    "ArgmineError": "argmine.errors",
    "Article": "argmine.article",
    "Corpus": "argmine.corpus.corpus",
    "FUNCTIONS": "argmine.article",
    "LABELS": "argmine.article",
    "QuestionAnalysis": "argmine.questions.analysis",
    "Relation": "argmine.article",
    "Report": "argmine.report.report",
    "Run": "argmine.article",
    "Unit": "argmine.article",
    "UnitClassifier": "argmine.models.units",
    "analyze_questions": "argmine.questions.analysis",
    "load": "argmine.persistence",
    "load_corpus": "argmine.corpus.loading",
    "save": "argmine.persistence",
    "segment": "argmine.segmentation",
}

__all__ = [
    "FUNCTIONS",
    "LABELS",
    "Analyzer",
    "ArgmineError",
    "Article",
    "Corpus",
    "QuestionAnalysis",
    "Relation",
    "Report",
    "Run",
    "Unit",
    "UnitClassifier",
    "__version__",
    "analyze_questions",
    "load",
    "load_corpus",
    "save",
    "segment",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'argmine' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
