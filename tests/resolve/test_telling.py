"""Who told of an event and who says who did it, each once."""

from __future__ import annotations

from datetime import date

from dateline.resolve.cast import Cast
from dateline.resolve.participants import Naming
from dateline.resolve.telling import claims, sources, with_own_deeds
from dateline.schema.record import Participant, SourceRecord
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


def test_an_office_taken_for_a_name_names_nobody() -> None:
    text = report("Prime Minister Amal Idris said so.", names=[("Prime Minister", "person"), ("Amal Idris", "person")])
    (told,) = sources(text, [mention(text, "said", sources=(source(text, "Prime Minister Amal Idris"),))])
    assert told.name == "Amal Idris"


def test_of_a_rank_and_a_name_the_name_is_told() -> None:
    text = report("Inspector Abel Dassi said so.", names=[("Inspector", "person"), ("Abel Dassi", "person")])
    (told,) = sources(text, [mention(text, "said", sources=(source(text, "Inspector Abel Dassi"),))])
    assert told.name == "Abel Dassi"


def test_a_word_for_fighters_is_a_surname_too() -> None:
    text = report("Mujahid said so.", names=[("Mujahid", "person")])
    (told,) = sources(text, [mention(text, "said", sources=(source(text, "Mujahid said"),))])
    assert told.name == "Mujahid"


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
    found = claims(TEXT, [mention(TEXT, "raid", claims=told)], (), Naming(DAY, "NGA", Cast(())))
    assert [(c.kind, c.by, c.text) for c in found] == [("claimed", "Boko Haram", "claimed the raid"), ("denied", None, "denied it")]


def test_nobody_told_and_nobody_claimed() -> None:
    assert sources(TEXT, [mention(TEXT, "raid")]) == ()
    assert claims(TEXT, [mention(TEXT, "raid")], (), Naming(None, None, Cast(()))) == ()


def test_people_of_no_party_blame_in_their_own_words() -> None:
    text = report("Some villagers blamed Boko Haram.", published=DAY, names=[("Boko Haram", "armed_group")])
    (blamed,) = claims(
        text, [mention(text, "blamed", claims=(claim(text, "blamed", "blamed", by="Some villagers"),))], (), Naming(DAY, "NGA", Cast(()))
    )
    assert blamed.by == "villagers"


def party(role: str, name: str) -> Participant:
    return Participant(role, name, f"test:{name}", None, None, None, (), "test", 1.0)


SIDES = (party("actor", "Chad"), party("recipient", "Sudan"))


def test_both_sides_are_the_parties_of_the_event() -> None:
    text = report("Both sides blamed the other.", published=DAY)
    told = mention(text, "blamed", claims=(claim(text, "blamed", "blamed", by="Both sides"),))
    assert [c.by for c in claims(text, [told], SIDES, Naming(DAY, None, Cast(())))] == ["Chad", "Sudan"]
    assert len(claims(text, [told], SIDES[:1], Naming(DAY, None, Cast(())))) == 1


def test_an_attacker_who_tells_of_the_attack_claims_it() -> None:
    army, crowd = (SourceRecord(name, None, 0, 4, "text", "model:roles", 0.8) for name in ("Chad", "witnesses"))
    (found,) = with_own_deeds((), (army, crowd), SIDES)
    assert (found.kind, found.by, found.made_by) == ("claimed", "Chad", "model:roles+source:own-deed")
    assert with_own_deeds((found,), (army,), SIDES) == (found,)


def test_a_body_is_the_one_told_before_by_the_noun_its_name_ends_with() -> None:
    text = report("The Red Coast Front fled. The front denied the raid.", names=[("Red Coast Front", "armed_group")])
    told = (claim(text, "denied", "denied the raid", by="The front"),)
    (found,) = claims(text, [mention(text, "raid", claims=told)], (), Naming(DAY, "NGA", Cast(())))
    assert found.by == "Red Coast Front"


def test_both_sides_of_nobody_knows_which_are_nobody() -> None:
    text = report("Both sides denied the raid.")
    told = (claim(text, "denied", "denied the raid", by="Both sides"),)
    (found,) = claims(text, [mention(text, "raid", claims=told)], (), Naming(DAY, "NGA", Cast(())))
    assert found.by is None
