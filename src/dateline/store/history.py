"""What happened to a report, an event, an incident or a decision, told as rows in the order of time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from dateline.errors import UsageError
from dateline.schema.decision import Anchor, Decision
from dateline.schema.jsonable import from_json
from dateline.store import decided, editions, kept
from dateline.store.incidents import one_incident
from dateline.store.tables import Arrivals, Codings, Decisions, Editions, Reports, Tombstones


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a history: `what` happened `at`, who did it and why, where a person did."""

    at: str
    what: str
    who: str | None = None
    why: str | None = None
    id: str | None = None
    orphaned: bool = False


def history(connection: Connection, id: str) -> list[Row]:
    """The rows of whatever has this id. Raises UsageError where nothing has."""
    if connection.execute(select(Decisions.id).where(Decisions.id.startswith(id, autoescape=True))).first():
        decision = decided.one(connection, id)
        later = [each for each in decided.everything(connection) if each.undoes == decision.id]
        return [_decision_row(each, frozenset()) for each in (decision, *later)]
    reports, anchors = _about(connection, id)
    out = [row for key in reports for row in _report_history(connection, key)]
    orphaned = frozenset(id for key in reports for id in kept.replayed(connection, key).orphaned)
    for decision in decided.everything(connection):
        meant = kept.meant(connection, decision)
        if any(anchor.report in reports and (anchors is None or any(_same(anchor, one) for one in anchors)) for anchor in meant):
            out.append(_decision_row(decision, orphaned))
    return sorted(out, key=lambda row: row.at)


def _about(connection: Connection, id: str) -> tuple[list[str], list[Anchor] | None]:
    """The reports that an id is about, and the words of its events; None for those where a whole report is meant."""
    report, _, event = id.rpartition(":")
    try:
        return [kept.one_report(connection, id)], None
    except UsageError:
        pass
    incident = None if event and report else one_incident(connection, id)
    tellings = incident.tellings if incident else (id,)
    found = [kept.one_event(connection, telling) for telling in tellings]
    return list(dict.fromkeys(key for key, _ in found)), [
        Anchor(key, mention.start, mention.end, mention.text, event.type) for key, event in found for mention in event.mentions
    ]


def _same(anchor: Anchor, other: Anchor) -> bool:
    return anchor.report == other.report and min(anchor.end, other.end) > max(anchor.start, other.start)


def _report_history(connection: Connection, key: str) -> list[Row]:
    came = connection.execute(select(Arrivals).where(Arrivals.report == key).order_by(Arrivals.number)).all()
    out = [Row(row.arrived, f"report {row.given} arrived", id=key) for row in came]
    for row in connection.execute(select(Codings).where(Codings.report == key).order_by(Codings.number)):
        record = from_json(json.loads(row.record))
        told = f"failed: {record.failures[0].code}" if record.failures else f"{len(record.events)} event{'s' * (len(record.events) != 1)}"
        out.append(Row(row.coded, f"coded by dateline {row.version}: {told}", id=key))
    gone = connection.execute(select(Tombstones).where(Tombstones.report == key).order_by(Tombstones.number)).all()
    taken = {"text": "the text was taken out", "name": "a name was taken out"}
    out += [Row(one.at, taken[one.kind], one.who, one.why, key) for one in gone]
    states = connection.execute(select(Editions).where(Editions.report == key).order_by(Editions.number)).all()
    out += [Row(one.arrived, f"is {one.address}{f' as of {one.since}' if one.since else ''}", id=key) for one in states]
    later = editions.superseded(connection, (key,))
    return out + [Row(row.arrived, f"report {row.key[:12]} took its place", id=row.key) for row in _arrived(connection, later.values())]


def _arrived(connection: Connection, keys: Iterable[str]) -> list[Any]:
    return list(connection.execute(select(Reports.key, Reports.arrived).where(Reports.key.in_(list(keys)))).all())


def _decision_row(decision: Decision, orphaned: frozenset[str]) -> Row:
    anchor = decision.anchors[0] if decision.anchors else None
    about = f" “{anchor.text}” ({anchor.event})" if anchor else f" {(decision.undoes or '')[:12]}"
    value = f": {anchor.field} = {decision.value}" if anchor and anchor.field else ""
    more = f" and {len(decision.anchors) - 1} more" if len(decision.anchors) > 1 else ""
    return Row(decision.at, f"{decision.kind}{about}{more}{value}", decision.who, decision.why, decision.id, decision.id in orphaned)
