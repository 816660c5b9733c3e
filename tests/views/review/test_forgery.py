"""Forms that another page sends in a person's name are refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

from dateline.schema.decision import Decision
from dateline.store import Store
from dateline.views.review.app import PAGES
from dateline.views.review.forgery import token_of
from tests.views.review.conftest import BASE, PASSWORD, browsing, running, token_in

SignedIn = Callable[[str], TestClient]


def accepted(store: Store, who: str = "Ana") -> Decision:
    return store.decide(Decision("", "accept", who, store.now(), None, (store.anchor(f"{store.key('gao-1')}:e1"),)))


def no_origin(told: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in told.items() if name != "Origin"}


FORGED: list[tuple[str, Callable[[dict[str, str]], dict[str, str]], int]] = [
    ("as it should be", lambda told: told, 303),
    ("by where it was", lambda told: no_origin(told) | {"Referer": f"{BASE}/decisions"}, 303),
    ("no token", lambda told: {"Origin": BASE}, 403),
    ("an empty token", lambda told: told | {"X-CSRF-Token": ""}, 403),
    ("another session's token", lambda told: told | {"X-CSRF-Token": token_of("x" * 43)}, 403),
    ("no origin", no_origin, 403),
    ("another origin", lambda told: told | {"Origin": "http://elsewhere.example"}, 403),
    ("another port", lambda told: told | {"Origin": "http://127.0.0.1:9999"}, 403),
    ("another scheme", lambda told: told | {"Origin": BASE.replace("http:", "https:")}, 403),
    ("origin null", lambda told: told | {"Origin": "null"}, 403),
    ("a name that begins alike", lambda told: no_origin(told) | {"Referer": f"{BASE}.elsewhere.example/"}, 403),
    ("as the browser says from elsewhere", lambda told: told | {"Sec-Fetch-Site": "cross-site"}, 403),
    ("as the browser says from a neighbour", lambda told: told | {"Sec-Fetch-Site": "same-site"}, 403),
    ("with a name in the address", lambda told: {"Authorization": "Basic YTpi"}, 403),
    ("with a made-up token", lambda told: {"Authorization": "Bearer x"}, 403),
]


@pytest.mark.parametrize("team_mode", [False, True], ids=["local", "team"])
@pytest.mark.parametrize(("what", "changed", "status"), FORGED, ids=[what for what, *_ in FORGED])
def test_forged_forms_are_refused(
    client: TestClient,
    signed_in: SignedIn,
    store: Store,
    team_mode: bool,
    what: str,
    changed: Callable[[dict[str, str]], dict[str, str]],
    status: int,
) -> None:
    decision = accepted(store)
    asking = signed_in("reviewer") if team_mode else client
    answer = asking.post(f"/decisions/{decision.id}/undo", headers=changed(token_in(asking)))
    assert answer.status_code == status, what
    assert len(store.decisions()) == (2 if status == 303 else 1)


def test_the_token_may_come_as_a_field(client: TestClient, store: Store) -> None:
    decision = accepted(store)
    token = token_in(client)["X-CSRF-Token"]
    for form, status in (({"csrf": "x"}, 403), ({"csrf": token}, 303)):
        assert client.post(f"/decisions/{decision.id}/undo", data=form, headers={"Origin": BASE}).status_code == status


def test_every_form_of_every_page_is_guarded(app: FastAPI, team_app: FastAPI) -> None:
    """Whoever adds a page cannot forget it: a change without a token is refused on each address."""
    with TestClient(app, base_url=BASE, follow_redirects=False) as asking:
        changes = [(method, route.path) for router in PAGES for route in router.routes for method in route.methods - {"GET", "HEAD"}]  # type: ignore[attr-defined]
        answers = {path: asking.request(method, re.sub(r"\{\w+\}", "x", path), headers={"Origin": BASE}) for method, path in changes}
    assert changes
    assert {path: answer.status_code for path, answer in answers.items() if "DL473" not in answer.text} == {}


def test_a_form_on_another_site_does_nothing(browser: Browser, team: Store, complaints: list[str]) -> None:
    decision = accepted(team)
    with running(team, team=True) as served, browsing(browser, served, complaints) as page:
        page.goto("/login")
        page.get_by_label("Name").fill("Ana")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        form = f'<form method="post" action="{served}/decisions/{decision.id}/undo"><button>Win a prize</button></form>'
        page.goto("about:blank")
        page.set_content(form)
        page.get_by_role("button").click()
        expect(page.locator("main")).to_contain_text(re.compile("DL47[13]"))
        complaints.clear()
    assert len(team.decisions()) == 1
