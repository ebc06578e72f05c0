"""Look for nine words in a row that two written op-eds share, or that stand in texts of others.

usage: python corpora/originality.py [--against FILE...]

Without arguments, compares the op-eds of ``opeds.jsonl`` with each other. ``--against`` names JSON Lines files (may be
gzipped) or text files of others to compare with as well. Verses and set phrases are listed in ``set_phrases.txt``.
Exit code 1 if something is found.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from argmine.normalization import normalize

HERE = Path(__file__).resolve().parent
LENGTH = 9
_WORD = re.compile(r"[\u0621-\u064a]+")


def sequences(text: str) -> Iterator[str]:
    """Yield every nine words of a text, folded."""
    words = _WORD.findall(normalize(text))
    yield from (" ".join(words[i : i + LENGTH]) for i in range(len(words) - LENGTH + 1))


def texts(path: Path) -> Iterator[str]:
    """Yield the texts of a file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        if ".jsonl" not in path.name:
            yield lines.read()
            return
        for line in lines:
            yield json.loads(line)["text"]


def main() -> int:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", nargs="*", type=Path, default=[])
    others = parser.parse_args().against
    allowed = {
        s for line in (HERE / "set_phrases.txt").read_text(encoding="utf-8").splitlines() for s in sequences(line)
    }
    owner: dict[str, str] = {}
    found = 0
    articles = [json.loads(line) for line in (HERE / "opeds.jsonl").read_text(encoding="utf-8").splitlines()]
    for article in articles:
        for sequence in sequences(article["text"]):
            first = owner.setdefault(sequence, article["id"])
            if first != article["id"] and sequence not in allowed:
                found += 1
                sys.stdout.write(f"{article['id']} and {first}: {sequence}\n")
    for path in others:
        for text in texts(path):
            for sequence in sequences(text):
                if sequence in owner and sequence not in allowed:
                    found += 1
                    sys.stdout.write(f"{owner[sequence]} and {path.name}: {sequence}\n")
    sys.stdout.write(f"{len(articles)} op-eds, {found} shared sequences of {LENGTH} words\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
