"""What the API's lists hold, typed. Whole incidents, events and records are those of the schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar

from dateline.schema import incident, record
from dateline.schema.decision import Decision

Row = TypeVar("Row")


class Filters(TypedDict, total=False):
    """What incidents and events must have, all of it: the options of `dateline incidents`."""

    since: str | None
    until: str | None
    country: str | None
    actor: str | None
    type: str | None
    status: str | None
    killed_min: int | None
    sources_min: int | None
    text: str | None


class ReportFilters(TypedDict, total=False):
    """What reports must have; `since` and `until` are days of publication."""

    since: str | None
    until: str | None
    publisher: str | None
    text: str | None
    failed: bool


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """A part of a list in the order of changes. `resume` goes on behind it, now or later."""

    rows: tuple[Row, ...]
    resume: str
    more: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A report; `failures` are the codes of why it could not be coded."""

    key: str
    id: str
    published: str | None
    publisher: str | None
    title: str | None
    uri: str | None
    language: str | None
    arrived: str
    coded: str
    version: str
    events: int
    failures: tuple[str, ...]
    redacted: bool


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident by the values chosen. `changed`: since when it stands so."""

    id: str
    first_day: str | None
    last_day: str | None
    type: str | None
    mode: str | None
    status: str | None
    country: str | None
    place: str | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    sources: int
    changed: str
    incident: incident.Incident | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A party to an event."""

    role: str
    name: str
    actor_id: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """An event. `verdict` is "accepted", "rejected" or None; `incident` is None where it is in none (yet)."""

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
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class EventTold:
    """An event with every value and its words."""

    telling: str
    report: str
    verdict: str | None
    incident: str | None
    event: record.Event


@dataclass(frozen=True, slots=True)
class Actor:
    """A party of events; `events` in which it is."""

    name: str
    actor_id: str | None
    events: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place of events; `events` that happened there."""

    name: str | None
    admin1: str | None
    country: str | None
    events: int


@dataclass(frozen=True, slots=True)
class Gone:
    """What a copy must no longer hold: an "incident", the "text" of a report, or a "name" in it."""

    kind: str
    id: str
    at: str


@dataclass(frozen=True, slots=True)
class Count:
    """The incidents of one combination; `values` in the order asked for."""

    values: tuple[str | None, ...]
    incidents: int
    sources: int
    killed_told: int
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision; `undone` where it was taken back."""

    decision: Decision
    undone: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """Decisions that were kept, and the incidents that their events are in now."""

    decisions: tuple[Decided, ...]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """What was made of a report; `new` is False where it was there before."""

    new: bool
    report: Report
    record: record.Record


@dataclass(frozen=True, slots=True)
class Format:
    """A format of exports, and what it cannot hold."""

    name: str
    suffix: str
    media_type: str
    losses: tuple[str, ...]
