"""Dates of events: time expressions laid on the calendar by the codebook's rules (section 7).

A pure function of its arguments: nothing is taken from the machine's clock. What the words and the publication date do not
settle stays null. The notation of a Time's `value` is documented in `dateline.annotate.times`; the two stages share nothing else.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.schema.document import Time
from dateline.schema.place import When

# First day, last day, and how well the day is known: day, week, month, year.
Stretch = tuple[date, date, str]

PRECISIONS = ("day", "week", "month", "year")

# A day or month without a year may lie so far ahead of publication before it is taken for last year's: "on 3 March" in a
# report of 25 February is next week's. Newswire says "last March" else; in the coded reports six weeks gain three dates and lose none.
_AHEAD = timedelta(days=42)
# "a few days": in 1,100 coded training reports "the past few days" begins four days back, "recent days" six, "the next few days"
# reach seven ahead, "several weeks" begin four weeks back.
_FEW_DAYS, _RECENT_DAYS, _COMING_DAYS, _FEW_WEEKS = 4, 6, 7, 28
# Two parts of one date ("in 1994, on 6 April") stand at most so many characters apart.
_NEAR = 20
# A stretch so long is known to within a day, a week, a month.
_LONGEST = (("day", 4), ("week", 14), ("month", 366))

_TIMES_OF_DAY = {"DN": "dawn", "MO": "morning", "MI": "noon", "AF": "afternoon", "EV": "evening", "NI": "night", "ON": "night"}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

_VALUE = re.compile(r"(?:(?P<relation>[A-Z]+):)?(?P<ref>REF:)?(?P<body>.*?)(?:T(?P<part>DN|MO|MI|AF|EV|NI|ON|\d\d:\d\dZ?))?")
_RELATIONS = frozenset({"SINCE", "UNTIL", "BY", "BEFORE", "AFTER"})
# Relations that say only where a happening ends or what it follows: they date no event of the past.
_OPEN = frozenset({"UNTIL", "BY", "BEFORE", "AFTER"})

# Not said by words, but by a verb of the past: what has no year looks back.
_BACK = "BACK"
_BACKWARD = frozenset({"SINCE", _BACK})

# "Now" and "soon" date nothing.
_UNDATING = frozenset({"PRESENT_REF", "FUTURE_REF"})

# How sure a date is, by where it comes from.
_CONFIDENCE = {"stated": 0.95, "story": 0.8, "open": 0.6, "assumed": 0.7}


@dataclass(frozen=True, slots=True)
class _Now:
    """What relative words count from: the day of speaking, whether the verb is in the future, whether they can only look back ("since").

    `told`: it is no day of speaking, but one that the report has told of.
    """

    day: date
    future: bool
    back: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of the notation, taken apart."""

    relation: str
    ref: bool
    body: str
    part: str


@dataclass(frozen=True, slots=True)
class _Dated:
    """A time expression with the stretch it stands for."""

    time: Time
    value: _Value
    stretch: Stretch


def resolve_date(
    times: Sequence[Time],
    *,
    published: date | None,
    spoken: date | None = None,
    future: bool = False,
    assume_published: bool = False,
    story: date | None = None,
) -> When:
    """The day, week, month or year of an event, from its time expressions; dates null and precision "unknown" where nothing settles it.

    `times` are the event's own, the nearest to its words first; of several the most exact counts. `spoken` is the day on which
    the quotation around them was spoken, `story` the day that the report told of before ("the next day", "hours later" count
    from it). `assume_published` puts an event without any date on the day of publication.

    Example: "on Friday" published on Tuesday 2019-01-01 gives start_date and end_date "2018-12-28", precision "day".
    """
    now = spoken or published
    settled = [d for time in joined_times(times) if (d := _dated(time, now, future=future, story=story)) is not None]
    usable = [d for d in settled if future or d.value.relation not in _OPEN]
    part = time_of_day(times)
    if usable:
        best = min(usable, key=_rank)
        origin = "open" if best.value.relation in _RELATIONS else "story" if best.value.ref else "stated"
        return _when(best.stretch, best.time, origin=origin, part=_part(best.value) or part)
    unsettled = next((time for time in times if _states_date(time)), None)
    if unsettled is not None:
        return _when(None, unsettled, origin="unknown", part=part)
    alone = next((time for time in times if time.kind == "time"), None)
    if assume_published and published is not None:
        return _when((published, published, "day"), alone, origin="assumed", part=part)
    return _when(None, alone, origin="unknown", part=part)


