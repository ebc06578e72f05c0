"""The statistics of a corpus as one page with charts, from ``templates/statistics.html.jinja``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from argmine.article import FUNCTIONS, LABELS, RELATION_TYPES
from argmine.report.templating import environment
from argmine.report.words import word

NO_RELATION = "no relation"
_TRANSLATED = frozenset((*LABELS, *FUNCTIONS, *RELATION_TYPES, NO_RELATION))
_LONGEST_LABEL = 20  # characters beside a bar; the table has all of them
_HEAD = (
    *("articles", "articles with text", "articles annotated twice", "articles without rhetorical questions"),
    *("authors", "units"),
)
# What each chart counts, and where its least, median and most stand.
_CHARTS = {
    "labels": "",
    "functions": "",
    "relations": "",
    "runs by length": "",
    "articles by words": "words an article",
    "units by words": "words a unit",
}
_ASKED = frozenset({"functions", "runs by length"})
_RELATION_KINDS = {"support": "evidence", "attack": "opposed"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart.

    Parameters
    ----------
    name : str
        What it counts, in the language of the page.
    kind : str
        Class that colours it.
    count : int
        How many.
    share : float
        Of all that the chart counts.
    length : float
        0 to 1, the longest bar being 1.
    """

    name: str
    kind: str
    count: int
    share: float
    length: float

    @property
    def short_name(self) -> str:
        """The name, cut to fit beside the bar."""
        return self.name if len(self.name) <= _LONGEST_LABEL else f"{self.name[: _LONGEST_LABEL - 1]}…"


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart.

    Parameters
    ----------
    key : str
        Its name in the page's words, and in the result of ``corpus_statistics``.
    bars : tuple of Bar
        From above.
    spread : mapping of str to float
        Least, median and most; empty if the bars say all.
    """

    key: str
    bars: tuple[Bar, ...]
    spread: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """Where in their articles the units with a label stand.

    Parameters
    ----------
    name : str
        The label, in the language of the page.
    kind : str
        Class that colours it.
    shares : tuple of float
        Of the units of each fifth of an article, how many have the label.
    heights : tuple of float
        0 to 1, on one scale for all labels.
    """

    name: str
    kind: str
    shares: tuple[float, ...]
    heights: tuple[float, ...]


def render_statistics(numbers: Mapping[str, object], lang: str = "en") -> str:
    """Render statistics as a page.

    Parameters
    ----------
    numbers : mapping
        Result of :func:`argmine.corpus.statistics.corpus_statistics`.
    lang : str
        Language of the headings.

    Returns
    -------
    str
        One HTML page that needs nothing outside it and runs no script. Names that a corpus brought are escaped.
    """
    template = environment(escape=True).get_template("statistics.html.jinja")
    charts = (_chart(key, numbers, lang) for key in _CHARTS if numbers.get(key))
    return template.render(
        lang=lang,
        word=lambda key: word(lang, key),
        name=numbers["corpus"],
        head={key: numbers[key] for key in _HEAD},
        charts=list(charts),
        profiles=_profiles(numbers, lang),
        without_text=numbers["articles"] != numbers["articles with text"],
    )


def _chart(key: str, numbers: Mapping[str, object], lang: str) -> Chart:
    counts: Mapping[str, int] = numbers[key]  # type: ignore[assignment]
    total, most = sum(counts.values()), max(counts.values())
    bars = (
        Bar(_shown(name, lang), _kind(key, name), count, count / max(total, 1), count / max(most, 1))
        for name, count in counts.items()
    )
    return Chart(key, tuple(bars), numbers.get(_CHARTS[key], {}))  # type: ignore[arg-type]


def _kind(key: str, name: str) -> str:
    """Return the class that colours a bar; names that a corpus brought never become one."""
    if key in _ASKED:
        return "rhetorical_question"
    if key == "relations":
        return _RELATION_KINDS.get(name, "none")
    return name if key == "labels" and name in LABELS else "none"


def _shown(name: str, lang: str) -> str:
    return word(lang, name) if name in _TRANSLATED else name


def _profiles(numbers: Mapping[str, object], lang: str) -> list[Profile]:
    counts: Mapping[str, Sequence[int]] = numbers["label by fifth of the article"]  # type: ignore[assignment]
    totals = [max(sum(column), 1) for column in zip(*counts.values(), strict=True)]
    shares = {name: tuple(n / total for n, total in zip(row, totals, strict=True)) for name, row in counts.items()}
    most = max((share for row in shares.values() for share in row), default=1.0)
    return [
        Profile(_shown(name, lang), _kind("labels", name), row, tuple(share / most for share in row))
        for name, row in shares.items()
    ]
