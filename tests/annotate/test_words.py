"""Words and their spans: own cases (tests/cases/words.toml) and what holds of every text."""

from __future__ import annotations

import time
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.annotate.words import plain, split_sentences, split_words

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "words.toml").read_text("utf-8"))

# What news texts and noise are made of; drawn together they come close to what breaks a splitter.
SIGNS = "' ’ “ ” \" . ... … -- — - , : ( ) [ ] 。 ؟ @ # & _ 👩‍👩‍👧 🇺🇦"
PLAIN = "U.S. Gen. it's n't don’t 1,200 10pm 5.56mm A. a B THE cannot www. https:// a@b 5 مرحبا İ ß e\u0301 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
UNSEEN = [" ", "  ", "\n", "\r\n", "\r", "\t", "\x00", "\x85", "\u2028", "\u00a0", "\u00ad", "\u200b", "\u200d", "\ufeff", "\u0301"]
PARTS = st.sampled_from([*SIGNS.split(), *PLAIN.split(), *UNSEEN])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PARTS, max_size=30).map("".join), st.text(st.characters(), max_size=30))
# Signs without which words read the same; they may stand inside a word and may stand outside.
INVISIBLE = set("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@pytest.mark.parametrize(("text", "words"), [case for about in CASES.values() for case in about["cases"]])
def test_words_of(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in split_words(text)] == words


@given(TEXTS)
@example("\ud800 half a pair \udfff")
@example("\u200d\u200d")
def test_words_cover_the_text(text: str) -> None:
    spans = split_words(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        at = end
    inside = {i for start, end in spans for i in range(start, end)}
    left = [c for i, c in enumerate(text) if i not in inside]
    assert all(c.isspace() or unicodedata.category(c) == "Cc" or c in INVISIBLE for c in left)


@given(TEXTS)
def test_no_word_is_blank_or_begins_with_a_space(text: str) -> None:
    for start, end in split_words(text):
        assert not text[start].isspace() and text[start] not in INVISIBLE
        assert plain(text[start:end])


@given(st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True).filter(lambda w: w not in {"cannot", "gonna", "wanna", "gotta"}), max_size=20))
def test_plain_words_are_what_spaces_divide(words: list[str]) -> None:
    text = " ".join(words)
    assert [text[start:end] for start, end in split_words(text)] == words


@pytest.mark.parametrize(
    ("word", "norm"),
    [
        ("don’t", "don't"),
        ("“", '"'),
        ("«", '"'),
        ("—", "--"),
        ("–", "-"),
        ("…", "..."),
        ("co\u00adoperation", "cooperation"),
        ("e\u0301lite", "élite"),
        ("\u00ad", "\u00ad"),
        ("Đukanović", "Đukanović"),
    ],
)
def test_plain_form(word: str, norm: str) -> None:
    assert plain(word) == norm


HOSTILE = [*"a- a. a' 1, - + . \" ) .\" www. http:// a@ n't x".split(), "U.S. ", "A\n", "A. ", "\u0301", "\u00ad", "\u200d"]


@pytest.mark.parametrize("part", HOSTILE)
def test_time_grows_with_the_length(part: str) -> None:
    """Eight times the text takes about eight times as long; quadratic work would take sixty-four times."""

    def cost(size: int) -> float:
        text = (part * size)[:size]
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            split_sentences(text, split_words(text))
            best = min(best, time.process_time() - began)
        return best

    assert cost(24_000) < 30 * cost(3_000) + 0.01
