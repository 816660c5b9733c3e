"""A store full of made incidents, for measuring pages and the API: python -m benchmarks.filled [--incidents N] [--store FILE]

Places and parties are those of the package's tables, days lie in twenty years, every third incident is told by several reports; nothing is
coded or merged, the rows are written as coding and merging would leave them. The same number gives the same store. It takes a minute or
two for 50,000 incidents and is kept in build/filled, under the version of the tables.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from dateline.merge.combining import combine
from dateline.resources import read_rows
from dateline.schema.failure import Reading
from dateline.schema.incident import Incident, Telling
from dateline.schema.place import When, Where
from dateline.schema.record import (
    WHERE_UNKNOWN,
    Casualty,
    Coder,
    Codes,
    Event,
    EventMention,
    Participant,
    ParticipantMention,
    Record,
    ReportNote,
)
from dateline.schema.report import Report, report_key
from dateline.store import Merged, open_store, rows, settling
from dateline.store.adding import index_words
from dateline.store.opening import VERSION
from dateline.store.tables import Arrivals, Codings, Events, Parties, Reports

KEPT = Path(__file__).resolve().parents[1] / "build" / "filled"
INCIDENTS = 50_000
AT_ONCE = 2_000
AT = "2026-01-01T00:00:00+00:00"
FIRST, DAYS = date(2005, 1, 1), 7_300
# How many reports tell of an incident: two of three are told once.
TOLD = (1, 1, 1, 1, 2, 3)
TYPES = (("ASSAULT", "firearms"), ("ASSAULT", "explosives"), ("PROTEST", "demo"), ("COERCE", "arrest"), ("CONSULT", None))
# As places come in reports: most are towns, of one in twenty nothing is told.
PRECISIONS = ("exact",) * 13 + ("near", "near", "admin1", "admin1", "admin1", "country", "unknown")
# Of one event in ten the month is known only
SPANS = (("day", 0),) * 9 + (("month", 30),)
STATUSES = ("happened",) * 17 + ("planned", "denied", "failed")
PUBLISHERS = ("Example Wire", "Example Post", "Example Radio", "Example Gazette")
CODER = Coder("made", None, None)


Told = tuple[str, Report, Event]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of the package."""

    name: str
    country: str | None
    admin1: str | None = None
    latitude: float = 0.0
    longitude: float = 0.0
    id: str | None = None


@cache
def towns() -> tuple[Row, ...]:
    """The towns of the package's own list of places."""
    found = [row for row in read_rows("gazetteer/curated.csv") if row["kind"] == "city" and row["latitude"] and row["country"]]
    return tuple(Row(r["name"], r["country"], r["admin1"] or None, float(r["latitude"]), float(r["longitude"])) for r in found)


@cache
def groups() -> tuple[Row, ...]:
    """The armed groups that the package knows."""
    return tuple(Row(row["name"], row["countries"][:3] or None, id=row["id"]) for row in read_rows("actors/armed_groups.csv"))


def made(number: int) -> tuple[tuple[Report, Event], ...]:
    """The reports of one incident, each with its event."""
    chance = random.Random(number)
    town, group, (kind, mode) = chance.choice(towns()), chance.choice(groups()), chance.choice(TYPES)
    day, precision = FIRST + timedelta(days=chance.randrange(DAYS)), chance.choice(PRECISIONS)
    killed = chance.choice((None, None, 0, 1, 2, 3, 5, 8, 21, 60))
    out = []
    for n in range(chance.choice(TOLD)):
        low = None if killed is None else killed + n
        said = "" if low is None else f" {low} people were killed."
        text = f"{group.name} acted in {town.name} on {day:%d %B %Y}, report {number}-{n}.{said}"
        published = day + timedelta(days=1 + n)
        report = Report(f"made-{number}-{n}", text, published, f"{town.name} {number}", PUBLISHERS[n], None, "en")
        span, days = chance.choice(SPANS)
        when = When(day.isoformat(), (day + timedelta(days=days)).isoformat(), span, None, *words(text, f"{day:%d %B %Y}"))
        casualties = () if low is None else (dead(text, low),)
        parties = (party(text, group), party(text, Row(f"Civilians ({town.country})", town.country)))
        mention = EventMention(*words(text, "acted"))
        event = Event(
            "e1",
            kind,
            mode,
            chance.choice(STATUSES),
            0.8,
            None,
            (mention,),
            parties,
            casualties,
            when=when,
            where=place(town, precision, text),
            codes=Codes(kind),
        )
        out.append((report, event))
    return tuple(out)


