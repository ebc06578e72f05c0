"""The batch of units that every feature extractor reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from argmine.article import Article

IntArray = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class UnitBatch:
    """Units of one or more articles, each article's units next to each other and in order.

    Parameters
    ----------
    texts : sequence of str
        Text of each unit, length n.
    article : array of int, shape (n,)
        Non-decreasing number of the article that the unit stands in.
    paragraph : array of int, shape (n,)
        Non-decreasing number, within the article, of the paragraph that the unit stands in.
    n_articles : int
        Number of articles, those without units among them.
    titles : sequence of str
        Headline of each article, ``""`` where there is none; or empty if none has one.
    """

    texts: Sequence[str]
    article: IntArray
    paragraph: IntArray
    n_articles: int
    titles: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def from_articles(cls, articles: Sequence[Article]) -> Self:
        r"""Collect the units of articles.

        Parameters
        ----------
        articles : sequence of Article
            Articles with units.

        Returns
        -------
        UnitBatch
            Units in the order of the articles.

        Examples
        --------
        >>> from argmine.article import Article, Unit
        >>> batch = UnitBatch.from_articles([Article("a", "نعم.\nلا.", (Unit(0, 4), Unit(5, 8)))])
        >>> batch.paragraph.tolist()
        [0, 1]
        """
        texts: list[str] = []
        paragraph: list[int] = []
        for article in articles:
            number = 0
            previous_end = 0
            for unit in article.units:
                if previous_end and "\n" in article.text[previous_end : unit.start]:
                    number += 1
                previous_end = unit.end
                texts.append(article.text[unit.start : unit.end])
                paragraph.append(number)
        counts = [len(article.units) for article in articles]
        return cls(
            texts,
            np.repeat(np.arange(len(articles)), counts),
            np.asarray(paragraph, dtype=np.intp),
            len(articles),
            [article.title for article in articles],
        )

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> Self:
        """Treat every text as an article of one unit, so that none has context.

        Parameters
        ----------
        texts : sequence of str
            Text of each unit.

        Returns
        -------
        UnitBatch
            One unit an article.
        """
        return cls(list(texts), np.arange(len(texts)), np.zeros(len(texts), dtype=np.intp), len(texts))

    def take(self, rows: IntArray) -> Self:
        """Return the batch of some rows, in the order given.

        Parameters
        ----------
        rows : array of int, shape (m,)
            Indices of units.

        Returns
        -------
        UnitBatch
            The units of these rows.
        """
        texts = [self.texts[row] for row in rows]
        return type(self)(texts, self.article[rows], self.paragraph[rows], self.n_articles, self.titles)
