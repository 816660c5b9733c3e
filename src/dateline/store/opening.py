"""Opening a store: which database, how it is set, and bringing its tables to the version of this program."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from dateline.errors import StoreError, StoreLostError, StoreVersionError, UsageError
from dateline.store.trouble import AGAIN, told

FILE = "dateline.db"
VARIABLE = "DATELINE_STORE"

# The last file of migrations/versions; a test compares the two.
VERSION = "0009"

# How long a writer waits for another, in seconds. A write takes milliseconds; only merging many incidents takes seconds.
PATIENCE = 30

# The first bytes of the SHA-256 of "dateline store": whose turn it is to write, among all that use the database.
_TURN = 0x0D47E11E5704E

_POSTGRES = ("postgresql", "postgres")


def chosen(given: str | None) -> str:
    """Which store is meant: what is given, else DATELINE_STORE, else dateline.db in the working directory."""
    return given or os.environ.get(VARIABLE) or FILE


class Database:
    """An engine with the two ways to use it. `name` is what people call it, without a password."""

    def __init__(self, url: URL, *, patience: float = PATIENCE) -> None:
        self.sqlite = url.get_backend_name() == "sqlite"
        self.name = (url.database or "") if self.sqlite else shown(url)
        self._engine = _engine(url, patience)
        self._path = Path(url.database).absolute() if self.sqlite and url.database else None
        self._file = _file(self._path)

    def is_open(self) -> None:
        """From now on the file must stay where it is: a process that has it open would go on writing into one that is no more."""
        self._file = _file(self._path)

    def _still_there(self) -> None:
        if self._path is not None and self._file is not None and _file(self._path) != self._file:
            raise StoreLostError(
                f"{self.name}: the file of the store was taken away, or another was put in its place, while it was open; nothing more is"
                f" written. Put it back (what was stored is in it, with the files -wal and -shm beside it) or a backup, {AGAIN}"
            )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store throughout."""
        self._still_there()
        with told(self.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone may write: all of it is kept at its end, or nothing."""
        # What another writer did while this one waited for its turn must be seen, so no snapshot from before.
        options = {"dateline_writes": True} | ({} if self.sqlite else {"isolation_level": "READ COMMITTED"})
        with told(self.name), self._engine.connect().execution_options(**options) as connection, connection.begin():
            if not self.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
            self._still_there()
            yield connection
            self._still_there()

    @contextmanager
    def alone(self) -> Iterator[Any]:
        """A connection of the driver outside any transaction, for what no transaction may hold (VACUUM)."""
        with told(self.name):
            connection = self._engine.raw_connection()
            try:
                if not self.sqlite:
                    connection.driver_connection.autocommit = True  # type: ignore[union-attr]
                yield connection.driver_connection
            finally:
                connection.close()

    def close(self) -> None:
        """Ends all connections."""
        self._engine.dispose()


def open_database(given: str, *, create: bool = False, patience: float = PATIENCE) -> Database:
    """The store of that name: a file, or a URL (postgresql://user@host/database, sqlite:///file), its tables up to date.

    Raises StoreError where it cannot be opened, where it is no store, or, without `create`, where there is none.
    """
    url = _url(given)
    path = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    if path is not None and not path.exists():
        if not create:
            raise UsageError(f"{path}: there is no such store; `dateline add` makes one (--store or {VARIABLE} names another)")
        if not path.parent.is_dir():
            raise UsageError(f"{path}: there is no folder {path.parent}")
    database = Database(url, patience=patience)
    try:
        _bring_up_to_date(database, create=create)
        database.is_open()
    except BaseException:
        database.close()
        raise
    return database


def shown(url: URL) -> str:
    """The URL without a password: neither beside the user's name nor among the options, as libpq takes it too."""
    secret = [name for name in url.query if "pass" in name.lower()]
    return url.difference_update_query(secret).render_as_string(hide_password=True)


def _file(path: Path | None) -> tuple[int, int] | None:
    """Which file lies there; None where there is none."""
    try:
        found = None if path is None else path.stat()
    except OSError:
        return None
    return None if found is None else (found.st_dev, found.st_ino)


def _url(given: str) -> URL:
    if "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        # What is no URL may hold a password all the same
        raise UsageError(
            f"{given.partition('://')[0]}://...: this is no URL of a database; postgresql://user@host/database is meant"
        ) from error
    if url.drivername in _POSTGRES:
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername == "postgresql+psycopg":
        if find_spec("psycopg") is None:
            raise UsageError("PostgreSQL needs the package psycopg: pip install 'dateline[postgres]'")
        return url
    if url.get_backend_name() == "sqlite" and url.database:
        return url
    raise UsageError(f"{shown(url)}: a store is an SQLite file or a database of PostgreSQL")


def _engine(url: URL, patience: float) -> Engine:
    if url.get_backend_name() == "sqlite":
        # To open a connection takes as long as to add a report: one is kept.
        engine = create_engine(url, poolclass=QueuePool, pool_size=1, connect_args={"timeout": patience, "check_same_thread": False})
        event.listen(engine, "connect", _set_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    settings = {"lock_timeout": int(patience * 1000), "client_encoding": "utf8", "application_name": "dateline"}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    given = url.query.get("options", "")
    given = " ".join(given) if isinstance(given, tuple) else given
    connect = {"options": f"{options} {given}".strip(), "connect_timeout": 10}
    url = url.difference_update_query(["options"])
    return create_engine(url, connect_args=connect, isolation_level="REPEATABLE READ", pool_size=1)


def _set_sqlite(connection: sqlite3.Connection, _: object) -> None:
    # Transactions are ours to begin, so that a change of tables is in one as well
    connection.isolation_level = None
    for setting in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("dateline_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(database: Database, *, create: bool) -> None:
    with database.reading() as connection:
        found = _version(connection)
        if found is None and inspect(connection).get_table_names():
            raise StoreError(f"{database.name}: this database holds other tables; give Dateline one of its own (or a schema)")
    if found == VERSION:
        return
    if found is not None and found > VERSION:
        raise StoreVersionError(f"{database.name}: this store is of a newer version of Dateline ({found}); install that version")
    if found is None and not create:
        raise UsageError(f"{database.name}: this database holds no store; `dateline add` makes one")
    if database.sqlite:
        with database.alone() as driver:
            driver.execute("PRAGMA journal_mode = WAL")
    # Loaded only where there is something to change
    from dateline.store.migrating import migrate

    with database.writing() as connection:
        # Another process may have been first
        if _version(connection) != VERSION:
            migrate(connection)


def _version(connection: Connection) -> str | None:
    """The version of the tables; None where there is no store."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])
