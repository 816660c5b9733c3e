"""The timeline and the bars of the page of incidents, as lengths that a template draws: no script is needed to see them.

Lengths are percentages with two decimals, as text: an SVG without a view box takes them, whatever its width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.store.charting import Group, Sum, together

# The most bars that can be told apart, and clicked on, on a page: weeks for five years.
MOST = 261
STEPS = ("week", "month", "year")
# The share of its step that a bar fills.
_FULL = 0.84
# Labels below the timeline, years and the longer ones of months: one for so many percent of the width, which a telephone has room for.
_YEARS_APART, _MONTHS_APART = 9.0, 19.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the incidents from `since` to `until` (both counted in); `slot` and `wide` are where it may be clicked on."""

    since: str
    until: str
    sum: Sum
    left: str
    width: str
    top: str
    height: str
    slot: str
    wide: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of the time axis."""

    left: str
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """`step` is week, month or year: the finest that fits. `peak` is the number of the highest bar."""

    step: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    peak: int

    @property
    def told(self) -> tuple[Bar, ...]:
        """The bars that are not empty."""
        return tuple(bar for bar in self.bars if bar.sum.incidents)


@dataclass(frozen=True, slots=True)
class Length:
    """One of the bars that lie: its share of the longest."""

    value: str | None
    sum: Sum
    width: str


def timeline(days: Sequence[Group]) -> Timeline | None:
    """The incidents of each week, of each month where there are more than MOST weeks, else of each year; None where none has a day."""
    dated = [(date.fromisoformat(group.value), group.sum) for group in days if group.value is not None]
    if not dated:
        return None
    first, last = dated[0][0], dated[-1][0]
    step = next((step for step in STEPS if _number(step, first, last) <= MOST), STEPS[-1])
    sums: dict[date, list[Sum]] = {}
    for day, counted in dated:
        sums.setdefault(_start(step, day), []).append(counted)
    starts = _starts(step, first, last)
    whole = [together(sums.get(start, ())) for start in starts]
    peak = max(one.incidents for one in whole)
    bars = tuple(
        _bar(step, start, one, place=(k, len(starts)), peak=peak) for k, (start, one) in enumerate(zip(starts, whole, strict=True))
    )
    return Timeline(step, bars, _ticks(step, starts), peak)


def lengths(groups: Sequence[Group], *, most: int) -> tuple[tuple[Length, ...], int]:
    """The first of the groups that have a value, at most so many, and how many groups are left out."""
    known = [group for group in groups if group.value is not None]
    longest = max((group.sum.incidents for group in known), default=1)
    shown = tuple(Length(group.value, group.sum, _percent(100 * group.sum.incidents / longest)) for group in known[:most])
    return shown, max(len(known) - most, 0)


def _bar(step: str, start: date, counted: Sum, *, place: tuple[int, int], peak: int) -> Bar:
    number, all_ = place
    wide = 100 / all_
    # What is there is seen: at least a hundredth of the height
    height = 0.0 if not counted.incidents else max(100 * counted.incidents / peak, 1.0)
    until = max(start, _next(step, start) - timedelta(days=1))
    left = number * wide + wide * (1 - _FULL) / 2
    return Bar(
        start.isoformat(),
        until.isoformat(),
        counted,
        left=_percent(left),
        width=_percent(wide * _FULL),
        top=_percent(100 - height),
        height=_percent(height),
        slot=_percent(number * wide),
        wide=_percent(wide),
    )


def _ticks(step: str, starts: Sequence[date]) -> tuple[Tick, ...]:
    """The years, or the months where there are few of them, each at its first bar."""
    by_month = step == "week" and len(starts) <= MOST / 3
    apart = _MONTHS_APART if by_month else _YEARS_APART
    out: list[Tick] = []
    before, end = "", -apart
    for number, start in enumerate(starts):
        # A week is of the month that holds its Thursday
        middle = start + timedelta(days=3) if step == "week" else start
        label = middle.strftime("%Y-%m") if by_month else str(middle.year)
        at = 100 * number / len(starts)
        if label != before and at - end >= apart and at <= 100 - apart / 2:
            out.append(Tick(_percent(at), label))
            end = at
        before = label
    return tuple(out)


def _starts(step: str, first: date, last: date) -> list[date]:
    out = [_start(step, first)]
    while out[-1] < (after := _next(step, out[-1])) <= last:
        out.append(after)
    return out


def _number(step: str, first: date, last: date) -> int:
    if step == "week":
        return (_start(step, last) - _start(step, first)).days // 7 + 1
    return (last.year - first.year) * 12 + last.month - first.month + 1 if step == "month" else last.year - first.year + 1


def _start(step: str, day: date) -> date:
    """The first day of the week (a Monday), month or year that the day is in."""
    if step == "week":
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def _next(step: str, start: date) -> date:
    """The day after the last of the step; the calendar ends with the year 9999."""
    if step == "week":
        return start + timedelta(days=min(7, date.max.toordinal() - start.toordinal()))
    return _start(step, start + timedelta(days=min(32 if step == "month" else 366, date.max.toordinal() - start.toordinal())))


def _percent(value: float) -> str:
    return f"{value:.2f}%"
