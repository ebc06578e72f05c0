from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from argmine.cli.main import app
from conftest import EXAMPLE, ROOT
from typer.testing import CliRunner, Result

from argmine.corpus.loading import load_corpus
from argmine.schema import article_schema

SENTENCE = "يجب أن نسأل. وهل تضمن الحكومة ذلك؟\n"


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def test_alone_it_shows_help_with_three_examples() -> None:
    result = run()
    assert result.stdout.count("  argmine ") >= 3
    assert result.exit_code == 0
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


def _archive(path: Path, copies: int) -> Path:
    text = EXAMPLE.read_text(encoding="utf-8")
    lines = [json.dumps({"id": f"a{n}", "text": f"{text} {n}."}, ensure_ascii=False) for n in range(copies)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_jobs_keep_the_order_and_the_labels(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "archive.jsonl", 300)
    for jobs in (1, 2):
        assert run("label", archive, "-j", jobs, "-o", tmp_path / f"{jobs}.jsonl").exit_code == 0
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    ids = [json.loads(line)["id"] for line in (tmp_path / "1.jsonl").read_text(encoding="utf-8").splitlines()]
    assert ids == [f"a{n}" for n in range(300)]


def test_a_torn_output_is_resumed_to_the_same_bytes(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "archive.jsonl", 12)
    whole, torn = tmp_path / "whole.jsonl", tmp_path / "torn.jsonl"
    run("label", archive, "-o", whole)
    torn.write_bytes(whole.read_bytes()[: len(whole.read_bytes()) * 2 // 3])
    assert run("label", archive, "-o", torn, "--resume").exit_code == 0
    assert torn.read_bytes() == whole.read_bytes()


def test_resuming_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.jsonl").write_text("my notes\n", encoding="utf-8")
    result = run("label", EXAMPLE, "-o", tmp_path / "notes.jsonl", "--resume")
    assert result.exit_code == 1
    assert "no output to resume" in result.stderr
    assert (tmp_path / "notes.jsonl").read_text(encoding="utf-8") == "my notes\n"


def test_an_interrupt_leaves_complete_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from argmine.analyzer import Analyzer

    archive = _archive(tmp_path / "archive.jsonl", 40)
    original = Analyzer.analyze_articles
    calls = []

    def interrupted(self: Analyzer, articles: object) -> object:
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return original(self, articles)  # type: ignore[arg-type]

    monkeypatch.setattr(Analyzer, "analyze_articles", interrupted)
    result = run("label", archive, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "--resume" in result.stderr
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 32
    assert all(json.loads(line)["units"] for line in lines)


def test_parquet_goes_in_and_out(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    table = pa.table({"id": ["x", "y"], "text": [SENTENCE, SENTENCE]})
    pq.write_table(table, tmp_path / "in.parquet")
    result = run("label", tmp_path / "in.parquet", "-f", "parquet", "-o", tmp_path / "out.parquet")
    assert result.exit_code == 0, result.output
    units = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert [unit["article"] for unit in units] == ["x", "x", "y", "y"]
    assert units[1]["text"] == "وهل تضمن الحكومة ذلك؟"


def test_a_local_dask_cluster_gives_the_serial_labels(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    archive = _archive(tmp_path / "archive.jsonl", 260)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        result = run(
            *("label", archive, "-o", tmp_path / "dask.jsonl", "-j", -1),
            *("--backend", "dask", "--scheduler", cluster.scheduler_address),
        )
    assert result.exit_code == 0, result.output
    run("label", archive, "-o", tmp_path / "serial.jsonl")
    assert (tmp_path / "dask.jsonl").read_bytes() == (tmp_path / "serial.jsonl").read_bytes()


def test_attach_writes_what_it_found_and_names_what_it_did_not(tmp_path: Path) -> None:
    from argmine.article import Article, Unit
    from argmine.corpus.standoff import detach

    records = [detach(Article(name, name * 3, (Unit(0, 3, "none"),))) for name in ("ا", "ب")]
    (tmp_path / "s.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    (tmp_path / "t.jsonl").write_text(json.dumps({"id": "other", "text": "ااا"}), encoding="utf-8")
    result = run(
        "corpora", "attach", tmp_path / "s.jsonl", "--texts", tmp_path / "t.jsonl", "-o", tmp_path / "out.jsonl"
    )
    assert result.exit_code == 1
    assert "no text for ب" in result.stderr
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["id"] == "ا"


def test_a_batch_of_pages_gets_an_index_that_compares_them(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("أول مقال.txt", "index.txt"):
        (tmp_path / "in" / name).write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_text("", encoding="utf-8")
    result = run("report", tmp_path / "in", "-f", "html", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["index-2.html", "index.html", "أول مقال.html"]
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert 'href="index-2.html"' in index
    assert "%D8%A3%D9%88%D9%84%20" in index


def test_corpora_are_converted_there_and_back(tmp_path: Path) -> None:
    source = ROOT / "corpora" / "opeds.jsonl"
    converted = run("corpora", "convert", "opeds", "-o", tmp_path / "brat", "--to", "brat")
    assert converted.exit_code == 0
    assert "units" in converted.output
    assert run("corpora", "validate", tmp_path / "brat").exit_code == 0
    assert "rhetorical_question" in run("corpora", "stats", tmp_path / "brat", "--from", "brat").output
    assert run("corpora", "convert", source, "-o", tmp_path / "c.csv").exit_code == 0
    assert run("corpora", "convert", tmp_path / "c.csv", "-o", tmp_path / "back.jsonl").exit_code == 0
    # a table has no place for what each annotator said before adjudication
    kept = [replace(article, annotations={}) for article in load_corpus(source)]
    assert list(load_corpus(tmp_path / "back.jsonl")) == kept
    assert "cannot express" in converted.stderr
    assert "webanno" in run("corpora", "formats").output


def test_a_damaged_corpus_is_not_converted_in_part(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("article,start,end,text,label\na,0,9,نعم,claim\n", encoding="utf-8")
    result = run("corpora", "convert", "opeds", tmp_path / "a.csv", "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"argmine: {tmp_path / 'a.csv'}:2: article a: ")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "x.unknown"),
        ("-o", "x.csv", "--from", "nothing"),
        ("-o", "x.csv", "--to", "nothing"),
        ("-o", "x", "--to", "iam"),
    ],
)
def test_conversions_without_a_format_are_bad_usage(arguments: tuple[str, ...]) -> None:
    result = run("corpora", "convert", "opeds", *arguments)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_model_is_trained_on_a_corpus_in_another_format(tmp_path: Path) -> None:
    lines = (ROOT / "corpora" / "opeds.jsonl").read_text(encoding="utf-8").splitlines()[:6]
    (tmp_path / "six.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("corpora", "convert", tmp_path / "six.jsonl", "-o", tmp_path / "six", "--to", "conll").exit_code == 0
    trained = run("train", tmp_path / "six", "--from", "conll", "-o", tmp_path / "m.joblib", "--no-scores")
    assert trained.exit_code == 0, trained.output
    assert run("train", "opeds", "--from", "nothing", "-o", tmp_path / "m.joblib").exit_code == 2
