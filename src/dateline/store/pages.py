"""Lists of the store in pages. Each page begins behind the last row of the one before, so that rows that come meanwhile move nothing:
a row that is there all the time comes exactly once, however many are added.

Every function gives at most `limit` rows and reads by an index; `after` is the place of the last row that was read (`place`), None at
the beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, literal, select, tuple_
from sqlalchemy.orm import aliased

from dateline.schema.decision import Decision
from dateline.store import decided
from dateline.store.finding import Filters, walked, walked_events, with_words
from dateline.store.listing import Listed
from dateline.store.store import Store
from dateline.store.tables import Arrivals, Codings, Decisions, Events, Failures, Incidents, Parties, Reports

# A place behind which no row stands that has a day: those without one come last.
DayPlace = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as it is listed. `id` and `language` are those it was given last; `coding` is the number of its latest coding.

    `events` counts its events; `failures` are the codes of why it has none. `redacted`: its text was taken out.
    """

    number: int
    key: str
    id: str
    published: str | None
    publisher: str | None
    title: str | None
    uri: str | None
    language: str | None
    arrived: str
    coding: int
    coded: str
    version: str
    events: int
    failures: tuple[str, ...]
    redacted: bool


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party to an event: its role, name and, where it is known, id."""

    role: str
    name: str
    actor_id: str | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as it is listed. `verdict` is "accepted", "rejected" or None; `incident` is None where it is in none (yet)."""

    telling: str
    report: str
    event: str
    type: str
    mode: str | None
    status: str
    start_date: str | None
    end_date: str | None
    country: str | None
    admin1: str | None
    place: str | None
    verdict: str | None
    incident: str | None
    parties: tuple[PartyRow, ...]


