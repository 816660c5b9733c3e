"""A toll over time as geometry: nothing leaves the plot, days are in order, greater figures stand higher."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.views.incident.chart import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, Chart, Point, chart

BOUND = st.one_of(st.none(), st.integers(0, 200_000))


@st.composite
def points(draw: st.DrawFn) -> list[Point]:
    """Figures of up to twelve reports in the order of their days, some without a day, some with an open bound."""
    days = st.one_of(st.none(), st.dates(date(2016, 1, 1), date(2016, 1, 1) + timedelta(days=400)).map(date.isoformat))
    told = draw(st.lists(st.tuples(days, BOUND, BOUND), min_size=1, max_size=12))
    ordered = sorted(told, key=lambda one: one[0] or "9999")
    out = []
    for number, (day, one, other) in enumerate(ordered, 1):
        low, high = (one, other) if one is None or other is None else sorted((one, other))
        out.append(Point(number, day, low, high))
    return out


def drawn(told: list[Point]) -> Chart:
    known = [value for point in told for value in (point.low, point.high) if value is not None]
    return chart(told, low=min(known, default=None), best=min(known, default=None), high=max(known, default=None))


@given(points())
def test_everything_lies_in_the_picture(told: list[Point]) -> None:
    made = drawn(told)
    for bar in made.bars:
        assert LEFT <= bar.x <= WIDTH
        assert TOP <= bar.top <= bar.bottom <= HEIGHT - BOTTOM
    assert all(TOP <= line.at <= HEIGHT - BOTTOM for line in made.people)
    assert len(made.people) <= 8


@given(points())
def test_days_go_from_left_to_right_and_no_two_figures_stand_on_one_spot(told: list[Point]) -> None:
    bars = drawn(told).bars
    assert [bar.number for bar in bars] == [point.number for point in told]
    assert len({bar.x for bar in bars}) == len(bars)
    for (point, bar), (later, other) in zip(zip(told, bars, strict=True), list(zip(told, bars, strict=True))[1:], strict=False):
        if point.day and later.day and date.fromisoformat(later.day) - date.fromisoformat(point.day) > timedelta(days=100):
            assert bar.x < other.x


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_a_greater_figure_stands_higher(one: int, other: int) -> None:
    bars = drawn([Point(1, "2016-01-01", one, one), Point(2, "2016-01-02", other, other)]).bars
    assert (bars[0].top > bars[1].top) == (one < other) or one == other


@pytest.mark.parametrize(
    ("low", "high", "below", "above"),
    [(12, 12, False, False), (12, None, False, True), (None, 30, True, False), (None, None, True, True)],
)
def test_an_open_bound_is_drawn_to_the_edge(low: int | None, high: int | None, below: bool, above: bool) -> None:
    (bar, _) = drawn([Point(1, "2016-01-01", low, high), Point(2, "2016-01-01", 20, 20)]).bars
    assert (bar.open_below, bar.open_above) == (below, above)
    assert (bar.top == TOP) == above
    assert (bar.bottom == HEIGHT - BOTTOM) == below


def test_where_nobody_tells_bounds_there_is_no_band() -> None:
    assert chart([Point(1, None, None, None)], low=None, best=None, high=None).band is None


def test_a_report_without_a_day_stands_behind_the_others_and_says_so() -> None:
    made = drawn([Point(1, "2016-01-01", 1, 1), Point(2, "2016-01-09", 2, 2), Point(3, None, 3, 3)])
    assert [bar.x for bar in made.bars] == sorted(bar.x for bar in made.bars)
    assert [line.name for line in made.days] == ["2016-01-01", "2016-01-09", "no day"]
