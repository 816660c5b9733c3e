"""Who told of an event and who says who did it, each once."""

from __future__ import annotations

from datetime import date

from dateline.resolve.cast import Cast
from dateline.resolve.participants import Naming
from dateline.resolve.telling import claims, sources
from tests.resolve.told import claim, mention, report, source

DAY = date(2016, 3, 1)
TEXT = report(
    "Army spokesman Amal Idris said so, and witnesses agreed.",
    "Boko Haram claimed the raid; Idris said the militants of Boko Haram claimed it twice, and somebody denied it.",
    published=DAY,
    names=[("Amal Idris", "person"), ("Boko Haram", "armed_group")],
)


def test_a_person_goes_by_name_others_by_their_words() -> None:
    said = mention(TEXT, "said", sources=(source(TEXT, "witnesses"), source(TEXT, "Army spokesman Amal Idris")))
    found = sources(TEXT, [said])
    assert [(s.name, s.text) for s in found] == [("Amal Idris", "Army spokesman Amal Idris"), ("witnesses", "witnesses")]


def test_a_source_that_tells_twice_is_one() -> None:
    said = mention(TEXT, "said", sources=(source(TEXT, "witnesses"),))
    assert len(sources(TEXT, [said, said])) == 1


def test_an_affiliation_is_given_where_the_actor_lists_know_it() -> None:
    (army,) = sources(TEXT, [mention(TEXT, "said", sources=(source(TEXT, "the militants of Boko Haram"),))])
    assert (army.name, army.affiliation) == ("the militants of Boko Haram", "Boko Haram")
    (unknown,) = sources(TEXT, [mention(TEXT, "said", sources=(source(TEXT, "witnesses"),))])
    assert unknown.affiliation is None


def test_the_same_claim_by_the_same_party_is_one() -> None:
    told = (
        claim(TEXT, "claimed", "claimed the raid", by="Boko Haram"),
        claim(TEXT, "claimed", "claimed it twice", by="the militants of Boko Haram"),
        claim(TEXT, "denied", "denied it"),
    )
    found = claims(TEXT, [mention(TEXT, "raid", claims=told)], Naming(DAY, "NGA", Cast(())))
    assert [(c.kind, c.by, c.text) for c in found] == [("claimed", "Boko Haram", "claimed the raid"), ("denied", None, "denied it")]


def test_nobody_told_and_nobody_claimed() -> None:
    assert sources(TEXT, [mention(TEXT, "raid")]) == ()
    assert claims(TEXT, [mention(TEXT, "raid")], Naming(None, None, Cast(()))) == ()


def test_people_of_no_party_blame_in_their_own_words() -> None:
    text = report("Some villagers blamed Boko Haram.", published=DAY, names=[("Boko Haram", "armed_group")])
    (blamed,) = claims(
        text, [mention(text, "blamed", claims=(claim(text, "blamed", "blamed", by="Some villagers"),))], Naming(DAY, "NGA", Cast(()))
    )
    assert blamed.by == "villagers"
