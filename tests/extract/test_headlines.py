"""The grammar of headlines: no articles, a comma for "and", participles for passives."""

from __future__ import annotations

import pytest

from dateline import code
from dateline.extract.headlines import is_headline, is_participle, listed_sides
from tests.extract.made import read

TRUCE = "Lima/PROPN/nsubj/4 ,/PUNCT/punct/1 rebels/rebel/NOUN/appos/1 sign/VERB/root/0 truce/NOUN/obj/4"


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (TRUCE, True),
        (f"{TRUCE} ./PUNCT/punct/4", False),
        ("The/DET/det/2 rebels/rebel/NOUN/nsubj/3 sign/VERB/root/0 truce/NOUN/obj/3", False),
        ("Truce/NOUN/root/0 in/ADP/case/3 Lima/PROPN/nmod/1", False),
    ],
)
def test_what_is_told_as_headlines_are(parse: str, expected: bool) -> None:
    assert is_headline(read(parse), 0) is expected


@pytest.mark.parametrize(
    ("parse", "verb", "expected"),
    [
        ("Nun/NOUN/nsubj/2 freed/free/VERB/root/0 in/ADP/case/4 Gao/PROPN/obl/2", 1, True),
        ("Army/NOUN/nsubj/2 freed/free/VERB/root/0 nun/NOUN/obj/2", 1, False),
        ("Army/NOUN/nsubj/2 frees/free/VERB/root/0 in/ADP/case/4 Gao/PROPN/obl/2", 1, False),
        ("Nun/NOUN/nsubj/2 freed/free/VERB/root/0 ./PUNCT/punct/2", 1, False),
    ],
)
def test_a_participle_for_a_passive(parse: str, verb: int, expected: bool) -> None:
    assert is_participle(read(parse), verb) is expected


def test_a_comma_for_and() -> None:
    assert listed_sides(read(TRUCE), 3) == (0, 2)
    assert listed_sides(read(TRUCE), 4) == (0, 2)
    assert listed_sides(read(f"{TRUCE} ./PUNCT/punct/4"), 3) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "role", "party"),
    [
        ("Manila, Muslim rebels sign truce", "actor", "Philippines"),
        ("Rabat, Algiers trade accusations over border post", "recipient", "Algeria"),
        ("Ex-admiral gunned down in Manila cafe", "recipient", "Ex-admiral"),
        ("US drone strike kills six in Shabwa", "actor", "United States"),
    ],
)
def test_who_stands_where_in_a_headline(text: str, role: str, party: str) -> None:
    told = code(text, published="2014-08-12").events
    assert party in {p.name for e in told for p in e.participants if p.role == role}


@pytest.mark.model
def test_who_is_held_over_a_deed_is_under_arrest() -> None:
    told = code("Six held after Tunis bombing", published="2014-08-12").events
    assert [(e.mode, [c.outcome for c in e.casualties]) for e in told if e.type == "COERCE"] == [("arrest", ["detained"])]


@pytest.mark.model
def test_talks_turned_down() -> None:
    told = code("Baku rejects Yerevan offer of talks", published="2014-08-12").events
    assert ("REJECT", "meet") in {(e.type, e.mode) for e in told}
