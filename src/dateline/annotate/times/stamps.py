"""Days and hours as machines and staffs write them in one run: "2024-03-14T15:30Z", "141530ZMAR24", "141530Z MAR 24", "07AUG20"."""

from __future__ import annotations

import re

from dateline.annotate.times.line import Hit, Line
from dateline.annotate.times.names import PIVOT
from dateline.annotate.times.table import lexicon

# So many pieces a tokeniser makes of one stamp at most: "2024-03-14T15:30:00+03:00" is eleven.
_PIECES = 12
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)t(\d\d):?(\d\d)(?::?\d\d(?:\.\d{1,6})?)?(z|[+-]\d\d:?\d\d)?")
# A date-time group: day, hour and minute, the letter of a military zone, month, year.
_GROUP = re.compile(r"(\d\d)(\d\d)(\d\d)([a-z])([a-z]{3})(\d\d(?:\d\d)?)")
_GROUP_HEAD = re.compile(r"\d{6}[a-z]")
_DAY = re.compile(r"(\d\d)([a-z]{3})(\d\d(?:\d\d)?)")


def find_stamp(line: Line, i: int) -> Hit | None:
    """A stamp that begins at `i`."""
    word = line.at(i)
    if not word[:1].isdigit() or (line.joined(i) and line.at(i - 1).isalnum()):
        return None
    if (group := _group(line, i, word)) is not None:
        return group
    if (day := _DAY.fullmatch(word)) is not None and (on := _on(day[1], day[2], day[3])) is not None:
        return Hit(i + 1, on, "day", "calendar")
    return _iso(line, i)


def _group(line: Line, i: int, word: str) -> Hit | None:
    """ "141530ZMAR24", whole or with spaces between its parts."""
    whole, last = word, i + 1
    if _GROUP_HEAD.fullmatch(word):
        whole, last = word + line.at(i + 1) + line.at(i + 2), i + 3
    found = _GROUP.fullmatch(whole)
    on = _on(found[1], found[5], found[6]) if found else None
    if found is None or on is None or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    return Hit(last, on, "day", "calendar", part=f"{found[2]}:{found[3]}{'Z' if found[4] == 'z' else ''}")


def _on(day: str, month: str, year: str) -> str | None:
    number = lexicon().month_abbreviations.get(month) or lexicon().months.get(month)
    if number is None or not 1 <= int(day) <= 31:
        return None
    century = "" if len(year) == 4 else "19" if int(year) >= PIVOT else "20"
    return f"{century}{year}-{number:02d}-{day}"


def _iso(line: Line, i: int) -> Hit | None:
    """A date and time of ISO 8601 with its "T", which tokenisers cut at dashes and colons."""
    run, hit = line.at(i), None
    for last in range(i + 1, i + _PIECES):
        found = _ISO.fullmatch(run)
        if found is not None and 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31 and int(found[4]) < 24 and int(found[5]) < 60:
            part = f"{found[4]}:{found[5]}{'Z' if found[6] else ''}"
            hit = Hit(last, f"{found[1]}-{found[2]}-{found[3]}", "day", "calendar", part=part)
        if not line.joined(last):
            break
        run += line.at(last)
    return hit
