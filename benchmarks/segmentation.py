"""Segmentation against boundaries that were marked without any segmenter. Writes benchmarks/segmentation.md.

usage: python benchmarks/segmentation.py --texts FILE.jsonl

``boundaries.jsonl`` holds, for 40 press op-eds, the ends of the units that an annotator marked by hand under the
guidelines, without their text; ``--texts`` names a file that has the texts. The labels of the corpora sit on argmine's
own units, and so would flatter it. Peers (pyarabic, and pysbd and nltk where installed) cut sentences, not units: they
know nothing of spliced questions.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pyarabic.araby import sentence_tokenize

from argmine.article import Article, Unit
from argmine.corpus.jsonl import read_articles
from argmine.corpus.standoff import text_hash
from argmine.evaluation.units import boundary_f1, segmentation_f1
from argmine.segmentation import Span, segment

HERE = Path(__file__).resolve().parent


def spans_of(text: str, pieces: Sequence[str]) -> list[Span]:
    """Find pieces of a text in it, in order."""
    spans = []
    position = 0
    for piece in pieces:
        piece = piece.strip()
        start = text.find(piece, position) if piece else -1
        if start >= 0:
            position = start + len(piece)
            spans.append((start, position))
    return spans


def by_line(cut: Callable[[str], Sequence[str]]) -> Callable[[str], list[Span]]:
    """Apply a sentence splitter to each line."""
    return lambda text: spans_of(text, [piece for line in text.split("\n") if line.strip() for piece in cut(line)])


def segmenters() -> Iterator[tuple[str, Callable[[str], Sequence[Span]]]]:
    """Yield every segmenter that is installed."""
    yield "argmine", segment
    yield "pyarabic sentence_tokenize", by_line(sentence_tokenize)
    try:
        import pysbd

        yield "pysbd, ar", by_line(pysbd.Segmenter(language="ar", clean=False).segment)
    except ImportError:
        print("pysbd is not installed")
    try:
        from nltk.tokenize.punkt import PunktSentenceTokenizer

        yield "nltk punkt, untrained", by_line(PunktSentenceTokenizer().tokenize)
    except ImportError:
        print("nltk is not installed")


def gold_articles(texts: Path) -> list[Article]:
    """Put the marked boundaries on their texts."""
    known = {text_hash(article.text): article for article in read_articles(texts)}
    articles = []
    for line in (HERE / "boundaries.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        article = known.get(record["sha256"])
        if article is None:
            print(f"no text for {record['id']}")
            continue
        units, position = [], 0
        for end in record["ends"]:
            start = end - len(article.text[position:end].lstrip(" \t\n\r\u00a0،؛,"))
            units.append(Unit(start, end))
            position = end
        articles.append(Article(record["id"], article.text, tuple(units)))
    return articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    articles = gold_articles(parser.parse_args().texts)
    lines = [
        "# Segmentation",
        "",
        "Written by `python benchmarks/segmentation.py --texts FILE`: "
        f"{len(articles)} press op-eds, {sum(len(a.units) for a in articles)} units marked without a segmenter.",
        "",
        "| segmenter | F1 of boundaries | F1 of exact units |",
        "| --- | --- | --- |",
        *(
            f"| {name} | {boundary_f1(articles, cut)} | {segmentation_f1(articles, cut)} |"
            for name, cut in segmenters()
        ),
        "",
        "95 % bootstrap intervals over op-eds. Two rules (quotation marks; words that go on after a pause) were mended",
        "after the errors of a first run on these op-eds had been read, so argmine's figure is a little too high.",
        "",
    ]
    (HERE / "segmentation.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
