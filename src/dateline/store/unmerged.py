"""What merging is given of the store, and whether that still holds when it is done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from dateline.schema.jsonable import from_json
from dateline.schema.record import Record
from dateline.store import adding, decided, editions
from dateline.store.replay import REJECT, VERDICTS, Replayed, replay
from dateline.store.tables import Anchors, Codings, Decisions, Events, Origins, Reports, Tombstones, Trusts


@dataclass(frozen=True, slots=True)
class Told:
    """A report for merging: its record without the events that people rejected, the number of its coding, text and origin, and how far
    its source is trusted, where that was said."""

    report: str
    coding: int
    record: Record
    text: str
    origin: str | None
    trust: float | None = None


def generation(connection: Connection) -> tuple[int, ...]:
    """Two numbers that change with every decision and every tombstone."""
    counted = (Decisions.number, Tombstones.number)
    return tuple(connection.execute(select(func.coalesce(func.max(number), 0))).scalar_one() for number in counted)


def same_codings(connection: Connection, codings: dict[str, int]) -> bool:
    """Whether the events of these reports are still of these codings."""
    found: set[tuple[str, int]] = set()
    for part in adding.parts(sorted(codings)):
        asked = select(Events.report, Events.coding).where(Events.report.in_(part)).distinct()
        found |= {(row.report, row.coding) for row in connection.execute(asked)}
    return found == set(codings.items())


def told(connection: Connection, keys: list[str]) -> Iterator[Told]:
    """The latest coding of each of these reports as people decided, without the events they rejected, by key."""
    last = select(func.max(Codings.number)).where(Codings.report.in_(keys)).group_by(Codings.report)
    asked = select(Codings.report, Codings.number, Codings.record, Reports.text, Origins.origin, Trusts.trust)
    asked = asked.join(Reports, Reports.key == Codings.report).outerjoin(Origins, Origins.report == Codings.report)
    asked = asked.outerjoin(Trusts, Trusts.report == Codings.report)
    anchored = {row.report for row in connection.execute(select(Anchors.report).where(Anchors.report.in_(keys)).distinct())}
    replaced = editions.superseded(connection, keys)
    for row in connection.execute(asked.where(Codings.number.in_(last)).order_by(Codings.report)).all():
        record = from_json(json.loads(row.record))
        replayed = replay(record, decided.of_report(connection, row.report), row.report) if row.report in anchored else Replayed(record)
        rejected = {event for event, verdict in replayed.verdicts if verdict == VERDICTS[REJECT]}
        shown = () if row.report in replaced else tuple(event for event in replayed.record.events if event.id not in rejected)
        yield Told(row.report, row.number, replace(replayed.record, events=shown), row.text or "", row.origin, row.trust)
