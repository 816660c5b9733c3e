"""A real server on a free port of this machine, and a client of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dateline.client import Client
from dateline.run import incidents, pipeline
from dateline.schema.person import ADMINISTRATOR, Person
from dateline.store import Store, open_store
from dateline.views.review.running import Reached, address_of, bound, server_of
from dateline.views.review.serving import Serving
from tests.run import stages
from tests.store.made import OTHER, TEXT, fill, reading
from tests.store.stand_in import MERGING
from tests.views.api.conftest import Here


@pytest.fixture
def store(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Two incidents of three reports; stages and merging are made ones."""
    told = {"annotate": lambda *given: given[0], "resolve": lambda *given: (stages.event(given[0].text),)}
    monkeypatch.setattr(pipeline, "_stage", lambda name, function=None: told.get(name, lambda *given: ()))
    monkeypatch.setattr(incidents, "shipped", lambda: MERGING)
    with open_store(f"{tmp_path}/store.db", create=True) as opened:
        fill(opened, reading(), reading(OTHER, id="b.txt", publisher="Post"), reading(TEXT.replace("Monday", "Friday"), id="c.txt"))
        yield opened


@contextmanager
def served(serving: Serving) -> Iterator[str]:
    """The address at which this is served, as long as it is."""
    with bound("127.0.0.1", serving.port) as listening:
        server = server_of(serving, Reached())
        server.config.app.state.worker = Here()  # type: ignore[union-attr]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield address_of(serving).rstrip("/")
        finally:
            server.should_exit = True
            thread.join()


def free_port() -> int:
    """A port that nobody uses just now."""
    with bound("127.0.0.1", 0) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture
def address(store: Store) -> Iterator[str]:
    """The server in local mode."""
    with served(Serving(store, port=free_port(), local=Person("Ana", ADMINISTRATOR))) as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    """A client of it."""
    with Client(address) as made:
        yield made
