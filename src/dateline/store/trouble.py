"""What a database complains of, as an error that says what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, ProgrammingError, SQLAlchemyError

from dateline.errors import StoreBusyError, StoreError, StoreFullError, StoreLostError

KEPT = "what was stored before is kept"
AGAIN = "then give the same command again: it goes on where it was"

# SQLSTATE classes and codes of PostgreSQL
_FULL = ("53100", "53200")
_BUSY = ("55P03", "40001", "40P01", "57014")
_LOST = ("08", "57P")
_DENIED = ("28", "42501", "25006")
_GONE = ("42P01", "3F000", "3D000")


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turns what the database of the store `name` raises within into a StoreError."""
    try:
        yield
    except SQLAlchemyError as error:
        raise trouble(error, name) from error
    except sqlite3.Error as error:
        raise _sqlite(error, name) from error


def trouble(error: SQLAlchemyError, name: str) -> StoreError:
    """The error of the store that says what this one of the database means."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return _sqlite(cause, name)
    if isinstance(error, DBAPIError):
        return _postgres(error, name)
    return StoreError(f"{name}: {_line(error)}")


def _sqlite(error: sqlite3.Error, name: str) -> StoreError:
    said = _line(error)
    code = getattr(error, "sqlite_errorcode", None) or 0
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusyError(f"{name}: another process is writing to this store; wait until it has ended, {AGAIN}")
    if primary == sqlite3.SQLITE_FULL:
        return StoreFullError(f"{name}: the disk is full; {KEPT}. Make room, {AGAIN}")
    if primary == sqlite3.SQLITE_IOERR:
        return StoreFullError(f"{name}: the disk refused to read or write (full, over a quota, or failing?); {KEPT}. Make room, {AGAIN}")
    if primary == sqlite3.SQLITE_NOTADB:
        return StoreError(f"{name}: this file is not a store of Dateline; give another name with --store")
    if primary == sqlite3.SQLITE_CORRUPT:
        return StoreError(f"{name}: this file is damaged ({said}); put a backup in its place")
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return StoreError(f"{name}: this store may not be written; check the permissions of the file and its folder")
    if primary == sqlite3.SQLITE_CANTOPEN:
        return StoreError(f"{name}: this store cannot be opened; check that the folder exists and may be written")
    return StoreError(f"{name}: {said}")


def _postgres(error: DBAPIError, name: str) -> StoreError:
    state = str(getattr(error.orig, "sqlstate", None) or "")
    said = _line(error.orig or error)
    if state.startswith(_FULL):
        return StoreFullError(f"{name}: the database has no room left ({said}); {KEPT}. Make room, {AGAIN}")
    if state.startswith(_BUSY):
        return StoreBusyError(f"{name}: another process is writing to this store; wait until it has ended, {AGAIN}")
    if state.startswith(_GONE):
        return StoreLostError(f"{name}: the tables of the store are no more ({said}); restore the database from a backup, {AGAIN}")
    if state.startswith(_DENIED):
        return StoreError(f"{name}: the database refuses this ({said}); check the user's rights")
    if state.startswith(_LOST) or error.connection_invalidated or not (state or isinstance(error, ProgrammingError)):
        return StoreLostError(f"{name}: no connection to the database ({said}); {KEPT}. See that it runs, {AGAIN}")
    return StoreError(f"{name}: {said}")


def _line(error: BaseException) -> str:
    """The first line of what an error says, without the statement."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
