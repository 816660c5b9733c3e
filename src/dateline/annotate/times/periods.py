"""Seasons, quarters, parts of months and years, and those that are counted from now: "early June", "last week"."""

from __future__ import annotations

from calendar import monthrange

from dateline.annotate.times.amounts import period_of, single_number, unit_at
from dateline.annotate.times.line import DASHES, Hit, Line, longest
from dateline.annotate.times.names import month_name, year_tail
from dateline.annotate.times.table import lexicon
from dateline.annotate.times.years import find_decade, find_month, find_year

# A year without a 29 February.
_COMMON_YEAR = 2019


def find_season(line: Line, i: int) -> Hit | None:
    """ "last summer", "spring 2014", "the winter of 1998", "Q1 2020"; a bare season needs "in the"."""
    lex = lexicon()
    quarter = line.at(i)
    if quarter in {"h1", "h2"}:
        last, year = year_tail(line, i + 1)
        return Hit(last, f"{quarter.upper()}-{year}", "season", "season") if last > i + 1 else None
    if len(quarter) == 2 and quarter[0] == "q" and quarter[1] in "1234":
        last, year = year_tail(line, i + 1)
        return Hit(last, f"{year}-{quarter.upper()}", "season", "season") if last > i + 1 else None
    which = line.phrase(i, lex.phrases["deixis"])
    # "the bombs that fall" is a verb.
    if which and line.at(which[0]) in lex.seasons and line.at(which[0] - 1) != "that":
        return Hit(which[0] + 1, f"{which[1]}-{lex.seasons[line.at(which[0])]}", "season", "season")
    at = i + (line.at(i) == "the")
    if line.at(at) not in lex.seasons:
        return None
    last, year = year_tail(line, at + 1)
    stated = last > at + 1
    placed = line.at(i - 1) in {"in", "during", "until", "by", "since", "through"} and line.at(at + 1) in {"", ".", ",", "and", ";"}
    bare = at > i and line.at(at) != "fall" and placed
    return Hit(last, f"{year}-{lex.seasons[line.at(at)]}", "season", "season") if stated or bare else None


def find_quarter(line: Line, i: int) -> Hit | None:
    """ "the first quarter of 2020", "the first week of May", "the last week of the month"."""
    lex = lexicon()
    at = i + (line.at(i) == "the")
    rank = lex.ordinals.get(line.at(at))
    ends = line.at(at + 2) in {"", ".", ",", "and", "as", "after", *DASHES}
    if at > i and rank is not None and rank > 0 and line.at(at + 1) == "quarter" and ends:
        return Hit(at + 2, f"XXXX-Q{rank}", "season", "season")
    if rank == -1 and line.at(at + 1) == "quarter":
        rank = 4
    if rank is None or line.at(at + 1) not in {"week", "quarter"} or line.at(at + 2) not in {"of", "in"}:
        return None
    inner = longest(line, at + 3, (find_month, find_year, find_calendar_unit, _the_unit))
    if inner is None or inner.value is None or inner.level not in {"month", "year"}:
        return None
    if line.at(at + 1) == "quarter":
        return Hit(inner.last, f"{inner.value}-Q{rank}", "season", "season") if inner.level == "year" and rank > 0 else None
    return Hit(inner.last, _prefixed(f"W{rank}", inner.value), "week", "portion") if inner.level == "month" else None


def find_first_months(line: Line, i: int) -> Hit | None:
    """ "The first six months of 2021", "the last three months of last year"; of a month "the first ten days of May"."""
    at = i + (line.at(i) == "the")
    rank = lexicon().ordinals.get(line.at(at))
    number = single_number(line, at + 1) if rank in {1, -1} else None
    if number is None or number[1] == "X" or line.at(number[0] + 1) not in {"of", "in"}:
        return None
    count, unit = int(number[1]), line.at(number[0])
    inner = longest(line, number[0] + 2, (find_month, find_year, find_calendar_unit))
    if inner is None or not inner.value or "/" in inner.value:
        return None
    if unit == "months" and inner.level == "year" and 1 < count < 12:
        named = {(1, 6): "H1", (-1, 6): "H2", (1, 3): "Q1", (-1, 3): "Q4"}.get((rank or 1, count))
        first, last = (1, count) if rank == 1 else (13 - count, 12)
        if named is not None:
            value = f"{inner.value}-{named}" if named[0] == "Q" else f"{named}-{inner.value}"
            return Hit(inner.last, value, "season", "season")
        return Hit(inner.last, f"{inner.value}-{first:02d}/{inner.value}-{last:02d}", "month", "season")
    if unit in {"days", "weeks"} and inner.level == "month" and inner.rule == "calendar" and rank == 1 and "-M" not in inner.value:
        days = count * (7 if unit == "weeks" else 1)
        return Hit(inner.last, f"{inner.value}-01/{inner.value}-{days:02d}", "day", "portion") if days <= 28 else None
    return None


