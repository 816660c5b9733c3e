"""Intervals: the same every time, around the figure, and of no width where every document is alike."""

from __future__ import annotations

from dateline.evaluate import Interval, intervals, score
from dateline.evaluate.intervals import difference_of, intervals_of
from tests.evaluate.made import RAID, TALKS, coded_raid, coded_talks, raid, record, report, talks

GOLDS = [report(f"r{n}", RAID, [raid()]) for n in range(6)] + [report(f"t{n}", TALKS, [talks()]) for n in range(6)]
RECORDS = [record(f"r{n}", coded_raid(mode=None)) for n in range(6)] + [record(f"t{n}", coded_talks()) for n in range(0, 6, 2)]


def test_the_interval_holds_the_figure_and_is_the_same_again() -> None:
    told, scores = intervals(GOLDS, RECORDS), score(GOLDS, RECORDS)
    assert told == intervals(GOLDS, RECORDS)
    assert told != intervals(GOLDS, RECORDS, seed=1)
    assert told["events"].low < scores.events.f1 < told["events"].high
    assert told["slots"].low < scores.slots_total.f1 < told["slots"].high
    assert told["mode"] == Interval(0.0, 0.0)


def test_documents_that_are_alike_leave_nothing_to_chance() -> None:
    assert intervals(GOLDS[:6], RECORDS[:6], rounds=50)["events"] == Interval(1.0, 1.0)
    assert intervals([], []) == {}


def test_the_difference_of_a_run_to_itself_is_none() -> None:
    documents = score(GOLDS, RECORDS).documents
    assert set(difference_of(documents, documents, rounds=50).values()) == {Interval(0.0, 0.0)}
    better = score(GOLDS, [*RECORDS, record("t1", coded_talks())]).documents
    assert difference_of(documents, better)["events"].high > 0
    assert intervals_of(()) == difference_of((), ()) == {}