def place(town: Row, precision: str, text: str) -> Where:
    """The town, or as much of it as is told."""
    if precision == "unknown":
        return WHERE_UNKNOWN
    radius = {"exact": 5.0, "near": 20.0}.get(precision)
    name, latitude, longitude = (None, None, None) if radius is None else (town.name, town.latitude, town.longitude)
    admin1 = None if precision == "country" else town.admin1
    told = words(text, town.name)
    return Where(name, admin1, None, town.country, latitude, longitude, radius, precision, None, (), *told)


def dead(text: str, low: int) -> Casualty:
    """The count of killed."""
    return Casualty("e1.c1", "killed", low, low, "people", "recipient", None, None, False, *words(text, f"{low} people"))


def party(text: str, row: Row) -> Participant:
    """The group acts, civilians are acted on."""
    role, kind = ("actor", "rebels") if row.id else ("recipient", "civilians")
    mention = ParticipantMention(*words(text, row.name if row.id else "acted"))
    return Participant(role, row.name, row.id, kind, None, row.country, (mention,), "made", 0.8)


def words(text: str, part: str) -> tuple[int, int, str, str, float]:
    """Start, end and words, and what made them."""
    start = text.index(part)
    return start, start + len(part), part, "made", 0.8


def fill(path: Path, incidents: int) -> None:
    """Writes the store, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    for left in path.parent.glob(f"{part.name}*"):
        left.unlink()
    with open_store(str(part), create=True, clock=lambda: AT) as store:
        for start in range(0, incidents, AT_ONCE):
            with store.database.writing() as connection:
                add(connection, range(start, min(start + AT_ONCE, incidents)))
        with store.database.alone() as driver:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    part.rename(path)


def add(connection: Connection, numbers: Sequence[int]) -> None:
    """Adds these incidents with their reports, as coding and merging would leave them."""
    told = [[(report_key(report), report, event) for report, event in made(number)] for number in numbers]
    reports = [one for incident in told for one in incident]
    first = int(connection.execute(select(func.coalesce(func.max(Codings.number), 0))).scalar_one()) + 1
    connection.execute(insert(Reports), [rows.report_row(key, Reading(report), AT) for key, report, _ in reports])
    connection.execute(insert(Arrivals), [rows.arrival_row(key, Reading(report), AT) for key, report, _ in reports])
    codings = [rows.coding_row(key, record(report, event), AT) for key, report, event in reports]
    connection.execute(insert(Codings), [{"number": first + n} | row for n, row in enumerate(codings)])
    events = [
        rows.event_row(f"{key}:e1", event, report=key, coding=first + n, verdict=None, incident=None)
        for n, (key, _, event) in enumerate(reports)
    ]
    connection.execute(insert(Events), events)
    connection.execute(insert(Parties), [row for key, _, event in reports for row in rows.party_rows(f"{key}:e1", event)])
    index_words(connection, Reports.key.in_([key for key, _, _ in reports]))
    keys = tuple((key, key) for key, _, _ in reports)
    settling.keep(connection, Merged(tuple(map(merged, told)), origins=keys), AT)


def record(report: Report, event: Event) -> Record:
    """The coding of a report."""
    published = report.published.isoformat() if report.published else None
    note = ReportNote(report.id, report.uri, report.publisher, report.title, published, report.language)
    return Record(CODER, note, (event,))


def merged(told: Sequence[Told]) -> Incident:
    """The reports of one incident as merging would join them."""
    return combine([telling(*one) for one in told], links=(), policy="latest")


def telling(key: str, report: Report, event: Event) -> Telling:
    """The event as merging would see it."""
    published = report.published.isoformat() if report.published else None
    return Telling(f"{key}:{event.id}", key, key, published, report.publisher, event, report.text)


def filled(incidents: int = INCIDENTS) -> Path:
    """The store with so many incidents, made now where it is not there."""
    path = KEPT / f"{VERSION}-{incidents}.db"
    if not path.is_file():
        fill(path, incidents)
    return path


def main(argv: Sequence[str] | None = None) -> None:
    """Makes the store and says where it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=INCIDENTS)
    parser.add_argument("--store", type=Path, help="write it here")
    given = parser.parse_args(argv)
    if given.store:
        fill(given.store, given.incidents)
    print(given.store or filled(given.incidents))


if __name__ == "__main__":
    main()
