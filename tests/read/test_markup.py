"""Markup is blanked in place; a text without it stays the same object."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.markup import see


@pytest.mark.parametrize(
    ("text", "seen", "kinds"),
    [
        ("<p>Rebels killed <b>two</b>.</p>", "\n\n Rebels killed    two    .\n\n  ", ("HTML",)),
        ("Pakistan&#39;s army &amp; police", "Pakistan    's army &     police", ("HTML",)),
        ("He left&nbsp;early", "He left      early", ("HTML",)),
        ("A<script>if (a < b) x()</script>B", "A" + " " * 31 + "B", ("HTML",)),
        ("A<!-- no -->B", "A           B", ("HTML",)),
        ("see [the report](https://example.org/a) now", f"see  the report{' ' * 24} now", ("Markdown",)),
        ("# Raid\n**Two** killed", "  Raid\n  Two   killed", ("Markdown",)),
    ],
)
def test_markup_is_blanked_in_place(text: str, seen: str, kinds: tuple[str, ...]) -> None:
    found = see(text)
    assert (found.text, found.kinds) == (seen, kinds)
    assert len(found.text) == len(text)


@pytest.mark.parametrize(
    "text",
    ["Fewer than <5 km & more", "the <Taliban> said", "AT&T; and R&D", "No. #1 in the list", "rated 5 * 3", "a[1] (2)", "x <b and y> z"],
)
def test_what_only_looks_like_markup_stays(text: str) -> None:
    found = see(text)
    assert found.text is text
    assert found.kinds == ()


@given(st.text(alphabet="<>&;#/! -*_[]()`pbscript39amp\n\"'", max_size=200))
def test_the_length_never_changes(text: str) -> None:
    assert len(see(text).text) == len(text)


@pytest.mark.timeout(60)  # a square would take minutes
@pytest.mark.parametrize("unit", ["<", "<p ", "<!--", "[", "](", "**a", "# ", "&", "&a", "<script", "[a", "![a](http:"])
def test_hostile_text_costs_no_square_of_its_length(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert len(see(text).text) == len(text)
