"""Roles of units in the tree of their article: which way, and how far, a unit's relation goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from argmine.article import Article, Unit
from argmine.models.scoring import FloatArray

MAIN, TO_MAIN, TO_PREVIOUS, TO_NEXT, TO_EARLIER, TO_LATER, UNLINKED = (
    "main claim",
    "to main claim",
    "to previous",
    "to next",
    "to earlier",
    "to later",
    "unlinked",
)
ROLES = (MAIN, TO_MAIN, TO_PREVIOUS, TO_NEXT, TO_EARLIER, TO_LATER, UNLINKED)


def unit_roles(articles: Sequence[Article]) -> NDArray[np.object_]:
    """Read the role of each unit off gold relations.

    Parameters
    ----------
    articles : sequence of Article
        With gold relations and main claims.

    Returns
    -------
    array of str, shape (n_units,)
        One of :data:`ROLES`.

    Examples
    --------
    >>> from argmine.article import Relation
    >>> units = (Unit(0, 1, "evidence", relation=Relation("support", 1)), Unit(2, 3, "claim"), Unit(4, 5, "none"))
    >>> unit_roles([Article("a", "a b c", units)]).tolist()
    ['to next', 'unlinked', 'unlinked']
    """
    return np.array([role for article in articles for role in _roles(article)], dtype=object)


def _roles(article: Article) -> Iterator[str]:
    main = next((index for index, unit in enumerate(article.units) if unit.main), None)
    for index, unit in enumerate(article.units):
        yield MAIN if unit.main else _role(index, unit, main)


def _role(index: int, unit: Unit, main: int | None) -> str:
    if unit.relation is None:
        return UNLINKED
    target = unit.relation.target
    if target == main:
        return TO_MAIN
    if abs(target - index) == 1:
        return TO_NEXT if target > index else TO_PREVIOUS
    return TO_LATER if target > index else TO_EARLIER


def role_columns(probabilities: FloatArray, classes: Sequence[str]) -> FloatArray:
    """Bring role probabilities into the order of :data:`ROLES`.

    Parameters
    ----------
    probabilities : array of float32, shape (n_units, n_classes)
        Of a classifier of roles.
    classes : sequence of str
        Its label set.

    Returns
    -------
    array of float32, shape (n_units, 7)
        Zero for a role that the classifier does not know.
    """
    result = np.zeros((len(probabilities), len(ROLES)), dtype=np.float32)
    for column, role in enumerate(ROLES):
        if role in classes:
            result[:, column] = probabilities[:, list(classes).index(role)]
    return result


def role_of_pair(source: NDArray[np.intp], target: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the role, main claims aside, that a unit has if it serves another.

    Parameters
    ----------
    source, target : array of int, shape (m,)
        Rows of a batch.

    Returns
    -------
    array of int, shape (m,)
        Index in :data:`ROLES`.
    """
    distance = target - source
    near = np.where(distance < 0, ROLES.index(TO_PREVIOUS), ROLES.index(TO_NEXT))
    far = np.where(distance < 0, ROLES.index(TO_EARLIER), ROLES.index(TO_LATER))
    result: NDArray[np.intp] = np.where(np.abs(distance) == 1, near, far)
    return result
