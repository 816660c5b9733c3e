"""Kills `add` with SIGKILL at random moments and looks whether the store lost or doubled anything.

    python -m benchmarks.kills --database sqlite --kills 500
    python -m benchmarks.kills --database postgres --kills 500
    python -m benchmarks.kills --database sqlite --kills 20 --real

A child process makes the store, adds a feed, merges, and says over a pipe which reports it was told are kept. It is killed after a
random time, the store is opened and checked, and the next child goes on. When a feed is whole the store is compared with one that
nobody killed, and a new one is begun. `lost`: reports that the child was told are kept, or that were there before, and are not.
`doubled`: a second row of what must be one. `broken`: the store does not open, fails its own checks, or differs in the end.
Coding is a stand-in that takes no time, with --real the package's. The database is a temporary file, or a schema of
postgresql://postgres@127.0.0.1/test (DATELINE_POSTGRES) that is dropped at the end; --store names another, which is emptied.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select as rows_of
from sqlalchemy import text

from dateline.errors import StoreError, UsageError
from dateline.run import incidents
from dateline.run.adding import Coding, add
from dateline.schema.failure import Reading
from dateline.schema.jsonable import from_json
from dateline.store import Store, open_store
from dateline.store.rows import key_of
from dateline.store.tables import Arrivals, Codings, Events, Incidents, Originals, Origins, Parties, Reports, Table
from tests.store import made, stand_in
from tests.store.databases import fresh

PLACES = ("Tadmur", "Zabada", "Maskan", "Qatana", "Jasimi", "Nawali")


@dataclass(slots=True)
class Tally:
    """What was seen. `stores` is how many feeds were added to their end."""

    kills: int = 0
    stores: int = 0
    lost: int = 0
    doubled: int = 0
    broken: int = 0
    reports_at_kill: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        spread = sorted(self.reports_at_kill)
        told = {"kills": self.kills, "stores": self.stores, "lost": self.lost, "doubled": self.doubled, "broken": self.broken}
        middle = {"reports_at_kill": [spread[0], spread[len(spread) // 2], spread[-1]] if spread else []}
        return json.dumps(told | middle)


def feed(size: int, *, real: bool) -> list[Reading]:
    """Reports of a few days and places, copies among them, and one in 20 that fails."""
    out = []
    for n in range(size):
        body = made.TEXT.replace("21", str(10 + n % 80)).replace("Tadmur", PLACES[n % len(PLACES)])
        body = "this one must fail" if n % 20 == 7 and not real else f"{body} {'It was raid ' + str(n) + '.' if n % 5 else ''}"
        day = (date(2016, 5, 4) + timedelta(n % 30)).isoformat()
        out.append(made.reading(body, id=f"r{n}", day=day, publisher=f"Wire {n % 7}"))
    return out


def child(name: str, readings: list[Reading], coding: Coding, told: int) -> None:
    """Adds and merges, and writes the key of each report to `told` once it is kept."""
    with open_store(name, create=True) as store:
        for one in add(store, readings, coding=coding):
            if one.record is not None:
                os.write(told, f"{key_of(one.reading)}\n".encode())
        incidents.settle(store, incidents.shipped() or stand_in.MERGING)


def run(name: str, readings: list[Reading], coding: Coding, wait: float | None) -> tuple[bool, set[str]]:
    """Starts a child and kills it after `wait` seconds, or never; whether it came to its end, and what it said is kept."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        status = 1
        try:
            child(name, readings, coding, writing)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    said, ended = b"", None if wait is None else time.monotonic() + wait
    while ended is None or time.monotonic() < ended:
        ready, _, _ = select.select([reading], [], [], None if ended is None else max(0, ended - time.monotonic()))
        if ready:
            piece = os.read(reading, 65536)
            if not piece:
                break
            said += piece
    else:
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    while piece := os.read(reading, 65536):
        said += piece
    os.close(reading)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("the child failed by itself")
    return os.WIFEXITED(status), set(said.decode().split())


