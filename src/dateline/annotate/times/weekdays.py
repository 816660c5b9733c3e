"""Weekdays: "Sunday", "last Friday", "Thursday last week", "Tuesday, 5 March"."""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.times.amounts import single_number
from dateline.annotate.times.days import find_calendar_day
from dateline.annotate.times.line import Hit, Line
from dateline.annotate.times.names import ORDINAL
from dateline.annotate.times.table import lexicon


def weekday_name(line: Line, i: int) -> tuple[int, int] | None:
    """A weekday's name or abbreviation: where it ends, which it is. "Black Friday" and papers are none."""
    lex, word = lexicon(), line.at(i)
    plural = word[:-1] if word.endswith("s") else word
    if word in lex.weekdays or plural in lex.weekdays:
        if line.at(i - 1) in lex.doubtful["before_weekday"]:
            return None
        paper = line.at(i + 1) in lex.doubtful["after_weekday"] and (line.shouting or line.capital(i + 1))
        paper = paper or (line.at(i - 1) == "on" and line.at(i - 2) in lex.doubtful["papers"] and not line.shouting and line.capital(i - 2))
        return None if paper else (i + 1, lex.weekdays.get(word) or lex.weekdays[plural])
    bare = word.rstrip(".")
    if bare not in lex.weekday_abbreviations or not (line.shouting or line.capital(i)):
        return None
    if bare in lex.doubtful["plain_weekdays"]:
        return i + 1, lex.weekday_abbreviations[bare]
    # "Sun", "Sat" and "Wed" are also a newspaper and verbs: the abbreviation needs a full date right behind it.
    behind = i + 1 + (bare == word and line.at(i + 1) == ".")
    behind += line.at(behind) == ","
    return (i + 1, lex.weekday_abbreviations[bare]) if find_calendar_day(line, behind) else None


def _weekdays_ago(line: Line, i: int) -> Hit | None:
    """ "Two Sundays ago" """
    number = single_number(line, i)
    name = weekday_name(line, number[0]) if number is not None and number[1] != "X" else None
    if number is None or name is None or line.at(name[0]) != "ago" or not line.at(number[0]).endswith("s"):
        return None
    return Hit(name[0] + 1, f"P{int(number[1]) - 1}W-AGO-WD{name[1]}", "day", "weekday")


def find_weekday(line: Line, i: int) -> Hit | None:
    """ "Sunday", "last Friday", "this past Wednesday", "Thursday last week", "Tuesday, 5 March"."""
    lex = lexicon()
    which = line.phrase(i, lex.phrases["deixis"])
    at = which[0] if which else i
    if which and line.at(at) == "on":
        at += 1
    name = weekday_name(line, at)
    if name is None:
        return _weekdays_ago(line, i)
    last, value = name[0], f"WD{name[1]}"
    if which:
        return Hit(last, f"{which[1]}-{value}", "day", "weekday")
    if not line.at(at).endswith("s") or line.at(at) in lex.weekdays:
        behind = last + (line.at(last) in {",", "(", "."})
        dated = find_calendar_day(line, behind)
        if dated is not None:
            return replace(dated, last=dated.last + (line.at(behind - 1) == "(" and line.at(dated.last) == ")"))
        if line.at(last) == "the" and (number := ORDINAL.fullmatch(line.at(last + 1))) and not number[0].isdigit():
            # "Tuesday the 6th"
            return Hit(last + 2, f"D{int(number[1]):02d}", "day", "weekday")
        week = line.phrase(last + (line.at(last) == "of"), lex.phrases["deixis"])
        if week and line.at(week[0]) == "week" and week[1] != "REF:THIS":
            ref, _, word = week[1].rpartition(":")
            return Hit(week[0] + 1, f"{ref}{':' if ref else ''}{word}-W-{value}", "day", "weekday")
        # "Sunday week" is that after the next Sunday
        if line.at(last) == "week" and not line.at(last + 1)[:1].isalnum():
            return Hit(last + 1, f"P1W-AHEAD-{value}", "day", "weekday")
        return Hit(last, value, "day", "weekday")
    return Hit(last, f"XXXX-WXX-{name[1]}", "part", "weekday", kind="set")
