"""What comes again: "daily", "every Friday", "twice a week"."""

from __future__ import annotations

from dateline.annotate.times.amounts import amount_at, period_of, single_number, unit_at
from dateline.annotate.times.line import Hit, Line
from dateline.annotate.times.names import month_name
from dateline.annotate.times.table import lexicon
from dateline.annotate.times.weekdays import weekday_name

_EACH = frozenset({"a", "an", "each", "every", "per"})


def _repeated_day(line: Line, i: int) -> Hit | None:
    """ "the first Friday of every month": such a day comes again with each of the longer ones."""
    at = i + (line.at(i) == "the")
    day = weekday_name(line, at + 1) if line.at(at) in lexicon().ordinals else None
    if day is None or line.at(day[0]) not in {"of", "in"} or line.at(day[0] + 1) not in {"every", "each"}:
        return None
    unit = unit_at(line, day[0] + 2)
    return Hit(unit[0], period_of("1", unit[1], unit[2]), "span", "set", kind="set") if unit else None


def find_set(line: Line, i: int) -> Hit | None:
    """ "daily", "near-daily", "every Friday", "each month", "every two days"."""
    found = line.phrase(i, lexicon().phrases["sets"])
    if found:
        paper = line.at(found[0]) in {"newspaper", "newspapers", "paper"}
        paper = paper or (found[0] == i + 1 and line.capital(i) and (line.capital(found[0]) or line.capital(i - 1)))
        return None if paper else Hit(found[0], found[1], "span", "set", kind="set")
    repeated = _repeated_day(line, i)
    if repeated is not None:
        return repeated
    number = single_number(line, i)
    if number and line.at(number[0]) == "times" and line.at(number[0] + 1) in _EACH and (unit := unit_at(line, number[0] + 2)):
        return Hit(unit[0], period_of("1", unit[1], unit[2]), "span", "set", kind="set")
    if line.at(i) in {"once", "twice"} and line.at(i + 1) in _EACH and (unit := unit_at(line, i + 2)):
        return Hit(unit[0], period_of("1", unit[1], unit[2]), "span", "set", kind="set")
    if line.at(i) not in {"every", "each"}:
        return None
    day = weekday_name(line, i + 1)
    if day is not None:
        part = line.phrase(day[0], lexicon().phrases["parts"])
        return Hit(part[0] if part else day[0], f"XXXX-WXX-{day[1]}", "span", "set", kind="set")
    month = month_name(line, i + 1)
    if month is not None:
        return Hit(month[0], f"XXXX-{month[1]:02d}", "span", "set", kind="set")
    season = lexicon().seasons.get(line.at(i + 1))
    if season is not None:
        return Hit(i + 2, f"XXXX-{season}", "span", "set", kind="set")
    other = unit_at(line, i + 2) if line.at(i + 1) in {"other", "second"} and not line.at(i + 2).endswith("s") else None
    if other is not None:
        return Hit(other[0], period_of("2", other[1], other[2]), "span", "set", kind="set")
    amount = amount_at(line, i + 1)
    return Hit(amount[0], amount[1], "span", "set", kind="set") if amount else None
