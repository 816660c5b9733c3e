"""Expressions that are counted from a day: "yesterday", "last Friday", "two weeks ago", "the third week of May"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.resolve.stretches import (
    PORTION,
    Stretch,
    absolute,
    day_of,
    longer,
    monday,
    month_of,
    part_of_year,
    portion,
    safe_date,
    shift_months,
    week_of,
    year_of,
)

# A day or month without a year may lie so far ahead of publication before it is taken for last year's: "on 3 March" in a
# report of 25 February is next week's. Newswire says "last March" else; in the coded reports six weeks gain three dates and lose none.
AHEAD = timedelta(days=42)
# "a few days": in 1,100 coded training reports "the past few days" begins four days back, "recent days" six, "the next few days"
# reach seven ahead, "several weeks" begin four weeks back.
_FEW_DAYS, _RECENT_DAYS, _COMING_DAYS, _FEW_WEEKS = 4, 6, 7, 28


@dataclass(frozen=True, slots=True)
class Now:
    """What relative words count from: the day of speaking, whether the verb is in the future, whether they can only look back ("since").

    `told`: it is no day of speaking, but one that the report has told of.
    """

    day: date
    future: bool
    back: bool = False
    told: bool = False


def _today(now: Now, _: re.Match[str]) -> Stretch | None:
    return day_of(now.day)


def _yesterday(now: Now, _: re.Match[str]) -> Stretch | None:
    return day_of(now.day - timedelta(days=1))


def _tomorrow(now: Now, _: re.Match[str]) -> Stretch | None:
    return day_of(now.day + timedelta(days=1))


def _overnight(now: Now, _: re.Match[str]) -> Stretch | None:
    step = timedelta(days=1)
    return (now.day, now.day + step, "day") if now.future else (now.day - step, now.day, "day")


def _weekday(now: Now, found: re.Match[str]) -> Stretch | None:
    """The nearest such day on or before (future: on or after); "last" is before, "next" after that day."""
    which, number = found[1], int(found[2])
    back = timedelta(days=(now.day.isoweekday() - number) % 7)
    ahead = timedelta(days=(number - now.day.isoweekday()) % 7)
    week = timedelta(days=7)
    if which == "LAST-":
        return day_of(now.day - (back or week))
    if which == "NEXT-":
        return day_of(now.day + (ahead or week))
    return day_of(now.day + ahead if now.future else now.day - back)


def _weekday_of_week(now: Now, found: re.Match[str]) -> Stretch | None:
    weeks = {"LAST": -1, "THIS": 0, "NEXT": 1}[found[1]]
    return day_of(monday(now.day) + timedelta(days=7 * weeks + int(found[2]) - 1))


def _calendar(now: Now, found: re.Match[str]) -> Stretch | None:
    """Last, this or next calendar week, month or year; "this" ends (future: begins) with the day of speaking."""
    step = {"LAST": -1, "THIS": 0, "NEXT": 1}[found[1]]
    if found[2] == "W":
        whole = week_of(now.day + timedelta(days=7 * step))
    elif found[2] == "M":
        day = shift_months(now.day.replace(day=1), step)
        whole = month_of(day.year, day.month)
    else:
        whole = year_of(shift_months(now.day, 12 * step).year)
    return _remaining(whole, now) if step == 0 else whole


def _day_of_month(now: Now, found: re.Match[str]) -> Stretch | None:
    """ "The 4th of this month", "the 28th of last month"."""
    month = shift_months(now.day.replace(day=1), {"LAST": -1, "THIS": 0, "NEXT": 1}[found[1]])
    day = safe_date(month.year, month.month, int(found[2]))
    return day_of(day) if day else None


def _day_number(now: Now, found: re.Match[str]) -> Stretch | None:
    """ "On the 21st": of the month told of; else the latest that has been, in the future the next to come."""
    months = (0,) if now.told else (0, 1) if now.future else (0, -1)
    for step in months:
        month = shift_months(now.day.replace(day=1), step)
        day = safe_date(month.year, month.month, int(found[1]))
        if day is not None and (now.told or (day >= now.day if now.future else day <= now.day)):
            return day_of(day)
    return None


def _weekday_weeks_off(now: Now, found: re.Match[str]) -> Stretch | None:
    """ "A week ago Monday" is the Monday a week before the last, "two weeks from Friday" one two weeks after the next."""
    ahead = found[2] == "AHEAD"
    base = point(f"WD{found[3]}", replace(now, future=ahead))
    moved = point(found[1], replace(now, day=base[0])) if base else None
    return day_of(moved[0]) if moved else None


def _years_ago_today(now: Now, found: re.Match[str]) -> Stretch | None:
    return day_of(shift_months(now.day, -12 * int(found[1])))


def _remaining(whole: Stretch, now: Now) -> Stretch:
    start, end, precision = whole
    return (now.day, end, precision) if now.future else (start, now.day, precision)


def _weekend(now: Now, found: re.Match[str]) -> Stretch | None:
    """The last weekend that has begun; in the future the next one that has not ended."""
    which = found[1]
    saturday = monday(now.day) + timedelta(days=5)
    week = timedelta(days=7)
    begun = saturday <= now.day
    if which == "LAST-" or (which != "NEXT-" and not now.future and not begun):
        saturday -= week
    elif which == "NEXT-" and begun:
        saturday += week
    return saturday, saturday + timedelta(days=1), "day"


def _season(now: Now, found: re.Match[str]) -> Stretch | None:
    """Last summer is the latest that has ended, next the first that has not begun; a bare one the latest begun (future: to come)."""
    which, part = found[1] or "", found[2]
    years = range(now.day.year - 2, now.day.year + 3)
    all_years = [part_of_year(year, part) for year in years]
    if which == "LAST-":
        return max(s for s in all_years if s[1] < now.day)
    if which == "NEXT-" or (now.future and which != "THIS-"):
        return min(s for s in all_years if s[0] > now.day or (s[1] >= now.day and which != "NEXT-"))
    if which == "THIS-":
        return next((s for s in all_years if s[0].year == now.day.year and (now.future or s[0] <= now.day)), None)
    return max(s for s in all_years if s[0] <= now.day)


def _unsaid_quarter(now: Now, found: re.Match[str]) -> Stretch | None:
    """The latest such quarter that has begun; in the future the next that has not ended."""
    whole = [part_of_year(year, f"Q{found[1]}") for year in range(now.day.year - 1, now.day.year + 2)]
    if now.future:
        return min(s for s in whole if s[1] >= now.day)
    return max(s for s in whole if s[0] <= now.day)


def _easter(now: Now, found: re.Match[str]) -> Stretch | None:
    """A feast so many days from Easter Sunday, of its year or the latest that has been; in the future the next."""
    year, step = found[1], timedelta(days=int(found[2]))
    if year != "XXXX":
        return day_of(easter_sunday(int(year)) + step)
    days = [easter_sunday(y) + step for y in range(now.day.year - 1, now.day.year + 2)]
    return day_of(min(d for d in days if d >= now.day) if now.future else max(d for d in days if d <= now.day))


def easter_sunday(year: int) -> date:
    """Western Easter by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _named_month(now: Now, found: re.Match[str]) -> Stretch | None:
    """ "last June", "next October", "this March"."""
    month = int(found[2])
    whole = month_of(now.day.year, month)
    if found[1] == "LAST" and whole[1] >= now.day:
        return month_of(now.day.year - 1, month)
    if found[1] == "NEXT" and whole[0] <= now.day:
        return month_of(now.day.year + 1, month)
    return whole


