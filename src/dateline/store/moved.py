"""Where the events of an incident are that is no more: its id was given out, in a paper or a link, and must lead somewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dateline.errors import UsageError
from dateline.schema.jsonable import from_json
from dateline.schema.record import Event
from dateline.store import adding
from dateline.store.replay import anchor_of, find
from dateline.store.tables import Codings, Events, Formers


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of all events that an incident `id` ever held: `into` are the incidents that hold them now, each with those, most
    first.

    The tellings are named as they are now. `gone` counts those that are in no incident: rejected, no longer coded, or not yet merged.
    """

    id: str
    into: tuple[tuple[str, tuple[str, ...]], ...]
    gone: int = 0


def moved(connection: Connection, prefix: str) -> Moved:
    """What became of the incident whose id begins, or began, so. Raises UsageError where there never was one, or several."""
    asked = select(Formers.incident).where(Formers.incident.startswith(prefix, autoescape=True)).distinct().limit(2)
    found = [row.incident for row in connection.execute(asked)] if prefix else []
    if len(found) != 1:
        raise UsageError(f"{prefix}: {'no incident has or had' if not found else 'several incidents have or had'} an id that begins so")
    rows = connection.execute(select(Formers).where(Formers.incident == found[0])).all()
    # One event has a row for each coding in which the incident held it
    present = {_present(connection, row.telling, row.coding) or f"{row.telling} of {row.coding}" for row in rows}
    now = homes(connection, present)
    into: dict[str, list[str]] = {}
    for telling, incident in sorted(now.items()):
        into.setdefault(incident, []).append(telling)
    most_first = sorted(into.items(), key=lambda one: (-len(one[1]), one[0]))
    return Moved(found[0], tuple((id, tuple(tellings)) for id, tellings in most_first), len(present) - len(now))


def _present(connection: Connection, telling: str, coding: int) -> str | None:
    """The telling as the latest coding names it: the event whose words lie where this one's lay; None where there is none."""
    report, _, name = telling.rpartition(":")
    latest = connection.execute(select(func.max(Codings.number)).where(Codings.report == report)).scalar_one()
    if latest == coding:
        return telling
    before = next((event for event in _events(connection, coding) if event.id == name), None)
    now = None if before is None else find(_events(connection, latest), anchor_of(report, before))
    return None if now is None else f"{report}:{now.id}"


def _events(connection: Connection, coding: int) -> tuple[Event, ...]:
    body = connection.execute(select(Codings.record).where(Codings.number == coding)).scalar_one()
    return from_json(json.loads(body)).events


def homes(connection: Connection, tellings: Iterable[str]) -> dict[str, str]:
    """The incident of each telling that is in one."""
    out: dict[str, str] = {}
    for part in adding.parts(sorted(set(tellings))):
        asked = select(Events.telling, Events.incident).where(Events.telling.in_(part), Events.incident.is_not(None))
        out |= {row.telling: row.incident for row in connection.execute(asked)}
    return out
