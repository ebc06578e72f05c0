"""``argmine corpora`` when it is used badly, or given bad files: exit codes, one line, nothing half written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from argmine.cli.main import app
from conftest import ROOT
from typer.testing import CliRunner, Result

from argmine.article import Article, Relation, Unit
from argmine.corpus.jsonl import dump_articles
from argmine.corpus.standoff import detach

PRESS = ROOT / "corpora" / "press.standoff.jsonl"
TEXT = "يجب أن نسأل. وهل تضمن الحكومة ذلك؟"
ARTICLE = Article(
    "a", TEXT, (Unit(0, 12, "claim", main=True), Unit(13, 34, "rhetorical_question", "doubt", Relation("support", 0)))
)
LINE = dump_articles([ARTICLE])
OTHER = LINE.replace('"a"', '"b"', 1)
DAMAGED = {
    "mixed encodings": LINE.encode() + OTHER.encode("cp1256"),
    "UTF-16": LINE.encode("utf-16"),
    "not JSON": LINE.encode() + b"{",
    "nested": b'{"id": "a", "text": "a", "units": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a huge number": b'{"id": "a", "text": "a", "units": [{"start": 0, "end": ' + b"9" * 5000 + b"}]}",
    "a list for a label": LINE.replace('"claim"', '["claim"]').encode(),
    "an id twice": (LINE + LINE).encode(),
}


def corpora(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["corpora", *map(str, arguments)])


def fails_in_one_line(result: Result) -> bool:
    return result.exit_code == 1 and result.stderr.startswith("argmine: ") and result.stderr.count("\n") == 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "one.jsonl").write_text(LINE, encoding="utf-8")
    (tmp_path / "two.jsonl").write_text(LINE, encoding="utf-8")
    (tmp_path / "labels.jsonl").write_text(json.dumps(detach(ARTICLE)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate"],
        ["validate", "one.jsonl", "--from", "nothing"],
        ["stats"],
        ["stats", "one.jsonl", "--format", "pdf"],
        ["stats", "one.jsonl", "--lang", "fr"],
        ["stats", "one.jsonl", "--from", "nothing"],
        ["convert", "one.jsonl"],
        ["attach", "labels.jsonl", "-o", "out.jsonl"],
        ["attach", "labels.jsonl", "--texts", "one.jsonl"],
        ["agreement"],
        ["agreement", "one.jsonl", "two.jsonl", "labels.jsonl"],
        ["agreement", "one.jsonl", "two.jsonl", "--format", "pdf"],
        ["agreement", "one.jsonl", "two.jsonl", "--from", "nothing"],
        ["no-such-command"],
    ],
)
def test_bad_usage_exits_with_2_and_writes_nothing(arguments: list[str], folder: Path) -> None:
    before = sorted(folder.iterdir())
    assert corpora(*arguments).exit_code == 2
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["stats", "missing.jsonl"],
        ["stats", "one.jsonl", "two.jsonl"],
        ["stats", "one.jsonl", "-o", "missing/out.html"],
        ["stats", "one.jsonl", "-o", "."],
        ["convert", "missing.jsonl", "-o", "out.csv"],
        ["convert", "one.jsonl", "two.jsonl", "-o", "out.csv"],
        ["convert", "labels.jsonl", "-o", "out.csv"],
        ["convert", "one.jsonl", "-o", "missing/out.csv"],
        ["convert", "one.jsonl", "-o", ".", "--to", "brat"],
        ["attach", "missing.jsonl", "--texts", "one.jsonl", "-o", "out.jsonl"],
        ["attach", "labels.jsonl", "--texts", "missing.jsonl", "-o", "out.jsonl"],
        ["attach", "labels.jsonl", "--texts", "one.jsonl", "-o", "missing/out.jsonl"],
        ["attach", "one.jsonl", "--texts", "one.jsonl", "-o", "out.jsonl"],
        ["agreement", "missing.jsonl", "one.jsonl"],
        ["agreement", "one.jsonl"],
    ],
)
def test_work_that_fails_exits_with_1_in_one_line_and_writes_nothing(arguments: list[str], folder: Path) -> None:
    before = sorted(folder.iterdir())
    result = corpora(*arguments)
    assert fails_in_one_line(result), result.stderr
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_corpus_leaves_nothing_behind(damage: str, folder: Path) -> None:
    (folder / "bad.jsonl").write_bytes(DAMAGED[damage])
    (folder / "old.jsonl").write_text("old", encoding="utf-8")
    before = sorted(folder.iterdir())
    found = corpora("validate", "one.jsonl" if damage != "an id twice" else "opeds", "bad.jsonl")
    assert found.exit_code == 1
    assert "bad.jsonl" in found.stdout
    for arguments in (
        ["stats", "bad.jsonl", "-f", "html", "-o", "old.jsonl"],
        ["convert", "bad.jsonl", "-o", "old.jsonl"],
        ["convert", "bad.jsonl", "-o", "new", "--to", "brat"],
        ["agreement", "bad.jsonl", "one.jsonl"],
    ):
        assert fails_in_one_line(corpora(*arguments)), arguments
    assert sorted(folder.iterdir()) == before
    assert (folder / "old.jsonl").read_text(encoding="utf-8") == "old"


def test_a_line_in_another_encoding_does_not_hide_the_lines_after_it(folder: Path) -> None:
    content = LINE.encode() + OTHER.encode("cp1256") + LINE.replace("claim", "opinion").encode()
    (folder / "mixed.jsonl").write_bytes(content)
    result = corpora("validate", "mixed.jsonl")
    assert "mixed.jsonl:2: not UTF-8" in result.stdout
    assert "mixed.jsonl:3: article a: the same id already stands at mixed.jsonl:1" in result.stdout
    assert "unknown label 'opinion'" in result.stdout


@pytest.mark.usefixtures("folder")
def test_the_same_id_in_two_files_is_found() -> None:
    result = corpora("validate", "one.jsonl", "two.jsonl")
    assert "two.jsonl:1: article a: the same id already stands at one.jsonl:1" in result.stdout
    result = corpora("validate", "one.jsonl", "labels.jsonl")
    assert "the same text already stands at one.jsonl:1" in result.stdout
    assert "'a' stands in two corpora, one and two" in corpora("stats", "one.jsonl", "two.jsonl").stderr


def test_labels_that_stand_twice_are_not_attached(folder: Path) -> None:
    line = (folder / "labels.jsonl").read_text(encoding="utf-8")
    (folder / "twice.jsonl").write_text(f"{line}\n{line}", encoding="utf-8")
    result = corpora("attach", "twice.jsonl", "--texts", "one.jsonl", "-o", "out.jsonl")
    assert fails_in_one_line(result)
    assert "already stands at twice.jsonl:1" in result.stderr
    assert not (folder / "out.jsonl").exists()


def test_without_any_text_an_old_file_is_kept(folder: Path) -> None:
    (folder / "out.jsonl").write_text("old", encoding="utf-8")
    result = corpora("attach", PRESS, "--texts", "one.jsonl", "-o", "out.jsonl")
    assert fails_in_one_line(result)
    assert "nothing is written" in result.stderr
    assert (folder / "out.jsonl").read_text(encoding="utf-8") == "old"


@pytest.mark.usefixtures("folder")
def test_shipped_corpora_are_validated_and_compared_by_name() -> None:
    assert corpora("validate", "opeds").exit_code == 0
    result = corpora("agreement", "one.jsonl", "labels.jsonl")
    assert result.exit_code == 0
    assert "2 units with the same span" in result.stdout


def test_a_relation_to_nowhere_is_told(folder: Path) -> None:
    (folder / "bad.jsonl").write_text(LINE.replace('"target": 0', '"target": 7'), encoding="utf-8")
    result = corpora("agreement", "one.jsonl", "bad.jsonl")
    assert fails_in_one_line(result)
    assert "article a: unit 1: its target 7 does not exist" in result.stderr


@pytest.mark.parametrize("format_name", ["text", "json", "html"])
def test_statistics_are_written_to_a_file(format_name: str, folder: Path) -> None:
    printed = corpora("stats", "one.jsonl", "labels.jsonl", "-f", format_name)
    assert printed.exit_code == 1, "the two files hold one article"
    printed = corpora("stats", "labels.jsonl", "-f", format_name, "--lang", "ar")
    assert corpora("stats", "labels.jsonl", "-f", format_name, "--lang", "ar", "-o", "out").exit_code == 0
    assert (folder / "out").read_text(encoding="utf-8") == printed.stdout


@pytest.mark.parametrize("arguments", [["corpora", "stats", "a" * 5000], ["report", "a" * 5000]])
def test_a_path_that_the_system_refuses_is_one_line(arguments: list[str]) -> None:
    result = subprocess.run([sys.executable, "-m", "argmine.cli", *arguments], capture_output=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith(b"argmine: ")
    assert result.stderr.count(b"\n") == 1


def test_half_a_surrogate_pair_is_printed_and_not_written(folder: Path) -> None:
    (folder / "half.jsonl").write_text(json.dumps({**json.loads(LINE), "id": "\ud800"}), encoding="utf-8")
    arguments = [sys.executable, "-m", "argmine.cli", "corpora"]
    result = subprocess.run([*arguments, "validate", "half.jsonl", "one.jsonl"], capture_output=True, check=False)
    assert (result.returncode, result.stderr.count(b"\n")) == (1, 1)
    assert b"half.jsonl:1" in result.stdout
    (folder / "texts.jsonl").write_text(LINE.replace("نسأل", "\\ud800"), encoding="utf-8")
    assert fails_in_one_line(corpora("convert", "texts.jsonl", "-o", "out.jsonl"))
    assert not (folder / "out.jsonl").exists()
