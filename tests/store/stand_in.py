"""Stands in for `dateline.merge` with the same names: events of one type, day and place are one incident, equal texts are copies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from dateline.run.incidents import Merging
from dateline.schema.incident import Field, Incident, Said, Telling, Toll
from dateline.schema.record import Record

Pairs = tuple[tuple[str, str], ...]


def near(telling: Telling) -> tuple[str, ...]:
    event = telling.event
    return (f"{event.type}/{event.when.start_date}/{event.where.name}",)


def tell(record: Record, text: str, *, report: str, origin: str | None = None, trust: float | None = None) -> tuple[Telling, ...]:
    note = record.report
    told = (note.published, note.publisher)
    return tuple(Telling(f"{report}:{event.id}", report, origin or report, *told, event, text, trust) for event in record.events)


def affected(new: Iterable[Telling], fetch: Callable[[frozenset[str]], Iterable[Telling]]) -> tuple[Telling, ...]:
    found = {telling.id: telling for telling in new}
    met = fetch(frozenset(key for telling in found.values() for key in near(telling)))
    found |= {telling.id: telling for telling in met}
    return tuple(found[id] for id in sorted(found))


def copy_keys(text: str) -> tuple[str, ...]:
    return (" ".join(text.split())[:60],)


def origins(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    held = dict(texts)
    first: dict[str, str] = {}
    for key in sorted(held):
        first.setdefault(" ".join(held[key].split()), key)
    return {key: first[" ".join(text.split())] for key, text in held.items()}


def merge(tellings: Iterable[Telling], *, policy: str = "stand-in", held: Pairs = (), apart: Pairs = ()) -> tuple[Incident, ...]:
    by_id = {telling.id: telling for telling in tellings}
    groups = {id: near(telling)[0] for id, telling in by_id.items()}
    for one, other in held:
        if one in groups and other in groups:
            old, new = groups[other], groups[one]
            groups = {id: new if group == old else group for id, group in groups.items()}
    for one, other in apart:
        if one in groups and other in groups:
            groups[one] = f"{groups[one]} without {one}"
    members = [[by_id[id] for id in sorted(by_id) if groups[id] == group] for group in sorted(set(groups.values()))]
    return tuple(_incident(told, policy) for told in members)


def _incident(told: list[Telling], policy: str) -> Incident:
    ids = tuple(telling.id for telling in told)
    types = Field("type", told[0].event.type, (Said(told[0].event.type, ids, len(ids)),), 0.0)
    killed = [entry for telling in told for entry in telling.event.casualties if entry.outcome == "killed"]
    lows = [entry.low for entry in killed if entry.low is not None]
    tolls = (Toll("killed", "recipient", None, min(lows), max(lows), None, policy, (), 0.0),) if lows else ()
    days = sorted(telling.published for telling in told if telling.published)
    name = hashlib.sha256(" ".join(ids).encode()).hexdigest()
    sources = len({telling.origin for telling in told})
    return Incident(name, ids, (types,), tolls, (), sources, days[0] if days else None, days[-1] if days else None)


MERGING = Merging(merge, near, affected, tell, copy_keys, origins)
