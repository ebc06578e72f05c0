"""Label baselines on the same units as the model: rules, and classifiers that know nothing of argument."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from argmine.article import LABELS
from argmine.corpus.corpus import Corpus
from argmine.evaluation.folds import cross_label
from argmine.evaluation.labellings import Labeller, Labelling, Learner, certain
from argmine.evaluation.peers import peer_learner, peers
from argmine.evaluation.questions import ends_in_mark
from argmine.evaluation.scores import Interval, macro_f1
from argmine.features.batch import UnitBatch
from argmine.features.cues import cue_features, cue_groups
from argmine.features.tokens import tokenize
from argmine.questions.runs import QUESTION

EVIDENCE_CUES = ("reporting", "attribution", "quantity", "time", "scripture")
CLAIM_CUES = ("obligation", "stance", "evaluation", "inference")
QUESTION_CUES = ("interrogative", "question_frame")
FURNITURE_CUES = ("furniture",)
VERB_CUES = ("reporting", "past_narration", "obligation", "stance")
FEW_WORDS = 4  # so short a unit without a verb is a heading or a greeting
LINE_WORDS = 12  # a line of page furniture is no longer


def majority(corpus: Corpus) -> Labeller:
    """Learn the most frequent label.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.

    Returns
    -------
    callable
        Gives every unit this label.
    """
    label = _most_frequent(corpus)
    return lambda held: certain([label] * held.n_units)


def question_mark(corpus: Corpus) -> Labeller:  # noqa: ARG001 - a learner that has nothing to learn
    """Call a unit that ends in a question mark a rhetorical question, and every other one a claim.

    Parameters
    ----------
    corpus : Corpus
        Not looked at.

    Returns
    -------
    callable
        From a corpus to its labelling.
    """
    return lambda held: certain(
        [QUESTION if ends_in_mark(text) else "claim" for article in held for text in article.unit_texts]
    )


def cue_rules(corpus: Corpus) -> Labeller:
    """Label by cue phrases alone; the most frequent label where they say nothing.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.

    Returns
    -------
    callable
        From a corpus to its labelling.
    """
    label = _most_frequent(corpus)
    return lambda held: certain(label_by_cues(UnitBatch.from_articles(held.articles).texts, label))


def label_by_cues(texts: Sequence[str], otherwise: str) -> list[str]:
    """Label units by the cue phrases of ``argmine/lexicon/cues.txt``.

    Parameters
    ----------
    texts : sequence of str
        Units.
    otherwise : str
        Label where no rule holds, or evidence and claim cues balance.

    Returns
    -------
    list of str
        A question mark with an interrogative makes a rhetorical question; then a short line without a verb, or of page
        furniture, is none; else evidence or claim, whichever has more cues.

    Examples
    --------
    >>> label_by_cues(["فهل نصدق ذلك؟", "قال الوزير أمس إن الأسعار ارتفعت", "يجب أن نرحل", "بقلم سمير"], "claim")
    ['rhetorical_question', 'evidence', 'claim', 'none']
    """
    tokens = tokenize(texts)
    weight = dict(zip(cue_groups(), cue_features(tokens).T, strict=False))  # openings, the second half, are left aside

    def total(groups: Sequence[str]) -> NDArray[np.float32]:
        summed: NDArray[np.float32] = np.vstack([weight[group] for group in groups]).sum(axis=0)
        return summed

    words = np.diff(tokens.word_start)
    marked = np.array([ends_in_mark(text) for text in texts], dtype=np.bool_)
    for_evidence, for_claim = total(EVIDENCE_CUES), total(CLAIM_CUES)
    is_line = (words <= FEW_WORDS) & (total(VERB_CUES) == 0)
    is_line |= (words <= LINE_WORDS) & (total(FURNITURE_CUES) > 0)
    rules = {
        QUESTION: marked & (total(QUESTION_CUES) > 0),
        "none": is_line,
        "evidence": for_evidence > for_claim,
        "claim": for_claim > for_evidence,
    }
    chosen = np.select(list(rules.values()), list(range(len(rules))), default=len(rules))
    names = [*rules, otherwise]
    return [names[index] for index in chosen.tolist()]


def _most_frequent(corpus: Corpus) -> str:
    return str(Counter(corpus.labels().tolist()).most_common(1)[0][0])


RULES: Mapping[str, Learner] = {"majority": majority, "ends in ؟": question_mark, "cue rules": cue_rules}


def rules_for(corpus: Corpus) -> dict[str, Learner]:
    """Return the rules that say something of a corpus.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles.

    Returns
    -------
    dict of str to callable
        All of :data:`RULES`; the majority alone for a corpus with none of argmine's own labels.
    """
    known = set(LABELS) & set(corpus.labels().tolist())
    return dict(RULES) if known else {"majority": majority}


def label_baselines(corpus: Corpus) -> dict[str, Interval]:
    """Score the rules on a corpus.

    Parameters
    ----------
    corpus : Corpus
        Labelled articles, whose own most frequent label is the majority.

    Returns
    -------
    dict of str to Interval
        Macro-F1 of each.
    """
    return _scores(corpus, {name: learn(corpus)(corpus) for name, learn in rules_for(corpus).items()})


def cross_label_baselines(
    corpus: Corpus, also: Corpus | None = None, n_folds: int = 5, n_jobs: int = 1
) -> dict[str, Interval]:
    """Score rules and trained classifiers on the folds that the model is cross-validated on.

    Parameters
    ----------
    corpus, also, n_folds, n_jobs
        As in :func:`argmine.evaluation.folds.cross_label`.

    Returns
    -------
    dict of str to Interval
        Macro-F1 of each.

    Raises
    ------
    ArgmineError
        If there are fewer than two groups of op-eds.
    """
    learners = rules_for(corpus) | {name: peer_learner(train) for name, train in peers().items()}
    labellings = {name: cross_label(corpus, learn, also, n_folds, n_jobs) for name, learn in learners.items()}
    return _scores(corpus, labellings)


def _scores(corpus: Corpus, labellings: Mapping[str, Labelling]) -> dict[str, Interval]:
    article = UnitBatch.from_articles(corpus.articles).article
    return {
        f"labels: macro-F1, baseline {name}": macro_f1(corpus.labels(), labelling.labels, article)
        for name, labelling in labellings.items()
    }
