"""Schema objects as rows and back."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import asdict
from datetime import date
from typing import Any

from dateline.schema.decision import Anchor, Decision
from dateline.schema.failure import Edition, Reading
from dateline.schema.jsonable import dumps, to_json
from dateline.schema.record import Coder, Event, Record
from dateline.schema.report import Report, canonical, report_key

# A name is searched by its beginning: PostgreSQL cannot index a longer one.
LONGEST_NAME = 400
# Of two in one index.
SHORT_NAME = 200
# What a column of whole numbers holds; "at most" a figure beyond is still true of the filter.
_LARGEST = 2**62


def digest(value: object) -> str:
    """SHA-256 (hex) of canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


def key_of(reading: Reading) -> str:
    """The key of a reading's report; of an input that could not be read that of its bytes, or of its name where there are none."""
    if reading.failure is None:
        return report_key(reading.report)
    told = hashlib.sha256(reading.raw).hexdigest() if reading.raw is not None else None
    return digest({"unread": told or reading.report.id, "code": reading.failure.code})


def coder_key(coder: Coder) -> str:
    """What tells one version of the program, its model and its tables from another."""
    return digest(asdict(coder))


def report_row(key: str, reading: Reading, at: str) -> dict[str, Any]:
    """A row of `reports`."""
    report = reading.report
    published = report.published.isoformat() if report.published else None
    told = {"publisher": report.publisher, "uri": report.uri, "title": report.title}
    return {"key": key, "text": report.text, "published": published, **told, "arrived": at, "published_by": report.published_by}


def arrival_row(key: str, reading: Reading, at: str) -> dict[str, Any]:
    """A row of `arrivals`."""
    report = reading.report
    own = None if reading.raw is None else hashlib.sha256(reading.raw).hexdigest()
    told = {"report": key, "given": report.id, "language": report.language, "digest": own}
    return {"id": digest(told), **told, "arrived": at}


def edition_row(key: str, edition: Edition, at: str) -> dict[str, Any]:
    """A row of `editions`."""
    told = {"address": edition.address, "report": key, "since": edition.since}
    return {"id": digest(told), **told, "arrived": at}


def original_row(reading: Reading) -> dict[str, Any] | None:
    """A row of `originals`; None where there are no bytes, or they are the text in UTF-8."""
    raw = reading.raw
    if raw is None or (reading.failure is None and raw == reading.report.text.encode("utf-8", "surrogatepass")):
        return None
    return {"digest": hashlib.sha256(raw).hexdigest(), "packed": zlib.compress(raw)}


def coding_row(key: str, record: Record, at: str) -> dict[str, Any]:
    """A row of `codings`."""
    body, coder = dumps(to_json(record)), record.coder
    told = {"version": coder.version, "model": coder.model, "tables": coder.tables}
    own = hashlib.sha256(body.encode("utf-8")).hexdigest()
    return {"report": key, "coder": coder_key(coder), **told, "digest": own, "record": body, "coded": at}


def event_row(telling: str, event: Event, **told: Any) -> dict[str, Any]:
    """A row of `events`. `told` are report, coding, verdict, incident."""
    where, when = event.where, event.when
    what = {"event": event.id, "type": event.type, "mode": event.mode, "status": event.status}
    day = {"start_date": when.start_date, "end_date": when.end_date}
    point = {"latitude": where.latitude, "longitude": where.longitude, "radius_km": where.radius_km, "precision": where.precision}
    return {"telling": telling, **told, **what, **day, "country": where.country, "admin1": where.admin1, "place": where.name} | point


def party_rows(telling: str, event: Event) -> list[dict[str, Any]]:
    """Rows of `parties`."""
    return [
        {"telling": telling, "position": n, "role": party.role, "name": party.name[:LONGEST_NAME], "actor_id": party.actor_id}
        for n, party in enumerate(event.participants)
    ]


def report_of(row: Any) -> Report:
    """A report of a row of `reports` joined with its latest arrival."""
    published = date.fromisoformat(row.published) if row.published else None
    return Report(row.given, row.text or "", published, row.title, row.publisher, row.uri, row.language, row.published_by)


def decision_of(row: Any, anchors: tuple[Anchor, ...]) -> Decision:
    """A decision of its rows."""
    return Decision(row.id, row.kind, row.who, row.at, row.why, anchors, row.value, row.undoes)


def decision_id(decision: Decision) -> str:
    """What names a decision: a hash of all that it says."""
    told = asdict(decision)
    del told["id"]
    return digest(told)


def whole(value: int | None) -> int | None:
    """A number that fits its column."""
    return None if value is None else min(value, _LARGEST)
