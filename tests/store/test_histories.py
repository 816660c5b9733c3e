"""Any history of a store, as a state machine: reports come, are coded anew, decided on, merged, split, taken out, in whatever order.

A run of some minutes: DATELINE_EXAMPLES=2000 python -m pytest tests/store/test_histories.py
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations, count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from dateline.run.adding import Coding, add, recode
from dateline.run.incidents import settle
from dateline.schema.decision import Decision
from dateline.schema.failure import Reading
from dateline.schema.jsonable import spans
from dateline.schema.record import Record
from dateline.store import Redaction, Store, copy_store, open_store, redact
from dateline.store.rows import key_of
from dateline.store.tables import Table
from tests.store import made
from tests.store.made import OTHER, TEXT, reading
from tests.store.stand_in import MERGING

EXAMPLES = int(os.environ.get("DATELINE_EXAMPLES", "6"))
PLACES = ("Tadmur", "Palmyr", "Qatana")
POOL = [reading(text.replace("Tadmur", place), id=f"{n}-{place}") for n, text in enumerate((TEXT, OTHER)) for place in PLACES]
POOL += [reading(f"{TEXT} ", id="copy"), reading("this will fail", id="fails"), reading("Nothing to tell.", id="nothing")]
CODERS: tuple[Callable[[Reading], Record], ...] = (made.code, made.code_anew)
LOW = "casualties[killed/recipient].low"
any_one = st.integers(0, 10_000)


@cache
def empty_store() -> bytes:
    """The file of a store without reports: to make its tables takes longer than a whole history."""
    with tempfile.TemporaryDirectory() as folder:
        with open_store(f"{folder}/s.db", create=True):
            pass
        return (Path(folder) / "s.db").read_bytes()


@dataclass(slots=True)
class Known:
    """What a report should be: the coder of its latest coding, and whether its text was taken out."""

    reading: Reading
    coder: int = 0
    redacted: bool = False

    @property
    def tells(self) -> bool:
        return self.reading.report.text.startswith("Rebels")


@dataclass(slots=True)
class Made:
    """A decision: its id, what it says, and whether it is in force. `about` are keys of reports, the event of each is meant."""

    id: str
    kind: str
    about: tuple[str, ...]
    value: int | None = None
    standing: bool = True
    undoes: Made | None = field(default=None)


class Histories(RuleBasedStateMachine):
    """The store beside a few lists that say what must be in it."""

    def __init__(self) -> None:
        super().__init__()
        base = "/dev/shm" if Path("/dev/shm").is_dir() else None
        self.folder = tempfile.TemporaryDirectory(dir=base)
        for name in ("s.db", "copy.db"):
            (Path(self.folder.name) / name).write_bytes(empty_store())
        ticks = count()
        # Every look is another time: who decides the same at the same moment decides it once
        begun = datetime(2026, 1, 1, tzinfo=UTC)

        def clock() -> str:
            return (begun + timedelta(seconds=next(ticks))).isoformat()

        self.store = open_store(f"{self.folder.name}/s.db", clock=clock)
        self.known: dict[str, Known] = {}
        self.decided: list[Made] = []

    def teardown(self) -> None:
        with open_store(f"{self.folder.name}/copy.db") as target:
            copy_store(self.store, target)
            assert rows(target) == rows(self.store), "a copy is the same"
        self.store.close()
        self.folder.cleanup()

    # What happens

    @rule(n=any_one)
    def a_report_comes(self, n: int) -> None:
        given = POOL[n % len(POOL)]
        key, before = key_of(given), rows(self.store)
        (added,) = add(self.store, [given], coding=made.FAST)
        assert added.new == (key not in self.known)
        if key in self.known:
            assert rows(self.store) == before, "what comes again changes nothing"
        self.known.setdefault(key, Known(given))

    @rule(coder=st.integers(0, 1))
    def all_is_coded_anew(self, coder: int) -> None:
        list(recode(self.store, coding=Coding(work=CODERS[coder])))
        for key, one in self.known.items():
            # The same coder with the same result adds no row: then the coding of the other one stays the latest
            versions = [coding.coder.version for coding in self.store.codings(key)]
            assert len(versions) == len(set(versions)) <= 2
            one.coder = int(versions[-1]) - 1

    @precondition(lambda self: self.telling())
    @rule(n=any_one, kind=st.sampled_from(["accept", "reject"]))
    def a_verdict_is_given(self, n: int, kind: str) -> None:
        self.decide(kind, pick(self.telling(), n))

    @precondition(lambda self: self.telling())
    @rule(n=any_one, low=st.integers(1, 40))
    def a_figure_is_changed(self, n: int, low: int) -> None:
        self.decide("change", pick(self.telling(), n), low=low)

    @precondition(lambda self: len(self.telling()) > 1)
    @rule(n=any_one, m=any_one, kind=st.sampled_from(["merge", "split"]))
    def two_events_are_held_together_or_apart(self, n: int, m: int, kind: str) -> None:
        one = pick(self.telling(), n)
        self.decide(kind, one, pick([key for key in self.telling() if key != one], m))

    @precondition(lambda self: any(self.can_be_undone(one) for one in self.decided))
    @rule(n=any_one)
    def a_decision_is_taken_back(self, n: int) -> None:
        one = pick([one for one in self.decided if self.can_be_undone(one)], n)
        kept = self.store.decide(Decision("", "undo", "Ben", self.store.now(), None, (), None, one.id))
        self.decided.append(Made(kept.id, "undo", (), undoes=one))
        self.stand()

    @precondition(lambda self: self.telling())
    @rule(n=any_one)
    def a_text_is_taken_out(self, n: int) -> None:
        key = pick(self.telling(), n)
        redact(self.store, Redaction("Ana", "asked", report=key))
        self.known[key].redacted = True

    @rule()
    def what_waits_is_merged(self) -> None:
        settle(self.store, MERGING)
        after = rows(self.store)
        settle(self.store, MERGING)
        assert rows(self.store) == after, "merging twice is merging once"
        self.everything_is_in_one_incident()

    # What must hold

    @invariant()
    def every_report_is_there_once(self) -> None:
        assert sorted(self.store.keys()) == sorted(self.known)

    @invariant()
    def records_are_as_coded_and_decided(self) -> None:
        for key, one in self.known.items():
            replayed = self.store.replayed(key)
            assert replayed.orphaned == ()
            if not one.tells:
                assert replayed.record.events == ()
                continue
            (event,) = replayed.record.events
            mine = [d for d in self.decided if d.standing and d.about == (key,)]
            lows = [d.value for d in mine if d.kind == "change"]
            usual = int(one.reading.report.text.split("at least ")[1][:2])
            assert (event.id, event.status) == (("e1", "happened"), ("e7", "denied"))[one.coder]
            assert event.casualties[0].low == (lows[-1] if lows else usual)
            given = [f"{d.kind}ed" for d in mine if d.kind in {"accept", "reject"}]
            assert dict(replayed.verdicts).get(event.id) == (given[-1] if given else None)
            text = self.store.report(key).text
            assert text == ("" if one.redacted else one.reading.report.text)
            if text:
                assert all(text[start:end] == words for start, end, words in spans(replayed.record))

    @invariant()
    def decisions_are_kept_in_their_order(self) -> None:
        assert [one.id for one in self.store.decisions()] == [one.id for one in self.decided]

    def everything_is_in_one_incident(self) -> None:
        found = [telling for incident in self.store.incidents() for telling in incident.tellings]
        shown = [f"{key}:{self.store.record(key).events[0].id}" for key in self.telling(redacted=True) if not self.rejected(key)]
        assert sorted(found) == sorted(shown)
        for incident in self.store.incidents():
            for toll in incident.tolls:
                figures = [figure for figure in (toll.low, toll.best, toll.high) if figure is not None]
                assert figures == sorted(figures)
        homes = {telling.partition(":")[0]: incident.id for incident in self.store.incidents() for telling in incident.tellings}
        last: dict[frozenset[str], str] = {}
        for one in self.decided:
            if one.standing and one.kind in {"merge", "split"}:
                last |= {frozenset(pair): one.kind for pair in combinations(one.about, 2)}
        for pair, kind in last.items():
            here = [homes.get(key) for key in pair]
            # Held together through a third, two may end where the stand-in puts them; apart is apart
            if kind == "split" and None not in here and "merge" not in last.values():
                assert len(set(here)) == 2

    # Helpers of the machine

    def telling(self, *, redacted: bool = False) -> list[str]:
        """The reports that tell of an event; those whose text was taken out are decided on no more."""
        return [key for key, one in self.known.items() if one.tells and (redacted or not one.redacted)]

    def rejected(self, key: str) -> bool:
        given = [d.kind for d in self.decided if d.standing and d.about == (key,) and d.kind in {"accept", "reject"}]
        return given[-1:] == ["reject"]

    def decide(self, kind: str, *keys: str, low: int | None = None) -> None:
        anchors = tuple(self.store.anchor(f"{key}:{self.store.record(key).events[0].id}", LOW if low else None) for key in keys)
        told = Decision("", kind, "Ana", self.store.now(), None, anchors, None if low is None else str(low))
        self.decided.append(Made(self.store.decide(told).id, kind, keys, low))

    def can_be_undone(self, one: Made) -> bool:
        return not any(other.undoes is one for other in self.decided)

    def stand(self) -> None:
        """Which decisions are in force, said once more in another way than the store says it."""
        for one in self.decided:
            one.standing = self.holds(one)

    def holds(self, one: Made) -> bool:
        return not any(other.undoes is one and self.holds(other) for other in self.decided)


def pick(among: list[Any], n: int) -> Any:
    return among[n % len(among)]


def rows(store: Store) -> dict[str, list[Any]]:
    with store.database.reading() as connection:
        tables = Table.metadata.sorted_tables
        return {table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))] for table in tables}


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=25, suppress_health_check=list(HealthCheck), deadline=None, derandomize=True, database=None
)
TestHistories = pytest.mark.timeout(300 if EXAMPLES < 10 else 0)(TestHistories)
