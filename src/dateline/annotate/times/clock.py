"""The time of day by the clock, and the part of the day that stands behind a day."""

from __future__ import annotations

import re

from dateline.annotate.times.line import DASHES, Line
from dateline.annotate.times.table import lexicon

_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.]\d{2})?(am|pm)?")
_MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)(?:h|hrs)")
_HOUR = re.compile(r"(\d{1,2})(am|pm)")
# "At night" an hour before this one is of the small hours.
_SMALL = 6
_DAY_PERIODS = {"am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12}
_LOCAL = frozenset({"local", "hours", "hrs", "hour", "h"})


def clock_at(line: Line, i: int) -> tuple[int, str] | None:
    """A clock time: where it ends, and "06:30", or "03:30Z" in GMT. Four digits need "at" before or "hours" or "GMT" behind."""
    word = line.at(i)
    timed, hour = _CLOCK.fullmatch(word), _HOUR.fullmatch(word)
    last = i + 1
    if timed:
        hours, minutes, period = int(timed[1]), int(timed[2]), timed[3]
    elif hour:
        hours, minutes, period = int(hour[1]), 0, hour[2]
    elif (military := _MILITARY.fullmatch(word)) is not None:
        return _zone(line, last, f"{military[1]}:{military[2]}")
    elif len(word) == 4 and word.isdigit():
        hours, minutes, period = int(word[:2]), int(word[2:]), None
    elif (said := _said_hour(line, i)) is not None:
        hours, minutes, period = said, 0, None
        last += line.at(last) == "o'clock"
    else:
        return None
    if period is None and line.at(last) in _DAY_PERIODS:
        period = line.at(last)
        last += 1
    if period is None and timed and (half := _spoken_half(line, last, hours)) is not None:
        last, period = half
    if period is None and not _clock_like(line, i, last, colon=bool(timed) and not {":", "h"}.isdisjoint(word)):
        return None
    if period is not None:
        hours = hours % 12 + _DAY_PERIODS[period]
    if hours > 23 or minutes > 59:
        return None
    return _zone(line, last, f"{hours:02d}:{minutes:02d}")


def _spoken_half(line: Line, i: int, hours: int) -> tuple[int, str] | None:
    """Which half of the day an hour is in, by the words behind it: "5:45 in the morning", "11:30 at night"."""
    part = line.phrase(i, lexicon().phrases["parts"]) if line.at(i) in {"in", "at"} else None
    if part is None or hours > 12:
        return None
    morning = part[1] in {"DN", "MO"} or (part[1] == "NI" and hours < _SMALL)
    return part[0], "am" if morning else "pm"


def _said_hour(line: Line, i: int) -> int | None:
    """The hour of "6 p.m.", "9 o'clock", "nine o'clock"."""
    word, behind = line.at(i), line.at(i + 1)
    if word.isdigit() and len(word) <= 2 and behind in {*_DAY_PERIODS, "o'clock"}:
        return int(word)
    return lexicon().numbers.get(word) if behind == "o'clock" and word not in {"a", "an"} else None


def _clock_like(line: Line, i: int, last: int, *, colon: bool) -> bool:
    """Is a number without "a.m." or "p.m." a time?"""
    if line.at(last) in lexicon().zones or line.at(last) in _LOCAL:
        return True
    if line.at(last) in lexicon().doubtful["counted"] or line.at(last) in lexicon().units or (line.at(i - 1) == "$"):
        return False
    hedge = line.at(i - 1) in {"about", "around", "approximately", "exactly", "roughly"}
    return colon or line.at(last - 1) == "o'clock" or line.at(i - 1) == "at" or (hedge and line.at(i - 2) == "at")


def _zone(line: Line, last: int, value: str) -> tuple[int, str]:
    """The zone behind a clock time: "GMT", "EST", "local time", "Kabul time"."""
    if line.at(last) in {"hours", "hrs", "h"}:
        last += 1
    zone = lexicon().zones.get(line.at(last))
    if zone is not None and (zone == "UTC" or line.pieces[last].upper):
        return last + 1 + (line.at(last + 1) == "time"), value + ("" if zone == "local" else "Z")
    if line.at(last + 1) == "time" and (line.at(last) == "local" or line.capital(last)):
        last += 2
    return last, value


def part_behind(line: Line, i: int) -> tuple[int, str] | None:
    """The part of the day after a day: "night", ", at around 6:30 a.m."."""
    found = line.phrase(i, lexicon().phrases["parts"])
    if found is not None and line.at(found[0]) not in DASHES:
        return found
    at = i + (line.at(i) == ",")
    at += line.at(at) == "at"
    at += line.at(at) in {"about", "around", "approximately"}
    # Behind a day four figures are a time only with what says so: "5 May 1400 GMT"
    return clock_at(line, at)
