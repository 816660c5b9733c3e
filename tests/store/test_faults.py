"""What may befall a store while it is written: nothing is lost, nothing doubled, and the message says what to do (docs/reliability.md)."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import pytest
from sqlalchemy import select, text

from dateline.errors import StoreBusyError, StoreError, StoreFullError, StoreLostError
from dateline.imports import Brought
from dateline.run.adding import Coding, add, recode
from dateline.run.importing import bring_in
from dateline.run.incidents import settle
from dateline.schema.decision import Decision
from dateline.store import Filters, Store, back_up, open_store
from dateline.store.pages import incidents_by_change
from dateline.store.tables import Arrivals, Codings, Reports
from tests.imports import test_tables
from tests.store import made
from tests.store.databases import ADDRESS, fresh
from tests.store.made import FAST, OTHER, TEXT, decision, fill, reading
from tests.store.stand_in import MERGING

KINDS = ("sqlite", "postgres")
ROOT = Path(__file__).parents[2]
PLACES = ("Tadmur", "Palmyr", "Qatana", "Zabada")
READINGS = [reading(f"{TEXT.replace('Tadmur', PLACES[n % 4])} {n} {'word ' * 900}", id=f"r{n}") for n in range(40)]


@pytest.fixture(params=KINDS)
def name(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh(request.param, tmp_path) as found:
        yield found


def whole(store: Store) -> None:
    """Each report of `READINGS` once, with its coding and its event in one incident."""
    settle(store, MERGING)
    with store.database.reading() as connection:
        keys = [row.key for row in connection.execute(select(Reports.key))]
        for column in (Codings.report, Arrivals.report):
            assert sorted(connection.execute(select(column)).scalars()) == sorted(keys)
    assert len(keys) == len(set(keys)) == len(READINGS)
    told = [telling for incident in store.incidents() for telling in incident.tellings]
    assert sorted(told) == sorted(f"{key}:e1" for key in keys)


# Two at once


def test_two_that_add_at_once_lose_and_double_nothing(name: str) -> None:
    with open_store(name, create=True):
        pass

    def work(order: int) -> int:
        with open_store(name) as own:
            new = sum(one.new for one in add(own, READINGS[::order], coding=FAST))
            settle(own, MERGING)
            return new

    with ThreadPoolExecutor(3) as pool:
        new = list(pool.map(work, (1, -1, 1)))
    assert sum(new) == len(READINGS)
    with open_store(name) as store:
        whole(store)


def test_two_that_make_the_store_at_once_make_one(name: str) -> None:
    def work(_: int) -> None:
        with open_store(name, create=True) as own:
            list(add(own, READINGS[:4], coding=FAST))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    with open_store(name) as store:
        assert store.size() == 4


# A full disk

Act = Callable[[Store], Any]


ROWS = [test_tables.ROWS["acled"] | {"event_id_cnty": f"MLI{n}", "notes": f"{n} {'word ' * 900}"} for n in range(60)]


@cache
def rows() -> list[Brought]:
    """Rows of a table that people coded."""
    with TemporaryDirectory() as folder:
        return test_tables.read(Path(folder), "acled", ROWS)


ACTS: dict[str, Act] = {
    "adding": lambda store: list(add(store, READINGS, coding=FAST)),
    "coding anew": lambda store: list(recode(store, coding=Coding(work=made.code_anew))),
    "merging": lambda store: settle(store, MERGING),
    "bringing in": lambda store: list(bring_in(store, "acled", rows())),
    "backing up": lambda store: back_up(store, Path(store.database.name).with_suffix(".backup")),
}


# What befalls adding stands in test_trouble.py
@pytest.mark.parametrize("act", [act for act in ACTS if act != "adding"])
def test_a_full_disk_stops_it_and_what_was_stored_stays(tmp_path: Path, act: str) -> None:
    """The limit on the size of a file stands for the disk."""
    name = str(tmp_path / "store.db")
    with open_store(name, create=True) as store:
        list(add(store, READINGS[:25], coding=FAST))
    script = "from tests.store import test_faults; import sys; test_faults.fill_up(*sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", script, name, act], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]
    with open_store(name) as store:
        with store.database.reading() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        assert {one.report.text for one in READINGS[:25]} <= {store.report(key).text for key in list(store.keys())}
        if act != "backing up":
            ACTS[act](store)
        if act == "merging":
            list(add(store, READINGS, coding=FAST))
            whole(store)


def fill_up(name: str, act: str) -> None:
    """Does it where there is no room: the log of SQLite may not grow, and a copy not become as large as the store."""
    rows()
    with open_store(name) as store:
        size = Path(name).stat().st_size // 2 if act == "backing up" else 20_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        with pytest.raises(StoreFullError, match="Make room, then give the same command again"):
            ACTS[act](store)


# A disk that may not be written


@pytest.mark.skipif(not hasattr(os, "fork"), reason="permissions of other systems are other ones")
@pytest.mark.parametrize("kind", ["a store", "a backup"])
def test_a_store_on_a_disk_that_may_not_be_written_says_so(tmp_path: Path, kind: str) -> None:
    # Not below pytest's folder, which is nobody else's to enter
    disk = Path(mkdtemp(prefix="dateline-disk-"))
    name = disk / "store.db"
    with open_store(str(tmp_path / "made.db"), create=True) as store:
        fill(store)
        back_up(store, name)
    if kind == "a store":
        with open_store(str(name)) as store, store.database.alone() as driver:
            driver.execute("PRAGMA journal_mode = WAL")
    name.chmod(0o444)
    name.parent.chmod(0o555)
    told = (tmp_path / "told").open("w+")
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            # Root may write everywhere: so as somebody else
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        told.write(only_read(str(name)))
        told.flush()
        os._exit(0)
    os.waitpid(child, 0)
    name.parent.chmod(0o755)
    rmtree(disk)
    told.seek(0)
    says = told.read()
    told.close()
    # A store has a log beside it, so to open it is to write; a backup is one file and can be read
    assert says.startswith("read, " if kind == "a backup" else "DL430"), says
    assert "may not be written; check the permissions" in says or "may be written" in says, says


def only_read(name: str) -> str:
    """What somebody who may not write can do."""
    said = ""
    try:
        with open_store(name) as store:
            assert store.size() == 2
            said = "read, "
            list(add(store, READINGS[:1], coding=FAST))
    except StoreError as error:
        return f"{said}{error}"
    except BaseException as error:  # noqa: BLE001 - the test reads it
        return f"{said}{error!r}"
    return "it was written"


# A database that is no more


@pytest.mark.parametrize("way", ["removed", "moved", "replaced"])
def test_a_file_that_is_taken_away_is_written_no_more(tmp_path: Path, way: str) -> None:
    name = tmp_path / "store.db"
    with open_store(str(name), create=True) as store:
        added = add(store, READINGS, coding=FAST)
        kept = [next(added) for _ in range(8)]
        if way == "removed":
            name.unlink()
        else:
            moved = [(path, tmp_path / "away" / path.name) for path in tmp_path.glob("store.db*")]
            (tmp_path / "away").mkdir()
            for path, there in moved:
                path.rename(there)
        if way == "replaced":
            with open_store(str(name), create=True):
                pass
        for use in (lambda: list(added), store.size, lambda: settle(store, MERGING)):
            with pytest.raises(StoreLostError, match=r"taken away.*then give the same command again"):
                use()
    if way == "moved":
        for path, there in moved:
            there.rename(path)
        with open_store(str(name)) as store:
            assert store.size() == len(kept)
            list(add(store, READINGS, coding=FAST))
            whole(store)


def test_tables_that_are_dropped_are_said_to_be_gone(tmp_path: Path) -> None:
    import psycopg

    with fresh("postgres", tmp_path) as name, open_store(name, create=True) as store:
        fill(store)
        schema = name.rpartition("%3D")[2]
        with psycopg.connect(ADDRESS, autocommit=True) as other:
            other.execute(f"DROP SCHEMA {schema} CASCADE".encode())
            other.execute(f"CREATE SCHEMA {schema}".encode())
        with pytest.raises(StoreLostError, match=r"no more.*restore the database from a backup"):
            list(add(store, READINGS, coding=FAST))


def cut_off(store: Store) -> None:
    """Ends the store's connection as a server does that is stopped."""
    import psycopg

    with store.database.reading() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with psycopg.connect(ADDRESS, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [backend])


