"""Days and stretches counted from another: "yesterday", "two weeks ago", "a day later", "the past two weeks"."""

from __future__ import annotations

import re

from dateline.annotate.times.amounts import amount_at, bare_units
from dateline.annotate.times.line import Hit, Line, closes
from dateline.annotate.times.table import lexicon
from dateline.annotate.times.weekdays import weekday_name

# "will begin in ten days": so many words before the days may the verb stand.
_COMING = 9


def find_phrase(line: Line, i: int) -> Hit | None:
    """ "yesterday", "the next day", "recently": what the table has whole."""
    found = line.phrase(i, lexicon().phrases["phrases"])
    if found is None:
        return None
    last, value = found
    # "Soon after the blast" counts from that.
    if value == "FUTURE_REF" and line.at(last) in {"after", "before", "as"}:
        return None
    # "As recently as last week"
    if last == i + 1 and line.at(i - 1) == line.at(last) == "as":
        return None
    # "USA Today", "(Today's Zaman)"
    if last == i + 1 and line.capital(i) and (line.capital(i - 1) or line.at(i - 1) == "("):
        return None
    # "the day before the vote" tells of the vote: it is an offset from that, not from the report's last day.
    side = line.at(last - 1)
    if side == "after" and line.at(i - 1) == "to" and line.at(i - 2) in lexicon().units:
        # "A year to the day after"
        return None
    if side in {"before", "after"} and line.at(i) == "the" and line.at(last)[:1].isalpha() and not closes(line, last):
        return Hit(last, f"P1D-{side.upper()}", "span", "offset") if line.at(i + 1) == "day" else None
    return Hit(last, value, "day", "phrase")


def find_offset(line: Line, i: int) -> Hit | None:
    """ "two weeks ago", "three months earlier", "a day later", "hours later", "three days after" something."""
    amount = amount_at(line, i) or bare_units(line, i)
    if amount is None or line.at(amount[0]) in {"-", "old"}:
        return None
    last, period = amount
    word = line.at(last)
    if word == "ago" or (word == "back" and not line.at(last + 1).isalpha()):
        return _ago(line, last + 1, period)
    if word in {"earlier", "previously"} or (word in {"before", "prior"} and not line.at(last + 1)[:1].isalnum()):
        return Hit(last + 1, f"REF:{period}-AGO", "day", "offset")
    if word == "later" or (word in {"after", "afterwards", "afterward"} and not line.at(last + 1)[:1].isalnum()):
        return Hit(last + 1, f"REF:{period}-AHEAD", "day", "offset")
    lasting = line.at(i - 1) == "for" or (line.at(i - 2) == "for" and not line.at(i - 1)[:1].isdigit())
    if word in {"after", "before"} and line.at(i) not in {"some", "many"} and not lasting:
        return Hit(last + 1, f"{period}-{word.upper()}", "span", "offset")
    if word == "from" and line.at(last + 1) in {"now", "today"}:
        return Hit(last + 2, f"{period}-AHEAD", "day", "offset")
    if word in {"from", "on"} and (coming := _on_weekday(line, last + 1, period, "AHEAD")) is not None:
        return coming
    if line.at(i - 1) == "in" and word in {"'", "'s"} and line.at(last + 1) == "time":
        return Hit(last + 2, f"{period}-AHEAD", "day", "offset")
    # "Talks will begin in ten days": without a verb of what is to come it is how long something took.
    if line.at(i - 1) == "in" and not line.at(last).isalnum() and _to_come(line, i):
        return Hit(last, f"{period}-AHEAD", "day", "offset")
    return None


def _ago(line: Line, last: int, period: str) -> Hit:
    """ "Two weeks ago", "a week ago Monday", "ten years ago this month", "a year ago today"."""
    weekday = _on_weekday(line, last + (line.at(last) == "on"), period, "AGO")
    if weekday is not None:
        return weekday
    years = re.fullmatch(r"P(\d{1,3})Y", period)
    if years is not None and line.at(last) == "today":
        return Hit(last + 1, f"{period}-AGO-TODAY", "day", "offset")
    if years is not None and line.at(last) in {"this", "next", "last"} and line.at(last + 1) in {"month", "week"}:
        months = 12 * int(years[1]) - {"this": 0, "next": 1, "last": -1}[line.at(last)] * (line.at(last + 1) == "month")
        return Hit(last + 2, f"P{months}M-AGO", "month", "offset")
    return Hit(last, f"{period}-AGO", "day", "offset")


def _on_weekday(line: Line, i: int, period: str, side: str) -> Hit | None:
    """A weekday that lies so many weeks before the last, or after the next, of its name."""
    name = weekday_name(line, i) if re.fullmatch(r"P\d{1,2}W", period) else None
    return Hit(name[0], f"{period}-{side}-WD{name[1]}", "day", "weekday") if name is not None else None


def _to_come(line: Line, i: int) -> bool:
    """Does a verb of what is to come stand before it in the sentence, close by?"""
    return any(line.at(k) in lexicon().doubtful["to_come"] for k in range(max(0, i - _COMING), i))


def find_window(line: Line, i: int) -> Hit | None:
    """ "the past two weeks", "in recent days", "the next few hours", "within a week"."""
    lex = lexicon()
    if line.at(i) == "within":
        amount = amount_at(line, i + 1) or bare_units(line, i + 1)
        return Hit(amount[0], f"WITHIN-{amount[1]}", "span", "window") if amount and line.at(amount[0]) != "of" else None
    at = i + (line.at(i) in {"the", "these"})
    side = lex.window.get(line.at(at))
    if side is None:
        return None
    amount = amount_at(line, at + 1)
    bare = bare_units(line, at + 1)
    if side == "RECENT":
        return Hit(bare[0], f"RECENT-{bare[1][-1]}", "span", "window") if bare else None
    referring = line.at(at) in {"following", "previous", "preceding"}
    # "following weeks of talks" is "after weeks of talks".
    if (amount is None and bare is None) or (referring and at == i):
        return None
    last, period = amount or bare or (0, "")
    return Hit(last, f"{'REF:' if referring else ''}{side}-{period}", "span", "window")
