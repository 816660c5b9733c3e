"""A store for each test, on both databases. PostgreSQL is that of 127.0.0.1:5432 (database `test`, or DATELINE_POSTGRES), in a
schema that the test makes and drops."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

ADDRESS = os.environ.get("DATELINE_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")


@cache
def why_not() -> str | None:
    """Why there is no PostgreSQL to test with; None where there is."""
    try:
        import psycopg
    except ImportError:
        return "psycopg is not installed: pip install 'dateline[postgres]'"
    try:
        psycopg.connect(ADDRESS, connect_timeout=5).close()
    except psycopg.Error as error:
        return f"no PostgreSQL at {ADDRESS}: {str(error).splitlines()[0]}"
    return None


@contextmanager
def fresh(kind: str, folder: Path) -> Iterator[str]:
    """The name of a store that is not there yet: "sqlite" a file in the folder, "postgres" a schema of its own."""
    if kind == "sqlite":
        yield str(folder / f"{uuid.uuid4().hex[:8]}.db")
        return
    reason = why_not()
    if reason is not None:
        if "postgres" in os.environ.get("DATELINE_REQUIRE", ""):
            pytest.fail(f"DATELINE_REQUIRE asks for PostgreSQL: {reason}")
        pytest.skip(reason)
    import psycopg

    schema = f"dateline_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(ADDRESS, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    try:
        yield f"{ADDRESS}?options=-csearch_path%3D{schema}"
    finally:
        _drop(schema)


def _drop(schema: str) -> None:
    """Takes the schema away; where a connection of the test that is about to end still reads in it, once more."""
    import psycopg

    for last in (False, False, False, True):
        try:
            with psycopg.connect(ADDRESS, autocommit=True) as connection:
                connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())
            return
        except psycopg.errors.DeadlockDetected:
            if last:
                raise
