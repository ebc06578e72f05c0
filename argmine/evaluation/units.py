"""Scores of segmentation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from argmine.article import Article
from argmine.evaluation.scores import Interval, f1_of_sets
from argmine.segmentation import Span, segment


def segmentation_f1(articles: Sequence[Article], cut: Callable[[str], Sequence[Span]] = segment) -> Interval:
    """Score segmentation by exactly matching units.

    Parameters
    ----------
    articles : sequence of Article
        With gold units.
    cut : callable
        From a text to spans.

    Returns
    -------
    Interval
        F1 of exactly matching spans over all articles.
    """
    return f1_of_sets([({(u.start, u.end) for u in article.units}, set(cut(article.text))) for article in articles])


def boundary_f1(articles: Sequence[Article], cut: Callable[[str], Sequence[Span]] = segment) -> Interval:
    """Score segmentation by the ends of units, which is kinder: one wrong cut spoils one end, not two units.

    Parameters
    ----------
    articles : sequence of Article
        With gold units.
    cut : callable
        From a text to spans.

    Returns
    -------
    Interval
        F1 of the ends of units; the end of each text is left out, which nobody can miss.
    """
    return f1_of_sets(
        [
            ({unit.end for unit in article.units[:-1]}, {end for _, end in cut(article.text)} - _last_end(article))
            for article in articles
        ]
    )


def _last_end(article: Article) -> set[int]:
    return {article.units[-1].end} if article.units else set()
