"""The event in the codes of other schemes, out of tables: data/ontology (CAMEO, the usual ACLED code of a mode), data/codes (ACLED and
UCDP by what is told of the parties and the words, PLOVER's quad codes and contexts). Each table says what the mapping loses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.resources import read_toml
from dateline.schema.record import Acled, Casualty, Codes, Participant, Ucdp

_NEGATIVE = "_not"
_CODES = frozenset({"event_type", "sub_event_type", "type_of_violence", "none"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the codes of an event depend on: `trigger` are lemmas of its trigger words, `words` those of its sentences."""

    type: str
    mode: str | None
    status: str
    parties: tuple[Participant, ...]
    casualties: tuple[Casualty, ...]
    weapons: frozenset[str]
    topics: tuple[str, ...]
    trigger: frozenset[str]
    words: frozenset[str]


def codes(told: Told) -> Codes:
    """PLOVER, CAMEO, ACLED and UCDP codes of an event; None where a scheme has none for it."""
    table = _ontology(told.type)
    own: dict[str, Any] = next((m for m in table.get("modes", ()) if m["name"] == told.mode), {})
    cameo = own.get("cameo") or table["codes"].get("cameo")
    facts = _facts(told)
    return Codes(
        plover=table["codes"]["plover"],
        quad=_table("codes/plover.toml")["quad"].get(table["codes"]["plover"]),
        contexts=_contexts(told),
        cameo=cameo,
        cameo_root=cameo[:2] if cameo else None,
        acled=_acled(facts, own.get("acled") or table["codes"].get("acled") or {}),
        ucdp=Ucdp((_first("codes/ucdp.toml", facts) or {}).get("type_of_violence")),
    )


def _acled(facts: Mapping[str, frozenset[str]], usual: Mapping[str, str]) -> Acled:
    """By the first rule that holds, else the usual code of the mode or type."""
    rule = _first("codes/acled.toml", facts)
    found = usual if rule is None else {} if rule.get("none") else rule
    return Acled(found.get("event_type"), found.get("sub_event_type"))


def _first(table: str, facts: Mapping[str, frozenset[str]]) -> Mapping[str, Any] | None:
    return next((rule for rule in _table(table)["rules"] if _holds(rule, facts)), None)


def _holds(rule: Mapping[str, Any], facts: Mapping[str, frozenset[str]]) -> bool:
    """Do all its conditions hold? `actor_not` asks that no actor is of such a class, `words_not` that none of the words is told."""
    for key, values in rule.items():
        if key in _CODES:
            continue
        hit = bool(facts[key.removesuffix(_NEGATIVE)] & frozenset(values))
        if hit == key.endswith(_NEGATIVE):
            return False
    return True


def _facts(told: Told) -> dict[str, frozenset[str]]:
    return {
        "type": frozenset({told.type}),
        "mode": frozenset({told.mode or ""}),
        "status": frozenset({told.status}),
        "outcome": frozenset(c.outcome for c in told.casualties),
        "weapon": told.weapons,
        "topic": frozenset(told.topics),
        "trigger": told.trigger,
        "words": told.words,
        "beside": told.words,
        "doer": frozenset(w for p in told.parties if p.role == "actor" for m in p.mentions for w in m.text.casefold().split()),
        "actor": _classes(p for p in told.parties if p.role == "actor"),
        "recipient": _classes(p for p in told.parties if p.role == "recipient"),
    }


def _classes(parties: Iterable[Participant]) -> frozenset[str]:
    """Classes of parties by their kind, else by their sector."""
    table = _by_kind()
    return frozenset(c for p in parties if (c := table.get(p.kind or "") or table.get(p.sector or "")) is not None)


@cache
def _by_kind() -> dict[str, str]:
    return {kind: name for name, kinds in _table("codes/acled.toml")["classes"].items() for kind in kinds}


def _contexts(told: Told) -> tuple[str, ...]:
    table = _table("codes/plover.toml")
    found = [table["topics"].get(t) for t in told.topics]
    found.append(table["modes"].get(f"{told.type}:{told.mode}"))
    found += [table["parties"].get(p.kind) for p in told.parties]
    return tuple(dict.fromkeys(c for c in found if c is not None))


@cache
def _table(name: str) -> dict[str, Any]:
    return read_toml(name)


@cache
def _ontology(type: str) -> dict[str, Any]:
    """The ontology's file of a type, read once a process: reading it for every event took a fifth of the time of a report."""
    return read_toml(f"ontology/{type.lower()}.toml")