def anchor(time: Time, *, reference: date | None, future: bool, story: date | None = None) -> Stretch | None:
    """First day, last day and precision of one time expression, or None where it can't be laid on the calendar.

    `reference` is the day of speaking, for almost all uses the day of publication. `story` is the day the report told of before:
    expressions marked REF count from it, and where it is None from `reference`, as far as they then look back.

    Example: "last week" (value LAST-W) with reference 2019-01-01 gives 2018-12-24 to 2018-12-30, "week".
    """
    dated = _dated(time, reference, future=future, story=story)
    return dated.stretch if dated else None


def begun(time: Time) -> Time:
    """The same time without "since", "until", "by": in "since May 2004, when gunmen raided a base" the raid is of May 2004."""
    relation, _, rest = (time.value or "").partition(":")
    return replace(time, value=rest) if relation in _RELATIONS else time


def looking_back(time: Time) -> Time:
    """The same time for a verb of the past: "in October" of September is last year's, however near this year's lies ahead."""
    plain = time.kind in {"date", "time"} and (time.value or "").startswith("XXXX-")
    return replace(time, value=f"{_BACK}:{time.value}") if plain else time


def _dated(time: Time, reference: date | None, *, future: bool, story: date | None) -> _Dated | None:
    if time.kind not in {"date", "time"} or not time.value:
        return None
    value = _parsed(time.value)
    try:
        stretch = _stretch(value, reference, future=future, story=story)
    except (OverflowError, ValueError):
        # "5,000 years ago" is before the calendar's first day, the year 0 is not on it.
        return None
    return _Dated(time, value, stretch) if stretch else None


def _parsed(text: str) -> _Value:
    found = _VALUE.fullmatch(text)
    if found is None:
        return _Value("", False, text, "")
    relation = found["relation"] or ""
    if relation and relation not in _RELATIONS and relation != _BACK:
        relation, ref = "", relation == "REF"
    else:
        ref = found["ref"] is not None
    return _Value(relation, ref, found["body"], found["part"] or "")


def _stretch(value: _Value, reference: date | None, *, future: bool, story: date | None) -> Stretch | None:
    # "Since Monday" looks back whatever the verb.
    future = future and value.relation not in _BACKWARD
    ends = [_point_of(value, body, reference, future=future, story=story) for body in value.body.split("/")]
    begin, end = ends[0], ends[-1]
    if begin is None or end is None:
        return None
    if len(ends) == 2:
        begin, end = _in_order(begin, end)
        begin = (begin[0], end[1], longer(begin[2], begin[0], end[1]))
    if value.part == "ON":
        begin = (begin[0] - timedelta(days=1), begin[1], begin[2])
    return _related(value.relation, begin, reference, future=future) if value.relation in _RELATIONS else begin


