"""Days with the part of them that is told: "Sunday night", "late on Friday", "at 2340 on 11 November"."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.annotate.times.clock import clock_at, part_behind
from dateline.annotate.times.days import find_calendar_day
from dateline.annotate.times.feasts import find_holiday
from dateline.annotate.times.line import DASHES, Hit, Line, Rule, longest
from dateline.annotate.times.offsets import find_phrase
from dateline.annotate.times.ranges import spread
from dateline.annotate.times.stamps import find_stamp
from dateline.annotate.times.table import lexicon
from dateline.annotate.times.weekdays import find_weekday

_PARTED = re.compile(r"T(?:DN|MO|MI|AF|EV|NI|ON|\d\d:\d\dZ?)$")
_DAYS: tuple[Rule, ...] = (find_calendar_day, find_weekday, find_phrase, find_holiday)


def find_day(line: Line, i: int) -> Hit | None:
    """A day with the part of it behind: "Sunday night", "yesterday at 5 p.m."."""
    stamp = find_stamp(line, i)
    if stamp is not None:
        return stamp
    hit = longest(line, i, _DAYS)
    if hit is None or hit.kind != "date" or hit.value is None or hit.level not in {"day"} or hit.rule == "offset":
        return hit
    # "today, 14 September": two names of one day.
    behind = hit.last + (line.at(hit.last) == ",")
    if hit.value == "TODAY":
        named = longest(line, behind, (find_calendar_day, find_weekday))
        hit = named if named is not None and named.kind == "date" and named.rule == "calendar" else hit
    if hit.value is None or _PARTED.search(hit.value):
        return hit
    part = part_behind(line, hit.last)
    return replace(hit, last=part[0], part=part[1]) if part else hit


def find_clock(line: Line, i: int) -> Hit | None:
    """ "at 6:30 a.m.", "1700 hours", and with its day "at 2340 on 11 November"."""
    found = clock_at(line, i)
    if found is None or line.at(i - 1) == "+":
        return None
    day = _after_part(line, _past_other_zone(line, found[0]))
    if day is not None:
        return replace(day, part=found[1])
    if not found[1].endswith("Z") and line.at(i + 1) in DASHES and not line.at(found[0] - 1).endswith("m."):
        return None
    return Hit(found[0], "", "part", "clock", kind="time", part=found[1])


def _past_other_zone(line: Line, last: int) -> int:
    """Past the same hour of another zone: "10:15 a.m. (0645 GMT) on Monday"."""
    other = clock_at(line, last + 1) if line.at(last) == "(" else None
    return other[0] + 1 if other is not None and line.at(other[0]) == ")" else last


def _after_part(line: Line, last: int) -> Hit | None:
    """The day that "at dawn", "late" or "6:30 a.m." belongs to: "on Sunday", "of 27 January", "Monday"."""
    at = last + (line.at(last) == "local" and line.at(last + 1) == "time") * 2
    at += line.at(at) in {"on", "of", "from", ","}
    at += line.at(at) == "," or line.at(at) == "on"
    hit = longest(line, at, _DAYS)
    if hit is None or hit.kind != "date" or not hit.value:
        return None
    return spread(line, at, replace(hit, value=_PARTED.sub("", hit.value)))


def find_part(line: Line, i: int) -> Hit | None:
    """ "at dawn", "before dawn on Sunday", "the night of 3 May", "the night from 3 to 4 May", "late on Friday"."""
    lex = lexicon()
    found = line.phrase(i, lex.phrases["parts_of_day"])
    if found is not None:
        day = _after_part(line, found[0])
        if day is not None and not (line.at(found[0]) == "of" and found[1] == "ON"):
            own = part_behind(line, day.last)
            return replace(day, part=found[1], last=own[0] if own else day.last)
    alone = line.phrase(i, lex.phrases["parts_alone"])
    if alone is None or line.at(alone[0]) in DASHES:
        return None
    # "Golden Dawn", "the dawn of a new age": a bare word needs its preposition.
    if (
        alone[0] == i + 1
        and line.at(i) in lex.doubtful["bare_parts"]
        and (line.capital(i) or line.at(i - 1) not in {"by", "until", "till", "since"})
    ):
        return None
    return Hit(alone[0], "", "part", "part", kind="time", part=alone[1])
