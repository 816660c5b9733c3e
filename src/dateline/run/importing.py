"""Tables that people coded into the store: each row a report with one coding, whose coder is the import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline import __version__
from dateline.imports import Brought
from dateline.run.adding import Added
from dateline.schema.imported import MADE_BY
from dateline.schema.record import Coder, Record, ReportNote
from dateline.store import Store


def bring_in(store: Store, table: str, rows: Iterable[Brought]) -> Iterator[Added]:
    """Keeps the rows; what became of each. One that is there is passed over; one whose values were changed gets another coding."""
    for row in rows:
        record = record_of(table, row)
        kept = store.bring(row.reading, record)
        yield Added(row.reading, record if kept else None, kept)


def record_of(table: str, row: Brought) -> Record:
    """The row as the record of a report; its coder names the table and the version that read it."""
    report = row.reading.report
    published = report.published.isoformat() if report.published else None
    note = ReportNote(report.id, report.uri, report.publisher, report.title, published, report.language)
    failures = () if row.reading.failure is None else (row.reading.failure,)
    events = () if row.event is None else (row.event,)
    return Record(Coder(f"{MADE_BY}{table} {__version__}"), note, events, row.warnings, failures)
