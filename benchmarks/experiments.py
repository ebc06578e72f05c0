"""The experiments of ``benchmarks/accuracy.py``: what is trained on what, and what is read."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from argmine.article import Article, Unit
from argmine.corpus.agreement import annotation_pair
from argmine.corpus.corpus import Corpus
from argmine.evaluation.baselines import RULES
from argmine.evaluation.folds import cross_label, unseen_in
from argmine.evaluation.labellings import Labeller, Labelling, Learner, certain, labeller_of, unit_learner
from argmine.evaluation.peers import peer_learner, peers
from argmine.evaluation.questions import ends_in_mark
from argmine.evaluation.scores import Evaluation, score_labels
from argmine.features.batch import UnitBatch
from argmine.models.units import UnitClassifier
from argmine.questions.runs import QUESTION
from argmine.trainer import fit_classifier

EXTERNAL_WEIGHT = 0.15
EXTERNAL_LABELS = {
    **dict.fromkeys(("assumption", "common-ground"), "claim"),
    **dict.fromkeys(("anecdote", "testimony", "statistics"), "evidence"),
    "other": "none",
}
EXTERNAL_LENGTH = 35  # the file does not say where an editorial ends; as many units as they have on average
ABLATIONS: Mapping[str, Mapping[str, object]] = {
    "no character n-grams": {"characters": None},
    "no word n-grams": {"words": None},
    "no heads of clauses": {"head_weight": 0.0},
    "no word vectors": {"vectors": False},
    "no conjunctions": {"pair_weight": 0.0},
    "no cues and shape": {"dense_weight": 0.0},
    "no context": {"context": False},
}
SHARES = (0.25, 0.5, 1.0)
CANDIDATES: Sequence[Mapping[str, object]] = (
    {},
    {"C": 0.5},
    {"C": 2.0},
    {"pair_weight": 0.0, "head_weight": 0.0},
    {"pair_weight": 0.2},
)
INNER_FOLDS = 3


@dataclass(frozen=True)
class Experiment:
    """One row of the table.

    Parameters
    ----------
    section, name : str
        Where the row stands, and what it is called.
    run : callable
        Does it.
    parameters : mapping
        All that the result depends on besides code and corpora.
    corpora : sequence of str
        Names of the corpora that it reads.
    certain : bool
        Whether it knows labels only, so that there is no calibration.
    """

    section: str
    name: str
    run: Callable[[], Evaluation]
    parameters: Mapping[str, object]
    corpora: Sequence[str]
    certain: bool = False


@dataclass(frozen=True)
class Bench:
    """The corpora, and how they are cross-validated.

    Parameters
    ----------
    corpora : mapping of str to Corpus
        ``press`` and ``written``; ``more`` and ``external`` if there are any.
    n_folds, n_jobs : int
        Folds, and folds at a time.
    """

    corpora: Mapping[str, Corpus]
    n_folds: int
    n_jobs: int
    press: Corpus = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "press", self.corpora["press"])

    def crossed(
        self,
        section: str,
        name: str,
        learn: Learner,
        parameters: Mapping[str, object],
        also: Sequence[str] = (),
        certain: bool = False,
    ) -> Experiment:
        """Cross-validate by author on the press, with other corpora beside it in every training fold."""
        beside = Corpus(tuple(article for key in also for article in self.corpora[key])) if also else None

        def run() -> Evaluation:
            found = cross_label(self.press, learn, beside, self.n_folds, self.n_jobs)
            return score_labelling(name, self.press, found)

        parameters = {"also": list(also), "folds": self.n_folds, **parameters}
        return Experiment(section, name, run, parameters, ["press", *also], certain)

    def transferred(self, section: str, name: str, key: str, parameters: Mapping[str, object]) -> Experiment:
        """Train on one corpus, test on the press."""

        def run() -> Evaluation:
            labeller = unit_learner(parameters | {"n_jobs": self.n_jobs})(self.corpora[key])
            return score_labelling(name, self.press, labeller(self.press))

        return Experiment(section, name, run, {"trained on": key, **parameters}, [key, "press"])

    def experiments(self) -> Iterator[Experiment]:
        """Yield every experiment that the corpora allow, in the order of the table."""
        recipe = recipe_parameters()
        ours = unit_learner(recipe)
        section = "Baselines and peers, trained on the same folds"
        for name, rule in RULES.items():
            yield self.crossed(section, name, rule, {"rule": name}, certain=True)
        for name, train in peers().items():
            yield self.crossed(section, name, peer_learner(train), {"peer": name})
        yield self.crossed(section, "**argmine**", ours, recipe)
        section = "What each kind of feature is worth"
        yield self.crossed(section, "argmine", ours, recipe)
        for name, change in ABLATIONS.items():
            yield self.crossed(section, name, unit_learner(recipe | change), recipe | change)
        section = "What it is trained on"
        yield self.transferred(section, "written alone (no press op-ed)", "written", recipe)
        yield self.crossed(section, "press alone", ours, recipe)
        yield self.crossed(section, "written + press", ours, recipe, ["written"])
        if "more" in self.corpora:
            yield self.crossed(section, "press + more press", ours, recipe, ["more"])
            yield self.crossed(section, "written + press + more press", ours, recipe, ["written", "more"])
        section = "How much it is trained on (press alone)"
        for share in SHARES:
            parameters = recipe | ({"share": share} if share < 1 else {})
            learn = partial(learn_share, share, recipe) if share < 1 else ours
            yield self.crossed(section, f"{share:.0%} of the training op-eds", learn, parameters)
        yield from self.selection(recipe)
        if "external" in self.corpora:
            yield from self.external(recipe)
        if all(len(article.annotations) == 2 for article in self.press):
            yield from self.annotators()

    def selection(self, recipe: Mapping[str, object]) -> Iterator[Experiment]:
        """Yield what is left where the last choice is made inside the training folds, and on the fixed test split.

        Which kinds of features there are was decided by cross-validation on all of the press, whatever its split.
        """
        section = "The last choice made inside the training folds; the fixed test split"
        candidates = [dict(recipe | change) for change in CANDIDATES]
        name = (
            f"press alone, one of {len(candidates)} recipes chosen in each training fold by {INNER_FOLDS} inner folds"
        )
        yield self.crossed(section, name, partial(learn_selected, candidates), {"candidates": candidates})
        test = Corpus(tuple(article for article in self.press if article.meta.get("split") == "test"), "test split")
        if len(test):
            name = f"the test split of the press ({len(test)} op-eds), trained on all that is not by its authors"
            run = partial(self.test_on, name, test, recipe)
            yield Experiment(section, name, run, {"split": "test", **recipe}, self.learned)

    def test_on(self, name: str, test: Corpus, recipe: Mapping[str, object]) -> Evaluation:
        """Train on everything but what is by an author of some op-eds, and test on those."""
        everything = Corpus(tuple(article for key in self.learned for article in self.corpora[key]))
        labeller = unit_learner(recipe | {"n_jobs": self.n_jobs})(unseen_in(everything, test))
        return score_labelling(name, test, labeller(test))

    @property
    def learned(self) -> list[str]:
        """Names of the corpora with argmine's own labels."""
        return [name for name in ("press", "written", "more") if name in self.corpora]

    def external(self, recipe: Mapping[str, object]) -> Iterator[Experiment]:
        """Yield what other people's labels are good for."""
        section = "Other people's labels (Webis-Editorials-16, machine-translated)"
        name = f"press + external, each unit with weight {EXTERNAL_WEIGHT}"
        learn = partial(learn_beside, self.corpora["external"], EXTERNAL_WEIGHT, recipe)
        yield self.crossed(section, "press alone", unit_learner(recipe), recipe)
        found = self.crossed(section, name, learn, recipe | {"external weight": EXTERNAL_WEIGHT})
        yield replace(found, corpora=["press", "external"])
        yield self.transferred(section, "external alone (no press op-ed)", "external", recipe)

    def annotators(self) -> Iterator[Experiment]:
        """Yield what annotators reach: the ceiling."""
        section = "Annotators, on units that both cut alike"
        first, second = annotation_pair(self.press.articles)
        gold = {article.id: article.units for article in self.press}
        for name, truth, other in (
            ("first pass against the adjudicated labels", gold, first),
            ("second pass against the adjudicated labels", gold, second),
            ("second pass against the first", first, second),
        ):
            run = partial(score_annotator, name, self.press, truth, other)
            yield Experiment(section, name, run, {"annotators": name}, ["press"], certain=True)


