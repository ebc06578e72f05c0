"""Scores of main claims and relations, beside baselines on the same op-eds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from argmine.analyzer import Analyzer
from argmine.article import Article
from argmine.corpus.corpus import Corpus
from argmine.features.extraction import UnitFeatures
from argmine.models.linking import LINKED_LABELS
from argmine.trainer import columns_of


def relation_scores(
    analyzer: Analyzer, corpus: Corpus, features: UnitFeatures, probabilities: NDArray[np.float32]
) -> dict[str, float]:
    """Score an analyzer's main claims and relations, from its own labels and from gold ones.

    Parameters
    ----------
    analyzer : Analyzer
        The model.
    corpus : Corpus
        With gold relations.
    features : UnitFeatures
        Of its units.
    probabilities : array of float32, shape (n_units, n_classes)
        The analyzer's label probabilities.

    Returns
    -------
    dict of str to float
        Empty if the model or the corpus has no relations.
    """
    if analyzer.linker is None or not any(unit.relation for article in corpus for unit in article.units):
        return {}
    classes = np.array(analyzer.labeller.classes, dtype=object)
    gold_labels = corpus.labels()
    shares = columns_of(probabilities, classes)
    one_hot = np.column_stack([gold_labels == label for label in LINKED_LABELS]).astype(np.float32)
    scores: dict[str, float] = {}
    for name, labels, seen in (
        ("predicted labels", classes[probabilities.argmax(axis=1)], shares),
        ("gold labels", gold_labels, one_hot),
    ):
        mains, relations = analyzer.linker.link(features, labels.tolist(), seen)
        scores[f"relations: attachment F1, {name}"] = attachment_f1(
            corpus.articles, [relation.target if relation else None for relation in relations]
        )
        scores[f"relations: main claim accuracy, {name}"] = main_claim_accuracy(corpus.articles, mains)
    return scores


def baseline_scores(articles: Sequence[Article]) -> dict[str, float]:
    """Score simple rules on gold labels.

    Parameters
    ----------
    articles : sequence of Article
        With gold labels and relations.

    Returns
    -------
    dict of str to float
        Attachment to the unit before and to the nearest claim; first and last claim as the main one.
    """
    before: list[int | None] = []
    nearest: list[int | None] = []
    first: list[int | None] = []
    last: list[int | None] = []
    for article in articles:
        labels = [unit.label for unit in article.units]
        claims = [index for index, label in enumerate(labels) if label == "claim"]
        for index, label in enumerate(labels):
            linked = label in LINKED_LABELS
            before.append(index - 1 if linked and index else None)
            others = [claim for claim in claims if claim != index] if linked else []
            nearest.append(min(others, key=lambda claim: (abs(claim - index), claim), default=None))
        first.append(claims[0] if claims else None)
        last.append(claims[-1] if claims else None)
    return {
        "relations: attachment F1, baseline previous unit": attachment_f1(articles, before),
        "relations: attachment F1, baseline nearest claim": attachment_f1(articles, nearest),
        "relations: main claim accuracy, baseline first claim": main_claim_accuracy(articles, first),
        "relations: main claim accuracy, baseline last claim": main_claim_accuracy(articles, last),
    }


def attachment_f1(articles: Sequence[Article], targets: Sequence[int | None]) -> float:
    """Score relation targets.

    Parameters
    ----------
    articles : sequence of Article
        With gold relations.
    targets : sequence of (int or None)
        Predicted target of every unit of all articles, counted within the article.

    Returns
    -------
    float
        F1 of (source, target) pairs, types aside.
    """
    gold = [unit.relation.target if unit.relation else None for article in articles for unit in article.units]
    hits = sum(g is not None and g == t for g, t in zip(gold, targets, strict=True))
    total = sum(g is not None for g in gold) + sum(t is not None for t in targets)
    return 2 * hits / total if total else 0.0


def main_claim_accuracy(articles: Sequence[Article], mains: Sequence[int | None]) -> float:
    """Score main claims.

    Parameters
    ----------
    articles : sequence of Article
        With gold main claims; articles without one are left out.
    mains : sequence of (int or None)
        Predicted main claim of each article.

    Returns
    -------
    float
        Share of articles where the main claim is the gold one.
    """
    pairs = [
        (next((index for index, unit in enumerate(article.units) if unit.main), None), main)
        for article, main in zip(articles, mains, strict=True)
    ]
    known = [(gold, main) for gold, main in pairs if gold is not None]
    return sum(gold == main for gold, main in known) / len(known) if known else 0.0
