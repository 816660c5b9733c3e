"""The review desk as a person uses it: with keys, with a mouse, with forms alone, and two people at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from dateline.run import incidents
from dateline.run.adding import add
from dateline.schema.failure import Reading
from dateline.schema.person import Person
from dateline.schema.place import Where
from dateline.schema.record import Casualty, SourceRecord
from dateline.schema.report import Report
from dateline.store import Sharing, Store, assigning, copy_store, open_store
from dateline.store.access import add_person
from dateline.views.review import passwords
from tests.store.databases import fresh
from tests.views.review.conftest import PASSWORD, browsing, running, token_in

SELECT = """words => {
  const box = document.getElementById("text");
  const start = box.textContent.indexOf(words);
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let passed = 0, begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!begun && start < passed + node.data.length) { range.setStart(node, start - passed); begun = true; }
    if (begun && start + words.length <= passed + node.data.length) { range.setEnd(node, start + words.length - passed); break; }
    passed += node.data.length;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def select(page: Page, words: str) -> None:
    """What a person does with the mouse in one movement."""
    page.evaluate(SELECT, words)


def at(page: Page, store: Store, name: str) -> str:
    """Opens a report on the desk; its key."""
    key = store.key(name)
    page.goto(f"/review/{key}")
    expect(page.locator("#desk")).to_have_attribute("data-key", key)
    return key


def decided(store: Store) -> list[tuple[str, str | None]]:
    return [(one.kind, one.anchors[0].field if one.anchors else None) for one in store.decisions()]


def form(client: TestClient, store: Store, name: str, action: str, **given: str) -> tuple[int, str]:
    """Sends a form of the desk as a browser without scripts would; the status, and where it leads or what it says."""
    answer = client.post(f"/review/{store.key(name)}/{action}", data=given, headers=token_in(client))
    return answer.status_code, answer.headers.get("location", answer.text)


# Forms alone


def test_the_queue_leads_to_a_report_and_on(client: TestClient, store: Store) -> None:
    first = client.get("/review")
    assert first.status_code == 303
    key = first.headers["location"].removeprefix("/review/")
    assert "Accept" in client.get(f"/review/{key}").text
    assert client.get("/review").headers["location"] == f"/review/{key}"
    client.post(f"/review/{key}/skip", headers=token_in(client))
    assert client.get("/review").headers["location"] != f"/review/{key}"


def test_verdicts_lead_from_event_to_event_and_to_the_next_report(client: TestClient, store: Store) -> None:
    key = store.key("kunduz")
    client.get(f"/review/{key}")
    events = [event.id for event in store.record(key).events]
    for number, event in enumerate(events, start=1):
        status, leads = form(client, store, "kunduz", "verdict", event=event, kind="accept")
        assert status == 303
        assert leads.startswith("/review?did=" if number == len(events) else f"/review/{key}?did=")
    assert set(dict(store.replayed(key).verdicts).values()) == {"accepted"}
    assert assigning.progress(store, "Ana").done == 1
    page = client.get(leads, follow_redirects=True).text
    assert "accepted." in page


FORMS: list[tuple[str, dict[str, str], Callable[[Store], object], object]] = [
    ("change", {"field": "status", "value": "denied"}, lambda store: store.record(store.key("gao-2")).events[0].status, "denied"),
    ("words", {"slot": "killed", "words": "14"}, lambda store: store.record(store.key("gao-2")).events[0].casualties[0].text, "14"),
    (
        "words",
        {"slot": "actor", "words": "Ansar Dine", "beside": "yes"},
        lambda store: store.record(store.key("gao-2")).events[0].participants[-1].name,
        "Ansar Dine",
    ),
    ("add", {"type": "MOBILIZE", "words": "army base"}, lambda store: store.record(store.key("gao-2")).events[-1].type, "MOBILIZE"),
]


@pytest.mark.parametrize(("action", "given", "read", "expected"), FORMS)
def test_values_change_without_scripts(
    client: TestClient, store: Store, action: str, given: dict[str, str], read: Callable[[Store], object], expected: object
) -> None:
    status, _ = form(client, store, "gao-2", action, event="e1", **given)
    assert (status, read(store)) == (303, expected)
    before = store.record(store.key("gao-2"))
    assert form(client, store, "gao-2", "undo")[0] == 303
    assert store.record(store.key("gao-2")) != before
    assert read(store) != expected or action == "words"


