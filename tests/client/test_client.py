"""The client on a real server says what the store says, and what it changes is in the store."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from dateline.client import Client, Filters, Gone, Incident, ReportFilters
from dateline.errors import ApiError
from dateline.run.incidents import tellings
from dateline.schema.report import Report
from dateline.store import Filters as StoreFilters
from dateline.store import Store
from dateline.store.pages import ReportFilters as StoreReportFilters
from dateline.views.export import jsonl
from tests.store.made import TEXT
from tests.store.stand_in import MERGING
from tests.views.api.conftest import OF_THE_MAP


def test_lists_are_those_of_the_store(client: Client, store: Store) -> None:
    listed = store.listed()
    assert [(row.id, row.killed_best, row.first_day, row.changed) for row in client.incidents()] == [
        (row.id, row.killed_best, row.first_day, row.changed) for row in listed
    ]
    assert [row.incident for row in client.incidents(full=True)] == list(store.incidents())
    assert [row.id for row in client.incidents(since="2016-05-03", country="SYR")] == [
        row.id for row in store.listed(StoreFilters(since="2016-05-03", country="SYR"))
    ]
    assert [row.key for row in client.reports()] == list(store.keys())
    assert [row.id for row in client.reports(publisher="Post")] == ["b.txt"]
    assert {row.telling for row in client.events()} == {telling for row in store.incidents() for telling in row.tellings}
    assert [(row.name, row.events) for row in client.actors("mil")] == [("Military Forces of Syria", 3)]
    assert [(row.name, row.country) for row in client.places()] == [("Tadmur", "SYR")]
    assert [(row.values, row.incidents) for row in client.counts("country", "place")] == [(("SYR", "Tadmur"), 2)]
    assert "csv" in [format.name for format in client.formats()]


def test_one_by_one_as_the_store_has_it(client: Client, store: Store) -> None:
    (id, *_) = store.ids()
    incident, told = client.incident(id[:12])
    assert incident == store.incident(id)
    assert {one.id: one.words for one in told} == {one.id: one.words for one in tellings(store, MERGING, incident.tellings)}
    event = client.event(incident.tellings[0])
    assert (event.incident, event.verdict) == (id, None)
    assert event.event == told[0].event
    (key, *_) = store.keys()
    assert client.record(key) == store.record(key)
    assert client.record(key, decided=False) == store.coded(key)
    assert client.text(key) == store.report(key).text
    assert client.report(key).failures == ()


def test_what_is_added_and_decided_is_in_the_store(client: Client, store: Store, tmp_path: Path) -> None:
    given = Report("n.txt", f"{TEXT} More later.", date(2016, 5, 4), "Late", "Gazette", "https://example.org/n", "en")
    assert client.code(given).report.id == "n.txt"
    assert store.size() == 3
    coded = client.add(given)
    assert (coded.new, client.add(given).new) == (True, False)
    assert store.report(coded.report.key) == given
    event = f"{coded.report.key}:e1"
    kept = client.change(event, "casualties[killed/recipient].low", 30, why="list")
    assert [one.decision.who for one in kept.decisions] == ["Ana"]
    assert client.event(event).event.casualties[0].low == store.record(coded.report.key).events[0].casualties[0].low == 30
    client.undo(kept.decisions[0].decision.id)
    assert [one.undone for one in client.decisions()] == [True, False]
    assert client.accept(event).decisions[0].decision.kind == "accept"
    (one, other) = store.ids()
    (merged,) = client.merge(one, other, why="same").incidents
    assert store.ids() == [merged]
    assert client.event(event).incident == merged
    client.split(merged, event, why="another")
    assert store.incident(event).tellings == (event,)
    assert client.reject(event).incidents == ()
    assert client.export("jsonl", tmp_path / "out.jsonl") == (tmp_path / "out.jsonl").stat().st_size
    items = list(jsonl.read_items((tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)))
    assert [item.incident for item in items] == list(store.incidents())


def test_a_copy_is_kept_up_by_changes_and_deletions(client: Client, store: Store) -> None:
    copy: dict[str, Incident] = {}
    changes = deletions = None
    for turn in range(3):
        for part in client.changed_incidents(resume=changes):
            copy |= {row.id: row for row in part.rows}
            changes = part.resume
        for gone in client.deleted(resume=deletions):
            for row in gone.rows:
                assert isinstance(row, Gone)
                copy.pop(row.id, None)
            deletions = gone.resume
        assert sorted(copy) == sorted(store.ids())
        if turn == 0:
            client.merge(*store.ids(), why="same")
        if turn == 1:
            client.add(Report("n.txt", TEXT.replace("Tadmur", "Palmyr"), date(2016, 5, 4)))
    assert [row.id for part in client.changed_reports() for row in part.rows][-1] == "n.txt"


@pytest.mark.parametrize(
    ("ask", "status", "problem"),
    [
        (lambda client, _: client.report("none"), 404, "DL475"),
        (lambda client, _: client.incident("none"), 404, "DL475"),
        (lambda client, _: list(client.incidents(since="May")), 422, "DL400"),
        (lambda client, _: client.reject("none:e1"), 400, "DL400"),
        (lambda client, folder: client.export("none", folder / "x"), 404, "DL475"),
        (lambda client, _: list(client.changed_incidents(resume="none")), 400, "DL480"),
    ],
)
def test_what_the_server_refuses_is_told(client: Client, tmp_path: Path, ask: object, status: int, problem: str) -> None:
    assert callable(ask)
    with pytest.raises(ApiError, match=problem) as refused:
        ask(client, tmp_path)
    assert (refused.value.status, refused.value.problem) == (status, problem)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".db" and not path.name.startswith("store.db")] == []


def test_an_incident_that_is_no_more_says_where_it_went(client: Client, store: Store) -> None:
    ids = store.ids()
    client.merge(*ids, why="same")
    (lost,) = set(ids) - set(store.ids()) if set(ids) & set(store.ids()) else {ids[0]}
    with pytest.raises(ApiError, match="is no more") as gone:
        client.incident(lost)
    assert (gone.value.status, gone.value.problem) == (410, "DL481")


def test_the_filters_are_those_of_the_store() -> None:
    assert set(Filters.__annotations__) == {field.name for field in fields(StoreFilters)} - OF_THE_MAP
    assert set(ReportFilters.__annotations__) == {field.name for field in fields(StoreReportFilters)}


def test_a_server_that_is_not_there_is_told() -> None:
    with Client("http://127.0.0.1:9", tries=1) as client, pytest.raises(ApiError, match="see that it runs"):
        list(client.incidents())
