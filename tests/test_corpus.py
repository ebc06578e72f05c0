from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from conftest import ROOT

from argmine.article import FUNCTIONS, Article
from argmine.corpus.corpus import Corpus
from argmine.corpus.jsonl import article_to_dict, dump_articles, parse_article
from argmine.corpus.loading import load_corpus
from argmine.corpus.statistics import corpus_statistics
from argmine.corpus.validation import check_article, validate_files
from argmine.errors import ArgmineError
from argmine.evaluation.folds import unseen_in
from argmine.schema import article_schema


def test_the_shipped_corpus_is_valid_and_fits_the_schema(opeds: Corpus) -> None:
    assert [str(problem) for problem in validate_files([ROOT / "corpora" / "opeds.jsonl"])] == []
    for article in opeds:
        jsonschema.validate(article_to_dict(article), article_schema())


def test_the_shipped_corpus_has_every_function_and_whole_articles(opeds: Corpus) -> None:
    assert len(opeds) >= 24
    assert {unit.function for article in opeds for unit in article.units if unit.function} == set(FUNCTIONS)
    assert all(sum(unit.main for unit in article.units) == 1 for article in opeds)


def test_articles_survive_a_round_trip(small_article: Article) -> None:
    assert parse_article(dump_articles([small_article]), "x:1") == small_article


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "string 'text'"),
        ('{"text": 3}', "string 'text'"),
        ('{"text": "ن", "units": [{"start": 0}]}', "'end' is missing"),
        ('{"text": "ن", "units": [{"start": 1, "end": 1}]}', "start < end"),
        ('{"text": "ن", "units": [{"start": "0", "end": 1}]}', "whole number"),
        ('{"text": "ن", "units": {}}', "'units' must be a list"),
        ('{"text": "ن", "meta": []}', "'meta' must be"),
    ],
)
def test_a_bad_line_is_named(line: str, message: str) -> None:
    with pytest.raises(ArgmineError, match=message) as caught:
        parse_article(line, "corpus.jsonl:7")
    assert "corpus.jsonl:7" in str(caught.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": "opinion"}, "unknown label"),
        ({"end": 99}, "after the text"),
        ({"start": 0, "end": 16}, "white space"),
        ({"function": "denial"}, "no rhetorical question"),
        ({"relation": {"type": "support", "target": 9}}, "does not exist"),
        ({"relation": {"type": "likes", "target": 1}}, "relation type"),
        ({"main": True}, "several main claims"),
    ],
)
def test_each_problem_of_a_corpus_is_found(change: dict[str, object], message: str, small_article: Article) -> None:
    record = article_to_dict(small_article)
    record["units"][0].update(change)  # type: ignore[index]
    broken = parse_article(json.dumps(record), "x:1")
    assert any(message in problem for problem in check_article(broken))


def test_circles_and_duplicates_are_found(small_article: Article, tmp_path: Path) -> None:
    record = article_to_dict(small_article)
    record["units"][1] = {"start": 16, "end": 36, "label": "claim", "relation": {"type": "support", "target": 2}}  # type: ignore[index]
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps(record) + "\n" + json.dumps(record), encoding="utf-8")
    problems = [str(problem) for problem in validate_files([path])]
    assert any("circle" in problem for problem in problems)
    assert any(f"{path}:2" in problem and "same id" in problem for problem in problems)


def test_to_xy_has_a_row_for_each_unit_with_its_paragraph(small_article: Article) -> None:
    X, y, groups = Corpus((small_article,)).to_xy()
    assert X["paragraph"].tolist() == [0, 1, 1]
    assert y.tolist() == ["evidence", "claim", "rhetorical_question"]
    assert set(groups) == {"writer"}


def test_an_author_is_one_however_the_name_is_spelled(small_article: Article) -> None:
    names = [
        "أميمة عبد الله",
        "اميمه عبدالله",
        "د. أميمة عبدالله",
        "أ.د. أميمة عبد الله",
        "الدكتورة أميمة عبد الله",
        "دانية",
    ]
    articles = [replace(small_article, id=str(n), meta={"author": name}) for n, name in enumerate(names)]
    *same, other = Corpus(tuple(articles)).groups()
    assert len(set(same)) == 1
    assert other not in same
    held = Corpus((replace(small_article, text="نص آخر", meta={"author": "اميمة عبدالله"}),))
    assert [article.id for article in unseen_in(Corpus(tuple(articles)), held)] == ["5"]
    assert not len(unseen_in(Corpus(tuple(articles)), Corpus((replace(small_article, meta={}),))))  # the same text


def test_statistics_add_up(opeds: Corpus) -> None:
    numbers = corpus_statistics(opeds)
    assert sum(numbers["labels"].values()) == numbers["units"] == opeds.n_units  # type: ignore[attr-defined]
    assert sum(numbers["functions"].values()) == numbers["labels"]["rhetorical_question"]  # type: ignore[attr-defined,index]


