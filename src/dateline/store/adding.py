"""Reports and codings come into the store, and what is shown of them is made anew."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from dateline.schema.failure import PASSED_OVER, Reading, was_passed_over
from dateline.schema.jsonable import from_json
from dateline.schema.record import Record
from dateline.store import decided, editions, rows
from dateline.store.replay import replay
from dateline.store.tables import (
    Arrivals,
    Blocks,
    Codings,
    Dissolved,
    Editions,
    Events,
    Failures,
    Incidents,
    Originals,
    Origins,
    Parties,
    Reports,
    Table,
    Tombstones,
    Worths,
)
from dateline.store.texts import written

# PostgreSQL holds at most a megabyte of different words in one value; a part of this many characters stays far below.
_PART = 100_000
_SPACE = re.compile(r"\s")
# How many values one statement asks for: SQLite allows 32,766.
MANY = 500


def insert_new(connection: Connection, table: type[Table], row: dict[str, Any]) -> Any:
    """Adds the row unless there is one of the same key: its number or key, None where there was one."""
    make = sqlite_insert if connection.dialect.name == "sqlite" else postgres_insert
    added = make(table).values(**row).on_conflict_do_nothing().returning(*table.__table__.primary_key)
    return connection.execute(added).scalar()


def insert_missing(connection: Connection, table: type[Table], some: list[dict[str, Any]]) -> None:
    """Adds those of the rows whose key is not there."""
    make = sqlite_insert if connection.dialect.name == "sqlite" else postgres_insert
    if some:
        connection.execute(make(table).on_conflict_do_nothing(), some)


def arrive(connection: Connection, key: str, reading: Reading, at: str) -> bool:
    """Keeps a report as it came; True where the report is new. Nothing comes back that was redacted."""
    new = insert_new(connection, Reports, rows.report_row(key, reading, at)) is not None
    if new:
        index_words(connection, Reports.key == key)
    elif is_redacted(connection, key):
        return False
    arrival = rows.arrival_row(key, reading, at)
    if insert_new(connection, Arrivals, arrival) is not None and (original := rows.original_row(reading)) is not None:
        insert_new(connection, Originals, original)
    if reading.edition is not None and reading.failure is None:
        _publish(connection, key, rows.edition_row(key, reading.edition, at), at)
    return new


def is_known_edition(connection: Connection, key: str, reading: Reading) -> bool:
    """Whether it is kept already that the report is this state of a publication; True where it is none."""
    if reading.edition is None or reading.failure is not None:
        return True
    id = rows.edition_row(key, reading.edition, "")["id"]
    return connection.execute(select(Editions.number).where(Editions.id == id)).first() is not None


def _publish(connection: Connection, key: str, edition: dict[str, Any], at: str) -> None:
    """Keeps which publication a report is a state of. The one whose place another takes is shown no more; the one that counts again is."""
    touched = {key, *editions.at_addresses_of(connection, key)}
    before = editions.superseded(connection, touched)
    if insert_new(connection, Editions, edition) is None:
        return
    touched |= editions.at_addresses_of(connection, key)
    after = editions.superseded(connection, touched)
    for report in sorted(touched):
        if report in after:
            hide(connection, report, at)
        elif report in before:
            _show_latest(connection, report, at)


def _show_latest(connection: Connection, key: str, at: str) -> None:
    asked = select(Codings.record, Codings.number).where(Codings.report == key).order_by(Codings.number.desc()).limit(1)
    row = connection.execute(asked).first()
    if row is not None:
        show(connection, key, from_json(json.loads(row.record)), row.number, at)


def is_redacted(connection: Connection, key: str) -> bool:
    """Whether words were taken out of this report: then neither its bytes nor another coding of the original may come."""
    found = select(Reports.key).where(Reports.key == key, (Reports.text.is_(None)) | (Reports.key.in_(_entombed())))
    return connection.execute(found).first() is not None


def _entombed() -> Any:
    return select(Tombstones.report).where(Tombstones.report.is_not(None))


def keep_coding(connection: Connection, key: str, record: Record, at: str) -> bool:
    """Adds a coding of a report unless the same coder gave the same before; True where it was added."""
    number = insert_new(connection, Codings, rows.coding_row(key, record, at))
    if number is None:
        return False
    for failure in record.failures:
        told = {"stage": failure.stage, "code": failure.code, "message": failure.message}
        connection.execute(insert(Failures).values(report=key, coding=number, **told))
    show(connection, key, record, number, at)
    if was_passed_over(record.warnings):
        # Merging need not look for copies of what tells nothing: it counts as seen.
        insert_new(connection, Origins, {"report": key, "origin": key})
    return True


def passed_over() -> ColumnElement[bool]:
    """Of a coding: its report was passed over. Within a string of the record its quotes are escaped, so nothing else reads like it."""
    return Codings.record.contains(f'"code": "{PASSED_OVER.code}"', autoescape=True)


def let_merging_see(connection: Connection, key: str) -> None:
    """A report that was passed over so far and is coded now waits for merging like one that has just come."""
    last = select(Codings.number, passed_over().label("over")).where(Codings.report == key).order_by(Codings.number.desc()).limit(1)
    row = connection.execute(last).first()
    if row is not None and row.over:
        connection.execute(delete(Origins).where(Origins.report == key))


def show(connection: Connection, key: str, record: Record, coding: int, at: str) -> None:
    """Makes the events of a report anew: those of the coding with the decisions on it, none of one whose place a later state of
    its page took. Their incidents are to be merged again."""
    hide(connection, key, at)
    unvalue(connection, [key])
    if editions.superseded(connection, (key,)):
        return
    replayed = replay(record, decided.of_report(connection, key), key)
    verdicts = dict(replayed.verdicts)
    events, parties = [], []
    for event in replayed.record.events:
        telling = f"{key}:{event.id}"
        told = {"report": key, "coding": coding, "verdict": verdicts.get(event.id), "incident": None}
        events.append(rows.event_row(telling, event, **told))
        parties += rows.party_rows(telling, event)
    for table, made in ((Events, events), (Parties, parties)):
        if made:
            connection.execute(insert(table), made)


def hide(connection: Connection, key: str, at: str) -> None:
    """Takes away the events of a report; what they were merged with waits to be merged anew."""
    old = connection.execute(select(Events.incident).where(Events.report == key)).all()
    if not old:
        return
    loosen(connection, [row.incident for row in old if row.incident], at)
    mine = select(Events.telling).where(Events.report == key)
    connection.execute(delete(Blocks).where(Blocks.telling.in_(mine)))
    connection.execute(delete(Parties).where(Parties.telling.in_(mine)))
    connection.execute(delete(Events).where(Events.report == key))


def unvalue(connection: Connection, keys: Iterable[str]) -> None:
    """Forgets what these reports are worth to a reviewer, so that it is asked again."""
    for part in parts(sorted(set(keys))):
        connection.execute(delete(Worths).where(Worths.report.in_(part)))


def loosen(connection: Connection, incidents: Iterable[str], at: str) -> None:
    """Dissolves incidents: their events wait to be merged anew."""
    ids, change = sorted(set(incidents)), next_change(connection)
    if ids:
        connection.execute(insert(Dissolved), [{"change": change + n, "id": id, "at": at} for n, id in enumerate(ids)])
    for part in parts(ids):
        connection.execute(update(Events).where(Events.incident.in_(part)).values(incident=None))
        connection.execute(delete(Incidents).where(Incidents.id.in_(part)))


def next_change(connection: Connection) -> int:
    """The number of the next change of an incident. Only one writes at a time, so who reads sees no number before a lower one."""
    last = [connection.execute(select(func.max(column))).scalar_one() for column in (Incidents.change, Dissolved.change)]
    return 1 + max(number or 0 for number in last)


def parts(values: list[Any]) -> Iterator[list[Any]]:
    """The values in pieces that one statement can hold."""
    for start in range(0, len(values), MANY):
        yield values[start : start + MANY]


def index_words(connection: Connection, which: ColumnElement[bool]) -> None:
    """Makes the words of those reports findable."""
    found = connection.execute(select(Reports.number, Reports.title, Reports.text).where(which)).all()
    sqlite = connection.dialect.name == "sqlite"
    for row in found:
        title, body = written(row.title or ""), written(row.text or "")
        if sqlite:
            # The table of words reads what it shows from `reports`: what is indexed must be what stands there.
            told = {"number": row.number, "title": None if row.title is None else title, "text": None if row.text is None else body}
            connection.execute(text("INSERT INTO report_words (rowid, title, text) VALUES (:number, :title, :text)"), told)
            continue
        for part, piece in enumerate(_pieces(f"{title}\n{body}")):
            statement = "INSERT INTO report_words (report, part, words) VALUES (:report, :part, to_tsvector('simple', :piece))"
            connection.execute(text(statement), {"report": row.number, "part": part, "piece": piece})


def _pieces(body: str) -> Iterator[str]:
    """The text in pieces that end at a space where there is one."""
    start = 0
    while start < len(body):
        end = start + _PART
        if end < len(body):
            space = _SPACE.search(body, end, end + 1000)
            end = space.start() if space else end
        yield body[start:end]
        start = end
