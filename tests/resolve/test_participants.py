"""The parties of an event: named, and each named once (tests/cases/parties.toml)."""

from __future__ import annotations

import tomllib
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
