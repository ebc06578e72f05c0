"""Other people's text classifiers, trained on the same units: what a user might have tried instead of argmine.

Each reads single units, without their context. Those that are not installed (``argmine[peers]``) are left out; none is
imported before it is used.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from argmine.corpus.corpus import Corpus
from argmine.errors import ArgmineError
from argmine.evaluation.labellings import Labeller, Labelling, Learner
from argmine.models.scoring import FloatArray

Score = Callable[[Sequence[str]], FloatArray]
Train = Callable[[Sequence[str], Sequence[str]], Score]
"""From texts and labels to a function that returns probabilities of texts, a column for each label, sorted."""


def _pyarabic(text: str) -> str:
    from pyarabic import araby
    from pyarabic.normalize import normalize_spellerrors

    text = araby.strip_tatweel(araby.strip_small(araby.strip_tashkeel(text)))
    normalized: str = normalize_spellerrors(araby.normalize_hamza(araby.normalize_ligature(text), method="tasheel"))
    return normalized


def tfidf_logistic(texts: Sequence[str], labels: Sequence[str]) -> Score:
    """Train scikit-learn's usual text classifier: n-grams of words and, inside words, of characters.

    Parameters
    ----------
    texts, labels : sequence of str
        Units and their labels.

    Returns
    -------
    callable
        From texts to probabilities.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    union = make_union(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), preprocessor=_pyarabic),
        TfidfVectorizer(ngram_range=(1, 2), preprocessor=_pyarabic, token_pattern=r"\w+"),  # noqa: S106
    )
    model = make_pipeline(union, LogisticRegression(C=4, max_iter=1000)).fit(texts, labels)
    return lambda batch: model.predict_proba(batch).astype(np.float32)


def fasttext_supervised(texts: Sequence[str], labels: Sequence[str], dimensions: int = 16) -> Score:
    """Train fastText on the same n-grams; parameters as in :func:`tfidf_logistic`.

    Parameters
    ----------
    texts, labels : sequence of str
        Units and their labels.
    dimensions : int
        Length of its vectors; its own default is 100.

    Returns
    -------
    callable
        From texts to probabilities.

    Raises
    ------
    ArgmineError
        If fastText stops.

    References
    ----------
    A. Joulin et al., "Bag of tricks for efficient text classification", EACL 2017.
    """
    from fasttext.FastText import _FastText

    names = sorted(set(labels))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.txt"
        pairs = zip(texts, labels, strict=True)
        lines = (f"__label__{names.index(label)} {' '.join(text.split())}" for text, label in pairs)
        path.write_text("\n".join(lines), encoding="utf-8")
        command = [
            sys.executable,
            "-c",
            _FASTTEXT,
            str(path),
            f"{path}.bin",
            json.dumps(_FASTTEXT_OPTIONS | {"dim": dimensions}),
        ]
        result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own
        if result.returncode:
            raise ArgmineError(f"fastText could not be trained: {result.stderr.strip().splitlines()[-1]}")
        model = _FastText(model_path=f"{path}.bin")

    def score(batch: Sequence[str]) -> FloatArray:
        found = np.zeros((len(batch), len(names)), dtype=np.float32)
        for row, text in enumerate(batch):
            # the lower-level call: the Python wrapper does not go with numpy 2
            for value, label in model.f.predict(f"{' '.join(text.split())}\n", len(names), 0.0, "strict"):
                found[row, int(label.removeprefix("__label__"))] = value
        return found

    return score


# In a process of its own: fastText 0.9.3 reads memory that it has not written, and where that is not fresh it may stop
# with "Encountered NaN"; where it does not, the model is always the same.
_FASTTEXT = """
import json, sys, fasttext
fasttext.train_supervised(sys.argv[1], thread=1, verbose=0, **json.loads(sys.argv[3])).save_model(sys.argv[2])
"""
_FASTTEXT_OPTIONS = {"minn": 2, "maxn": 5, "wordNgrams": 2, "epoch": 25, "lr": 0.5, "bucket": 200_000}


def spacy_textcat(texts: Sequence[str], labels: Sequence[str]) -> Score:
    """Train spaCy's text categorizer on a blank Arabic pipeline; parameters as in :func:`tfidf_logistic`.

    Parameters
    ----------
    texts, labels : sequence of str
        Units and their labels.

    Returns
    -------
    callable
        From texts to probabilities.
    """
    import random

    import spacy
    from spacy.training import Example

    names = sorted(set(labels))
    spacy.util.fix_random_seed(0)
    nlp = spacy.blank("ar")
    classifier = nlp.add_pipe("textcat")
    for name in names:
        classifier.add_label(name)
    examples = [
        Example.from_dict(nlp.make_doc(text), {"cats": {name: float(name == label) for name in names}})
        for text, label in zip(texts, labels, strict=True)
    ]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(5):
        random.shuffle(examples)
        for batch in spacy.util.minibatch(examples, 32):
            nlp.update(batch, sgd=optimizer)

    def score(batch: Sequence[str]) -> FloatArray:
        rows = [[doc.cats[name] for name in names] for doc in nlp.pipe(batch, batch_size=256)]
        return np.array(rows, dtype=np.float32).reshape(len(batch), len(names))

    return score


def peers() -> dict[str, Train]:
    """Return the peers that are installed.

    Returns
    -------
    dict of str to callable
        By name.

    Examples
    --------
    >>> score = peers()["TfidfVectorizer + LogisticRegression"](["نعم نعم", "لا لا"], ["yes", "no"])
    >>> score(["لا"]).argmax(axis=1).tolist()
    [0]
    """
    known: list[tuple[str, str, Train]] = [
        ("sklearn", "TfidfVectorizer + LogisticRegression", tfidf_logistic),
        ("fasttext", "fastText supervised, same n-grams, 16 dimensions", fasttext_supervised),
        ("spacy", "spaCy textcat, blank ar", spacy_textcat),
    ]
    return {name: train for package, name, train in known if find_spec(package)}


def peer_learner(train: Train) -> Learner:
    """Let a peer learn from a corpus.

    Parameters
    ----------
    train : callable
        One of :func:`peers`.

    Returns
    -------
    callable
        From a training corpus to something that labels another.
    """

    def learn(corpus: Corpus) -> Labeller:
        labels = [str(label) for label in corpus.labels()]
        score = train(_texts(corpus), labels)
        classes = tuple(sorted(set(labels)))
        return lambda held: Labelling(classes, score(_texts(held)))

    return learn


def _texts(corpus: Corpus) -> list[str]:
    return [text for article in corpus for text in article.unit_texts]
