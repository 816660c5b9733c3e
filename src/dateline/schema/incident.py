"""An incident is one happening as several reports tell it: their events side by side, none of their values lost.

Read → annotate → extract → resolve give the events of one report; `dateline.merge.merge` joins the events of many.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.schema.record import Event


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as one report tells it, with what merging needs to know of the report.

    `id` names it for good: "<report>:<event id>". `report` is the key of the report (SHA-256, hex). `origin` is the key that
    copies of one text share: reports with the same origin count as one independent source. `published` is an ISO date.
    `words` are the sentences that tell of the event, for comparing; `trust` is the source's weight in a policy, None where unknown.
    `lent` names the values ("when", "where") whose words stand nearer to another event of the report; `meets` are countries and rare
    names of the report under which the event meets others beside its own.
    """

    id: str
    report: str
    origin: str
    published: str | None
    publisher: str | None
    event: Event
    words: str = ""
    trust: float | None = None
    lent: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """How two tellings compare in one respect. `field`: type, parties, place, date, counts, weapons, words ...; `weight` in log odds."""

    field: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """Why two tellings are thought one happening, or two: the probability that they are one, and what speaks for it and against it."""

    first: str
    second: str
    probability: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One value with the tellings that give it, and how many independent sources (origins) these are."""

    value: str | None
    tellings: tuple[str, ...]
    sources: int


@dataclass(frozen=True, slots=True)
class Field:
    """What tellings say of one field, best supported first. `chosen` is what the policy takes; `disagreement` from 0 (one value) to 1."""

    name: str
    chosen: str | None
    values: tuple[Said, ...]
    disagreement: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A casualty figure of one telling, as told. A bound that is None is open."""

    telling: str
    casualty: str
    low: int | None
    high: int | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Toll:
    """How many came to one outcome on one side. low <= best <= high; None is unknown, never 0. `policy` names how they were chosen."""

    outcome: str
    side: str
    civilian: bool | None
    low: int | None
    best: int | None
    high: int | None
    policy: str
    figures: tuple[Figure, ...]
    disagreement: float


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening. `id` depends on its tellings alone, not on the order in which they came.

    `fields` holds type, mode, status, actor, recipient, third, date, place, claims, weapons ..., each with every value told.
    `tolls` holds the casualties per outcome and side. `links` say why its tellings were joined. `sources` counts independent ones.
    """

    id: str
    tellings: tuple[str, ...]
    fields: tuple[Field, ...]
    tolls: tuple[Toll, ...]
    links: tuple[Link, ...]
    sources: int
    first_published: str | None
    last_published: str | None
