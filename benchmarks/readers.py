"""Many readers of `dateline serve` while another process adds: is every answer a whole one, and is everything there in the end?

    python -m benchmarks.readers [--readers 200] [--seconds 60] [--reports 400] [--database sqlite|postgres]

Each reader keeps a connection and asks for one address after another. An answer that says that the server is busy (503) may be one of a
thousand; any other error, a broken connection or an incident without its events is a finding. Coding is a stand-in. Ends with 1 where
anything was found, lost or doubled.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from benchmarks.kills import feed
from dateline.run.adding import add
from dateline.run.incidents import settle
from dateline.store import open_store
from dateline.store.rows import key_of
from dateline.store.tables import Codings, Reports
from tests.store import made
from tests.store.databases import fresh
from tests.store.stand_in import MERGING

API = "/api/v1"
PATHS = (
    "/incidents",
    "/reports",
    f"{API}/incidents?limit=20",
    f"{API}/events?limit=20",
    f"{API}/reports?limit=20",
    f"{API}/counts?by=month",
)
# Reports between two mergings
_SOME = 20


@dataclass(slots=True)
class Seen:
    """What the readers got: answers by status, what was wrong, and how long they took (ms)."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    taken: list[float] = field(default_factory=list)


def read(port: int, number: int, until: float, seen: Seen) -> None:
    """One reader."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while time.monotonic() < until:
        path, begun = PATHS[number % len(PATHS)], time.monotonic()
        number += 1
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            seen.wrong[type(error).__name__] += 1
            connection.close()
            continue
        seen.taken.append(1000 * (time.monotonic() - begun))
        seen.statuses[answer.status] += 1
        if answer.status not in (200, 503):
            seen.wrong[f"{answer.status} of {path}"] += 1
        elif answer.status == 200 and "incidents?" in path and not all(row["sources"] for row in json.loads(body)["items"]):
            seen.wrong["an incident without sources"] += 1
    connection.close()


def write(name: str, reports: int) -> int:
    """Adds in a process of its own; its id."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            with open_store(name) as store:
                readings = feed(reports, real=False)
                for start in range(0, reports, _SOME):
                    list(add(store, readings[start : start + _SOME], coding=made.FAST))
                    settle(store, MERGING)
            status = 0
        finally:
            os._exit(status)
    return pid


def serve(name: str) -> tuple[subprocess.Popen[bytes], int]:
    """A server of the store, and its port, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "dateline", "serve", "--store", name, "--port", str(port), "--no-open"], stderr=subprocess.DEVNULL
    )
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server, port
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


def run(name: str, *, readers: int, seconds: float, reports: int) -> Seen:
    """Reads for so long, while it is added."""
    with open_store(name, create=True):
        pass
    seen = Seen()
    writer = write(name, reports)
    server, port = serve(name)
    try:
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=read, args=(port, number, until, seen)) for number in range(readers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        server.terminate()
        server.wait()
    if os.waitpid(writer, 0)[1]:
        seen.wrong["adding failed"] += 1
    with open_store(name) as store, store.database.reading() as connection:
        there = list(connection.execute(select(Reports.key)).scalars())
        coded = list(connection.execute(select(Codings.report)).scalars())
    given = {key_of(one) for one in feed(reports, real=False)}
    seen.wrong += Counter(lost=len(given - set(there)), doubled=len(there) - len(set(there)), uncoded=len(set(there) ^ set(coded)))
    return seen


def main() -> None:
    """Ends with 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, fresh(given.database, Path(folder)) as name:
        seen = run(name, readers=given.readers, seconds=given.seconds, reports=given.reports)
    told = {"answers": dict(seen.statuses), "wrong": dict(seen.wrong), "p50_ms": round(statistics.median(seen.taken or [0]))}
    print(json.dumps(told | {"slowest_ms": round(max(seen.taken, default=0))}))
    raise SystemExit(bool(seen.wrong) or seen.statuses[503] * 1000 > sum(seen.statuses.values()))


if __name__ == "__main__":
    main()
