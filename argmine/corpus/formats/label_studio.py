"""Label Studio JSON: tasks with annotations (or predictions) of spans, relations and choices.

Of several annotations of a task the first that was not cancelled is read, without any the first prediction.
``JSON_MIN`` exports (spans in ``label``) are read too. Functions and main claims are choices on a span, under the names
``function`` and ``main``. Carries everything: id, title and meta stand in the task's data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from argmine.article import Article
from argmine.corpus.formats.assembly import Link, Span, assemble, fit_span, links_of, own_meta
from argmine.corpus.formats.files import article_id, read_json, write_text
from argmine.corpus.formats.records import integer, mapping, sequence, text_of

_LABEL_KEYS = ("labels", "hypertextlabels", "paragraphlabels")
_DATA_KEYS = frozenset({"text", "article", "title", "meta"})
_NO_TYPE = "relation"  # Label Studio allows relations without a name


def read(path: Path) -> Iterator[Article]:
    """Read the tasks of an export.

    Parameters
    ----------
    path : Path
        A JSON file: a list of tasks, or one task.

    Yields
    ------
    Article
        In the order of the file; the id is ``article`` in the task's data, else the task's number.

    Raises
    ------
    ArgmineError
        With the file and the task's position, if a task is damaged or its offsets are not those of its text.
    """
    content = read_json(path)
    tasks = content if isinstance(content, list) else [content]
    for number, task in enumerate(tasks, 1):
        place = f"{path}: task {number}"
        yield _article(mapping(task, place), place, f"{article_id(path)}-{number}")


def _article(task: dict[str, object], place: str, fallback: str) -> Article:
    data = mapping(task.get("data", task), f"{place}: data")
    name = data.get("article", task.get("id"))
    identifier = fallback if name is None else str(name)
    where = f"{place}: article {identifier}"
    text = text_of(data.get("text"), f"{where}: data.text")
    spans: dict[str, Span] = {}
    links: list[Link] = []
    choices: list[tuple[str, dict[str, object]]] = []
    for entry in _results(task, where):
        result = mapping(entry, f"{where}: result")
        key = str(result.get("id", len(spans)))
        value = result.get("value", result)
        if result.get("type") == "relation":
            names = sequence(result.get("labels"), where)
            source, target = str(result.get("from_id")), str(result.get("to_id"))
            if result.get("direction") == "left":
                source, target = target, source
            links.append(Link(source, target, str(names[0]) if names else _NO_TYPE, place))
        elif isinstance(value, dict) and "choices" in value:
            choices.append((key, result))
        elif isinstance(value, dict) and any(name in value for name in _LABEL_KEYS):
            spans[key] = _span(key, value, text, where, place)
    for key, result in choices:
        if key in spans:
            chosen = sequence(mapping(result["value"], where)["choices"], where)
            if result.get("from_name") == "main":
                spans[key] = replace(spans[key], main=bool(chosen))
            elif result.get("from_name") == "function" and chosen:
                spans[key] = replace(spans[key], function=str(chosen[0]))
    meta = {key: value for key, value in data.items() if key not in _DATA_KEYS} if data is not task else {}
    known = data.get("meta")
    meta |= known if isinstance(known, dict) else {}
    return assemble(identifier, text, spans.values(), links, title=str(data.get("title") or ""), meta=meta)


def _results(task: dict[str, object], where: str) -> list[object]:
    annotations = sequence(task.get("annotations", task.get("completions")), f"{where}: annotations")
    done = [a for a in annotations if isinstance(a, dict) and not a.get("was_cancelled")]
    predictions = sequence(task.get("predictions"), f"{where}: predictions")
    for source in (*done, *predictions):
        return sequence(mapping(source, where).get("result"), f"{where}: result")
    return sequence(task.get("label"), f"{where}: label")


def _span(key: str, value: dict[str, object], text: str, where: str, place: str) -> Span:
    start = integer(value.get("start"), f"{where}: start of {key}")
    end = integer(value.get("end"), f"{where}: end of {key}")
    quoted = value.get("text")
    # Exports of long spans leave the text out, and of paragraphs have a list.
    start, end = fit_span(text, start, end, quoted if isinstance(quoted, str) else None, where)
    names = next(sequence(value[name], where) for name in _LABEL_KEYS if name in value)
    return Span(key, start, end, str(names[0]) if names else None, place=place)


def write(articles: Iterable[Article], path: Path) -> None:
    """Write articles as tasks with one annotation each.

    Parameters
    ----------
    articles : iterable of Article
        Any articles.
    path : Path
        The file.
    """
    tasks = []
    for article in articles:
        data = {"text": article.text, "article": article.id, "title": article.title, "meta": own_meta(article)}
        tasks.append({"data": data, "annotations": [{"result": list(_written(article))}]})
    write_text(path, json.dumps(tasks, ensure_ascii=False, indent=1) + "\n")


def _written(article: Article) -> Iterator[dict[str, object]]:
    for index, unit in enumerate(article.units):
        place = {"start": unit.start, "end": unit.end, "text": article.unit_text(index)}

        def result(
            name: str, kind: str, values: list[str], index: int = index, place: object = place
        ) -> dict[str, object]:
            value = {**place, kind: values} if isinstance(place, dict) else {}
            return {"id": f"u{index}", "from_name": name, "to_name": "text", "type": kind, "value": value}

        yield result("label", "labels", [unit.label] if unit.label else [])
        if unit.function:
            yield result("function", "choices", [unit.function])
        if unit.main:
            yield result("main", "choices", ["main"])
    for source, kind, target in links_of(article):
        yield {
            "type": "relation",
            "from_id": f"u{source}",
            "to_id": f"u{target}",
            "direction": "right",
            "labels": [kind],
        }
