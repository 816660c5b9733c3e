"""What merging gives the store: incidents, and the keys by which new reports find what they may be the same as."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from dateline.schema.incident import Incident
from dateline.schema.jsonable import dumps, to_plain
from dateline.store import adding
from dateline.store.listing import listed
from dateline.store.tables import Blocks, Copies, Events, Formers, Incidents, Origins


@dataclass(frozen=True, slots=True)
class Merged:
    """What was merged. `blocks` are blocking keys by telling, `copies` keys of copies and `origins` origins by report; `codings` the
    numbers of the codings, by report, that the incidents were made of."""

    incidents: tuple[Incident, ...]
    blocks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    copies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    codings: tuple[tuple[str, int], ...] = ()


def keep(connection: Connection, merged: Merged, at: str) -> None:
    """Puts the incidents in the place of those that their events were in, and the keys in the place of the old ones.

    An incident that is as it was before is left alone: it did not change.
    """
    _keys(connection, Blocks, Blocks.telling, merged.blocks)
    _keys(connection, Copies, Copies.report, merged.copies)
    _replace(connection, Origins, Origins.report, [{"report": report, "origin": origin} for report, origin in merged.origins])
    tellings = sorted({telling for incident in merged.incidents for telling in incident.tellings})
    events: dict[str, Any] = {}
    for part in adding.parts(tellings):
        events |= {row.telling: row for row in connection.execute(select(Events).where(Events.telling.in_(part)))}
    before = {row.incident for row in events.values() if row.incident}
    same = _unchanged(connection, [incident for incident in merged.incidents if incident.id in before], events)
    adding.loosen(connection, before - same, at)
    # Reports that disagree are worth more
    adding.unvalue(connection, {row.report for row in events.values()})
    change = adding.next_change(connection)
    for some in adding.parts([incident for incident in merged.incidents if incident.id not in same]):
        told = [_row(incident, events) | {"change": change + n, "changed": at} for n, incident in enumerate(some)]
        change += len(some)
        connection.execute(insert(Incidents), told)
        _belong(connection, some, events)


def _unchanged(connection: Connection, incidents: list[Incident], events: dict[str, Any]) -> set[str]:
    """Those of these incidents that stand in the store with all the same values."""
    same: set[str] = set()
    for some in adding.parts(incidents):
        found = connection.execute(select(Incidents).where(Incidents.id.in_([incident.id for incident in some])))
        stored = {row.id: row._mapping.items() for row in found}
        same |= {incident.id for incident in some if _row(incident, events).items() <= stored[incident.id]}
    return same


def _row(incident: Incident, events: dict[str, Any]) -> dict[str, Any]:
    return listed(incident, [events[telling] for telling in incident.tellings]) | {"body": dumps(to_plain(incident))}


def _belong(connection: Connection, incidents: list[Incident], events: dict[str, Any]) -> None:
    belongs = update(Events.__table__).where(Events.__table__.c.telling == bindparam("one")).values(incident=bindparam("into"))  # type: ignore[arg-type]
    members = [(incident.id, telling) for incident in incidents for telling in incident.tellings]
    connection.execute(belongs, [{"one": telling, "into": id} for id, telling in members])
    adding.insert_missing(connection, Formers, [{"incident": id, "telling": one, "coding": events[one].coding} for id, one in members])


def _keys(connection: Connection, table: Any, of: Any, keys: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    found: dict[str, tuple[str, ...]] = dict(keys)
    for part in adding.parts(sorted(found)):
        connection.execute(delete(table).where(of.in_(part)))
    _insert(connection, table, [{"key": key, of.key: one} for one, own in sorted(found.items()) for key in sorted(set(own))])


def _replace(connection: Connection, table: Any, of: Any, rows: list[dict[str, str]]) -> None:
    for part in adding.parts(sorted(row[of.key] for row in rows)):
        connection.execute(delete(table).where(of.in_(part)))
    _insert(connection, table, rows)


def _insert(connection: Connection, table: Any, rows: list[dict[str, str]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
