from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import joblib
import numpy as np
import pytest

import argmine
from argmine import persistence
from argmine.analyzer import Analyzer
from argmine.corpus.corpus import Corpus
from argmine.errors import ArgmineError
from argmine.models.scoring import DenseLinear
from argmine.persistence import ForbiddenTypeError, load, save
from argmine.trainer import train

TEXT = "أعلن الوزير الخطة أمس. وهل تضمن الحكومة ذلك؟ يجب أن نسأل."


class Malicious:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch /tmp/argmine-was-fooled",)


class MaliciousByAttribute:
    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return getattr, ("", "join")


def test_a_saved_model_gives_the_same_report(analyzer: Analyzer, tmp_path: Path) -> None:
    save(analyzer, tmp_path / "m.joblib")
    again = load(tmp_path / "m.joblib")
    assert again.analyze(TEXT).to_dict()["units"] == analyzer.analyze(TEXT).to_dict()["units"]


def test_a_model_without_a_part_that_is_read_is_refused(
    analyzer: Analyzer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = DenseLinear.__new__(DenseLinear)  # what a file of a release with fewer arrays becomes
    old = replace(analyzer, labeller=replace(analyzer.labeller, first=empty))
    save(analyzer, tmp_path / "old.joblib")
    monkeypatch.setattr(persistence._SafeUnpickler, "load", lambda _: old)
    with pytest.raises(ArgmineError, match="another release"):
        load(tmp_path / "old.joblib")


def test_joblib_loads_a_model_too(analyzer: Analyzer, tmp_path: Path) -> None:
    save(analyzer, tmp_path / "m.joblib")
    assert joblib.load(tmp_path / "m.joblib").analyze(TEXT).units == analyzer.analyze(TEXT).units


def test_the_shipped_estimator_predicts_what_the_analyzer_says(analyzer: Analyzer) -> None:
    X, _, _ = argmine.Corpus((analyzer.analyze(TEXT).article,)).to_xy()
    labels = [unit.label for unit in analyzer.analyze(TEXT).units]
    assert analyzer.unit_classifier.predict(X).tolist() == labels


@pytest.mark.parametrize(
    "payload", [Malicious(), MaliciousByAttribute(), {"a": [Malicious()]}, np.array([Malicious()])]
)
@pytest.mark.parametrize("compress", [0, 3])
def test_a_file_that_would_run_code_is_refused_and_named(payload: object, compress: int, tmp_path: Path) -> None:
    joblib.dump(payload, tmp_path / "evil.joblib", compress=compress)
    with pytest.raises(ArgmineError, match=r"evil\.joblib"):
        load(tmp_path / "evil.joblib")
    assert not Path("/tmp/argmine-was-fooled").exists()  # noqa: S108


def test_the_refusal_says_what_would_have_been_imported(tmp_path: Path) -> None:
    joblib.dump(Malicious(), tmp_path / "evil.joblib")
    with pytest.raises(ForbiddenTypeError, match="system"):
        load(tmp_path / "evil.joblib")


@pytest.mark.parametrize("content", [b"", b"not a model", b"\x78\x9cgarbage", "نص".encode(), b"\x80\x05."])
def test_a_file_that_is_no_model_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "text.joblib").write_bytes(content)
    with pytest.raises(ArgmineError, match=r"text\.joblib"):
        load(tmp_path / "text.joblib")


def test_another_object_is_no_model(tmp_path: Path) -> None:
    joblib.dump([1, 2], tmp_path / "list.joblib")
    with pytest.raises(ArgmineError, match="list"):
        load(tmp_path / "list.joblib")


def test_a_missing_model_names_the_shipped_ones() -> None:
    with pytest.raises(ArgmineError, match="oped"):
        load("no-such-model")


def test_the_same_corpus_gives_the_same_bytes(opeds: Corpus, tmp_path: Path) -> None:
    part = Corpus(opeds.articles[:10], "part")
    for name in ("a", "b"):
        save(train(part, "model", {"bits": 12}), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