def recipe_parameters() -> dict[str, object]:
    """Return the parameters of the classifier that make a difference to what it learns."""
    return {name: value for name, value in UnitClassifier().get_params().items() if name != "n_jobs"}


def score_labelling(title: str, corpus: Corpus, found: Labelling) -> Evaluation:
    """Score what was said of the units of a corpus."""
    article = UnitBatch.from_articles(corpus.articles).article
    return score_labels(title, corpus.labels(), found.probabilities, found.classes, article)


def learn_share(share: float, parameters: Mapping[str, object], corpus: Corpus) -> Labeller:
    """Learn from a share of the articles."""
    chosen = np.random.default_rng(0).permutation(len(corpus))[: max(2, round(share * len(corpus)))]
    return unit_learner(parameters)(Corpus(tuple(corpus.articles[index] for index in sorted(chosen.tolist()))))


def learn_selected(candidates: Sequence[Mapping[str, object]], corpus: Corpus) -> Labeller:
    """Learn with the recipe that does best in cross-validation by author within the training corpus."""

    def macro_f1(parameters: Mapping[str, object]) -> float:
        found = cross_label(corpus, unit_learner(parameters), n_folds=INNER_FOLDS)
        return float(f1_score(corpus.labels(), found.labels, average="macro"))

    return unit_learner(max(candidates, key=macro_f1))(corpus)


