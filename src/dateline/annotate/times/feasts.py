"""Feasts, holidays and the months of other calendars."""

from __future__ import annotations

import re

from dateline.annotate.times.line import Hit, Line, closes
from dateline.annotate.times.names import day_number, year_tail
from dateline.annotate.times.table import lexicon


def find_other_calendar(line: Line, i: int) -> Hit | None:
    """ "12 Ramadan 1435", "Muharram", "the tenth of Dhu al-Hijja": found, and not laid on our calendar."""
    at = i + (line.at(i) == "the")
    day = day_number(line, at)
    words = line.phrase(at, lexicon().phrases["day_ordinals"])
    number = day[0] if day else words[0] if words else None
    month = line.phrase(number + (line.at(number) == "of"), lexicon().phrases["other_calendars"]) if number else None
    if month is None:
        month = line.phrase(i, lexicon().phrases["other_calendars"])
        if month is None or month[1] == "True" or not line.capital(i) or (line.capital(i - 1) and i > 1) or line.capital(month[0]):
            return None
    last = month[0] + bool(re.fullmatch(r"1[34]\d\d|20[5-9]\d|19[89]\d|20[01]\d", line.at(month[0])))
    return Hit(last, None, "day", "calendar")


def find_feast(line: Line, i: int) -> Hit | None:
    """ "Eid al-Fitr", "Diwali 2005": the day is not laid on our calendar; "the Eid truce" names none."""
    found = line.phrase(i, lexicon().phrases["feasts"])
    if found is None or line.shouting or not line.capital(i) or (line.capital(i - 1) and i > 1) or line.capital(found[0]):
        return None
    last, _ = year_tail(line, found[0])
    return Hit(last, None, "day", "calendar")


def find_holiday(line: Line, i: int) -> Hit | None:
    """ "Christmas Day", "New Year's Eve 2010": a holiday that our calendar has each year on one day."""
    found = line.phrase(i, lexicon().phrases["holidays"])
    if found is None or not (line.shouting or line.capital(i)):
        return None
    last, year = year_tail(line, found[0])
    single = found[0] == i + 1
    placed = line.at(i - 1) in {"on", "at", "before", "by", "since", "until", "last"} and not line.capital(last)
    placed = placed or (
        line.at(i - 1) in {"over", "during", "after", "around", "this", "till"} and (closes(line, last) or not line.at(last)[:1].isalnum())
    )
    if single and last == found[0] and not placed:
        return None
    return Hit(last, found[1].replace("XXXX", year), "day", "calendar")