WRONG: list[tuple[str, dict[str, str], int]] = [
    ("verdict", {"event": "e99", "kind": "accept"}, 404),
    ("verdict", {"event": "e1", "kind": "merge"}, 400),
    ("words", {"event": "e1", "slot": "killed", "words": "not in the text"}, 400),
    ("words", {"event": "e1", "slot": "killed"}, 400),
    ("words", {"event": "e1", "slot": "killed", "start": "x", "end": "3"}, 400),
    ("words", {"event": "e1", "slot": "nothing", "words": "army"}, 400),
    ("change", {"event": "e1", "field": "type", "value": "DANCE"}, 400),
    ("change", {"event": "e1", "field": "mentions", "value": "x"}, 400),
    ("add", {"type": "DANCE", "words": "army"}, 400),
    ("merge", {"event": "e1", "other": "e1"}, 400),
    ("undo", {}, 400),
]


@pytest.mark.parametrize(("action", "given", "status"), WRONG)
def test_what_means_nothing_is_said_and_not_kept(client: TestClient, store: Store, action: str, given: dict[str, str], status: int) -> None:
    assert form(client, store, "gao-2", action, **given)[0] == status
    assert store.decisions() == ()


def test_what_is_of_another_session_is_refused(client: TestClient, store: Store) -> None:
    key = store.key("gao-2")
    assert client.post(f"/review/{key}/verdict", data={"event": "e1", "kind": "accept"}).status_code == 403
    assert store.decisions() == ()


def test_a_report_that_somebody_has_is_not_given_twice(client: TestClient, store: Store) -> None:
    client.get(f"/review/{store.key('gao-1')}")
    key = store.key("gao-2")
    assigning.take(store, "Ben", Sharing(), report=key)
    answer = client.get(f"/review/{key}")
    assert (answer.status_code, "somebody else" in answer.text) == (400, True)
    assert form(client, store, "gao-2", "verdict", event="e1", kind="accept")[0] == 400


def test_the_second_coder_sees_nothing_of_the_first(client: TestClient, store: Store) -> None:
    assigning.set_sharing(store, Sharing(double=1.0))
    client.get(f"/review/{store.key('gao-1')}")
    key = store.key("gao-2")
    first = assigning.take(store, "Ben", Sharing(double=1.0), report=key)
    assert first is not None
    from dateline.views.desk.work import Work

    Work(store, "Ben", first).by_form("e1", "status", {"value": "planned"})
    page = client.get(f"/review/{key}").text
    assert "the second of two" in page
    for path in (f"/review/{key}", f"/reports/{key}", f"/reports/{key}/record.json", "/decisions"):
        answer = client.get(path).text
        assert [word in answer for word in ("by a person", "decision:", "Ben", '"planned"')] == [False] * 4, path
    merging = incidents.shipped()
    assert merging is not None
    incidents.settle(store, merging)
    home = store.homes([f"{key}:e1"])[f"{key}:e1"]
    for path in (f"/incidents/{home}", f"/incidents/{home}/incident.json", f"/incidents/{home}/bundle.zip"):
        assert client.get(path).status_code == 403, path
    form(client, store, "gao-2", "verdict", event="e1", kind="reject")
    assert (store.record(key).events[0].status, store.replayed(key).verdicts) == ("planned", ())
    assert store.replayed(key, second="Ana").verdicts == (("e1", "rejected"),)


# In a browser


def test_a_report_that_is_right_takes_one_key_for_each_event(page: Page, store: Store) -> None:
    key = at(page, store, "kunduz")
    events = len(store.record(key).events)
    for _ in range(events):
        page.keyboard.press("a")
        expect(page.locator("#said")).to_contain_text("accepted.")
        page.evaluate("document.getElementById('said').textContent = ''")
    expect(page.locator("#desk")).not_to_have_attribute("data-key", key)
    assert decided(store) == [("accept", None)] * events
    assert assigning.progress(store, "Ana").done == 1


def test_a_count_is_corrected_in_two_actions(page: Page, store: Store) -> None:
    key = at(page, store, "gao-1")
    select(page, "20")
    page.keyboard.press("k")
    expect(page.locator("#said")).to_contain_text("casualties changed")
    entry = next(entry for entry in store.record(key).events[0].casualties if entry.outcome == "killed")
    assert (entry.low, entry.high, entry.text, entry.made_by[:9]) == (20, 20, "20", "decision:")
    expect(page.get_by_text("by a person").first).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Taken back")
    assert next(entry for entry in store.record(key).events[0].casualties if entry.outcome == "killed").low == 12


