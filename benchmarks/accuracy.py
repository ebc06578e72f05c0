"""Measure accuracy on the press, cross-validated by author, and write ``benchmarks/accuracy.md``.

usage: python benchmarks/accuracy.py --press press.jsonl [--more more.jsonl] [--external FILE.tsv.gz] [--jobs 2]

``press.jsonl`` is made by ``argmine corpora attach``, and so is ``more.jsonl``: op-eds that are only trained on.
``--external`` names ``webis-editorials-16-ar-mt.tsv.gz``. Peers that are not installed are left out: fasttext, spacy.

Every result is kept under ``--cache``, by the parameters, the corpora and the code that it comes from, so that a run
that was interrupted goes on. What stands in ``accuracy.md`` below the line ``<!-- by hand -->`` is left as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from experiments import Bench, Experiment, read_external

import argmine
from argmine.article import LABELS
from argmine.corpus.corpus import Corpus
from argmine.corpus.jsonl import article_to_dict
from argmine.evaluation.scores import Interval

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CODE = (
    "argmine/article.py",
    "argmine/corpus/*.py",
    "argmine/features/*.py",
    "argmine/lexicon/*",
    "argmine/models/*.py",
    "argmine/normalization.py",
    "argmine/trainer.py",
)
CODE_OF_SCORES = ("argmine/evaluation/*.py", "benchmarks/experiments.py", "trained/*.npz")
BY_HAND = "<!-- by hand -->"


def sha256(parts: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(hashlib.sha256(part).digest())
    return found.hexdigest()


def corpus_hash(corpus: Corpus) -> str:
    return sha256(json.dumps(article_to_dict(article), sort_keys=True).encode() for article in corpus)


def code_hash() -> str:
    files = sorted(path for pattern in (*CODE, *CODE_OF_SCORES) for path in ROOT.glob(pattern) if path.is_file())
    return sha256(part for path in files for part in (str(path.relative_to(ROOT)).encode(), path.read_bytes()))


def cached(experiment: Experiment, key: Mapping[str, object], cache: Path) -> tuple[dict, bool]:
    """Return the scores of an experiment, and whether they were known; the name and the section make no difference."""
    digest = sha256([json.dumps(key, sort_keys=True, ensure_ascii=False).encode()])
    slug = re.sub(r"\W+", "-", experiment.name).strip("-")
    known = next(cache.glob(f"*-{digest[:16]}.json"), None)
    if known is not None:
        return json.loads(known.read_text(encoding="utf-8"))["scores"], True
    scores = json.loads(experiment.run().to_json())
    content = json.dumps({"name": experiment.name, "key": key, "scores": scores}, ensure_ascii=False, indent=1)
    partial = cache / f"{slug}.part"
    partial.write_text(content, encoding="utf-8")
    partial.replace(cache / f"{slug}-{digest[:16]}.json")
    return scores, False


def cells(experiment: Experiment, scores: Mapping) -> list[str]:
    """Return the row of an experiment."""
    found = Interval(**scores["macro_f1"])
    labels = [f"{scores['f1'][label]:.3f}" if label in scores["f1"] else "" for label in LABELS]
    error = "" if experiment.certain else f"{scores['calibration_error']:.3f}"
    return [experiment.name, f"{scores['units']:,}", str(found), *labels, error]


HEADER = ("experiment", "units", "macro-F1", *LABELS, "calibration error")


def line(values: Sequence[str]) -> str:
    return "| " + " | ".join(values) + " |"


def load(path: Path, name: str, sample: int | None) -> Corpus:
    articles = [article for article in argmine.load_corpus(path) if article.units]
    return Corpus(tuple(articles[:sample]), name)


def corpora_of(arguments: argparse.Namespace) -> dict[str, Corpus]:
    """Read the corpora that the command line names."""
    paths = {"press": arguments.press, "written": ROOT / "corpora" / "opeds.jsonl", "more": arguments.more}
    corpora = {name: load(path, name, arguments.sample) for name, path in paths.items() if path is not None}
    if arguments.external is not None:
        corpora["external"] = Corpus(read_external(arguments.external).articles[: arguments.sample], "external")
    return corpora


def head(corpora: Mapping[str, Corpus], hashes: Mapping[str, str], arguments: argparse.Namespace) -> list[str]:
    packages = [
        name for name in ("numpy", "scikit-learn", "fasttext", "spacy") if find_spec(name.replace("scikit-", "sk"))
    ]
    sample = f" **A trial on {arguments.sample} op-eds of each corpus, not a result.**" if arguments.sample else ""
    rows = [
        line(
            [
                name,
                f"{len(corpus):,}",
                f"{corpus.n_units:,}",
                f"{len(set(corpus.groups())):,}",
                f"`{hashes[name][:12]}`",
            ]
        )
        for name, corpus in corpora.items()
    ]
    return [
        "# Accuracy\n",
        "Written by `python benchmarks/accuracy.py`; labels of the units of `press`, from models that were trained on "
        f"nothing by their authors: {arguments.folds}-fold cross-validation, the same folds in every row. In brackets "
        f"the 95 % bootstrap interval over op-eds; then F1 of each label, and expected calibration error.{sample}\n",
        line(["corpus", "op-eds", "units", "authors", "sha256"]),
        "| --- | ---: | ---: | ---: | --- |",
        *rows,
        "",
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in packages) + ".\n",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--press", type=Path, required=True)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--external", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--sample", type=int, help="op-eds of each corpus, to try the script out")
    parser.add_argument("--cache", type=Path, default=ROOT / ".cache" / "accuracy")
    parser.add_argument("-o", "--output", type=Path, default=HERE / "accuracy.md")
    arguments = parser.parse_args()
    arguments.cache.mkdir(parents=True, exist_ok=True)
    corpora = corpora_of(arguments)
    hashes = {name: corpus_hash(corpus) for name, corpus in corpora.items()}
    code = code_hash()
    lines = head(corpora, hashes, arguments)
    section = ""
    for experiment in Bench(corpora, arguments.folds, arguments.jobs).experiments():
        if experiment.section != section:
            section = experiment.section
            lines += [f"## {section}\n", line(HEADER), "| --- |" + " ---: |" * (len(HEADER) - 1)]
            print(f"\n{section}", flush=True)
        begin = time.perf_counter()
        key = {
            "parameters": dict(experiment.parameters),
            "corpora": {name: hashes[name] for name in experiment.corpora},
            "code": code,
        }
        scores, known = cached(experiment, key, arguments.cache)
        row = line(cells(experiment, scores))
        print(row, "known" if known else f"{time.perf_counter() - begin:.0f} s", flush=True)
        lines.append(row)
    write(arguments.output, lines)


def write(output: Path, lines: Sequence[str]) -> None:
    """Write the tables above what was written by hand."""
    before = output.read_text(encoding="utf-8") if output.exists() else ""
    _, mark, by_hand = before.partition(BY_HAND)
    spaced = [f"\n{text}" if text.startswith("## ") else text for text in lines]
    output.write_text("\n".join(spaced) + f"\n\n{mark}{by_hand}".rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