def check(store: Store, tally: Tally) -> set[str]:
    """The reports in the store; what is not as it must be is counted."""
    with store.database.reading() as connection:
        if store.database.sqlite:
            tally.broken += [row[0] for row in connection.execute(text("PRAGMA integrity_check"))] != ["ok"]
            tally.broken += len(connection.execute(text("PRAGMA foreign_key_check")).all())
            connection.execute(text("SELECT count(*) FROM report_words WHERE report_words MATCH 'raid'")).all()
        keys = [row.key for row in connection.execute(rows_of(Reports.key))]
        codings = {row.number: (row.report, row.record) for row in connection.execute(rows_of(Codings))}
        arrivals = [row.report for row in connection.execute(rows_of(Arrivals.report))]
        events = [(row.report, row.coding, row.event) for row in connection.execute(rows_of(Events))]
    for found in (keys, [report for report, _ in codings.values()], arrivals):
        tally.doubled += len(found) - len(set(found))
        # A report without its coding is half of what must be whole.
        tally.broken += len(set(keys) ^ set(found))
    wanted = sorted(
        (report, number, event.id) for number, (report, body) in codings.items() for event in from_json(json.loads(body)).events
    )
    tally.broken += sorted(events) != wanted
    return set(keys)


def contents(store: Store) -> dict[str, list[Any]]:
    """What two stores with the same feed have in common: all but numbers and times."""
    columns: tuple[tuple[Any, ...], ...] = (
        (Reports.key, Reports.text),
        (Arrivals.id,),
        (Originals.digest,),
        (Codings.report, Codings.digest),
        (Events.telling, Events.incident),
        (Parties.telling, Parties.name),
        (Incidents.id, Incidents.body),
        (Origins.report, Origins.origin),
    )
    with store.database.reading() as connection:
        return {str(part[0]): sorted(map(tuple, connection.execute(rows_of(*part)))) for part in columns}


def empty(name: str) -> None:
    """Takes every table out of the database, as if there had been no store."""
    if "://" not in name:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(name + end).unlink(missing_ok=True)
        return
    try:
        with open_store(name) as store, store.database.writing() as connection:
            connection.execute(text("DROP TABLE IF EXISTS report_words, alembic_version"))
            Table.metadata.drop_all(connection)
    except UsageError:
        return


def kill_often(name: str, *, kills: int, readings: list[Reading], coding: Coding, span: float, seed: int) -> Tally:
    """Kills so often and gives what was seen."""
    chance, tally, whole = random.Random(seed), Tally(), None
    known: set[str] = set()
    empty(name)
    while tally.kills < kills:
        ended, said = run(name, readings, coding, chance.uniform(0, span))
        tally.kills += not ended
        try:
            with open_store(name, create=True) as store:
                there = check(store, tally)
                tally.lost += len((said | known) - there)
                known = there
                tally.reports_at_kill += [] if ended else [len(there)]
                if ended:
                    whole = whole or _unkilled(readings, coding)
                    tally.broken += contents(store) != whole
                    tally.stores += 1
        except StoreError as error:
            sys.stderr.write(f"{error}\n")
            tally.broken += 1
        if ended:
            empty(name)
            known = set()
    return tally


def _unkilled(readings: list[Reading], coding: Coding) -> dict[str, list[Any]]:
    with tempfile.TemporaryDirectory() as folder:
        name = f"{folder}/whole.db"
        run(name, readings, coding, None)
        with open_store(name) as store:
            return contents(store)


@contextmanager
def database(given: str | None, kind: str) -> Iterator[str]:
    """The store to kill in."""
    with tempfile.TemporaryDirectory() as folder:
        if given is not None:
            yield given
            return
        with fresh(kind, Path(folder)) as name:
            yield name


def main() -> None:
    """Ends with 1 where anything was lost, doubled or broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--store")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--span", type=float, help="seconds within which a child is killed; 2, with --real 8")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--real", action="store_true")
    given = parser.parse_args()
    work: Callable[..., Any] | None = None if given.real else made.code
    readings = feed(given.reports, real=given.real)
    with database(given.store, given.database) as name:
        span = given.span or (8.0 if given.real else 2.0)
        tally = kill_often(name, kills=given.kills, readings=readings, coding=Coding(given.jobs, None, work), span=span, seed=given.seed)
    print(tally)
    raise SystemExit(bool(tally.lost or tally.doubled or tally.broken))


if __name__ == "__main__":
    main()
