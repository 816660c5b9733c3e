"""The tables of the store. What was read, coded and decided is added and never edited; what is made of it can be made again.

Kept for good: reports, arrivals, originals, codings, failures, decisions, anchors, tombstones. Only `redact` takes words out of them.
Made of them: events, parties, blocks, copies, origins, incidents. They show the latest coding with the decisions replayed on it.

`number` counts the rows of a table in the order in which they came. Times are ISO 8601 in UTC, dates ISO dates, both as text.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from dateline.store.texts import Exact

Whole = BigInteger().with_variant(Integer, "sqlite")


class Table(DeclarativeBase):
    """Base of all tables."""

    type_annotation_map = {str: Exact(), int: Whole, bytes: LargeBinary()}  # noqa: RUF012 - so SQLAlchemy wants it


class Reports(Table):
    """A published text. `text` is NULL where the report's text was redacted, and "" where the input could not be read."""

    __tablename__ = "reports"
    number: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str | None]
    published: Mapped[str | None]
    publisher: Mapped[str | None]
    uri: Mapped[str | None]
    title: Mapped[str | None]
    arrived: Mapped[str]


class Arrivals(Table):
    """A report as it came once: the id and the language it was given, and the SHA-256 of its bytes.

    `id` is a hash of these, so that the same input adds one row however often it comes.
    """

    __tablename__ = "arrivals"
    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), index=True)
    given: Mapped[str]
    language: Mapped[str | None]
    digest: Mapped[str | None]
    arrived: Mapped[str]


class Originals(Table):
    """Bytes as they came, packed with zlib. Bytes that are the report's text in UTF-8 are not kept a second time."""

    __tablename__ = "originals"
    digest: Mapped[str] = mapped_column(primary_key=True)
    packed: Mapped[bytes]


class Codings(Table):
    """What one version of the program, its model and its tables made of a report: the record as JSON. The last row is current.

    `digest` is the SHA-256 of the record: the same coder that gives the same record adds no row.
    """

    __tablename__ = "codings"
    __table_args__ = (UniqueConstraint("report", "coder", "digest"),)
    number: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), index=True)
    coder: Mapped[str] = mapped_column(index=True)
    version: Mapped[str]
    model: Mapped[str | None]
    tables: Mapped[str | None]
    digest: Mapped[str]
    record: Mapped[str]
    coded: Mapped[str]


class Failures(Table):
    """Why a report has no events in a coding."""

    __tablename__ = "failures"
    number: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), index=True)
    coding: Mapped[int] = mapped_column(ForeignKey("codings.number"), index=True)
    stage: Mapped[str]
    code: Mapped[str] = mapped_column(index=True)
    message: Mapped[str]


class Decisions(Table):
    """What a person decided."""

    __tablename__ = "decisions"
    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    who: Mapped[str]
    at: Mapped[str]
    why: Mapped[str | None]
    value: Mapped[str | None]
    undoes: Mapped[str | None] = mapped_column(ForeignKey("decisions.id"), index=True)


class Anchors(Table):
    """The words that a decision is about, in the order in which it names them."""

    __tablename__ = "anchors"
    decision: Mapped[str] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str]
    event: Mapped[str]
    field: Mapped[str | None]


class Tombstones(Table):
    """What was taken out: `kind` "text" (of `report`) or "name" (`places` is how many rows held it; the name itself is not kept)."""

    __tablename__ = "tombstones"
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    report: Mapped[str | None] = mapped_column(ForeignKey("reports.key"), index=True)
    places: Mapped[int]
    who: Mapped[str]
    why: Mapped[str]
    at: Mapped[str]


class Incidents(Table):
    """An incident as JSON with what it is listed by. `first_day`, `last_day`, `country` are what the policy chose, else what is told."""

    __tablename__ = "incidents"
    id: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    type: Mapped[str | None]
    mode: Mapped[str | None]
    status: Mapped[str | None]
    first_day: Mapped[str | None] = mapped_column(index=True)
    last_day: Mapped[str | None]
    country: Mapped[str | None] = mapped_column(index=True)
    place: Mapped[str | None]
    killed_low: Mapped[int | None]
    killed_best: Mapped[int | None]
    killed_high: Mapped[int | None]
    sources: Mapped[int]


class Events(Table):
    """An event of the latest coding with the decisions on it. `telling` is "<report>:<event id>".

    `verdict` is "accepted", "rejected" or NULL. `incident` is NULL until merging has seen the event, and for a rejected one.
    """

    __tablename__ = "events"
    telling: Mapped[str] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), index=True)
    coding: Mapped[int] = mapped_column(ForeignKey("codings.number"))
    event: Mapped[str]
    type: Mapped[str] = mapped_column(index=True)
    mode: Mapped[str | None]
    status: Mapped[str]
    start_date: Mapped[str | None] = mapped_column(index=True)
    end_date: Mapped[str | None]
    country: Mapped[str | None] = mapped_column(index=True)
    admin1: Mapped[str | None]
    place: Mapped[str | None]
    verdict: Mapped[str | None]
    incident: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)


class Parties(Table):
    """A party to an event."""

    __tablename__ = "parties"
    telling: Mapped[str] = mapped_column(ForeignKey("events.telling"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)
    actor_id: Mapped[str | None] = mapped_column(index=True)


class Blocks(Table):
    """Keys by which merging finds the events that one may be the same as."""

    __tablename__ = "blocks"
    key: Mapped[str] = mapped_column(primary_key=True)
    telling: Mapped[str] = mapped_column(ForeignKey("events.telling"), primary_key=True)
    __table_args__ = (Index("ix_blocks_telling", "telling"),)


class Origins(Table):
    """The key that copies of one text share. A report that no other is a copy of has its own key."""

    __tablename__ = "origins"
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), primary_key=True)
    origin: Mapped[str] = mapped_column(index=True)


class Copies(Table):
    """Keys by which merging finds the reports that one may be a copy of."""

    __tablename__ = "copies"
    key: Mapped[str] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), primary_key=True)
    __table_args__ = (Index("ix_copies_report", "report"),)
