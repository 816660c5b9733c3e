"""A store with made reports on either database, and the API on it. Stages and merging are made ones, so that nothing takes time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.run import incidents, pipeline
from dateline.schema.failure import Reading
from dateline.schema.person import ADMINISTRATOR, Person
from dateline.schema.trace import Traced
from dateline.store import Store, open_store
from dateline.views.review.app import create_app
from dateline.views.review.serving import Serving
from tests.run import stages
from tests.store.databases import fresh
from tests.store.made import OTHER, TEXT, fill, reading
from tests.store.stand_in import MERGING

BASE = "http://127.0.0.1:8321"
AT = "/api/v1"
# Filters that only the page with the map has so far
OF_THE_MAP = {"admin1", "box", "undated", "unplaced"}
LATER = TEXT.replace("Monday", "Friday")
PARIS = TEXT.replace("Tadmur", "Palmyr")

Get = Callable[..., Any]


@pytest.fixture(autouse=True)
def made_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text that tells of rebels has the one event of `stages`."""

    def stage(name: str, function: str | None = None) -> Callable[..., object]:
        def work(*given: object) -> object:
            if name == "annotate":
                return given[0]
            text = getattr(given[0], "text", "")
            return (stages.event(text),) if name == "resolve" and "Rebels" in text else ()

        return work

    monkeypatch.setattr(pipeline, "_stage", stage)
    monkeypatch.setattr(incidents, "shipped", lambda: MERGING)


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """Which database: SQLite, where a test does not ask for both (`on_both`)."""
    return str(getattr(request, "param", "sqlite"))


on_both = pytest.mark.parametrize("kind", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def store(kind: str, tmp_path: Path) -> Iterator[Store]:
    """A store with three incidents of four reports, and one report without an event. Each write is a second later."""
    ticks = count()
    clock = lambda: f"2026-01-01T00:{next(ticks) // 60 % 60:02}:{next(ticks) % 60:02}+00:00"  # noqa: E731
    with fresh(kind, tmp_path) as name, open_store(name, create=True, clock=clock) as opened:
        fill(
            opened,
            *(reading(), reading(OTHER, id="b.txt", publisher="Post"), reading(LATER, id="c.txt"), reading(PARIS, id="d.txt")),
            reading("this will fail", id="f.txt"),
        )
        yield opened


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    """A program on this machine in local mode."""
    with client_of(store) as made:
        yield made


class Here:
    """Codes in this process, where the stages are made ones."""

    def trace(self, reading: Reading) -> Traced:
        """As the worker."""
        return pipeline.trace_reading(reading)

    def close(self) -> None:
        """There is nothing to end."""


def client_of(store: Store) -> TestClient:
    """The same for a store of the test's own."""
    app = create_app(Serving(store, local=Person("Ana", ADMINISTRATOR)))
    app.state.worker = Here()
    return TestClient(app, base_url=BASE, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def get(client: TestClient) -> Get:
    """get("/incidents", country="SYR") is the body of the answer, which must be 200."""

    def got(path: str, **asked: Any) -> Any:
        answer = client.get(f"{AT}{path}", params={name: value for name, value in asked.items() if value is not None})
        assert answer.status_code == 200, answer.text
        return answer.json()

    return got