def _unsaid_month(now: Now, found: re.Match[str]) -> Stretch | None:
    """The latest such month that has begun, unless one begins close ahead; in the future the next that has not ended."""
    month, year = int(found[1]), now.day.year
    whole = month_of(year, month)
    if now.future and whole[1] < now.day:
        return month_of(year + 1, month)
    if not now.future and whole[0] > now.day and (now.back or whole[0] - now.day > AHEAD):
        return month_of(year - 1, month)
    return whole


def _unsaid_day(now: Now, found: re.Match[str]) -> Stretch | None:
    """The latest such day not after the day of speaking, unless one lies close ahead; in the future the next."""
    month, day = int(found[1]), int(found[2])
    # Eight years each way hold a 29 February, 1900 included.
    near = [d for year in range(now.day.year - 8, now.day.year + 9) if (d := safe_date(year, month, day)) is not None]
    past = [d for d in near if d <= now.day]
    ahead = [d for d in near if d >= now.day]
    if now.future:
        return day_of(ahead[0]) if ahead else None
    if ahead and not now.back and ahead[0] - now.day <= AHEAD:
        return day_of(ahead[0])
    return day_of(past[-1]) if past else None


def _of_year(now: Now, found: re.Match[str]) -> Stretch | None:
    """ "June last year", "5 August this year", "spring next year"."""
    year = now.day.year + {"LAST": -1, "THIS": 0, "NEXT": 1}[found[1]]
    return absolute(f"{year:04d}-{found[2]}")


def _ago(now: Now, found: re.Match[str]) -> Stretch | None:
    """ "two weeks ago": days and weeks to the day, months by the calendar, a year to the month, years to the year."""
    hours, count, unit, side = found[1], found[2], found[3], found[4]
    sign = -1 if side == "AGO" else 1
    if hours:
        days = 0 if count == "X" or unit == "M" else int(float(count)) // 24
        return day_of(now.day + sign * timedelta(days=days))
    if count == "X":
        if unit != "D":
            return None
        ends = sorted((now.day + sign * timedelta(days=7), now.day + sign * timedelta(days=2)))
        return ends[0], ends[1], "week"
    if unit in {"D", "W"}:
        day = now.day + sign * timedelta(days=int(float(count) * (7 if unit == "W" else 1)))
        return day, day, "day" if unit == "D" else "week"
    number = int(float(count)) * sign
    day = shift_months(now.day, number * (1 if unit == "M" else 12))
    return month_of(day.year, day.month) if unit == "M" or abs(number) == 1 else year_of(day.year)


