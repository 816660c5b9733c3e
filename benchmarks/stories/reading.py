"""The stories of a file, their reports coded, and which coded event is which listed one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateline.merge import origins, tell
from dateline.merge.comparing import kindred
from dateline.merge.telling import sentence_bounds
from dateline.run.local import code_many
from dateline.schema.incident import Telling
from dateline.schema.jsonable import dumps, from_json, to_json
from dateline.schema.record import Event, Record
from dateline.schema.report import Report

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Listed:
    """One event as the story's author lists it: the span of its words, its type, the incident with its date and place."""

    id: str
    story: str
    report: str
    start: int
    end: int
    type: str
    incident: str
    date: str
    place: str


@dataclass(frozen=True, slots=True)
class StoryReport:
    """One report with its listed events; `copy_of` is the report whose text it copies, None where it copies none."""

    id: str
    story: str
    published: str
    publisher: str
    text: str
    copy_of: str | None
    events: tuple[Listed, ...]


def read_stories(path: Path) -> tuple[StoryReport, ...]:
    """The reports of a file. Raises ValueError where the words of an event do not stand in the text exactly once."""
    out = []
    for story in json.loads(path.read_text("utf-8")):
        known = {i["id"]: i for i in story["incidents"]}
        for r in story["reports"]:
            events = []
            for k, e in enumerate(r["events"]):
                if r["text"].count(e["words"]) != 1:
                    raise ValueError(f"{r['id']}: {e['words']!r} does not stand in the text exactly once")
                at, incident = r["text"].index(e["words"]), known[e["incident"]]
                span = at, at + len(e["words"])
                told = incident.get("date") or "", incident.get("place") or ""
                events.append(Listed(f"{r['id']}-{k}", story["story"], r["id"], *span, e["type"], e["incident"], *told))
            out.append(StoryReport(r["id"], story["story"], r["published"], r["publisher"], r["text"], r["copy_of"], tuple(events)))
    return tuple(out)


def code_stories(reports: Sequence[StoryReport], *, cache: Path | None, jobs: int = 1) -> dict[str, Record]:
    """Report id -> record; out of the file `cache` where it holds all of them, else coded and written to it."""
    if cache is not None and cache.is_file():
        kept = {r.report.id: r for r in (from_json(json.loads(line)) for line in cache.read_text("utf-8").splitlines())}
        if all(r.id in kept for r in reports):
            return {r.id: kept[r.id] for r in reports}
    inputs = (Report(r.id, r.text, date.fromisoformat(r.published), publisher=r.publisher) for r in reports)
    records = {record.report.id: record for record in code_many(inputs, jobs=jobs)}
    if cache is not None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text("".join(dumps(to_json(r)) + "\n" for r in records.values()), "utf-8")
    return records


def tell_stories(reports: Iterable[StoryReport], records: dict[str, Record]) -> dict[str, Telling]:
    """Telling id -> telling, for every coded event of the reports."""
    held = list(reports)
    of_text = origins((r.id, r.text) for r in held)
    return {t.id: t for r in held for t in tell(records[r.id], r.text, report=r.id, origin=of_text[r.id])}


def align(report: StoryReport, record: Record) -> dict[str, str]:
    """Listed event -> telling, one to one: trigger words that overlap the listed ones, or the same sentence and the same type."""
    bounds = sentence_bounds(report.text)
    ranked = sorted(
        (-score, listed.id, f"{report.id}:{event.id}")
        for listed in report.events
        for event in record.events
        if (score := _fit(listed, event, bounds)) > 0
    )
    out: dict[str, str] = {}
    for _, listed_id, telling in ranked:
        if listed_id not in out and telling not in out.values():
            out[listed_id] = telling
    return out


def _fit(listed: Listed, event: Event, bounds: Sequence[tuple[int, int]]) -> int:
    """0 where the two cannot be one, else greater the more they share."""
    type_ = event.codes.plover or event.type
    if any(m.start < listed.end and listed.start < m.end for m in event.mentions) and kindred(listed.type, type_):
        return 4 + 2 * (listed.type == type_)
    beside = any(a <= m.start < b and a <= listed.start < b for a, b in bounds for m in event.mentions)
    return 2 if beside and listed.type == type_ else 0
