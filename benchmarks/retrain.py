"""Train the shipped model again and compare it with the file in ``trained/``.

usage: python benchmarks/retrain.py

Prints whether the bytes are equal. Other releases of scikit-learn, or another processor, may end in weights that differ
in the last bits of half precision; then the labels of the whole corpus are compared, and must be equal.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import argmine
from argmine.persistence import save
from argmine.trainer import train

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    corpus = argmine.load_corpus(ROOT / "corpora" / "opeds.jsonl")
    shipped = ROOT / "trained" / "oped.joblib"
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / "oped.joblib"
        save(train(corpus, "oped"), again)
        if again.read_bytes() == shipped.read_bytes():
            print(f"the retrained model has the same {shipped.stat().st_size} bytes as {shipped.name}")
            return 0
        models = [argmine.load(shipped), argmine.load(again)]
    labels = [[u.label for r in model.analyze_many(corpus.articles) for u in r.units] for model in models]
    differing = sum(a != b for a, b in zip(*labels, strict=True))
    print(f"the bytes differ; {differing} of {len(labels[0])} labels do")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
