from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from argmine.article import Article, Unit
from argmine.corpus.corpus import Corpus
from argmine.evaluation.baselines import RULES, cross_label_baselines, label_baselines, label_by_cues
from argmine.evaluation.evaluate import evaluate_analyzer
from argmine.evaluation.folds import author_folds, cross_label
from argmine.evaluation.labellings import Labeller, Labelling, unit_learner
from argmine.evaluation.peers import peer_learner, peers, tfidf_logistic
from argmine.evaluation.reliability import Bin
from argmine.evaluation.scores import Evaluation, Interval


def _corpus(*rows: tuple[str, str, str]) -> Corpus:
    """One unit an article: author, text, label."""
    return Corpus(
        tuple(
            Article(str(number), text, (Unit(0, len(text), label),), meta={"author": author})
            for number, (author, text, label) in enumerate(rows)
        ),
        "tiny",
    )


TINY = _corpus(
    ("a", "يجب أن نرحل الآن", "claim"),
    ("b", "علينا أن نصمت الآن", "claim"),
    ("a", "قال الوزير أمس إنه باق", "evidence"),
    ("c", "هل نصدق ذلك؟", "rhetorical_question"),
)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("وهل نصدق هذا الكلام؟", "rhetorical_question"),
        ("وهل يأتي الضيف إلى البيت القديم", "otherwise"),
        ("ذكر التقرير أن النسبة بلغت عشرين في المائة", "evidence"),
        ("يجب على الحكومة أن ترحل فورا", "claim"),
        ("بداية القصة", "none"),
        ("للتواصل مع الكاتب عبر البريد الإلكتروني", "none"),
        ("الشارع طويل والبيت قديم والباب مغلق", "otherwise"),
    ],
)
def test_cue_rules(text: str, label: str) -> None:
    assert label_by_cues([text], "otherwise") == [label]


def test_rules_take_the_most_frequent_label_from_the_training_corpus() -> None:
    other = _corpus(("x", "الشارع طويل والبيت قديم والباب مغلق", "evidence"))
    assert RULES["majority"](TINY)(other).labels.tolist() == ["claim"]
    assert RULES["cue rules"](TINY)(other).labels.tolist() == ["claim"]
    assert RULES["ends in ؟"](other)(TINY).labels.tolist() == ["claim"] * 3 + ["rhetorical_question"]


def test_baselines_are_scored_by_macro_f1() -> None:
    found = label_baselines(TINY)
    majority_f1 = 2 * 2 / (2 + 4)  # of claim; the other two labels have zero
    assert found["labels: macro-F1, baseline majority"].value == pytest.approx(majority_f1 / 3)
    assert found["labels: macro-F1, baseline cue rules"].value == 1


def test_a_corpus_with_other_labels_has_the_majority_alone() -> None:
    assert list(label_baselines(_corpus(("a", "نعم", "yes"), ("b", "لا", "no")))) == [
        "labels: macro-F1, baseline majority"
    ]


def test_folds_leave_out_authors_and_copies_from_the_corpus_beside() -> None:
    copy = replace(TINY.articles[3], id="copy", meta={})
    other = replace(TINY.articles[0], id="other", text="رأي آخر تماما هنا")
    for fold in author_folds(TINY, Corpus((copy, other)), 3):
        assert not {article.text for article in fold.held} & {article.text for article in fold.training}
        assert not set(fold.held.groups()) & set(fold.training.groups())


def test_labels_of_held_out_articles_come_back_in_order() -> None:
    def learn(_: Corpus) -> Labeller:
        return lambda held: Labelling(("n",), np.array([[float(article.id)] for article in held], dtype=np.float32))

    assert cross_label(TINY, learn, n_folds=3).probabilities[:, 0].tolist() == [0, 1, 2, 3]


def test_trained_baselines_stand_beside_the_rules(opeds: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "TfidfVectorizer + LogisticRegression"
    monkeypatch.setattr("argmine.evaluation.baselines.peers", lambda: {name: tfidf_logistic})
    found = cross_label_baselines(Corpus(opeds.articles[:6], "part"), n_folds=2)
    assert list(found) == [f"labels: macro-F1, baseline {baseline}" for baseline in (*RULES, name)]
    assert found[f"labels: macro-F1, baseline {name}"].value > found["labels: macro-F1, baseline majority"].value


@pytest.mark.parametrize("name", list(peers()))
@pytest.mark.filterwarnings("default")  # of other people's packages
def test_installed_peers_give_probabilities(name: str, opeds: Corpus) -> None:
    part, held = Corpus(opeds.articles[:3]), Corpus(opeds.articles[3:4])
    found = peer_learner(peers()[name])(part)(held)
    assert found.classes == tuple(sorted(set(part.labels())))
    assert found.probabilities.shape == (held.n_units, len(found.classes))
    assert found.probabilities.sum(axis=1) == pytest.approx(1, abs=1e-3)


def test_an_evaluation_lists_the_baselines_first(opeds: Corpus) -> None:
    import argmine

    part = Corpus(opeds.articles[:4], "part")
    found = evaluate_analyzer(argmine.load(), part, ["questions"], baselines=["labels"])
    assert list(found.scores)[: len(RULES)] == list(label_baselines(part))


def test_n_grams_can_be_left_out(opeds: Corpus) -> None:
    part = Corpus(opeds.articles[:4])
    for parameters in ({"characters": None}, {"words": None}, {"dense_weight": 0.0}):
        labelling = unit_learner({"bits": 10, **parameters})(part)(part)
        assert (labelling.labels == part.labels()).mean() > 0.5


def _evaluation() -> Evaluation:
    score = Interval(0.5, 0.25, 0.75)
    scores = {"labels: macro-F1, baseline <majority>": score, "relations: attachment F1": score}
    confusion = [[3, 1], [0, 0]]
    bins = [Bin(0.75, 0.5, 4)]
    return Evaluation("<m> on c", 2, 4, score, {"claim": 0.5, "none": 0.0}, confusion, 0.25, scores, bins)


def test_the_page_shows_scores_confusion_and_calibration() -> None:
    page = _evaluation().to_html()
    assert "&lt;m&gt; on c" in page
    assert "<m>" not in page
    assert "baseline &lt;majority&gt;" in page
    assert 'style="left:25.0%;width:50.0%"' in page
    assert re.findall(r'--share:(\d+)%">(\d+)<', page) == [("75", "3"), ("25", "1"), ("0", "0"), ("0", "0")]
    assert '<circle cx="150.0" cy="100.0"' in page


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = _evaluation().to_html()
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="([^"]*)"|url\(', page) == ["data:,"]
    assert "default-src 'none'" in page
