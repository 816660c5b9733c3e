"""Full disks, lost connections and files that are no store: the message says what to do, and add goes on where it was."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.errors import DatelineError, StoreError, StoreFullError, StoreLostError, UsageError
from dateline.run.adding import MOST_CODED, add
from dateline.store import open_store
from tests.store.databases import fresh
from tests.store.made import FAST, TEXT, reading

READINGS = [reading(f"{TEXT} {n} {'word ' * 900}", id=f"r{n}") for n in range(80)]


def test_a_full_disk_says_so_and_add_goes_on(tmp_path: Path) -> None:
    """The limit on the size of a file stands for the disk: SQLite is refused in the middle of a write."""
    name = tmp_path / "store.db"
    script = "from tests.store.test_trouble import fill_up; import sys; fill_up(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", script, str(name)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kept = int(done.stdout)
    assert 0 < kept < len(READINGS)
    with open_store(str(name)) as store:
        assert store.size() == kept
        assert sum(one.new for one in add(store, READINGS, coding=FAST)) == len(READINGS) - kept
        assert store.size() == len(READINGS)


def fill_up(name: str) -> None:
    """Adds until there is no room; prints how many reports are kept."""
    with open_store(name, create=True) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
        with pytest.raises(StoreFullError, match="Make room, then give the same command again"):
            list(add(store, READINGS, coding=FAST))
        print(store.size())  # noqa: T201 - the test reads it


def test_a_lost_connection_says_so_and_add_goes_on(tmp_path: Path) -> None:
    import psycopg
    from sqlalchemy import text

    from tests.store.databases import ADDRESS

    with fresh("postgres", tmp_path) as name, open_store(name, create=True) as store:
        added = add(store, READINGS, coding=FAST)
        for _ in range(5):
            next(added)
        with store.database.reading() as connection:
            backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with psycopg.connect(ADDRESS, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [backend])
        with pytest.raises(StoreLostError, match="then give the same command again"):
            list(added)
        # Those told of were kept, with the others of their transaction.
        assert sum(one.new for one in add(store, READINGS, coding=FAST)) == len(READINGS) - MOST_CODED
        assert store.size() == len(READINGS)


def test_a_database_that_is_not_there_is_said_without_the_password() -> None:
    with pytest.raises(StoreLostError) as raised:
        open_store("postgresql://ana:secret@127.0.0.1:1/nothing", create=True)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (b"This is a text and no database. " * 40, StoreError, "not a store"),
        (None, UsageError, "there is no such store"),
    ],
)
def test_a_file_that_is_no_store(tmp_path: Path, content: bytes | None, error: type[DatelineError], says: str) -> None:
    file = tmp_path / "x.db"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error, match=says):
        open_store(str(file))
    assert content is None or file.read_bytes() == content


@pytest.mark.parametrize("name", ["mysql://a@b/c", "postgresql:///x:y:z://", "sqlite://", "://"])
def test_a_url_that_names_no_store_is_wrong_use(name: str) -> None:
    with pytest.raises((UsageError, StoreError)):
        open_store(name)


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        open_store(str(tmp_path / "no" / "x.db"), create=True)


def test_a_file_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    with open_store(str(file), create=True) as store:
        list(add(store, READINGS[:1], coding=FAST))
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(StoreError, match=r"damaged|not a store"), open_store(str(file)) as store:
        list(add(store, READINGS[:2], coding=FAST))
