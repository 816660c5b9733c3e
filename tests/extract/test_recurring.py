"""Attacks told of a whole span of years are usual, those of a day or a counted time are not."""

from __future__ import annotations

import pytest

from dateline import code

TOLD = [
    ("Maoists have attacked police posts in Lakhan district since 1998.", "habitual"),
    ("Militiamen have for years been burning farms in the Ruzi valley.", "habitual"),
    ("Gunmen have attacked the post at Daraa since Monday.", "happened"),
    ("Gunmen attacked the police post in Gao in 1998.", "happened"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_is_told_of_years(text: str, expected: str) -> None:
    assert [event.status for event in code(text, published="2012-05-04").events] == [expected]