def find_first_day(line: Line, i: int) -> Hit | None:
    """ "The first day of June", "the last day of 2024"."""
    at = i + (line.at(i) == "the")
    rank = lexicon().ordinals.get(line.at(at))
    if rank not in {1, -1} or line.at(at + 1) != "day" or line.at(at + 2) != "of":
        return None
    inner = longest(line, at + 3, (find_month, find_year))
    if inner is None or not inner.value or "/" in inner.value or inner.level not in {"month", "year"}:
        return None
    month = inner.value[-2:] if inner.level == "month" else "01" if rank == 1 else "12"
    whole = inner.value if inner.level == "month" else f"{inner.value}-{month}"
    return Hit(inner.last, f"{whole}-{'01' if rank == 1 else monthrange(_COMMON_YEAR, int(month))[1]}", "day", "portion")


def _prefixed(portion: str, value: str) -> str:
    return f"REF:{portion}-{value[4:]}" if value.startswith("REF:") else f"{portion}-{value}"


def _the_unit(line: Line, i: int) -> Hit | None:
    """ "the month", "the week": only after "the end of" and the like."""
    unit = {"week": "W", "month": "M", "year": "Y"}.get(line.at(i + 1))
    levels = {"W": "week", "M": "month", "Y": "year"}
    return Hit(i + 2, f"THIS-{unit}", levels[unit], "phrase") if unit and line.at(i) in {"the", "this"} else None


def find_portion(line: Line, i: int) -> Hit | None:
    """ "early June", "mid-March", "the end of last year", "earlier this month", "later in the week"."""
    found = line.phrase(i, lexicon().phrases["portions"])
    if found is None:
        return None
    last, portion = found
    last += line.at(last) in DASHES
    bare = (_the_unit,) if line.at(last - 1) in {"of", "in", "-"} else ()
    inner = longest(line, last, (_calendar_month_like, find_calendar_unit, find_season, find_year, find_decade, *bare))
    if inner is None or inner.value is None or "/" in inner.value or inner.level not in {"week", "month", "year", "season", "decade"}:
        return None
    if portion.startswith("EARLIER") and inner.level == "year" and inner.rule == "year":
        return None
    return Hit(inner.last, _prefixed(portion, inner.value), "week" if inner.level == "month" else "month", "portion")


def _calendar_month_like(line: Line, i: int) -> Hit | None:
    month = month_name(line, i)
    if month is None or (not line.shouting and not line.capital(i)):
        return None
    last, year = year_tail(line, month[0])
    return Hit(last, f"{year}-{month[1]:02d}", "month", "calendar")


def find_calendar_unit(line: Line, i: int) -> Hit | None:
    """ "last week", "this month", "next year", "the following month", "last June"."""
    which = line.phrase(i, lexicon().phrases["deixis"])
    if which is None:
        return None
    at = which[0]
    units = {"week": ("W", "week"), "month": ("M", "month"), "year": ("Y", "year")}
    if line.at(at) in units:
        letter, level = units[line.at(at)]
        stretch = line.at(i) == "past" or (line.at(at - 1) in {"past", "last"} and line.at(i) == "the")
        return Hit(at + 1, f"PAST-P1{letter}" if stretch else f"{which[1]}-{letter}", level, "phrase")
    if line.at(at) in {"decade", "fortnight", "century"} and which[1] == "LAST" and (unit := unit_at(line, at)) is not None:
        return Hit(at + 1, f"PAST-{period_of('1', unit[1], unit[2])}", "year", "phrase")
    month = month_name(line, at)
    if month is not None and (line.shouting or line.capital(at)) and not line.at(month[0])[:1].isdigit():
        return Hit(month[0], f"{which[1]}-M{month[1]:02d}", "month", "calendar")
    return None
