"""A page that was changed: every state of it is kept, the latest counts. On SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from dateline.run.adding import recode
from dateline.schema.failure import Edition, Reading
from dateline.store import Redaction, Store, copy_store, open_store, redact
from dateline.store.opening import Database
from dateline.store.tables import Editions, Events, Table
from tests.store import made
from tests.store.databases import fresh
from tests.store.made import OTHER, TEXT, decision, fill, reading

PAGE = "https://wire.example.org/raid"
FIRST, SECOND, THIRD = (f"2016-05-0{day}T12:00:00+00:00" for day in (4, 5, 6))


@pytest.fixture(params=("sqlite", "postgres"))
def name(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def store(name: str) -> Iterator[Store]:
    ticks = count()
    with open_store(name, create=True, clock=lambda: f"2026-01-01T00:00:{next(ticks):02}+00:00") as opened:
        yield opened


def state(words: str, since: str | None, *, address: str = PAGE, id: str = "page.html") -> Reading:
    """The page as it was then."""
    given = reading(words, id=id)
    return replace(given, report=replace(given.report, uri=address), raw=f"{since}{words}".encode(), edition=Edition(address, since))


def told(store: Store) -> list[int | None]:
    """The lowest figures of killed of all incidents' events."""
    shown = {row.report for row in _rows(store, Events)}
    return sorted((store.record(key).events[0].casualties[0].low for key in shown), key=str)


def _rows(store: Store, table: type[Table]) -> list[Any]:
    with store.database.reading() as connection:
        return list(connection.execute(select(table)))


def test_a_changed_page_takes_the_place_and_the_old_one_stays(store: Store) -> None:
    (old,) = fill(store, state(TEXT, FIRST))
    keys = fill(store, state(OTHER, SECOND))
    (incident,) = store.incidents()
    assert [telling.partition(":")[0] for telling in incident.tellings] == [keys[1]]
    assert told(store) == [23]
    assert (store.report(old).text, len(store.coded(old).events)) == (TEXT, 1)
    assert store.superseded(keys) == {old: keys[1]}
    assert [row.what for row in store.history(old)][-2:] == [f"is {PAGE} as of {FIRST}", f"report {keys[1][:12]} took its place"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_they_come_does_not_matter(tmp_path: Path, order: tuple[int, ...]) -> None:
    states = [state(TEXT, FIRST), state(OTHER, SECOND), state(TEXT.replace("21", "25"), THIRD)]
    with open_store(str(tmp_path / "a.db"), create=True) as store:
        for number in order:
            fill(store, states[number])
        assert told(store) == [25]
        assert len(list(store.incidents())) == 1


def test_the_same_page_again_changes_nothing(store: Store) -> None:
    fill(store, state(TEXT, FIRST), state(OTHER, SECOND))
    before = {table.name: _rows(store, table) for table in (Table.metadata.tables.values())}  # type: ignore[arg-type]
    fill(store, state(TEXT, FIRST), state(OTHER, SECOND))
    assert {table.name: _rows(store, table) for table in Table.metadata.tables.values()} == before  # type: ignore[arg-type]


def test_a_page_that_becomes_what_it_was_counts_again(store: Store) -> None:
    fill(store, state(TEXT, FIRST), state(OTHER, SECOND))
    fill(store, state(TEXT, THIRD))
    assert told(store) == [21]
    assert len(_rows(store, Editions)) == 3


def test_where_nobody_says_when_the_one_that_came_last_counts(store: Store) -> None:
    fill(store, state(TEXT, None))
    fill(store, state(OTHER, None))
    assert told(store) == [23]


def test_a_report_counts_as_long_as_it_is_the_latest_at_one_address(store: Store) -> None:
    elsewhere = "https://post.example.org/raid"
    fill(store, state(TEXT, FIRST))
    again = state(TEXT, FIRST, address=elsewhere)
    fill(store, replace(again, report=state(TEXT, FIRST).report))
    fill(store, state(OTHER, SECOND))
    assert told(store) == [21, 23]
    fill(store, state(OTHER.replace("23", "24"), THIRD, address=elsewhere))
    assert told(store) == [23, 24]


def test_pages_of_other_addresses_and_reports_without_one_stay_apart(store: Store) -> None:
    fill(store, state(TEXT, FIRST), state(OTHER, SECOND, address="https://post.example.org/raid"), reading(TEXT + " "))
    assert told(store) == [21, 21, 23]


def test_coding_again_does_not_bring_the_old_one_back(store: Store) -> None:
    fill(store, state(TEXT, FIRST), state(OTHER, SECOND))
    assert sum(1 for _ in recode(store, coding=replace(made.FAST, work=made.code_anew))) == 2
    assert told(store) == [23]


def test_what_people_decided_about_the_old_one_is_kept_and_disturbs_nothing(store: Store) -> None:
    old, other = fill(store, state(TEXT, FIRST), reading(OTHER, id="b.txt", publisher="Post"))
    store.decide(decision(store, "merge", f"{old}:e1", f"{other}:e1"))
    store.decide(decision(store, "accept", f"{old}:e1"))
    fill(store, state(TEXT.replace("21", "25"), SECOND))
    assert told(store) == [23, 25]
    assert store.orphaned() == ()
    assert all(old not in telling for incident in store.incidents() for telling in incident.tellings)


def test_a_name_is_taken_out_of_an_address(store: Store) -> None:
    fill(store, state(TEXT, FIRST, address="https://wire.example.org/ana-ruiz"))
    redact(store, Redaction("Ana", "asked", names=("Ana Ruiz",)))
    assert "ruiz" not in str(_rows(store, Editions))


def test_a_text_that_was_taken_out_does_not_come_back_as_a_state(store: Store) -> None:
    (key,) = fill(store, state(TEXT, FIRST))
    redact(store, Redaction("Ana", "asked", report=key))
    fill(store, state(TEXT, SECOND))
    assert len(_rows(store, Editions)) == 1


def test_a_copy_knows_which_state_counts(store: Store, tmp_path: Path) -> None:
    fill(store, state(TEXT, FIRST), state(OTHER, SECOND))
    with open_store(str(tmp_path / "copy.db"), create=True) as copy:
        copy_store(store, copy)
        fill(copy, state(TEXT.replace("21", "25"), THIRD))
        assert told(copy) == [25]


def test_where_the_day_was_found_is_kept(store: Store) -> None:
    given = state(TEXT, FIRST)
    (key,) = fill(store, replace(given, report=replace(given.report, published_by="url")))
    assert store.report(key).published_by == "url"


def test_a_store_of_an_earlier_version_is_brought_up_to_date(name: str) -> None:
    from alembic import command
    from sqlalchemy import make_url

    from dateline.store.migrating import _config

    address = make_url(name.replace("postgresql://", "postgresql+psycopg://") if "://" in name else f"sqlite:///{name}")
    earlier = Database(address)
    with earlier.writing() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        values = "'k', 'Rebels fled.', '2016-05-04', NULL, NULL, NULL, '2026-01-01T00:00:00+00:00'"
        connection.execute(text(f"INSERT INTO reports (key, text, published, publisher, uri, title, arrived) VALUES ({values})"))
        arrived = "'a', 'k', 'a.txt', NULL, NULL, '2026-01-01T00:00:00+00:00'"
        connection.execute(text(f"INSERT INTO arrivals (id, report, given, language, digest, arrived) VALUES ({arrived})"))
    earlier.close()
    with open_store(name) as store:
        assert (store.report("k").text, store.report("k").published_by) == ("Rebels fled.", None)
        fill(store, state(TEXT, FIRST))
        assert told(store) == [21]
