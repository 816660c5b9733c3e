"""A party as lists of conflict data print it: "Unidentified Armed Group (Niger)", "Protesters (Egypt)", and its kind among ACLED's.

The record keeps a party that nobody names in the report's own words; a list has one line for all of its kind. Which words make which
kind stands in `data/codes/actor_kinds.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.resolve.actor_table import ActorTable, singulars, tokens_of
from dateline.resources import read_toml
from dateline.schema.record import Participant

_TABLE = "codes/actor_kinds.toml"
EXTERNAL, OTHER = "external forces", "other"
# The longest of the table's words for a described party ("anti-government protester").
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """`name` as a list prints it; `kind`: government, state forces, rebel group, political militia, identity militia, rioters,
    protesters, civilians, external forces, international organisation, other."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a described party's kind depends on besides its words: the event's type, mode and country (ISO 3166-1 alpha-3)."""

    type: str | None = None
    mode: str | None = None
    country: str | None = None


def listed(party: Participant, occasion: Occasion) -> Listed:
    """The party as a list prints it. A force outside its own country is an external one; never raises for odd words."""
    table = _table()
    if party.actor_id is None and party.kind not in table["by_kind_alone"]:
        rule = next((rule for rule in table["described"] if _holds(rule, party, occasion)), None)
        if rule is not None:
            return Listed(_filled(rule["name"], party.country or occasion.country), rule["kind"])
    leads = party.made_by.startswith("actors/leaders:")  # who commands a force speaks at home
    if party.kind in table["abroad"] and not leads and occasion.country and party.country and occasion.country != party.country:
        return Listed(party.name, EXTERNAL)
    entry = ActorTable.load().entry(party.actor_id) if party.actor_id else None
    if party.kind == "international" and entry is not None and entry.countries:
        return Listed(party.name, EXTERNAL)  # a mission that is in a country
    own = entry.listed if entry is not None and party.kind == entry.kind else ""
    return Listed(party.name, own or _kinds()[0].get(party.kind or "") or _kinds()[1].get(party.sector or "") or OTHER)


def _holds(rule: Mapping[str, Any], party: Participant, occasion: Occasion) -> bool:
    words = _words(party)
    if "words" in rule and not words & frozenset(rule["words"]):
        return False
    if rule.get("armed") and not words & frozenset(_table()["arms"]):
        return False
    if "act" in rule and (party.role != "actor" or not {occasion.type, f"{occasion.type}:{occasion.mode}"} & set(rule["act"])):
        return False
    return all(
        (getattr(party, field) or "unknown") in rule[key] for key, field in (("kinds", "kind"), ("sectors", "sector")) if key in rule
    )


def _words(party: Participant) -> frozenset[str]:
    """Every word and run of words of the party's first mention and its name, as they stand and in the singular."""
    found: set[str] = set()
    for text in (party.name, *(m.text for m in party.mentions[:1])):
        folded = [t.folded for t in tokens_of(text)]
        for first in range(len(folded)):
            for last in range(first + 1, min(first + _LONGEST, len(folded)) + 1):
                *head, tail = folded[first:last]
                found.update(" ".join((*head, form)) for form in singulars(tail))
    return frozenset(found)


def _filled(template: str, country: str | None) -> str:
    state = ActorTable.load().entry(country) if country else None
    return template.replace("{state}", state.name) if state is not None else template.replace(" ({state})", "")


@cache
def _kinds() -> tuple[dict[str, str], dict[str, str]]:
    """The kind in a list by the kind and by the sector of the tables of actors."""
    first, second = (_turned(_table()[name]) for name in ("kinds", "sectors"))
    return first, second


def _turned(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: name for name, words in groups.items() for word in words}


@cache
def _table() -> dict[str, Any]:
    return read_toml(_TABLE)