def test_missing_and_unlabelled_corpora_are_named(tmp_path: Path) -> None:
    with pytest.raises(ArgmineError, match="opeds"):
        load_corpus("no-such-corpus")
    (tmp_path / "plain.jsonl").write_text('{"id": "1", "text": "نعم."}', encoding="utf-8")
    with pytest.raises(ArgmineError, match="no article has units"):
        load_corpus(tmp_path / "plain.jsonl")


def test_labels_without_text_find_their_text_again(small_article: Article, tmp_path: Path) -> None:
    from argmine.corpus.standoff import attach, detach

    record = detach(small_article)
    assert small_article.text not in json.dumps(record, ensure_ascii=False)
    other = {**record, "id": "lost", "sha256": "0" * 64, "meta": {"url": "https://example.com/lost"}}
    path = tmp_path / "x.standoff.jsonl"
    path.write_text("\n".join(map(json.dumps, [record, other])), encoding="utf-8")
    attached = attach(path, [small_article])
    assert attached.articles == (small_article,)
    assert attached.missing == ("lost https://example.com/lost",)


def _standoff(article: Article, **change: object) -> str:
    from argmine.corpus.standoff import detach

    record = detach(article)
    record["units"][0].update(change)  # type: ignore[index]
    return json.dumps(record)


def _problems(tmp_path: Path, *lines: str) -> list[str]:
    path = tmp_path / "x.standoff.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return [str(problem) for problem in validate_files([path])]


def test_the_shipped_labels_without_text_are_valid() -> None:
    files = [ROOT / "corpora" / name for name in ("press.standoff.jsonl", "press-more.standoff.jsonl")]
    assert [str(problem) for problem in validate_files(files)] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": "opinion"}, "unknown label"),
        ({"end": 40}, "before the unit before it ends"),
        ({"end": 0}, "start < end"),
        ({"function": "denial"}, "no rhetorical question"),
        ({"relation": {"type": "support", "target": 9}}, "does not exist"),
        ({"relation": {"type": "likes", "target": 1}}, "relation type"),
        ({"main": True}, "several main claims"),
        ({"label": ["claim"]}, "expected a name"),
    ],
)
def test_labels_without_text_are_checked(
    change: dict[str, object], message: str, small_article: Article, tmp_path: Path
) -> None:
    assert _problems(tmp_path, _standoff(small_article)) == []
    assert any(message in problem for problem in _problems(tmp_path, _standoff(small_article, **change)))


def test_a_record_without_text_that_stands_twice_or_has_no_hash_is_found(
    small_article: Article, tmp_path: Path
) -> None:
    line = _standoff(small_article)
    again, other = json.loads(line), json.loads(line)
    again["id"], other["id"], other["sha256"] = "again", "other", "abc"
    problems = _problems(tmp_path, line, line, json.dumps(again), json.dumps(other), "{}")
    assert [problem.split(":")[1] for problem in problems] == ["2", "2", "3", "4", "5"]
    assert "same id" in problems[0]
    assert "same text" in problems[1]
    assert "same text" in problems[2]
    assert "64 hexadecimal digits" in problems[3]
    assert "needs 'text' or 'sha256'" in problems[4]


def test_what_each_annotator_said_is_checked(small_article: Article, tmp_path: Path) -> None:
    from argmine.corpus.standoff import detach

    record = article_to_dict(small_article)
    record["annotations"] = {"first": record["units"], "second": [{"start": 0, "end": 15, "label": "opinion"}]}
    article = parse_article(json.dumps(record), "x:1")
    assert list(check_article(article)) == ["annotator second: unit 0: unknown label 'opinion'"]
    (problem,) = _problems(tmp_path, json.dumps(detach(article)))
    assert "annotator second: unit 0: unknown label" in problem


def test_labels_without_text_do_not_train(small_article: Article, tmp_path: Path) -> None:
    path = tmp_path / "x.standoff.jsonl"
    path.write_text(_standoff(small_article), encoding="utf-8")
    with pytest.raises(ArgmineError, match="argmine corpora attach"):
        load_corpus(path)


def test_damaged_standoff_files_are_named(small_article: Article, tmp_path: Path) -> None:
    from argmine.corpus.standoff import attach, detach

    path = tmp_path / "x.standoff.jsonl"
    path.write_text('{"id": "a"}', encoding="utf-8")
    with pytest.raises(ArgmineError, match=r"x\.standoff\.jsonl:1: neither an article nor a stand-off record"):
        attach(path, [])
    record = detach(small_article)
    record["units"][-1]["end"] = 999  # type: ignore[index]
    path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ArgmineError, match="ends after the text"):
        attach(path, [small_article])
