"""Days, months and years that go on to another: "Monday to Wednesday", "Saturday and Sunday"."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.annotate.times.clock import part_behind
from dateline.annotate.times.days import find_calendar_day
from dateline.annotate.times.line import Hit, Line, longest
from dateline.annotate.times.periods import find_portion
from dateline.annotate.times.weekdays import find_weekday
from dateline.annotate.times.years import find_month, find_year


def spread(line: Line, i: int, hit: Hit) -> Hit:
    """The hit, drawn out to the end of the range that it begins ("Monday to Wednesday", "Saturday and Sunday")."""
    opener = line.at(i - 1)
    word = line.at(hit.last)
    if hit.rule == "portion":
        return _portions(line, hit)
    if hit.level not in {"day", "month", "year"} or hit.kind != "date" or not hit.value or "/" in hit.value:
        return hit
    if hit.rule in {"offset", "phrase"}:
        return hit
    joins = {"to", "through", "thru", "until", "till", "into", "-", "--"} | ({"and"} if opener == "between" else set())
    pair = word in {"and", "or", "/"} and hit.level == "day"
    if word not in joins and not pair:
        return hit
    at = hit.last + 1 + (line.at(hit.last + 1) in {"on", "early"})
    other = longest(line, at, (find_weekday, find_calendar_day) if hit.level == "day" else (find_month, find_year))
    if other is None or other.kind != "date" or not other.value or "/" in other.value or other.level != hit.level or other.rule != hit.rule:
        return hit
    if word == "to" and opener != "from" and hit.level == "month":
        return hit
    if pair and opener != "between" and not _follows(hit, other):
        return hit
    begin, end = _same_year(hit.value, other.value)
    part = part_behind(line, other.last)
    return replace(hit, last=part[0] if part else other.last, value=f"{begin}/{end}", part=part[1] if part and part[1] == hit.part else "")


def _portions(line: Line, hit: Hit) -> Hit:
    """ "Late 2023 to mid-2024", "late May to early June"."""
    if line.at(hit.last) not in {"to", "until", "through"} or not hit.value or "/" in hit.value:
        return hit
    other = find_portion(line, hit.last + 1)
    if other is None or not other.value or other.level != hit.level:
        return hit
    return replace(hit, last=other.last, value=f"{hit.value}/{other.value}")


def _follows(hit: Hit, other: Hit) -> bool:
    """Are the two days of "Saturday and Sunday" next to each other? "Monday and Friday" are two times, and so are "3 May and 5 June"."""
    first, second = hit.value or "", other.value or ""
    return not hit.part and first[:2] == second[:2] == "WD" and int(second[2]) == int(first[2]) % 7 + 1


def _same_year(begin: str, end: str) -> tuple[str, str]:
    """A year said only once holds for both ends: 3 May to 5 June 2019."""
    if begin.startswith("XXXX") and re.match(r"\d{4}-", end):
        year = int(end[:4]) - (begin[5:] > end[5:])
        return f"{year}{begin[4:]}", end
    return begin, end.removeprefix("REF:")
