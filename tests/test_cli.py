from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from argmine.cli.main import app
from conftest import EXAMPLE, ROOT
from typer.testing import CliRunner, Result

from argmine.schema import article_schema

SENTENCE = "يجب أن نسأل. وهل تضمن الحكومة ذلك؟\n"


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def test_alone_it_shows_help_with_three_examples() -> None:
    result = run()
    assert result.output.count("  argmine ") >= 3
    assert result.exit_code in {0, 2}
    assert run("--help").exit_code == 0


def test_version() -> None:
    assert run("--version").output.startswith("argmine 0.")


def test_help_does_not_import_scikit_learn() -> None:
    code = "import sys; sys.argv=['argmine','--help']\nfrom argmine.cli.main import app\n"
    code += "try: app()\nexcept SystemExit: pass\n"
    code += "print(sorted(m for m in sys.modules if m.split('.')[0] in {'sklearn','numpy','scipy','joblib','pandas'}))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_labelling_does_not_import_scikit_learn() -> None:
    code = f"import sys; sys.argv=['argmine','label',{str(EXAMPLE)!r}]\nfrom argmine.cli.main import app\n"
    code += "try: app()\nexcept SystemExit: pass\n"
    code += "print(sorted(m for m in sys.modules if m in {'sklearn','scipy','pandas','networkx'}))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("format_name", ["text", "html", "markdown", "json", "csv", "tsv"])
def test_report_prints_every_format(format_name: str) -> None:
    result = run("report", EXAMPLE, "--format", format_name)
    assert result.exit_code == 0
    assert "فمن الذي" in result.output


def test_report_writes_a_file_or_a_folder(tmp_path: Path) -> None:
    assert run("report", EXAMPLE, "-f", "html", "-o", tmp_path / "r.html").exit_code == 0
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    (tmp_path / "مقال أول.txt").write_text(SENTENCE, encoding="utf-8")
    result = run("report", EXAMPLE, tmp_path / "مقال أول.txt", "-f", "markdown", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["bridge.md", "مقال أول.md"]


def test_labels_fit_the_schema_and_the_text() -> None:
    record = json.loads(run("label", EXAMPLE).output)
    jsonschema.validate(record, article_schema())
    assert record["text"] == EXAMPLE.read_text(encoding="utf-8")
    assert all(record["text"][unit["start"] : unit["end"]].strip() for unit in record["units"])
    assert record["model"]["name"] == "oped"


def test_labels_of_several_op_eds_share_one_csv_header(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(SENTENCE, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(run("label", EXAMPLE, tmp_path / "b.txt", "-f", "csv").output)))
    assert {row["article"] for row in rows} == {"bridge", "b"}
    assert all(row["unit"].isdigit() for row in rows)


def test_standard_input_is_read() -> None:
    result = run("label", "-", stdin=SENTENCE.encode())
    assert [unit["end"] for unit in json.loads(result.output)["units"]] == [12, 34]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n ", "empty"),
        ("latin.txt", b"no arabic here", "no Arabic letters"),
        ("binary.txt", b"\x00\x01\x02\xff" * 50, "binary"),
        ("missing.txt", None, "no such file"),
        ("broken.jsonl", b"{", "not JSON"),
        ("undecodable.txt", b"\xff\xfe\xff", "utf-16"),
    ],
)
@pytest.mark.parametrize("command", ["report", "label"])
def test_bad_files_fail_in_one_line_and_good_ones_are_still_done(
    command: str, name: str, content: bytes | None, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = run(command, path, EXAMPLE)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert str(path) in line
    assert message in line
    assert "الجسر" in result.stdout


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    result = run("report", tmp_path)
    assert result.exit_code == 1
    assert "no texts" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", EXAMPLE, "--format", "pdf"),
        ("report", EXAMPLE, "--lang", "fr"),
        ("report",),
        ("label", EXAMPLE, "--format", "xml"),
        ("label", EXAMPLE, "--jobs", "0"),
        ("evaluate", "oped", "opeds", "--split", "dev"),
        ("no-such-command",),
    ],
)
def test_bad_usage_exits_with_2(arguments: tuple[object, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_file_that_is_no_model_is_told_in_one_line() -> None:
    result = run("report", EXAMPLE, "--model", EXAMPLE)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "not an argmine model" in result.stderr


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = run("report", EXAMPLE, "-o", tmp_path / "missing" / "r.txt")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_train_evaluate_and_show_a_model_of_ones_own(tmp_path: Path) -> None:
    lines = (ROOT / "corpora" / "opeds.jsonl").read_text(encoding="utf-8").splitlines()[:8]
    corpus = tmp_path / "mine.jsonl"
    corpus.write_text("\n".join(lines), encoding="utf-8")
    trained = run("train", corpus, "-o", tmp_path / "mine.joblib")
    assert trained.exit_code == 0, trained.output
    assert "macro-F1" in trained.output
    assert "8 op-eds" in (tmp_path / "mine.md").read_text(encoding="utf-8")
    assert "no test" in run("evaluate", tmp_path / "mine.joblib", corpus).output
    evaluated = run("evaluate", tmp_path / "mine.joblib", corpus, "--format", "json")
    assert json.loads(evaluated.output)["articles"] == 8
    assert "mine" in run("models", "show", tmp_path / "mine.joblib").output
    assert run("report", EXAMPLE, "--model", tmp_path / "mine.joblib").exit_code == 0


def test_corpora_commands(tmp_path: Path) -> None:
    assert "opeds" in run("corpora", "list").output
    assert run("corpora", "validate", ROOT / "corpora" / "opeds.jsonl").exit_code == 0
    assert json.loads(run("corpora", "stats", "opeds", "--format", "json").output)["articles"] >= 24
    (tmp_path / "bad.jsonl").write_text('{"id": "1", "text": "نعم", "units": [{"start": 0, "end": 3, "label": "x"}]}')
    result = run("corpora", "validate", tmp_path / "bad.jsonl")
    assert result.exit_code == 1
    assert "unknown label 'x'" in result.output


def test_models_are_listed() -> None:
    assert "oped" in run("models", "list").output
