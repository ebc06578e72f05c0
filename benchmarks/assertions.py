"""Measure how often implied assertions are rendered, and how often rightly, and write ``benchmarks/assertions.md``.

usage: python benchmarks/assertions.py --texts FILE.jsonl...

The questions and their functions are those of ``corpora/press-more.standoff.jsonl``; the texts stay with their
publishers, and ``--texts`` names files with them. ``assertions.jsonl`` holds what a judge (a language model that had
not seen the rules) said of every assertion that was rendered from 2,152 of those op-eds, none of which had been looked
at while the rules were written: where the question stands, a hash of the assertion, and the verdict.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from argmine.corpus.jsonl import read_articles
from argmine.corpus.standoff import attach, text_hash
from argmine.questions.assertions import implied_assertion
from argmine.questions.runs import QUESTION

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    texts = parser.parse_args().texts
    labels = HERE.parent / "corpora" / "press-more.standoff.jsonl"
    corpus = attach(labels, (article for path in texts for article in read_articles(path)))
    if corpus.missing:
        raise SystemExit(f"{len(corpus.missing)} texts are missing; name all files of press-unlabelled")
    judged = [json.loads(line) for line in (HERE / "assertions.jsonl").read_text(encoding="utf-8").splitlines()]
    rendered: dict[tuple[str, int], str] = {}
    asked = 0
    for article in corpus.articles:
        for unit in article.units:
            if unit.label == QUESTION and unit.function is not None:
                asked += 1
                if text := implied_assertion(article.text[unit.start : unit.end], unit.function).text:
                    rendered[article.id, unit.start] = text
    fate: Counter[tuple[str, str]] = Counter()
    for record in judged:
        now = rendered.get((record["article"], record["start"]))
        same = now is not None and text_hash(now) == record["assertion_sha256"]
        fate[record["verdict"], "as it was" if same else "no longer" if now is None else "in other words"] += 1
    right = sum(count for (verdict, _), count in fate.items() if verdict == "right")
    lines = [
        "# Implied assertions\n",
        "Written by `python benchmarks/assertions.py --texts FILE`.\n",
        f"Of {asked:,} rhetorical questions of `press-more` with the function that an annotator gave them, "
        f"{len(rendered)} ({len(rendered) / asked:.1%}) get an assertion in words; all have a polarity.\n",
        f"Judged one by one on op-eds that the rules had not been written on: {right} of {len(judged)} right "
        f"({right / len(judged):.1%}), by a language model. What is rendered now for those questions (an assertion in "
        "other words, or one of another question, has not been judged):\n",
        "| verdict | rendered now | assertions |",
        "| --- | --- | ---: |",
        *(f"| {verdict} | {now} | {count} |" for (verdict, now), count in sorted(fate.items())),
        "",
    ]
    (HERE / "assertions.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
