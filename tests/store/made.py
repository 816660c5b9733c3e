"""Reports for the store, and a stand-in for coding that takes no time and can be sent to another process."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

from dateline.run.adding import Coding, add
from dateline.run.incidents import settle
from dateline.run.pipeline import code_reading
from dateline.schema.decision import Decision
from dateline.schema.failure import PASSED_OVER, STAGE_FAILED, Reading
from dateline.schema.record import Coder, Event, Record
from dateline.schema.report import Report
from dateline.store import Store
from tests.run import stages
from tests.store.stand_in import MERGING

TEXT = stages.TEXT
OTHER = TEXT.replace("at least 21 soldiers", "at least 23 soldiers")


def reading(text: str = TEXT, *, id: str = "a.txt", day: str = "2016-05-04", publisher: str | None = "Wire") -> Reading:
    raw = json.dumps({"text": text, "id": id}).encode()
    return Reading(Report(id, text, date.fromisoformat(day), "A raid", publisher), raw=raw)


_RAID = re.compile(r"Rebels killed at least (?P<low>\d\d) soldiers in (?P<place>\w{6}) on (?P<day>\w{6}), the army said\.")


def code(reading: Reading) -> Record:
    """One event where the text is like `TEXT`, a failure where it says "fail"."""
    empty = replace(reading, report=replace(reading.report, text=""))
    record = replace(code_reading(empty), coder=Coder("1", "m", "t"))
    text = reading.report.text
    if "fail" in text:
        return replace(record, failures=(STAGE_FAILED.failure("extract", stage="extract", reason="it says so"),))
    told = _RAID.match(text)
    return record if told is None else replace(record, events=(_event(told),))


def _event(told: re.Match[str]) -> Event:
    event = stages.event(TEXT)
    count = replace(event.casualties[0], low=int(told["low"]), text=f"at least {told['low']} soldiers")
    day = "2016-05-02" if told["day"] == "Monday" else "2016-05-06"
    when = replace(event.when, start_date=day, end_date=day, text=told["day"])
    where = replace(event.where, name=told["place"], text=told["place"])
    return replace(event, casualties=(count,), when=when, where=where, claims=(), weapons=())


def pass_over(reading: Reading) -> Record:
    """As where relevance was asked for, and the report has none."""
    return replace(code(reading), events=(), warnings=(PASSED_OVER.note(),))


def code_anew(reading: Reading) -> Record:
    """As a later version: the event has another number and status, and a text has a second event."""
    record = code(reading)
    events = tuple(replace(event, id="e7", status="denied") for event in record.events)
    return replace(record, coder=Coder("2", "m", "t"), events=events)


def code_otherwise(reading: Reading) -> Record:
    """A version that finds an event of another type at other words."""
    record = code(reading)
    mentions = tuple(replace(m, start=m.start + 10, end=m.end + 10, text="x") for event in record.events for m in event.mentions)
    return replace(record, coder=Coder("3", "m", "t"), events=tuple(replace(e, type="PROTEST", mentions=mentions) for e in record.events))


FAST = Coding(work=code)


def fill(store: Store, *readings: Reading) -> list[str]:
    """Adds and merges; the keys of all reports in the order they came."""
    for _ in add(store, readings or (reading(), reading(OTHER, id="b.txt", publisher="Post")), coding=FAST):
        pass
    settle(store, MERGING)
    return list(store.keys())


def decision(store: Store, kind: str, *tellings: str, field: str | None = None, value: object = None) -> Decision:
    anchors = tuple(store.anchor(telling, field) for telling in tellings)
    return Decision("", kind, "Ana", store.now(), "because", anchors, None if value is None else json.dumps(value))
