"""Figures told by the abbreviations of security reports."""

from __future__ import annotations

import pytest

from dateline.extract.tallies import TALLIED, find_tallies
from tests.extract.made import read


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (
            "23/NUM/nummod/2 soldiers/soldier/NOUN/nsubj/3 KIA/PROPN/root/0 ,/PUNCT/punct/5 11/NUM/nummod/6 WIA/PROPN/list/3",
            [("23 soldiers", "killed"), ("11", "wounded")],
        ),
        ("KIA/PROPN/root/0 :/PUNCT/punct/3 3/NUM/appos/1 ;/PUNCT/punct/1", [("3", "killed")]),
        ("one/NUM/nummod/2 guard/NOUN/nsubj/3 inj_/inj/ADJ/root/0 ./PUNCT/punct/3", [("one guard", "wounded")]),
        ("a/DET/det/2 soldier/NOUN/nsubj/4 is/be/AUX/cop/4 MIA/PROPN/root/0 ./PUNCT/punct/4", [("a soldier", "missing")]),
        ("two/NUM/nummod/3 KIA/PROPN/compound/3 fighters/fighter/NOUN/nsubj/4 fled/flee/VERB/root/0", []),
        ("the/DET/det/2 KIA/PROPN/nsubj/3 attacked/attack/VERB/root/0 nine/NUM/nummod/5 posts/post/NOUN/obj/3", []),
        ("kia/PROPN/root/0 :/PUNCT/punct/3 3/NUM/appos/1", []),
    ],
    ids=["behind numbers", "a heading", "a short word", "with a verb", "a group's name", "its name alone", "in small letters"],
)
def test_abbreviations_behind_a_number(parse: str, expected: list[tuple[str, str]]) -> None:
    document = read(parse)
    found = find_tallies(document)
    assert [(document.text(f.first, f.last), f.label) for f in found] == expected
    assert all(f.confidence == TALLIED for f in found)
