"""Months, years, decades and centuries."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.annotate.times.line import Hit, Line
from dateline.annotate.times.names import YEAR, is_year, month_name, named_after, year_tail
from dateline.annotate.times.table import lexicon

_DECADE = re.compile(r"(1[0-9]|20)?(\d)0s")


def _sure_month(line: Line, i: int, last: int) -> bool:
    """Is the word at `i`, which ends before `last`, the month and not a verb, a given name or an abbreviation of something else?"""
    lex = lexicon()
    before = line.at(i - 1) in lex.doubtful["before_month"] or line.at(i - 2) == "mid"
    if not line.shouting and not line.capital(i):
        return False
    if line.at(i) in lex.month_abbreviations or line.at(i).endswith("."):
        return before
    if line.at(i) not in lex.doubtful["months"]:
        return True
    # "Captain Augusto April": a name before it makes it one.
    if line.capital(i - 1) and not before and not line.shouting:
        return False
    if line.pieces[i].verb and not before:
        return False
    # "May's visit", "April Glaspie": a name goes on with a capital or stands without a preposition.
    if line.at(i) in {"march", "may"}:
        # "the March attack", but "the March of Return"
        if line.at(i - 1) in {"the", "a", "'s"} and not line.shouting and line.at(last).isalpha():
            return not line.capital(last) and line.at(last) not in lex.doubtful["after_date"] | {"of", "for", "against"}
        return before and not (line.at(i) == "may" and line.pieces[i].verb and line.at(i - 1) in {"to", "that"})
    return before or not line.capital(last)


def find_month(line: Line, i: int) -> Hit | None:
    """ "December 2018", "in May", "June last year", "2018-12" has no words for it."""
    month = month_name(line, i)
    if month is None:
        return None
    last, year = year_tail(line, month[0], month=True)
    if last == month[0] and (not _sure_month(line, i, last) or named_after(line, last)):
        return None
    if last > month[0] and not line.shouting and not line.capital(i):
        return None
    return Hit(last, f"{year}-{month[1]:02d}", "month", "calendar")


def find_year(line: Line, i: int) -> Hit | None:
    """ "in 1989", "the 2014 coup", "2019-20", "2019/2020"."""
    if not is_year(line, i):
        return None
    lex, following = lexicon(), line.at(i + 1)
    before = line.at(i - 1)
    if following in lex.doubtful["counted"] or following in lex.units or before in {"$", "#", "no.", "at", "over", "some", "about"}:
        return None
    if int(line.at(i)) < 1800 and before not in {"in", "since", "of", "year"}:
        return None
    bracketed = before in {"(", "["} and following in {")", "]", "-", "--"}
    joined = before == "-" and line.at(i - 2) in {"post", "pre", "mid"}
    second_of_two = i > 2 and before in {"and", "to", "through", "-", "--"} and is_year(line, i - 2)
    if before not in lex.doubtful["before_year"] and not bracketed and not second_of_two and not joined:
        return None
    # "of 2000 tents": a round number before a plain plural is a count.
    plural = following.isalpha() and following.endswith("s") and not line.capital(i + 1)
    if line.at(i).endswith("00") and plural and before not in {"in", "since"}:
        return None
    return _years(line, i)


def _years(line: Line, i: int) -> Hit:
    """The year at `i`, or the two of "2019-20"."""
    second = line.at(i + 2)
    if line.at(i + 1) in {"-", "--", "/"} and line.joined(i + 1) and second.isdigit() and len(second) in {2, 4}:
        end = second if len(second) == 4 else line.at(i)[:2] + second
        if YEAR.fullmatch(end) and int(end) > int(line.at(i)):
            return Hit(i + 3, f"{line.at(i)}/{end}", "year", "year")
    return Hit(i + 1, line.at(i), "year", "year")


def find_fiscal_year(line: Line, i: int) -> Hit | None:
    """ "fiscal year 2022", "fiscal 2011", "FY 2014", "the 2011 fiscal year", "last fiscal year"."""
    lex = lexicon()
    at = i + (line.at(i) == "the")
    if (joined := re.fullmatch(r"fy((?:19|20)\d\d)", line.at(at))) is not None:
        return Hit(at + 1, joined[1], "year", "year")
    kinds = lex.doubtful["fiscal"]
    if line.at(at) in kinds:
        year = at + 1 + (line.at(at + 1) == "year")
        return replace(_years(line, year), first=i) if is_year(line, year) else None
    if is_year(line, at) and line.at(at + 1) in kinds and line.at(at + 2) == "year":
        return Hit(at + 3, line.at(at), "year", "year")
    which = line.phrase(i, lex.phrases["deixis"])
    if which and line.at(which[0]) in kinds and line.at(which[0] + 1) == "year":
        return Hit(which[0] + 2, f"{which[1]}-Y", "year", "phrase")
    return None


def find_decade(line: Line, i: int) -> Hit | None:
    """ "the 1980s", "the late eighties", "the nineteen-sixties"."""
    at = i + (line.at(i) == "the")
    named = line.at(at) in lexicon().decades and line.at(at - 1) in {"the", "early", "mid", "late", "-"} and line.at(at - 2) != "in"
    if named or (line.at(at) == "nineteen" and line.at(at + 1) == "-" and line.at(at + 2) in lexicon().decades):
        last = at + 1 if named else at + 3
        return Hit(last, f"19{lexicon().decades[line.at(last - 1)]}", "decade", "year")
    found = _DECADE.fullmatch(line.at(at))
    if at > i and YEAR.fullmatch(line.at(at)) and line.at(at).endswith("0") and line.at(at + 1) == "'s":
        return Hit(at + 2, line.at(at)[:3], "decade", "year")
    if found is None or (found[1] is None and line.at(at - 1) not in {"the", "'"}):
        return None
    return Hit(at + 1, (found[1] or "19") + found[2], "decade", "year")


def find_century(line: Line, i: int) -> Hit | None:
    """ "the 19th century", "the twentieth century": its first two digits."""
    at = i + (line.at(i) == "the")
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", line.at(at))
    words = line.phrase(at, lexicon().phrases["day_ordinals"])
    number, at = (int(found[1]), at) if found else (int(words[1]), words[0] - 1) if words else (0, at)
    return Hit(at + 2, f"{number - 1:02d}", "century", "year") if line.at(at + 1) == "century" and 1 < number < 23 else None
