"""Reports a page at a time, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.store import Store, open_store
from dateline.store.browsing import page_of_reports
from tests.store.databases import fresh
from tests.store.made import OTHER, fill, reading


@pytest.fixture(params=("sqlite", "postgres"))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with fresh(request.param, tmp_path) as name, open_store(name, create=True, clock=lambda: "2026-05-01T08:00:00+00:00") as opened:
        yield opened


def test_rows_tell_what_the_latest_coding_found(store: Store) -> None:
    fill(store, reading(), reading("fail", id="b.txt"), reading(OTHER, id="c.txt"), reading(id="again.txt"))
    keys = list(store.keys())
    rows = page_of_reports(store)
    assert [(row.key, row.given, row.events, row.failure) for row in rows] == [
        (keys[2], "c.txt", 1, None),
        (keys[1], "b.txt", 0, "DL301"),
        (keys[0], "again.txt", 1, None),
    ]
    assert (rows[0].title, rows[0].publisher, rows[0].published, rows[0].arrived) == ("A raid", "Wire", "2016-05-04", store.now())


def test_a_failure_of_an_earlier_coding_is_over(store: Store) -> None:
    (key,) = fill(store, reading("fail"))
    assert [row.failure for row in page_of_reports(store)] == ["DL301"]
    record = store.coded(key)
    store.code_again(key, replace(record, coder=replace(record.coder, version="next"), failures=()))
    assert [row.failure for row in page_of_reports(store)] == [None]


def test_pages_follow_each_other(store: Store) -> None:
    fill(store, *(reading(f"text {number}", id=f"{number}.txt") for number in range(7)))
    seen, before = [], None
    while rows := page_of_reports(store, before=before, most=3):
        seen += [row.given for row in rows]
        before = rows[-1].number
    assert seen == [f"{number}.txt" for number in range(6, -1, -1)]
