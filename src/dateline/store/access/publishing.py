"""Whether anyone may read the store without an account."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from dateline.store.access.audit import Entry, add_entry
from dateline.store.store import Store
from dateline.store.tables import Options

_NAME, _YES = "published", "read-only"


def is_published(store: Store) -> bool:
    """Whether visitors may read."""
    with store.database.reading() as connection:
        return connection.execute(select(Options.value).where(Options.name == _NAME)).scalar() == _YES


def publish(store: Store, *, by: str, published: bool) -> None:
    """Lets visitors read from now on, or no more."""
    with store.database.writing() as connection:
        connection.execute(delete(Options).where(Options.name == _NAME))
        if published:
            connection.execute(insert(Options).values(name=_NAME, value=_YES))
        add_entry(connection, Entry(by, "published" if published else "published no more"), store.now())
