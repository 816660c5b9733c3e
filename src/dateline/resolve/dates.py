"""Dates of events: time expressions laid on the calendar by the codebook's rules (section 7).

A pure function of its arguments: nothing is taken from the machine's clock. What the words and the publication date do not
settle stays null. The notation of a Time's `value` is documented in `dateline.annotate.times`; the two stages share nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.resolve.points import AHEAD, Now, point
from dateline.resolve.stretches import PRECISIONS, Stretch, absolute, longer, shift_months
from dateline.schema.document import Time
from dateline.schema.place import When

# Two parts of one date ("in 1994, on 6 April") stand at most so many characters apart.
_NEAR = 20
_TIMES_OF_DAY = {"DN": "dawn", "MO": "morning", "MI": "noon", "AF": "afternoon", "EV": "evening", "NI": "night", "ON": "night"}

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
    fixed = absolute(body)
    if fixed is not None:
        return fixed if future or reference is None else _clipped(fixed, reference)
    counted_from_story = value.ref or body.endswith(("-AFTER", "-BEFORE"))
    base = story if counted_from_story and story is not None else reference
    if base is None:
        return None
    # "tomorrow", "next week", "later this month" look ahead whatever the verb.
    ahead = body.startswith(("NEXT-", "LATER-")) or body == "TOMORROW" or body.endswith("-AHEAD")
    told = counted_from_story and story is not None
    now = Now(base, future or ahead or told, back=value.relation in _BACKWARD, told=told)
    stretch = point(body, now)
    if stretch is None:
        return None
    if counted_from_story and not future and reference is not None and stretch[0] > reference:
        return None
    return stretch if now.future else _clipped(stretch, base if not counted_from_story else max(base, reference or base))


def _sole_reading(body: str, reference: date | None) -> Stretch | None:
    """Of "05/01/2019" the reading that is not too far ahead of the day of speaking, where the other one is."""
    readings = [stretch for text in body.split("|") if (stretch := absolute(text)) is not None]
    if len(readings) > 1 and reference is not None:
        readings = [r for r in readings if r[0] <= reference + AHEAD]
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
    start, stop = shift_months(begin[0], -12), shift_months(begin[1], -12)
    return ((start, stop, begin[2]), end) if start <= end[0] else (end, begin)


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
