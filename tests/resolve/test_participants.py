"""The parties of an event: named, and each named once (tests/cases/parties.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.resolve.cast import read_cast
from dateline.resolve.participants import Naming, participants, with_actor_before
from dateline.schema.record import Event, Participant
from tests.resolve.told import claim, mention, party, report

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "parties.toml").read_text("utf-8"))["cases"]
DAY = date(2016, 3, 1)


def parties(row: dict[str, Any]) -> tuple[Participant, ...]:
    document = report(*row["text"], published=DAY, names=row.get("names", ()))
    sides = []
    for role, part, *means in row["parties"]:
        sides.append(party(document, role, part, means=means[0] if means else ""))
    claims = tuple(claim(document, kind, part, by=by, accused=accused) for kind, part, by, accused in row.get("claims", ()))
    told = mention(document, row["text"][0].split()[0], row["type"], parties=tuple(sides), claims=claims)
    return participants([told], Naming(DAY, row["country"] or None, read_cast(document)))


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["note"])
def test_parties_as_an_analyst_reads_them(row: dict[str, Any]) -> None:
    found = parties(row)
    assert [f"{p.role} {p.name}: {' | '.join(m.text for m in p.mentions)}" for p in found] == row["records"]
    for p in found:
        assert [(m.start, m.end) for m in p.mentions] == sorted({(m.start, m.end) for m in p.mentions})
        assert p.made_by
        assert 0 <= p.confidence <= 1


def test_roles_stand_in_their_order_and_parties_in_that_of_the_text() -> None:
    document = report("The envoys of Chad, Sudan, Niger and Kenya met.")
    sides = tuple(
        party(document, *side) for side in (("third", "Chad"), ("recipient", "Kenya"), ("recipient", "Niger"), ("actor", "Sudan"))
    )
    told = mention(document, "met", "AID", parties=sides)
    found = participants([told], Naming(None, None, read_cast(document)))
    assert [p.name for p in found] == ["Sudan", "Niger", "Kenya", "Chad"]


def test_a_party_s_nature_is_that_of_the_day_of_publication() -> None:
    document = report("The Taliban met envoys.")
    told = mention(document, "met", "CONSULT", parties=(party(document, "actor", "The Taliban"),))
    kinds = [participants([told], Naming(day, None, read_cast(document)))[0].kind for day in (date(2015, 1, 1), date(2022, 1, 1))]
    assert kinds == ["rebels", "government"]


def test_an_attack_told_right_after_another_on_the_same_party_is_by_the_same() -> None:
    document = report("The Taliban raided an Islamic State camp.", "Strikes near Herat hit Islamic State fighters.", "Strikes hit a farm.")
    raids = [
        mention(document, "raided", parties=(party(document, "actor", "The Taliban"), party(document, "recipient", "Islamic State"))),
        mention(document, "Strikes", index=1, parties=(party(document, "recipient", "Islamic State fighters"),)),
        mention(document, "Strikes", after="Herat", index=2, parties=(party(document, "recipient", "a farm"),)),
    ]
    events = [participants([told], Naming(DAY, None, read_cast(document))) for told in raids]
    before = Event("e1", "ASSAULT", None, "happened", 0.9, None, (), events[0])
    (actor, _) = with_actor_before(events[1], (before,))
    assert (actor.name, actor.role, actor.confidence) == ("Taliban", "actor", 0.55)
    assert actor.made_by.startswith("actor:before+")
    assert with_actor_before(events[2], (before,)) == events[2]
    assert with_actor_before(events[1], ()) == events[1]
    assert with_actor_before(events[0], (before,)) == events[0]


def test_words_that_two_mentions_tell_of_are_as_sure_as_the_surer() -> None:
    document = report("Masked men seized and held him .")
    men = party(document, "actor", "Masked men")
    faint = replace(men, phrase=replace(men.phrase, confidence=0.2))
    told = [mention(document, "seized", parties=(faint,)), mention(document, "held", index=1, parties=(men,))]
    (found,) = participants(told, Naming(None, None, read_cast(document)))
    assert [m.confidence for m in found.mentions] == [0.9]


def test_who_is_blamed_is_as_sure_an_attacker_as_the_blame_names_it() -> None:
    document = report("Gunmen raided a farm, and the governor blamed Boko Haram.", names=[("Boko Haram", "armed_group")])
    beside = party(document, "actor", "Boko Haram")
    faint = replace(beside, phrase=replace(beside.phrase, confidence=0.2))
    blame = claim(document, "blamed", "blamed", by="the governor", accused="Boko Haram")
    told = mention(document, "Gunmen", parties=(faint,), claims=(blame,))
    (found,) = participants([told], Naming(None, "NGA", read_cast(document)))
    assert [(m.text, m.confidence) for m in found.mentions] == [("Boko Haram", 0.9)]


@pytest.mark.parametrize(
    ("accused", "records"),
    [
        (("Boko Haram",), ["Boko Haram"]),
        (("Boko Haram", "Al-Shabaab"), ["gunmen", "Boko Haram", "Al-Shabaab"]),
        (("Chad",), ["gunmen", "Chad"]),
    ],
)
def test_unnamed_attackers_are_the_one_armed_party_that_is_said_to_have_done_it(accused: tuple[str, ...], records: list[str]) -> None:
    document = report(
        f"Gunmen raided a farm, and the governor blamed {' and '.join(accused)}.", names=[(n, "armed_group") for n in accused]
    )
    doers = tuple(party(document, "actor", words) for words in ("Gunmen", *accused))
    blame = tuple(claim(document, "blamed", "blamed", by="the governor", accused=words) for words in accused)
    found = participants([mention(document, "raided", parties=doers, claims=blame)], Naming(None, "NGA", read_cast(document)))
    assert [p.name for p in found] == records


@pytest.mark.parametrize(
    ("other", "records"),
    [
        ("Boko Haram", ["Boko Haram"]),
        ("Soldiers from Chad", ["gunmen", "Military Forces of Chad"]),
        ("Farmers", ["gunmen", "farmers"]),
    ],
)
def test_unnamed_attackers_are_the_one_armed_party_that_another_sentence_names(other: str, records: list[str]) -> None:
    document = report("Gunmen raided a farm.", f"{other} raided it before dawn.")
    told = [
        mention(document, "raided", parties=(party(document, "actor", "Gunmen"),)),
        mention(document, "raided", index=1, after=other, parties=(party(document, "actor", other),)),
    ]
    assert [p.name for p in participants(told, Naming(None, None, read_cast(document)))] == records


def test_armed_people_hit_beside_their_party_are_the_same() -> None:
    document = report("Six rebels died in fighting between troops and Boko Haram.", names=[("Boko Haram", "armed_group")])
    hit = tuple(party(document, "recipient", words) for words in ("Six rebels", "Boko Haram"))
    found = participants([mention(document, "fighting", parties=hit)], Naming(None, "NGA", read_cast(document)))
    assert [p.name for p in found] == ["Boko Haram"]


@pytest.mark.parametrize(
    ("words", "mode", "protests", "name"),
    [
        ("Nine people", "firearms", {0}, "protesters"),
        ("Nine people", "firearms", {1}, "Civilians (Chile)"),
        ("Nine people", "explosives", {0}, "Civilians (Chile)"),
        ("dozens", "arrest", {0}, "protesters"),
        ("rebels", "firearms", {0}, "rebels"),
    ],
)
def test_people_shot_or_held_where_a_protest_is_told_are_the_protesters(words: str, mode: str, protests: set[int], name: str) -> None:
    document = report(f"Police stopped {words} during a march.", "The march went on.")
    type = "COERCE" if mode == "arrest" else "ASSAULT"
    told = mention(document, "stopped", type, mode=mode, parties=(party(document, "recipient", words),))
    naming = Naming(DAY, "CHL", read_cast(document), protests=frozenset(protests))
    assert [p.name for p in participants([told], naming)] == [name]


@pytest.mark.parametrize(
    ("whose", "words", "name"),
    [
        ("Azerbaijan", "its forces", "Military Forces of Azerbaijan"),
        ("Azerbaijan", "its foreign minister", "Azerbaijan"),
        ("the Taliban", "its fighters", "Taliban"),
        ("the Taliban", "Its men", "Taliban"),
        ("Azerbaijan", "its rivals", "rivals"),
        ("villagers", "their fighters", "fighters"),
    ],
)
def test_forces_are_those_of_whom_the_possessive_stands_for(whose: str, words: str, name: str) -> None:
    document = report(f"{whose} said {words} came.")
    own = replace(party(document, "actor", words), owner=party(document, "actor", whose).phrase)
    (found,) = participants([mention(document, "came", "MOBILIZE", parties=(own,))], Naming(date(2016, 3, 1), None, read_cast(document)))
    assert found.name == name


@pytest.mark.parametrize(
    ("type", "mode", "name"),
    [
        ("ASSAULT", None, "Civilians (Niger)"),
        ("RETREAT", "release", "Civilians (Niger)"),
        ("COERCE", "restrict", "Civilians (Niger)"),
        ("COERCE", "arrest", "welders"),
    ],
)
def test_people_of_everyday_life_are_civilians_where_they_are_hit_let_go_or_besieged(type: str, mode: str | None, name: str) -> None:
    document = report("They treated two welders so.")
    sides = (party(document, "recipient", "two welders"),)
    told = mention(document, "treated", type, parties=sides, mode=mode)
    (found,) = participants([told], Naming(date(2016, 3, 1), "NER", read_cast(document)))
    assert found.name == name


@pytest.mark.parametrize(
    ("type", "mode", "words", "name"),
    [
        ("MOBILIZE", "troops", "Nigeria", "Nigeria"),
        ("MOBILIZE", "weapons", "Nigeria", "Nigeria"),
        ("PROTEST", "demo", "some 500 people", "protesters"),
        ("PROTEST", "riot", "youths", "protesters"),
        ("REQUEST", None, "some 500 people", "Civilians (Nigeria)"),
        ("PROTEST", "demo", "a few beekeepers", "protesters"),
        ("PROTEST", "demo", "Kanuri Beekeepers", "Kanuri Beekeepers"),
        ("CONSULT", None, "Armando Lopez of Ecuador", "Ecuador"),
        ("CONSULT", None, "the Peruvian negotiator Jorge Salas", "Peru"),
        ("CONSULT", None, "former Peruvian negotiator Jorge Salas", "Jorge Salas"),
        ("ACCUSE", None, "Armando Lopez of Ecuador", "Armando Lopez"),
        ("ACCUSE", None, "opposition leader Musa Bello", "Opposition (Nigeria)"),
    ],
)
def test_a_party_is_what_its_deed_shows(type: str, mode: str | None, words: str, name: str) -> None:
    document = report(f"So {words} did it.")
    told = mention(document, "did", type, parties=(party(document, "actor", words),), mode=mode)
    (found,) = participants([told], Naming(date(2016, 3, 1), "NGA", read_cast(document)))
    assert found.name == name


@pytest.mark.parametrize(("type", "name"), [("COERCE", "Musa Bello"), ("ASSAULT", "Musa Bello"), ("SUPPORT", "Opposition (Nigeria)")])
def test_what_is_done_to_a_leader_of_the_opposition_is_done_to_the_person(type: str, name: str) -> None:
    document = report("They held opposition leader Musa Bello.")
    told = mention(document, "held", type, parties=(party(document, "recipient", "opposition leader Musa Bello"),))
    (found,) = participants([told], Naming(date(2016, 3, 1), "NGA", read_cast(document)))
    assert found.name == name


@pytest.mark.parametrize(
    ("type", "records"),
    [
        ("ACCUSE", ["actor Togo", "actor Benin", "recipient Togo", "recipient Benin"]),
        ("ASSAULT", ["actor Togo", "recipient Benin"]),
    ],
)
def test_each_of_two_who_do_it_to_each_other(type: str, records: list[str]) -> None:
    document = report("Togo and Benin shelled each other.")
    sides = tuple(party(document, *side) for side in (("actor", "Togo"), ("actor", "Benin"), ("recipient", "each other")))
    found = participants([mention(document, "shelled", type, parties=sides)], Naming(None, None, read_cast(document)))
    assert [f"{p.role} {p.name}" for p in found] == records


@pytest.mark.parametrize(
    ("text", "type", "subject", "words", "name"),
    [
        ("Macedonia sent the army to its border.", "MOBILIZE", "Macedonia", "the army", "Military Forces of North Macedonia"),
        (
            "The Dutch parliament asked the government for help.",
            "REQUEST",
            "The Dutch parliament",
            "the government",
            "Government of the Netherlands",
        ),
        ("France asked the government for help.", "REQUEST", "France", "the government", "Government of Chad"),
        ("Macedonia sent Polish troops home.", "MOBILIZE", "Macedonia", "Polish troops", "Military Forces of Poland"),
    ],
)
def test_the_army_of_whoever_sends_it(text: str, type: str, subject: str, words: str, name: str) -> None:
    document = report(text, published=date(2020, 1, 1))
    told = replace(party(document, "recipient", words), owner=party(document, "actor", subject).phrase)
    found = participants(
        [mention(document, text.split()[-1].strip("."), type, parties=(told,))], Naming(date(2020, 1, 1), "TCD", read_cast(document))
    )
    assert [p.name for p in found] == [name]


@pytest.mark.parametrize(
    ("who", "mode", "words", "name"),
    [
        ("Police", "firearms", "a crowd of several thousand", "protesters"),
        ("Soldiers", "crowd-control", "a mob", "protesters"),
        ("Gunmen", "firearms", "a crowd of several thousand", "Civilians (Chile)"),
        ("Police", "explosives", "a crowd of several thousand", "Civilians (Chile)"),
    ],
)
def test_a_crowd_whom_police_or_soldiers_shoot_or_gas_are_protesters(who: str, mode: str, words: str, name: str) -> None:
    document = report(f"{who} attacked {words}.")
    parties = (party(document, "actor", who), party(document, "recipient", words))
    found = participants([mention(document, "attacked", mode=mode, parties=parties)], Naming(DAY, "CHL", read_cast(document)))
    assert [p.name for p in found if p.role == "recipient"] == [name]
