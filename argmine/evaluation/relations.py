"""Scores of main claims and relations, beside baselines on the same op-eds."""

from __future__ import annotations

from collections.abc import Sequence

from argmine.article import Article
from argmine.evaluation.predictions import Links, Prediction
from argmine.evaluation.scores import Interval, f1_of_sets, share
from argmine.models.linking import LINKED_LABELS


def relation_scores(predictions: Sequence[Prediction]) -> dict[str, Interval]:
    """Score main claims and relations, from the model's own labels and from gold ones.

    Parameters
    ----------
    predictions : sequence of Prediction
        Of op-eds with gold relations.

    Returns
    -------
    dict of str to Interval
        Empty if the model or the corpus has no relations.
    """
    articles = [prediction.gold for prediction in predictions]
    if not any(unit.relation for article in articles for unit in article.units):
        return {}
    scores: dict[str, Interval] = {}
    for name, side in (
        ("predicted labels", [prediction.from_predicted for prediction in predictions]),
        ("gold labels", [prediction.from_gold for prediction in predictions]),
    ):
        links = [found for found in side if found is not None]
        if len(links) == len(articles):
            scores[f"relations: attachment F1, {name}"] = attachment_f1(articles, links)
            scores[f"relations: main claim accuracy, {name}"] = main_claim_accuracy(articles, links)
    return scores


def relation_baselines(articles: Sequence[Article]) -> dict[str, Interval]:
    """Score simple rules on gold labels.

    Parameters
    ----------
    articles : sequence of Article
        With gold labels and relations.

    Returns
    -------
    dict of str to Interval
        Attachment to the unit before and to the nearest claim; first and last claim as the main one.
    """
    before, nearest, first, last = [], [], [], []
    for article in articles:
        labels = [unit.label for unit in article.units]
        claims = [index for index, label in enumerate(labels) if label == "claim"]
        linked = [label in LINKED_LABELS for label in labels]
        before.append(
            Links(None, tuple(index - 1 if is_linked and index else None for index, is_linked in enumerate(linked)))
        )
        nearest.append(
            Links(None, tuple(_nearest(claims, i) if is_linked else None for i, is_linked in enumerate(linked)))
        )
        first.append(Links(claims[0] if claims else None, ()))
        last.append(Links(claims[-1] if claims else None, ()))
    return {
        "relations: attachment F1, baseline previous unit": attachment_f1(articles, before),
        "relations: attachment F1, baseline nearest claim": attachment_f1(articles, nearest),
        "relations: main claim accuracy, baseline first claim": main_claim_accuracy(articles, first),
        "relations: main claim accuracy, baseline last claim": main_claim_accuracy(articles, last),
    }


def _nearest(claims: Sequence[int], index: int) -> int | None:
    others = [claim for claim in claims if claim != index]
    return min(others, key=lambda claim: (abs(claim - index), claim), default=None)


def attachment_f1(articles: Sequence[Article], links: Sequence[Links]) -> Interval:
    """Score relation targets.

    Parameters
    ----------
    articles : sequence of Article
        With gold relations.
    links : sequence of Links
        Predicted targets of each article.

    Returns
    -------
    Interval
        F1 of (source, target) pairs, types aside.
    """
    pairs = []
    for article, found in zip(articles, links, strict=True):
        gold = {(index, unit.relation.target) for index, unit in enumerate(article.units) if unit.relation}
        pairs.append((gold, {(index, target) for index, target in enumerate(found.targets) if target is not None}))
    return f1_of_sets(pairs)


def main_claim_accuracy(articles: Sequence[Article], links: Sequence[Links]) -> Interval:
    """Score main claims.

    Parameters
    ----------
    articles : sequence of Article
        With gold main claims; articles without one are left out.
    links : sequence of Links
        Predicted main claim of each article.

    Returns
    -------
    Interval
        Share of articles where the main claim is the gold one.
    """
    gold = [next((index for index, unit in enumerate(article.units) if unit.main), None) for article in articles]
    return share([main == found.main for main, found in zip(gold, links, strict=True) if main is not None])
