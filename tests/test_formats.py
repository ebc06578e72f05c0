from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SHARED
from hypothesis import given, settings
from hypothesis import strategies as st

from argmine.article import Article, Relation, Unit
from argmine.corpus.formats.conversion import write_corpus
from argmine.corpus.formats.guessing import guess_format
from argmine.corpus.formats.registry import FORMATS, read, write
from argmine.corpus.loading import load_corpus
from argmine.corpus.validation import validate_files
from argmine.errors import ArgmineError

SAMPLES = SHARED / "data" / "external"
WRITTEN = [name for name, form in FORMATS.items() if form.writer]


@pytest.fixture
def articles(small_article: Article) -> list[Article]:
    """Two articles: an emoji moves UTF-16 offsets, an id is no file name, text lies between the units."""
    text = "قال: 😀 «نعم». وهو، كما قيل، خطأ!\nهل يكفي [هذا] | أم_لا؟ لا."
    units = (
        Unit(text.index("قال"), text.index(" وهو"), "none"),
        Unit(text.index("خطأ"), text.index("!") + 1, "claim", main=True),
        Unit(text.index("هل"), text.index("؟") + 1, "rhetorical_question", "reproach", Relation("attack", 1)),
        Unit(text.index("لا."), len(text), "evidence", relation=Relation("support", 1)),
    )
    return [small_article, Article("صحيفة/2: أ", text, units, "", {"topic": "سؤال", "year": 2024})]


def carried(article: Article, name: str) -> Article:
    """Return what a format can carry of an article, as its module's docstring says."""
    if name in {"jsonl", "csv", "tsv", "label-studio"}:
        return article
    if name == "doccano":
        return replace(article, units=tuple(replace(unit, function=None, main=False) for unit in article.units))
    bare = replace(article, title="", meta={})
    if name in {"brat", "webanno", "arggraph"}:
        return bare
    if name == "xaif":
        author = {"author": article.meta["author"]} if "author" in article.meta else {}
        units = tuple(replace(unit, function=None) for unit in article.units)
        return replace(bare, id=article.id, units=units, meta=author)
    units = tuple(replace(unit, function=None, relation=None, main=False) for unit in article.units)
    if name == "conll":
        return replace(bare, units=units)
    if name == "munazarat":
        last = units[-1].end
        kept = "".join(
            c if any(unit.start <= i < unit.end for unit in units) else " " for i, c in enumerate(article.text[:last])
        )
        return replace(bare, text=kept, units=units)
    lines, start, joined = article.unit_texts, 0, []
    for unit, line in zip(units, lines, strict=True):
        joined.append(replace(unit, start=start, end=start + len(line)))
        start += len(line) + 1
    return replace(bare, text="\n".join(lines), units=tuple(joined))


@pytest.mark.parametrize("name", WRITTEN)
def test_articles_survive_a_round_trip(name: str, articles: list[Article], tmp_path: Path) -> None:
    path = tmp_path / f"corpus{'' if FORMATS[name].folder else FORMATS[name].suffixes[0]}"
    write_corpus(articles, path, name)
    back = sorted(read(path, name), key=lambda article: article.id)
    assert back == [carried(article, name) for article in articles]
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", WRITTEN)
def test_the_format_of_what_argmine_writes_is_guessed(name: str, articles: list[Article], tmp_path: Path) -> None:
    path = tmp_path / f"corpus{'' if FORMATS[name].folder else FORMATS[name].suffixes[0]}"
    write_corpus(articles, path, name)
    assert guess_format(path) == name
    assert load_corpus(path).n_units == sum(len(article.units) for article in articles)


