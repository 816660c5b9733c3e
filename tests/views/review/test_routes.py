"""Every route, whatever it answers, says what a browser may do; every one that changes something wants a token; none tells a secret."""

from __future__ import annotations

import re

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from dateline.views.api.application import AT, ROUTERS
from dateline.views.review.app import OPEN, PAGES
from dateline.views.review.protection import HEADERS
from tests.views.review.conftest import BASE

# What stands for each part of an address: nothing of that name is there, so nothing is changed.
PART = re.compile(r"\{[^}]*\}")


def routes() -> list[tuple[str, str]]:
    """(method, path) of every route of the pages and of the API, and of what is served beside them."""
    found = {("GET", "/static/nothing"), ("GET", "/static/page/nothing"), ("GET", "/nowhere"), ("GET", f"{AT}/openapi.json"), ("GET", AT)}
    for before, routers in (("", (*PAGES, *OPEN)), (AT, ROUTERS)):
        for route in (route for router in routers for route in router.routes if isinstance(route, Route)):
            found |= {(method, before + PART.sub("ffffff", route.path)) for method in route.methods or ()}
    return sorted(found)


def test_every_route_is_dressed(client: TestClient) -> None:
    asked = routes()
    assert len(asked) > 60
    wrong = []
    for method, path in asked:
        answer = client.request(method, path)
        missing = {name: answer.headers.get(name) for name, value in HEADERS.items() if answer.headers.get(name) != value}
        if missing or "server" in answer.headers or answer.status_code >= 500 or "cache-control" not in answer.headers:
            wrong.append((method, path, answer.status_code, missing))
    assert wrong == []


def test_every_route_that_changes_something_wants_a_token(client: TestClient) -> None:
    """A form of another page (its Origin says so) is refused before anything else is looked at."""
    changing = [(method, path) for method, path in routes() if method not in ("GET", "HEAD", "OPTIONS")]
    assert len(changing) > 20
    answers = {
        (method, path): client.request(method, path, headers={"Origin": "https://elsewhere.example"}).status_code
        for method, path in changing
    }
    assert {one: status for one, status in answers.items() if status not in (403, 405)} == {}


@pytest.mark.parametrize("path", ["/reports", "/api/v1/reports", "/administration", "/review", "/incidents"])
def test_who_is_not_signed_in_on_a_teams_server_sees_nothing(visitor: TestClient, path: str) -> None:
    answer = visitor.get(path, headers={"Accept": "application/json"} if path.startswith("/api") else {})
    assert answer.status_code in (303, 401)
    assert BASE not in answer.text
