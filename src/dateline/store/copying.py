"""A whole store copied: between SQLite and PostgreSQL in either direction, and as a backup."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, true

from dateline.errors import UsageError
from dateline.store.adding import index_words
from dateline.store.store import Store, open_store
from dateline.store.tables import Reports, Sessions, Table

# Rows that are held at once; the largest hold a record of some 10 kB.
_AT_ONCE = 200


def copy_store(source: Store, target: Store) -> int:
    """Copies every row but sessions of one store into another that is empty, all or nothing; the number of reports.

    Raises UsageError where the target holds reports.
    """
    with source.database.reading() as given, target.database.writing() as taken:
        if taken.execute(select(Reports.number).limit(1)).first() is not None:
            raise UsageError(f"{target.database.name}: this store is not empty; copy into a new one")
        for table in Table.metadata.sorted_tables:
            # Who is signed in here is not signed in wherever the copy goes
            for rows in () if table is Sessions.__table__ else _pieces(given, table):
                taken.execute(insert(table), rows)
        index_words(taken, true())
        if not target.database.sqlite:
            _count_on(taken)
        return int(taken.execute(select(func.count()).select_from(Reports)).scalar_one())


def back_up(source: Store, path: Path) -> int:
    """Writes a store of that name, an SQLite file, which `--store` opens; the number of reports.

    It stands there whole or not at all. Raises UsageError where there is a file of that name.
    """
    if path.exists():
        raise UsageError(f"{path}: there is such a file; give a new name")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}")
    part = path.with_name(f".{path.name}.part")
    _remove(part)
    try:
        with open_store(str(part), create=True) as target:
            copied = copy_store(source, target)
            with target.database.alone() as driver:
                # One file without a log beside it
                driver.execute("PRAGMA journal_mode = DELETE")
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(path)
    finally:
        _remove(part)
    return copied


def _remove(path: Path) -> None:
    for name in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
        name.unlink(missing_ok=True)


def _pieces(connection: Connection, table: Any) -> Iterator[list[dict[str, Any]]]:
    # A decision that undoes another comes after it, and so does every row that names an earlier one.
    found = connection.execution_options(yield_per=_AT_ONCE).execute(select(table).order_by(*table.primary_key)).mappings()
    for part in found.partitions(_AT_ONCE):
        yield [dict(row) for row in part]


def _count_on(connection: Connection) -> None:
    """PostgreSQL numbers new rows from where the copied ones end."""
    for table in Table.metadata.sorted_tables:
        if "number" in table.columns:
            ask = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'number'), coalesce(max(number), 0) + 1, false) FROM {table.name}"  # noqa: S608 - our own names
            connection.execute(text(ask))
