"""The text cut at the edges of marks: nothing is lost, nested and overlapping spans keep their words and their lanes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.views.page.marks import LANES, Mark, cut, show

KINDS = ("event", "party", "figure")


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text with odd characters, and marks anywhere in it."""
    text = draw(st.text(st.sampled_from("ab \n\r\t\x00\u202e😀é\u0301<&\"'"), min_size=1, max_size=30))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)), st.sampled_from(KINDS)), max_size=8))
    return text, [Mark(n, start, end, kind) for n, (start, end, kind) in enumerate(spans) if start < end]


@given(marked())
def test_no_character_is_lost_and_each_mark_has_exactly_its_words(given_text: tuple[str, list[Mark]]) -> None:
    text, marks = given_text
    segments = cut(text, marks)
    assert "".join(segment.text for segment in segments) == "".join(show(text))
    for mark in marks:
        assert "".join(s.text for s in segments if mark in s.marks) == "".join(show(text)[mark.start : mark.end])


@given(marked())
def test_marks_that_meet_are_drawn_in_lanes_of_their_own(given_text: tuple[str, list[Mark]]) -> None:
    for segment in cut(*given_text):
        lanes = [lane for lane, _ in segment.lanes]
        assert len(lanes) == len(set(lanes))
        assert bool(lanes) == bool(segment.marks)
        assert all(lane < LANES for lane in lanes)


def test_nested_marks_come_innermost_first_and_the_inner_one_next_to_the_text() -> None:
    inner, outer = Mark(1, 2, 4, "party"), Mark(2, 0, 6, "figure")
    segments = cut("abcdef", [outer, inner])
    assert [(s.text, s.marks) for s in segments] == [("ab", (outer,)), ("cd", (inner, outer)), ("ef", (outer,))]
    assert [s.lanes for s in segments] == [((1, "figure"),), ((0, "party"), (1, "figure")), ((1, "figure"),)]


def test_overlapping_marks_share_their_middle() -> None:
    one, two = Mark(1, 0, 4, "party"), Mark(2, 2, 6, "event")
    assert [(s.text, s.marks) for s in cut("abcdef", [one, two])] == [("ab", (one,)), ("cd", (one, two)), ("ef", (two,))]


def test_offsets_are_code_points() -> None:
    text = "😀😀 killed é"
    start = text.index("killed")
    assert [s.text for s in cut(text, [Mark(1, start, start + 6, "event")])] == ["😀😀 ", "killed", " é"]


def test_what_a_page_would_obey_or_drop_is_shown_as_a_sign() -> None:
    assert "".join(show("a\r\nb\rc\x00\x1b\x7f\u202e\ud800\ufffe\tz")) == "a\nb\nc␀␛" + "\ufffd" * 4 + "\tz"
