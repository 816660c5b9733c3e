"""Stretches of days on the calendar, and those that an expression with its year names by itself (codebook, section 7)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

# First day, last day, and how well the day is known: day, week, month, year.
Stretch = tuple[date, date, str]

PRECISIONS = ("day", "week", "month", "year")

# A stretch so long is known to within a day, a week, a month.
_LONGEST = (("day", 4), ("week", 14), ("month", 366))
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def longer(precision: str, start: date, end: date) -> str:
    """The precision of a stretch: that of its first end, or coarser where it is long."""
    days = (end - start).days + 1
    by_length = next((name for name, longest in _LONGEST if days <= longest), "year")
    return max(precision, by_length, key=PRECISIONS.index)


def day_of(day: date) -> Stretch:
    return day, day, "day"


def month_of(year: int, month: int) -> Stretch:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def year_of(year: int) -> Stretch:
    return date(year, 1, 1), date(year, 12, 31), "year"


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> Stretch:
    """The week, Monday to Sunday, that the day is in."""
    return monday(day), monday(day) + timedelta(days=6), "week"


def shift_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where it is shorter. Raises OverflowError outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"no calendar for the year {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def safe_date(year: int, month: int, day: int) -> date | None:
    """A date, None where there is none (30 February)."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


_DIGITS_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DIGITS_MONTH = re.compile(r"(\d{4})-(\d\d)")
_DIGITS_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])")
PORTION = re.compile(r"(EARLY|MID|LATE|END|EARLIER|LATER|H1|H2|W-?\d)-(.+)")


def absolute(body: str) -> Stretch | None:
    """A value that needs no reference: a day, month, season, year or decade with its year, or a portion of one."""
    if found := _DIGITS_DAY.fullmatch(body):
        day = safe_date(int(found[1]), int(found[2]), int(found[3]))
        return day_of(day) if day else None
    if found := _DIGITS_MONTH.fullmatch(body):
        return month_of(int(found[1]), int(found[2])) if 1 <= int(found[2]) <= 12 else None
    if found := _DIGITS_PART.fullmatch(body):
        return part_of_year(int(found[1]), found[2])
    if body.isdigit() and len(body) == 4:
        return year_of(int(body))
    if body.isdigit() and len(body) == 3:
        return date(int(body) * 10, 1, 1), date(int(body) * 10 + 9, 12, 31), "year"
    if found := PORTION.fullmatch(body):
        whole = absolute(found[2])
        return portion(found[1], whole) if whole else None
    return None


def part_of_year(year: int, part: str) -> Stretch:
    """A season of the northern year (winter begins in December), a quarter or a half."""
    months = 6 if part[0] == "H" else 3
    first = SEASONS[part] if part in SEASONS else (int(part[1]) - 1) * months + 1
    start = date(year, first, 1)
    return start, shift_months(start, months) - timedelta(days=1), "month"


def portion(name: str, whole: Stretch) -> Stretch:
    """Early, middle or late part of a month (thirds), of a year (quarters), of a longer or shorter stretch (thirds)."""
    start, end, precision = whole
    if name in {"EARLIER", "LATER"}:
        return whole
    if precision == "month" and (end - start).days < 31:
        return _portion_of_month(name, start, end)
    if precision == "year" and (end - start).days < 366:
        months = {"EARLY": (1, 3), "MID": (5, 8), "LATE": (10, 12), "END": (12, 12), "H1": (1, 6), "H2": (7, 12)}.get(name)
        return (date(start.year, months[0], 1), month_of(start.year, months[1])[1], "month") if months else whole
    third = (end - start) // 3
    parts = {"EARLY": (start, start + third), "MID": (start + third, end - third), "LATE": (end - third, end), "END": (end - third, end)}
    first, last = parts.get(name, (start, end))
    return first, last, "day" if precision == "week" else precision


def _portion_of_month(name: str, start: date, end: date) -> Stretch:
    if name == "W-1":
        return end - timedelta(days=6), end, "week"
    if name.startswith("W"):
        first = int(name[1:]) * 7 - 6
        return start.replace(day=min(first, 22)), start.replace(day=min(first + 6, 28)), "week"
    days = {"EARLY": (1, 10), "MID": (11, 20), "LATE": (21, end.day), "END": (21, end.day), "H1": (1, 15), "H2": (16, end.day)}[name]
    return start.replace(day=days[0]), start.replace(day=days[1]), "week"
