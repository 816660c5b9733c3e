"""Kills a program that uses a store with SIGKILL at random moments and looks whether the store lost or doubled anything.

    python -m benchmarks.kills --database sqlite --kills 500
    python -m benchmarks.kills --database postgres --kills 500
    python -m benchmarks.kills --database sqlite --kills 20 --real

A child process makes the store, adds a feed, merges, decides, codes anew, brings in a table, merges again, and says over a pipe what it
was told is kept. It is killed after a random time, the store is opened and checked, and the next child goes on. When a feed is whole the
store is compared with one that nobody killed, and a new one is begun. `lost`: what the child was told is kept, or what was there before,
and is not. `doubled`: a second row of what must be one. `broken`: the store does not open, fails its own checks, or differs in the end.
Coding is a stand-in that takes no time, with --real the package's, and nothing is coded anew. The database is a temporary file, or a
schema of postgresql://postgres@127.0.0.1/test (DATELINE_POSTGRES) that is dropped at the end; --store names another, which is emptied.
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
from dateline.imports import Brought, read_table
from dateline.run import incidents
from dateline.run.adding import Coding, add, recode
from dateline.run.importing import bring_in
from dateline.schema.decision import Decision
from dateline.schema.failure import Reading
from dateline.store import Store, open_store
from dateline.store.rows import decision_id, key_of
from dateline.store.tables import Anchors, Arrivals, Codings, Decisions, Events, Incidents, Originals, Origins, Parties, Reports, Table
from dateline.views.export.acled import COLUMNS
from tests.store import made, stand_in
from tests.store.databases import fresh

# Reports that are decided on.
DECIDED = 12
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


def table(size: int) -> list[Brought]:
    """Rows of a table that people coded."""
    out = [",".join(COLUMNS)]
    for n in range(size):
        told = {"event_id_cnty": f"SYR{n}", "event_date": (date(2016, 5, 4) + timedelta(n % 30)).isoformat(), "event_type": "Battles"}
        told |= {"time_precision": "1", "sub_event_type": "Armed clash", "actor1": "Owl Front", "inter1": "2", "iso": "760"}
        told |= {"actor2": "Military Forces of Syria", "inter2": "1", "country": "Syria", "location": PLACES[n % len(PLACES)]}
        told |= {"source": "Wire", "notes": f"The Owl Front clashed with soldiers at post {n}.", "fatalities": str(n % 7)}
        out.append(",".join(told.get(name, "") for name in COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "acled.csv"
        file.write_text("\n".join(out) + "\n", "utf-8")
        return list(read_table(file, "acled"))


@dataclass(frozen=True, slots=True)
class Work:
    """What each child does: the feed to add and how, and the rows to bring in."""

    readings: list[Reading]
    coding: Coding
    rows: list[Brought]
    anew: bool = True


def child(name: str, work: Work, told: int) -> None:
    """Does all of it, and writes to `told` what of it is kept, once it is."""

    def tell(*what: str) -> None:
        os.write(told, f"{':'.join(what)}\n".encode())

    merging = incidents.shipped() or stand_in.MERGING
    with open_store(name, create=True) as store:
        for one in add(store, work.readings, coding=work.coding):
            if one.record is not None:
                tell("report", key_of(one.reading))
        incidents.settle(store, merging)
        for decision in decisions(store):
            tell("decision", store.decide(decision).id)
        for again in recode(store, coding=Coding(work=made.code_anew)) if work.anew else ():
            tell("coding", again.key, again.record.coder.version)
        incidents.settle(store, merging)
        for row in bring_in(store, "acled", work.rows):
            tell("report", key_of(row.reading))
        incidents.settle(store, merging)


def decisions(store: Store) -> Iterator[Decision]:
    """Of each third event a change, a rejection, or an acceptance that is taken back: the same however often they are made."""
    at = "2026-01-01T00:00:00.000+00:00"
    for n, key in enumerate(store.keys()):
        events = store.coded(key).events
        kind = ("change", "reject", "accept")[n % 3]
        if not events or n > DECIDED:
            continue
        anchor = store.anchor(f"{key}:{events[0].id}", "status" if kind == "change" else None)
        made_ = Decision("", kind, "Ana", at, "because", (anchor,), '"denied"' if kind == "change" else None)
        yield made_
        if kind == "accept":
            yield Decision("", "undo", "Ben", at, None, (), None, decision_id(made_))


def run(name: str, work: Work, wait: float | None) -> tuple[bool, set[str]]:
    """Starts a child and kills it after `wait` seconds, or never; whether it came to its end, and what it said is kept."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        status = 1
        try:
            child(name, work, writing)
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
    """What is kept in the store, in the words of `child`; what is not as it must be is counted."""
    with store.database.reading() as connection:
        if store.database.sqlite:
            tally.broken += [row[0] for row in connection.execute(text("PRAGMA integrity_check"))] != ["ok"]
            tally.broken += len(connection.execute(text("PRAGMA foreign_key_check")).all())
            connection.execute(text("SELECT count(*) FROM report_words WHERE report_words MATCH 'raid'")).all()
        keys = [row.key for row in connection.execute(rows_of(Reports.key))]
        codings = [(row.report, row.version) for row in connection.execute(rows_of(Codings))]
        arrivals = [row.report for row in connection.execute(rows_of(Arrivals.report))]
        decided = [row.id for row in connection.execute(rows_of(Decisions.id))]
        anchored = {row.decision for row in connection.execute(rows_of(Anchors.decision))}
        undone = {row.id for row in connection.execute(rows_of(Decisions.id).where(Decisions.undoes.is_not(None)))}
        events = [(row.report, row.event, row.telling, row.incident) for row in connection.execute(rows_of(Events))]
        bodies = {row.id: json.loads(row.body)["tellings"] for row in connection.execute(rows_of(Incidents.id, Incidents.body))}
    for found in (keys, codings, arrivals, decided):
        tally.doubled += len(found) - len(set(found))
    # A report without its coding, a decision without its words, an incident without its events: half of what must be whole.
    tally.broken += len(set(keys) ^ {report for report, _ in codings}) + len(set(keys) ^ set(arrivals))
    tally.broken += len(set(decided) ^ anchored ^ undone)
    tally.broken += sorted((report, event) for report, event, _, _ in events) != sorted(
        (key, event.id) for key in set(keys) for event in store.record(key).events
    )
    members = {(id, telling) for id, tellings in bodies.items() for telling in tellings}
    tally.broken += members != {(incident, telling) for _, _, telling, incident in events if incident is not None}
    tally.doubled += len(members) - len({telling for _, telling in members})
    versions = {f"coding:{report}:{version}" for report, version in codings}
    return {f"report:{key}" for key in keys} | {f"decision:{id}" for id in decided} | versions