def test_a_connection_that_ends_while_merging_or_coding_anew_leaves_nothing_half_done(tmp_path: Path) -> None:
    def merge(*given: Any, **more: Any) -> Any:
        cut_off(store)
        return MERGING.merge(*given, **more)

    with fresh("postgres", tmp_path) as name, open_store(name, create=True) as store:
        list(add(store, READINGS, coding=FAST))
        with pytest.raises(StoreLostError, match="then give the same command again"):
            settle(store, replace(MERGING, merge=merge))
        assert list(store.incidents()) == []
        again = recode(store, coding=Coding(work=made.code_anew))
        done = [next(again).key for _ in range(5)]
        cut_off(store)
        with pytest.raises(StoreLostError, match="then give the same command again"):
            list(again)
        assert [key for key in list(store.keys()) if store.record(key).events[0].id == "e7"] == done
        list(recode(store, coding=Coding(work=made.code_anew)))
        settle(store, MERGING)
        assert sum(len(incident.tellings) for incident in store.incidents()) == len(READINGS)


@pytest.mark.parametrize("act", ["adding", "merging"])
def test_a_store_that_another_writes_to_is_waited_for_and_then_said_to_be_busy(name: str, act: str) -> None:
    with open_store(name, create=True) as store:
        list(add(store, READINGS[:6], coding=FAST))
        with open_store(name, patience=0.2) as other, store.database.writing() as connection:
            connection.execute(select(Reports.key)).all()
            with pytest.raises(StoreBusyError, match="wait until it has ended, then give the same command again"):
                ACTS[act](other)
        list(add(store, READINGS, coding=FAST))
        whole(store)


