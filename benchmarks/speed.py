"""Measure speed, as ratios against peers in the same run, and write ``benchmarks/speed.md``.

usage: python benchmarks/speed.py [--texts FILE.jsonl[.gz]] [--quick]

``--texts`` names op-eds of real press length (one JSON object with a ``text`` a line); without it the written corpus is
used, whose units are shorter. Peers that are not installed are left out: fasttext, spacy, torch with transformers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from peers import peers

import argmine
from argmine.article import Article, Unit
from argmine.features.batch import UnitBatch
from argmine.features.extraction import UnitFeatures
from argmine.features.tokens import tokenize
from argmine.models.labelling import UnitLabeller
from argmine.questions.runs import QUESTION
from argmine.segmentation import segment

HERE = Path(__file__).resolve().parent
REPEATS = 5


def best_time(run: Callable[[], object], repeats: int = REPEATS) -> float:
    """Shortest of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return min(times)


def read_texts(path: Path | None) -> list[str]:
    if path is None:
        return [article.text for article in argmine.load_corpus("opeds")]
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def cut(texts: Sequence[str]) -> list[Article]:
    return [Article(str(n), t, tuple(Unit(*span) for span in segment(t))) for n, t in enumerate(texts)]


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    lines = ["| " + " | ".join(header) + " |", "| --- |" + " ---: |" * (len(header) - 1)]
    return [*lines, *("| " + " | ".join(map(str, row)) + " |" for row in rows), ""]


def unit_scoring(articles: Sequence[Article], unseen: Sequence[str]) -> list[str]:
    """Score units by a linear n-gram model: argmine against peers on the same units, one core."""
    batch = UnitBatch.from_articles(articles)
    labeller = argmine.load().labeller
    pieces = [batch.texts[i : i + 256] for i in range(0, len(batch), 256)]

    def ngrams(model: UnitLabeller) -> None:
        for piece in pieces:
            model.ngrams.scores(tokenize(piece))

    chunked = [articles[i : i + 32] for i in range(0, len(articles), 32)]

    def labels() -> None:
        for chunk in chunked:
            labeller.probabilities(UnitFeatures(UnitBatch.from_articles(chunk)))

    # peers of a realistic size: trained on as many units, labelled by argmine
    winners = [labeller.probabilities(UnitFeatures(UnitBatch.from_articles(chunk))).argmax(axis=1) for chunk in chunked]
    y = [labeller.classes[winner] for found in winners for winner in found]
    # the peers are one linear model, without a second that reads the neighbours
    alone = argmine.UnitClassifier(context=False, n_folds=2).fit(batch.texts, y).labeller_
    other = [text for article in cut(unseen) for text in article.unit_texts]
    speeds = {
        "argmine, n-gram scores of one model": len(batch) / best_time(lambda: ngrams(alone)),
        "argmine, n-gram scores of both models that it ships": len(batch) / best_time(lambda: ngrams(labeller)),
        "argmine, labels (n-grams, cues, shape, context)": len(batch) / best_time(labels),
    }
    sample = list(islice(cycle(other), 2000))
    for name, fit in peers().items():
        predict = fit(list(batch.texts), y)
        few = sample[:64] if "transformer" in name else sample
        speeds[name] = len(few) / best_time(lambda predict=predict, few=few: predict(few), 2)
    ours = next(iter(speeds.values()))
    words = sum(len(text.split()) for text in batch.texts) / len(batch)
    return [
        f"## Scoring units, one core ({len(batch)} units, {words:.0f} words each on average)\n",
        *table(
            ("path", "units/s", "argmine's n-gram scores of one model are so many times faster"),
            [(name, f"{speed:,.0f}", f"{ours / speed:.1f}") for name, speed in speeds.items()],
        ),
    ]


def stages(articles: Sequence[Article]) -> list[str]:
    """Time each stage of analyze and the whole."""
    analyzer = argmine.load()
    chunks = [articles[i : i + 32] for i in range(0, len(articles), 32)]
    n = sum(len(article.units) for article in articles)
    features = [UnitFeatures(UnitBatch.from_articles(chunk)) for chunk in chunks]
    for one in features:
        _ = one.dense, one.sketch
    probabilities = [analyzer.labeller.probabilities(one) for one in features]
    classes = analyzer.labeller.classes
    labels = [[classes[i] for i in p.argmax(axis=1)] for p in probabilities]
    asked = [np.array(ls) == QUESTION for ls in labels]

    def fresh() -> list[UnitFeatures]:
        return [UnitFeatures(one.batch) for one in features]

    def feature_pass() -> None:
        for one in fresh():
            _ = one.dense, one.sketch

    timings = {
        "segmentation": best_time(lambda: cut([article.text for article in articles])),
        "features (hashing, cues, shape, sketch)": best_time(feature_pass),
        "label scores and context": best_time(lambda: [analyzer.labeller.scores(one) for one in features]),
        "question functions": best_time(
            lambda: [analyzer.question_functions(*one) for one in zip(features, probabilities, asked, strict=True)]
        ),
        "main claim, relations, tree": best_time(
            lambda: [analyzer._link(o, ls, p) for o, ls, p in zip(features, labels, probabilities, strict=True)]
        ),
    }
    whole = best_time(lambda: [analyzer.analyze_articles(chunk) for chunk in chunks])
    timings["report objects and the rest"] = max(whole - sum(timings.values()), 0)
    rows = [(name, f"{t * 1e6 / n:.1f}", f"{t / whole:.0%}") for name, t in timings.items()]
    rows.append(("**whole `analyze`**", f"{whole * 1e6 / n:.1f}", "100%"))
    largest = max(timings, key=lambda name: timings[name])
    return [
        f"## The whole path, one core: {n / whole:,.0f} units/s\n",
        *table(("stage", "µs a unit", "share"), rows),
        f"The largest remaining cost is {largest}.\n",
    ]


