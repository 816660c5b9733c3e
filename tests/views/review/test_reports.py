"""The pages of reports and decisions, as a person sees them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from dateline.schema.decision import Decision
from dateline.schema.jsonable import from_json
from dateline.store import Store
from dateline.views.review.pages import reports
from tests.views.review.conftest import browsing, token_in


def accepted(store: Store) -> Decision:
    key = store.key("gao-1")
    return store.decide(Decision("", "accept", "Ana", store.now(), "seen <b>twice</b>", (store.anchor(f"{key}:e1"),)))


def test_the_list_names_every_report(client: TestClient, store: Store) -> None:
    answer = client.get("/reports")
    assert answer.status_code == 200
    rows = answer.text.split("<tr>")[2:]
    assert [re.findall(r"/reports/([0-9a-f]{64})", row) for row in rows] == [[key] for key in list(store.keys())[::-1]]
    assert [index for index, row in enumerate(rows) if "failed DL102" in row] == [0]
    assert [index for index, row in enumerate(rows) if ">Army base attacked near Gao<" in row] == [11]
    assert 'data-label="Events">1<' in rows[11]


def test_a_report_shows_its_words_and_gives_its_record(client: TestClient, store: Store) -> None:
    key = store.key("gao-1")
    answer = client.get(f"/reports/{key}")
    assert "Ansar Dine" in answer.text
    assert '<mark class="mark' in answer.text
    record = client.get(f"/reports/{key}/record.json")
    assert record.headers["content-disposition"] == f'attachment; filename="{key[:16]}.json"'
    assert from_json(json.loads(record.text)) == store.record(key)


@pytest.mark.parametrize("path", ["/reports/ffffffffff", "/reports/..%2f..%2fetc", "/reports/%00", "/reports/gao-1", "/nowhere"])
def test_what_is_not_there_is_said(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "DL475" in answer.text


@pytest.mark.parametrize("before", ["x", "0", "-1", "9" * 30])
def test_a_number_that_is_none_is_told(client: TestClient, before: str) -> None:
    assert client.get(f"/reports?before={before}").status_code == 422


def test_lists_are_read_a_part_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    monkeypatch.setattr(reports, "AT_ONCE", 5)
    seen: list[str] = []
    address: str | None = "/reports"
    while address is not None:
        text = client.get(address).text
        seen += re.findall(r"/reports/([0-9a-f]{64})", text)
        address = found[1] if (found := re.search(r'href="(/reports\?before=\d+)"', text)) else None
    assert seen == list(store.keys())[::-1]


def test_a_decision_is_listed_and_undone(client: TestClient, store: Store) -> None:
    decision = accepted(store)
    page = client.get("/decisions").text
    assert "seen &lt;b&gt;twice&lt;/b&gt;" in page
    answer = client.post(f"/decisions/{decision.id}/undo", headers=token_in(client))
    assert (answer.status_code, answer.headers["location"]) == (303, "/decisions")
    assert [(one.kind, one.who, one.undoes) for one in store.decisions()] == [("accept", "Ana", None), ("undo", "Ana", decision.id)]


def test_what_became_of_a_decision_is_told(client: TestClient, store: Store) -> None:
    stands, undone, lost = (store.key(name) for name in ("gao-1", "gao-2", "gao-3"))
    kept = {
        key: store.decide(Decision("", "accept", "Ana", store.now(), None, (store.anchor(f"{key}:e1"),))) for key in (stands, undone, lost)
    }
    store.decide(Decision("", "undo", "Ana", store.now(), None, (), undoes=kept[undone].id))
    record = store.coded(lost)
    store.code_again(lost, replace(record, coder=replace(record.coder, version="next"), events=()))
    rows = {row.partition('"')[0]: row for row in client.get("/decisions").text.split('<tr id="')[1:]}
    states = {key: re.findall(r'data-label="State">(?:<span[^>]*>)?(\w+)', rows[kept[key].id]) for key in kept}
    assert states == {stands: ["stands"], undone: ["undone"], lost: ["orphaned"]}


def test_the_pages_in_a_browser(page: Page, store: Store) -> None:
    page.goto("/reports")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reports")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.get_by_role("link", name="Toll rises in Gao").click()
    expect(page.locator(".text")).to_contain_text("killed 14 soldiers")


def test_a_hostile_report_is_shown_and_not_obeyed(page: Page, store: Store) -> None:
    page.goto(f"/reports/{store.key('hostile')}")
    expect(page.locator(".text")).to_contain_text("<script>window.hacked = 1</script>")
    expect(page.locator(".text")).to_contain_text("{{ 7 * 7 }}")
    assert page.locator("main a[href^='javascript']").count() == 0
    page.goto("/reports")
    expect(page.locator("main")).to_contain_text('"><script>')


def test_undoing_takes_no_script(browser: Browser, served: str, complaints: list[str], store: Store) -> None:
    accepted(store)
    with browsing(browser, served, complaints, scripts=False, width=390) as page:
        page.goto("/decisions")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("undone", exact=True)).to_have_count(1)
    assert [one.kind for one in store.decisions()] == ["accept", "undo"]


@pytest.mark.parametrize("path", ["/reports", "/decisions", "/reports/gao"])
def test_nothing_is_wider_than_a_telephone(browser: Browser, served: str, complaints: list[str], store: Store, path: str) -> None:
    accepted(store)
    with browsing(browser, served, complaints, width=390) as page:
        page.goto(path.replace("gao", store.key("hostile")))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
