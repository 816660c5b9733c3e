"""Which incidents are asked for. An incident is found by what any of its reports says: a value that others contradict as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, Select, and_, column, exists, func, or_, select, table, text
from sqlalchemy.orm import aliased

from dateline.errors import UsageError
from dateline.store.tables import Events, Incidents, Parties, Reports

# Of so many events it is quicker to look for the first few than to list all: measured with 50,000 incidents, where both take as long.
MANY = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What incidents must have, all of it. `since` and `until` are ISO dates, both counted in; `country` is ISO 3166-1 alpha-3.

    `actor` is a party's id or the beginning of a word of its name, on any side; `type` an event type, or type:mode. `killed_min` asks
    for so many killed by the best estimate. `text` are words that a report of the incident must hold, all of them.

    `admin1` is a unit by its name. `box` is (west, south, east, north) in degrees, in which the incident's point or the middle of its unit
    must lie; where west is more than east it crosses the 180th meridian. `undated` asks for those that no day is known of, `unplaced`
    for those that no map can show.
    """

    since: str | None = None
    until: str | None = None
    country: str | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    killed_min: int | None = None
    sources_min: int | None = None
    text: str | None = None
    admin1: str | None = None
    box: tuple[float, float, float, float] | None = None
    undated: bool = False
    unplaced: bool = False


NOTHING_ASKED = Filters()


def selected(filters: Filters, *, sqlite: bool) -> Select[Any]:
    """The incidents with what is asked for, by their first day (those without come last) and id."""
    asked = select(Incidents).where(*matching(filters, sqlite=sqlite))
    return asked.order_by(Incidents.first_day.is_(None), Incidents.first_day, Incidents.id)


def matching(filters: Filters, *, sqlite: bool) -> list[ColumnElement[bool]]:
    """What must be true of a row of `incidents`."""
    told = _of_events(filters, sqlite=sqlite)
    return [*_of_incident(filters), *(Incidents.id.in_(select(Events.incident).where(*each)) for each in told)]


def walked(connection: Connection, filters: Filters, *, sqlite: bool) -> Select[Any]:
    """The same incidents as `selected`, without an order, for reading a few of them along an index.

    SQLite makes a list of all events with what is asked for before it gives the first incident. Where they are many it is quicker to go
    through the incidents and ask of each: a few are soon found.
    """
    wanted = _of_incident(filters)
    if filters.since is not None:
        # What ended before is seen from the index; whether one event has all that is asked for is asked of the rest.
        wanted.append(Incidents.last_told >= filters.since)
    for told, many in _each_way(connection, filters, sqlite=sqlite):
        among = select(Events.incident).where(*told)
        wanted.append(exists().where(Events.incident == Incidents.id, *told) if many else Incidents.id.in_(among))
    return select(Incidents).where(*wanted)


def walked_events(connection: Connection, filters: Filters, *, sqlite: bool) -> list[ColumnElement[bool]]:
    """What an event must have to be listed itself, in the same way: what is asked of an incident its own has."""
    own = aliased(Incidents)
    of_incident = _of_incident(filters, own)
    wanted: list[ColumnElement[bool]] = []
    if of_incident and sqlite and _are_many(connection, select(own.id).where(*of_incident)):
        wanted.append(exists().where(own.id == Events.incident, *of_incident))
    elif of_incident:
        wanted.append(Events.incident.in_(select(own.id).where(*of_incident)))
    return wanted + [condition for told, _ in _each_way(connection, filters, sqlite=sqlite) for condition in told]


def _each_way(connection: Connection, filters: Filters, *, sqlite: bool) -> Iterator[tuple[list[ColumnElement[bool]], bool]]:
    """What events must have, and whether there are many of them: then in the form in which it is asked of an event at hand."""
    counted: list[Any] = [select(Events.telling).where(*told) for told in [_of_event(filters, each=False)] if told]
    if filters.text is not None:
        # Each report tells of an event or two: the reports are soon counted.
        counted.append(_reports_with(filters.text, sqlite=sqlite))
    many = [sqlite and _are_many(connection, some) for some in counted]
    ways = [_of_events(filters, sqlite=sqlite, each=each) for each in (False, True)]
    return ((ways[each][n], each) for n, each in enumerate(many))


def _are_many(connection: Connection, some: Any) -> bool:
    return connection.execute(select(func.count()).select_from(some.limit(MANY).subquery())).scalar_one() == MANY


def _of_incident(filters: Filters, of: Any = Incidents) -> list[ColumnElement[bool]]:
    """What the incident itself must have."""
    wanted: list[ColumnElement[bool]] = []
    if filters.killed_min is not None:
        wanted.append(of.killed_best >= filters.killed_min)
    if filters.sources_min is not None:
        wanted.append(of.sources >= filters.sources_min)
    if filters.box is not None:
        wanted.append(within(filters.box, of))
    if filters.undated:
        wanted.append(of.first_day.is_(None))
    if filters.unplaced:
        wanted.append(of.mark.is_(None))
    return wanted


