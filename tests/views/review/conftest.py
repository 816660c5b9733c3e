"""A store with a dozen reports coded by the shipped model, a client, and a page in a real browser on a real server.

`store` is a fresh copy for each test; the reports are coded once. `page` fails the test on a request to any other host, on what the
browser's console complains of (`complaints` allows what a test provokes), and on a script that the hostile report smuggled in.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from httpx2 import Response
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient

from dateline.run import incidents
from dateline.run.adding import add
from dateline.schema.person import ADMINISTRATOR, Person
from dateline.store import Store, open_store
from dateline.store.access import add_person
from dateline.views.review import passwords
from dateline.views.review.app import create_app
from dateline.views.review.running import Reached, address_of, bound, server_of
from dateline.views.review.serving import Serving
from tests.views.page import chromium
from tests.views.review.made import readings

BASE = "http://127.0.0.1:8321"
ANA = Person("Ana", ADMINISTRATOR)
PASSWORD = "three blind mice run"
# The accounts of a team, by role; each has the same password.
TEAM = {"administrator": "Ana", "reviewer": "Rik", "coder": "Cora", "reader": "Leo"}


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with the reports, merged."""
    path = tmp_path_factory.mktemp("coded") / "store.db"
    with open_store(str(path), create=True) as store:
        for _ in add(store, readings()):
            pass
        merging = incidents.shipped()
        assert merging is not None
        incidents.settle(store, merging)
        with store.database.alone() as driver:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def store(coded: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own."""
    shutil.copy(coded, tmp_path / "store.db")
    with open_store(str(tmp_path / "store.db")) as opened:
        yield opened


@pytest.fixture
def app(store: Store) -> FastAPI:
    """The application in local mode; its one user is Ana."""
    return create_app(Serving(store, local=ANA))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A client of the application in local mode. `token_in` gives the token that a form needs."""
    with TestClient(app, base_url=BASE, follow_redirects=False) as made:
        yield made


def token_in(client: TestClient, path: str = "/reports") -> dict[str, str]:
    """What a program that acts as a browser sends with a change: the token of a page, and where it comes from."""
    text = client.get(path).text
    return {"X-CSRF-Token": text.partition('"X-CSRF-Token": "')[2].partition('"')[0], "Origin": str(client.base_url).rstrip("/")}


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Passwords are hashed with the least work; `test_passwords` looks at the parameters that count."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture
def team(store: Store) -> Store:
    """The store with an account of each role."""
    for role, name in TEAM.items():
        add_person(store, Person(name, role), passwords.hashed_password(PASSWORD), by="test")
    return store


@pytest.fixture
def team_app(team: Store) -> FastAPI:
    """The application in team mode."""
    return create_app(Serving(team, team=True))


@pytest.fixture
def visitor(team_app: FastAPI) -> Iterator[TestClient]:
    """A client of the team's application that nobody signed in on."""
    with TestClient(team_app, base_url=BASE, follow_redirects=False) as made:
        yield made


@pytest.fixture
def signed_in(team_app: FastAPI) -> Iterator[Callable[[str], TestClient]]:
    """A client of the team's application on which the account of that role is signed in."""
    with ExitStack() as stack:

        def signed(role: str) -> TestClient:
            client = stack.enter_context(TestClient(team_app, base_url=BASE, follow_redirects=False))
            assert sign_in(client, TEAM[role]).status_code == 303
            return client

        yield signed


def sign_in(client: TestClient, name: str, password: str = PASSWORD, to: str = "/") -> Response:
    """What the form of the sign-in page gets."""
    return client.post("/login", data={"name": name, "password": password, "to": to}, headers=token_in(client, "/login"))


@contextmanager
def running(store: Store, *, team: bool = False) -> Iterator[str]:
    """A server in a thread, on a free port of this machine; its address without the last slash."""
    with bound("127.0.0.1", 0) as listening:
        serving = Serving(store, port=listening.getsockname()[1], team=team, local=ANA)
        server = server_of(serving, Reached())
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield address_of(serving).rstrip("/")
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def served(store: Store) -> Iterator[str]:
    """The address of a real server in local mode."""
    with running(store) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    path = chromium.found()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, headless=True, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console complained of in this test; a test that provokes a complaint empties it."""
    return []


@pytest.fixture
def page(browser: Browser, served: str, complaints: list[str]) -> Iterator[Page]:
    """A page of a fresh browser profile; addresses such as "/reports" are those of `served`."""
    with browsing(browser, served, complaints) as opened:
        yield opened


@contextmanager
def browsing(browser: Browser, served: str, complaints: list[str], *, width: int = 1280, scripts: bool = True) -> Iterator[Page]:
    """The same with a width (pixels) of one's own, or without scripts."""
    context = browser.new_context(base_url=served, viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    context.set_default_timeout(10_000)
    strangers: list[str] = []
    context.on("request", lambda asked: strangers.append(asked.url) if _strange(asked.url) else None)
    opened = context.new_page()
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield opened
        hacked = scripts and opened.evaluate("window.hacked")
    finally:
        context.close()
    assert strangers == []
    assert complaints == []
    assert not hacked, "a script of a report ran"


def _strange(address: str) -> bool:
    return urlsplit(address).hostname not in ("127.0.0.1", None)
