"""What programs get, on either database: pages, tags, problems, reports, decisions, exports."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import fields
from typing import Any

from starlette.testclient import TestClient

from dateline.errors import DatelineError
from dateline.store import Filters, Redaction, Store, redact
from dateline.views.api import cursors, problems
from dateline.views.api.application import create_api, examples
from dateline.views.api.problems import ADVICE
from dateline.views.export import FORMATS
from dateline.views.export.stored import items
from tests.store.made import TEXT
from tests.views.api.conftest import AT, OF_THE_MAP, Get, on_both

LISTS = ("/reports", "/incidents", "/events", "/actors", "/places", "/deletions")
NEW = {"text": f"{TEXT} More later.", "published": "2016-05-04", "id": "new"}


def everything(get: Get, path: str, **asked: Any) -> list[Any]:
    """The rows of all pages."""
    rows, cursor = [], None
    while True:
        page = get(path, cursor=cursor, **asked)
        rows += page["items"]
        cursor = page["next"]
        if cursor is None:
            return rows


@on_both
def test_small_pages_hold_the_same_as_a_large_one(get: Get) -> None:
    for path in LISTS:
        whole = get(path, limit=500)["items"]
        assert everything(get, path, limit=1) == everything(get, path, limit=2) == whole, path
    for path in ("/reports", "/incidents", "/events"):
        changed = everything(get, path, limit=1, updated_since="2020-01-01T00:00:00Z")
        assert sorted(map(json.dumps, changed)) == sorted(map(json.dumps, get(path, limit=500)["items"])), path


@on_both
def test_filters_of_lists_counts_and_exports_are_the_same(get: Get, client: TestClient, store: Store) -> None:
    some: list[dict[str, Any]] = [{}, {"since": "2016-05-03"}, {"text": "Palmyr"}, {"country": "mli"}, {"killed_min": 23}]
    for asked in [*some, {"actor": "Rebels", "sources_min": 2}]:
        ids = [row.id for row in store.listed(Filters(**asked))]
        assert [row["id"] for row in get("/incidents", **asked)["items"]] == ids
        assert sum(item["incidents"] for item in get("/counts", by="type", **asked)["items"]) == len(ids)
        lines = client.get(f"{AT}/exports/jsonl", params=asked).text.splitlines()
        assert [json.loads(line)["incident"]["id"] for line in lines] == ids


def test_every_filter_of_the_store_can_be_asked_for() -> None:
    paths = create_api().openapi()["paths"]
    for path in ("/incidents", "/events", "/counts", "/exports/{format}"):
        names = {one["name"] for one in paths[path]["get"]["parameters"]}
        assert {field.name for field in fields(Filters)} - OF_THE_MAP <= names, path


@on_both
def test_reading_goes_on_where_it_ended(get: Get, client: TestClient) -> None:
    since = "2020-01-01T00:00:00Z"
    first, gone = get("/incidents", updated_since=since, limit=500), get("/deletions")
    assert (first["next"], gone["next"], gone["items"]) == (None, None, [])
    again = get("/incidents", updated_since=since, cursor=first["resume"])
    assert (again["items"], again["resume"]) == ([], first["resume"])
    assert client.post(f"{AT}/reports", json=NEW).status_code == 201
    changed = get("/incidents", updated_since=since, cursor=first["resume"])["items"]
    assert [row["place"] for row in changed] == ["Tadmur"]
    left = {row["id"] for row in get("/incidents")["items"]}
    copy = {row["id"] for row in [*first["items"], *changed]} - {row["id"] for row in get("/deletions", cursor=gone["resume"])["items"]}
    assert copy == left


@on_both
def test_an_incident_is_given_with_every_telling_and_an_old_id_leads_on(get: Get, client: TestClient, store: Store) -> None:
    (two,) = [row for row in get("/incidents")["items"] if row["sources"] == 2]
    told = get(f"/incidents/{two['id']}")
    assert told["incident"]["id"] == two["id"]
    assert [one["id"] for one in told["tellings"]] == told["incident"]["tellings"]
    assert get(f"/incidents/{told['incident']['tellings'][0]}") == told
    assert get("/incidents", full=True)["items"][0]["incident"]["id"] == get("/incidents")["items"][0]["id"]
    event = told["incident"]["tellings"][0]
    client.post(f"{AT}/decisions", json={"kind": "reject", "targets": [event]})
    answer = client.get(f"{AT}/incidents/{two['id']}")
    assert (answer.status_code, answer.json()["code"]) == (410, "DL481")
    (into,) = answer.json()["into"]
    assert store.incident(into["id"]).tellings == tuple(into["tellings"])
    assert answer.json()["lost"] == 1


def test_what_a_program_has_is_not_sent_again_until_something_changes(client: TestClient) -> None:
    ones = ("/reports/a.txt", "/reports/a.txt/record", "/reports/a.txt/text")
    paths = (*LISTS, *ones, "/decisions", "/exports", "/counts?by=type")
    tags = {path: client.get(f"{AT}{path}").headers["etag"] for path in paths}
    assert len(set(tags.values())) == len(paths)
    for path, tag in tags.items():
        same = client.get(f"{AT}{path}", headers={"If-None-Match": f'"other", {tag}'})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag), path
        assert client.get(f"{AT}{path}", headers={"If-None-Match": '"other"'}).status_code == 200, path
    client.post(f"{AT}/reports", json=NEW)
    assert {client.get(f"{AT}{path}", headers={"If-None-Match": tag}).status_code for path, tag in tags.items()} == {200}


def test_a_report_is_added_once_with_its_bytes(client: TestClient, get: Get, store: Store) -> None:
    first, second = (client.post(f"{AT}/reports", json=NEW) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert (first.json()["new"], second.json()["new"]) == (True, False)
    key = first.json()["report"]["key"]
    assert first.headers["location"] == f"{AT}/reports/{key}"
    assert get(f"/reports/{key[:12]}") == get("/reports/new") == first.json()["report"]
    assert get(f"/reports/{key}/record") == first.json()["record"]
    assert client.get(f"{AT}/reports/{key}/text").text == NEW["text"] == store.report(key).text
    unnamed = client.post(f"{AT}/reports", json={"text": "Nothing."}).json()["report"]
    assert unnamed["id"] == unnamed["key"][:12]


def test_coding_keeps_nothing(client: TestClient, store: Store) -> None:
    before = store.size()
    record = client.post(f"{AT}/code", json=NEW).json()
    assert ([event["type"] for event in record["events"]], record["report"]["id"]) == (["ASSAULT"], "new")
    assert store.size() == before


def test_what_was_taken_out_is_gone_and_told(client: TestClient, get: Get, store: Store) -> None:
    key = store.key("a.txt")
    redact(store, Redaction("Ana", "asked", report=key))
    assert client.get(f"{AT}/reports/{key}/text").status_code == 410
    assert get(f"/reports/{key}")["redacted"] is True
    assert ("text", key) in [(row["kind"], row["id"]) for row in everything(get, "/deletions", limit=1)]


@on_both
def test_decisions_are_made_by_who_asks_and_taken_back(client: TestClient, get: Get, store: Store) -> None:
    event = store.incident(f"{store.key('a.txt')}:e1").tellings[0]
    field = "casualties[killed/recipient].low"
    kept = client.post(f"{AT}/decisions", json={"kind": "change", "targets": [event], "field": field, "value": 25, "why": "list"}).json()
    (decision,) = kept["decisions"]
    assert (decision["who"], decision["why"], decision["value"], decision["undone"]) == ("Ana", "list", "25", False)
    assert get(f"/incidents/{kept['incidents'][0]}")["incident"]["tellings"].count(event) == 1
    assert get(f"/events/{event}")["event"]["casualties"][0]["low"] == 25
    undone = client.post(f"{AT}/decisions/{decision['id'][:12]}/undo", json={})
    assert undone.status_code == 201
    assert [row["undone"] for row in get("/decisions")["items"]] == [True, False]
    assert get(f"/decisions/{decision['id']}")["undone"] is True


WRONG: list[dict[str, Any]] = [
    {"kind": "change", "targets": ["a:e1"]},
    {"kind": "reject", "targets": ["a:e1"], "field": "type"},
    {"kind": "reject", "targets": ["a:e1", "b:e1"]},
    {"kind": "reject", "targets": ["none:e9"]},
    {"kind": "merge", "targets": ["none"]},
    {"kind": "split", "targets": ["none:e1"]},
    {"kind": "merge", "targets": ["none"], "incident": "none"},
    {"kind": "split", "targets": ["none:e1"], "incident": "none"},
]


def test_a_decision_that_does_not_fit_is_refused_and_nothing_kept(client: TestClient, store: Store) -> None:
    for body in WRONG:
        answer = client.post(f"{AT}/decisions", json=body)
        assert (answer.status_code, answer.json()["code"]) == (400, "DL400"), body
    assert store.decisions() == ()


def test_exports_are_those_of_the_command_line(client: TestClient, store: Store) -> None:
    for format in FORMATS:
        same_export(client, store, format)


def same_export(client: TestClient, store: Store, format: str) -> None:
    target = io.BytesIO()
    FORMATS[format].write(items(store, Filters()), target)
    answer = client.get(f"{AT}/exports/{format}")
    assert answer.headers["content-disposition"] == f'attachment; filename="incidents{FORMATS[format].suffix}"'
    if format == "xlsx":
        # The ZIP of a stream says the sizes behind each member.
        sent, whole = (zipfile.ZipFile(io.BytesIO(body)) for body in (answer.content, target.getvalue()))
        assert {name: sent.read(name) for name in sent.namelist()} == {name: whole.read(name) for name in whole.namelist()}
    else:
        assert answer.content == target.getvalue()


def test_large_answers_are_packed_and_small_ones_not(client: TestClient) -> None:
    packed = client.get(f"{AT}/exports", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(packed.content)
    assert "content-encoding" not in client.get(f"{AT}/decisions", headers={"Accept-Encoding": "gzip"}).headers


PROBLEMS = [
    ("GET", "/nothing", 404, "DL475"),
    ("DELETE", "/reports", 405, "DL400"),
    ("GET", "/reports/none", 404, "DL475"),
    ("GET", "/events/none", 404, "DL475"),
    ("GET", "/events/a.txt:e9", 404, "DL475"),
    ("GET", "/decisions/none", 404, "DL475"),
    ("GET", "/exports/none", 404, "DL475"),
    ("GET", "/incidents?cursor=none", 400, "DL480"),
    ("GET", "/counts?by=colour", 400, "DL400"),
    ("GET", "/incidents?text=...", 400, "DL400"),
    ("GET", "/incidents?since=12", 422, "DL400"),
    ("GET", "/incidents?updated_since=0001-01-01T00:00:00Z", 422, "DL400"),
    ("GET", "/reports?limit=501", 422, "DL400"),
    ("POST", "/reports", 422, "DL400"),
    ("POST", "/decisions/none/undo", 422, "DL400"),
    # what the API's own routes do not match
    ("GET", "/incidents/a%0Ab", 404, "DL475"),
]


def test_every_error_is_a_problem_that_says_what_to_do(client: TestClient) -> None:
    for method, path, status, code in PROBLEMS:
        answer = client.request(method, f"{AT}{path}")
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), path
        problem = answer.json()
        assert (problem["status"], problem["code"]) == (status, code), path
        assert problem["detail"]
        assert problem["advice"]


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    def many() -> Any:
        for _ in range(80):
            yield b"x" * 65_536

    answer = client.post(f"{AT}/code", content=many(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    longer = client.post(f"{AT}/code", json={"text": "x" * 1_000_001})
    assert (longer.status_code, longer.json()["errors"][0]["at"]) == (422, "body.text")


def test_a_cursor_is_of_one_list_and_its_filters(get: Get, client: TestClient) -> None:
    cursor = get("/incidents", limit=1)["next"]
    for path in (f"/events?cursor={cursor}", f"/incidents?country=SYR&cursor={cursor}", f"/incidents?cursor={cursor}x"):
        assert client.get(f"{AT}{path}").json()["code"] == "DL480"
    places: list[list[Any]] = [["2016", 5], [1, "x"], ["2016"], [True, "x"]]
    for place in places:
        forged = cursors.written("incidents", Filters(), place)
        assert client.get(f"{AT}/incidents?cursor={forged}").json()["code"] == "DL480"


def test_advice_is_given_for_every_error() -> None:
    assert ADVICE[-1][0] is DatelineError
    assert all(advice for _, advice in ADVICE)
    assert examples()["problem"]["answer"]["advice"] in dict(ADVICE).values()
    assert problems.MEDIA == "application/problem+json"