def test_undo_leads_back_to_the_report_before(page: Page, store: Store) -> None:
    key = at(page, store, "timbuktu")
    for _ in store.record(key).events:
        page.keyboard.press("x")
        expect(page.locator("#said")).to_contain_text("rejected.")
        page.evaluate("document.getElementById('said').textContent = ''")
    expect(page.locator("#desk")).not_to_have_attribute("data-key", key)
    page.keyboard.press("u")
    expect(page.locator("#desk")).to_have_attribute("data-key", key)
    expect(page.locator("#said")).to_contain_text("Taken back")
    assert [kind for kind, _ in decided(store)][-1] == "undo"
    assert assigning.holder(store, "Ana", key).how is None  # type: ignore[union-attr]


def test_an_event_that_was_missed_is_added_and_another_merged_with_it(page: Page, store: Store) -> None:
    key = at(page, store, "gao-1")
    before = len(store.record(key).events)
    select(page, "attacked")
    page.keyboard.press("i")
    page.get_by_label("Type").last.select_option("MOBILIZE")
    page.get_by_role("button", name="Add the event").click()
    expect(page.locator(".event")).to_have_count(before + 1)
    expect(page.locator(".event[aria-current]")).to_contain_text("MOBILIZE")
    page.keyboard.press("m")
    page.keyboard.press("n")
    page.keyboard.press("m")
    expect(page.locator("#said")).to_contain_text("held together")
    assert [kind for kind, _ in decided(store)] == ["add", "merge"]


def test_keys_are_bound_otherwise_and_stay_so(page: Page, store: Store) -> None:
    key = at(page, store, "gao-2")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    field = dialog.locator("[data-action=accept]")
    field.fill("x")
    expect(dialog.locator("#keys-said")).to_contain_text("bound already")
    field.fill("y")
    expect(dialog.locator("#keys-said")).to_have_text("Bound: y.")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.reload()
    page.keyboard.press("a")
    assert store.decisions() == ()
    page.keyboard.press("y")
    expect(page.locator("#said")).to_contain_text("accepted.")
    assert decided(store) == [("accept", None)]
    assert key


def test_no_key_acts_while_a_person_types(page: Page, store: Store) -> None:
    at(page, store, "gao-2")
    page.keyboard.press("e")
    page.locator(".event .edit input[name=low]").first.fill("")
    page.locator(".event .edit input[name=who]").first.focus()
    page.keyboard.type("axus")
    page.keyboard.press("Control+a")
    assert store.decisions() == ()
    expect(page.locator(".event .edit input[name=who]").first).to_have_value(re.compile("axus"))


def test_words_are_found_by_value_and_values_by_word(page: Page, store: Store) -> None:
    at(page, store, "gao-1")
    value = page.locator(".value[data-path^='casualties']").first
    value.click()
    assert "".join(page.locator(".text .mark.on").all_inner_texts()) == "at least 12 soldiers"
    page.locator(".text .mark", has_text="Gunmen").first.click()
    expect(page.locator(".value.on").first).to_have_text(re.compile("Ansar Dine"))


def test_the_keyboard_alone_is_enough(page: Page, store: Store) -> None:
    key = at(page, store, "gao-2")
    page.locator("#text").focus()
    page.keyboard.press("Home")
    for _ in range(30):
        page.keyboard.press("ArrowRight")
        if page.evaluate("getSelection().toString()") == "14":
            break
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("getSelection().toString()") == "14 soldiers"
    page.keyboard.press("w")
    expect(page.locator("#said")).to_contain_text("casualties changed")
    assert [entry.outcome for entry in store.record(key).events[0].casualties][-1] == "wounded"


def test_a_hostile_report_is_reviewed_and_its_words_are_where_they_stand(page: Page, store: Store) -> None:
    key = at(page, store, "hostile")
    text = store.report(key).text
    select(page, "Tadmur")
    page.keyboard.press("l")
    expect(page.locator("#said")).to_contain_text("It is so already")
    select(page, "in Tadmur, Syria")
    page.keyboard.press("l")
    expect(page.locator("#said")).to_contain_text("where changed")
    where = store.record(key).events[0].where
    assert where.start is not None and text[where.start : where.end] == "in Tadmur, Syria"


