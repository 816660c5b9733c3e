"""The tables of the store. What was read, coded and decided is added and never edited; what is made of it can be made again.

Kept for good: reports, arrivals, editions, originals, codings, failures, decisions, anchors, second_codings, assignments,
tombstones. Only `redact` takes words out of them, and of an assignment alone its end is written later.
For those who use a server: people, sessions, tokens, audit, options.
For `dateline watch`: feeds and entries say how far reading is, trusts what reports are worth by where they came from; alerts, notices and
deliveries are what was told to whom, and are kept.
Made of them: events, parties, blocks, copies, origins, incidents, worths. They show the latest coding with the decisions replayed on it.
`dissolved` says which incidents were taken apart.
`formers` says what incidents have ever held, and stays when an incident is no more.

`number` counts the rows of a table in the order in which they came. Times are ISO 8601 in UTC, dates ISO dates, both as text.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Double, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from dateline.store.texts import Exact

# What incidents are counted by and what is added up
COUNTED = ("country", "first_day", "type", "mode", "status", "place", "killed_low", "killed_best", "killed_high", "sources", "id")
# Events of more than one day
LONGER = text("end_date > start_date")

# What maps and charts add up
DRAWN = (
    *("first_day", "mark", "country", "admin1", "latitude", "longitude", "killed_low", "killed_best", "killed_high"),
    *("type", "actor", "id"),
)
Whole = BigInteger().with_variant(Integer, "sqlite")


class Table(DeclarativeBase):
    """Base of all tables."""

    type_annotation_map = {str: Exact(), int: Whole, float: Double(), bytes: LargeBinary()}  # noqa: RUF012 - so SQLAlchemy wants it


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
    published_by: Mapped[str | None]


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


class Editions(Table):
    """That a report is one state of a publication: of a page's `address`, or an entry of a feed. The latest counts when events are merged.

    `since` is when it was changed or seen, as page, archive or server say (ISO 8601 in UTC); NULL where nobody says: then `arrived`
    stands for it. `id` is a hash of what is told, so that the same page adds one row however often it comes.
    """

    __tablename__ = "editions"
    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str] = mapped_column(index=True)
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), index=True)
    since: Mapped[str | None]
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
    __table_args__ = (
        UniqueConstraint("report", "coder", "digest"),
        Index("ix_codings_report", "report", "number"),
        Index("ix_codings_coded", "coded", "number"),
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"))
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


class SecondCodings(Table):
    """A decision of a second coder, or one that takes such a decision back: kept, and not in force (`store.assigning` says the rule)."""

    __tablename__ = "second_codings"
    decision: Mapped[str] = mapped_column(ForeignKey("decisions.id"), primary_key=True)


class Assignments(Table):
    """A report that a person has at the review desk. `part` is "first", "second" or "judge".

    It is held until `until`, unless it was `ended` before; `how` then says "done", "skipped" or "left". One that is done is opened
    again by a new row.
    """

    __tablename__ = "assignments"
    number: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), index=True)
    person: Mapped[str] = mapped_column(index=True)
    part: Mapped[str]
    taken: Mapped[str]
    until: Mapped[str]
    ended: Mapped[str | None]
    how: Mapped[str | None]
    # What is done is counted on every page of the desk
    __table_args__ = (Index("ix_assignments_done", "how", "part", "report", "person"),)


class Worths(Table):
    """How much it is worth to look at a report: doubt times weight by the formula of digest `formula`.

    NULL where there is nothing to review: the report could not be coded, its text was taken out, or people coded it. A report
    without a row waits for one.
    """

    __tablename__ = "worths"
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), primary_key=True)
    worth: Mapped[float | None] = mapped_column(index=True)
    formula: Mapped[str]


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
    """An incident as JSON with what it is listed by. `first_day`, `last_day`, `country` are what the policy chose, else what is told.

    `change` counts what became of incidents, `changed` is when: merging that leaves an incident as it was leaves both. `last_told` is the
    last day that any of its events tells.
    `admin1`, `latitude` ... `precision` are those of the telling that gives the chosen place best; `mark` is how a map may show it
    (`dateline.store.listing.mark`), NULL where no map can. `actor` and `recipient` are the parties that the policy chose.
    """

    __tablename__ = "incidents"
    id: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    type: Mapped[str | None]
    mode: Mapped[str | None]
    status: Mapped[str | None]
    first_day: Mapped[str | None]
    last_day: Mapped[str | None]
    country: Mapped[str | None]
    place: Mapped[str | None]
    killed_low: Mapped[int | None]
    killed_best: Mapped[int | None]
    killed_high: Mapped[int | None]
    sources: Mapped[int]
    actor: Mapped[str | None]
    recipient: Mapped[str | None]
    admin1: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    radius_km: Mapped[float | None]
    precision: Mapped[str | None]
    mark: Mapped[str | None]
    change: Mapped[int]
    changed: Mapped[str]
    last_told: Mapped[str | None]
    # Lists are read along these, and what an incident itself must have is seen without its long body.
    __table_args__ = (
        Index("ix_incidents_first_day", "first_day", "id", "killed_best", "sources", "last_told"),
        Index("ix_incidents_change", "change", "killed_best", "sources", "last_told"),
        Index("ix_incidents_changed", "changed", "change"),
        Index("ix_incidents_counted", *COUNTED),
        Index("ix_incidents_drawn", *DRAWN),
    )


class Dissolved(Table):
    """An incident that was taken apart, numbered in one row with `Incidents.change`. It may have come back since, with the same events."""

    __tablename__ = "dissolved"
    change: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(index=True)
    at: Mapped[str]
    __table_args__ = (Index("ix_dissolved_at", "at", "change"),)


class Events(Table):
    """An event of the latest coding with the decisions on it. `telling` is "<report>:<event id>".

    `verdict` is "accepted", "rejected" or NULL. `incident` is NULL until merging has seen the event, and for a rejected one.
    """

    __tablename__ = "events"
    telling: Mapped[str] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), index=True)
    coding: Mapped[int] = mapped_column(ForeignKey("codings.number"))
    event: Mapped[str]
    type: Mapped[str]
    mode: Mapped[str | None]
    status: Mapped[str] = mapped_column(index=True)
    start_date: Mapped[str | None]
    end_date: Mapped[str | None]
    country: Mapped[str | None]
    admin1: Mapped[str | None]
    place: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    radius_km: Mapped[float | None]
    precision: Mapped[str | None]
    verdict: Mapped[str | None]
    incident: Mapped[str | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    __table_args__ = (
        Index("ix_events_start_date", "start_date", "telling"),
        Index("ix_events_longer", "end_date", sqlite_where=LONGER, postgresql_where=LONGER),
        Index("ix_events_country", "country", "admin1", "place"),
        Index("ix_events_type", "type", "mode"),
    )


class Formers(Table):
    """An event that an incident of this id has held; `coding` is the coding that numbered the event.

    An incident's id changes with its events, and may come to mean others when they are coded again. These rows are only added to, so
    that a link to an old id leads to where its events are now.
    """

    __tablename__ = "formers"
    incident: Mapped[str] = mapped_column(primary_key=True)
    telling: Mapped[str] = mapped_column(primary_key=True)
    coding: Mapped[int] = mapped_column(ForeignKey("codings.number"), primary_key=True, autoincrement=False, index=True)


class Parties(Table):
    """A party to an event."""

    __tablename__ = "parties"
    telling: Mapped[str] = mapped_column(ForeignKey("events.telling"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str]
    name: Mapped[str]
    actor_id: Mapped[str | None] = mapped_column(index=True)
    __table_args__ = (Index("ix_parties_name", "name", "actor_id", "telling"),)


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


class People(Table):
    """Who may sign in. `login` is the name as it is compared, `password` its hash by argon2 with salt and parameters."""

    __tablename__ = "people"
    number: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    password: Mapped[str]
    made: Mapped[str]


class Sessions(Table):
    """Someone who is signed in. `id` is the SHA-256 of what their browser holds, so that nobody who reads this table can act for them."""

    __tablename__ = "sessions"
    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[int] = mapped_column(ForeignKey("people.number"), index=True)
    made: Mapped[str]
    seen: Mapped[str]
    expires: Mapped[str]


class Tokens(Table):
    """What a program signs in with. `id` names it in lists, `digest` is the SHA-256 of it, `scopes` are words with spaces between."""

    __tablename__ = "tokens"
    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(unique=True)
    person: Mapped[int] = mapped_column(ForeignKey("people.number"), index=True)
    label: Mapped[str]
    scopes: Mapped[str]
    made: Mapped[str]
    expires: Mapped[str | None]
    used: Mapped[str | None]
    revoked: Mapped[str | None]


class Audit(Table):
    """What someone did besides deciding: signed in, gave a role, made a token, published. `about` is on whom or what."""

    __tablename__ = "audit"
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    who: Mapped[str]
    what: Mapped[str]
    about: Mapped[str | None]
    told: Mapped[str | None]


class Options(Table):
    """What is set for the whole store."""

    __tablename__ = "options"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Feeds(Table):
    """A feed or folder that is watched, by its name. `address` is what it was when it was last read: another one begins anew.

    `etag` and `modified` are what the server said of its state; `due` is when it is asked next, `asked` when it was asked last, `got`
    when that last went well. `failures` counts those since, `code` and `message` are the last one's. `asks` counts all.
    """

    __tablename__ = "feeds"
    name: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str]
    etag: Mapped[str | None]
    modified: Mapped[str | None]
    due: Mapped[str]
    asked: Mapped[str | None]
    got: Mapped[str | None]
    asks: Mapped[int]
    failures: Mapped[int]
    code: Mapped[str | None]
    message: Mapped[str | None]


class Entries(Table):
    """An entry of a feed, or a state of a file, that was met. `entry` is a hash of what it says: it is met once.

    As long as it waits to be read and coded, `body` is the reading as JSON and `digest` names the bytes that it came in (of `originals`);
    then `state` is "done", or "failed" where it was kept as a report that could not be read. `due` is when it is tried, `tries` how
    often it was. `hint` is the size and time of a file, by which one that did not change need not be read again.
    """

    __tablename__ = "entries"
    number: Mapped[int] = mapped_column(primary_key=True)
    feed: Mapped[str]
    entry: Mapped[str]
    address: Mapped[str | None]
    hint: Mapped[str | None]
    body: Mapped[str | None]
    digest: Mapped[str | None]
    state: Mapped[str]
    tries: Mapped[int]
    due: Mapped[str]
    met: Mapped[str]
    __table_args__ = (
        UniqueConstraint("feed", "entry"),
        Index("ix_entries_state", "state", "feed", "due", "number"),
        Index("ix_entries_address", "feed", "address"),
    )


class Trusts(Table):
    """How far the source is trusted that a report came from, 0 to 1; of several the highest."""

    __tablename__ = "trusts"
    report: Mapped[str] = mapped_column(ForeignKey("reports.key"), primary_key=True)
    trust: Mapped[float]


class Alerts(Table):
    """A saved filter that is told of. `looked` is the change of incidents up to which it was looked at, `begins` the number of the last
    report that was there before it; `atom` says whether a server gives its notices as a feed."""

    __tablename__ = "alerts"
    name: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    atom: Mapped[int]
    looked: Mapped[int]
    begins: Mapped[int]
    made: Mapped[str]


class Notices(Table):
    """What an alert said of an incident once. `key` is a hash of alert, incident and its change: the same is said once.

    `told` is what was compared, as JSON, `body` the message as JSON. `kind` is "new" or "changed".
    """

    __tablename__ = "notices"
    number: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    alert: Mapped[str]
    incident: Mapped[str]
    kind: Mapped[str]
    told: Mapped[str]
    body: Mapped[str]
    made: Mapped[str]
    __table_args__ = (Index("ix_notices_incident", "incident", "alert", "number"), Index("ix_notices_alert", "alert", "number"))


class Deliveries(Table):
    """A notice on its way by one channel. `state` is "waiting", "sent" or "failed" (given up); `due` is when it is tried next."""

    __tablename__ = "deliveries"
    number: Mapped[int] = mapped_column(primary_key=True)
    notice: Mapped[int] = mapped_column(ForeignKey("notices.number"))
    channel: Mapped[str]
    state: Mapped[str]
    tries: Mapped[int]
    due: Mapped[str]
    done: Mapped[str | None]
    error: Mapped[str | None]
    __table_args__ = (UniqueConstraint("notice", "channel"), Index("ix_deliveries_state", "state", "due", "number"))
