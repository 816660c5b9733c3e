"""How quick the API is with 50,000 incidents: python -m benchmarks.api [--incidents N] [--rounds N]

Each line is one kind of request: the 50th and 95th of a hundred times in milliseconds, and the ratio of the 95th to that of a bare
FastAPI endpoint, which answers a fixed page of the same size. Both are asked in turn in one process, so that a busy machine slows both.
Requests of one kind differ (countries, parties, days, places in the list): no answer is asked for twice in a row.
The store is made by benchmarks.filled, in a minute or two the first time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from itertools import cycle

import numpy as np
from fastapi import FastAPI
from starlette.testclient import TestClient

from benchmarks.filled import INCIDENTS, filled
from dateline.schema.person import ADMINISTRATOR, Person
from dateline.store import open_store
from dateline.views.review.app import create_app
from dateline.views.review.serving import Serving

BASE, AT = "http://127.0.0.1:8321", "/api/v1"
ROUNDS = 100
YEARS = range(2005, 2024)
COUNTRIES = ("NGA", "SYR", "COL", "AFG", "IRQ", "MLI", "UKR", "PHL")
PARTIES = ("Taliban", "Boko", "Islamic", "army", "National")


def bare() -> FastAPI:
    """An endpoint that looks nothing up: 50 rows as the list has them."""
    row = {"id": "i-0123456789abcdef", "first_day": "2016-05-02", "last_day": "2016-05-02", "type": "ASSAULT", "mode": "firearms"}
    row |= {"status": "happened", "country": "SYR", "place": "Tadmur", "killed_low": "2", "killed_best": "2", "changed": "2026-01-01"}
    app = FastAPI()

    @app.get("/")
    def page(limit: int = 50) -> dict[str, list[dict[str, str]]]:
        return {"items": [row] * limit}

    return app


def kinds(client: TestClient) -> dict[str, list[str]]:
    """The requests of each kind."""
    pages, cursor = ["/incidents"], client.get(f"{AT}/incidents").json()["next"]
    while cursor and len(pages) < 20:
        pages.append(f"/incidents?cursor={cursor}")
        cursor = client.get(f"{AT}{pages[-1]}").json()["next"]
    ids = [row["id"] for row in client.get(f"{AT}/incidents?limit=100").json()["items"]]
    return {
        "incidents, page by page": pages,
        "incidents of a country": [f"/incidents?country={one}" for one in COUNTRIES],
        "incidents of a month": [f"/incidents?since={year}-03-01&until={year}-03-31" for year in YEARS],
        "incidents since a day": [f"/incidents?since={year}-06-01" for year in YEARS],
        "incidents with a party": [f"/incidents?actor={one}" for one in PARTIES],
        "incidents with words": [f"/incidents?text=report+{n}" for n in ("acted", "killed", "january", "people")],
        "incidents, several filters": [f"/incidents?country={one}&since=2010-01-01&killed_min=5&type=ASSAULT" for one in COUNTRIES],
        "what changed": [f"/incidents?updated_since={year}-01-01T00:00:00Z" for year in YEARS],
        "one incident": [f"/incidents/{id}" for id in ids],
        "events of a country": [f"/events?country={one}" for one in COUNTRIES],
        "reports": ["/reports", "/reports?limit=49"],
        "parties": ["/actors?name=tal", "/actors?name=mov", "/actors"],
        "counts by country": [f"/counts?by=country&since={year}-01-01&until={year}-12-31" for year in YEARS],
        "counts by country, all": ["/counts?by=country", "/counts?by=type"],
        "not changed (304)": ["/incidents"],
    }


def measured(client: TestClient, plain: TestClient, paths: list[str], rounds: int, *, tag: str | None) -> tuple[np.ndarray, np.ndarray]:
    """Milliseconds of each request, and of the bare one asked beside it."""
    headers = {"If-None-Match": tag} if tag else {}
    asked = [path for path, _ in zip(cycle(paths), range(rounds), strict=False)]
    found = [(_timed(client, f"{AT}{path}", headers), _timed(plain, "/", {})) for path in asked]
    times = np.array(found)
    return times[:, 0], times[:, 1]


def _timed(client: TestClient, path: str, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    answer = client.get(path, headers=headers)
    spent = time.perf_counter() - began
    assert answer.status_code in (200, 304), answer.text
    return spent * 1000


def main(argv: Sequence[str] | None = None) -> None:
    """Measures every kind and prints it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=INCIDENTS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args(argv)
    with open_store(str(filled(given.incidents))) as store:
        app = create_app(Serving(store, local=Person("Ana", ADMINISTRATOR)))
        with TestClient(app, base_url=BASE) as client, TestClient(bare(), base_url=BASE) as plain:
            print(f"API with {given.incidents:,} incidents   p50 ms   p95 ms   bare p95   ratio")
            for name, paths in kinds(client).items():
                tag = client.get(f"{AT}{paths[0]}").headers["etag"] if "304" in name else None
                own, other = measured(client, plain, paths, given.rounds, tag=tag)
                p50, p95, beside = np.percentile(own, 50), np.percentile(own, 95), np.percentile(other, 95)
                print(f"{name:28} {p50:12.1f} {p95:8.1f} {beside:10.1f} {p95 / beside:7.1f}", flush=True)


if __name__ == "__main__":
    main()