def contents(store: Store) -> dict[str, list[Any]]:
    """What two stores with the same feed have in common: all but numbers and times."""
    columns: tuple[tuple[Any, ...], ...] = (
        (Reports.key, Reports.text),
        (Arrivals.id,),
        (Originals.digest,),
        (Codings.report, Codings.digest),
        (Decisions.id,),
        (Anchors.decision, Anchors.text),
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


def kill_often(name: str, work: Work, *, kills: int, span: float, seed: int) -> Tally:
    """Kills so often and gives what was seen."""
    chance, tally, whole = random.Random(seed), Tally(), None
    known: set[str] = set()
    empty(name)
    while tally.kills < kills:
        ended, said = run(name, work, chance.uniform(0, span))
        tally.kills += not ended
        try:
            with open_store(name, create=True) as store:
                there = check(store, tally)
                tally.lost += len((said | known) - there)
                known = there
                tally.reports_at_kill += [] if ended else [sum(one.startswith("report") for one in there)]
                if ended:
                    whole = whole or _unkilled(work)
                    tally.broken += contents(store) != whole
                    tally.stores += 1
        except StoreError as error:
            sys.stderr.write(f"{error}\n")
            tally.broken += 1
        if ended:
            empty(name)
            known = set()
    return tally


def _unkilled(work: Work) -> dict[str, list[Any]]:
    with tempfile.TemporaryDirectory() as folder:
        name = f"{folder}/whole.db"
        run(name, work, None)
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
    coder: Callable[..., Any] | None = None if given.real else made.code
    readings = feed(given.reports, real=given.real)
    work = Work(readings, Coding(given.jobs, None, coder), table(given.reports // 2), anew=not given.real)
    with database(given.store, given.database) as name:
        span = given.span or (8.0 if given.real else 2.0)
        tally = kill_often(name, work, kills=given.kills, span=span, seed=given.seed)
    print(tally)
    raise SystemExit(bool(tally.lost or tally.doubled or tally.broken))


if __name__ == "__main__":
    main()
