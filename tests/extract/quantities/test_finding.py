"""Count phrases: the readable table tests/cases/quantities.csv, and what holds of any words."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.quantities import (
    ARTICLE,
    PART,
    WHOLE,
    find_quantities,
)
from dateline.extract.quantities.table import grammar
from tests.extract.factory import words_of

CASES = Path(__file__).parents[2] / "cases" / "quantities.csv"


def _cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    return [(text, low, high) for text, low, high in rows[1:]]


def _bound(cell: str) -> int | None:
    return int(cell) if cell else None


def test_table_is_long_enough() -> None:
    cases = _cases()
    assert len(cases) >= 150
    assert len({text for text, _, _ in cases}) == len(cases)


@pytest.mark.parametrize(("text", "low", "high"), _cases())
def test_bounds(text: str, low: str, high: str) -> None:
    found = [q for q in find_quantities(words_of(text), text=text) if q.made_by != WHOLE]
    if low == "-":
        assert found == []
        return
    numbers = [q for q in found if q.made_by != ARTICLE] or found
    assert [(q.low, q.high) for q in numbers] == [(_bound(low), _bound(high))]


@pytest.mark.parametrize(("text", "low", "high"), _cases())
def test_capitals_change_nothing(text: str, low: str, high: str) -> None:
    if low == "-" or "MAY" in text.upper():
        return
    found = [(q.low, q.high) for q in find_quantities(words_of(text))]
    assert [(q.low, q.high) for q in find_quantities(words_of(text.upper()))] == found


def test_span_takes_the_modifiers() -> None:
    (quantity,) = find_quantities(words_of("Police said at least 21 were hurt"))
    assert (quantity.text, quantity.first, quantity.last, quantity.start, quantity.end) == ("at least 21", 2, 5, 12, 23)


def test_at_least_covers_the_first_figure_only() -> None:
    found = find_quantities(words_of("at least 12 people killed and 20 wounded"))
    assert [(q.low, q.high) for q in found] == [(12, None), (20, 20)]


def test_a_change_tells_two_figures() -> None:
    found = find_quantities(words_of("the toll rose from 20 to 25"))
    assert [(q.low, q.high) for q in found] == [(20, 20), (25, 25)]


def test_topic_is_no_bound() -> None:
    found = find_quantities(words_of("protests over 20 deaths"))
    assert [(q.text, q.low, q.high) for q in found] == [("20", 20, 20)]


def test_size_of_the_group_is_marked() -> None:
    found = find_quantities(words_of("20 of the 30 hostages"))
    assert [(q.low, q.made_by == WHOLE) for q in found] == [(20, False), (30, True)]
    (part,) = find_quantities(words_of("some of the 14,000 troops"))
    assert (part.text, part.low, part.high, part.made_by) == ("some of the 14,000", None, None, PART)


_PHRASES = (grammar().opening, grammar().before, grammar().after)
_PLAIN = "people killed soldiers and to or - , . the of a March km in no 1989 20 1,200 3.5 % $ ( ) F-16 20-25 twenty-one policeman from"
_PIECES = sorted(
    set(_PLAIN.split())
    | {word for table in _PHRASES for rows in table.values() for row in rows for word in row[0]}
    | set(grammar().numbers)
    | set(grammar().scales)
    | set(grammar().plurals)
)


@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_any_words_give_sound_quantities(pieces: list[str]) -> None:
    text = " ".join(pieces)
    words = words_of(text)
    end = 0
    for q in find_quantities(words, text=text):
        assert q.low is None or q.high is None or q.low <= q.high
        assert text[q.start : q.end] == q.text
        assert q.first < q.last <= len(words)
        assert q.start >= end
        assert 0 < q.confidence <= 1
        end = q.end
    assert [q.text for q in find_quantities(words)] == [q.text for q in find_quantities(words, text=text)]


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    for q in find_quantities(words_of(text), text=text):
        assert text[q.start : q.end] == q.text


@pytest.mark.parametrize(
    ("verb", "bounds"),
    [("captured/VERB", [(1, 1)]), ("fatal/ADJ", [])],
    ids=["somebody", "something"],
)
def test_an_ordinal_alone_is_one_whom_something_befell(verb: str, bounds: list[tuple[int, int]]) -> None:
    text, upos = verb.split("/")
    words = [replace(w, upos=u) for w, u in zip(words_of(f"the fourth was {text}"), ("DET", "ADJ", "AUX", upos), strict=True)]
    assert [(q.low, q.high) for q in find_quantities(words)] == bounds
