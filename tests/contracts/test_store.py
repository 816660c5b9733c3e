"""What every store keeps to, on SQLite and on PostgreSQL."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, inspect, select, text

from dateline.errors import StoreError, StoreVersionError, UsageError
from dateline.run.adding import Coding, add, recode
from dateline.run.incidents import incidents, settle, suppose, tellings
from dateline.schema.decision import Decision
from dateline.schema.failure import NOT_TEXT, Reading
from dateline.schema.report import Report
from dateline.store import Filters, Moved, Redaction, Store, back_up, copy_store, open_store, redact
from dateline.store.migrating import migrate
from dateline.store.opening import Database, _url
from dateline.store.tables import Arrivals, Originals, Reports, Table
from tests.store import made
from tests.store.databases import fresh
from tests.store.made import FAST, OTHER, TEXT, decision, fill, reading
from tests.store.stand_in import MERGING

KINDS = ("sqlite", "postgres")
ROOT = Path(__file__).parents[2]


@pytest.fixture(params=KINDS)
def name(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def store(name: str) -> Iterator[Store]:
    ticks = count()
    with open_store(name, create=True, clock=lambda: f"2026-01-01T00:00:{next(ticks):02}+00:00") as opened:
        yield opened


def rows(store: Store) -> dict[str, list[Any]]:
    """Everything in the store."""
    with store.database.reading() as connection:
        tables = Table.metadata.sorted_tables
        return {table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))] for table in tables}


def counted(store: Store) -> dict[str, int]:
    return {name: len(found) for name, found in rows(store).items()}


def test_tables_and_steps_are_the_same(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(object: Any, name: str | None, kind: str, *_: object) -> bool:
        return not (name or "").startswith("report_words")

    with store.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, Table.metadata) == []
        assert set(inspect(connection).get_table_names()) >= {table.name for table in Table.metadata.sorted_tables}


def test_a_report_is_kept_with_its_bytes_hash_and_time(store: Store) -> None:
    (key,) = fill(store, reading())
    report = store.report(key)
    assert (report.text, report.title, report.publisher, report.id) == (TEXT, "A raid", "Wire", "a.txt")
    with store.database.reading() as connection:
        (arrival,) = connection.execute(select(Arrivals)).all()
        assert arrival.digest == hashlib.sha256(reading().raw or b"").hexdigest()
        assert connection.execute(select(Originals.digest)).scalar_one() == arrival.digest
        assert connection.execute(select(Reports.arrived)).scalar_one().startswith("2026-01-01T")


@pytest.mark.parametrize("odd", ["a\0b", "half \ud83d pair", "\x01json: begins", "ends \U0001f600", "\r\n\x07", ""])
def test_text_is_kept_to_the_last_code_point(store: Store, odd: str) -> None:
    (key,) = fill(store, Reading(Report(f"id {odd}", odd, None, odd, odd, odd)))
    report = store.report(key)
    assert (report.text, report.title, report.publisher, report.uri, report.id) == (odd, odd, odd, odd, f"id {odd}")


def test_adding_twice_changes_nothing(store: Store) -> None:
    fill(store, reading(), reading(OTHER, id="b.txt"), reading("fail", id="c.txt"))
    before = rows(store)
    for _ in range(2):
        added = list(add(store, [reading(), reading(OTHER, id="b.txt"), reading("fail", id="c.txt")], coding=FAST))
        assert [(one.new, one.record) for one in added] == [(False, None)] * 3
        settle(store, MERGING)
    assert rows(store) == before


def test_a_report_that_comes_twice_in_one_run_is_one(store: Store) -> None:
    added = list(add(store, [reading(), reading(), reading()], coding=FAST))
    assert sorted(one.new for one in added) == [False, False, True]
    assert store.size() == 1


def test_another_name_of_the_same_report_is_kept_and_nothing_coded(store: Store) -> None:
    (key,) = fill(store, reading())
    assert [one.record for one in add(store, [reading(id="again.txt")], coding=FAST)] == [None]
    assert counted(store)["arrivals"] == 2
    assert counted(store)["codings"] == 1
    assert store.key("again.txt") == store.key("a.txt") == key


def test_what_fails_is_kept_with_the_reason_and_the_rest_goes_on(store: Store) -> None:
    unread = Reading(Report("x.bin", ""), failure=NOT_TEXT.failure("read", reason="it is binary"), raw=b"%PDF-1")
    other = replace(unread, report=Report("y.bin", ""), raw=b"%PDF-2")
    keys = fill(store, unread, other, reading("this will fail"), reading())
    assert [[failure.code for failure in store.record(key).failures] for key in keys] == [["DL102"], ["DL102"], ["DL301"], []]
    assert counted(store)["failures"] == 3
    assert counted(store)["originals"] == 4
    again = list(recode(store, coding=Coding(work=made.code), failed=True))
    assert [(one.key, one.changed) for one in again] == [(keys[2], False)]


def test_a_report_refused_for_its_language_can_come_again(store: Store) -> None:
    def code(given: Reading) -> Any:
        return made.code(given if given.report.language == "en" else replace(given, report=replace(given.report, text="fail")))

    (key,) = fill_with(store, code, reading())
    assert store.record(key).failures
    english = reading()
    fill_with(store, code, replace(english, report=replace(english.report, language="en")))
    assert not store.record(key).failures
    assert len(store.codings(key)) == 2


def fill_with(store: Store, code: Callable[[Reading], Any], *readings: Reading) -> list[str]:
    list(add(store, readings, coding=Coding(work=code)))
    return list(store.keys())


def test_coding_again_adds_rows_and_the_last_counts(store: Store) -> None:
    key, other = fill(store)
    first = store.record(key)
    assert [one.changed for one in recode(store, coding=Coding(work=made.code_anew))] == [True, True]
    assert [coding.coder.version for coding in store.codings(key)] == ["1", "2"]
    assert store.coding(store.codings(key)[0].number) == first
    assert [(event.id, event.status) for event in store.record(key).events] == [("e7", "denied")]
    assert store.pending().tellings == tuple(sorted((f"{key}:e7", f"{other}:e7")))
    settle(store, MERGING)
    assert [incident.tellings for incident in store.incidents()] == [tuple(sorted((f"{key}:e7", f"{other}:e7")))]


# Decisions


def test_a_change_is_a_row_and_holds_for_every_later_coding(store: Store) -> None:
    key, _ = fill(store)
    kept = store.decide(decision(store, "change", f"{key}:e1", field="casualties[killed/recipient].low", value=20))
    low = store.record(key).events[0].casualties[0]
    assert (low.low, low.made_by) == (20, f"decision:{kept.id}")
    assert store.coded(key).events[0].casualties[0].low == 21
    list(recode(store, coding=Coding(work=made.code_anew)))
    assert store.record(key).events[0].casualties[0].low == 20


def test_a_decision_that_finds_its_event_no_more_is_orphaned_and_kept(store: Store) -> None:
    key, _ = fill(store)
    rejected = store.decide(decision(store, "reject", f"{key}:e1"))
    changed = store.decide(decision(store, "change", f"{key}:e1", field="status", value="denied"))
    assert store.orphaned() == ()
    list(recode(store, coding=Coding(work=made.code_otherwise)))
    assert store.orphaned() == (rejected, changed)
    assert [row.orphaned for row in store.history(key) if row.who] == [True, True]
    store.code_again(key, made.code_anew(reading()))
    assert store.orphaned() == ()
    assert store.record(key).events[0].status == "denied"


def test_a_rejected_event_is_in_no_incident_until_that_is_undone(store: Store) -> None:
    key, other = fill(store)
    assert [len(incident.tellings) for incident in store.incidents()] == [2]
    kept = store.decide(decision(store, "reject", f"{key}:e1"))
    settle(store, MERGING)
    assert [incident.tellings for incident in store.incidents()] == [(f"{other}:e1",)]
    store.decide(Decision("", "undo", "Ben", store.now(), None, (), None, kept.id))
    settle(store, MERGING)
    assert [len(incident.tellings) for incident in store.incidents()] == [2]


def test_an_undo_can_be_undone_once(store: Store) -> None:
    key, _ = fill(store)
    kept = store.decide(decision(store, "change", f"{key}:e1", field="status", value="denied"))
    undo = store.decide(Decision("", "undo", "Ben", store.now(), None, (), None, kept.id))
    assert store.record(key).events[0].status == "happened"
    with pytest.raises(UsageError, match="undone before"):
        store.decide(Decision("", "undo", "Ben", store.now(), None, (), None, kept.id))
    store.decide(Decision("", "undo", "Ben", store.now(), None, (), None, undo.id))
    assert store.record(key).events[0].status == "denied"


def test_people_hold_events_together_and_apart(store: Store) -> None:
    one, other, third = fill(store, reading(), reading(OTHER, id="b.txt"), reading(TEXT.replace("Tadmur", "Tudmur"), id="c.txt"))[:3]
    split = store.decide(decision(store, "split", f"{one}:e1", f"{other}:e1"))
    settle(store, MERGING)
    assert not any({f"{one}:e1", f"{other}:e1"} <= set(incident.tellings) for incident in store.incidents())
    store.decide(Decision("", "undo", "Ben", store.now(), None, (), None, split.id))
    merged = store.decide(decision(store, "merge", f"{one}:e1", f"{other}:e1", f"{third}:e1"))
    settle(store, MERGING)
    assert [len(incident.tellings) for incident in store.incidents()] == [3]
    assert {row.id for row in store.history(f"{third}:e1")} >= {merged.id}


def test_a_merge_holds_all_of_its_events_together(store: Store) -> None:
    texts = [TEXT.replace("Tadmur", place) for place in ("Tadmur", "Tudmur", "Tidmur")]
    one, other, third = (f"{key}:e1" for key in fill(store, *(reading(text, id=text) for text in texts)))
    store.decide(decision(store, "merge", one, other, third))
    store.decide(decision(store, "split", one, other))
    held, apart = store.held_and_apart()
    assert {frozenset(pair) for pair in held} == {frozenset((one, third)), frozenset((other, third))}
    assert {frozenset(pair) for pair in apart} == {frozenset((one, other))}


def test_what_would_come_of_a_decision_is_what_comes_of_it(store: Store) -> None:
    given = [reading(), reading(OTHER, id="b.txt"), reading(TEXT.replace("Tadmur", "Tudmur"), id="c.txt")]
    one, other, third = (f"{key}:e1" for key in fill(store, *given))
    for kind, tellings_ in (("merge", (one, third)), ("split", (one, other, third))):
        told = decision(store, kind, *tellings_)
        before = rows(store)
        supposed = suppose(store, MERGING, [told])
        assert rows(store) == before
        kept = store.decide(told)
        settle(store, MERGING)
        assert sorted(incident.id for incident, _ in supposed) == sorted(incident.id for incident in store.incidents())
        assert all(tuple(each.id for each in tellings_) == incident.tellings for incident, tellings_ in supposed)
    back = Decision("", "undo", "Ben", store.now(), None, (), None, kept.id)
    assert {one, other, third} in [set(incident.tellings) for incident, _ in suppose(store, MERGING, [back])]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("change", "status", 7),
        ("change", "nothing", "x"),
        ("change", "casualties.low", 3),
        ("change", "casualties[9].low", 3),
        ("change", "casualties[0].low", "many"),
        ("change", "id", "e9"),
        ("change", "casualties[0", 1),
        ("change", None, None),
        ("merge", None, None),
        ("forget", None, None),
    ],
)
def test_a_decision_that_means_nothing_is_not_kept(store: Store, kind: str, field: str | None, value: object) -> None:
    key, _ = fill(store)
    before = rows(store)
    with pytest.raises(UsageError):
        store.decide(decision(store, kind, f"{key}:e1", field=field, value=value))
    assert rows(store) == before


# Merging


def test_the_order_of_arrival_does_not_matter(store: Store, tmp_path: Path) -> None:
    given = [reading(), reading(OTHER, id="b.txt"), reading(TEXT + " ", id="c.txt"), reading(TEXT.replace("Monday", "Friday"), id="d.txt")]
    for one in given:
        list(add(store, [one], coding=FAST))
        settle(store, MERGING)
    with open_store(str(tmp_path / "other.db"), create=True) as other:
        fill(other, *reversed(given))
        assert list(other.incidents()) == list(store.incidents())
        assert rows(other)["origins"] == rows(store)["origins"]


def test_a_copy_that_comes_later_is_no_second_source(store: Store) -> None:
    fill(store, reading())
    fill(store, reading(TEXT.replace(" the raid", "  the raid"), id="copy.txt", publisher="Post"))
    (incident,) = store.incidents()
    assert (len(incident.tellings), incident.sources) == (2, 1)


def test_incidents_come_with_their_tellings(store: Store) -> None:
    fill(store)
    ((incident, told),) = incidents(store, MERGING, Filters())
    assert tuple(telling.id for telling in told) == incident.tellings
    assert [telling.publisher for telling in tellings(store, MERGING, [incident.tellings[0]])] == [told[0].publisher]
    assert store.incident(incident.id[:6]) == store.incident(incident.tellings[1]) == incident


def test_an_id_that_is_no_more_leads_to_where_its_events_are(store: Store) -> None:
    one, other, third = fill(store, reading(), reading(OTHER, id="b.txt"), reading(TEXT.replace("Tadmur", "Tudmur"), id="c.txt"))
    old = store.incident(f"{one}:e1").id
    merged = store.decide(decision(store, "merge", f"{one}:e1", f"{third}:e1"))
    settle(store, MERGING)
    (now,) = store.incidents()
    assert now.id != old
    assert store.moved(old) == store.moved(old[:10]) == Moved(old, ((now.id, tuple(sorted((f"{one}:e1", f"{other}:e1")))),))
    store.decide(Decision("", "undo", "Ben", store.now(), None, (), None, merged.id))
    store.decide(decision(store, "split", f"{one}:e1", f"{other}:e1"))
    settle(store, MERGING)
    assert {id for id, _ in store.moved(old).into} == {store.incident(f"{key}:e1").id for key in (one, other)}
    assert len(store.moved(now.id).into) == 3
    with pytest.raises(UsageError, match="has or had"):
        store.moved("nothing")


def test_an_old_id_outlives_a_new_coding(store: Store) -> None:
    one, other = fill(store)
    old = store.incident(f"{one}:e1").id
    list(recode(store, coding=Coding(work=made.code_anew)))
    settle(store, MERGING)
    (now,) = store.incidents()
    assert store.moved(old).into == ((now.id, tuple(sorted((f"{one}:e7", f"{other}:e7")))),)
    list(recode(store, coding=Coding(work=made.code_otherwise)))
    settle(store, MERGING)
    assert (store.moved(now.id).into, store.moved(now.id).gone) == ((), 2)


KEPT = ("reports", "arrivals", "codings", "incidents", "events")


def test_a_store_of_the_first_version_gets_what_its_incidents_hold_and_when_they_changed(name: str, store: Store, tmp_path: Path) -> None:
    fill(store)
    (incident,) = store.incidents()
    kept = {table: [dict(row._mapping) for row in select_all(store, table)] for table in KEPT}
    with fresh("postgres" if "://" in name else "sqlite", tmp_path) as other:
        database = Database(_url(other))
        with database.writing() as connection:
            migrate(connection, to="0001")
            for table in KEPT:
                names = [column["name"] for column in inspect(connection).get_columns(table) if column["name"] != "incident"]
                told = [{one: row[one] for one in names} for row in kept[table]]
                values = ", ".join(f":{one}" for one in names)
                connection.execute(text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"), told)
            connection.execute(text("UPDATE events SET incident = :id"), {"id": incident.id})
        database.close()
        with open_store(other) as again:
            assert again.moved(incident.id).into == ((incident.id, incident.tellings),)
            (row,) = again.listed()
            assert (row.id, row.change) == (incident.id, 1)
            assert datetime.fromisoformat(row.changed).tzinfo is not None


def select_all(store: Store, table: str) -> list[Any]:
    with store.database.reading() as connection:
        return list(connection.execute(text(f"SELECT * FROM {table}")))


def test_what_was_merged_from_an_older_state_is_not_kept(store: Store) -> None:
    from dateline.store import Merged

    key, _ = fill(store)
    generation = store.generation()
    store.decide(decision(store, "reject", f"{key}:e1"))
    before = rows(store)
    assert not store.settle(Merged(()), of=generation)
    assert rows(store) == before


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), 1),
        (Filters(since="2016-05-02", until="2016-05-02"), 1),
        (Filters(since="2016-05-03"), 0),
        (Filters(until="2016-05-01"), 0),
        (Filters(country="syr"), 1),
        (Filters(country="LBN"), 0),
        (Filters(actor="SYR-MIL"), 1),
        (Filters(actor="rebels"), 1),
        (Filters(actor="forces of"), 1),
        (Filters(actor="ebels"), 0),
        (Filters(actor="100%"), 0),
        (Filters(type="assault"), 1),
        (Filters(type="ASSAULT:firearms"), 1),
        (Filters(type="ASSAULT:beat"), 0),
        (Filters(status="denied"), 0),
        (Filters(killed_min=23), 1),
        (Filters(killed_min=24), 0),
        (Filters(sources_min=2), 1),
        (Filters(text="COUNCIL raid"), 1),
        (Filters(text='"council OR'), 0),
        (Filters(text="-raid"), 1),
        (Filters(text="hostage"), 0),
    ],
)
def test_incidents_are_found_by_what_is_told(store: Store, filters: Filters, found: int) -> None:
    fill(store)
    assert len(store.listed(filters)) == found


def test_words_without_a_letter_are_wrong_use(store: Store) -> None:
    with pytest.raises(UsageError, match="no word"):
        store.listed(Filters(text="--"))


def test_a_long_report_can_be_searched(store: Store) -> None:
    fill(store, reading(f"{TEXT} {'word ' * 50_000} needle"))
    assert len(store.listed(Filters(text="needle"))) == 1


# Taking out


def contains(store: Store, word: str) -> list[str]:
    """The tables that hold the word anywhere."""
    return [name for name, found in rows(store).items() if word.casefold() in str(found).casefold()]


def test_a_text_that_is_taken_out_is_nowhere_and_does_not_come_back(store: Store) -> None:
    key, other = fill(store)
    store.decide(decision(store, "accept", f"{key}:e1"))
    assert redact(store, Redaction("Ana", "publisher asked", report=key)) > 1
    settle(store, MERGING)
    assert store.report(key).text == ""
    event = store.record(key).events[0]
    assert (event.type, event.where.name, event.casualties[0].low, event.mentions[0].text) == ("ASSAULT", "Tadmur", 21, "██████")
    assert [row.what for row in store.history(key)][-1] == "the text was taken out"
    assert store.orphaned() == ()
    assert [one.record for one in add(store, [reading()], coding=FAST)] == [None]
    assert store.report(key).text == ""
    assert len(list(store.incidents())) == 1
    assert store.report(other).text == OTHER
    assert store.listed(Filters(text="21")) == []


def test_a_name_is_taken_out_everywhere(store: Store) -> None:
    text_ = TEXT.replace("A council", "ANA\n  Ruiz, of a council,")
    uri = "https://example.org/ana-ruiz"
    first = reading(text_)
    named = replace(first, report=replace(first.report, uri=uri, title="Ana Ruiz speaks", id="ana_ruiz.txt"), raw=text_.encode("utf-16"))
    key, other = fill(store, named, reading())
    kept = decision(store, "change", f"{key}:e1", field="sources[0].affiliation", value="Ana Ruiz")
    store.decide(replace(kept, who="Ana Ruiz", why="said Ana Ruiz"))
    assert contains(store, "ruiz")
    redact(store, Redaction("Ana Ruiz", "court, for Ana Ruiz", names=("Ana Ruiz",)))
    settle(store, MERGING)
    assert contains(store, "ruiz") == []
    assert counted(store)["originals"] == 1
    report = store.report(key)
    assert len(report.text) == len(text_)
    assert store.record(key).events[0].mentions[0].text == report.text[7:13] == "killed"
    assert store.report(other).text == TEXT
    assert [one.record for one in add(store, [named], coding=FAST)] == [None]
    assert contains(store, "ruiz") == []


@pytest.mark.parametrize(
    "wrong", [Redaction("a", "b"), Redaction("", "b", names=("x",)), Redaction("a", " ", names=("x",)), Redaction("a", "b", names=(" ",))]
)
def test_a_redaction_says_what_who_and_why(store: Store, wrong: Redaction) -> None:
    with pytest.raises(UsageError):
        redact(store, wrong)


# Copying


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_is_the_same_and_goes_on(store: Store, kind: str, tmp_path: Path) -> None:
    key, _ = fill(store, reading(), reading("half \ud83d and \0", id="odd"))
    kept = store.decide(decision(store, "accept", f"{key}:e1"))
    store.decide(Decision("", "undo", "Ben", store.now(), None, (), None, kept.id))
    with fresh(kind, tmp_path) as name, open_store(name, create=True) as target:
        assert copy_store(store, target) == 2
        assert rows(target) == rows(store)
        with pytest.raises(UsageError, match="not empty"):
            copy_store(store, target)
        assert len(fill(target, reading(OTHER, id="new.txt"))) == 3
        assert len(target.listed(Filters(text="23 soldiers"))) == 1


def test_a_backup_is_one_file_that_opens(store: Store, tmp_path: Path) -> None:
    fill(store)
    path = tmp_path / "backup.db"
    assert back_up(store, path) == 2
    assert [file.name for file in tmp_path.iterdir() if "backup" in file.name] == ["backup.db"]
    with open_store(str(path)) as backup:
        assert rows(backup) == rows(store)
    with pytest.raises(UsageError, match="there is such a file"):
        back_up(store, path)


# Opening


def test_a_store_of_a_newer_version_is_not_touched(name: str, store: Store) -> None:
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreVersionError, match="9999"):
        open_store(name)


def test_other_tables_are_not_touched(name: str) -> None:
    with open_store(name, create=True) as store, store.database.writing() as connection:
        connection.execute(text("ALTER TABLE alembic_version RENAME TO something"))
    with pytest.raises(StoreError, match="other tables"):
        open_store(name, create=True)


def test_a_store_is_made_only_where_it_is_asked_for(name: str) -> None:
    with pytest.raises(UsageError, match="no s"):
        open_store(name)


def test_two_writers_take_turns(name: str, store: Store) -> None:
    from dateline.errors import StoreBusyError

    fill(store)
    with open_store(name, patience=0.2) as other, store.database.writing() as connection:
        connection.execute(select(func.count()).select_from(Reports))
        assert other.size() == 2
        with pytest.raises(StoreBusyError, match="another process"):
            list(add(other, [reading("new", id="new")], coding=FAST))
    with open_store(name, patience=0.2) as other:
        assert [one.new for one in add(other, [reading("new", id="new")], coding=FAST)] == [True]


# Passed over, stopped


def test_what_was_passed_over_is_listed_and_can_be_coded_later(store: Store) -> None:
    passing = replace(FAST, work=made.pass_over)
    fill(store)
    (market,) = [one for one in add(store, [reading("Shares closed higher.", id="markets")], coding=passing) if one.record is not None]
    key = store.key("markets")
    assert list(store.keys(passed_over=True)) == [key]
    assert key not in store.keys(passed_over=False)
    assert market.record is not None
    assert [note.code for note in store.coded(key).warnings] == ["DL507"]
    assert not store.pending(), "merging has nothing to look for in it"
    assert [one.key for one in recode(store, coding=FAST, passed_over=True)] == [key]
    assert list(store.keys(passed_over=True)) == []
    assert store.pending().reports == (key,), "now it may be a copy"
    settle(store, MERGING)
    assert not store.pending()


def test_coding_again_passes_over_again_what_was_passed_over(store: Store) -> None:
    asked: list[str] = []
    fill(store)
    list(add(store, [reading("Shares closed higher.", id="markets")], coding=replace(FAST, work=made.pass_over)))

    def code(given: Reading) -> Any:
        asked.append(given.report.id)
        return made.code_anew(given)

    again = replace(FAST, work=code)
    assert [one.key for one in recode(store, coding=again)] == [*store.keys()]
    assert sorted(asked) == ["a.txt", "b.txt", "markets"]


def test_adding_that_is_ended_by_its_caller_keeps_what_is_coded(store: Store) -> None:
    coded: list[str] = []
    feed = [reading("Nothing to tell.", id=f"r{n}", day="2016-05-04", publisher=f"W{n}") for n in range(5)]

    def code_three(given: Reading) -> Any:
        if len(coded) == 3:
            raise KeyboardInterrupt
        coded.append(given.report.id)
        return made.code(given)

    with pytest.raises(KeyboardInterrupt):
        list(add(store, feed, coding=replace(FAST, work=code_three)))
    assert store.size() == 3
    assert [one.new for one in add(store, feed, coding=FAST)].count(True) == 2


def test_reports_are_kept_together_all_or_none(store: Store) -> None:
    pairs = [(one, made.code(one)) for one in (reading(id="a"), reading(id="b"), reading(OTHER, id="c"))]
    assert store.add_all(pairs) == [True, False, True]
    assert store.size() == 2
    broken = [(reading("Something new.", id="d"), made.code(reading())), (reading("Another.", id="e"), None)]
    with pytest.raises(AttributeError):
        store.add_all(broken)  # type: ignore[arg-type]
    assert store.size() == 2


# Kills


@pytest.mark.slow
def test_adding_that_is_killed_loses_and_doubles_nothing(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "--store", name, "--kills", "6", "--reports", "30", "--seed", "1"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["kills"], told["lost"], told["doubled"], told["broken"]) == (6, 0, 0, 0)
