"""Deeds that were not done, are called for a day, or that no time passes without."""

from __future__ import annotations

import pytest

from dateline import code

TOLD = [
    ("Unions have called a protest march in Sfax for Sunday.", "planned"),
    ("A protest march in Sfax has been called for Sunday.", "planned"),
    ("A protest march was held in Sfax on Sunday.", "happened"),
    ("Hardly a week goes by without a bomb attack in Mosul.", "habitual"),
    ("Police in Gabes made no arrests.", "denied"),
    ("Police in Gabes made two arrests.", "happened"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_the_parse_tells_of_it(text: str, expected: str) -> None:
    assert [event.status for event in code(text, published="2012-05-04").events] == [expected]
