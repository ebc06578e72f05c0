"""Text to argument units with exact character offsets.

The rules are those of ``corpora/GUIDELINES.md``, section 1: a unit is a sentence; commas and semicolons do not end
it; a question spliced onto a statement is a unit of its own. Every scan is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from argmine.lexicon import read_lexicon

Span = tuple[int, int]

MARKS = ".؟?!…"
QUESTION_MARKS = "؟?"
CLOSERS = "\"'»”’)]}"
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_EDGE = " \t\u00a0\u3000،؛,;" + _INVISIBLE

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_STOP = re.compile(rf"[{MARKS}](?:[ \u00a0]?[{MARKS}])*[{re.escape(CLOSERS)}]*")
# a straight quote opens only where no word has just ended: else it closes one, and what follows is not quoted
_ENCLOSED = re.compile(r"«[^«»]*»|“[^“”]*”|(?<![^\s(\[«:،\-–—])\"[^\"]*\"|\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u065f\u0670ـ]+[^\W_]+)*[\u064b-\u065f\u0670ـ]*")
_CLAUSE_BREAK = re.compile(r"[،,؛;:\-–—]\s*|\.\.+\s*")
_LIST_NUMBER = re.compile(r"[\W_]*\w{1,2}[\W_]*")
_FOLD = str.maketrans(
    {**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ة": "ه", "ـ": None, **{chr(c): None for c in range(0x64B, 0x660)}}
)
_SIGNS = "ـ" + "".join(map(chr, range(0x64B, 0x660)))
_ABBREVIATIONS = frozenset({"اد", "Dr", "Mr", "Mrs", "St", "vs", "etc"})

PAUSE_WORDS = 5  # `..` with fewer words on either side is a pause, not an end
QUOTE_LIMIT = 300  # a longer "quotation" is more often a quote mark that was never closed
STATEMENT_WORDS = 3  # a statement before a spliced question has at least as many words


def segment(text: str) -> list[Span]:
    """Cut a text into argument units.

    Parameters
    ----------
    text : str
        The untouched text of an op-ed; every line is a paragraph.

    Returns
    -------
    list of (int, int)
        Code-point offsets (start, end) of each unit, in order and without overlap. Units have no white space at
        either end; text without a letter or digit (rules, bullets) belongs to none.

    Examples
    --------
    >>> text = "د. منى تكتب عن 3.5 مليون طالب. زاد المشهد غموضا، فما الذي يتبع ذلك؟ وهل نصدق ؟."
    >>> [text[start:end] for start, end in segment(text)]
    ['د. منى تكتب عن 3.5 مليون طالب.', 'زاد المشهد غموضا', 'فما الذي يتبع ذلك؟', 'وهل نصدق ؟.']
    """
    units: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        for start, end in _sentences(text, paragraph.start(), paragraph.end()):
            if any(mark in text[max(start, end - 6) : end] for mark in QUESTION_MARKS):
                units.extend(_split_spliced_question(text, start, end))
            else:
                units.append((start, end))
    return units


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of one paragraph."""
    enclosed = [
        match.span()
        for match in _ENCLOSED.finditer(text, start, end)
        if match.end() - match.start() <= QUOTE_LIMIT and _goes_on(text, match.end(), end)
    ]
    opening = 0
    begin = start
    for stop in _STOP.finditer(text, start, end):
        while opening < len(enclosed) and enclosed[opening][1] < stop.end():
            opening += 1
        inside = opening < len(enclosed) and enclosed[opening][0] < stop.start() < enclosed[opening][1]
        if not inside and _ends_sentence(text, begin, stop, end):
            span = _trim(text, begin, stop.end())
            if span:
                yield span
            begin = stop.end()
    span = _trim(text, begin, end)
    if span:
        yield span


def _goes_on(text: str, position: int, end: int) -> bool:
    """Whether the sentence goes on after a quotation or bracket that closes at `position`."""
    rest = text[position : min(position + 12, end)].lstrip(" \u00a0" + CLOSERS + _INVISIBLE)
    if not rest or rest[0] in MARKS:
        return False
    # «…انتهى.» ثم: a full stop inside the closing quote ends the sentence there; a question does not
    return text[position - 2] not in ".…"


