"""What some formats cannot express, refused before anything is written."""

from __future__ import annotations

from argmine.article import Article
from argmine.errors import ArgmineError


def require_labels(article: Article, name: str) -> None:
    """Refuse an article with units that have no label.

    Parameters
    ----------
    article : Article
        Any article.
    name : str
        The format, for the message.

    Raises
    ------
    ArgmineError
        With the index of the unit.
    """
    for index, unit in enumerate(article.units):
        if not unit.label:
            raise ArgmineError(
                f"article {article.id}: unit {index} has no label, which {name} cannot express; "
                "label it, or choose jsonl"
            )


def refuse_overlaps(article: Article, name: str) -> None:
    """Refuse an article with units that overlap.

    Parameters
    ----------
    article : Article
        Any article.
    name : str
        The format, for the message.

    Raises
    ------
    ArgmineError
        With the index of the unit.
    """
    end = 0
    for index, unit in enumerate(article.units):
        if unit.start < end:
            raise ArgmineError(
                f"article {article.id}: unit {index} begins inside the unit before it, which {name} cannot express; "
                "choose jsonl or brat"
            )
        end = unit.end
