"""One report of the store as it was coded last and as people decided, and the events in it that an id or a decision means."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.errors import UsageError
from dateline.schema.decision import Anchor, Decision
from dateline.schema.imported import MADE_BY
from dateline.schema.jsonable import from_json
from dateline.schema.record import Coder, Event, Record
from dateline.schema.report import Report
from dateline.store import adding, decided, rows
from dateline.store.replay import UNDO, Replayed, find, replay, with_added
from dateline.store.tables import Arrivals, Codings, Failures, Reports


def latest(*, not_by: Coder | None, failed: bool, passed_over: bool | None) -> Any:
    """Asks for the keys of the reports whose latest coding is such (`Store.keys`)."""
    last = select(Codings.report, func.max(Codings.number).label("number")).group_by(Codings.report).subquery()
    asked = select(Reports.key).join(last, last.c.report == Reports.key).join(Codings, Codings.number == last.c.number)
    if not_by is not None:
        # What people coded is not coded again
        asked = asked.where(Codings.coder != rows.coder_key(not_by), ~Codings.version.startswith(MADE_BY, autoescape=True))
    if failed:
        asked = asked.where(Codings.number.in_(select(Failures.coding)))
    if passed_over is not None:
        asked = asked.where(adding.passed_over() if passed_over else ~adding.passed_over())
    if not_by is not None or failed or passed_over is not None:
        asked = asked.where(Reports.text.is_not(None), Reports.text != "")
    return asked.order_by(Reports.number)


def one_report(connection: Connection, prefix: str) -> str:
    """The key of the report whose key begins so, or whose given id is this. Raises UsageError where there is none, or several."""
    # No database takes an index for how a text begins: a whole key is looked up first.
    if connection.execute(select(Reports.key).where(Reports.key == prefix)).first():
        return prefix
    given = select(Arrivals.report).where(Arrivals.given == prefix)
    asked = select(Reports.key).where(Reports.key.in_(given) | Reports.key.startswith(prefix, autoescape=True)).limit(2)
    found = [row.key for row in connection.execute(asked)] if prefix else []
    if len(found) != 1:
        raise UsageError(f"{prefix}: {'no report has' if not found else 'several reports have'} this id, or a key that begins so")
    return str(found[0])


def report(connection: Connection, key: str) -> Report:
    """The report under its key, named as it came last. Raises UsageError where there is none."""
    asked = select(Reports, Arrivals.given, Arrivals.language).join(Arrivals, Arrivals.report == Reports.key)
    row = connection.execute(asked.where(Reports.key == key).order_by(Arrivals.number.desc()).limit(1)).first()
    if row is None:
        raise UsageError(f"{key}: there is no such report")
    return rows.report_of(row)


def current(connection: Connection, key: str) -> Record:
    """The latest coding, nothing decided. Raises UsageError where there is no such report."""
    asked = select(Codings.record).where(Codings.report == key).order_by(Codings.number.desc()).limit(1)
    found = connection.execute(asked).scalar_one_or_none()
    if found is None:
        raise UsageError(f"{key}: there is no such report")
    return from_json(json.loads(found))


def replayed(connection: Connection, key: str, *, second: str | None = None) -> Replayed:
    """The latest coding as people decided; with `second` as this second coder has it."""
    return replay(current(connection, key), decided.of_report(connection, key, second=second), key)


def whole(connection: Connection, key: str, *, second: str | None = None) -> Record:
    """The latest coding with the events that people added, nothing changed."""
    return with_added(current(connection, key), decided.of_report(connection, key, second=second), key)


def one_event(connection: Connection, telling: str, *, second: str | None = None) -> tuple[str, Event]:
    """Report and event, as coded or added, of "<report>:<event id>"."""
    prefix, _, event = telling.rpartition(":")
    key = one_report(connection, prefix)
    found = [each for each in whole(connection, key, second=second).events if each.id == event]
    if not found:
        raise UsageError(f"{telling}: this report has no event {event!r}")
    return key, found[0]


def meant(connection: Connection, decision: Decision) -> tuple[Anchor, ...]:
    """The words that a decision is about; of an undo those of what it takes back."""
    while decision.kind == UNDO:
        decision = decided.one(connection, decision.undoes or "")
    return decision.anchors


def show_again(connection: Connection, key: str, at: str) -> None:
    """Makes the rows of the events anew, as people decided by now."""
    number = connection.execute(select(func.max(Codings.number)).where(Codings.report == key)).scalar_one()
    adding.show(connection, key, current(connection, key), number, at)


def telling_of(connection: Connection, anchor: Anchor) -> str | None:
    """The id of the event that stands at these words, "<report>:<event id>", or None where there is none."""
    found = find(whole(connection, anchor.report).events, anchor)
    return None if found is None else f"{anchor.report}:{found.id}"
