"""How easily are written op-eds told from press op-eds? Writes benchmarks/realism.md.

usage: python benchmarks/realism.py --press press.jsonl [--written FILE...]

A classifier of word and character n-grams is cross-validated by article on units of both; the area under the ROC curve
is 0.5 where nothing gives a written unit away and 1 where everything does. Besides, a classifier that sees the shape of
units only (lengths, marks, digits, place) says how much of it is texture. ``press.jsonl`` is made by
``argmine corpora attach``; ``--written`` may name several versions of the written corpus, oldest first.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import StandardScaler

import argmine
from argmine.features.batch import UnitBatch
from argmine.features.shape import shape_features, shape_names
from argmine.normalization import normalize

HERE = Path(__file__).resolve().parent
SHOWN = 25


def text_model() -> object:
    """Word and character n-grams."""
    words = TfidfVectorizer(preprocessor=normalize, token_pattern=r"[^\W_]+|[^\w\s]", ngram_range=(1, 2), min_df=3)
    characters = TfidfVectorizer(preprocessor=normalize, analyzer="char_wb", ngram_range=(2, 4), min_df=3)
    return make_pipeline(make_union(words, characters), LogisticRegression(C=10, max_iter=1000))


def held_out(
    model: object,
    X: object,  # noqa: N803
    y: NDArray[np.bool_],
    groups: NDArray[np.intp],
) -> NDArray[np.float64]:
    """Probability of being written, by a model that has not seen the unit's article."""
    probability = np.zeros(len(y))
    for rest, held in GroupKFold(5, shuffle=True, random_state=0).split(X, y, groups):
        fitted = model.fit(_take(X, rest), y[rest])
        probability[held] = fitted.predict_proba(_take(X, held))[:, 1]
    return probability


def _take(values: object, rows: NDArray[np.intp]) -> object:
    return values[rows] if isinstance(values, np.ndarray) else [values[row] for row in rows]


def compare(written: argmine.Corpus, press: argmine.Corpus) -> tuple[list[str], list[str]]:
    """Return a row of figures, and what gives written units away."""
    both = written + press
    batch = UnitBatch.from_articles(both.articles)
    y = batch.article < len(written)
    probability = held_out(text_model(), list(batch.texts), y, batch.article)
    shape = shape_features(batch)
    texture = held_out(make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)), shape, y, batch.article)
    by_article = [
        np.array([values[batch.article == number].mean() for number in range(len(both))])
        for values in (probability, texture)
    ]
    is_written = np.arange(len(both)) < len(written)
    figures = [
        roc_auc_score(y, probability),
        roc_auc_score(is_written, by_article[0]),
        roc_auc_score(y, texture),
        roc_auc_score(is_written, by_article[1]),
    ]
    lengths = [
        [len(text.split()) for text, mine in zip(batch.texts, y, strict=True) if mine == side] for side in (1, 0)
    ]
    row = [
        str(len(written)),
        str(written.n_units),
        *(f"{figure:.3f}" for figure in figures),
        *(f"{np.mean(side):.1f} ± {np.std(side):.1f}" for side in lengths),
    ]
    return row, _giveaways(list(batch.texts), shape, y)


def _giveaways(texts: list[str], shape: NDArray[np.float32], y: NDArray[np.bool_]) -> list[str]:
    """Words and shapes whose share differs most, with their rates in both."""
    vectorizer = TfidfVectorizer(
        preprocessor=normalize, token_pattern=r"[^\W_]+", ngram_range=(1, 2), min_df=20, binary=True, use_idf=False
    )
    present = vectorizer.fit_transform(texts) > 0
    rates = [np.asarray(present[side].mean(axis=0)).ravel() for side in (y, ~y)]
    names = list(vectorizer.get_feature_names_out())
    marks = [(shape > 0)[side].mean(axis=0) for side in (y, ~y)]
    names += [f"[{name}]" for name in shape_names()]
    a, b = (np.concatenate([words, shapes]) for words, shapes in zip(rates, marks, strict=True))
    order = np.argsort(-np.abs(np.sqrt(a) - np.sqrt(b)))[:SHOWN]
    return [f"| {names[index]} | {a[index]:.3f} | {b[index]:.3f} |" for index in order]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--press", type=Path, required=True)
    parser.add_argument("--written", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    press = argmine.load_corpus(arguments.press)
    versions = arguments.written or [HERE.parent / "corpora" / "opeds.jsonl"]
    lines = [
        "# Realism of the written op-eds",
        "",
        "Written by `python benchmarks/realism.py --press press.jsonl`: how well a classifier, cross-validated by",
        "article, tells written units from press units. 0.5 is chance, 1 is always.",
        "",
        "| written op-eds | units | AUC, words, unit | AUC, words, article | AUC, shape, unit | AUC, shape, article |"
        " words a unit, written | press |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    giveaways: list[str] = []
    for path in versions:
        row, giveaways = compare(argmine.load_corpus(path), press)
        lines.append(f"| {' | '.join(row)} |")
    lines += ["", "What differs most in the last version (share of units):", "", "| what | written | press |"]
    lines += ["| --- | ---: | ---: |", *giveaways, ""]
    (HERE / "realism.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
