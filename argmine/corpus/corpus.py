"""A labelled corpus in memory, and its way into scikit-learn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from argmine.article import Article
from argmine.errors import ArgmineError
from argmine.features.batch import UnitBatch
from argmine.normalization import normalize

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Corpus:
    """Labelled articles.

    Parameters
    ----------
    articles : tuple of Article
        The articles; ids are unique.
    name : str
        What the corpus is called in reports.
    """

    articles: tuple[Article, ...]
    name: str = ""

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __add__(self, other: Corpus) -> Corpus:
        return Corpus(self.articles + other.articles, " + ".join(filter(None, [self.name, other.name])))

    @property
    def n_units(self) -> int:
        """Number of units of all articles."""
        return sum(len(article.units) for article in self.articles)

    def split(self, part: str) -> Corpus:
        """Return one part of the corpus's fixed split.

        Parameters
        ----------
        part : str
            ``"train"`` or ``"test"``; articles say which in ``meta["split"]``, and train if they say nothing.

        Returns
        -------
        Corpus
            The articles of this part.
        """
        chosen = tuple(article for article in self.articles if article.meta.get("split", "train") == part)
        return Corpus(chosen, f"{self.name} ({part})")

    def groups(self) -> list[str]:
        """Return the group of each article that evaluation must not tear apart: its author, or the article itself.

        An author is one however the name is spelled: with or without hamza, spaces and a title.

        Examples
        --------
        >>> from argmine.article import Article
        >>> names = ["د. أمينة عبد الله", "امينة عبدالله"]
        >>> groups = Corpus(tuple(Article(name, "نص", (), meta={"author": name}) for name in names)).groups()
        >>> groups[0] == groups[1]
        True
        """
        return [_author_key(str(article.meta.get("author") or "")) or article.id for article in self.articles]

    def to_xy(self) -> tuple[pd.DataFrame, NDArray[np.object_], NDArray[np.object_]]:
        """Return the units for scikit-learn.

        Returns
        -------
        X : DataFrame, shape (n_units, 3)
            Columns text, article (its id) and paragraph (its number in the article).
        y : array of str, shape (n_units,)
            Labels.
        groups : array of str, shape (n_units,)
            Author of each unit's article, or the article's id where the author is unknown.

        Examples
        --------
        >>> import argmine
        >>> X, y, groups = argmine.load_corpus("opeds").to_xy()
        >>> list(X.columns), len(X) == len(y) == len(groups)
        (['text', 'article', 'paragraph'], True)
        """
        import pandas as pd

        batch = UnitBatch.from_articles(self.articles)
        ids = np.array([article.id for article in self.articles], dtype=object)
        groups = np.array(self.groups(), dtype=object)
        X = pd.DataFrame({"text": batch.texts, "article": ids[batch.article], "paragraph": batch.paragraph})  # noqa: N806
        return X, self.labels(), groups[batch.article]

    def to_calibrate(self) -> NDArray[np.bool_]:
        """Say which units the intercepts and the temperature of labels are to be fitted on, shape (n_units,).

        Those of articles with ``meta.calibrate``, which a corpus gives to the articles whose labels are the surest and
        the likest to what will be labelled; all units if there is none.
        """
        flags = np.array([bool(article.meta.get("calibrate")) for article in self.articles], dtype=np.bool_)
        chosen: NDArray[np.bool_] = np.repeat(flags, [len(article.units) for article in self.articles])
        return chosen if chosen.any() else np.ones_like(chosen)

    def labels(self) -> NDArray[np.object_]:
        """Return the gold label of every unit, shape (n_units,)."""
        return np.array([unit.label for article in self.articles for unit in article.units], dtype=object)


_TITLES = re.compile(
    r"^(?:(?:ا\s*\.\s*)?د|ا|م|الدكتوره?|الاستاذه?|المهندسه?)\s*[./]\s*|^(?:الدكتوره?|الاستاذه?|المهندسه?)\s+"
)


def _author_key(name: str) -> str:
    """Return what the spellings of a name have in common."""
    return "".join(_TITLES.sub("", normalize(name).strip()).split())


def concatenate(corpora: Sequence[Corpus]) -> Corpus:
    """Join corpora into one.

    Parameters
    ----------
    corpora : sequence of Corpus
        One or more.

    Returns
    -------
    Corpus
        All articles in order.

    Raises
    ------
    ArgmineError
        If two corpora have an article of the same id: they would be taken for one article.
    """
    articles = tuple(article for corpus in corpora for article in corpus.articles)
    owner: dict[str, int] = {}
    for number, corpus in enumerate(corpora):
        for article in corpus.articles:
            if owner.setdefault(article.id, number) != number:
                names = f"{corpora[owner[article.id]].name} and {corpus.name}"
                raise ArgmineError(f"article id {article.id!r} stands in two corpora, {names}; rename one")
    return Corpus(articles, " + ".join(corpus.name for corpus in corpora if corpus.name))