# A clock that jumps


def test_a_clock_that_jumps_changes_no_order_and_loses_nothing(name: str) -> None:
    times = [
        "2026-05-01T12:00:00.000+00:00",
        "2031-01-01T00:00:00.000+00:00",
        "1999-12-31T23:59:59.000+00:00",
        "2026-05-01T12:00:00.000+00:00",
    ]
    ticks = count()
    with open_store(name, create=True, clock=lambda: times[next(ticks) % 4]) as store:
        keys = fill(store, *READINGS[:6])
        made_ = [
            store.decide(decision(store, "change", f"{keys[0]}:e1", field="status", value=value))
            for value in ("denied", "planned", "attempted")
        ]
        assert [one.id for one in store.decisions()] == [one.id for one in made_]
        assert store.record(keys[0]).events[0].status == "attempted", "the last decision counts, whatever its time"
        back = store.decide(Decision("", "undo", "Ana", store.now(), None, (), None, made_[-1].id))
        assert store.record(keys[0]).events[0].status == "planned"
        assert [one.id for one in store.decisions()][-1] == back.id
        list(recode(store, coding=Coding(work=made.code_anew)))
        assert [coding.coder.version for coding in store.codings(keys[0])] == ["1", "2"]
        assert store.record(keys[0]).events[0].status == "planned"
        list(add(store, READINGS, coding=FAST))
        settle(store, MERGING)
        assert store.size() == len(READINGS)


def test_who_reads_changes_misses_none_when_the_clock_goes_back(name: str) -> None:
    ticks = count()
    # Each look at the clock is a minute before the last
    with open_store(
        name, create=True, clock=lambda: f"2026-05-01T{23 - next(ticks) // 60 % 24:02}:{59 - next(ticks) % 60:02}:00+00:00"
    ) as store:
        fill(store, reading())
        (first,) = incidents_by_change(store, Filters(), after=0, limit=9)
        fill(store, reading(OTHER, id="later"))
        (later,) = incidents_by_change(store, Filters(), after=first.change, limit=9)
        assert len(store.incident(later.id).tellings) == 2
