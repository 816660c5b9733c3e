"""What a program asks of a server, method by method. Lists are iterated page by page, so that none is held whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar, Unpack
from urllib.parse import quote

from dateline.client.asking import TRIES, Asking
from dateline.client.rows import (
    Actor,
    Coded,
    Count,
    Decided,
    Event,
    EventTold,
    Filters,
    Format,
    Gone,
    Incident,
    Kept,
    Part,
    Place,
    Report,
    ReportFilters,
)
from dateline.schema.decision import Decision
from dateline.schema.incident import Incident as Whole
from dateline.schema.incident import Telling
from dateline.schema.jsonable import from_json, from_plain
from dateline.schema.record import Record
from dateline.schema.report import Report as Given

Row = TypeVar("Row")
# Rows of a page: as many as the server gives at once
PAGE = 500
# Before anything that a store can hold
ALWAYS = "1970-01-01T00:00:00Z"


class Client:
    """A server of Dateline, by its address ("http://127.0.0.1:8321") and, where people sign in, a token.

    A request is made up to `tries` times where the server is busy (429, 503) or, to read, cannot be reached. Every method raises ApiError
    where the server refuses; its `status` and `problem` say why.

    >>> with Client("http://127.0.0.1:8321") as client:  # doctest: +SKIP
    ...     for row in client.incidents(country="COL", since="2018-06-01"):
    ...         print(row.id, row.first_day, row.killed_best)
    """

    def __init__(self, address: str, *, token: str | None = None, tries: int = TRIES, asking: Asking | None = None) -> None:
        self._asking = asking or Asking(address, token, tries=tries)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections."""
        self._asking.close()

    # Lists

    def incidents(self, *, full: bool = False, **filters: Unpack[Filters]) -> Iterator[Incident]:
        """The incidents with what is asked for, by their first day; with `full` each with every value told."""
        return self._rows(Incident, "/incidents", {**filters, "full": full or None})

    def events(self, **filters: Unpack[Filters]) -> Iterator[Event]:
        """The events with what is asked for, by their first day."""
        return self._rows(Event, "/events", filters)

    def reports(self, **filters: Unpack[ReportFilters]) -> Iterator[Report]:
        """The reports with what is asked for, in the order in which they came."""
        return self._rows(Report, "/reports", filters)

    def actors(self, name: str | None = None) -> Iterator[Actor]:
        """The parties of events, by name; `name` is an id or the beginning of a word."""
        return self._rows(Actor, "/actors", {"name": name})

    def places(self, country: str | None = None) -> Iterator[Place]:
        """The places of events, by country, unit and name."""
        return self._rows(Place, "/places", {"country": country})

    def decisions(self) -> Iterator[Decided]:
        """What people decided, in the order in which it came."""
        return map(_decided, self._items("/decisions", {}))

    # What changed

    def changed_incidents(
        self, *, updated_since: str | None = None, resume: str | None = None, full: bool = False, **filters: Unpack[Filters]
    ) -> Iterator[Part[Incident]]:
        """Incidents in the order in which they changed, a part at a time, from a time (ISO 8601 with zone) on or behind `resume`.

        The last part has no more: keep its `resume` and give it, with the same time and filters, the next time. An incident that
        changes meanwhile comes again, in its new form.
        """
        return self._changes(Incident, "/incidents", {**filters, "full": full or None, "updated_since": updated_since or ALWAYS}, resume)

    def changed_reports(self, *, updated_since: str | None = None, resume: str | None = None) -> Iterator[Part[Report]]:
        """Reports in the order in which they were coded last, in the same way."""
        return self._changes(Report, "/reports", {"updated_since": updated_since or ALWAYS}, resume)

    def deleted(self, *, since: str | None = None, resume: str | None = None) -> Iterator[Part[Gone]]:
        """What a copy must no longer hold, in the same way."""
        return self._changes(Gone, "/deletions", {"since": since}, resume)

    # One by one

    def incident(self, id: str, *, policy: str | None = None) -> tuple[Whole, tuple[Telling, ...]]:
        """An incident with what each report tells."""
        body = self._get(f"/incidents/{_part(id)}", {"policy": policy})
        return from_plain(Whole, body["incident"]), tuple(from_plain(Telling, one) for one in body["tellings"])

    def event(self, telling: str) -> EventTold:
        """An event with every value and its words, by "<report>:<event id>"."""
        told: EventTold = from_plain(EventTold, self._get(f"/events/{_part(telling)}"))
        return told

    def report(self, id: str) -> Report:
        """A report, by its key or the beginning of it."""
        row: Report = from_plain(Report, self._get(f"/reports/{_part(id)}"))
        return row

    def record(self, id: str, *, decided: bool = True) -> Record:
        """The record of a report as people decided, or as it was coded."""
        return from_json(self._get(f"/reports/{_part(id)}/record", {"decided": decided}))

    def text(self, id: str) -> str:
        """The text of a report."""
        with self._asking.answer("GET", f"/reports/{_part(id)}/text") as answer:
            return answer.read().decode("utf-8", "surrogatepass")

    def counts(self, *by: str, **filters: Unpack[Filters]) -> tuple[Count, ...]:
        """Incidents and killed by year, month, day, country, type, mode, status, place, actor or recipient."""
        body = self._get("/counts", {**filters, "by": ",".join(by)})
        rows = ({**item, "values": [item["values"][name] for name in body["by"]]} for item in body["items"])
        return tuple(Count(**{**row, "values": tuple(row["values"])}) for row in rows)

    def formats(self) -> tuple[Format, ...]:
        """The formats of exports."""
        return tuple(from_plain(Format, item) for item in self._get("/exports")["items"])

    # What changes the store, or costs more than a look

    def code(self, report: Given) -> Record:
        """The record of a report; nothing is kept."""
        return from_json(self._asking.json("POST", "/code", body=_body(report)))

    def add(self, report: Given) -> Coded:
        """Codes a report and keeps it. The same again changes nothing."""
        body = self._asking.json("POST", "/reports", body=_body(report))
        return Coded(body["new"], from_plain(Report, body["report"]), from_json(body["record"]))

    def accept(self, event: str, *, why: str | None = None) -> Kept:
        """Says that an event ("<report>:<event id>") is right."""
        return self._decide({"kind": "accept", "targets": [event], "why": why})

    def reject(self, event: str, *, why: str | None = None) -> Kept:
        """Says that an event is none."""
        return self._decide({"kind": "reject", "targets": [event], "why": why})

    def change(self, event: str, field: str, value: Any, *, why: str | None = None) -> Kept:
        """Gives a field of an event another value: "casualties[killed/recipient].low", 9."""
        return self._decide({"kind": "change", "targets": [event], "field": field, "value": value, "why": why})

    def merge(self, *targets: str, why: str | None = None) -> Kept:
        """Holds incidents, or events, together as one."""
        return self._decide({"kind": "merge", "targets": list(targets), "why": why})

    def split(self, incident: str, *events: str, why: str | None = None) -> Kept:
        """Holds events apart from the others of their incident."""
        return self._decide({"kind": "split", "targets": list(events), "incident": incident, "why": why})

    def undo(self, decision: str, *, why: str | None = None) -> Kept:
        """Takes a decision back."""
        return _kept(self._asking.json("POST", f"/decisions/{_part(decision)}/undo", body={"why": why}))

    def export(self, format: str, path: Path, **filters: Unpack[Filters]) -> int:
        """Writes the incidents with what is asked for to a file, which stands there whole or not at all; its bytes."""
        part = path.with_name(f".{path.name}.part")
        try:
            with self._asking.answer("GET", f"/exports/{_part(format)}", asked=filters) as answer, part.open("wb") as stream:
                for piece in answer.iter_bytes():
                    stream.write(piece)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return path.stat().st_size

    def _decide(self, body: dict[str, Any]) -> Kept:
        return _kept(self._asking.json("POST", "/decisions", body=body))

    def _get(self, path: str, asked: Mapping[str, Any] | None = None) -> Any:
        return self._asking.json("GET", path, asked=asked)

    def _rows(self, kind: type[Row], path: str, asked: Mapping[str, Any]) -> Iterator[Row]:
        return (from_plain(kind, item) for item in self._items(path, asked))

    def _items(self, path: str, asked: Mapping[str, Any]) -> Iterator[Any]:
        cursor: str | None = None
        while True:
            page = self._get(path, {**asked, "limit": PAGE, "cursor": cursor})
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def _changes(self, kind: type[Row], path: str, asked: Mapping[str, Any], resume: str | None) -> Iterator[Part[Row]]:
        more = True
        while more:
            page = self._get(path, {**asked, "limit": PAGE, "cursor": resume})
            resume, more = page["resume"], page["next"] is not None
            yield Part(tuple(from_plain(kind, item) for item in page["items"]), page["resume"], more)


def _part(id: str) -> str:
    """An id as a part of a path."""
    return quote(id, safe=":")


def _body(report: Given) -> dict[str, Any]:
    told = asdict(report) | {"published": report.published.isoformat() if report.published else None}
    return {name: value for name, value in told.items() if value is not None}


def _decided(item: dict[str, Any]) -> Decided:
    return Decided(from_plain(Decision, item), item["undone"])


def _kept(body: dict[str, Any]) -> Kept:
    return Kept(tuple(map(_decided, body["decisions"])), tuple(body["incidents"]))
