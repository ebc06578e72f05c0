from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pyarabic import araby
from pyarabic.normalize import normalize_spellerrors

from argmine.normalization import fold_spelling, normalize

arabic = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.sampled_from("\ufef5\ufef7\ufef9\ufefb abc.\n"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def with_pyarabic(text: str) -> str:
    text = araby.strip_tashkeel(text)
    text = araby.strip_small(text)
    text = araby.strip_tatweel(text)
    text = araby.normalize_ligature(text)
    text = araby.normalize_hamza(text, method="tasheel")
    return normalize_spellerrors(text)


@given(arabic)
@settings(max_examples=500)
def test_folding_equals_the_composed_pyarabic_calls(text: str) -> None:
    assert fold_spelling(text) == with_pyarabic(text)


@given(arabic)
def test_normalizing_twice_changes_nothing_more(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(st.lists(arabic, max_size=4))
def test_a_joined_batch_is_normalized_as_its_parts_are(texts: list[str]) -> None:
    assert normalize("\n".join(texts)) == "\n".join(map(normalize, texts))
