"""What changed in a store, for programs that keep a copy: since when, what is gone, and whether anything changed at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exists, func, select
from sqlalchemy.orm import aliased

from dateline.store.store import Store
from dateline.store.tables import Arrivals, Codings, Decisions, Dissolved, Incidents, Tombstones


@dataclass(frozen=True, slots=True)
class Gone:
    """What a copy must no longer hold: `kind` "incident" (it was taken apart; its events are in others, or wait), "text" (the text of a
    report was taken out) or "name" (a name was taken out of a report: read it anew). `id` is the incident's, or the report's key."""

    kind: str
    id: str
    at: str


@dataclass(frozen=True, slots=True)
class GonePlace:
    """Up to where the deletions were read: the change of an incident, and the number of a tombstone."""

    change: int = 0
    tombstone: int = 0


@dataclass(frozen=True, slots=True)
class Started:
    """The numbers behind which everything stands that happened at a time or later, one for each list."""

    change: int
    coding: int
    gone: GonePlace


def started(store: Store, since: str) -> Started:
    """Where reading begins for what happened since a time, ISO 8601 in UTC to the second as `Store.now` gives it."""
    with store.database.reading() as connection:
        change = _before(connection, Incidents.changed, Incidents.change, since)
        coding = _before(connection, Codings.coded, Codings.number, since)
        dissolved = _before(connection, Dissolved.at, Dissolved.change, since)
        tombstone = _before(connection, Tombstones.at, Tombstones.number, since)
    return Started(change, coding, GonePlace(dissolved, tombstone))


def _before(connection: Connection, time: Any, number: Any, since: str) -> int:
    """The number before the first row of that time or later; where there is none, that of the last row."""
    first = connection.execute(select(func.min(number)).where(time >= since)).scalar_one()
    return int(first) - 1 if first is not None else int(connection.execute(select(func.max(number))).scalar_one() or 0)


def gone(store: Store, *, after: GonePlace, limit: int) -> tuple[tuple[Gone, GonePlace], ...]:
    """At most so many deletions behind a place, each with its own: incidents first, then reports that words were taken out of.

    An incident that came back with the same events is not among them.
    """
    later = aliased(Dissolved)
    back = exists().where(Incidents.id == Dissolved.id)
    again = exists().where(later.id == Dissolved.id, later.change > Dissolved.change)
    incidents = select(Dissolved).where(Dissolved.change > after.change, ~back, ~again).order_by(Dissolved.change).limit(limit)
    with store.database.reading() as connection:
        out = [(Gone("incident", row.id, row.at), GonePlace(row.change, after.tombstone)) for row in connection.execute(incidents)]
        # Where the incidents end the place is that of the last one that was looked at.
        change = out[-1][1].change if out else after.change
        of_report = select(Tombstones).where(Tombstones.number > after.tombstone, Tombstones.report.is_not(None))
        taken = connection.execute(of_report.order_by(Tombstones.number).limit(limit - len(out)))
        out += [(Gone(row.kind, row.report, row.at), GonePlace(change, row.number)) for row in taken]
    return tuple(out)


def revision(store: Store) -> tuple[int, ...]:
    """Numbers that are others whenever a list or an item of the store is: every change adds a row to one of these tables."""
    counted = (Incidents.change, Dissolved.change, Codings.number, Arrivals.number, Decisions.number, Tombstones.number)
    asked = select(*(select(func.coalesce(func.max(number), 0)).scalar_subquery().label(f"n{n}") for n, number in enumerate(counted)))
    with store.database.reading() as connection:
        return tuple(int(number) for number in connection.execute(asked).one())
