"""The text of a report in pieces: nothing is lost, every value's words have an address, and a link's words are lit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.views.page.marks import show
from dateline.views.review.marking import pieces
from dateline.views.review.marking import words as named
from tests.run import stages


def test_no_character_is_lost_and_each_value_has_an_address_where_its_words_begin() -> None:
    event = stages.event()
    found = pieces(stages.TEXT, [event])
    assert "".join(piece.text for piece in found) == stages.TEXT
    starts = {piece.id for piece in found if piece.id}
    words = (event.mentions[0], event.casualties[0], event.claims[0], event.sources[0])
    assert {f"c{start}" for start in (*(each.start for each in words), event.when.start)} <= starts
    killed = next(piece for piece in found if piece.text == "killed")
    assert (killed.title, killed.lanes) == ("e1 ASSAULT", ((0, "event"),))


@given(st.integers(0, len(stages.TEXT)), st.integers(0, len(stages.TEXT)))
def test_only_marked_words_inside_of_what_a_link_names_are_lit(one: int, other: int) -> None:
    first, last = min(one, other), max(one, other)
    at = 0
    for piece in pieces(stages.TEXT, [stages.event()], lit=(first, last)):
        assert piece.lit == (bool(piece.lanes) and first <= at and at + len(piece.text) <= last)
        at += len(piece.text)


def test_words_that_are_not_in_the_text_are_not_marked() -> None:
    assert [piece.lanes for piece in pieces("Rebels", [stages.event()])] == [((0, "party"),)]
    assert pieces("", [stages.event()]) == ()
    assert "".join(piece.text for piece in pieces("a\r\n\x00b", [])) == "".join(show("a\r\n\x00b"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [("12-33", (12, 33))] + [(other, None) for other in (None, "", "12", "-3", "a-b", "1-2-3", "٣-٤", "9" * 30 + "-1")],
)
def test_an_address_names_words_by_their_code_points(given: str | None, expected: tuple[int, int] | None) -> None:
    assert named(given) == expected
