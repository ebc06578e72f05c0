"""Counts of a corpus, with its texts or without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from statistics import median

from argmine.article import Article
from argmine.corpus.corpus import Corpus
from argmine.questions.runs import QUESTION, question_runs

POSITIONS = 5  # fifths of an article
NO_RELATION = "no relation"
_BINS = 10  # of a histogram, and one more for what is longer


def corpus_statistics(corpus: Corpus) -> dict[str, object]:
    """Count a corpus.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles; those with an empty text count for labels, functions, relations and runs.

    Returns
    -------
    dict
        JSON-ready: articles, units, labels, functions, relations, runs by length, words an article and a unit (least,
        median, most, and how many have so many words) if there is a text, and label by fifth of the article.

    Examples
    --------
    >>> from argmine.article import Unit
    >>> corpus_statistics(Corpus((Article("a", "نعم.", (Unit(0, 4, "claim"),)),)))["words a unit"]
    {'least': 1, 'median': 1, 'most': 1}
    """
    units = [unit for article in corpus for unit in article.units]
    with_text = [article for article in corpus if article.text]
    numbers: dict[str, object] = {
        "corpus": corpus.name,
        "articles": len(corpus),
        "articles with text": len(with_text),
        "articles annotated twice": sum(len(article.annotations) > 1 for article in corpus),
        "articles without rhetorical questions": sum(
            all(unit.label != QUESTION for unit in article.units) for article in corpus
        ),
        "authors": len(set(corpus.groups())),
        "units": len(units),
        "labels": _counted(str(unit.label) for unit in units),
        "functions": _counted(unit.function for unit in units if unit.function),
        "relations": _counted(unit.relation.type if unit.relation else NO_RELATION for unit in units),
        "runs by length": _run_lengths(corpus),
    }
    if with_text:
        article_words = [len(article.text.split()) for article in with_text]
        unit_words = [len(text.split()) for article in with_text for text in article.unit_texts]
        numbers |= {
            "words an article": _spread(article_words),
            "words a unit": _spread(unit_words),
            "articles by words": histogram(article_words),
            "units by words": histogram(unit_words),
        }
    numbers["label by fifth of the article"] = _by_fifth(corpus)
    without = len(corpus) - len(with_text)
    if without:
        numbers["note"] = (
            f"{without} of {len(corpus)} articles have no text here: their lengths in words are left out, "
            "and their runs are questions that stand side by side"
        )
    return numbers


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names).most_common())


def _run_lengths(articles: Iterable[Article]) -> dict[str, int]:
    lengths = Counter(len(run.units) for article in articles for run in question_runs(article.units, article.text))
    return {str(length): count for length, count in sorted(lengths.items())}


def _by_fifth(articles: Iterable[Article]) -> dict[str, list[int]]:
    counts: dict[str, list[int]] = {}
    for article in articles:
        for index, unit in enumerate(article.units):
            fifths = counts.setdefault(str(unit.label), [0] * POSITIONS)
            fifths[index * POSITIONS // len(article.units)] += 1
    return dict(sorted(counts.items(), key=lambda item: -sum(item[1])))


def _spread(values: Sequence[int]) -> dict[str, float]:
    return {"least": min(values), "median": median(values), "most": max(values)} if values else {}


def histogram(values: Sequence[int]) -> dict[str, int]:
    """Count values by range, in ranges of a round width.

    Parameters
    ----------
    values : sequence of int
        Not negative.

    Returns
    -------
    dict of str to int
        Eleven ranges or fewer that hold 19 of 20 values or all, then one for what lies above, if anything does.

    Examples
    --------
    >>> histogram([3, 14, 16, 25])
    {'0-4': 1, '5-9': 0, '10-14': 1, '15-19': 1, '20-24': 0, '25-29': 1}
    >>> histogram([0, 1, 1, 2])
    {'0': 1, '1': 2, '2': 1}
    """
    if not values:
        return {}
    high = sorted(values)[(len(values) * 19 - 1) // 20]
    width = _round_width(high // _BINS + 1)
    highest = max(values) // width
    bins = highest + 1 if highest <= _BINS else high // width + 1
    counts = Counter(min(value // width, bins) for value in values)
    found = {_range(number * width, width): counts[number] for number in range(bins)}
    return found | ({f"{bins * width}+": counts[bins]} if counts[bins] else {})


def _round_width(least: int) -> int:
    width = 1
    for factor in cycle((2, 2.5, 2)):  # 1, 2, 5, 10, 20, 50, …
        if width >= least:
            break
        width = int(width * factor)
    return width


def _range(start: int, width: int) -> str:
    return str(start) if width == 1 else f"{start}-{start + width - 1}"


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
        if name == "note":
            lines += ["", f"note: {value}"]
        elif not isinstance(value, dict):
            lines.append(f"{name:<40}{value:>8}")
        else:
            lines.append(name)
            for key, count in value.items():
                shown = " ".join(f"{n:>5}" for n in count) if isinstance(count, list) else f"{count:>8}"
                lines.append(f"  {key:<38}{shown}")
    return "\n".join(lines)