@st.composite
def random_articles(draw: st.DrawFn) -> Article:
    text = draw(st.text(alphabet="اب ج.؟«»\n\r\t\"',;|[]_\\*😀éx", min_size=1, max_size=60))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if text[a:b].strip()]
    spans = [(b - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in spans]
    units = []
    for index, (start, end) in enumerate(spans):
        target = draw(st.one_of(st.none(), st.integers(0, len(spans) - 1)))
        relation = None if target in {None, index} else Relation(draw(st.sampled_from(["support", "attack"])), target)
        label = draw(st.sampled_from(["claim", "none_such", "Major|Claim", "ادعاء"]))
        units.append(Unit(start, end, label, relation=relation, main=draw(st.booleans())))
    return Article("a", text, tuple(units))


@pytest.mark.parametrize("name", ["jsonl", "csv", "tsv", "label-studio", "brat"])
@given(article=random_articles())
@settings(max_examples=60, deadline=None)
def test_any_article_survives_exactly(name: str, article: Article, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    path = folder if FORMATS[name].folder else folder / "corpus"
    write([article], path, name)
    assert list(read(path, name)) == [article]


@pytest.mark.parametrize("name", ["conll", "webanno", "doccano", "doccano-csv"])
@given(article=random_articles())
@settings(max_examples=60, deadline=None)
def test_any_units_keep_their_words_and_labels(
    name: str, article: Article, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    path = folder if FORMATS[name].folder else folder / "corpus"
    write([article], path, name)
    units = [(unit, text) for back in read(path, name) for unit, text in zip(back.units, back.unit_texts, strict=True)]
    assert [unit.label for unit, _ in units] == [unit.label for unit in article.units]
    assert ["".join(text.split()) for _, text in units] == ["".join(text.split()) for text in article.unit_texts]


@pytest.mark.parametrize(
    ("sample", "name", "labels"),
    [
        ("formats/aaec_brat", "brat", {"MajorClaim": 153, "Claim": 304, "Premise": 809}),
        ("formats/abstrct_brat", "brat", {"Premise": 218, "Claim": 99, "MajorClaim": 9}),
        ("formats/brat_conll_samples", "brat", {"Premise": 21, "Claim": 8, "MajorClaim": 6}),
        ("formats/brat_conll_samples", "conll", {"proposal": 9, "result": 5}),
        ("formats/abstrct_bio_tsv", "conll", {"Premise": 656, "Claim": 356}),
        ("formats/microtexts_xml", "arggraph", {"pro": 451, "opp": 125}),
        ("formats/iam_tsv", "iam", {"O": 13602, "E": 1108, "C": 527}),
        ("formats/cimt_tsv", "doccano-csv", {"mpos": 960, "premise": 250, "non-arg": 172, "mpos+premise": 123}),
        ("formats/debiss_csv", "debiss", {"claim": 19}),
        ("munazarat-testing.csv", "munazarat", {"CLAIM": 211, "ETHOS": 1209}),
    ],
)
def test_published_corpora_are_read_whole(sample: str, name: str, labels: dict[str, int]) -> None:
    path = SAMPLES / sample
    if not path.exists():
        pytest.skip("the samples of other people's corpora are not here")
    if "brat_conll" not in sample:  # the one folder with two formats
        assert guess_format(path) == name
    articles = list(read(path, name))
    counts = Counter(unit.label for article in articles for unit in article.units)
    assert {label: counts[label] for label in labels} == labels
    assert len({article.id for article in articles}) == len(articles)
    assert all(unit.end <= len(article.text) for article in articles for unit in article.units)


TEXT = "الأمر سيئ. لأن الثمن زاد."
GRAPH = """<arggraph id="g"><edu id="e1">أولا.</edu><edu id="e2">ثانيا.</edu><edu id="e3">ثالثا.</edu>
<edu id="e4">رابعا.</edu>
<adu id="a1" type="pro"/><adu id="a2" type="opp"/><adu id="a3" type="pro"/><adu id="a4" type="pro"/>
<edge id="s1" src="e1" trg="a1" type="seg"/><edge id="s2" src="e2" trg="a2" type="seg"/>
<edge id="s3" src="e3" trg="a3" type="seg"/><edge id="s4" src="e4" trg="a4" type="seg"/>
<edge id="c1" src="a2" trg="a1" type="reb"/><edge id="c2" src="a3" trg="c1" type="und"/>
<edge id="c3" src="a4" trg="c2" type="add"/></arggraph>"""


def test_undercuts_and_joins_of_a_graph_become_relations(tmp_path: Path) -> None:
    (tmp_path / "g.xml").write_text(GRAPH, encoding="utf-8")
    (article,) = read(tmp_path / "g.xml", "arggraph")
    assert article.text == "أولا. ثانيا. ثالثا. رابعا."
    attack = [None if unit.relation is None else unit.relation.target for unit in article.units]
    assert attack == [None, 0, 1, 1]
    assert [unit.main for unit in article.units] == [True, False, False, False]


def test_a_stance_is_a_relation_to_the_major_claim_and_other_relations_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    lines = ["T1\tMajorClaim 0 10\tالأمر سيئ.", "T2\tClaim 11 25\tلأن الثمن زاد.", "A1\tStance T2 Against"]
    (tmp_path / "a.ann").write_text(
        "\n".join([*lines, "R1\tdetail Arg1:T1 Arg2:T2", "#1\tAnnotatorNotes T1\tx"]), "utf-8"
    )
    (article,) = read(tmp_path, "brat")
    assert article.units[1].relation == Relation("attack", 0)
    assert article.meta == {"further_relations": [[0, "detail", 1]]}


def test_label_studio_reads_predictions_directions_and_utf16(tmp_path: Path) -> None:
    value = {"start": 3, "end": 6, "text": "نعم", "labels": ["Claim"]}
    other = {"start": 0, "end": 2, "text": "😀", "labels": ["Premise"]}
    relation = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["Supports"]}
    result = [{"id": "a", "type": "labels", "value": value}, {"id": "b", "type": "labels", "value": other}, relation]
    task = {"id": 7, "data": {"text": "😀 نعم", "source": "x"}, "annotations": [], "predictions": [{"result": result}]}
    (tmp_path / "t.json").write_text(json.dumps([task]), encoding="utf-8")
    (article,) = load_corpus(tmp_path / "t.json")
    assert article.id == "7"
    assert article.unit_texts == ["😀", "نعم"]
    assert article.units[0].relation == Relation("support", 1)
    assert article.meta == {"source": "x"}


def test_doccano_reads_the_form_with_triples(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text(json.dumps({"id": 1, "text": TEXT, "label": [[0, 10, "C"]]}), encoding="utf-8")
    (article,) = load_corpus(tmp_path / "d.jsonl")
    assert (article.id, article.units) == ("1", (Unit(0, 10, "C"),))


def test_xaif_without_its_text_is_joined_and_marked_up_text_is_cleaned(tmp_path: Path) -> None:
    nodes = [{"nodeID": "1", "text": "أولا", "type": "I"}, {"nodeID": "2", "text": "ثانيا", "type": "I"}]
    nodes.append({"nodeID": "3", "text": "Default Conflict", "type": "CA"})
    edges = [{"fromID": "2", "toID": "3"}, {"fromID": "3", "toID": "1"}]
    graph = {"nodes": nodes, "edges": edges}
    for name, record, text in (
        ("bare", graph, "أولا\nثانيا"),
        ("marked", {"AIF": graph, "text": {"txt": "<b>أولا</b> ثم<br>ثانيا"}}, "أولا ثم\nثانيا"),
    ):
        (tmp_path / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
        (article,) = read(tmp_path / f"{name}.json", "xaif")
        assert article.text == text
        assert article.units[1].relation == Relation("attack", 0)


def test_webanno_of_another_project_is_read(tmp_path: Path) -> None:
    lines = [
        "#FORMAT=WebAnno TSV 3.3",
        "#T_SP=webanno.custom.Arg|kind|type",
        "#T_RL=webanno.custom.Rel|BT_webanno.custom.Arg",
    ]
    lines += [
        "",
        "",
        "#Text=هذا خطأ .",
        "1-1\t0-3\tهذا\t*[1]\tClaim[1]\t2-1[0_1]\t",
        "1-2\t4-7\tخطأ\t*[1]\tClaim[1]\t_\t",
    ]
    lines += ["1-3\t8-9\t.\t_\t_\t_\t", "", "#Text=لماذا", "2-1\t10-15\tلماذا\t*\tQ\t_\t", ""]
    (tmp_path / "w.tsv").write_text("\n".join(lines), encoding="utf-8")
    (article,) = load_corpus(tmp_path / "w.tsv")
    assert article.unit_texts == ["هذا خطأ", "لماذا"]
    assert article.meta["further_relations"] == [[1, "Rel", 0]]


BAD = [
    ("csv", "article,start,end,text\na,0,x,نعم", ":2: article a: end must be a whole number"),
    ("csv", "article,start,end,text\na,0,9,نعم", ":2: article a: .* do not fit a text of 3"),
    ("csv", "article,start,end,text\na,0,3,نعم\na,1,4,نعم", ":3: article a: .*different versions"),
    ("csv", "article,start,end,text\na,0,3", ":2: 3 fields, the header has 4"),
    ("csv", 'article,start,end,text\na,0,3,"نعم', ":2: not a table"),
    ("csv", "article,text\na,نعم", ":2: no column 'start'"),
    ("doccano-csv", "text,tag\nنعم,x", ":1: a table of sentences needs"),
    ("conll", "نعم\tB-x\nكلا", ":2: article bad: expected a token and a tag"),
    ("conll", "نعم\tNOUN", ":1: article bad: 'NOUN' is no BIO tag"),
    ("doccano", '{"text": "نعم", "label": [[0, 9, "x"]]}', ":1: article bad-1: the span 0 to 9"),
    ("doccano", '{"text": "نعم", "label": [[0, "x"]]}', ":1: article bad-1: a label is"),
    ("doccano", '{"text"', ":1: not JSON"),
    ("doccano", '{"id": 1, "label": []}', ":1: article 1: text: expected a text, got nothing"),
    ("label-studio", "[{}", "not JSON"),
    ("label-studio", '[{"data": {}}]', "task 1: article bad-1: data.text: expected a text"),
    (
        "label-studio",
        '[{"data": {"text": "نعم"}, "annotations": [{"result": [{"value": {"start": 0, "end": 3, "text": "كلا", '
        '"labels": []}}]}]}]',
        "the annotation says 'كلا'",
    ),
    ("arggraph", "<arggraph>", ":1: not XML"),
    ("arggraph", "<html/>", "begins with <arggraph>"),
    ("arggraph", '<!DOCTYPE a [<!ENTITY x "y">]><arggraph/>', "entities"),
    ("arggraph", GRAPH.replace('trg="a1" type="reb"', 'trg="a9" type="reb"'), "leads to 'a9'"),
    ("arggraph", GRAPH.replace('trg="c2" type="add"', 'trg="c3" type="add"'), "is no other edge"),
    ("webanno", "x", ":1: expected '#FORMAT=WebAnno TSV 3"),
    ("webanno", "#FORMAT=WebAnno TSV 3.3\n#Text=نعم\n1-1\t0-3", ":3: article bad: not a token line"),
    (
        "webanno",
        "#FORMAT=WebAnno TSV 3.3\n#Text=نعم كلا\n1-1\t0-3\tنعم\t\n1-2\t5-8\tكلا\t",
        ":4: .*does not stand at 5 to 8",
    ),
    ("xaif", '{"nodes": [], "edges": [{"fromID": 1, "toID": 2}]}', "does not exist"),
    ("iam", "O\tنعم", ":1: 2 columns"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD)
def test_bad_input_is_one_line_with_the_place(name: str, content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "bad"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ArgmineError, match=message) as caught:
        list(read(path, name))
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T1\tClaim 0 4\tكلام", r":1: article a: at 0 to 4 .*another version"),
        ("T1\tClaim 0 99\tالأمر", r":1: article a: "),
        ("T1\tClaim 0 x\tالأمر", r":1: article a: not a line of brat's"),
        ("T1\tClaim 0 5;11 13\tالأمر لأن", r":1: article a: T1 leaves out the text"),
        ("R1\tsupports Arg1:T1 Arg2:T2", r":1: article a: a relation names 'T1'"),
        ("A1\tmain T1", r":1: article a: an attribute of 'T1'"),
    ],
)
def test_damaged_brat_annotations_are_named(line: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ArgmineError, match=message):
        list(read(tmp_path, "brat"))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "jsonl"])
def test_mixed_encodings_are_named_with_the_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / "mixed.ann"
    (tmp_path / "mixed.txt").write_text(TEXT, encoding="utf-8")
    path.write_bytes("article,start,end,text\nنعم".encode() + "\nنعم".encode("cp1256"))
    with pytest.raises(ArgmineError, match=r"mixed\.ann:3: not UTF-8 .*save"):
        list(read(path, name))


@pytest.mark.parametrize(
    ("name", "units", "message"),
    [
        ("brat", (Unit(0, 5),), "unit 0 has no label"),
        ("brat", (Unit(0, 5, "main claim"),), "allows no space"),
        ("conll", (Unit(0, 5, "a"), Unit(3, 10, "b")), "begins inside the unit before it"),
        ("arggraph", (Unit(0, 5, "a"), Unit(3, 10, "b")), "begins inside the unit before it"),
        ("xaif", (Unit(0, 5, "none", relation=Relation("support", 1)), Unit(6, 9, "claim")), "labelled none"),
        ("iam", (Unit(0, 5, "a"),), "only reads"),
    ],
)
def test_what_a_format_cannot_express_is_refused_and_leaves_nothing(
    name: str, units: tuple[Unit, ...], message: str, tmp_path: Path
) -> None:
    with pytest.raises(ArgmineError, match=message):
        write_corpus([Article("b", TEXT, (Unit(0, 5, "x"),)), Article("a", TEXT, units)], tmp_path / "out", name)
    assert list(tmp_path.iterdir()) == []


def test_places_that_hold_something_else_are_refused(small_article: Article, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    with pytest.raises(ArgmineError, match="new or an empty one"):
        write_corpus([small_article], tmp_path / "full", "brat")
    with pytest.raises(ArgmineError, match="is a folder"):
        write_corpus([small_article], tmp_path / "full", "csv")
    with pytest.raises(ArgmineError, match="would share a file"):
        write_corpus([small_article, replace(small_article, id="SMALL")], tmp_path / "new", "brat")
    with pytest.raises(ArgmineError, match="cannot be written"):
        write_corpus([small_article], tmp_path / "missing" / "new", "brat")


def test_corpora_of_others_are_validated_without_our_label_set(articles: list[Article], tmp_path: Path) -> None:
    foreign = [replace(a, units=tuple(replace(unit, label="Thesis") for unit in a.units)) for a in articles]
    write_corpus(foreign, tmp_path / "c", "brat")
    assert list(validate_files([tmp_path / "c"])) == []
    broken = next((tmp_path / "c").glob("*.ann"))
    broken.write_text("T1\tThesis 0 3\tلا", encoding="utf-8")
    (problem,) = validate_files([tmp_path / "c"])
    assert problem.place == str(broken)
    assert "another version" in problem.message