def within(box: tuple[float, float, float, float], of: Any = Incidents) -> ColumnElement[bool]:
    """Whether the incident's coordinates lie in the box of `Filters`."""
    west, south, east, north = box
    lies = of.longitude.between(west, east) if west <= east else or_(of.longitude >= west, of.longitude <= east)
    return and_(of.latitude.between(south, north), lies)


def _of_events(filters: Filters, *, sqlite: bool, each: bool = False) -> list[list[ColumnElement[bool]]]:
    """What its events must have: one of them all of the first, one of them the words. `each`: as it is asked of an event at hand."""
    wanted = [_of_event(filters, each=each)]
    if filters.text is not None:
        wanted.append([_has_words(filters.text) if each and sqlite else Events.report.in_(with_words(filters.text, sqlite=sqlite))])
    return [told for told in wanted if told]


def _of_event(filters: Filters, *, each: bool) -> list[ColumnElement[bool]]:
    """What one and the same event of the incident must have."""
    # An event at hand was found by its incident: no other index must be taken for better.
    of: Callable[[Any], Any] = (lambda column: column.concat("")) if each else (lambda column: column)
    told = _when(filters, of)
    if filters.country is not None:
        told.append(of(Events.country) == filters.country.upper())
    if filters.admin1 is not None:
        told.append(func.lower(of(Events.admin1)) == filters.admin1.lower())
    if filters.status is not None:
        told.append(of(Events.status) == filters.status)
    if filters.type is not None:
        kind, _, mode = filters.type.partition(":")
        # The names of types are capitals, users' own as well.
        told.append(of(Events.type) == kind.upper())
        told += [of(Events.mode) == mode] if mode else []
    if filters.actor is not None:
        named = or_(Parties.actor_id == filters.actor, Parties.name.in_(names_with(filters.actor)))
        at_hand = or_(of(Parties.actor_id) == filters.actor, of(Parties.name).in_(names_with(filters.actor)))
        mine = exists().where(Parties.telling == Events.telling, at_hand)
        told.append(mine if each else Events.telling.in_(select(Parties.telling).where(named)))
    return told


def _when(filters: Filters, of: Callable[[Any], Any]) -> list[ColumnElement[bool]]:
    start, end, since = of(Events.start_date), of(Events.end_date), filters.since
    until = [] if filters.until is None else [start <= filters.until]
    if since is None:
        return until
    # Most events are of one day, so that few are looked at that began before.
    longer = and_(Events.end_date > Events.start_date, start < since, end >= since, *until)
    return [or_(and_(start >= since, *until), longer)]


def names_with(start: str) -> Any:
    """The names of parties in which a word begins so. The index is asked for one name after the other: each is looked at once,
    however many events it is in."""
    first = select(func.min(Parties.name).label("name")).cte("names", recursive=True)
    following = select(func.min(Parties.name)).where(Parties.name > first.c.name).scalar_subquery()
    each = first.union_all(select(following).where(first.c.name.is_not(None)))
    name, word = func.lower(each.c.name), start.lower()
    return select(each.c.name).where(or_(name.startswith(word, autoescape=True), name.contains(f" {word}", autoescape=True)))


def with_words(words: str, *, sqlite: bool) -> Any:
    """The keys of the reports that hold all of these words. Raises UsageError where there is none to look for."""
    return select(Reports.key).where(Reports.number.in_(_reports_with(words, sqlite=sqlite)))


def _reports_with(words: str, *, sqlite: bool) -> Any:
    """Their numbers."""
    if sqlite:
        found = select(column("rowid", Integer)).select_from(table("report_words")).where(text("report_words MATCH :words"))
        return found.params(words=_quoted(words))
    found = select(column("report", BigInteger)).select_from(table("report_words"))
    return found.where(text("words @@ plainto_tsquery('simple', :words)")).params(words=" ".join(_parts(words)))


def _has_words(words: str) -> Any:
    """Whether the report of an event at hand holds all of these words (SQLite)."""
    its = "SELECT 1 FROM reports JOIN report_words ON report_words.rowid = reports.number WHERE reports.key = events.report"
    return text(f"EXISTS ({its} AND report_words MATCH :words)").bindparams(words=_quoted(words))


def _quoted(words: str) -> str:
    return " ".join('"' + word.replace('"', '""') + '"' for word in _parts(words))


def _parts(words: str) -> list[str]:
    # No database takes a NUL in what is looked for.
    found = [word for word in words.replace("\0", " ").split() if any(char.isalnum() for char in word)]
    if not found:
        raise UsageError(f"{words!r}: there is no word to look for")
    return found
