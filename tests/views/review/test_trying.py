"""Try it: a report that is pasted in is coded and shown, nothing is kept, and what cannot be coded is said."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from dateline.run.worker import Worker
from dateline.schema.person import CODER, READER, Person
from dateline.store import Store
from dateline.views.review.app import create_app
from dateline.views.review.pages.trying import LONGEST
from dateline.views.review.serving import Serving
from tests.run.test_worker import trace
from tests.views.reports import HOSTILE, TEXT
from tests.views.review.conftest import BASE, token_in

SERIOUS = ("serious", "critical")
GERMAN = "Am Montag wird es im Norden des Landes stark regnen, und die Bauern freuen sich sehr darüber, sagte gestern der Wetterdienst."


@pytest.fixture(scope="module")
def worker() -> Any:
    """One process for the tests of this module: to start it and to load the model takes seconds."""
    made = Worker()
    yield made
    made.close()


@pytest.fixture
def client(app: FastAPI, worker: Worker) -> Any:
    app.state.worker = worker
    made = TestClient(app, base_url=BASE, follow_redirects=False)
    yield made
    made.close()


def tried(client: TestClient, text: str, **more: str) -> Any:
    return client.post("/try", data={"text": text} | more, headers=token_in(client, "/try"))


def test_a_pasted_report_is_coded_shown_with_its_words_and_not_kept(client: TestClient, store: Store) -> None:
    answer = tried(client, TEXT, published="2016-03-03", title="A base", publisher="Wire")
    assert answer.status_code == 200
    assert 'class="mark' in answer.text
    assert "Ansar Dine" in answer.text
    assert "2016-03-01" in answer.text, "Tuesday is counted from the day of publication"
    assert "Why so: " in answer.text
    assert store.size() == 12
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")


@pytest.mark.parametrize(
    ("text", "more", "status", "says"),
    [
        ("", {}, 400, "There is no text"),
        (" \r\n\t ", {}, 400, "There is no text"),
        ("x" * (LONGEST + 1), {}, 400, "20,000"),
        (TEXT, {"published": "last week"}, 400, "YYYY-MM-DD"),
        (GERMAN, {}, 200, "surely not in English"),
        ("The committee will publish its minutes in the spring.", {"published": "2016-03-03"}, 200, "No event was found"),
        (TEXT, {}, 200, "No day of publication is given"),
        (TEXT, {"title": "x" * 501}, 422, "title"),
    ],
)
def test_what_cannot_be_coded_is_said(client: TestClient, text: str, more: dict[str, str], status: int, says: str) -> None:
    answer = tried(client, text, **more)
    assert (answer.status_code, says in answer.text) == (status, True)
    assert "give --" not in answer.text, "that is said of the command line"


def test_what_was_given_stays_in_the_form(client: TestClient) -> None:
    answer = tried(client, "\n  Two lines,\r\nas they are.", published="x")
    assert "<textarea" in answer.text
    assert "\n\n  Two lines,\nas they are.</textarea>" in answer.text


def test_a_hostile_report_is_shown_and_not_obeyed(client: TestClient) -> None:
    answer = tried(client, HOSTILE, title=HOSTILE[:400], publisher=HOSTILE[:400], published="2016-03-03")
    assert answer.status_code == 200
    assert "<script>window" not in answer.text
    assert "<img src=x" not in answer.text
    assert "</textarea>}" not in answer.text
    assert answer.text.count("</textarea>") == 1
    assert "{{ 7 * 7 }}" in answer.text


def test_a_report_that_ends_the_process_is_told_and_the_server_goes_on(app: FastAPI) -> None:
    app.state.worker = Worker(work=trace)
    with TestClient(app, base_url=BASE) as client:
        assert "The process that coded this report ended" in tried(client, "boom").text
        assert tried(client, "Nothing happened.").status_code == 200


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    assert client.post("/try", data={"text": TEXT}, headers={"Origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize(("role", "status"), [(READER, 403), (CODER, 200)])
def test_having_reports_coded_takes_a_coder(store: Store, worker: Worker, role: str, status: int) -> None:
    app = create_app(Serving(store, local=Person("Rea", role)))
    app.state.worker = worker
    client = TestClient(app, base_url=BASE)
    answer = client.post("/try", data={"text": TEXT}, headers=token_in(client, "/reports"))
    assert (answer.status_code, store.size()) == (status, 12)


def test_the_example_is_coded_in_the_browser_by_keyboard_and_its_values_lead_to_their_words(page: Page) -> None:
    page.set_default_timeout(60_000)
    page.goto("/try?example=true")
    page.get_by_role("button", name="Code it").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".report .card").first).to_be_visible(timeout=60_000)
    page.wait_for_load_state()  # a link followed before its script is there leads to the words, but Escape has nothing to close
    value = page.locator(".report .card .value").first
    value.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".report .text .mark.on")).not_to_have_count(0)
    expect(page.locator(".report .found")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".report .text .mark.on")).to_have_count(0)
    found = [(one["id"], one["nodes"][0]["html"][:120]) for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]
    assert found == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
