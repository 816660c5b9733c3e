"""Who may ask for what where people sign in: every operation, by each scope, without a token, and of a published store."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.schema.person import ADMINISTRATOR, Person
from dateline.store import Store
from dateline.store.access import NewToken, add_person, create_token, publish
from dateline.views.api.application import ROUTERS
from dateline.views.review.app import create_app
from dateline.views.review.serving import Serving
from tests.views.api.conftest import AT, BASE, Here

NEEDS = {"code_report": "code", "add_report": "code", "decide": "review", "undo_decision": "review"}
HIDDEN = {"list_decisions", "get_decision"}
ROUTES: list[Any] = [route for router in ROUTERS for route in router.routes]


@pytest.fixture
def team(store: Store) -> TestClient:
    """A server on which people sign in; Ana is an administrator."""
    add_person(store, Person("Ana", ADMINISTRATOR), "no hash", by="Ana")
    app = create_app(Serving(store, team=True))
    app.state.worker = Here()
    return TestClient(app, base_url=BASE, follow_redirects=False)


def asked(client: TestClient, route: Any, token: str | None = None) -> int:
    path = route.path.replace("{format}", "csv").replace("{telling}", "none:e1").replace("{id}", "none")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.request(min(route.methods), f"{AT}{path}", headers=headers).status_code


@pytest.mark.parametrize("scope", ["read", "code", "review", "admin"])
def test_a_token_does_what_its_scope_says(team: TestClient, store: Store, scope: str) -> None:
    token = create_token(store, NewToken("Ana", (scope,)), by="Ana")
    refused = {route.operation_id for route in ROUTES if asked(team, route, token) == 403}
    assert refused == {route.operation_id for route in ROUTES if NEEDS.get(route.operation_id, "read") != scope}


def test_without_a_token_nothing_is_answered(team: TestClient) -> None:
    assert {asked(team, route) for route in ROUTES} == {401}
    assert {asked(team, route, "dateline_made_up") for route in ROUTES} == {401}
    answer = team.get(f"{AT}/incidents")
    assert (answer.headers["www-authenticate"], answer.json()["code"]) == ("Bearer", "DL471")


def test_a_published_store_is_read_but_for_who_decided(team: TestClient, store: Store) -> None:
    publish(store, by="Ana", published=True)
    answered = {route.operation_id for route in ROUTES if asked(team, route) not in (401, 403)}
    assert answered == {route.operation_id for route in ROUTES if route.operation_id not in NEEDS | dict.fromkeys(HIDDEN)}
    assert team.get(f"{AT}/exports/bundle").status_code == 401
    tag = team.get(f"{AT}/incidents").headers["etag"]
    publish(store, by="Ana", published=False)
    assert team.get(f"{AT}/incidents", headers={"If-None-Match": tag}).status_code == 401
