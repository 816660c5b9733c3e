"""People whom only a deed names are those who did the last such deed told before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.resolve.actors import name_actor
from dateline.resolve.doers import named_by_deed, with_doers
from dateline.schema.record import Event, Participant, ParticipantMention


def party(role: str, words: str, *, id: str | None = None, kind: str | None = None) -> Participant:
    actor = name_actor(words, published=None, country=None)
    said = ParticipantMention(0, len(words), words, "model:roles", 0.9)
    return Participant(role, actor.name, id or actor.actor_id, kind or actor.kind, actor.sector, actor.country, (said,), actor.made_by, 0.9)


def attack(*parties: Participant) -> Event:
    return Event("e1", "ASSAULT", None, "happened", 0.9, None, (), parties)


BANDITS = party("actor", "bandits")
SOLDIERS = party("actor", "the army", id="nga-army", kind="military")


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("the attackers", True),
        ("two of the kidnappers", True),
        ("six of the raiders", True),
        ("the same assailants", True),
        ("gunmen", False),
        ("the gunmen from the Zorbat gang", False),
        ("the farmers", False),
        ("an attacker", False),
    ],
)
def test_who_is_named_by_a_deed_told_before(words: str, known: bool) -> None:
    assert named_by_deed(words, name_actor(words, published=None, country=None)) is known


def test_the_attackers_are_who_struck_last() -> None:
    (found,) = with_doers((party("recipient", "the kidnappers"),), (attack(party("actor", "rebels")), attack(BANDITS)))
    assert (found.role, found.name, found.made_by.split("+")[0]) == ("recipient", "bandits", "doer:before")
    assert [m.text for m in found.mentions] == ["the kidnappers"]
    assert found.confidence < 0.9


def test_soldiers_who_struck_last_are_passed_over() -> None:
    (found,) = with_doers((party("recipient", "the attackers"),), (attack(BANDITS), attack(SOLDIERS)))
    assert found.name == "bandits"


def test_they_stay_as_told_where_nobody_struck_before_or_he_stands_there_already() -> None:
    told = (party("recipient", "the attackers"),)
    assert with_doers(told, ()) == told
    assert with_doers(told, (replace(attack(BANDITS), type="ACCUSE"),)) == told
    both = (*told, BANDITS)
    assert with_doers(both, (attack(BANDITS),)) == both
