"""The days that sentences name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dateline.merge.days import named_days, nearest_days, slack_of, told_times

PUBLISHED = date(2016, 3, 4)  # a Friday

# (sentence, first day, last day) that must be among those named
CASES = [
    ("He was shot on Tuesday.", "2016-03-01", "2016-03-01"),
    ("They met on Friday.", "2016-03-04", "2016-03-04"),
    ("He was shot yesterday.", "2016-03-03", "2016-03-04"),
    ("The bank was robbed on 12 February.", "2016-02-12", "2016-02-12"),
    ("The bank was robbed on Feb. 12.", "2016-02-12", "2016-02-12"),
    ("The bank was robbed on December 30.", "2015-12-30", "2015-12-30"),
    ("The ceasefire signed last week did not hold.", "2016-02-22", "2016-02-28"),
    ("Ten men died in the raid two days earlier.", "2016-03-02", "2016-03-02"),
    ("Chile acted on Thursday, two days after Lima threw out an officer.", "2016-03-01", "2016-03-01"),
    ("A man was held for the blast three weeks ago.", "2016-02-08", "2016-02-16"),
]


@pytest.mark.parametrize(("text", "first", "last"), CASES)
def test_days(text: str, first: str, last: str) -> None:
    given = [(date.fromordinal(a).isoformat(), date.fromordinal(b).isoformat()) for a, b in named_days(text, PUBLISHED.toordinal())]
    assert (first, last) in given


def test_nothing_is_named_without_publication_or_words() -> None:
    assert named_days("He was shot on Tuesday.", None) == ()
    assert named_days("He was shot.", PUBLISHED.toordinal()) == ()


def test_a_day_that_no_month_has_is_none() -> None:
    assert named_days("on 31 February", PUBLISHED.toordinal()) == ()
    assert named_days("on 29 February", (PUBLISHED - timedelta(days=100)).toordinal()) != ()


# (sentences, trigger, the day that stands nearest to it)
NEAREST: list[tuple[str, str, str | None]] = [
    ("Soldiers died when a mine went off on Tuesday, two days after gunmen had stormed a hotel.", "mine went off", "2016-03-01"),
    ("On Monday rangers held two men over the robbery of 12 February.", "robbery", "2016-02-12"),
    ("A barracks was shelled. The army spoke of it on Thursday.", "shelled", None),
    ("The town, which had been quiet since Monday, was shelled on Thursday.", "shelled", "2016-03-03"),
    ("Nobody was hurt on Thursday.", "shelled", None),
    ("Nobody was hurt on Thursday.", "", None),
]


@pytest.mark.parametrize(("text", "trigger", "day"), NEAREST)
def test_the_day_nearest_to_the_trigger(text: str, trigger: str, day: str | None) -> None:
    found = nearest_days(text, told_times(text, PUBLISHED.toordinal()), trigger=trigger)
    assert [date.fromordinal(first).isoformat() for first, _ in found] == ([] if day is None else [day])


@pytest.mark.parametrize(
    ("text", "days"),
    [("two weeks ago", 2), ("a month earlier", 10), ("last week", 0), ("this month", 0), ("on Tuesday", 0), ("two days ago", 0)],
)
def test_how_far_counted_weeks_may_be_off(text: str, days: int) -> None:
    assert slack_of(text) == days
