"""Train the shipped models again and compare them with the files in ``trained/``.

usage: python benchmarks/retrain.py [--texts FILE.jsonl...]

``oped-written`` needs nothing but the repository. ``oped`` also needs the press texts, which stay with their
publishers: ``--texts`` names files with them, and the labels are those of ``corpora/press*.standoff.jsonl``.

Prints whether the bytes are equal. Other releases of scikit-learn, or another processor, may end in weights that differ
in the last bits of half precision; then the labels of the whole corpus are compared, and must be equal.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import argmine
from argmine.corpus.corpus import concatenate
from argmine.corpus.jsonl import read_articles
from argmine.corpus.standoff import attach
from argmine.persistence import save
from argmine.trainer import train

ROOT = Path(__file__).resolve().parent.parent


def compare(name: str, corpus: argmine.Corpus) -> bool:
    """Retrain one model; whether its labels are those of the shipped one."""
    shipped = ROOT / "trained" / f"{name}.joblib"
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / shipped.name
        save(train(corpus, name), again)
        if again.read_bytes() == shipped.read_bytes():
            print(f"{name}: retrained, the same {shipped.stat().st_size} bytes")
            return True
        models = [argmine.load(shipped), argmine.load(again)]
    labels = [[u.label for r in model.analyze_many(corpus.articles) for u in r.units] for model in models]
    differing = sum(a != b for a, b in zip(*labels, strict=True))
    print(f"{name}: retrained, other bytes; {differing} of {len(labels[0])} labels differ")
    return not differing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    texts = parser.parse_args().texts
    equal = compare("oped-written", argmine.load_corpus(ROOT / "corpora" / "opeds.jsonl"))
    if texts:
        corpora = []
        for name in ("press", "press-more"):
            found = attach(
                ROOT / "corpora" / f"{name}.standoff.jsonl", (a for path in texts for a in read_articles(path))
            )
            for missing in found.missing:
                print(f"no text for {missing}")
            corpora.append(argmine.Corpus(found.articles, name))
        equal &= compare("oped", concatenate(corpora))
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
