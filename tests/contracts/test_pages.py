"""Lists in pages, what changed and what is gone, on SQLite and on PostgreSQL."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.run.adding import Coding, add, recode
from dateline.run.incidents import settle
from dateline.schema.failure import Reading
from dateline.store import Filters, Redaction, Store, finding, open_store, redact
from dateline.store.changes import GonePlace, gone, revision, started
from dateline.store.counting import counts
from dateline.store.named import actors, places
from dateline.store.pages import (
    ReportFilters,
    decisions_by_number,
    events_by_change,
    events_by_day,
    incidents_by_change,
    incidents_by_day,
    report_row,
    reports_by_arrival,
    reports_by_coding,
)
from dateline.views.cli import listing
from tests.store import made
from tests.store.databases import fresh
from tests.store.made import FAST, OTHER, TEXT, decision, fill, reading
from tests.store.stand_in import MERGING

FRIDAY, PALMYR = TEXT.replace("Monday", "Friday"), TEXT.replace("Tadmur", "Palmyr")


@pytest.fixture(params=("sqlite", "postgres"))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    ticks = count()
    with fresh(request.param, tmp_path) as name, open_store(name, create=True, clock=lambda: at(next(ticks))) as opened:
        yield opened


def at(second: int) -> str:
    return f"2026-01-01T00:{second // 60:02}:{second % 60:02}+00:00"


def four(store: Store) -> list[str]:
    """Three incidents of four reports, and a report that failed."""
    given = (reading(), reading(OTHER, id="b", publisher="Post"), reading(FRIDAY, id="c"), reading(PALMYR, id="d", day="2016-05-09"))
    return fill(store, *given, reading("fail", id="f", publisher=None))


def walk(read: Callable[[Any], tuple[Any, ...]], place: Callable[[Any], Any], start: Any = None) -> list[Any]:
    """All rows, page by page."""
    out: list[Any] = []
    while page := read(start):
        out += page
        start = place(page[-1])
    return out


def test_every_row_comes_once_in_order(store: Store) -> None:
    keys = four(store)
    for limit in (1, 2, 100):
        in_order(store, keys, limit)


def in_order(store: Store, keys: list[str], limit: int) -> None:
    incidents = walk(lambda after: incidents_by_day(store, Filters(), after=after, limit=limit), lambda row: (row.first_day, row.id))
    assert incidents == store.listed()
    changed = walk(lambda after: incidents_by_change(store, Filters(), after=after, limit=limit), lambda row: row.change, 0)
    assert sorted(changed, key=lambda row: row.id) == sorted(incidents, key=lambda row: row.id)
    assert [row.change for row in changed] == sorted({row.change for row in changed})
    events = walk(lambda after: events_by_day(store, Filters(), after=after, limit=limit), lambda row: (row.start_date, row.telling))
    assert [row.telling for row in events] == sorted((row.telling for row in events), key=lambda id: (days(store)[id], id))
    assert {row.report for row in events} == set(keys[:4])
    of_change = walk(
        lambda after: events_by_change(store, Filters(), after=after, limit=limit), lambda row: (row[0], row[1].telling), (0, "")
    )
    assert sorted(row.telling for _, row in of_change) == sorted(row.telling for row in events)
    arrived = walk(lambda after: reports_by_arrival(store, ReportFilters(), after=after, limit=limit), lambda row: row.number, 0)
    assert [row.key for row in arrived] == keys
    coded = walk(lambda after: reports_by_coding(store, ReportFilters(), after=after, limit=limit), lambda row: row.coding, 0)
    assert [row.key for row in coded] == keys


def days(store: Store) -> dict[str, str]:
    return {f"{key}:{event.id}": event.when.start_date or "" for key in [*store.keys()] for event in store.record(key).events}


def test_names_in_pages(store: Store) -> None:
    four(store)
    found = walk(lambda after: actors(store, after=after, limit=1), lambda row: (row.name, row.actor_id or ""))
    assert [(row.name, row.actor_id, row.events) for row in found] == [("Military Forces of Syria", "SYR-MIL", 4), ("Rebels", None, 4)]
    assert [row.name for row in actors(store, "syr", after=None, limit=9)] == ["Military Forces of Syria"]
    assert [row.name for row in actors(store, "SYR-MIL", after=None, limit=9)] == ["Military Forces of Syria"]
    assert actors(store, "yria", after=None, limit=9) == ()
    where = walk(lambda after: places(store, after=after, limit=1), lambda row: (row.country or "", row.admin1 or "", row.name or ""))
    assert [(row.country, row.admin1, row.name, row.events) for row in where] == [
        ("SYR", "Homs", "Palmyr", 1),
        ("SYR", "Homs", "Tadmur", 3),
    ]
    assert places(store, "mli", after=None, limit=9) == ()


FILTERS = [
    Filters(),
    Filters(since="2016-05-03"),
    Filters(until="2016-05-02"),
    Filters(since="2016-05-02", until="2016-05-02"),
    Filters(country="SYR"),
    Filters(country="MLI"),
    Filters(actor="SYR-MIL"),
    Filters(actor="military"),
    Filters(actor="ebels"),
    Filters(type="ASSAULT:firearms"),
    Filters(type="PROTEST"),
    Filters(status="happened"),
    Filters(killed_min=21),
    Filters(killed_min=99),
    Filters(sources_min=2),
    Filters(text="Palmyr soldiers"),
    Filters(text="nobody"),
    Filters(since="2016-05-03", country="SYR", type="assault", killed_min=21, text="soldiers", actor="reb", sources_min=1),
]


@pytest.mark.parametrize("many", [1, 10_000])
def test_a_walk_finds_what_the_list_has_however_it_is_read(store: Store, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MANY", many)
    four(store)
    for filters in FILTERS:
        listed = store.listed(filters)
        assert list(incidents_by_day(store, filters, after=None, limit=99)) == listed, filters
        by_change = incidents_by_change(store, filters, after=0, limit=99)
        assert sorted(row.id for row in by_change) == sorted(row.id for row in listed), filters
        of_events = {row.incident for row in events_by_day(store, filters, after=None, limit=99)}
        assert of_events == {row.id for row in listed}, filters
        changed = {row.incident for _, row in events_by_change(store, filters, after=(0, ""), limit=99)}
        assert changed == of_events, filters


OF_REPORTS = [
    (ReportFilters(), ["a.txt", "b", "c", "d", "f"]),
    (ReportFilters(since="2016-05-05"), ["d"]),
    (ReportFilters(until="2016-05-04", publisher="Wire"), ["a.txt", "c"]),
    (ReportFilters(text="Palmyr"), ["d"]),
    (ReportFilters(failed=True), ["f"]),
]


def test_reports_with_what_is_asked(store: Store) -> None:
    four(store)
    for filters, ids in OF_REPORTS:
        assert [row.id for row in reports_by_arrival(store, filters, after=0, limit=9)] == ids, filters
        assert [row.id for row in reports_by_coding(store, filters, after=0, limit=9)] == ids, filters


def test_a_row_of_a_report_says_what_became_of_it(store: Store) -> None:
    keys = four(store)
    failed = report_row(store, keys[4])
    assert failed is not None
    assert (failed.events, failed.failures, failed.redacted, failed.publisher) == (0, ("DL301",), False, None)
    redact(store, Redaction("Ana", "asked", report=keys[0]))
    redacted = report_row(store, keys[0])
    assert redacted is not None
    assert (redacted.redacted, redacted.title, redacted.events) == (True, None, 1)
    assert report_row(store, "none") is None


def test_a_report_coded_again_comes_again_behind_the_others(store: Store) -> None:
    keys = four(store)
    last = reports_by_coding(store, ReportFilters(), after=0, limit=9)[-1].coding
    list(recode(store, coding=Coding(work=made.code_anew)))
    again = reports_by_coding(store, ReportFilters(), after=last, limit=9)
    assert [(row.key, row.version) for row in again] == [(key, "2") for key in keys]
    assert len(reports_by_coding(store, ReportFilters(), after=0, limit=9)) == 5


def test_only_what_changed_changes(store: Store) -> None:
    four(store)
    before = {row.id: row.change for row in store.listed()}
    fill(store, reading(f"{PALMYR} Again.", id="e", publisher="Post"))
    changed = incidents_by_change(store, Filters(), after=max(before.values()), limit=9)
    assert [row.place for row in changed] == ["Palmyr"]
    assert [row.id for row, _ in gone(store, after=GonePlace(), limit=9)] == [
        id for id in before if id not in {r.id for r in store.listed()}
    ]
    settle(store, MERGING)
    assert not incidents_by_change(store, Filters(), after=changed[-1].change, limit=9)


def test_what_is_gone_comes_once_and_not_where_it_came_back(store: Store) -> None:
    keys = four(store)
    (incident,) = store.listed(Filters(sources_min=2))
    rejected = store.decide(decision(store, "reject", f"{keys[0]}:e1"))
    assert [row.id for row, _ in gone(store, after=GonePlace(), limit=9)] == [incident.id]
    settle(store, MERGING)
    ((row, place),) = gone(store, after=GonePlace(), limit=9)
    assert (row.kind, row.id) == ("incident", incident.id)
    assert gone(store, after=place, limit=9) == ()
    store.decide(replace(decision(store, "accept", f"{keys[0]}:e1"), kind="undo", anchors=(), undoes=rejected.id))
    settle(store, MERGING)
    assert [row.id for row in store.listed(Filters(sources_min=2))] == [incident.id]
    # It is there again, and the one that stood in its place is gone.
    assert incident.id not in [row.id for row, _ in gone(store, after=GonePlace(), limit=9)]
    assert len(gone(store, after=place, limit=9)) == 1


def test_what_was_taken_out_is_told(store: Store) -> None:
    keys = four(store)
    redact(store, Redaction("Ana", "asked", report=keys[0]))
    redact(store, Redaction("Ana", "court", names=("Tadmur",)))
    settle(store, MERGING)
    found = gone(store, after=GonePlace(), limit=99)
    assert [(row.kind, row.id) for row, _ in found if row.kind == "text"] == [("text", keys[0])]
    assert {row.id for row, _ in found if row.kind == "name"} >= {keys[1], keys[2]}
    walked = walk(lambda after: gone(store, after=after, limit=1), lambda row: row[1], GonePlace())
    assert [row for row, _ in walked] == [row for row, _ in found]


def test_reading_begins_at_a_time(store: Store) -> None:
    four(store)
    (first, *_, last) = incidents_by_change(store, Filters(), after=0, limit=9)
    assert started(store, "2025-01-01T00:00:00+00:00").change < first.change
    assert started(store, last.changed).change < last.change
    assert started(store, "2027-01-01T00:00:00+00:00").change == last.change


def test_whatever_changes_the_revision_is_another(store: Store) -> None:
    seen = [revision(store)]
    keys = four(store)
    changes: list[Callable[[], object]] = [
        lambda: fill(store, reading(id="another name")),
        lambda: store.decide(decision(store, "reject", f"{keys[0]}:e1")),
        lambda: settle(store, MERGING),
        lambda: list(recode(store, coding=Coding(work=made.code_anew))),
        lambda: redact(store, Redaction("Ana", "asked", report=keys[1])),
    ]
    for change in changes:
        seen.append(revision(store))
        change()
        assert revision(store) != seen[-1]
    assert revision(store) == revision(store)


def test_decisions_come_with_whether_they_were_taken_back(store: Store) -> None:
    keys = four(store)
    first = store.decide(decision(store, "reject", f"{keys[0]}:e1"))
    undo = store.decide(replace(first, kind="undo", anchors=(), undoes=first.id, at=store.now()))
    assert [(row.decision.kind, row.undone) for row in decisions_by_number(store, after=0, limit=9)] == [("reject", True), ("undo", False)]
    store.decide(replace(undo, undoes=undo.id, at=store.now()))
    rows = walk(lambda after: decisions_by_number(store, after=after, limit=1), lambda row: row.number, 0)
    assert [(row.decision, row.undone) for row in rows] == list(zip(store.decisions(), (False, True, False), strict=True))


BY = ["year", "month", "day", "country", "type", "mode", "status", "place", "actor", "recipient", "country,type,actor,recipient"]


def test_counts_are_those_of_the_command_line(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    four(store)
    monkeypatch.setattr(listing, "opened_store", lambda name, settled: nullcontext(store))
    for by in BY:
        stream = io.StringIO()
        monkeypatch.setattr(listing, "standard_output", lambda stream=stream: stream)
        listing.write_counts(None, by, Filters(), policy=None)
        told = [[cell or None for cell in row] for row in list(csv.reader(io.StringIO(stream.getvalue())))[1:]]
        found = [[*count.values, *vars_of(count)] for count in counts(store, by.split(","), Filters())]
        assert [[None if cell is None else str(cell) for cell in row] for row in found] == told, by


def vars_of(count: Any) -> Iterator[Any]:
    return (getattr(count, name) for name in ("incidents", "sources", "killed_told", "killed_low", "killed_best", "killed_high"))


@pytest.mark.parametrize("by", [[], ["colour"]])
def test_what_is_not_counted_by(store: Store, by: list[str]) -> None:
    with pytest.raises(UsageError, match="count by year"):
        counts(store, by, Filters())


EVERY = Filters()
DAYS, PLACES = ("Monday", "Friday", "Sunday"), ("Tadmur", "Palmyr")
one_report = st.tuples(st.sampled_from(DAYS), st.sampled_from(PLACES), st.integers(10, 99), st.integers(1, 10**6))


def told(report: tuple[str, str, int, int]) -> Reading:
    day, place, low, number = report
    text = f"Rebels killed at least {low} soldiers in {place} on {day}, the army said. Report {number}."
    return reading(text, id=str(number), publisher=None)


@pytest.mark.parametrize("kind", ["sqlite"])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(one_report, max_size=8), meanwhile=st.lists(one_report, max_size=8), limit=st.integers(1, 4))
def test_a_row_that_is_there_all_the_time_comes_exactly_once_while_others_come(
    kind: str, tmp_path: Path, before: list[Any], meanwhile: list[Any], limit: int
) -> None:
    """Reports come and are merged between the pages. Whatever is there before the first page and after the last comes once."""
    with fresh(kind, tmp_path) as name, open_store(name, create=True) as store:
        lists: list[tuple[Callable[[Any], Any], Callable[[Any], Any], Any, Callable[[Any], Any]]] = [
            (lambda a: incidents_by_day(store, EVERY, after=a, limit=limit), lambda r: (r.first_day, r.id), None, lambda r: r.id),
            (
                lambda a: events_by_day(store, Filters(), after=a, limit=limit),
                lambda r: (r.start_date, r.telling),
                None,
                lambda r: r.telling,
            ),
            (lambda a: reports_by_arrival(store, ReportFilters(), after=a, limit=limit), lambda r: r.number, 0, lambda r: r.key),
        ]
        fill(store, *map(told, before)) if before else None
        coming = iter(meanwhile)
        for read, place, start, name_of in lists:
            there, seen = {name_of(row) for row in walk(read, place, start)}, []
            while page := read(start):
                seen += [name_of(row) for row in page]
                start = place(page[-1])
                for report in coming:
                    list(add(store, [told(report)], coding=FAST))
                    settle(store, MERGING)
                    break
            left = {name_of(row) for row in walk(read, place, None if start is None or isinstance(start, tuple) else 0)}
            assert len(seen) == len(set(seen))
            assert (there & left) - set(seen) == set()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(one_report, st.just("read")), max_size=14), limit=st.integers(1, 3))
def test_who_reads_changes_and_deletions_has_the_same_as_the_store(tmp_path: Path, steps: list[Any], limit: int) -> None:
    """A copy is kept by reading a page of changes, then of deletions, whenever "read" comes; at the end it is the store."""
    with fresh("sqlite", tmp_path) as name, open_store(name, create=True) as store:
        copy: dict[str, str] = {}
        change, place = 0, GonePlace()
        for step in [*steps, *["read"] * 60]:
            if step != "read":
                list(add(store, [told(step)], coding=FAST))
                settle(store, MERGING)
                continue
            for row in incidents_by_change(store, Filters(), after=change, limit=limit):
                copy[row.id], change = row.body, row.change
            for one, after in gone(store, after=place, limit=limit):
                copy.pop(one.id, None)
                place = after
        assert copy == {row.id: row.body for row in store.listed()}
