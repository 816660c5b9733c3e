"""The days that sentences name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dateline.merge.days import named_days

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
