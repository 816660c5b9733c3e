"""Bars of the timeline and of who and where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.store.charting import Group, Sum
from dateline.views.review.charts import MOST, lengths, timeline


def group(value: str | None, incidents: int = 1, killed: int | None = None) -> Group:
    return Group(value, Sum(incidents, killed, killed, killed))


# First and last day, and the step that fits.
STEPS = [
    ("2016-05-02", "2016-05-02", "week", 1),
    ("2016-05-01", "2016-05-02", "week", 2),
    ("2012-01-02", "2016-12-31", "week", 261),
    ("2012-01-01", "2016-12-31", "month", 60),
    ("1946-01-01", "2016-12-31", "year", 71),
    ("0001-01-01", "9999-12-31", "year", 9999),
]


@pytest.mark.parametrize(("first", "last", "step", "number"), STEPS)
def test_the_step_is_the_finest_that_fits(first: str, last: str, step: str, number: int) -> None:
    days = [group(first)] if first == last else [group(first), group(last)]
    made = timeline([*days, group(None)])
    assert made is not None
    assert (made.step, len(made.bars)) == (step, number)


def test_a_bar_says_from_when_until_when_and_how_many() -> None:
    made = timeline([group("2016-05-03", 2, 5), group("2016-05-08", 1), group("2016-05-16", 6)])
    assert made is not None
    assert [(bar.since, bar.until, bar.sum) for bar in made.bars] == [
        ("2016-05-02", "2016-05-08", Sum(3, 5, 5, 5)),
        ("2016-05-09", "2016-05-15", Sum(0, None, None, None)),
        ("2016-05-16", "2016-05-22", Sum(6, None, None, None)),
    ]
    assert [(bar.top, bar.height) for bar in made.bars] == [("50.00%", "50.00%"), ("100.00%", "0.00%"), ("0.00%", "100.00%")]
    assert (made.peak, len(made.told)) == (6, 2)


def test_without_a_day_there_is_no_timeline() -> None:
    assert timeline([]) is timeline([group(None, 3)]) is None


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=1, max_size=30))
def test_no_day_is_lost_and_no_bar_leaves_the_chart(days: list[date]) -> None:
    made = timeline([group(day.isoformat()) for day in sorted(days)])
    assert made is not None
    assert sum(bar.sum.incidents for bar in made.bars) == len(days)
    assert made.step == "year" or len(made.bars) <= MOST
    for bar, after in zip(made.bars, made.bars[1:], strict=False):
        assert date.fromisoformat(after.since) == date.fromisoformat(bar.until) + timedelta(days=1)
    for number in (float(edge.rstrip("%")) for bar in made.bars for edge in (bar.left, bar.top, bar.height, bar.slot)):
        assert 0 <= number <= 100


def test_bars_that_lie_are_shares_of_the_longest() -> None:
    shown, more = lengths([group("a", 8), group("b", 2), group("c", 1), group(None, 50)], most=2)
    assert [(one.value, one.width) for one in shown] == [("a", "100.00%"), ("b", "25.00%")]
    assert more == 1
    assert lengths([group(None, 4)], most=2) == ((), 0)
