"""Two codings of one report, a judge between them, and gold of what was decided; on a real store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.evaluate.gold import read_gold
from dateline.schema.decision import Decision
from dateline.store import Sharing, Store, assigning, open_store
from dateline.views.desk.gold import coded_report, coded_reports, finished
from dateline.views.desk.judging import choose, double_coded, judged
from dateline.views.desk.queue import put_in_order
from tests.contracts.test_review import Clock
from tests.store.made import TEXT, fill, reading
from training.prepare import tidied

BOTH = Sharing(double=1.0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "desk.db"), create=True, clock=Clock()) as opened:
        yield opened


class Coder:
    """One of two coders of the report, as the desk lets them decide."""

    def __init__(self, store: Store, who: str) -> None:
        taken = assigning.take(store, who, BOTH)
        assert taken is not None
        self.store, self.who, self.held = store, who, taken
        self.second = who if taken.part == assigning.SECOND else None

    def decide(self, kind: str, event: str = "e1", field: str | None = None, value: object = None) -> Decision:
        anchor = self.store.anchor(f"{self.held.report}:{event}", field, second=self.second)
        return self._keep(Decision("", kind, self.who, self.store.now(), None, (anchor,), None if value is None else json.dumps(value)))

    def add(self, words: str, type: str) -> Decision:
        start = TEXT.index(words)
        anchor = self.store.words(self.held.report, start, start + len(words), type)
        return self._keep(Decision("", "add", self.who, self.store.now(), None, (anchor,)))

    def done(self) -> None:
        assigning.end(self.store, self.held, "done")

    def _keep(self, decision: Decision) -> Decision:
        return self.store.decide(decision, second=self.second is not None)


def add(store: Store, key: str, words: str, type: str) -> Decision:
    start = TEXT.index(words)
    return store.decide(Decision("", "add", "Ana", store.now(), None, (store.words(key, start, start + len(words), type),)))


def two(store: Store) -> tuple[str, Coder, Coder]:
    (key,) = fill(store, reading())
    put_in_order(store)
    return key, Coder(store, "Ana"), Coder(store, "Ben")


def test_a_judge_sees_what_differs_and_what_is_taken_counts(store: Store) -> None:
    key, ana, ben = two(store)
    ana.decide("accept")
    ben.decide("change", field="status", value="denied")
    ben.decide("change", field="where.name", value="Palmyra")
    ben.decide("accept")
    ana.done()
    with pytest.raises(UsageError, match="two people"):
        judged(store, key)
    ben.done()
    found = judged(store, key)
    assert [(one.id, one.first, one.second) for one in found.open] == [
        ("e1.status", "happened", "denied"),
        ("e1.where", "Tadmur, Homs, SYR", "Palmyra, Homs, SYR"),
    ]
    assert store.record(key).events[0].status == "happened"
    choose(store, found, found.open[0], "second", "Eve")
    assert store.record(key).events[0].status == "denied"
    found = judged(store, key)
    assert [one.id for one in found.open] == ["e1.where"]
    choose(store, found, found.open[0], "first", "Eve")
    assert (judged(store, key).open, len(judged(store, key).differences)) == ((), 2)
    assert store.record(key).events[0].where.name == "Tadmur"
    # What each handed in is as it was
    (coded,) = double_coded(store)
    assert (coded.coders, [coding.record.events[0].status for coding in coded.codings]) == (("Ana", "Ben"), ["happened", "denied"])


@pytest.mark.parametrize(("side", "types"), [("first", ["ASSAULT"]), ("second", ["ASSAULT", "ACCUSE"])])
def test_an_event_that_the_second_added_is_taken_with_its_values_or_not(store: Store, side: str, types: list[str]) -> None:
    key, ana, ben = two(store)
    ana.decide("accept")
    ben.decide("accept")
    added = ben.add("claimed", "ACCUSE")
    ben.decide("change", f"d{added.id[:12]}", "mode", "allege")
    ana.done()
    ben.done()
    found = judged(store, key)
    assert [(one.first, one.second) for one in found.open] == [("not told", "told")]
    choose(store, found, found.open[0], side, "Eve")
    assert [event.type for event in store.record(key).events] == types
    assert [event.mode for event in store.record(key).events[1:]] == ["allege"] * (side == "second")
    if side == "second":
        assert judged(store, key).open == ()


def test_an_event_that_one_rejected_is_accepted_or_rejected(store: Store) -> None:
    key, ana, ben = two(store)
    ana.decide("reject")
    ben.decide("accept")
    ana.done()
    ben.done()
    found = judged(store, key)
    choose(store, found, found.open[0], "second", "Eve")
    assert store.replayed(key).verdicts == (("e1", "accepted"),)
    assert judged(store, key).open == ()
    with pytest.raises(UsageError, match="none of the two"):
        choose(store, found, found.differences[0], "third", "Eve")


def test_gold_is_what_was_decided_and_reads_back(store: Store) -> None:
    key, _ = fill(store, reading(), reading(TEXT.replace("Tadmur", "Tudmur"), id="b.txt"))
    put_in_order(store)
    held = assigning.take(store, "Ana", Sharing(), report=key)
    assert held is not None
    anchor = store.anchor(f"{key}:e1", "casualties[killed].low")
    store.decide(Decision("", "change", "Ana", store.now(), None, (anchor,), "26"))
    added = add(store, key, "claimed", "ACCUSE")
    assert finished(store) == []
    store.decide(Decision("", "accept", "Ana", store.now(), None, (store.anchor(f"{key}:e1"),)))
    assert finished(store) == [key]
    assigning.end(store, held, "done")
    (line,) = coded_reports(store, finished(store))
    gold = read_gold(json.loads(json.dumps(line)))
    assert (gold.id, gold.text, gold.published) == (key, TEXT, "2016-05-04")
    first, second = gold.events
    assert (first.type, first.figures[0].low, first.parties[0].name) == ("ASSAULT", 26, "Rebels")
    assert [TEXT[slice(*span)] for span in (*first.triggers, *second.triggers)] == ["killed", "claimed"]
    assert (second.id, second.type) == (f"d{added.id[:12]}", "ACCUSE")
    assert (line["events"][0]["where"]["country"], line["events"][0]["when"]["start"]) == ("SYR", "2016-05-02")
    # Training takes it as it takes its own reports
    assert tidied(json.loads(json.dumps(line)))["events"][0]["casualties"][0]["words"] == "at least 21 soldiers"
    store.decide(Decision("", "reject", "Ana", store.now(), None, (store.anchor(f"{key}:e1"),)))
    (line,) = coded_reports(store, finished(store))
    assert [event["type"] for event in line["events"]] == ["ACCUSE"]


def test_events_held_together_are_one_in_gold(store: Store) -> None:
    (key,) = fill(store, reading())
    added = add(store, key, "raid", "COERCE")
    anchors = (store.anchor(f"{key}:e1"), store.anchor(f"{key}:d{added.id[:12]}"))
    store.decide(Decision("", "merge", "Ana", store.now(), None, anchors))
    line = coded_report(key, store.report(key), store.replayed(key), store.standing(key))
    assert [(event["type"], [m["trigger"] for m in event["mentions"]]) for event in line["events"]] == [("ASSAULT", ["killed", "raid"])]
