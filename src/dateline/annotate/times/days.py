"""Days of the calendar: "5 January 2019", "Jan. 5", "3 to 5 June", "25/12/2019"."""

from __future__ import annotations

from dateline.annotate.times.line import DASHES, Hit, Line, closes, longest
from dateline.annotate.times.names import ORDINAL, PIVOT, YEAR, day_in_words, day_number, is_year, month_name, named_after, year_tail
from dateline.annotate.times.table import lexicon

# "13, 14, 15 and 16 May": so many days before the last one are read; more are a table.
_LISTED = 6
# Behind "on the 21st" these begin what it counts nothing of.
_OPENS = frozenset("a an the its his her their our this that he she they it we there".split())


def _second_day(line: Line, i: int) -> tuple[int, int] | None:
    """The other end of "3 - 5", "3 to 5", "3 and 5", "25/26", "13, 14 and 15"."""
    for _ in range(_LISTED):
        if line.at(i) != "," or day_number(line, i + 1) is None:
            break
        following = i + 2 + (line.at(i + 2) == ",")
        i = following if line.at(following) in {"and", "or"} else i + 2
    if line.at(i) in DASHES or line.at(i) in {"to", "and", "or", "/", "through", "until"}:
        return day_number(line, i + 1)
    return None


def _dated(year: str, month: int, first: int, second: int | None) -> str:
    begin = f"{year}-{month:02d}-{first:02d}"
    return begin if second is None else f"{begin}/{year.removeprefix('REF:')}-{month:02d}-{second:02d}"


def _day_month(line: Line, i: int) -> Hit | None:
    """ "5 January 2019", "the 5th of May", "3 to 5 June", "11 JAN 90"."""
    first = day_number(line, i + (line.at(i) == "the" and ORDINAL.fullmatch(line.at(i + 1)) is not None)) or day_in_words(line, i)
    if first is None:
        return None
    second = _second_day(line, first[0])
    at = second[0] if second else first[0]
    at += line.at(at) == "of"
    at += line.at(at) == "-" and line.joined(at)
    month = month_name(line, at)
    if month is None:
        return None
    last, year = year_tail(line, month[0] + (line.at(month[0]) == "-" and is_year(line, month[0] + 1)), heading=True)
    if named_after(line, last):
        return None
    return Hit(last, _dated(year, month[1], first[1], second[1] if second else None), "day", "calendar")


def _month_day(line: Line, i: int) -> Hit | None:
    """ "Jan. 5, 2019", "January 5th", "June 3-5"."""
    month = month_name(line, i)
    if month is None or (not line.shouting and not line.capital(i)):
        return None
    at = month[0] + (line.at(month[0]) == "the")
    first = day_number(line, at)
    counted = lexicon().doubtful["counted"]
    # "in March 15 people died" counts people; a day has "on".
    if first is None or line.at(first[0]) in counted or (line.at(i - 1) == "in" and at == month[0] and line.at(at).isdigit()):
        return None
    second = _second_day(line, first[0])
    if second and (second[1] <= first[1] or month_name(line, second[0]) or line.at(second[0]) in counted):
        second = None
    last, year = year_tail(line, second[0] if second else first[0])
    if named_after(line, last):
        return None
    return Hit(last, _dated(year, month[1], first[1], second[1] if second else None), "day", "calendar")


def _of_month(line: Line, i: int) -> Hit | None:
    """ "the 4th of this month", "28th of last month", and "on the 21st" alone."""
    at = i + (line.at(i) == "the")
    found = ORDINAL.fullmatch(line.at(at))
    words = line.phrase(at, lexicon().phrases["day_ordinals"])
    if (found is None or not 1 <= int(found[1]) <= 31) and words is None:
        return None
    last, day = (at + 1, int(found[1])) if found else words or (0, "0")
    which = line.phrase(last + 1, lexicon().phrases["deixis"]) if line.at(last) == "of" else None
    if which is not None and line.at(which[0]) == "month":
        return Hit(which[0] + 1, f"{which[1]}-M-D{int(day):02d}", "day", "calendar")
    # "On the 21st", which nothing follows that it could count: an ordinal in figures
    whole = closes(line, last) or not line.at(last)[:1].isalnum() or line.at(last) in _OPENS
    placed = at > i and line.at(i - 1) in {"on", "until", "till", "by", "since", "of", "from", "before", "after"}
    if placed and whole and found is not None and not found[0].isdigit():
        return Hit(last, f"REF:D{int(day):02d}", "day", "calendar")
    return None


def _numeric(line: Line, i: int) -> Hit | None:
    """ "2019-01-05", "25/12/2019"; 05/01/2019 has two readings: "2019-01-05|2019-05-01"."""
    mark = line.at(i + 1)
    if mark not in {"-", "/", "."} or line.at(i + 3) != mark or not all(line.joined(k) for k in range(i + 1, i + 5)):
        return None
    a, b, c = line.at(i), line.at(i + 2), line.at(i + 4)
    if not all(x.isdigit() for x in (a, b, c)) or (line.at(i - 1) == mark and line.joined(i)):
        return None
    if YEAR.fullmatch(a) and 1 <= int(b) <= 12 and 1 <= int(c) <= 31:
        return Hit(i + 5, f"{a}-{int(b):02d}-{int(c):02d}", "day", "calendar")
    short = mark == "/" and len(a) <= 2 and len(b) <= 2 and len(c) == 2
    if not (YEAR.fullmatch(c) or short) or not (1 <= int(a) <= 31 and 1 <= int(b) <= 31):
        return None
    year = c if len(c) == 4 else ("19" if int(c) >= PIVOT else "20") + c
    # The day first, then the month first
    readings = dict.fromkeys(f"{year}-{m:02d}-{d:02d}" for m, d in ((int(b), int(a)), (int(a), int(b))) if m <= 12)
    return Hit(i + 5, "|".join(readings), "day", "calendar") if readings else None


def _dotted(line: Line, i: int) -> Hit | None:
    """ "25.12.2019", which is one word."""
    parts = line.at(i).split(".")
    if len(parts) != 3 or not all(p.isdigit() and len(p) <= 4 for p in parts) or not YEAR.fullmatch(parts[2]):
        return None
    day, month = int(parts[0]), int(parts[1])
    return Hit(i + 1, f"{parts[2]}-{month:02d}-{day:02d}", "day", "calendar") if 1 <= month <= 12 and 1 <= day <= 31 else None


def find_calendar_day(line: Line, i: int) -> Hit | None:
    """A day with its month, in whichever way it is written."""
    return longest(line, i, (_numeric, _dotted, _day_month, _month_day, _of_month))
