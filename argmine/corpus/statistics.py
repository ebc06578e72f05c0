"""Counts of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from statistics import median

from argmine.corpus.corpus import Corpus
from argmine.questions.runs import question_runs

POSITIONS = 5  # fifths of an article


def corpus_statistics(corpus: Corpus) -> dict[str, object]:
    """Count a corpus.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.

    Returns
    -------
    dict
        JSON-ready: articles, units, labels, functions, relations, runs by length, words an article and a unit (least,
        median, most), and label by fifth of the article.
    """
    labels: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    positions: dict[str, list[int]] = {}
    unit_words: list[int] = []
    for article in corpus:
        for index, unit in enumerate(article.units):
            label = str(unit.label)
            labels[label] += 1
            functions.update([unit.function] if unit.function else [])
            relations[unit.relation.type if unit.relation else "no relation"] += 1
            fifth = index * POSITIONS // len(article.units)
            positions.setdefault(label, [0] * POSITIONS)[fifth] += 1
            unit_words.append(len(article.unit_text(index).split()))
        runs.update(str(len(run.units)) for run in question_runs(article.units, article.text))
    return {
        "corpus": corpus.name,
        "articles": len(corpus),
        "units": corpus.n_units,
        "authors": len(set(corpus.groups())),
        "articles without rhetorical questions": sum(
            all(unit.label != "rhetorical_question" for unit in article.units) for article in corpus
        ),
        "labels": dict(labels.most_common()),
        "functions": dict(functions.most_common()),
        "relations": dict(relations.most_common()),
        "runs by length": dict(sorted(runs.items(), key=lambda item: int(item[0]))),
        "words an article": _spread([len(article.text.split()) for article in corpus]),
        "words a unit": _spread(unit_words),
        "label by fifth of the article": positions,
    }


def _spread(values: list[int]) -> dict[str, float]:
    return {"least": min(values), "median": median(values), "most": max(values)} if values else {}


def statistics_text(numbers: Mapping[str, object]) -> str:
    """Lay out statistics for the terminal.

    Parameters
    ----------
    numbers : mapping
        Result of :func:`corpus_statistics`.

    Returns
    -------
    str
        One block a count.
    """
    lines = []
    for name, value in numbers.items():
        if not isinstance(value, dict):
            lines.append(f"{name:<40}{value:>8}")
            continue
        lines.append(name)
        for key, count in value.items():
            shown = " ".join(f"{n:>5}" for n in count) if isinstance(count, list) else f"{count:>8}"
            lines.append(f"  {key:<38}{shown}")
    return "\n".join(lines)
