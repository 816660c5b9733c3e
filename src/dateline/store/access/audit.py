"""The log of what people did besides deciding. It is added to and never edited; only `redact` takes a name out of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from dateline.store.store import Store
from dateline.store.tables import Audit


@dataclass(frozen=True, slots=True)
class Entry:
    """`who` did `what`, `about` whom or what; `told` says more. `number` is its place in the log, `at` ISO 8601 in UTC."""

    who: str
    what: str
    about: str | None = None
    told: str | None = None
    at: str = ""
    number: int = 0


def note(store: Store, entry: Entry) -> None:
    """Adds to the log, with the time."""
    with store.database.writing() as connection:
        add_entry(connection, entry, store.now())


def add_entry(connection: Connection, entry: Entry, at: str) -> None:
    """The same within a transaction."""
    connection.execute(insert(Audit).values(at=at, who=entry.who, what=entry.what, about=entry.about, told=entry.told))


def entries(store: Store, *, before: int | None = None, most: int = 100) -> list[Entry]:
    """At most so many entries, the latest first; with `before` those that came before this number."""
    asked = select(Audit.who, Audit.what, Audit.about, Audit.told, Audit.at, Audit.number).order_by(Audit.number.desc()).limit(most)
    if before is not None:
        asked = asked.where(Audit.number < before)
    with store.database.reading() as connection:
        return [Entry(**row._mapping) for row in connection.execute(asked)]
