"""Places as a browser counts them and as a record does, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.views.desk.offsets import ruler
from dateline.views.page.marks import show

FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"

# Text, what the browser says is selected (UTF-16 units), the words that are meant.
SELECTED = [
    ("Rebels killed 21 soldiers.", (14, 25), "21 soldiers"),
    ("Rebels killed 21 soldiers.", (13, 16), "21"),
    ("\N{FIRE} 21 killed", (3, 5), "21"),
    ("\N{FIRE}\N{FIRE}\N{FIRE} 21", (7, 9), "21"),
    # Half of a character is the whole of it
    ("a\N{FIRE}b", (2, 3), "\N{FIRE}"),
    ("a\N{FIRE}b", (1, 2), "\N{FIRE}"),
    # A letter and the marks that combine with it are not parted
    ("Cafe\N{COMBINING ACUTE ACCENT} bombed", (0, 4), "Cafe\N{COMBINING ACUTE ACCENT}"),
    ("Cafe\N{COMBINING ACUTE ACCENT} bombed", (4, 5), "e\N{COMBINING ACUTE ACCENT}"),
    (f"A {FAMILY} fled", (4, 6), FAMILY),
    # The page shows a line end as one sign, the text may have two
    ("one\r\ntwo\r\n\N{FIRE}three", (4, 7), "two"),
    ("one\r\ntwo\r\n\N{FIRE}three", (10, 15), "three"),
    ("one\rtwo", (4, 7), "two"),
    # What a page cannot hold is shown as one sign
    ("a\x00b\N{RIGHT-TO-LEFT OVERRIDE}c", (4, 5), "c"),
    ("half \ud83d pair", (7, 11), "pair"),
    # Space around is not meant, beyond the text there is nothing
    ("  21 \n men ", (0, 99), "21 \n men"),
    ("21", (-5, 1), "2"),
    ("   ", (0, 3), ""),
    ("", (0, 0), ""),
    ("abc", (2, 2), ""),
]


@pytest.mark.parametrize(("text", "units", "meant"), SELECTED)
def test_selected_units_are_words(text: str, units: tuple[int, int], meant: str) -> None:
    start, end = ruler(text).to_points(*units)
    assert text[start:end] == meant


CHARACTERS = st.sampled_from(
    ["a", "7", " ", "\n", "\r\n", "\t", "é", "e\N{COMBINING ACUTE ACCENT}", "\N{FIRE}", FAMILY, "\x07", "\u202e", "\ud800"]
)


@given(st.lists(CHARACTERS, max_size=40).map("".join), st.data())
def test_there_and_back_is_the_same_words(text: str, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    measure = ruler(text)
    first, last = measure.to_points(measure.to_units(start), measure.to_units(end))
    # Whole characters, so never less than the words that were meant, and nothing but parts of their own characters besides
    assert text[first:last].strip() == text[first:last]
    assert set(range(start, end)) - set(range(first, last)) <= {k for k in range(start, end) if text[k].isspace()}
    again = measure.to_points(measure.to_units(first), measure.to_units(last))
    assert text[slice(*again)] == text[first:last]


@given(st.text(max_size=60))
def test_units_are_those_of_the_page(text: str) -> None:
    measure, shown = ruler(text), show(text)
    for point in range(len(text) + 1):
        assert measure.to_units(point) == len("".join(shown[:point]).encode("utf-16-le")) // 2
