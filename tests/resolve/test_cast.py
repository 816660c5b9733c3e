"""Everybody armed a report names, and whom "the insurgents" or "the group" stands for."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.resolve.actors import name_actor
from dateline.resolve.cast import claimed_by, read_cast
from dateline.schema.document import Document
from tests.resolve.told import claim, mention, phrase, report

DAY = date(2016, 3, 1)
TWO = report(
    "The militants of Boko Haram fled.",
    "The insurgents, the group and the army fought.",
    "Al-Shabaab denied that the movement took part; some gunmen did, and the jihadists.",
    published=DAY,
    names=[("Boko Haram", "armed_group"), ("Al-Shabaab", "organisation")],
)
ONE = report("The insurgents fled.", "Boko Haram fought.", published=DAY, names=[("Boko Haram", "armed_group")])


def meant(document: Document, part: str, *, after: str = "") -> str | None:
    found = read_cast(document).describe(words := phrase(document, part, after=after), name_actor(words.text, published=DAY))
    return found.name if found else None


@pytest.mark.parametrize(
    ("words", "after", "name"),
    [
        ("The insurgents", "", "Boko Haram"),
        ("the group", "", "Boko Haram"),
        ("the movement", "", "Al-Shabaab"),
        ("the jihadists", "", "Al-Shabaab"),
        ("the army", "", None),
        ("some gunmen", "", None),
        ("Al-Shabaab", "", None),
        ("The militants", "", None),
    ],
    ids=[
        "the last named before",
        "any body",
        "named meanwhile",
        "again the last",
        "an army",
        "no definite words",
        "a name",
        "nobody before, two in all",
    ],
)
def test_whom_a_description_stands_for(words: str, after: str, name: str | None) -> None:
    assert meant(TWO, words, after=after) == name


def test_before_any_name_it_is_the_only_one_of_the_report() -> None:
    assert meant(ONE, "The insurgents") == "Boko Haram"


def test_a_party_found_so_is_less_sure_and_says_how() -> None:
    named = read_cast(ONE).before(0)
    found = read_cast(ONE).describe(phrase(ONE, "The insurgents"), name_actor("The insurgents", published=DAY))
    assert named is not None
    assert found is not None
    assert found.made_by.startswith("cast:before+")
    assert found.confidence < named.confidence
    assert found.actor_id == named.actor_id


def test_a_report_without_armed_parties_has_no_cast() -> None:
    document = report("Chad met Sudan.", published=DAY, names=[("Chad", "place"), ("Sudan", "organisation")])
    assert read_cast(document).armed == ()
    assert read_cast(document).before(99) is None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Free Orro Army (FOA) shelled Dun. FOA fighters fled.", "FOA fighters", "Free Orro Army"),
        ("The Union for the Rebirth of Dun met. The URD left.", "The URD", "Union for the Rebirth of Dun"),
        ("The Free Orro Army shelled Dun. The KLO fled.", "The KLO", None),
        ("THE FREE ORRO ARMY SHELLED DUN. THE FOA FLED.", "THE FOA", None),
    ],
    ids=["in brackets behind it", "initials alone", "other letters", "a report in capitals"],
)
def test_initials_stand_for_the_name_told_before(text: str, words: str, name: str | None) -> None:
    document = report(*(f"{part}." for part in text.rstrip(".").split(". ")), published=DAY)
    found = read_cast(document).called(said := phrase(document, words), name_actor(said.text, published=DAY))
    assert (found.name if found else None) == name


def test_who_is_said_to_have_done_it() -> None:
    document = report("Boko Haram claimed it, police blamed bandits, the army denied it, and Boko Haram repeated its claim.")
    told = [
        claim(document, "claimed", "claimed it", by="Boko Haram"),
        claim(document, "blamed", "blamed", by="police", accused="bandits"),
        claim(document, "denied", "denied it", by="the army"),
        claim(document, "blamed", "blamed", by="police"),
        claim(document, "claimed", "repeated", by="Boko Haram"),
    ]
    mentions = [mention(document, "claimed", claims=tuple(told[:2])), mention(document, "claimed", claims=tuple(told[2:]))]
    assert [p.text for p in claimed_by(mentions)] == ["Boko Haram", "bandits"]


SOLE = report(
    "Six militants, two rebels, unidentified militants, Syrian rebels, gunmen and the army fought.",
    "Boko Haram fled.",
    published=DAY,
    names=[("Boko Haram", "armed_group")],
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Six militants", "Boko Haram"),
        ("two rebels", "Boko Haram"),
        ("unidentified militants", None),
        ("Syrian rebels", None),
        ("gunmen", None),
        ("the army", None),
    ],
)
def test_unnamed_rebels_are_those_of_the_only_armed_party(words: str, name: str | None) -> None:
    found = read_cast(SOLE).only(said := phrase(SOLE, words), name_actor(said.text, published=DAY))
    assert (found.name if found else None) == name


def test_where_two_armed_parties_are_named_nobody_knows_whose_rebels_they_are() -> None:
    words = phrase(TWO, "The militants")
    assert read_cast(TWO).only(words, name_actor(words.text, published=DAY)) is None


@pytest.mark.parametrize("words", ["Diallo", "Sow"])
def test_a_person_is_known_by_any_word_of_the_name(words: str) -> None:
    document = report("Mali's minister Jean Sow Diallo spoke.", f"{words} left.", published=DAY, names=[("Jean Sow Diallo", "person")])
    found = read_cast(document).person(name_actor(words, published=DAY))
    assert (found.name if found else None) == "Mali"


def test_a_person_whom_a_list_tears_from_the_title_is_introduced_by_it() -> None:
    document = report("Kofi Adu and Malian minister Jean Diallo met.", published=DAY, names=[("Jean Diallo", "person")])
    found = read_cast(document).person(name_actor("Diallo", published=DAY))
    assert (found.name if found else None) == "Mali"


def test_a_half_of_a_divided_country_by_its_side() -> None:
    document = report(
        "North Korea fired a rocket.", "The North denied it.", "The South did not.", published=DAY, names=[("North Korea", "place")]
    )
    cast = read_cast(document)
    named = [cast.called(words := phrase(document, part), name_actor(words.text, published=DAY)) for part in ("The North", "The South")]
    assert [a.name if a else None for a in named] == ["North Korea", None]


def test_the_country_of_all_armed_parties_named() -> None:
    assert read_cast(ONE).home == name_actor("Boko Haram", published=DAY).country
    assert read_cast(TWO).home is None
