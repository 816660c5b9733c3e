"""Sentence ends: own cases (tests/cases/sentences.toml) and what holds of every text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.words import split_sentences, split_words

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "sentences.toml").read_text("utf-8"))

WORDS = [
    "The army ",
    "left",
    "LEFT ",
    "U.S. ",
    "Gen. ",
    "p.m. ",
    "J. ",
    "etc. ",
    "No. 5",
    "1. ",
    "al-Nur ",
    "KABUL. ",
    "KABUL, Jan 5 (X) - ",
]
SIGNS = [". ", ".", "! ", "?", "...", "… ", '"', "” ", ") ", "(", "“", "- ", "• ", ": ", ", ", "。", "\u00ad"]
LINES = ["\n", "\n\n", "\r\n", "\r", "\x0c", "\u2028", "word " * 10]
PARTS = st.sampled_from([*WORDS, *SIGNS, *LINES])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PARTS, max_size=30).map("".join))


def sentences_of(text: str) -> list[str]:
    words = split_words(text)
    return [text[words[first][0] : words[last - 1][1]] for first, last in split_sentences(text, words)]


@pytest.mark.parametrize(("text", "sentences"), [case for about in CASES.values() for case in about["cases"]])
def test_sentences_of(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@given(TEXTS)
def test_every_word_is_in_one_sentence(text: str) -> None:
    words = split_words(text)
    at = 0
    for first, last in split_sentences(text, words):
        assert first == at < last
        at = last
    assert at == len(words)


@given(TEXTS)
def test_a_blank_line_ends_a_sentence(text: str) -> None:
    apart = split_words(text + "\n\nThe end")
    ranges = split_sentences(text + "\n\nThe end", apart)
    assert ranges[-1] == (len(apart) - 2, len(apart))


@given(TEXTS)
def test_line_ends_of_every_system_are_alike(text: str) -> None:
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    assert [s.replace("\r\n", "\n") for s in sentences_of(unix.replace("\n", "\r\n"))] == sentences_of(unix)


@pytest.mark.parametrize("width", [62, 68, 72, 78])
def test_wrapping_changes_no_sentence(width: int) -> None:
    text = (
        "Soldiers loyal to Gen. Abdel Fattah Nour entered the eastern suburbs of the capital on Sunday and met no resistance, the U.S. "
        "embassy said in a note. Two policemen were hurt at 8 p.m. near St. Anne's Church! Who had fired was not known. Mr. Brandt, who "
        "leads the talks, said that Battalion No. 5 would stay until Jan. 31 and that nobody else had been asked. Talks go on."
    )
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    wrapped = "\n".join([*lines, line])
    assert [" ".join(s.split()) for s in sentences_of(wrapped)] == sentences_of(text)
