"""Who is signed in. A browser holds a random id; the store holds its SHA-256, which gives the id to nobody."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from dateline.schema.person import Person
from dateline.store.access.audit import Entry, add_entry
from dateline.store.store import Store
from dateline.store.tables import People, Sessions


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session lasts: at most `whole` hours, and `idle` hours without a request."""

    whole: float = 12
    idle: float = 2


# That someone was seen is written this often at most, so that reading pages need not write.
_SEEN = timedelta(minutes=5)


def begin(store: Store, person: Person, id: str, *, lasting: Lasting, told: str | None = None) -> None:
    """Signs the person in under an id that was never used before; sessions that are over are cleared away."""
    at = store.now()
    with store.database.writing() as connection:
        connection.execute(delete(Sessions).where(Sessions.expires <= at))
        whole = {"made": at, "seen": at, "expires": later(at, timedelta(hours=lasting.whole))}
        connection.execute(insert(Sessions).values(id=hashed(id), person=person.number, **whole))
        add_entry(connection, Entry(person.name, "signed in", told=told), at)


def person_of(store: Store, id: str, *, lasting: Lasting) -> Person | None:
    """Who is signed in under this id, with the role that they have now; None where nobody is, or no more."""
    at = store.now()
    asked = select(Sessions.seen, People.number, People.name, People.role).join(People, People.number == Sessions.person)
    asked = asked.where(Sessions.id == hashed(id), Sessions.expires > at)
    with store.database.reading() as connection:
        row = connection.execute(asked).first()
    if row is None or later(row.seen, timedelta(hours=lasting.idle)) <= at:
        return None
    if later(row.seen, _SEEN) <= at:
        with store.database.writing() as connection:
            connection.execute(update(Sessions).where(Sessions.id == hashed(id)).values(seen=at))
    return Person(row.name, row.role, row.number)


def end(store: Store, person: Person, id: str) -> None:
    """Signs out."""
    with store.database.writing() as connection:
        connection.execute(delete(Sessions).where(Sessions.id == hashed(id)))
        add_entry(connection, Entry(person.name, "signed out"), store.now())


def end_all(store: Store, person: Person) -> None:
    """Signs out everywhere."""
    with store.database.writing() as connection:
        connection.execute(delete(Sessions).where(Sessions.person == person.number))
        add_entry(connection, Entry(person.name, "signed out everywhere"), store.now())


def hashed(id: str) -> str:
    """What stands in the store for a random id. It has 256 bits: there is nothing to guess, so that no salt or slow hash is needed."""
    return hashlib.sha256(id.encode()).hexdigest()


def later(at: str, by: timedelta) -> str:
    """A time so much after another, both ISO 8601 in UTC."""
    return (datetime.fromisoformat(at) + by).isoformat(timespec="seconds")
