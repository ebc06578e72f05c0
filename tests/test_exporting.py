from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from argmine.cli.main import app
from conftest import ROOT
from typer.testing import CliRunner, Result

from argmine.analyzer import Analyzer
from argmine.exporting import to_arrays
from argmine.features.tokens import tokenize
from argmine.persistence import load, save

UNIT = "وهل تضمن الحكومة ذلك؟"


def export(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["models", "export", *map(str, arguments)])


def _arrays(value: object, key: str = "") -> dict[str, np.ndarray]:
    if isinstance(value, np.ndarray):
        return {key.removeprefix("."): value}
    parts = {f.name: getattr(value, f.name) for f in fields(value)} if is_dataclass(value) else value
    if not isinstance(parts, dict):
        return {}
    return {name: array for part, one in parts.items() for name, array in _arrays(one, f"{key}.{part}").items()}


@pytest.mark.parametrize("model", ["oped", "oped-written"])
def test_every_array_of_a_model_is_there_and_equal(model: str, tmp_path: Path) -> None:
    assert export(model, "-o", tmp_path / "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["arrays.npz", "card.md", "config.json"]
    expected = _arrays(load(model))
    with np.load(tmp_path / "out" / "arrays.npz", allow_pickle=False) as arrays:
        assert set(arrays.files) == set(expected)
        for key, array in expected.items():
            assert arrays[key].dtype == array.dtype
            assert np.array_equal(arrays[key], array)


def test_the_configuration_says_the_rest(analyzer: Analyzer, tmp_path: Path) -> None:
    export("oped", "-o", tmp_path / "out")
    config = json.loads((tmp_path / "out" / "config.json").read_text(encoding="utf-8"))
    assert config["info"]["sha256"] == analyzer.info.sha256
    assert config["labeller"]["classes"] == list(analyzer.labeller.classes)
    assert config["labeller"]["dense_names"] == list(analyzer.labeller.dense_names)
    assert config["labeller"]["temperature"] == analyzer.labeller.temperature
    bias = config["labeller"]["first"]["bias"]
    assert bias == {"array": "labeller.first.bias", "dtype": "float32", "shape": [len(analyzer.labeller.classes)]}
    assert (tmp_path / "out" / "card.md").read_bytes() == (ROOT / "trained" / "oped.md").read_bytes()


def test_the_example_of_the_docs_gives_the_scores_of_the_model(
    analyzer: Analyzer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export("oped", "-o", tmp_path / "oped-arrays")
    code = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "export.md").read_text(encoding="utf-8"), re.S)
    monkeypatch.chdir(tmp_path)
    found: dict[str, np.ndarray] = {}
    exec(code[0], found)  # noqa: S102 - our own documentation
    ngrams = analyzer.labeller.ngrams
    alone = {block: table * (block == "word") for block, table in ngrams.tables.items()}
    expected = replace(ngrams, tables=alone, words=None).scores(tokenize([UNIT]))[0]
    assert np.abs(expected).max() > 0.01
    assert np.allclose(found["scores"], expected, atol=1e-5)


def test_the_same_model_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        export("oped", "-o", tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_parts_that_a_model_lacks_are_null(analyzer: Analyzer) -> None:
    config, arrays = to_arrays(replace(analyzer, functions=None, linker=None))
    assert isinstance(config, dict)
    assert config["functions"] is config["linker"] is None
    assert not [key for key in arrays if not key.startswith("labeller.")]


def test_a_card_of_another_file_is_not_taken(analyzer: Analyzer, tmp_path: Path) -> None:
    save(replace(analyzer, training={**analyzer.training, "corpora": "mine"}), tmp_path / "mine.joblib")
    (tmp_path / "mine.md").write_text("notes on something else", encoding="utf-8")
    assert export(tmp_path / "mine.joblib", "-o", tmp_path / "out").exit_code == 0
    card = (tmp_path / "out" / "card.md").read_text(encoding="utf-8")
    assert "| trained on | mine:" in card


def test_nothing_is_overwritten_or_left_half_written(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    before = sorted(tmp_path.rglob("*"))
    for place in ("full", "file", "missing/out"):
        result = export("oped", "-o", tmp_path / place)
        assert result.exit_code == 1
        assert result.stderr.startswith("argmine: ")
        assert result.stderr.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before
    assert export("oped", "-o", tmp_path / "empty").exit_code == 0
    assert export("oped").exit_code == 2
    assert export("no-such-model", "-o", tmp_path / "new").exit_code == 1
    assert not (tmp_path / "new").exists()
