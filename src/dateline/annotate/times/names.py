"""Names and numbers that dates are made of: months, days of the month, years."""

from __future__ import annotations

import re

from dateline.annotate.times.line import Line
from dateline.annotate.times.table import lexicon

# Two-digit years of dispatch headings ("7 FEB 89"): 50-99 are of the 1900s, as electronic newswire begins in the 1970s.
PIVOT = 50
YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


def month_name(line: Line, i: int) -> tuple[int, int] | None:
    """A month's name or abbreviation: where it ends, which it is. A full stop of its own after an abbreviation belongs to it."""
    lex, word = lexicon(), line.at(i)
    if word in lex.months:
        return i + 1, lex.months[word]
    bare = word.rstrip(".")
    if bare not in lex.month_abbreviations or not (line.shouting or line.capital(i)):
        return None
    stop = bare == word and line.at(i + 1) == "." and line.joined(i + 1) and (line.at(i + 2)[:1].isdigit() or line.at(i + 2) == ",")
    return i + 1 + stop, lex.month_abbreviations[bare]


def day_number(line: Line, i: int) -> tuple[int, int] | None:
    """A day of the month in digits: where it ends, which it is."""
    found = ORDINAL.fullmatch(line.at(i))
    if found and 1 <= int(found[1]) <= 31:
        return i + 1, int(found[1])
    return None


def day_in_words(line: Line, i: int) -> tuple[int, int] | None:
    """ "the twenty-fourth of", "tenth of": only before "of"."""
    found = line.phrase(i + (line.at(i) == "the"), lexicon().phrases["day_ordinals"])
    return (found[0], int(found[1])) if found and line.at(found[0]) == "of" else None


def is_year(line: Line, i: int) -> bool:
    """Are there four figures that may be a year?"""
    return bool(YEAR.fullmatch(line.at(i)))


def year_tail(line: Line, i: int, *, heading: bool = False, month: bool = False) -> tuple[int, str]:
    """The year after a day or month: where it ends, and 2019, LAST-Y ..., or XXXX where none is said.

    `heading`: two digits count as a year ("7 FEB 89 (AFP)"). `month`: it stands right behind a month, so that it counts nothing ("in
    October 1993 soldiers ...").
    """
    at = i + (line.at(i) == ",")
    if is_year(line, at) and (line.at(at + 1) not in lexicon().doubtful["counted"] or (month and at == i)):
        return at + 1, line.at(at)
    at = i + (line.at(i) == "of")
    if at > i and is_year(line, at):
        return at + 1, line.at(at)
    which = line.phrase(at, lexicon().phrases["deixis"])
    if which and line.at(which[0]) == "year":
        return which[0] + 1, f"{which[1]}-Y"
    closed = not line.at(i + 1)[:1].isalnum()
    if heading and closed and len(line.at(i)) == 2 and line.at(i).isdigit():
        return i + 1, ("19" if int(line.at(i)) >= PIVOT else "20") + line.at(i)
    return i, "XXXX"


def named_after(line: Line, i: int) -> bool:
    """Is the date part of a name: "the 19 April Movement"?"""
    names = lexicon().doubtful["named_after_day"]
    # "The April 6 Youth Movement"
    further = line.capital(i) and line.capital(i + 1) and line.at(i + 1) in names
    named = line.at(i) in names or further
    return named and (line.shouting or line.capital(i) or line.at(i) == "group")