def learn_beside(external: Corpus, weight: float, parameters: Mapping[str, object], corpus: Corpus) -> Labeller:
    """Learn from a corpus and, with less weight, from another."""
    weights = np.repeat([1.0, weight], [corpus.n_units, external.n_units])
    return labeller_of(fit_classifier(corpus + external, parameters, weights))


def score_annotator(
    title: str, corpus: Corpus, truth: Mapping[str, Sequence[Unit]], other: Mapping[str, Sequence[Unit]]
) -> Evaluation:
    """Score one annotation against another, on the units with the same span."""
    articles, labels = [], []
    for article in corpus:
        found = {(unit.start, unit.end): str(unit.label) for unit in other[article.id]}
        shared = tuple(unit for unit in truth[article.id] if (unit.start, unit.end) in found)
        articles.append(Article(article.id, article.text, shared))
        labels += [found[unit.start, unit.end] for unit in shared]
    return score_labelling(title, Corpus(tuple(articles)), certain(labels))


def read_external(path: Path) -> Corpus:
    """Read the translated editorials: columns Sentence_ar and Label, one unit a line."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = [
            (
                row["Sentence_ar"].strip(),
                QUESTION if ends_in_mark(row["Sentence_ar"]) else EXTERNAL_LABELS[row["Label"]],
            )
            for row in csv.DictReader(lines, delimiter="\t")
            if row["Label"] in EXTERNAL_LABELS and row["Sentence_ar"].strip()
        ]
    articles = []
    for first in range(0, len(rows), EXTERNAL_LENGTH):
        chunk = rows[first : first + EXTERNAL_LENGTH]
        units, start = [], 0
        for text, label in chunk:
            units.append(Unit(start, start + len(text), label))
            start += len(text) + 1
        articles.append(Article(f"external-{first}", " ".join(text for text, _ in chunk), tuple(units)))
    return Corpus(tuple(articles), "external")