@dataclass(frozen=True, slots=True)
class ReportFilters:
    """What reports must have. `since` and `until` are days of publication, both counted in; `failed`: they could not be coded."""

    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    text: str | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as it is listed; `undone` where it was taken back, and that was not."""

    number: int
    decision: Decision
    undone: bool


def incidents_by_day(store: Store, filters: Filters, *, after: DayPlace | None, limit: int) -> tuple[Listed, ...]:
    """Incidents by their first day and id, those without a day last. The place of a row is its first day and id."""
    with store.database.reading() as connection:
        asked = walked(connection, filters, sqlite=store.database.sqlite)
        found = _by_day(connection, asked, (Incidents.first_day, Incidents.id), after, limit)
        return tuple(Listed(**row._mapping) for row in found)


def incidents_by_change(store: Store, filters: Filters, *, after: int, limit: int) -> tuple[Listed, ...]:
    """Incidents in the order in which they changed last. The place of a row is its change: behind it come those that changed later."""
    with store.database.reading() as connection:
        asked = walked(connection, filters, sqlite=store.database.sqlite).where(Incidents.change > after)
        return tuple(Listed(**row._mapping) for row in connection.execute(asked.order_by(Incidents.change).limit(limit)))


def events_by_day(store: Store, filters: Filters, *, after: DayPlace | None, limit: int) -> tuple[EventRow, ...]:
    """Events by their first day and telling, those without a day last, rejected ones and those not merged yet as well.

    The place of a row is its start date and telling.
    """
    sqlite, by = store.database.sqlite, (Events.start_date, Events.telling)
    rest, since = replace(filters, since=None), filters.since
    with store.database.reading() as connection:
        asked = select(Events).where(*walked_events(connection, rest, sqlite=sqlite))
        if since is None:
            return _events(connection, _by_day(connection, asked, by, after, limit))
        # First the events that began before that day and went on, which are few, then those that began on it or later.
        longer = select(Events.telling).where(Events.end_date > Events.start_date, Events.end_date >= since)
        began = asked.where(Events.telling.in_(longer), Events.start_date.concat("") < since)
        found = list(_dated(connection, began, by, after, limit))
        if len(found) < limit:
            found += _dated(connection, asked.where(Events.start_date >= since), by, after, limit - len(found))
        return _events(connection, found)


def events_by_change(store: Store, filters: Filters, *, after: tuple[int, str], limit: int) -> tuple[tuple[int, EventRow], ...]:
    """Events in the order in which their incidents changed last, each with the number of that change; its place is both."""
    with store.database.reading() as connection:
        asked = select(Events, Incidents.change).join(Incidents, Incidents.id == Events.incident)
        wanted = walked_events(connection, filters, sqlite=store.database.sqlite)
        asked = asked.where(*wanted, Incidents.change >= after[0])
        by = (Incidents.change, Events.telling)
        found = connection.execute(asked.where(tuple_(*by) > _place(by, after)).order_by(*by).limit(limit)).all()
        return tuple(zip((row.change for row in found), _events(connection, found), strict=True))


def event_row(store: Store, telling: str) -> EventRow | None:
    """One event, by "<key>:<event id>"; None where there is none."""
    with store.database.reading() as connection:
        found = _events(connection, connection.execute(select(Events).where(Events.telling == telling)).all())
    return found[0] if found else None


def reports_by_arrival(store: Store, filters: ReportFilters, *, after: int, limit: int) -> tuple[ReportRow, ...]:
    """Reports in the order in which they came. The place of a row is its number."""
    later = aliased(Codings)
    latest = select(func.max(later.number)).where(later.report == Reports.key).correlate(Reports).scalar_subquery()
    asked = _reports(filters, sqlite=store.database.sqlite).where(Codings.number == latest, Reports.number > after)
    with store.database.reading() as connection:
        return _report_rows(connection, asked.order_by(Reports.number).limit(limit))


def reports_by_coding(store: Store, filters: ReportFilters, *, after: int, limit: int) -> tuple[ReportRow, ...]:
    """Reports in the order in which they were coded last. The place of a row is the number of its coding."""
    later = aliased(Codings)
    superseded = exists().where(later.report == Codings.report, later.number > Codings.number)
    asked = _reports(filters, sqlite=store.database.sqlite).where(Codings.number > after, ~superseded)
    with store.database.reading() as connection:
        return _report_rows(connection, asked.order_by(Codings.number).limit(limit))


def report_row(store: Store, key: str) -> ReportRow | None:
    """One report, by its key; None where there is none."""
    asked = _reports(ReportFilters(), sqlite=store.database.sqlite).where(Reports.key == key).order_by(Codings.number.desc()).limit(1)
    with store.database.reading() as connection:
        found = _report_rows(connection, asked)
    return found[0] if found else None


def decisions_by_number(store: Store, *, after: int, limit: int) -> tuple[DecisionRow, ...]:
    """What people decided in the order in which it came, that which was taken back as well. The place of a row is its number."""
    asked = select(Decisions.number, Decisions.id).where(Decisions.number > after).order_by(Decisions.number).limit(limit)
    with store.database.reading() as connection:
        return _decisions(connection, connection.execute(asked).all())


def decision_row(store: Store, id: str) -> DecisionRow | None:
    """One decision, by its whole id; None where there is none."""
    with store.database.reading() as connection:
        found = _decisions(connection, connection.execute(select(Decisions.number, Decisions.id).where(Decisions.id == id)).all())
    return found[0] if found else None


def _by_day(connection: Connection, asked: Select[Any], by: tuple[Any, Any], after: DayPlace | None, limit: int) -> Sequence[Any]:
    """Rows behind a place in the order of a day and an id. Those with a day and those without are two walks along one index."""
    day, id = by
    found: list[Any] = []
    if after is None or after[0] is not None:
        found += _dated(connection, asked.where(day.is_not(None)), by, after, limit)
    if len(found) < limit:
        undated = asked.where(day.is_(None))
        undated = undated.where(id > after[1]) if after is not None and after[0] is None else undated
        found += connection.execute(undated.order_by(id).limit(limit - len(found))).all()
    return found


def _dated(connection: Connection, asked: Select[Any], by: tuple[Any, Any], after: DayPlace | None, limit: int) -> Sequence[Any]:
    day, id = by
    if after is not None:
        asked = asked.where(day >= after[0], tuple_(day, id) > _place(by, after))
    return connection.execute(asked.order_by(day, id).limit(limit)).all()


def _place(by: Sequence[Any], after: Sequence[Any]) -> Any:
    """The values as those columns hold them."""
    return tuple_(*(literal(value, column.type) for column, value in zip(by, after, strict=True)))


def _events(connection: Connection, found: Sequence[Any]) -> tuple[EventRow, ...]:
    parties: dict[str, list[PartyRow]] = {row.telling: [] for row in found}
    of_these = select(Parties).where(Parties.telling.in_(list(parties))).order_by(Parties.telling, Parties.position)
    for row in connection.execute(of_these):
        parties[row.telling].append(PartyRow(row.role, row.name, row.actor_id))
    names = [name for name in EventRow.__slots__ if name != "parties"]
    return tuple(EventRow(**{name: getattr(row, name) for name in names}, parties=tuple(parties[row.telling])) for row in found)


def _reports(filters: ReportFilters, *, sqlite: bool) -> Select[Any]:
    """Reports joined with their codings: which coding is meant is for the caller to say."""
    coding = (Codings.number.label("coding"), Codings.coded, Codings.version)
    columns = [getattr(Reports, name) for name in ("number", "key", "published", "publisher", "title", "uri", "arrived")]
    asked = select(*columns, Reports.text.is_(None).label("redacted"), *coding).join(Codings, Codings.report == Reports.key)
    wanted: list[ColumnElement[bool]] = []
    if filters.since is not None:
        wanted.append(Reports.published >= filters.since)
    if filters.until is not None:
        wanted.append(Reports.published <= filters.until)
    if filters.publisher is not None:
        wanted.append(Reports.publisher == filters.publisher)
    if filters.text is not None:
        wanted.append(Reports.key.in_(with_words(filters.text, sqlite=sqlite)))
    if filters.failed:
        wanted += [Codings.number.in_(select(Failures.coding)), Reports.key.in_(select(Failures.report))]
    return asked.where(*wanted)


def _report_rows(connection: Connection, asked: Select[Any]) -> tuple[ReportRow, ...]:
    found = connection.execute(asked).all()
    keys, codings = [row.key for row in found], [row.coding for row in found]
    given = {row.report: row for row in connection.execute(select(Arrivals).where(Arrivals.report.in_(keys)).order_by(Arrivals.number))}
    counted = select(Events.report, func.count().label("events")).where(Events.report.in_(keys)).group_by(Events.report)
    events = {row.report: row.events for row in connection.execute(counted)}
    failures: dict[int, list[str]] = {coding: [] for coding in codings}
    for row in connection.execute(select(Failures).where(Failures.coding.in_(codings)).order_by(Failures.number)):
        failures[row.coding].append(row.code)
    return tuple(
        ReportRow(
            **row._mapping,
            id=given[row.key].given,
            language=given[row.key].language,
            events=events.get(row.key, 0),
            failures=tuple(failures[row.coding]),
        )
        for row in found
    )


def _decisions(connection: Connection, found: Sequence[Any]) -> tuple[DecisionRow, ...]:
    undone = decided.undone(connection)
    told = {one.id: one for one in decided.some(connection, [row.id for row in found])}
    return tuple(DecisionRow(row.number, told[row.id], row.id in undone) for row in found)