def _point_of(value: _Value, body: str, reference: date | None, *, future: bool, story: date | None) -> Stretch | None:
    if "|" in body:
        return _sole_reading(body, reference) if not future else None
    absolute = _absolute(body)
    if absolute is not None:
        return absolute if future or reference is None else _clipped(absolute, reference)
    counted_from_story = value.ref or body.endswith(("-AFTER", "-BEFORE"))
    base = story if counted_from_story and story is not None else reference
    if base is None:
        return None
    # "tomorrow", "next week", "later this month" look ahead whatever the verb.
    ahead = body.startswith(("NEXT-", "LATER-")) or body == "TOMORROW" or body.endswith("-AHEAD")
    told = counted_from_story and story is not None
    now = _Now(base, future or ahead or told, back=value.relation in _BACKWARD, told=told)
    stretch = _point(body, now)
    if stretch is None:
        return None
    if counted_from_story and not future and reference is not None and stretch[0] > reference:
        return None
    return stretch if now.future else _clipped(stretch, base if not counted_from_story else max(base, reference or base))


def _sole_reading(body: str, reference: date | None) -> Stretch | None:
    """Of "05/01/2019" the reading that is not too far ahead of the day of speaking, where the other one is."""
    readings = [stretch for text in body.split("|") if (stretch := _absolute(text)) is not None]
    if len(readings) > 1 and reference is not None:
        readings = [r for r in readings if r[0] <= reference + _AHEAD]
    return readings[0] if len(readings) == 1 else None


def _clipped(stretch: Stretch, reference: date) -> Stretch:
    """What has happened lies before publication: a stretch that goes on beyond it ends with it."""
    start, end, precision = stretch
    return (start, reference, precision) if start <= reference < end else stretch


def _related(relation: str, stretch: Stretch, reference: date | None, *, future: bool) -> Stretch | None:
    start, end, precision = stretch
    if reference is None:
        return None
    if relation == "SINCE":
        return (start, reference, longer(precision, start, reference)) if start <= reference else None
    if relation in {"UNTIL", "BY", "BEFORE"} and future and reference <= end:
        return reference, end, longer(precision, reference, end)
    return None


def _in_order(begin: Stretch, end: Stretch) -> tuple[Stretch, Stretch]:
    """ "Thursday to Saturday", each resolved alone, may come out the wrong way round: the first then is of the week or year before."""
    if begin[0] <= end[0]:
        return begin, end
    if begin[2] == "day" and begin[0] - end[0] < timedelta(days=7):
        week = timedelta(days=7)
        return (begin[0] - week, begin[1] - week, begin[2]), end
    start, stop = _shift_months(begin[0], -12), _shift_months(begin[1], -12)
    return ((start, stop, begin[2]), end) if start <= end[0] else (end, begin)


def longer(precision: str, start: date, end: date) -> str:
    """The precision of a stretch: that of its first end, or coarser where it is long."""
    days = (end - start).days + 1
    by_length = next((name for name, longest in _LONGEST if days <= longest), "year")
    return max(precision, by_length, key=PRECISIONS.index)


# The calendar


def _day(day: date) -> Stretch:
    return day, day, "day"


def _month(year: int, month: int) -> Stretch:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def _year(year: int) -> Stretch:
    return date(year, 1, 1), date(year, 12, 31), "year"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(day: date) -> Stretch:
    """The week, Monday to Sunday, that the day is in."""
    return _monday(day), _monday(day) + timedelta(days=6), "week"


