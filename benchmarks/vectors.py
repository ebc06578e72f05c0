"""Learn the word vectors that ship in ``trained/`` from unlabelled press op-eds.

usage: python benchmarks/vectors.py --texts FILE.jsonl[.gz]

The texts stay with their publishers; only the vectors, and hashes of the words, are in the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

from argmine.features.vectors import FILE
from argmine.models.vectors import learn_vectors
from argmine.segmentation import segment

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    path = parser.parse_args().texts
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    units = [text[start:end] for text in texts for start, end in segment(text)]
    vectors = learn_vectors(units)
    target = ROOT / "trained" / FILE
    target.write_bytes(vectors.to_bytes())
    print(f"{len(vectors.hashes)} words from {len(texts)} op-eds, {len(units)} units: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
