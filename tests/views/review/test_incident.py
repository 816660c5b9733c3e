"""The page of an incident: what it shows, merging and splitting with a preview, links that last, and what can be taken away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from dateline.merge import POLICIES
from dateline.run import incidents
from dateline.schema.decision import Decision
from dateline.schema.incident import Incident
from dateline.store import Store
from dateline.store.access import publish
from dateline.views.verify import Checked, open_bundle, verify_bundle
from tests.views.review.conftest import browsing, token_in

SERIOUS = ("serious", "critical")


def gao(store: Store) -> Incident:
    """The incident that three reports tell of."""
    return store.incident(f"{store.key('gao-1')}:e1")


def arauca(store: Store) -> Incident:
    return store.incident(f"{store.key('arauca-1')}:e1")


def settled(store: Store, *decisions: Decision) -> None:
    for decision in decisions:
        store.decide(decision)
    merging = incidents.shipped()
    assert merging is not None
    incidents.settle(store, merging)


def decided(store: Store, kind: str, *tellings: str) -> Decision:
    return Decision("", kind, "Ana", store.now(), "because <b>", tuple(store.anchor(one) for one in tellings))


def hidden(text: str, name: str) -> list[str]:
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)">', text)


# What is shown


def test_every_telling_stands_beside_its_sentence_and_leads_to_its_words(client: TestClient, store: Store) -> None:
    incident = gao(store)
    page = client.get(f"/incidents/{incident.id}").text
    assert "<mark>at least 12 soldiers</mark>" in page
    assert "<mark>15 soldiers</mark>" in page
    for telling in incident.tellings:
        report, _, event = telling.partition(":")
        words = next(each for each in store.coded(report).events if each.id == event).mentions[0]
        assert f'href="/reports/{report}?words={words.start}-{words.end}#c{words.start}"' in page


def test_what_differs_is_said_first_and_in_words(client: TestClient, store: Store) -> None:
    page = client.get(f"/incidents/{gao(store).id}").text
    assert "Sources differ:" in page
    assert "killed" in page.partition("Sources differ:")[2].partition("</p>")[0]
    assert 'class="toll differ"' in page


def test_one_report_alone_confirms_nothing(client: TestClient, store: Store) -> None:
    page = client.get(f"/incidents/{store.incident(store.key('timbuktu') + ':e1').id}").text
    assert "One independent source" in page
    assert "<svg" not in page


@pytest.mark.parametrize("policy", POLICIES)
def test_the_policy_is_in_the_address(client: TestClient, store: Store, policy: str) -> None:
    page = client.get(f"/incidents/{gao(store).id}", params={"policy": policy}).text
    assert f"by the policy {policy}" in page
    assert re.search(rf'aria-current="true">{policy}</a>', page)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/incidents/nothing", 404, "DL475"),
        ("/incidents/i-", 404, "DL475"),
        ("/incidents/%00", 404, "DL475"),
        ("/incidents/{id}?policy=none", 400, "DL400"),
        ("/incidents/{id}/split", 400, "DL400"),
        ("/incidents/{id}/split?off=x", 400, "DL400"),
        ("/incidents/nothing/merge", 404, "DL475"),
        ("/incidents/nothing/bundle.zip", 404, "DL475"),
    ],
)
def test_what_is_not_there_or_wrong_is_said(client: TestClient, store: Store, path: str, status: int, code: str) -> None:
    answer = client.get(path.format(id=gao(store).id))
    assert (answer.status_code, code in answer.text) == (status, True)


def test_a_hostile_report_is_shown_and_not_obeyed(client: TestClient, store: Store) -> None:
    key = store.key("hostile")
    telling = f"{key}:{store.coded(key).events[0].id}"
    settled(store, decided(store, "merge", telling, f"{store.key('gao-1')}:e1"))
    id = store.incident(telling).id
    for path in (f"/incidents/{id}", f"/incidents/{id}/merge", f"/incidents/{id}/split?off={telling}"):
        page = client.get(path).text
        assert "<script>window" not in page
        assert "<img src=x" not in page
        assert "because <b>" not in page
    assert "because &lt;b&gt;" in client.get(f"/incidents/{id}").text


# Links that last


def test_an_event_leads_to_its_incident(client: TestClient, store: Store) -> None:
    incident = gao(store)
    answer = client.get(f"/incidents/{incident.tellings[1]}")
    assert (answer.status_code, answer.headers["location"].endswith(f"/incidents/{incident.id}")) == (302, True)


def test_an_old_id_leads_to_where_its_events_are(client: TestClient, store: Store) -> None:
    first, second = sorted((gao(store), arauca(store)), key=lambda one: one.first_published or "")
    merged = decided(store, "merge", second.tellings[0], *first.tellings, *second.tellings[1:])
    settled(store, merged)
    answer = client.get(f"/incidents/{second.id}")
    assert answer.status_code == 302
    page = client.get(answer.headers["location"]).text
    assert f"<code>{second.id}</code>, which is no more" in page
    whole = store.incident(first.id)
    tellings = second.tellings
    settled(store, Decision("", "undo", "Ana", store.now(), None, (), None, store.decisions()[-1].id))
    settled(store, decided(store, "split", tellings[0], tellings[1]), decided(store, "merge", tellings[0], *first.tellings))
    answer = client.get(f"/incidents/{whole.id}")
    assert answer.status_code == 200
    assert "Events that this incident once held are now in" in answer.text


def test_an_old_id_of_events_that_went_apart_names_all_places(client: TestClient, store: Store) -> None:
    one, other = arauca(store), gao(store)
    settled(store, decided(store, "merge", *one.tellings, *other.tellings))
    whole = gao(store)
    gone = next(id for id in (one.id, other.id) if id != whole.id)
    tellings = one.tellings if gone == one.id else other.tellings
    settled(store, Decision("", "undo", "Ana", store.now(), None, (), None, store.decisions()[-1].id))
    settled(store, decided(store, "split", tellings[0], *tellings[1:]))
    settled(store, decided(store, "merge", *(one.tellings if gone == other.id else other.tellings), tellings[0]))
    answer = client.get(f"/incidents/{gone}")
    assert answer.status_code == 300
    assert "This incident is no more" in answer.text
    assert len(re.findall(r'<li><a href="/incidents/i-', answer.text)) == 2


def test_an_incident_whose_only_event_was_rejected_is_gone(client: TestClient, store: Store) -> None:
    telling = f"{store.key('timbuktu')}:e1"
    id = store.incident(telling).id
    settled(store, decided(store, "reject", telling))
    answer = client.get(f"/incidents/{id}")
    assert (answer.status_code, "1 event of it is in no incident now" in answer.text) == (410, True)


# Merging and splitting


def preview(client: TestClient, path: str) -> tuple[str, dict[str, Any]]:
    page = client.get(path).text
    fields = {name: hidden(page, name) for name in ("state", "other", "off")}
    return page, {name: values for name, values in fields.items() if values} | {"why": ["two reports of one raid"]}


def test_merge_shows_what_would_come_of_it_then_does_it_and_takes_it_back(client: TestClient, store: Store) -> None:
    one, other = gao(store), arauca(store)
    before = store.decisions()
    page, form = preview(client, f"/incidents/{one.id}/merge?other={other.id}")
    assert store.decisions() == before
    assert page.count('scope="col"') == 3
    headers = token_in(client)
    answer = client.post(f"/incidents/{one.id}/merge", data=form, headers=headers)
    assert answer.status_code == 303
    merged = gao(store)
    assert set(merged.tellings) == {*one.tellings, *other.tellings}
    assert (store.decisions()[-1].who, store.decisions()[-1].why) == ("Ana", "two reports of one raid")
    after = client.get(answer.headers["location"]).text
    assert "Done: Ana held 5 events together" in after
    undo = client.post(f"/incidents/{merged.id}/undo", data={"decision": hidden(after, "decision")[:1]}, headers=headers)
    assert undo.status_code == 303
    assert {gao(store).id, arauca(store).id} == {one.id, other.id}
    assert "took a decision back" in client.get(undo.headers["location"]).text


def test_split_shows_what_would_come_of_it_then_does_it_and_takes_it_back_as_one(client: TestClient, store: Store) -> None:
    incident = gao(store)
    stays, *off = incident.tellings
    query = "&".join(f"off={telling}" for telling in off)
    _, form = preview(client, f"/incidents/{incident.id}/split?{query}")
    assert form["off"] == sorted(off)
    headers = token_in(client)
    answer = client.post(f"/incidents/{incident.id}/split", data=form, headers=headers)
    assert answer.status_code == 303
    assert store.incident(stays).tellings == (stays,)
    after = client.get(answer.headers["location"]).text
    ids = hidden(after.partition('class="told done"')[2].partition("</form>")[0], "decision")
    assert len(ids) == len(off)
    assert answer.headers["location"].startswith(f"/incidents/{store.incident(stays).id}?")
    client.post(f"/incidents/{incident.id}/undo", data={"decision": ids}, headers=headers)
    assert gao(store) == incident


def test_without_a_reason_or_after_a_change_nothing_is_decided(client: TestClient, store: Store) -> None:
    one, other = gao(store), arauca(store)
    _, form = preview(client, f"/incidents/{one.id}/merge?other={other.id}")
    headers, before = token_in(client), store.decisions()
    silent = client.post(f"/incidents/{one.id}/merge", data=form | {"why": " "}, headers=headers)
    assert (silent.status_code, "Say why" in silent.text) == (400, True)
    settled(store, decided(store, "split", one.tellings[0], one.tellings[1]))
    late = client.post(f"/incidents/{store.incident(one.tellings[0]).id}/merge", data=form, headers=headers)
    assert (late.status_code, "changed since you looked" in late.text) == (409, True)
    assert len(store.decisions()) == len(before) + 1


def test_a_form_of_another_site_decides_nothing(client: TestClient, store: Store) -> None:
    one, other = gao(store), arauca(store)
    _, form = preview(client, f"/incidents/{one.id}/merge?other={other.id}")
    answer = client.post(f"/incidents/{one.id}/merge", data=form, headers={"Origin": "http://evil.example"})
    assert (answer.status_code, store.decisions()) == (403, ())


@pytest.mark.parametrize("given", ["nothing", "i-", "", "{own}", "http://127.0.0.1:8321/incidents/{own}"])
def test_what_cannot_be_merged_with_is_said_beside_the_suggestions(client: TestClient, store: Store, given: str) -> None:
    incident = gao(store)
    page = client.get(f"/incidents/{incident.id}/merge", params={"other": given.format(own=incident.id)}).text
    assert "Near it" in page
    assert ('role="alert"' in page) == bool(given)


# What can be taken away


def test_the_json_is_that_of_the_command_line(client: TestClient, store: Store) -> None:
    incident = gao(store)
    answer = client.get(f"/incidents/{incident.id}/incident.json")
    body = json.loads(answer.text)
    assert body["incident"]["id"] == incident.id
    assert [telling["id"] for telling in body["tellings"]] == list(incident.tellings)
    assert answer.headers["content-disposition"] == f'attachment; filename="{incident.id}.json"'


def test_the_bundle_holds_the_incident_and_verifies(client: TestClient, store: Store, tmp_path: Any) -> None:
    answer = client.get(f"/incidents/{gao(store).id}/bundle.zip")
    file = tmp_path / "bundle.zip"
    file.write_bytes(answer.content)
    checked = Checked()
    with open_bundle(file) as archive:
        assert list(verify_bundle(archive, checked)) == []
    assert (checked.incidents, checked.reports) == (1, 3)


# Who may what


ROWS: list[tuple[str, tuple[int, ...]]] = [
    # path             visitor published reader coder reviewer
    ("", (303, 200, 200, 200, 200)),
    ("/incident.json", (303, 200, 200, 200, 200)),
    ("/bundle.zip", (303, 303, 200, 200, 200)),
    ("/merge", (303, 303, 403, 403, 200)),
    ("/split?off={telling}", (303, 303, 403, 403, 200)),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_who_sees_what(visitor: TestClient, signed_in: Callable[[str], TestClient], team: Store, row: tuple[str, tuple[int, ...]]) -> None:
    end, (closed, published, *roles) = row
    incident = gao(team)
    path = f"/incidents/{incident.id}{end.format(telling=incident.tellings[0])}"
    assert visitor.get(path).status_code == closed
    publish(team, by="Ana", published=True)
    assert visitor.get(path).status_code == published
    assert [signed_in(role).get(path).status_code for role in ("reader", "coder", "reviewer")] == roles


def test_a_visitor_sees_what_was_decided_but_not_by_whom_and_no_form(visitor: TestClient, team: Store) -> None:
    incident = gao(team)
    settled(team, decided(team, "accept", incident.tellings[0]))
    publish(team, by="Ana", published=True)
    page = visitor.get(f"/incidents/{incident.id}").text
    assert "accepted an event" in page
    assert "Ana" not in page
    assert "because" not in page.partition("What people decided")[2].partition("</section>")[0]
    assert "<form" not in page.partition("<main")[2]
    assert "bundle.zip" not in page


# In a browser


def test_merge_and_undo_by_keyboard_alone(page: Page, store: Store) -> None:
    one, other = gao(store), arauca(store)
    page.goto(f"/incidents/{one.id}/merge?other={other.id}")
    page.get_by_label("Why").focus()
    page.keyboard.type("one raid")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("held 5 events together")
    assert len(gao(store).tellings) == 5
    undo = page.get_by_role("status").locator("..").get_by_role("button", name="Undo").first
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("took a decision back")
    assert len(gao(store).tellings) == 3


def test_split_in_the_browser_without_scripts(browser: Browser, served: str, store: Store, complaints: list[str]) -> None:
    incident = gao(store)
    with browsing(browser, served, complaints, scripts=False, width=390) as page:
        page.goto(f"/incidents/{incident.id}")
        page.get_by_role("checkbox").last.check()
        page.get_by_role("button", name="Split off the chosen events").click()
        page.get_by_label("Why").fill("another raid")
        page.get_by_role("button", name="Split", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("held an event apart")
    assert len(gao(store).tellings) == 2


def test_a_quoted_sentence_leads_to_its_words_in_the_report(page: Page, store: Store) -> None:
    page.goto(f"/incidents/{gao(store).id}")
    page.locator(".figures").first.get_by_role("link").first.click()
    assert "".join(page.locator("mark.on").all_text_contents()) == "at least 12 soldiers"
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["", "/merge", "/split?off={telling}"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_nothing_keeps_people_out(page: Page, store: Store, path: str, width: int, scheme: Any) -> None:
    incident = gao(store)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/incidents/{incident.id}{path.format(telling=incident.tellings[-1])}")
    found = [(one["id"], one["nodes"][0]["html"][:120]) for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
