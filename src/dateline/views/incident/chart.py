"""A toll over time as geometry: where each report's figure stands at its day of publication, and the band that a policy makes of them.

Pure numbers in the units of an SVG of `WIDTH` by `HEIGHT`; the template draws them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 60, 104, 16, 40
# Units between two figures of one day, and between the first and last day and the edges.
_BESIDE, _MARGIN = 26.0, 30.0
# How many lines the scale of people has about, and how many days at most are named.
_LINES, _DAYS = 4, 4
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of one report: its number in the table, its day (ISO, None: not known), bounds (None: open), and whether its text is a
    copy of another's."""

    number: int
    day: str | None
    low: int | None
    high: int | None
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A point as drawn at `x`, from `bottom` (of its low) to `top` (of its high); an open bound ends at the edge of the plot."""

    number: int
    x: float
    bottom: float
    top: float
    open_below: bool
    open_above: bool
    copied: bool


@dataclass(frozen=True, slots=True)
class Band:
    """What the policy makes of the figures: the band from low to high, and the line of best; None where nobody tells it."""

    bottom: float
    top: float
    best: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a scale, with its name."""

    at: float
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn."""

    bars: tuple[Bar, ...]
    band: Band | None
    people: tuple[Line, ...]
    days: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def chart(points: Sequence[Point], *, low: int | None, best: int | None, high: int | None) -> Chart:
    """The chart of the points, the band from `low` to `high` behind them; an open bound of the band reaches the edge."""
    known = [value for point in points for value in (point.low, point.high) if value is not None]
    known += [value for value in (low, best, high) if value is not None]
    step = _step(max(known, default=1))
    top = step * (max(known, default=1) // step + 1)
    height = HEIGHT - TOP - BOTTOM

    def up(value: float) -> float:
        return round(HEIGHT - BOTTOM - height * value / top, 1)

    places = _across(points)
    bars = tuple(_bar(point, places[point.number], up) for point in points)
    edges = up(0 if low is None else low), TOP if high is None else up(high)
    band = None if low is None and high is None else Band(*edges, None if best is None else up(best))
    people = tuple(Line(up(value), f"{value:,}") for value in range(0, top + 1, step))
    return Chart(bars, band, people, _days(points))


def _bar(point: Point, x: float, up: Callable[[float], float]) -> Bar:
    bottom = up(0) if point.low is None else up(point.low)
    top = float(TOP) if point.high is None else up(point.high)
    return Bar(point.number, x, bottom, top, point.low is None, point.high is None, point.copied)


def _step(most: int) -> int:
    """The distance of the lines of people: 1, 2 or 5 times a power of ten."""
    rough = max(most / _LINES, 1)
    power = int(10 ** int(math.log10(rough)))
    return next((step * power for step in _STEPS if step * power >= rough), 10 * power)


def _across(points: Sequence[Point]) -> dict[int, float]:
    """Where each point stands; those of one day side by side, those without a day behind the last."""
    out: dict[int, float] = {}
    for day in dict.fromkeys(point.day for point in points):
        of_day = [point.number for point in points if point.day == day]
        middle = _at(day, points)
        out |= {number: round(middle + (k - (len(of_day) - 1) / 2) * _beside(len(of_day)), 1) for k, number in enumerate(of_day)}
    return out


def _beside(many: int) -> float:
    return min(_BESIDE, 2 * _MARGIN / many + 8) if many < 8 else 2 * _MARGIN / many


def _span(points: Sequence[Point]) -> tuple[int, int] | None:
    days = [date.fromisoformat(point.day).toordinal() for point in points if point.day]
    return (min(days), max(days)) if days else None


def _at(day: str | None, points: Sequence[Point]) -> float:
    span, first, last = _span(points), LEFT + 2 * _MARGIN, WIDTH - RIGHT - 2 * _MARGIN
    if any(point.day is None for point in points):
        last -= 3 * _MARGIN
    if day is None or span is None:
        return WIDTH - RIGHT - 2 * _MARGIN if span else (LEFT + WIDTH - RIGHT) / 2
    if span[0] == span[1]:
        return (first + last) / 2
    return first + (last - first) * (date.fromisoformat(day).toordinal() - span[0]) / (span[1] - span[0])


def _days(points: Sequence[Point]) -> tuple[Line, ...]:
    """The days that are named below: of those with figures as many as there is room for, first and last always."""
    days = sorted({point.day for point in points if point.day})
    chosen: list[str] = []
    room = (WIDTH - LEFT - RIGHT) / _DAYS
    for day in days[:1] + days[:0:-1][:1] + days[1:-1]:
        if all(abs(_at(day, points) - _at(other, points)) >= room for other in chosen):
            chosen.append(day)
    lines = [Line(round(_at(day, points), 1), day) for day in sorted(chosen)]
    if any(point.day is None for point in points):
        lines.append(Line(round(_at(None, points), 1), "no day"))
    return tuple(lines)