def _ends_sentence(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    marks = stop.group().rstrip(CLOSERS)
    following = text[stop.end()] if stop.end() < end else ""
    if set(marks) <= {".", " ", "\u00a0", "…"}:
        if marks != ".":
            return not following or _is_long_on_both_sides(text, begin, stop, end)
        return _full_stop_ends(text, begin, stop.start(), following)
    # «هل من عائد؟» سأل الرجل: a closing quote with more of the sentence after it
    quoted = len(marks) < len(stop.group()) and text[stop.end() - 1] in CLOSERS
    rest = text[stop.end() : stop.end() + 8].lstrip(" \u00a0")
    return not (quoted and rest and rest[0].isalpha() and not marks.endswith("."))


def _is_long_on_both_sides(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    before = text[max(begin, stop.start() - 200) : stop.start()]
    after = re.split(rf"[{MARKS}]", text[stop.end() : min(end, stop.end() + 200)], maxsplit=1)[0]
    words = after.split()
    # «.. إلا أن», «.. حيث»: what cannot begin a sentence goes on with the one before
    goes_on = bool(words) and words[0].translate(_FOLD) in _lexicon("goes_on")
    return len(before.split()) >= PAUSE_WORDS and len(words) >= PAUSE_WORDS and not goes_on


def _full_stop_ends(text: str, begin: int, position: int, following: str) -> bool:
    """Decide a single full stop: decimals, initials, list numbers, addresses do not end a sentence."""
    before = text[position - 1] if position > begin else ""
    if following and following.isdigit() and before.isdigit():
        return False
    if following and following.isascii() and following.isalnum() and before.isascii() and before.isalnum():
        return False
    word = _last_word(text, begin, position)
    is_first = not text[begin : position - len(word)].strip(_EDGE + "(-–—")
    if is_first and word.isdigit():
        return False  # «1. …» at the head of a unit
    is_initial = len(word) == 1 and not word.isdigit()
    return not ((is_initial or word in _ABBREVIATIONS) and following)


def _last_word(text: str, begin: int, position: int) -> str:
    """Return the word that ends at `position`, without its vowel signs."""
    start = position
    while start > max(begin, position - 12) and (text[start - 1].isalnum() or text[start - 1] in _SIGNS):
        start -= 1
    return text[start:position].translate(_FOLD)


def _trim(text: str, start: int, end: int) -> Span | None:
    """Drop white space, invisible marks and stray commas at the edges; no unit without a letter or digit."""
    while start < end and (text[start] in _EDGE or text[start].isspace() or text[start] in ".…"):
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    return (start, end) if any(c.isalnum() and c != "ـ" for c in text[start:end]) else None


def _split_spliced_question(text: str, start: int, end: int) -> list[Span]:
    """Cut a question off the statement that it was spliced onto."""
    cut = _splice_point(text[start:end])
    if cut is None:
        return [(start, end)]
    parts = (_trim(text, start, start + cut), _trim(text, start + cut, end))
    return [part for part in parts if part]


def _splice_point(sentence: str) -> int | None:
    """Offset of the opener of a question spliced onto a statement, or None."""
    folded = ((match.start(), match.group().translate(_FOLD)) for match in _WORD.finditer(sentence))
    words = [(start, word) for start, word in folded if word]  # a lone tatweel folds to nothing
    if len(words) < STATEMENT_WORDS + 2 or opens_question([w for _, w in words[:4]], after_break=True):
        return None
    breaks = {match.end(): match.group()[0] for match in _CLAUSE_BREAK.finditer(sentence)}
    shielded = [match.span() for match in _ENCLOSED.finditer(sentence)]
    frame = _lexicon("frame")
    heads = [0]  # indices of the words that open a clause
    framed = was_framed = False
    for index, (offset, word) in enumerate(words):
        mark = breaks.get(offset, "")
        if mark and index:
            heads.append(index)
            framed, was_framed = False, framed
        if (
            index >= STATEMENT_WORDS
            and mark != ":"
            and not (framed or was_framed)
            and opens_question([w for _, w in words[index : index + 4]], bool(mark))
            and not any(low < offset < high for low, high in shielded)
        ):
            before = heads[:-1] if heads[-1] == index else heads
            return _cut_before_condition(words, before, offset)
        framed = framed or word in frame or _without_proclitic(word) in frame
    return None


def _without_proclitic(word: str) -> str:
    return word[1:] if word[0] in "وف" and len(word) > 2 else word


def _cut_before_condition(words: list[tuple[int, str]], heads: list[int], offset: int) -> int | None:
    """Leave a conditional clause with its question: move the cut before it, or give it up at the head of the unit."""

    def is_condition(head: int) -> bool:
        return _without_proclitic(words[head][1]) in _lexicon("condition")

    if len(heads) <= 2 and is_condition(heads[0]):
        return None
    if is_condition(heads[-1]):
        return words[heads[-1]][0] if heads[-1] >= STATEMENT_WORDS else None
    return offset


@cache
def _lexicon(section: str) -> frozenset[str]:
    return frozenset(read_lexicon("openers")[section])


def opens_question(words: list[str], after_break: bool) -> bool:
    """Whether folded words open a question in the middle of a sentence.

    Parameters
    ----------
    words : list of str
        The word in question and up to three that follow, folded as the lexicon is.
    after_break : bool
        Whether a comma, colon, dash or pause stands before the first word.

    Returns
    -------
    bool
        True for an opener of the lexicon ``openers``.

    Examples
    --------
    >>> opens_question(["فما", "الذي", "يتبع"], after_break=True)
    True
    >>> opens_question(["وما", "زال"], after_break=False)
    False
    """
    if not words:
        return False
    first = words[0]
    proclitic = first[0] if first[0] in "فو" and len(first) > 2 else ""
    for bare in {first, first[len(proclitic) :]}:
        if bare == "ام" and bare != first:
            continue  # «وأم أن» is a mother, not a question
        phrases = {" ".join([bare, *words[1:n]]) for n in (1, 2, 3)}
        if phrases & _lexicon("always") and (after_break or (proclitic and bare != first)):
            return True
    bare = first[1:]
    if proclitic == "ف":
        return bare in _lexicon("with_fa") and after_break
    return proclitic == "و" and bare in _lexicon("with_wa") and after_break
