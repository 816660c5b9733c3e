""" "The attackers", "two of the kidnappers": people named by a deed are those who did the last such deed that the report told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.resolve.actors import ActorTable
from dateline.schema.place import Actor
from dateline.schema.record import Event, Participant

# Rows of the table of words for people whom only their deed names.
_ROW = "actors/agents:"
_KNOWN = frozenset({"the", "these", "those", "all", "both"})
# Who answers for a state is not the one whom "the attackers" means, though it struck last.
_OF_STATE = frozenset(
    {"military", "police", "security", "paramilitary", "gendarmerie", "government", "state", "intelligence", "international"}
)
# More words than these say who it is ("the gunmen from the Ti Bwa gang").
_FEW = 4
# Of 71 parties told so in the training reports 57 are who struck last and 4 who struck before; "else" are mostly those of a first attack.
_SURE = 0.8


def with_doers(parties: tuple[Participant, ...], before: Sequence[Event]) -> tuple[Participant, ...]:
    """The parties, those whom only a deed names ("*the attackers* were shot") as who did the last attack told before.

    Nobody is so named who stands in the event already; where no attack before has such a party they stay as told.
    """
    doer = next(_struck(before), None)
    if doer is None or any(p.name == doer.name for p in parties):
        return parties
    return tuple(_as(doer, p) if _by_deed(p) else p for p in parties)


def _struck(before: Sequence[Event]) -> Iterator[Participant]:
    """Who struck in the attacks told before, the last first, soldiers and police left out."""
    for event in reversed(before):
        if event.codes.plover == "ASSAULT" or event.type == "ASSAULT":
            yield from (p for p in event.participants if p.role == "actor" and p.kind not in _OF_STATE and not _by_deed(p))


def named_by_deed(words: str, actor: Actor | Participant) -> bool:
    """Do the words, and who they are by the tables, name people by nothing but a deed, and as known: "the attackers"?"""
    row = actor.made_by.rpartition("+")[2]
    if actor.actor_id is not None or not row.startswith(_ROW) or row.removeprefix(_ROW) not in ActorTable.load().phrases["doers"]:
        return False
    return _is_known(words.casefold().split())


def _by_deed(party: Participant) -> bool:
    return any(named_by_deed(m.text, party) for m in party.mentions)


def _is_known(words: Sequence[str]) -> bool:
    """Do the words stand for people told of before and say no more of them ("the same assailants", "two of the raiders")?"""
    return len(words) <= _FEW and (words[0] in _KNOWN or (words[1:2] == ["of"] and bool(_KNOWN & set(words[2:3]))))


def _as(doer: Participant, party: Participant) -> Participant:
    return replace(
        party,
        name=doer.name,
        actor_id=doer.actor_id,
        kind=doer.kind,
        sector=doer.sector,
        country=doer.country,
        made_by=f"doer:before+{party.made_by}",
        confidence=round(min(party.confidence, doer.confidence) * _SURE, 4),
    )
