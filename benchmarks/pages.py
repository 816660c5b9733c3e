"""How long the page of incidents takes with many of them: python -m benchmarks.pages [--incidents N] [--times N] [--json FILE]

A real server on this machine serves the store of `benchmarks.filled` and, beside it, an address that answers a bare {"ok": true}: what
FastAPI, Uvicorn and the loopback cost. Each is asked in turn, one request at a time; milliseconds of the clock at the 50th and the 95th
percentile, and the processor time of one request. "first" is before anything of these filters is kept in memory.
"""

from __future__ import annotations

import argparse
import json
import statistics
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.filled import INCIDENTS, filled
from dateline.store import open_store
from dateline.views.review.running import Reached, address_of, bound, server_of
from dateline.views.review.serving import Serving

BARE = "/bare"
# What a person asks for: the page, filters that few and many incidents have, a page far back, and what the map then loads.
ASKED = {
    "bare endpoint": BARE,
    "page, no filter": "/incidents",
    "page, a country": "/incidents?country=SYR",
    "page, a year": "/incidents?since=2015-01-01&until=2015-12-31",
    "page, a party": "/incidents?actor=front",
    "page, far back": "/incidents?page=900",
    "map, the world": "/map/cells.json?view=-180,-85,180,85&zoom=2",
    "map, a country": "/map/cells.json?view=35,32,43,38&zoom=6",
    "map, areas": "/map/areas.json",
}
TIMES = 40


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """A server of the store with the bare address; where it is asked for."""
    with open_store(str(path)) as store, bound("127.0.0.1", 0) as listening:
        what = Serving(store, port=listening.getsockname()[1])
        server = server_of(what, Reached())
        server.config.load()
        server.config.app.add_api_route(BARE, lambda: {"ok": True})  # type: ignore[union-attr]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield address_of(what).rstrip("/")
        finally:
            server.should_exit = True
            thread.join()


def measure(site: str, path: str, times: int) -> dict[str, float]:
    """Milliseconds of the first time, at the 50th and 95th percentile of the others, and of processor for one of these."""
    taken = []
    began = time.perf_counter()
    asked(site + path)
    first = 1000 * (time.perf_counter() - began)
    used = time.process_time()
    for _ in range(times):
        began = time.perf_counter()
        asked(site + path)
        taken.append(1000 * (time.perf_counter() - began))
    used = 1000 * (time.process_time() - used) / times
    cuts = statistics.quantiles(taken, n=20, method="inclusive")
    return {"first": round(first, 1), "p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "processor": round(used, 1)}


def asked(address: str) -> int:
    """Asks for it and reads the answer; how many bytes it has."""
    with urllib.request.urlopen(address) as answer:
        return len(answer.read())


def main(argv: Sequence[str] | None = None) -> None:
    """Prints a line for each address."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=INCIDENTS)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    given = parser.parse_args(argv)
    print(f"{'':18}{'first ms':>10}{'p50 ms':>9}{'p95 ms':>9}{'processor ms':>15}   with {given.incidents:,} incidents")
    found = {}
    with serving(filled(given.incidents)) as site:
        for name, path in ASKED.items():
            found[name] = one = measure(site, path, given.times)
            print(f"{name:18}{one['first']:10.1f}{one['p50']:9.1f}{one['p95']:9.1f}{one['processor']:15.1f}", flush=True)
    if given.json:
        given.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
