"""What the store keeps for a watch, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.run.incidents import settle
from dateline.store import Filters, Redaction, Store, alerting, copy_store, open_store, redact, watching
from dateline.store.watching import FeedState, Met
from tests.store.databases import fresh
from tests.store.made import OTHER, TEXT, fill, reading
from tests.store.stand_in import MERGING

WIRE = FeedState("wire", "https://wire.example.org/rss", due="2026-01-01T00:00:00+00:00", etag='"1"')
NEVER = "9999"


@pytest.fixture(params=("sqlite", "postgres"))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with fresh(request.param, tmp_path) as name, open_store(name, create=True) as opened:
        yield opened


def test_entries_are_met_once_and_forget_their_words_when_they_are_kept(store: Store) -> None:
    some = [Met("a", "https://wire.example.org/a", '{"text": "one"}', b"bytes"), Met("b", None, "{}")]
    assert watching.took(store, WIRE, some) == 2
    assert watching.took(store, replace(WIRE, etag='"2"'), [*some, Met("c", None, "{}")]) == 1
    assert watching.feeds(store) == {"wire": replace(WIRE, etag='"2"')}
    first, second, third = watching.waiting(store, "wire", until=NEVER, limit=10)
    assert (first.body, watching.original(store, first.digest or "")) == ('{"text": "one"}', b"bytes")
    watching.finished(store, [first.number])
    watching.finished(store, [second.number], failed=True)
    watching.put_off(store, third, due="2026-01-02T00:00:00+00:00")
    assert watching.waiting(store, "wire", until="2026-01-01T23:59:59+00:00", limit=10) == ()
    assert watching.next_due(store) == "2026-01-02T00:00:00+00:00"
    (left,) = watching.waiting(store, "wire", until=NEVER, limit=10)
    assert (left.number, left.tries) == (third.number, 1)
    (row,) = watching.feed_rows(store)
    assert (row.waiting, row.done, row.failed) == (1, 1, 1)
    assert watching.feeds_waiting(store, until=NEVER) == ("wire",)
    assert watching.feeds_waiting(store, until="2026") == ()


def test_trust_goes_into_merging_and_the_highest_counts(store: Store) -> None:
    one, other = fill(store)
    before = store.generation()
    watching.trust(store, [one], 0.4)
    assert store.pending().tellings
    settle(store, MERGING)
    watching.trust(store, [one], 0.2)
    assert not store.pending().tellings
    watching.trust(store, [one], 0.9)
    settle(store, MERGING)
    assert {told.report: told.trust for told in store.told([one, other])} == {one: 0.9, other: None}
    assert store.generation() == before


def test_a_copy_goes_on_where_the_store_was(store: Store, tmp_path: Path) -> None:
    watching.took(store, WIRE, [Met("a", None, "{}")])
    alerting.set_alert(store, "all", "All", atom=True)
    key = fill(store, reading())[0]
    row = alerting.alert_named(store, "all")
    assert row is not None
    (found,) = alerting.changed(store, row, Filters(), limit=5)
    notice = alerting.Notice("all", found.row.id, found.row.change, "new", "{}", '{"reports": []}', ("console",))
    assert alerting.note(store, row, [notice], looked=found.row.change)
    watching.trust(store, [key], 0.5)
    with open_store(str(tmp_path / "copy.db"), create=True) as copy:
        copy_store(store, copy)
        assert watching.feed_rows(copy) == watching.feed_rows(store)
        assert alerting.deliveries(copy) == alerting.deliveries(store)
        assert alerting.alert_named(copy, "all") == alerting.alert_named(store, "all")
        assert watching.took(copy, WIRE, [Met("a", None, "{}"), Met("b", None, "{}")]) == 1


def test_an_incident_that_is_as_it_was_is_not_looked_at_twice(store: Store) -> None:
    row = alerting.set_alert(store, "all", "All", atom=False)
    fill(store, reading())
    found = alerting.changed(store, row, Filters(), limit=5)
    assert [(one.asked, one.fresh, one.told) for one in found] == [(True, True, ())]
    assert alerting.note(store, row, [], looked=found[-1].row.change)
    row = alerting.alert_named(store, "all") or row
    fill(store, reading())
    assert alerting.changed(store, row, Filters(), limit=5) == ()
    fill(store, reading(OTHER, id="b", publisher="Post"))
    assert [one.asked for one in alerting.changed(store, row, Filters(type="PROTEST"), limit=5)] == [False]


def test_names_are_covered_in_what_waits(store: Store) -> None:
    watching.took(store, replace(WIRE, message="Ana Ruiz is down"), [Met("a", "https://wire.example.org/ana-ruiz", '{"text": "Ana Ruiz"}')])
    fill(store, reading(TEXT))
    redact(store, Redaction("Rik", "court", names=("Ana Ruiz",)))
    (entry,) = watching.waiting(store, "wire", until=NEVER, limit=5)
    assert (entry.address, "Ruiz" in entry.body, "Ruiz" in str(watching.feeds(store))) == (
        f"https://wire.example.org/{'█' * 8}",
        False,
        False,
    )
