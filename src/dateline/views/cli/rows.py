"""Comma-separated values: one row for each event. docs/reference/commands.md explains the columns, and a test compares the two."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import TextIO

from dateline.schema.record import Casualty, Event, Record
from dateline.views.cli.wording import casualty, claim, source
from dateline.views.formula import harmless

Cell = str | int | float | None
_SEPARATOR = "; "


def write_csv(records: Iterable[Record], stream: TextIO) -> None:
    """The events of all records as rows below one heading; a report without events has no row."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in records:
        for event in record.events:
            writer.writerow([safe(column(record, event)) for column in COLUMNS.values()])


def bounds(entries: Iterable[Casualty], outcome: str) -> tuple[int | None, int | None]:
    """How many people in all came to `outcome`: lowest and highest, None where nothing is told or the bound is open.

    Parts count with their total and superseded figures not at all. An open lower bound adds nothing, an open upper one opens the sum.
    """
    told = [entry for entry in entries if entry.outcome == outcome and entry.part_of is None and not entry.superseded]
    lows = [entry.low for entry in told if entry.low is not None]
    highs = [entry.high for entry in told if entry.high is not None]
    return (sum(lows) if lows else None), (sum(highs) if highs and len(highs) == len(told) else None)


def safe(value: Cell) -> Cell:
    """The cell with nothing that a spreadsheet would take for a formula."""
    return harmless(value) if isinstance(value, str) else value


def _joined(values: Iterable[str]) -> str:
    return _SEPARATOR.join(dict.fromkeys(values))


def _names(role: str) -> Callable[[Record, Event], Cell]:
    return lambda _, event: _joined(party.name for party in event.participants if party.role == role)


def _bound(outcome: str, side: int) -> Callable[[Record, Event], Cell]:
    return lambda _, event: bounds(event.casualties, outcome)[side]


COLUMNS: dict[str, Callable[[Record, Event], Cell]] = {
    "report_id": lambda record, _: record.report.id,
    "publisher": lambda record, _: record.report.publisher,
    "published": lambda record, _: record.report.published,
    "event_id": lambda _, event: event.id,
    "part_of": lambda _, event: event.part_of,
    "type": lambda _, event: event.type,
    "mode": lambda _, event: event.mode,
    "status": lambda _, event: event.status,
    "confidence": lambda _, event: round(event.confidence, 4),
    "start_date": lambda _, event: event.when.start_date,
    "end_date": lambda _, event: event.when.end_date,
    "date_precision": lambda _, event: event.when.precision,
    "place": lambda _, event: event.where.name,
    "admin1": lambda _, event: event.where.admin1,
    "admin2": lambda _, event: event.where.admin2,
    "country": lambda _, event: event.where.country,
    "latitude": lambda _, event: event.where.latitude,
    "longitude": lambda _, event: event.where.longitude,
    "place_precision": lambda _, event: event.where.precision,
    "place_id": lambda _, event: event.where.place_id,
    "actors": _names("actor"),
    "recipients": _names("recipient"),
    "third_parties": _names("third"),
    "killed_low": _bound("killed", 0),
    "killed_high": _bound("killed", 1),
    "wounded_low": _bound("wounded", 0),
    "wounded_high": _bound("wounded", 1),
    "counts": lambda _, event: _joined(casualty(entry) for entry in event.casualties),
    "claims": lambda _, event: _joined(claim(entry) for entry in event.claims),
    "sources": lambda _, event: _joined(source(entry) for entry in event.sources),
    "weapons": lambda _, event: _joined(entry.kind for entry in event.weapons),
    "topics": lambda _, event: _joined(event.topics),
    "words": lambda _, event: _joined(mention.text for mention in event.mentions),
}