def _shift_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where it is shorter. Raises OverflowError outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"no calendar for the year {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _safe_date(year: int, month: int, day: int) -> date | None:
    """A date, None where there is none (30 February)."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


_DIGITS_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DIGITS_MONTH = re.compile(r"(\d{4})-(\d\d)")
_DIGITS_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])")
_PORTION = re.compile(r"(EARLY|MID|LATE|END|EARLIER|LATER|H1|H2|W-?\d)-(.+)")


def _absolute(body: str) -> Stretch | None:
    """A value that needs no reference: a day, month, season, year or decade with its year, or a portion of one."""
    if found := _DIGITS_DAY.fullmatch(body):
        day = _safe_date(int(found[1]), int(found[2]), int(found[3]))
        return _day(day) if day else None
    if found := _DIGITS_MONTH.fullmatch(body):
        return _month(int(found[1]), int(found[2])) if 1 <= int(found[2]) <= 12 else None
    if found := _DIGITS_PART.fullmatch(body):
        return _part_of_year(int(found[1]), found[2])
    if body.isdigit() and len(body) == 4:
        return _year(int(body))
    if body.isdigit() and len(body) == 3:
        return date(int(body) * 10, 1, 1), date(int(body) * 10 + 9, 12, 31), "year"
    if found := _PORTION.fullmatch(body):
        whole = _absolute(found[2])
        return _portion(found[1], whole) if whole else None
    return None


def _part_of_year(year: int, part: str) -> Stretch:
    """A season of the northern year (winter begins in December), a quarter or a half."""
    months = 6 if part[0] == "H" else 3
    first = _SEASONS[part] if part in _SEASONS else (int(part[1]) - 1) * months + 1
    start = date(year, first, 1)
    return start, _shift_months(start, months) - timedelta(days=1), "month"


def _portion(name: str, whole: Stretch) -> Stretch:
    """Early, middle or late part of a month (thirds), of a year (quarters), of a longer or shorter stretch (thirds)."""
    start, end, precision = whole
    if name in {"EARLIER", "LATER"}:
        return whole
    if precision == "month" and (end - start).days < 31:
        return _portion_of_month(name, start, end)
    if precision == "year" and (end - start).days < 366:
        months = {"EARLY": (1, 3), "MID": (5, 8), "LATE": (10, 12), "END": (12, 12), "H1": (1, 6), "H2": (7, 12)}.get(name)
        return (date(start.year, months[0], 1), _month(start.year, months[1])[1], "month") if months else whole
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


# What is counted from the day of speaking


def _today(now: _Now, _: re.Match[str]) -> Stretch | None:
    return _day(now.day)


def _yesterday(now: _Now, _: re.Match[str]) -> Stretch | None:
    return _day(now.day - timedelta(days=1))


def _tomorrow(now: _Now, _: re.Match[str]) -> Stretch | None:
    return _day(now.day + timedelta(days=1))


def _overnight(now: _Now, _: re.Match[str]) -> Stretch | None:
    step = timedelta(days=1)
    return (now.day, now.day + step, "day") if now.future else (now.day - step, now.day, "day")


def _weekday(now: _Now, found: re.Match[str]) -> Stretch | None:
    """The nearest such day on or before (future: on or after); "last" is before, "next" after that day."""
    which, number = found[1], int(found[2])
    back = timedelta(days=(now.day.isoweekday() - number) % 7)
    ahead = timedelta(days=(number - now.day.isoweekday()) % 7)
    week = timedelta(days=7)
    if which == "LAST-":
        return _day(now.day - (back or week))
    if which == "NEXT-":
        return _day(now.day + (ahead or week))
    return _day(now.day + ahead if now.future else now.day - back)


def _weekday_of_week(now: _Now, found: re.Match[str]) -> Stretch | None:
    weeks = {"LAST": -1, "THIS": 0, "NEXT": 1}[found[1]]
    return _day(_monday(now.day) + timedelta(days=7 * weeks + int(found[2]) - 1))


def _calendar(now: _Now, found: re.Match[str]) -> Stretch | None:
    """Last, this or next calendar week, month or year; "this" ends (future: begins) with the day of speaking."""
    step = {"LAST": -1, "THIS": 0, "NEXT": 1}[found[1]]
    if found[2] == "W":
        whole = _week(now.day + timedelta(days=7 * step))
    elif found[2] == "M":
        day = _shift_months(now.day.replace(day=1), step)
        whole = _month(day.year, day.month)
    else:
        whole = _year(_shift_months(now.day, 12 * step).year)
    return _remaining(whole, now) if step == 0 else whole


def _day_of_month(now: _Now, found: re.Match[str]) -> Stretch | None:
    """ "The 4th of this month", "the 28th of last month"."""
    month = _shift_months(now.day.replace(day=1), {"LAST": -1, "THIS": 0, "NEXT": 1}[found[1]])
    day = _safe_date(month.year, month.month, int(found[2]))
    return _day(day) if day else None


def _day_number(now: _Now, found: re.Match[str]) -> Stretch | None:
    """ "On the 21st": of the month told of; else the latest that has been, in the future the next to come."""
    months = (0,) if now.told else (0, 1) if now.future else (0, -1)
    for step in months:
        month = _shift_months(now.day.replace(day=1), step)
        day = _safe_date(month.year, month.month, int(found[1]))
        if day is not None and (now.told or (day >= now.day if now.future else day <= now.day)):
            return _day(day)
    return None


def _weekday_weeks_off(now: _Now, found: re.Match[str]) -> Stretch | None:
    """ "A week ago Monday" is the Monday a week before the last, "two weeks from Friday" one two weeks after the next."""
    ahead = found[2] == "AHEAD"
    base = _point(f"WD{found[3]}", replace(now, future=ahead))
    moved = _point(found[1], replace(now, day=base[0])) if base else None
    return _day(moved[0]) if moved else None


def _years_ago_today(now: _Now, found: re.Match[str]) -> Stretch | None:
    return _day(_shift_months(now.day, -12 * int(found[1])))


def _remaining(whole: Stretch, now: _Now) -> Stretch:
    start, end, precision = whole
    return (now.day, end, precision) if now.future else (start, now.day, precision)


def _weekend(now: _Now, found: re.Match[str]) -> Stretch | None:
    """The last weekend that has begun; in the future the next one that has not ended."""
    which = found[1]
    saturday = _monday(now.day) + timedelta(days=5)
    week = timedelta(days=7)
    begun = saturday <= now.day
    if which == "LAST-" or (which != "NEXT-" and not now.future and not begun):
        saturday -= week
    elif which == "NEXT-" and begun:
        saturday += week
    return saturday, saturday + timedelta(days=1), "day"


def _season(now: _Now, found: re.Match[str]) -> Stretch | None:
    """Last summer is the latest that has ended, next the first that has not begun; a bare one the latest begun (future: to come)."""
    which, part = found[1] or "", found[2]
    years = range(now.day.year - 2, now.day.year + 3)
    all_years = [_part_of_year(year, part) for year in years]
    if which == "LAST-":
        return max(s for s in all_years if s[1] < now.day)
    if which == "NEXT-" or (now.future and which != "THIS-"):
        return min(s for s in all_years if s[0] > now.day or (s[1] >= now.day and which != "NEXT-"))
    if which == "THIS-":
        return next((s for s in all_years if s[0].year == now.day.year and (now.future or s[0] <= now.day)), None)
    return max(s for s in all_years if s[0] <= now.day)


def _unsaid_quarter(now: _Now, found: re.Match[str]) -> Stretch | None:
    """The latest such quarter that has begun; in the future the next that has not ended."""
    whole = [_part_of_year(year, f"Q{found[1]}") for year in range(now.day.year - 1, now.day.year + 2)]
    if now.future:
        return min(s for s in whole if s[1] >= now.day)
    return max(s for s in whole if s[0] <= now.day)


def _easter(now: _Now, found: re.Match[str]) -> Stretch | None:
    """A feast so many days from Easter Sunday, of its year or the latest that has been; in the future the next."""
    year, step = found[1], timedelta(days=int(found[2]))
    if year != "XXXX":
        return _day(easter_sunday(int(year)) + step)
    days = [easter_sunday(y) + step for y in range(now.day.year - 1, now.day.year + 2)]
    return _day(min(d for d in days if d >= now.day) if now.future else max(d for d in days if d <= now.day))


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


def _named_month(now: _Now, found: re.Match[str]) -> Stretch | None:
    """ "last June", "next October", "this March"."""
    month = int(found[2])
    whole = _month(now.day.year, month)
    if found[1] == "LAST" and whole[1] >= now.day:
        return _month(now.day.year - 1, month)
    if found[1] == "NEXT" and whole[0] <= now.day:
        return _month(now.day.year + 1, month)
    return whole


def _unsaid_month(now: _Now, found: re.Match[str]) -> Stretch | None:
    """The latest such month that has begun, unless one begins close ahead; in the future the next that has not ended."""
    month, year = int(found[1]), now.day.year
    whole = _month(year, month)
    if now.future and whole[1] < now.day:
        return _month(year + 1, month)
    if not now.future and whole[0] > now.day and (now.back or whole[0] - now.day > _AHEAD):
        return _month(year - 1, month)
    return whole


def _unsaid_day(now: _Now, found: re.Match[str]) -> Stretch | None:
    """The latest such day not after the day of speaking, unless one lies close ahead; in the future the next."""
    month, day = int(found[1]), int(found[2])
    # Eight years each way hold a 29 February, 1900 included.
    near = [d for year in range(now.day.year - 8, now.day.year + 9) if (d := _safe_date(year, month, day)) is not None]
    past = [d for d in near if d <= now.day]
    ahead = [d for d in near if d >= now.day]
    if now.future:
        return _day(ahead[0]) if ahead else None
    if ahead and not now.back and ahead[0] - now.day <= _AHEAD:
        return _day(ahead[0])
    return _day(past[-1]) if past else None


def _of_year(now: _Now, found: re.Match[str]) -> Stretch | None:
    """ "June last year", "5 August this year", "spring next year"."""
    year = now.day.year + {"LAST": -1, "THIS": 0, "NEXT": 1}[found[1]]
    return _absolute(f"{year:04d}-{found[2]}")


def _ago(now: _Now, found: re.Match[str]) -> Stretch | None:
    """ "two weeks ago": days and weeks to the day, months by the calendar, a year to the month, years to the year."""
    hours, count, unit, side = found[1], found[2], found[3], found[4]
    sign = -1 if side == "AGO" else 1
    if hours:
        days = 0 if count == "X" or unit == "M" else int(float(count)) // 24
        return _day(now.day + sign * timedelta(days=days))
    if count == "X":
        if unit != "D":
            return None
        ends = sorted((now.day + sign * timedelta(days=7), now.day + sign * timedelta(days=2)))
        return ends[0], ends[1], "week"
    if unit in {"D", "W"}:
        day = now.day + sign * timedelta(days=int(float(count) * (7 if unit == "W" else 1)))
        return day, day, "day" if unit == "D" else "week"
    number = int(float(count)) * sign
    day = _shift_months(now.day, number * (1 if unit == "M" else 12))
    return _month(day.year, day.month) if unit == "M" or abs(number) == 1 else _year(day.year)


def _beside(now: _Now, found: re.Match[str]) -> Stretch | None:
    """ "three days after X": X is so much earlier than what the sentence tells of."""
    side = "AGO" if found[2] == "AFTER" else "AHEAD"
    if found[1] == "PXD":
        # "Days after X": X was some days before
        return (now.day - timedelta(days=_FEW_DAYS), now.day, "week") if side == "AGO" else None
    return _point(f"{found[1]}-{side}", now)


def _window(now: _Now, found: re.Match[str]) -> Stretch | None:
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
        other = _shift_months(now.day, int(float(count)) * (1 if unit == "M" else 12) * (1 if ahead else -1))
        days = abs((other - now.day).days)
    span = timedelta(days=days)
    start, end = (now.day, now.day + span) if ahead else (now.day - span, now.day)
    named = {"D": "day", "W": "week", "M": "month", "Y": "year"}["D" if hours else unit]
    return start, end, longer(named, start, end)


def _recent(now: _Now, found: re.Match[str]) -> Stretch | None:
    """ "recent days" is the last week; recent weeks, months and years have no beginning."""
    return (now.day - timedelta(days=_RECENT_DAYS), now.day, "week") if found[1] == "D" else None


def _portion_now(now: _Now, found: re.Match[str]) -> Stretch | None:
    """ "early this month", "the end of the year", "earlier this week": the whole first, then its part."""
    name, body = found[1], found[2]
    if name in {"EARLIER", "LATER"}:
        later = name == "LATER"
        whole = _point(body, replace(now, future=later))
        return whole if whole is None or not later or whole[0] >= now.day or whole[1] < now.day else (now.day, whole[1], whole[2])
    whole = _whole(body, now)
    return _portion(name, whole) if whole else None


def _whole(body: str, now: _Now) -> Stretch | None:
    """A stretch with both its ends, where "this month" else stops at the day of speaking."""
    if body == "THIS-W":
        return _week(now.day)
    if body == "THIS-M":
        return _month(now.day.year, now.day.month)
    return _year(now.day.year) if body == "THIS-Y" else _point(body, now)


_POINTS: tuple[tuple[re.Pattern[str], Callable[[_Now, re.Match[str]], Stretch | None]], ...] = tuple(
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
        (_PORTION.pattern, _portion_now),
    )
)


def _point(body: str, now: _Now) -> Stretch | None:
    absolute = _absolute(body)
    if absolute is not None:
        return absolute
    for pattern, rule in _POINTS:
        found = pattern.fullmatch(body)
        if found is not None:
            return rule(now, found)
    return None


# Several times of one event


def joined_times(times: Sequence[Time]) -> list[Time]:
    """The times, with a year that stands close to a day or month without one joined to it ("In 1994, on 6 April")."""
    out: list[Time] = []
    years = [t for t in times if t.value and re.fullmatch(r"\d{4}", t.value)]
    for time in times:
        year = next((t for t in years if 0 <= t.start - time.end <= _NEAR or 0 <= time.start - t.end <= _NEAR), None)
        if year is not None and year.value and time.value and time.value.startswith("XXXX-") and "/" not in time.value:
            out.append(replace(time, value=year.value + time.value[4:]))
        else:
            out.append(time)
    return out


def _rank(dated: _Dated) -> tuple[bool, bool, int]:
    """The most exact first; a date of its own before one that only begins or ends the happening, or that tells of another."""
    return dated.value.relation in _OPEN, dated.value.body.endswith(("-AFTER", "-BEFORE")), PRECISIONS.index(dated.stretch[2])


def _part(value: _Value) -> str | None:
    if not value.part:
        return "night" if value.body == "OVERNIGHT" else None
    return _TIMES_OF_DAY.get(value.part, value.part)


def _states_date(time: Time) -> bool:
    """Do the words date the event, be it so that nobody can tell when ("recently", "05/01/2019")? "Until May" does not date it."""
    if time.value in _UNDATING:
        return False
    return time.kind == "date" and (time.value is None or _parsed(time.value).relation not in _OPEN)


def time_of_day(times: Sequence[Time]) -> str | None:
    """The part of the day where an expression without a day gives it ("at dawn", "at 1700"); local time before GMT."""
    parts = [part for time in times if time.kind == "time" and time.value and (part := _part(_parsed(time.value)))]
    local = [part for part in parts if not part.endswith("Z")]
    return local[0] if local else None


def _when(stretch: Stretch | None, time: Time | None, *, origin: str, part: str | None) -> When:
    return When(
        start_date=stretch[0].isoformat() if stretch else None,
        end_date=stretch[1].isoformat() if stretch else None,
        precision=stretch[2] if stretch else "unknown",
        time_of_day=part if part is None or not part.endswith("Z") else None,
        start=time.start if time else None,
        end=time.end if time else None,
        text=time.text if time else None,
        made_by=f"dates.{origin}",
        confidence=_CONFIDENCE.get(origin, 0.5) * (time.confidence if time else 1.0) if stretch else 0.0,
    )