ASTRAL = (
    "\N{FIRE}\N{FIRE} Breaking: rebels from Bo\N{COMBINING ACUTE ACCENT}li \N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN} killed 21 soldiers "
    "in Tadmur, Syria, on Monday.\r\n"
    "\r\n\N{FIRE} A doctor said so."
)


@pytest.mark.parametrize(("words", "slot"), [("21", "k"), ("Bo\N{COMBINING ACUTE ACCENT}li", "l"), ("A doctor", "q")])
def test_words_behind_signs_of_two_units_are_where_they_stand(page: Page, store: Store, words: str, slot: str) -> None:
    list(add(store, [Reading(Report("astral", ASTRAL, date(2016, 5, 4)))]))
    key = at(page, store, "astral")
    select(page, words)
    page.keyboard.press(slot)
    expect(page.locator("#said")).to_contain_text(" changed.")
    event = store.record(key).events[0]
    values: list[Casualty | Where | SourceRecord] = [*event.casualties, event.where, *event.sources]
    told = [(one.start, one.end, one.text) for one in values if one.made_by.startswith("decision:")]
    start = ASTRAL.index(words)
    assert told == [(start, start + len(words), words)]


def test_what_people_added_and_changed_goes_out_and_is_verified(store: Store, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from dateline.views.cli import app
    from dateline.views.desk.work import Words, at_report

    work = at_report(store, "Ana", store.key("gao-1"))
    added = work.add("MOBILIZE", Words(typed="army base"))
    assert added.at is not None
    work.by_words("e1", "killed", Words(typed="20"))
    work.by_form("e1", "casualties[+]", {"outcome": "missing", "low": "2", "high": "2", "who": "soldiers"})
    work.verdict("accept", "e1")
    where, bundle = str(tmp_path / "store.db"), str(tmp_path / "evidence.zip")
    run = CliRunner()
    assert run.invoke(app, ["export", "bundle", "--store", where, "--output", bundle]).exit_code == 0
    verified = run.invoke(app, ["verify", bundle])
    assert verified.exit_code == 0, verified.output
    events = run.invoke(app, ["export", "csv_events", "--store", where]).output
    assert "MOBILIZE" in events


def signed(page: Page, name: str) -> Page:
    """The page with that person signed in."""
    page.goto("/login?to=/review")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_two_people_at_once_get_different_reports(browser: Browser, complaints: list[str], coded: Path, tmp_path: Path, kind: str) -> None:
    with fresh(kind, tmp_path) as name, open_store(str(coded)) as source, open_store(name, create=True) as shared:
        copy_store(source, shared)
        for who in ("Cora", "Carl"):
            add_person(shared, Person(who, "coder"), passwords.hashed_password(PASSWORD), by="test")
        server = running(shared, team=True)
        with server as served, browsing(browser, served, complaints) as one, browsing(browser, served, complaints) as other:
            seen: list[str] = []
            for page in (signed(one, "Cora"), signed(other, "Carl")) * 3:
                seen.append(page.locator("#desk").get_attribute("data-key") or "")
                finish(page, shared)
        assert len(set(seen)) == 6
        done = assigning.assignments(shared, how="done")
        assert [(row.person, row.report) for row in done] == list(zip(("Cora", "Carl") * 3, seen, strict=True))


def finish(page: Page, store: Store) -> None:
    """Accepts every event of the report on the page, or says that none is missing."""
    key = page.locator("#desk").get_attribute("data-key") or ""
    for _ in store.record(key).events or (None,):
        before = page.locator("#desk").get_attribute("data-at")
        page.keyboard.press("a")
        page.wait_for_function(
            "([key, at]) => { const desk = document.getElementById('desk'); return desk.dataset.key !== key || desk.dataset.at !== at; }",
            arg=[key, before],
        )


@pytest.mark.parametrize("name", ["gao-1", "weather", "hostile"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_serious_fault_for_those_who_do_not_see_or_point(
    browser: Browser, served: str, complaints: list[str], store: Store, name: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with browsing(browser, served, complaints, width=width) as page:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            at(page, store, name)
            page.keyboard.press("e")
            found = axe.Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in ("serious", "critical")] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_report_is_reviewed_on_a_telephone_without_scripts(browser: Browser, served: str, complaints: list[str], store: Store) -> None:
    with browsing(browser, served, complaints, scripts=False, width=390) as page:
        key = at(page, store, "arauca-1")
        page.get_by_text("Edit").first.click()
        page.get_by_label("At least").first.fill("3")
        page.get_by_label("At most").first.fill("4")
        page.locator(".change", has=page.get_by_label("At least")).first.get_by_role("button", name="Set").click()
        expect(page.locator("#said")).to_contain_text("casualties changed")
        page.get_by_role("button", name="Accept").first.click()
    entry = store.record(key).events[0].casualties[0]
    assert (entry.low, entry.high) == (3, 4)
    assert [kind for kind, _ in decided(store)] == ["change", "accept"]


# Two people, and a judge


@pytest.mark.parametrize(
    ("path", "statuses"),
    [("/review", (403, 303, 303, 303)), ("/review/judge", (403, 403, 200, 200)), ("/review/agreement", (403, 403, 200, 200))],
)
def test_who_may_review_and_judge(
    signed_in: Callable[[str], TestClient], visitor: TestClient, path: str, statuses: tuple[int, ...]
) -> None:
    assert visitor.get(path).headers["location"].startswith("/login")
    assert tuple(signed_in(role).get(path).status_code for role in ("reader", "coder", "reviewer", "administrator")) == statuses


def coded_twice(store: Store, name: str) -> str:
    """Ben and Eve code the report; they differ on its status and its place."""
    from dateline.views.desk.work import at_report

    assigning.set_sharing(store, Sharing(double=1.0))
    key = store.key(name)
    at_report(store, "Ben", key).verdict("accept", "e1")
    eve = at_report(store, "Eve", key)
    assert eve.held.part == "second"
    eve.by_form("e1", "status", {"value": "denied"})
    eve.by_form("e1", "where", {"name": "Kidal", "country": "MLI"})
    for event in eve.replayed().record.events:
        eve.verdict("accept", event.id)
    for event in store.record(key).events:
        at_report(store, "Ben", key).verdict("accept", event.id)
    return key


def test_a_judge_sees_only_what_differs_and_decides_it(client: TestClient, store: Store) -> None:
    key = coded_twice(store, "gao-2")
    assert client.get("/review/judge").headers["location"] == f"/review/judge/{key}"
    page = client.get(f"/review/judge/{key}").text
    assert [part in page for part in ("denied", "Kidal", "Military Forces of Mali →")] == [True, True, False]
    for difference, side in (("e1.status", "second"), ("e1.where", "first")):
        answer = client.post(f"/review/judge/{key}", data={"difference": difference, "side": side}, headers=token_in(client))
        assert answer.status_code == 303
    event = store.record(key).events[0]
    assert (event.status, event.where.name) == ("denied", store.coded(key).events[0].where.name)
    assert "No report waits" in client.get("/review/judge").text
    agreement = client.get("/review/agreement").text
    assert f"/review/judge/{key}" in agreement
    assert [word in agreement for word in ("status", "With Ben", "With Eve")] == [True, True, True]


@pytest.mark.parametrize("path", ["/review/judge", "/review/agreement"])
def test_a_judges_pages_are_for_everyone(browser: Browser, served: str, complaints: list[str], store: Store, path: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    coded_twice(store, "gao-2")
    with browsing(browser, served, complaints, width=390) as page:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found = axe.Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_gold_of_what_was_decided_is_evaluated(store: Store, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from dateline.views.cli import app
    from dateline.views.desk.work import at_report

    key = store.key("gao-1")
    for event in store.record(key).events:
        at_report(store, "Ana", key).verdict("accept", event.id)
    where, gold = str(tmp_path / "store.db"), tmp_path / "gold.jsonl"
    run = CliRunner()
    assert run.invoke(app, ["gold", "--store", where, "--output", str(gold)]).exit_code == 0
    assert len(gold.read_text("utf-8").splitlines()) == 1
    found = run.invoke(app, ["evaluate", str(gold)])
    assert found.exit_code == 0, found.output
    assert "events" in found.output
    told = run.invoke(app, ["desk", "--store", where, "--double", "0.25", "--hold", "20"])
    assert told.exit_code == 0
    assert (assigning.sharing(store).double, assigning.progress(store, "Ana").reports) == (0.25, 11)
    assert (
        run.invoke(app, ["agreement", "--store", where, "--format", "csv"]).output.splitlines()[0]
        == "field,coder,units,percent,kappa,alpha"
    )