def _beside(now: Now, found: re.Match[str]) -> Stretch | None:
    """ "three days after X": X is so much earlier than what the sentence tells of."""
    side = "AGO" if found[2] == "AFTER" else "AHEAD"
    if found[1] == "PXD":
        # "Days after X": X was some days before
        return (now.day - timedelta(days=_FEW_DAYS), now.day, "week") if side == "AGO" else None
    return point(f"{found[1]}-{side}", now)


def _window(now: Now, found: re.Match[str]) -> Stretch | None:
    """ "the past two weeks", "the next few days", "within 48 hours"."""
    side, hours, count, unit = found[1], found[2], found[3], found[4]
    ahead = side == "NEXT" or (side == "WITHIN" and now.future)
    if hours:
        days = 1 if count == "X" or unit == "M" else -(-int(float(count)) // 24)
    elif count == "X":
        few = {"D": _COMING_DAYS if ahead else _FEW_DAYS, "W": _FEW_WEEKS}
        if unit not in few or (unit == "W" and side == "WITHIN"):
            return None
        days = few[unit]
    elif unit in {"D", "W"}:
        days = int(float(count) * (7 if unit == "W" else 1))
    else:
        other = shift_months(now.day, int(float(count)) * (1 if unit == "M" else 12) * (1 if ahead else -1))
        days = abs((other - now.day).days)
    span = timedelta(days=days)
    start, end = (now.day, now.day + span) if ahead else (now.day - span, now.day)
    named = {"D": "day", "W": "week", "M": "month", "Y": "year"}["D" if hours else unit]
    return start, end, longer(named, start, end)


def _recent(now: Now, found: re.Match[str]) -> Stretch | None:
    """ "recent days" is the last week; recent weeks, months and years have no beginning."""
    return (now.day - timedelta(days=_RECENT_DAYS), now.day, "week") if found[1] == "D" else None


def _portion_now(now: Now, found: re.Match[str]) -> Stretch | None:
    """ "early this month", "the end of the year", "earlier this week": the whole first, then its part."""
    name, body = found[1], found[2]
    if name in {"EARLIER", "LATER"}:
        later = name == "LATER"
        whole = point(body, replace(now, future=later))
        return whole if whole is None or not later or whole[0] >= now.day or whole[1] < now.day else (now.day, whole[1], whole[2])
    whole = _whole(body, now)
    return portion(name, whole) if whole else None


def _whole(body: str, now: Now) -> Stretch | None:
    """A stretch with both its ends, where "this month" else stops at the day of speaking."""
    if body == "THIS-W":
        return week_of(now.day)
    if body == "THIS-M":
        return month_of(now.day.year, now.day.month)
    return year_of(now.day.year) if body == "THIS-Y" else point(body, now)


_POINTS: tuple[tuple[re.Pattern[str], Callable[[Now, re.Match[str]], Stretch | None]], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"TODAY", _today),
        (r"YESTERDAY", _yesterday),
        (r"TOMORROW", _tomorrow),
        (r"OVERNIGHT", _overnight),
        (r"(LAST-|THIS-|NEXT-)?WD([1-7])", _weekday),
        (r"(LAST|THIS|NEXT)-W-WD([1-7])", _weekday_of_week),
        (r"(LAST|THIS|NEXT)-([WMY])", _calendar),
        (r"(LAST|THIS|NEXT)-M-D(\d\d)", _day_of_month),
        (r"D(\d\d)", _day_number),
        (r"(P\d+W-(AGO|AHEAD))-WD([1-7])", _weekday_weeks_off),
        (r"P(\d+)Y-AGO-TODAY", _years_ago_today),
        (r"(LAST-|THIS-|NEXT-)?WE", _weekend),
        (r"(LAST-|THIS-|NEXT-|XXXX-)?(SP|SU|FA|WI)", _season),
        (r"(LAST|THIS|NEXT)-M(0[1-9]|1[0-2])", _named_month),
        (r"XXXX-(0[1-9]|1[0-2])", _unsaid_month),
        (r"XXXX-(\d\d)-(\d\d)", _unsaid_day),
        (r"XXXX-Q([1-4])", _unsaid_quarter),
        (r"(\d{4}|XXXX)-EASTER([+-]\d+)", _easter),
        (r"(LAST|THIS|NEXT)-Y-(.+)", _of_year),
        (r"P(T)?(\d+(?:\.5)?|X)([HDWMY])-(AGO|AHEAD)", _ago),
        (r"(PT?(?:\d+(?:\.5)?|X)[HDWMY])-(AFTER|BEFORE)", _beside),
        (r"(PAST|NEXT|WITHIN)-P(T)?(\d+(?:\.5)?|X)([HDWMY])", _window),
        (r"RECENT-([A-Z])", _recent),
        (PORTION.pattern, _portion_now),
    )
)


def point(body: str, now: Now) -> Stretch | None:
    fixed = absolute(body)
    if fixed is not None:
        return fixed
    for pattern, rule in _POINTS:
        found = pattern.fullmatch(body)
        if found is not None:
            return rule(now, found)
    return None
