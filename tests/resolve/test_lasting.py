"""How long an event had lasted, by the words of its sentence."""

from __future__ import annotations

import pytest

from dateline.annotate import annotate
from dateline.extract import extract
from dateline.resolve.lasting import lasting
from dateline.schema.report import Report

# A sentence, and how many days the first day of what it tells lies before its last, with the words.
LENGTHS = [
    ("Students blocked the bridge in Osh for a third day.", [(2, "third day")]),
    ("Troops shelled the camp for nine days.", [(8, "nine days")]),
    ("Rebels attacked the port for a second consecutive week.", [(7, "second consecutive week")]),
    ("Rebels attacked the port for the 12th straight night.", [(11, "12th straight night")]),
    ("Rebels attacked the port for three weeks.", [(20, "three weeks")]),
    ("Rebels attacked the port on the first day.", []),
    ("Rebels attacked the port for six hours.", []),
    ("Rebels attacked the port for 0 days.", []),
    ("Rebels attacked the port for 999999999 days.", []),
]


@pytest.mark.parametrize(("text", "expected"), LENGTHS)
def test_how_long_it_lasted(text: str, expected: list[tuple[int, str]]) -> None:
    document = annotate(Report("test", text, None))
    assert [(x.back, x.text) for x in lasting(document, extract(document)[:1])] == expected
