"""The days that a telling's sentences name, whichever of them the coding took for the event's: a sentence often has that of speaking too.

"said on Friday that the man killed two weeks earlier ..." names two stretches of days. Comparing reads them by itself, since what it needs
is only which days two sentences may have in common; the event's own date stays what coding found.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.merge.wording import number_words

Stretch = tuple[int, int]

# Between two sentences.
_STOP = re.compile(r"[.!?][\"'”’)]*\s")
_COUNTED = re.compile(r"\b(?P<unit>week|month)s?\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:this|last|past|previous|next)\b", re.IGNORECASE)
_SLACK = {"week": 2, "month": 10}

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _MONTHS)}|sept)\.?"
_NUMBER = r"(?P<number>\d{1,2}|[a-z]+)"
_UNITS = {"day": (1, 0), "night": (1, 0), "week": (7, 4), "fortnight": (14, 3), "month": (30, 16)}
_AGO = re.compile(rf"\b{_NUMBER}\s+(?P<unit>day|night|week|month)s?\s+(?P<way>ago|earlier|before|after|later|since)\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:{_DAY}\s+(?:of\s+)?{_MONTH}\b|{_MONTH.replace('month', 'month2')}\s+{_DAY.replace('day', 'day2')}\b)", re.IGNORECASE
)
_WEEKDAY = re.compile(rf"\b(?P<last>last\s+|next\s+)?(?P<weekday>{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?P<which>last|this|past|previous)\s+(?P<unit>week|month|weekend)\b", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(?P<near>yesterday|today|tonight|the day before|a day (?:earlier|before|ago|after)|the previous day)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Time:
    """Words of time in a text, half-open, and first and last day (ordinals) of each stretch that they may name."""

    start: int
    end: int
    days: tuple[Stretch, ...]


def told_times(text: str, published: int | None) -> tuple[Time, ...]:
    """The words of time of the text, with the days they name counted from the day of publication; none without it."""
    if published is None:
        return ()
    out = [Time(*m.span(), (_weekday(m, published),)) for m in _WEEKDAY.finditer(text)]
    out += [Time(*m.span(), (found,)) for m in _DATE.finditer(text) if (found := _date(m, published)) is not None]
    out += [Time(*m.span(), (_last(m, published),)) for m in _LAST.finditer(text)]
    before = {(first - 1, last - 1) for time in out for first, last in time.days if last - first <= 1}
    out += [Time(*m.span(), (*sorted(before), (published - 1, published))) for m in _NEAR.finditer(text)]
    bases = sorted({days for time in out for days in time.days} | {(published, published)})
    return (*out, *(Time(*m.span(), back) for m in _AGO.finditer(text) if (back := tuple(d for b in bases for d in _counted(m, b)))))


def named_days(text: str, published: int | None) -> tuple[Stretch, ...]:
    """First and last day (ordinals) of every stretch that the text names, counted from the day of publication; none without it."""
    return tuple(sorted({days for time in told_times(text, published) for days in time.days}))


def nearest_days(text: str, times: Sequence[Time], *, trigger: str) -> tuple[Stretch, ...]:
    """What those words of time name that stand nearest to the trigger within its sentence; nothing where there are none."""
    at = text.find(trigger) if trigger else -1
    if at < 0:
        return ()
    end = at + len(trigger)
    near = [t for t in times if not _STOP.search(text, min(t.end, end), max(t.start, at))]
    return min(near, key=lambda t: (max(t.start - end, at - t.end, 0), t.start), default=Time(0, 0, ())).days


def slack_of(text: str) -> int:
    """By how many days "two weeks ago" or "a month earlier" may be off; none for "last week", which is a week of the calendar."""
    counted = _COUNTED.search(text)
    return 0 if counted is None or _WHICH.search(text) else _SLACK[counted["unit"].casefold()]


def _weekday(m: re.Match[str], published: int) -> Stretch:
    """The nearest such day on or before publication. Day 1 of the proleptic calendar was a Monday."""
    back = (published - 1 - _WEEKDAYS.index(m["weekday"].casefold())) % 7
    return published - back, published - back


def _date(m: re.Match[str], published: int) -> Stretch | None:
    """A day and month, of the year that puts it nearest to publication."""
    month = next(k for k, name in enumerate(_MONTHS, 1) if name.startswith((m["month"] or m["month2"]).casefold()[:3]))
    day = int(m["day"] or m["day2"])
    year = date.fromordinal(published).year
    years = [date(y, month, day).toordinal() for y in (year - 1, year, year + 1) if 1 <= day <= _length(y, month)]
    best = min(years, key=lambda d: (abs(d - published), d), default=None)
    return None if best is None else (best, best)


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _last(m: re.Match[str], published: int) -> Stretch:
    monday = published - (published - 1) % 7
    back = m["which"].casefold() != "this"
    if m["unit"].casefold() == "month":
        return (published - 61, published - 1) if back else (published - 30, published)
    return (monday - 7, monday - 1) if back else (monday - 2, published)


def _counted(m: re.Match[str], base: Stretch) -> list[Stretch]:
    """ "Two days after Lima threw out ..." counts from a day that the sentence names, back or forth."""
    number = _number(m["number"])
    if number is None:
        return []
    days, slack = _UNITS[m["unit"].casefold()]
    return [(base[0] - number * days - slack, base[1] - number * days + slack)]


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return _FEW.get(word.casefold()) or number_words().get(word.casefold())


_FEW = {"a": 1, "one": 1, "two": 2}
