"""Stores of earlier versions open, and nothing in them is lost: those of released versions, and one as it was at each step of the tables.

`python -m tools.keep_store` makes the store of a version, once, when it is released.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, insert

import dateline
from dateline.run import incidents
from dateline.store import Store, copy_store, open_store
from dateline.store.migrating import migrate, newest
from dateline.store.opening import Database, _url
from dateline.store.tables import Table
from tests.store.databases import fresh
from tools.keep_store import FOLDER, found

VERSIONS = sorted(path.name.removesuffix(".db.gz") for path in FOLDER.glob("*.db.gz"))
STEPS = sorted(path.name[:4] for path in (Path(dateline.__file__).parent / "store" / "migrations" / "versions").glob("0*.py"))
# What a store of an earlier step cannot hold, with the step that brought it.
BROUGHT = {"second": "0003", "superseded": "0008"}


def kept(version: str, folder: Path) -> Path:
    """The kept store of that version as a file that may be changed."""
    path = folder / f"{version}.db"
    path.write_bytes(gzip.decompress((FOLDER / f"{version}.db.gz").read_bytes()))
    return path


def told(version: str) -> dict[str, Any]:
    """What was found in it when it was made."""
    read: dict[str, Any] = json.loads((FOLDER / f"{version}.json").read_text("utf-8"))
    return read


def as_told(store: Store) -> dict[str, Any]:
    """What is found in it now, as JSON has it."""
    read: dict[str, Any] = json.loads(json.dumps(found(store)))
    return read


def test_a_store_is_kept_for_each_released_version() -> None:
    changes = (Path(__file__).parents[2] / "CHANGELOG.md").read_text("utf-8")
    released = [line.removeprefix("## ").split(",")[0] for line in changes.splitlines() if line.startswith("## ")]
    assert [version for version in released if version not in VERSIONS] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_lost_in_a_store_of_an_earlier_version(version: str, tmp_path: Path) -> None:
    with open_store(str(kept(version, tmp_path))) as store:
        assert as_told(store) == told(version)
        merging = incidents.shipped()
        assert merging is not None
        incidents.settle(store, merging)
        assert len(store.orphaned()) == told(version)["orphaned"]
        assert "Ruiz" not in "\n".join(store.report(key).text for key in told(version)["reports"])


@pytest.mark.parametrize("version", VERSIONS)
def test_a_kept_store_goes_to_postgres_and_back(version: str, tmp_path: Path) -> None:
    with fresh("postgres", tmp_path) as name:
        with open_store(str(kept(version, tmp_path))) as store, open_store(name, create=True) as team:
            copy_store(store, team)
            assert as_told(team) == told(version)
        with open_store(name) as team, open_store(str(tmp_path / "back.db"), create=True) as back:
            copy_store(team, back)
            assert as_told(back) == told(version)


@pytest.mark.parametrize(("step", "kind"), [*((step, "sqlite") for step in STEPS), (STEPS[0], "postgres")])
def test_a_store_of_each_earlier_step_opens(step: str, kind: str, tmp_path: Path) -> None:
    """The rows of the kept store, as far as the tables of that step have room for them. From the first one all steps are taken."""
    version = VERSIONS[0]
    with fresh(kind, tmp_path) as name:
        database = Database(_url(name))
        with database.writing() as connection:
            migrate(connection, to=step)
            fill(connection, kept(version, tmp_path))
        database.close()
        with open_store(name) as store:
            now, then = as_told(store), told(version)
        if step < BROUGHT["second"]:
            # Decisions of a second coder were not told apart
            then["decisions"], now["decisions"] = sorted(then["decisions"]), sorted(now["decisions"])
        if step < BROUGHT["superseded"]:
            then.pop("superseded"), now.pop("superseded")
        assert now == then


def test_the_steps_end_at_the_present_version() -> None:
    assert STEPS[-1] == newest()


def fill(connection: Connection, file: Path) -> None:
    """Puts the rows of a kept store into the tables of an earlier step: of each the columns that both have."""
    there = MetaData()
    there.reflect(connection)
    for table in Table.metadata.sorted_tables:
        if table.name in there.tables:
            columns = there.tables[table.name].columns.keys()
            rows = [{name: row[name] for name in columns if name in row} for row in _rows(file, table.name)]
            if rows:
                connection.execute(insert(there.tables[table.name]), rows)


def _rows(file: Path, table: str) -> Iterator[Mapping[str, Any]]:
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    try:
        # A table that a later step brought is not in a store that was kept before
        if connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone():
            yield from (dict(row) for row in connection.execute(f"SELECT * FROM {table}"))
    finally:
        connection.close()