def run_seconds(*command: str, repeats: int = 7) -> float:
    return best_time(lambda: subprocess.run(command, check=True, capture_output=True, cwd=HERE), repeats)  # noqa: S603


def cold_start() -> list[str]:
    """Time whole processes."""
    python = sys.executable
    main = "from argmine.cli.main import run; run()"
    eager = "import sklearn.linear_model, sklearn.feature_extraction.text, sklearn.base; " + main
    example = str(HERE.parent / "corpora" / "examples" / "bridge.txt")
    seconds = {
        "python -c pass": run_seconds(python, "-c", "pass"),
        "python -c 'import numpy'": run_seconds(python, "-c", "import numpy"),
        "argmine --help": run_seconds(python, "-c", main, "--help"),
        "argmine label, one op-ed": run_seconds(python, "-c", main, "label", example),
        "the same with eager scikit-learn": run_seconds(python, "-c", eager, "label", example, repeats=3),
    }
    bare = seconds["python -c 'import numpy'"]
    rows = [(f"`{name}`", f"{t * 1000:.0f}", f"{t / bare:.1f}") for name, t in seconds.items()]
    return ["## Cold start\n", *table(("process", "ms", "times the start of numpy"), rows)]


_GROWTH = """
import json, sys, time
from pathlib import Path
from argmine.cli.main import run
begin = time.perf_counter()
try:
    run()
except SystemExit as stop:
    assert not stop.code, stop.code
status = Path('/proc/self/status').read_text()  # ru_maxrss would be that of the process that started this one
peak = int(status.split('VmHWM:')[1].split()[0]) / 1024
print(json.dumps([time.perf_counter() - begin, peak]), file=sys.stderr)
"""


def label_process(archive: Path, jobs: int = 1) -> tuple[float, float]:
    """Seconds and peak MiB of ``argmine label`` on an archive."""
    command = [sys.executable, "-c", _GROWTH, "label", str(archive), "-j", str(jobs), "-o", f"{archive}.out"]
    result = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE)  # noqa: S603
    seconds, peak = json.loads(result.stderr.splitlines()[-1])
    return seconds, peak


def growth(texts: Sequence[str], quick: bool) -> list[str]:
    """Time and memory of ``argmine label`` from one op-ed to a hundred thousand, and with two jobs."""
    sizes = (1, 100, 1_000, 3_000) if quick else (1, 100, 1_000, 10_000, 100_000)
    rows = []
    start = 0.0
    with tempfile.TemporaryDirectory() as folder:
        archives = {}
        for size in sizes:
            archives[size] = Path(folder) / f"{size}.jsonl"
            with archives[size].open("w", encoding="utf-8") as lines:
                for n, text in enumerate(islice(cycle(texts), size)):
                    lines.write(json.dumps({"id": str(n), "text": text}, ensure_ascii=False) + "\n")
            # a short run is easily disturbed by whatever else the machine does, and the longest is its own average
            seconds, peak = min(label_process(archives[size]) for _ in range(3 if size <= 10_000 else 1))
            start = seconds if size == 1 else start
            further = "" if size == 1 else f"{(seconds - start) / (size - 1) * 1000:.2f}"
            rows.append((f"{size:,}", f"{seconds:.2f}", further, f"{peak:.0f}"))
        size = sizes[-1] if quick else 10_000
        one, two = (min(label_process(archives[size], jobs)[0] for _ in range(2)) for jobs in (1, 2))
    return [
        "## `argmine label` on archives (JSON Lines in and out)\n",
        *table(("op-eds", "seconds", "ms for each op-ed after the first", "peak MiB"), rows),
        f"At that rate a hundred million op-eds take {seconds / sizes[-1] * 1e8 / 3600:.0f} core hours.\n",
        f"Two jobs are {one / two:.2f} times as fast as one on {size:,} op-eds.\n",
    ]


def long_line() -> list[str]:
    """One line of 5 MB, against one of a quarter of it."""
    analyzer = argmine.load()
    sentence = "قال الوزير إن الخطة نجحت، وهذا غير صحيح، فهل نصدق ذلك؟ "
    unbroken = sentence.replace("؟", "،")
    rows = []
    for name, piece in (("of sentences", sentence), ("of commas only", unbroken)):
        small = piece * (1_250_000 // len(piece.encode()))
        large = piece * (5_000_000 // len(piece.encode()))
        a, b = (best_time(lambda text=text: analyzer.analyze(text), 3) for text in (small, large))
        rows.append((name, f"{a:.2f}", f"{b:.2f}", f"{b / a:.1f}"))
    return ["## A single line of 5 MB\n", *table(("line", "1.25 MB, s", "5 MB, s", "ratio (linear is 4)"), rows)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--quick", action="store_true", help="up to 3,000 op-eds only")
    arguments = parser.parse_args()
    texts = read_texts(arguments.texts)
    articles = cut(texts[:400])
    lines = [
        "# Speed\n",
        "Written by `python benchmarks/speed.py --texts FILE`, in one run on one machine: compare ratios, not times.\n",
        f"Python {platform.python_version()}, {os.cpu_count()} cores; "
        + ("op-eds of the real press." if arguments.texts else "the op-eds written for the project.")
        + "\n",
        *unit_scoring(articles, texts[400:520] or texts),
        *stages(articles),
        *cold_start(),
        *growth(texts, arguments.quick),
        *long_line(),
    ]
    (HERE / "speed.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
