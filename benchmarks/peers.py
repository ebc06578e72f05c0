"""Other people's text classifiers, trained on the same units and asked for labels of the same units.

Every peer is a function that takes texts and labels and returns a function from texts to predictions. Those that are
not installed are left out.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

Predict = Callable[[Sequence[str]], Sequence[object]]
Fit = Callable[[Sequence[str], Sequence[str]], Predict]


def _pyarabic(text: str) -> str:
    from pyarabic import araby
    from pyarabic.normalize import normalize_spellerrors

    text = araby.strip_tatweel(araby.strip_small(araby.strip_tashkeel(text)))
    return normalize_spellerrors(araby.normalize_hamza(araby.normalize_ligature(text), method="tasheel"))


def tfidf_logistic(texts: Sequence[str], labels: Sequence[str]) -> Predict:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    union = make_union(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), preprocessor=_pyarabic),
        TfidfVectorizer(ngram_range=(1, 2), preprocessor=_pyarabic, token_pattern=r"\w+"),
    )
    model = make_pipeline(union, LogisticRegression(C=4, max_iter=50)).fit(texts, labels)
    return model.predict


def fasttext_supervised(texts: Sequence[str], labels: Sequence[str]) -> Predict:
    import fasttext

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.txt"
        lines = (f"__label__{label} {' '.join(text.split())}" for text, label in zip(texts, labels, strict=True))
        path.write_text("\n".join(lines), encoding="utf-8")
        options = {"minn": 2, "maxn": 5, "wordNgrams": 2, "dim": 16, "epoch": 25, "lr": 0.5, "bucket": 200_000}
        model = fasttext.train_supervised(str(path), thread=1, verbose=0, **options)

    def predict(batch: Sequence[str]) -> Sequence[object]:
        # the lower-level call: the Python wrapper does not go with numpy 2
        return [model.f.predict(f"{' '.join(text.split())}\n", 1, 0.0, "strict") for text in batch]

    return predict


def spacy_textcat(texts: Sequence[str], labels: Sequence[str]) -> Predict:
    import random

    import spacy
    from spacy.training import Example

    nlp = spacy.blank("ar")
    classifier = nlp.add_pipe("textcat")
    names = sorted(set(labels))
    for name in names:
        classifier.add_label(name)
    examples = [
        Example.from_dict(nlp.make_doc(text), {"cats": {name: float(name == label) for name in names}})
        for text, label in zip(texts, labels, strict=True)
    ]
    random.seed(0)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(5):
        random.shuffle(examples)
        for batch in spacy.util.minibatch(examples, 32):
            nlp.update(batch, sgd=optimizer)

    def predict(batch: Sequence[str]) -> Sequence[object]:
        return [max(doc.cats, key=lambda name: doc.cats[name]) for doc in nlp.pipe(batch, batch_size=256)]

    return predict


def random_transformer(texts: Sequence[str], labels: Sequence[str]) -> Predict:  # noqa: ARG001
    """Time an encoder of AraBERT-base size (12 layers of 768, 12 heads) with random weights."""
    import torch

    torch.set_num_threads(1)
    layer = torch.nn.TransformerEncoderLayer(768, 12, 3072, batch_first=True, activation="gelu")
    encoder = torch.nn.TransformerEncoder(layer, 12, enable_nested_tensor=False).eval()
    embedding = torch.nn.Embedding(64_000, 768)

    def predict(batch: Sequence[str]) -> Sequence[object]:
        found = []
        with torch.inference_mode():
            for text in batch:
                length = max(2, int(1.5 * len(text.split())))  # AraBERT's word pieces a word, roughly
                found.append(encoder(embedding(torch.randint(0, 64_000, (1, length))))[0, 0, :4].argmax().item())
        return found

    return predict


def peers() -> dict[str, Fit]:
    """Return the peers that are installed."""
    known: list[tuple[str, str, Fit]] = [
        ("sklearn", "TfidfVectorizer + LogisticRegression", tfidf_logistic),
        ("fasttext", "fastText supervised, same n-grams", fasttext_supervised),
        ("spacy", "spaCy textcat, blank ar", spacy_textcat),
        ("torch", "transformer of AraBERT-base size, random weights", random_transformer),
    ]
    return {name: fit for package, name, fit in known if find_spec(package)}
