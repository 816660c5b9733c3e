"""How far the reading of feeds and folders is: what was met, what of it still waits, and when each is due. `dateline watch` lives by it.

An entry is noted in the same transaction as the state of its feed, and forgets its words only when its report is kept, so that a process
that ends at any moment loses nothing. Times are ISO 8601 in UTC to the second, so that they are in order as text.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from dateline.schema.failure import Failure
from dateline.store import adding
from dateline.store.store import Store
from dateline.store.tables import Codings, Entries, Events, Failures, Feeds, Originals, Trusts

WAITING, DONE, FAILED = STATES = ("waiting", "done", "failed")


@dataclass(frozen=True, slots=True)
class FeedState:
    """A row of `feeds`."""

    name: str
    address: str
    due: str
    etag: str | None = None
    modified: str | None = None
    asked: str | None = None
    got: str | None = None
    asks: int = 0
    failures: int = 0
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as it is listed, with how many of its entries are in which state."""

    state: FeedState
    waiting: int
    done: int
    failed: int


@dataclass(frozen=True, slots=True)
class Met:
    """An entry that was met, as `Entries` says; `raw` are the bytes that it came in, to be kept."""

    entry: str
    address: str | None
    body: str
    raw: bytes | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that waits."""

    number: int
    feed: str
    address: str | None
    body: str
    digest: str | None
    tries: int
    due: str


def feeds(store: Store) -> dict[str, FeedState]:
    """Every feed and folder that was ever watched, by name."""
    with store.database.reading() as connection:
        return {row.name: FeedState(**row._mapping) for row in connection.execute(select(Feeds).order_by(Feeds.name))}


def feed_rows(store: Store) -> tuple[FeedRow, ...]:
    """The same with their entries counted."""
    counted: dict[tuple[str, str], int] = {}
    with store.database.reading() as connection:
        grouped = select(Entries.feed, Entries.state, func.count().label("many")).group_by(Entries.feed, Entries.state)
        counted = {(row.feed, row.state): row.many for row in connection.execute(grouped)}
    return tuple(FeedRow(one, *(counted.get((name, state), 0) for state in STATES)) for name, one in feeds(store).items())


def took(store: Store, feed: FeedState, entries: Iterable[Met] = ()) -> int:
    """Keeps how a feed is now, and notes the entries that were not met before, both or nothing; how many these were."""
    at, new = store.now(), 0
    with store.database.writing() as connection:
        connection.execute(delete(Feeds).where(Feeds.name == feed.name))
        connection.execute(insert(Feeds).values(**asdict(feed)))
        for met in entries:
            new += _note(connection, feed.name, met, at)
    return new


def _note(connection: Connection, feed: str, met: Met, at: str) -> bool:
    digest = None if met.raw is None else hashlib.sha256(met.raw).hexdigest()
    told = {"feed": feed, "entry": met.entry, "address": met.address, "hint": met.hint, "body": met.body, "digest": digest}
    row = told | {"state": WAITING, "tries": 0, "due": "", "met": at}
    if adding.insert_new(connection, Entries, row) is None:
        return False
    if met.raw is not None and digest is not None:
        adding.insert_new(connection, Originals, {"digest": digest, "packed": zlib.compress(met.raw)})
    return True


def hints(store: Store, feed: str) -> dict[str, str]:
    """The latest hint of each file of a folder that was met, by its address."""
    asked = select(Entries.address, Entries.hint).where(Entries.feed == feed, Entries.hint.is_not(None)).order_by(Entries.number)
    with store.database.reading() as connection:
        return {row.address: row.hint for row in connection.execute(asked)}


def hinted(store: Store, feed: str, entry: str, hint: str) -> bool:
    """Notes that a file was looked at again and holds what was met as `entry`; False where that was never met."""
    with store.database.writing() as connection:
        same = (Entries.feed == feed, Entries.entry == entry)
        return connection.execute(update(Entries).where(*same).values(hint=hint)).rowcount > 0


def feeds_waiting(store: Store, *, until: str) -> tuple[str, ...]:
    """The feeds of which entries wait that are due at that time, by name."""
    asked = select(Entries.feed).where(Entries.state == WAITING, Entries.due <= until).distinct().order_by(Entries.feed)
    with store.database.reading() as connection:
        return tuple(row.feed for row in connection.execute(asked))


def waiting(store: Store, feed: str, *, until: str, limit: int) -> tuple[Entry, ...]:
    """At most so many entries of a feed that wait and are due at that time, the first met first."""
    names = [field.name for field in fields(Entry)]
    asked = select(*(getattr(Entries, name) for name in names)).where(Entries.state == WAITING, Entries.due <= until, Entries.feed == feed)
    with store.database.reading() as connection:
        return tuple(Entry(**row._mapping) for row in connection.execute(asked.order_by(Entries.number).limit(limit)))


def next_due(store: Store) -> str | None:
    """When the next entry that waits is due; None where none waits."""
    with store.database.reading() as connection:
        return connection.execute(select(func.min(Entries.due)).where(Entries.state == WAITING)).scalar_one()


def original(store: Store, digest: str) -> bytes | None:
    """The bytes of that SHA-256; None where they are no more."""
    with store.database.reading() as connection:
        packed = connection.execute(select(Originals.packed).where(Originals.digest == digest)).scalar_one_or_none()
    return None if packed is None else zlib.decompress(packed)


def finished(store: Store, numbers: Iterable[int], *, failed: bool = False) -> None:
    """The reports of these entries are kept: they wait no more, and their words are not kept a second time."""
    with store.database.writing() as connection:
        for part in adding.parts(sorted(set(numbers))):
            told = {"state": FAILED if failed else DONE, "body": None}
            connection.execute(update(Entries).where(Entries.number.in_(part)).values(**told))


def put_off(store: Store, entry: Entry, *, due: str) -> None:
    """The entry could not be read this time; it waits until then."""
    with store.database.writing() as connection:
        connection.execute(update(Entries).where(Entries.number == entry.number).values(tries=entry.tries + 1, due=due))


def trust(store: Store, keys: Iterable[str], value: float) -> None:
    """The source of these reports is trusted so far; where a report is there from a source that is trusted more, that stays.

    Incidents in which it now counts otherwise wait to be merged again.
    """
    with store.database.writing() as connection:
        for key in sorted(set(keys)):
            before = connection.execute(select(Trusts.trust).where(Trusts.report == key)).scalar_one_or_none()
            if before is not None and before >= value:
                continue
            connection.execute(delete(Trusts).where(Trusts.report == key))
            connection.execute(insert(Trusts).values(report=key, trust=value))
            mine = select(Events.incident).where(Events.report == key, Events.incident.is_not(None)).distinct()
            adding.loosen(connection, [row.incident for row in connection.execute(mine)], store.now())


def failing(store: Store, keys: Iterable[str]) -> dict[str, Failure]:
    """Those of these reports whose latest coding failed, each with the first reason."""
    out: dict[str, Failure] = {}
    with store.database.reading() as connection:
        for part in adding.parts(sorted(set(keys))):
            last = select(func.max(Codings.number)).where(Codings.report.in_(part)).group_by(Codings.report)
            asked: Any = select(Failures).where(Failures.coding.in_(last)).order_by(Failures.number.desc())
            out |= {row.report: Failure(row.stage, row.code, row.message) for row in connection.execute(asked)}
    return out
