from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from argmine.corpus.corpus import Corpus

sys.path.insert(0, str(ROOT / "benchmarks"))

import accuracy
import experiments


@pytest.fixture(scope="module")
def bench(opeds: Corpus) -> experiments.Bench:
    corpora = {"press": Corpus(opeds.articles[:6], "press"), "written": Corpus(opeds.articles[6:9], "written")}
    return experiments.Bench(corpora, n_folds=2, n_jobs=1)


def test_an_experiment_is_done_once(bench: experiments.Bench, tmp_path: Path) -> None:
    cue_rules = next(found for found in bench.experiments() if found.name == "cue rules")
    key = {"parameters": dict(cue_rules.parameters)}
    (first, before), (second, after) = (accuracy.cached(cue_rules, key, tmp_path) for _ in range(2))
    assert (before, after) == (False, True)
    assert first == second
    assert accuracy.cells(cue_rules, first)[-1] == ""  # a rule has no calibration
    assert accuracy.cached(cue_rules, key | {"code": "other"}, tmp_path)[1] is False


def test_experiments_that_differ_are_kept_apart(bench: experiments.Bench) -> None:
    found = list(bench.experiments())
    keys = {str((sorted(one.parameters.items(), key=str), list(one.corpora))): one.name for one in found}
    same_recipe = {"**argmine**", "argmine", "press alone", "100% of the training op-eds"}
    assert len(keys) == len({one.name for one in found} - same_recipe) + 1


def test_every_ablation_and_transfer_runs(bench: experiments.Bench) -> None:
    for found in bench.experiments():
        if found.name in {"no word n-grams", "written alone (no press op-ed)", "50% of the training op-eds"}:
            assert 0 < found.run().macro_f1.value <= 1


def test_what_is_written_by_hand_stays(tmp_path: Path) -> None:
    output = tmp_path / "accuracy.md"
    accuracy.write(output, ["# Accuracy", "## New"])
    assert output.read_text("utf-8") == "# Accuracy\n\n## New\n"
    output.write_text(f"old\n{accuracy.BY_HAND}\n\n## Errors\n", "utf-8")
    accuracy.write(output, ["new"])
    assert output.read_text("utf-8") == f"new\n\n{accuracy.BY_HAND}\n\n## Errors\n"


def test_external_units_are_mapped_and_strung_together(tmp_path: Path) -> None:
    path = tmp_path / "external.tsv.gz"
    rows = [
        "Sentence_ar\tLabel\tSentence",
        "نعم .\tassumption\tx",
        "من يدري ؟\tother\tx",
        "—\tpar-sep\tx",
        "لا .\tstatistics\tx",
    ]
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write("\n".join(rows))
    (article,) = experiments.read_external(path)
    assert article.unit_texts == ["نعم .", "من يدري ؟", "لا ."]
    assert [unit.label for unit in article.units] == ["claim", "rhetorical_question", "evidence"]
