"""Time expressions: spans and unanchored values, on invented sentences (tests/cases/times.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.times import find_times, finding
from dateline.annotate.words import plain, split_sentences, split_words
from dateline.schema.document import Time, Word

CASES = Path(__file__).parents[2] / "cases" / "times.csv"


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text without a parse, as the grammar of times needs them."""
    spans = split_words(text)
    out: list[Word] = []
    for sentence, (first, last) in enumerate(split_sentences(text, spans)):
        for k in range(first, last):
            start, end = spans[k]
            word = text[start:end]
            out.append(Word(k, start, end, word, plain(word), word.lower(), "X", -1, "dep", sentence))
    return tuple(out)


def times_of(text: str) -> tuple[Time, ...]:
    return find_times(text, words_of(text))


def _cases() -> Iterator[object]:
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield pytest.param(row["text"], row["times"], id=row["text"][:50])


@pytest.mark.parametrize(("text", "expected"), list(_cases()))
def test_case(text: str, expected: str) -> None:
    found = [f"{t.text} = {t.value}" + ("" if t.kind == "date" else f" ({t.kind})") for t in times_of(text)]
    assert found == [part.strip() for part in expected.split(";") if part.strip()]


def test_digits_that_a_tokeniser_cut_in_two_are_one_number() -> None:
    text = "In the 1980s"
    cuts = [(0, 2), (3, 6), (7, 10), (10, 12)]
    words = [Word(k, a, b, text[a:b], text[a:b], text[a:b], "X", -1, "dep", 0) for k, (a, b) in enumerate(cuts)]
    assert [(t.text, t.first, t.last, t.value) for t in find_times(text, words)] == [("the 1980s", 1, 4, "198")]


def test_an_abbreviated_month_with_its_full_stop_apart() -> None:
    text = "On Dec. 5 it rained"
    cuts = [(0, 2), (3, 6), (6, 7), (8, 9), (10, 12), (13, 19)]
    words = [Word(k, a, b, text[a:b], text[a:b], text[a:b], "X", -1, "dep", 0) for k, (a, b) in enumerate(cuts)]
    assert [(t.text, t.value) for t in find_times(text, words)] == [("Dec. 5", "XXXX-12-05")]


def test_a_verb_is_no_month_though_it_stands_before_a_number() -> None:
    text = "Troops in capitals may 5 times march"
    assert times_of(text) == ()


def test_no_words_no_times() -> None:
    assert find_times("", ()) == ()


PIECES = st.sampled_from(
    "on in since until by before after the a last next this past early late mid - , . / ( ) of to and from between ago later earlier "
    "Monday Friday May March Jan. JUNE 5 05 12th 31 1989 2019 1980s 6:30 a.m. 1700 GMT night dawn week weeks month year days hours two "
    "few recent Sunday's daily every today yesterday overnight summer Q1 89 same following day end first quarter decade within 2,000 "
    "people old 's that killed began which".split(" ")
)


@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_every_span_is_its_text_in_order_without_overlap(text: str) -> None:
    words = words_of(text)
    found = find_times(text, words)
    last = 0
    for time in found:
        assert text[time.start : time.end] == time.text
        assert (words[time.first].start, words[time.last - 1].end) == (time.start, time.end)
        assert time.first >= last
        assert time.kind in {"date", "time", "duration", "set"}
        assert 0 < time.confidence <= 1
        last = time.last
    assert find_times(text, words) == found


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    assert all(text[t.start : t.end] == t.text for t in times_of(text))


def test_nothing_is_missed_by_looking_only_where_a_rule_can_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = sorted((Path(__file__).parents[3] / "benchmarks" / "reports").glob("*.txt"))
    with CASES.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)] + [path.read_text("utf-8") for path in reports]
    texts += [text.upper() for text in texts]
    looked = [times_of(text) for text in texts]
    monkeypatch.setattr(finding, "_may_begin", lambda word: True)
    assert [times_of(text) for text in texts] == looked
