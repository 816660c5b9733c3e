"""Words that stand for two parties at once: "both sides" for the two who face each other in the report, "French and Malian troops"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dateline.resolve.actor_table import ActorTable, Match, Token, tokens_of
from dateline.resolve.actors import name_actor
from dateline.resolve.cast import ARMED
from dateline.resources import read_toml
from dateline.schema.mention import LIKELY
from dateline.schema.place import Actor
from dateline.schema.record import Event, Participant

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Kinds of parties that act for their state, and those that are no side of a conflict or of talks: who is hit, and who goes between.
_OF_A_STATE = frozenset({"state", "government", "military", "police", "security", "intelligence", "legislature"})
_NO_SIDE = frozenset({"civilians", "people", "person", "international", "unknown", "protesters", "media", "business", "religious"})
# How sure it is that "both sides" are the two who most often face each other before it: of 207 such words in the coded reports that the
# weights were trained on both are right in 171, one in 27.
_BOTH = 0.75
# The words for two parties.
TABLE = "actors/sides.toml"
# What stands between the members of a list.
_LISTED = re.compile(r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:the\s+)?", re.IGNORECASE)


def facing(before: Sequence[Event]) -> tuple[Actor, Actor] | None:
    """The two parties that most often stand on the two sides of the events told before, of as many the pair told last.

    The government and the forces of a state are one side, unless they face each other.
    """
    counts: Counter[tuple[str, str]] = Counter()
    known: dict[str, Counter[Actor]] = {}
    last: dict[tuple[str, str], int] = {}
    for number, event in enumerate(before):
        for one, other in _opposed(event):
            sides = _apart_as(one), _apart_as(other)
            if sides[0] == sides[1]:
                sides = one.name, other.name
            for side, party in zip(sides, (one, other), strict=True):
                known.setdefault(side, Counter())[_actor(party)] += 1
            key = (min(sides), max(sides))
            counts[key] += 1
            last[key] = number
    if not counts:
        return None
    pair = max(counts, key=lambda key: (counts[key], last[key], key))
    first, second = (max(known[side], key=lambda a: (known[side][a], a.name)) for side in sorted(pair, key=list(known).index))
    if first.country != second.country and None not in {first.country, second.country}:
        return _state(first), _state(second)
    return first, second


def _apart_as(party: Participant) -> str:
    """Under what it is counted: a state by its country, any other by its name."""
    return party.country if party.country is not None and party.kind in _OF_A_STATE else party.name


def _state(actor: Actor) -> Actor:
    """The state whose government or forces it is, since states face each other as such."""
    if actor.kind not in _OF_A_STATE or actor.kind == "state" or actor.country is None:
        return actor
    state = ActorTable.load().state(actor.country, None)
    if state is None:
        return actor
    return replace(actor, name=state.name, actor_id=state.id, kind="state", sector="executive")


def _opposed(event: Event) -> Iterator[tuple[Participant, Participant]]:
    sides = [p for p in event.participants if p.role != "third" and _is_side(p)]
    for k, one in enumerate(sides):
        for other in sides[k + 1 :]:
            if one.name != other.name and (event.type in SYMMETRIC or one.role != other.role):
                yield one, other


def _is_side(party: Participant) -> bool:
    sure = max(m.confidence for m in party.mentions) >= LIKELY
    return sure and party.kind not in _NO_SIDE and (party.actor_id is not None or party.kind in ARMED)


def _actor(p: Participant) -> Actor:
    return Actor(p.name, p.actor_id, p.kind, p.sector, p.country, f"sides:before+{p.made_by}", round(p.confidence * _BOTH, 4))


def stand_for_two(words: str) -> bool:
    """Do the words tell of two parties without naming them?

    >>> stand_for_two("both sides"), stand_for_two("the two men"), stand_for_two("the parties"), stand_for_two("the sides of the road")
    (True, False, True, False)
    """
    return _patterns().pair.fullmatch(" ".join(words.casefold().split())) is not None


def returns(words: str) -> bool:
    """Do the words stand for the other of two who do the same ("each other")?"""
    return " ".join(words.casefold().split()) in _patterns().others


def mutual(trigger: str) -> bool:
    """Do the words tell of a deed that two do to each other ("exchanged fire")?"""
    return _patterns().mutual.search(trigger.casefold()) is not None


@dataclass(frozen=True, slots=True)
class _Patterns:
    pair: re.Pattern[str]
    armed: re.Pattern[str]
    mutual: re.Pattern[str]
    others: frozenset[str]


@cache
def _patterns() -> _Patterns:
    table = read_toml(TABLE)
    told = {name: "(?:" + "|".join(words) + ")" for name, words in table.items()}
    often, any_of = rf"(?:\s{told['often']}){{0,2}}", rf"(?:{told['many']}|{told['armed']})"
    ways = (
        r"both|the two|either|each",
        # "Both sides", "its two neighbours", "envoys of both countries"
        rf"(?:(?:[\w-]+\s){{1,4}}(?:of|from|between)\s)?(?:both|(?:the|its|these|those) two)(?: of the)?{often}\s{any_of}",
        rf"the{often}\s{told['plain']}",
        rf"(?:each|either)\s{told['single']}",
        rf"their\s{told['theirs']}",
    )
    pair = re.compile("|".join(f"(?:{way})" for way in ways))
    return _Patterns(pair, re.compile(rf"\b{told['armed']}\b"), re.compile(rf"\b{told['mutual']}\b"), frozenset(table["others"]))


def both(words: str, pair: tuple[Actor, Actor]) -> tuple[Actor, Actor]:
    """The two as the words have them: "the two armies" are the forces of the two states."""
    if _patterns().armed.search(words.casefold()) is None:
        return pair
    first, second = (_forces(actor) if actor.kind in {"state", "government"} else actor for actor in pair)
    return first, second


def _forces(actor: Actor) -> Actor:
    forces = name_actor("the armed forces", published=None, country=actor.country)
    return actor if actor.country is None else replace(forces, made_by=actor.made_by, confidence=actor.confidence)


def apart(words: str, *, published: date | None, country: str | None) -> tuple[str, ...]:
    """The words for each of several states or groups that one noun phrase lists; the words alone where it lists none.

    >>> apart("French and Malian troops", published=None, country=None)
    ('French troops', 'Malian troops')
    >>> apart("the presidents of Chad and Sudan", published=None, country=None)
    ('the presidents of Chad', 'the presidents of Sudan')
    """
    if " and " not in words and "&" not in words and " AND " not in words:
        return (words,)
    tokens = tokens_of(words)
    found = ActorTable.load().find(tokens, published=published, country=country)
    listed = _listed([m for m in found if not m.aside and m.entry.table in {"states", "armed_groups"}], tokens, words)
    if len(listed) < 2:
        return (words,)
    before, behind = words[: tokens[listed[0].first].start], words[tokens[listed[-1].last - 1].end :]
    if not before.strip().casefold().removesuffix("the") and not behind.strip():
        return tuple(words[tokens[m.first].start : tokens[m.last - 1].end] for m in listed)
    return tuple(before + words[tokens[m.first].start : tokens[m.last - 1].end] + behind for m in listed)


def _listed(matches: Sequence[Match], tokens: Sequence[Token], words: str) -> list[Match]:
    """The first run of different names with nothing between them but what joins a list."""
    run: list[Match] = []
    for match in matches:
        between = words[tokens[run[-1].last - 1].end : tokens[match.first].start] if run else ""
        if run and (_LISTED.fullmatch(between) is None or match.entry.id in {m.entry.id for m in run}):
            if len(run) > 1:
                return run
            run = []
        run.append(match)
    return run
