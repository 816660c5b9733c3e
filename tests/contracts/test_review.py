"""What the review desk asks of every store, on SQLite and on PostgreSQL: events that people add, whole members, assignments."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.run.adding import Coding, recode
from dateline.run.incidents import settle
from dateline.schema.decision import Decision
from dateline.store import Redaction, Sharing, Store, assigning, open_store, redact
from tests.store import made
from tests.store.databases import fresh
from tests.store.made import OTHER, TEXT, decision, fill, reading
from tests.store.stand_in import MERGING

KINDS = ("sqlite", "postgres")
CLAIMED = TEXT.index("claimed")


class Clock:
    """Seconds that pass with every look, and more when a test says so."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> str:
        self.at += timedelta(seconds=1)
        return self.at.isoformat(timespec="milliseconds")


@pytest.fixture(params=KINDS)
def name(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(name: str, clock: Clock) -> Iterator[Store]:
    with open_store(name, create=True, clock=clock) as opened:
        yield opened


def add_event(store: Store, key: str, *, type: str = "ACCUSE", who: str = "Ana", second: bool = False) -> Decision:
    anchor = store.words(key, CLAIMED, CLAIMED + len("claimed"), type)
    return store.decide(Decision("", "add", who, store.now(), None, (anchor,)), second=second)


# Events that people add


def test_an_added_event_is_an_event_like_others(store: Store) -> None:
    key, _ = fill(store)
    added = add_event(store, key)
    coded, event = store.record(key).events
    assert (event.id, event.type, event.status) == (f"d{added.id[:12]}", "ACCUSE", "happened")
    assert [(m.text, m.made_by) for m in event.mentions] == [("claimed", f"decision:{added.id}")]
    assert event.codes.quad == "Q3"
    assert dict(store.replayed(key).verdicts) == {event.id: "accepted"}
    settle(store, MERGING)
    assert f"{key}:{event.id}" in {telling for incident in store.incidents() for telling in incident.tellings}
    assert store.coded(key).events == (coded,)


def test_what_is_decided_of_an_added_event_holds_and_is_undone_with_it(store: Store) -> None:
    key, other = fill(store)
    added = add_event(store, key)
    telling = f"{key}:d{added.id[:12]}"
    store.decide(decision(store, "change", telling, field="mode", value="allege"))
    merged = store.decide(decision(store, "merge", telling, f"{other}:e1"))
    assert store.record(key).events[1].codes.cameo == "112"
    settle(store, MERGING)
    assert any({telling, f"{other}:e1"} <= set(incident.tellings) for incident in store.incidents())
    assert merged.id in {row.id for row in store.history(telling)}
    undo = store.decide(Decision("", "undo", "Ana", store.now(), None, (), None, added.id))
    assert [event.id for event in store.record(key).events] == ["e1"]
    settle(store, MERGING)
    assert telling not in {one for incident in store.incidents() for one in incident.tellings}
    store.decide(Decision("", "undo", "Ana", store.now(), None, (), None, undo.id))
    assert store.record(key).events[1].mode == "allege"


def test_an_added_event_outlives_a_new_coding(store: Store) -> None:
    key, _ = fill(store)
    added = add_event(store, key)
    list(recode(store, coding=Coding(work=made.code_anew)))
    assert [event.id for event in store.record(key).events] == ["e7", f"d{added.id[:12]}"]
    assert store.orphaned() == ()


def test_an_added_event_that_a_later_coding_tells_is_that_one(store: Store) -> None:
    (key,) = fill(store, reading())
    # Nothing is coded first: then the coder learns to see the event that a person added
    store.code_again(key, made.code(reading("nothing")))
    anchor = store.words(key, TEXT.index("killed"), TEXT.index("killed") + 6, "ASSAULT")
    added = store.decide(Decision("", "add", "Ana", store.now(), None, (anchor,)))
    store.decide(decision(store, "change", f"{key}:d{added.id[:12]}", field="status", value="attempted"))
    store.code_again(key, made.code_anew(reading()))
    replayed = store.replayed(key)
    assert [(event.id, event.status) for event in replayed.record.events] == [("e7", "attempted")]
    assert replayed.verdicts == (("e7", "accepted"),)


def test_an_event_that_is_there_is_not_added_again(store: Store) -> None:
    key, _ = fill(store)
    start = TEXT.index("killed")
    with pytest.raises(UsageError, match="e1 is an event"):
        store.decide(Decision("", "add", "Ana", store.now(), None, (store.words(key, start, start + 6, "ASSAULT"),)))
    with pytest.raises(UsageError, match="no words"):
        store.words(key, 5, 5, "ASSAULT")


# Whole members


def test_a_member_is_replaced_added_and_taken_out(store: Store) -> None:
    key, _ = fill(store)
    entry = {
        "id": "", "outcome": "killed", "low": 26, "high": 26, "who": "soldiers", "role": "recipient", "civilian": False, "part_of": None,
        "superseded": False, "start": 0, "end": 6, "text": "Rebels", "made_by": "", "confidence": 0.1,
    }  # fmt: skip
    kept = store.decide(decision(store, "change", f"{key}:e1", field="casualties[killed/recipient]", value=entry))
    (count,) = store.record(key).events[0].casualties
    assert (count.id, count.low, count.high, count.text, count.made_by, count.confidence) == (
        "e1.c1", 26, 26, "Rebels", f"decision:{kept.id}", 1.0,
    )  # fmt: skip
    store.decide(decision(store, "change", f"{key}:e1", field="casualties[+]", value=entry | {"outcome": "wounded", "low": 3, "high": 3}))
    assert [(count.id, count.outcome) for count in store.record(key).events[0].casualties] == [("e1.c1", "killed"), ("e1.c2", "wounded")]
    anchor = store.anchor(f"{key}:e1", "casualties[killed/recipient]")
    store.decide(Decision("", "change", "Ana", store.now(), None, (anchor,), "null"))
    assert [count.outcome for count in store.record(key).events[0].casualties] == ["wounded"]
    redact(store, Redaction("Ana", "asked", report=key))
    assert "soldiers" not in str(store.decisions())


# Second codings


def test_a_second_coders_decisions_are_kept_and_not_in_force(store: Store) -> None:
    key, _ = fill(store)
    store.decide(decision(store, "accept", f"{key}:e1"))
    ben = Decision("", "reject", "Ben", store.now(), None, (store.anchor(f"{key}:e1", second="Ben"),))
    rejected = store.decide(ben, second=True)
    added = add_event(store, key, who="Ben", second=True)
    assert store.replayed(key).verdicts == (("e1", "accepted"),)
    assert dict(store.replayed(key, second="Ben").verdicts) == {"e1": "rejected", f"d{added.id[:12]}": "accepted"}
    assert store.replayed(key, second="Eve").verdicts == ()
    assert {d.kind for d in store.decisions()} == {"accept"}
    assert {d.kind for d in store.decisions(second=True)} == {"accept", "reject", "add"}
    settle(store, MERGING)
    assert any(f"{key}:e1" in incident.tellings for incident in store.incidents())
    store.decide(Decision("", "undo", "Ben", store.now(), None, (), None, rejected.id))
    assert dict(store.replayed(key, second="Ben").verdicts) == {f"d{added.id[:12]}": "accepted"}
    assert {d.kind for d in store.decisions()} == {"accept"}


# Assignments


def valued(store: Store, *worths: float | None) -> list[str]:
    keys = fill(store, *(reading(f"{TEXT} {n}", id=f"{n}.txt") for n in range(len(worths))))
    assigning.value(store, list(zip(keys, worths, strict=True)), "f")
    return keys


def test_reports_are_given_out_by_worth_and_each_to_one_person(store: Store) -> None:
    low, high, nothing, mid = valued(store, 1.0, 3.0, None, 2.0)
    given = [assigning.take(store, who, Sharing()) for who in ("Ana", "Ben", "Eve", "Ida")]
    assert [one.report if one else None for one in given] == [high, mid, low, None]
    assert assigning.take(store, "Ana", Sharing()) is not None
    assert nothing not in {one.report for one in assigning.assignments(store)}


def test_a_hold_runs_out_and_a_done_report_does_not_come_back(store: Store, clock: Clock) -> None:
    low, high = valued(store, 1.0, 2.0)
    mine = assigning.take(store, "Ana", Sharing(minutes=10))
    assert mine is not None and mine.report == high
    clock.at += timedelta(minutes=11)
    other = assigning.take(store, "Ben", Sharing())
    assert other is not None and other.report == high
    assigning.end(store, other, "done")
    again = assigning.take(store, "Ana", Sharing())
    assert again is not None and again.report == low
    assigning.end(store, again, "done")
    assert assigning.take(store, "Ana", Sharing()) is None
    assert assigning.take(store, "Ben", Sharing()) is None
    assert (assigning.progress(store, "Ana").done, assigning.progress(store, "Ana").mine) == (2, 1)


def test_what_ran_out_and_nobody_took_is_held_again(store: Store, clock: Clock) -> None:
    _, high = valued(store, 1.0, 2.0)
    first = assigning.take(store, "Ana", Sharing())
    clock.at += timedelta(hours=5)
    again = assigning.take(store, "Ana", Sharing())
    assert first is not None and again is not None
    assert (again.report, again.number) == (high, first.number)
    assert again.until > first.until


def test_a_skipped_report_comes_last(store: Store) -> None:
    low, high = valued(store, 1.0, 2.0)
    order = []
    for _ in range(3):
        one = assigning.take(store, "Ana", Sharing())
        assert one is not None
        order.append(one.report)
        assigning.end(store, one, "skipped")
    assert order[:2] == [high, low]


def test_a_report_for_two_goes_to_two_and_then_to_a_judge(store: Store) -> None:
    (key,) = valued(store, 1.0)
    both = Sharing(double=1.0)
    first, second = (assigning.take(store, who, both) for who in ("Ana", "Ben"))
    assert first is not None and second is not None
    assert [(first.report, first.part), (second.report, second.part)] == [(key, "first"), (key, "second")]
    assert assigning.take(store, "Eve", both) is None
    assert [sorted(assigning.hidden(store, who)) for who in ("Ben", "Ana")] == [[key], []]
    assert assigning.take(store, "Eve", both, judge=True) is None
    assigning.end(store, first, "done")
    assert assigning.take(store, "Ana", both) is None
    assigning.end(store, second, "done")
    assert assigning.hidden(store, "Ben") == frozenset()
    assert assigning.progress(store, "Eve").to_judge == 1
    judge = assigning.take(store, "Eve", both, judge=True)
    assert judge is not None and (judge.report, judge.part) == (key, "judge")
    assigning.end(store, judge, "done")
    assert assigning.progress(store, "Eve").to_judge == 0


def test_what_was_done_can_be_opened_again(store: Store) -> None:
    low, high = valued(store, 1.0, 2.0)
    done = assigning.take(store, "Ana", Sharing())
    assert done is not None
    assigning.end(store, done, "done")
    assigning.take(store, "Ana", Sharing())
    again = assigning.reopen(store, done, Sharing())
    assert (again.report, again.part) == (high, "first")
    free = assigning.take(store, "Ben", Sharing())
    assert free is not None and free.report == low


def test_one_report_is_asked_for(store: Store) -> None:
    low, _ = valued(store, 1.0, 2.0)
    one = assigning.take(store, "Ana", Sharing(), report=low)
    assert one is not None and one.report == low
    with pytest.raises(UsageError, match="somebody else"):
        assigning.take(store, "Ben", Sharing(), report=low)


def test_worths_are_forgotten_where_a_report_changes(store: Store) -> None:
    one, other = fill(store, reading(), reading(OTHER.replace("Tadmur", "Tudmur"), id="b.txt"))
    assigning.value(store, [(one, 1.0), (other, 2.0)], "f")
    assert assigning.unvalued(store, "f", 9) == []
    assert assigning.unvalued(store, "g", 9) == [one, other]
    store.decide(decision(store, "change", f"{one}:e1", field="status", value="denied"))
    assert assigning.unvalued(store, "f", 9) == [one]


@pytest.mark.parametrize(("share", "few", "many"), [(0.0, 0, 0), (0.25, 150, 350), (1.0, 1000, 1000)])
def test_the_share_of_two_is_by_hash_and_grows_with_it(share: float, few: int, many: int) -> None:
    from hashlib import sha256

    keys = [sha256(str(n).encode()).hexdigest() for n in range(1000)]
    double = {key for key in keys if assigning.is_double(key, share)}
    assert few <= len(double) <= many
    assert double <= {key for key in keys if assigning.is_double(key, share + 0.1)}


def test_two_people_at_once_never_get_the_same_report(name: str, store: Store) -> None:
    valued(store, *(float(n) for n in range(12)))

    def work(who: str) -> list[str]:
        mine = []
        with open_store(name) as own:
            while (one := assigning.take(own, who, Sharing())) is not None:
                mine.append(one.report)
                assigning.end(own, one, "done")
        return mine

    with ThreadPoolExecutor(3) as pool:
        parts = list(pool.map(work, ("Ana", "Ben", "Eve")))
    everything = [key for part in parts for key in part]
    assert len(everything) == len(set(everything)) == 12
