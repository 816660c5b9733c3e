"""Time expressions of English newswire: dates, clock times, durations and repeated times, each with an unanchored value.

Nothing is anchored here: the value says what the words say, and `dateline.resolve.dates` lays it on the calendar. Stages do not
import each other, so this notation is the contract between the two. A value of kind `date` or `time` is

    [RELATION ":"] ["REF:"] POINT ["/" POINT] ["T" PART]

    RELATION   SINCE, UNTIL, BY, BEFORE, AFTER: "since Monday" is SINCE:WD1
    REF        counted from the day that the report has just told of, not from the day of speaking: "the next day" is REF:TOMORROW
    POINT      YEAR, YEAR-06, YEAR-06-03   YEAR is 2019, XXXX (not said), LAST-Y, THIS-Y or NEXT-Y: "June last year" is LAST-Y-06
               YEAR-SP|SU|FA|WI, YEAR-Q1, YEAR-H1, 198 (the 1980s)
               TODAY, YESTERDAY, TOMORROW, OVERNIGHT, WE (the weekend), PAST_REF (recently), PRESENT_REF (now), FUTURE_REF (soon)
               WD5 (Friday), LAST-WD5, THIS-WD5, NEXT-WD5, LAST-W-WD5 ("Friday last week")
               LAST-, THIS-, NEXT- before W, M, Y (calendar week, month, year), WE, SP|SU|FA|WI, M06 ("last June")
               P2W-AGO, P1D-AHEAD         exactly so long before or after; PXD-AGO: "a few days ago"
               PAST-P2W, NEXT-P3D, WITHIN-PT24H, RECENT-W   a stretch that ends or begins with the day of speaking
               P3D-AFTER, P3D-BEFORE      "three days after ...": what the words after it tell of is that much earlier (later)
                                          than what the sentence tells of
    before a POINT: EARLY-, MID-, LATE-, END-, EARLIER-, LATER-, H1-, H2-, W1- ... W4-, W-1-: "early June" is EARLY-XXXX-06
    PART       DN dawn, MO morning, MI noon, AF afternoon, EV evening, NI night, ON overnight, or 06:30, 03:30Z; alone: "T06:30"

    duration   ISO 8601, X for a number not said: "for two days" P2D, "hours" PTXH
    set        ISO 8601 period: "daily" P1D; "every Friday" XXXX-WXX-5
    None       two readings that the words do not decide between: 05/01/2019
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

from dateline.resources import read_toml
from dateline.schema.document import Time, Word
from dateline.settings import checked

# Two-digit years of dispatch headings ("7 FEB 89"): 50-99 are of the 1900s, as electronic newswire begins in the 1970s.
_PIVOT = 50
# Share of capital letters from which a sentence is taken as set in capitals, so that case says nothing.
_SHOUTING = 0.8
# "13, 14, 15 and 16 May": so many days before the last one are read; more are a table.
_LISTED = 6
# "the deadliest attack on the camp since May": so many words before "since" a comparison may begin.
_COMPARED = 10
# How sure each rule is, by its name: expressions with a name of their own are surer than numbers that may count something.
_CONFIDENCE = {"calendar": 0.98, "weekday": 0.97, "phrase": 0.97, "year": 0.9, "duration": 0.9, "clock": 0.9}
_CONFIDENCE_OTHER = 0.95

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?(am|pm)?")
_HOUR = re.compile(r"(\d{1,2})(am|pm)")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_DECADE = re.compile(r"(1[0-9]|20)?(\d)0s")
_PARTED = re.compile(r"T(?:DN|MO|MI|AF|EV|NI|ON|\d\d:\d\dZ?)$")
_DAY_PERIODS = {"am": 0, "a.m.": 0, "a.m": 0, "pm": 12, "p.m.": 12, "p.m": 12}
_ZONES = frozenset({"gmt", "utc", "z", "ut"})
_LOCAL = frozenset({"local", "hours", "hrs", "hour", "h"})
_DASHES = frozenset({"-", "--"})


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word as the grammar reads it: `first` and `last` number the words it is made of, half-open."""

    norm: str
    first: int
    last: int
    start: int
    end: int
    capital: bool
    verb: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    """What a rule found: pieces up to `last` (half-open) with this value. `level`: day, week, month, season, year, decade, part, span."""

    last: int
    value: str | None
    level: str
    rule: str
    kind: str = "date"
    part: str = ""
    first: int | None = None


_Rule = Callable[["_Line", int], _Hit | None]


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence: its pieces, and whether it is set in capitals."""

    pieces: tuple[_Piece, ...]
    shouting: bool

    def at(self, i: int) -> str:
        """The word at `i`, "" outside the sentence."""
        return self.pieces[i].norm if 0 <= i < len(self.pieces) else ""

    def capital(self, i: int) -> bool:
        """Does the word at `i` begin with a capital that says something?"""
        return 0 <= i < len(self.pieces) and self.pieces[i].capital and not self.shouting

    def joined(self, i: int) -> bool:
        """Do the pieces before and at `i` stand without a space between them?"""
        return 0 < i < len(self.pieces) and self.pieces[i - 1].end == self.pieces[i].start

    def phrase(self, i: int, table: _Phrases) -> tuple[int, str] | None:
        """The longest phrase of a table that begins at `i`: where it ends, and its value."""
        for words, value in table.get(self.at(i), ()):
            if all(self.at(i + k) == word for k, word in enumerate(words)):
                return i + len(words), value
        return None


_Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True)
class _Lexicon:
    """data/lexicon/times.toml, phrases arranged by their first word, the longest first."""

    months: Mapping[str, int]
    month_abbreviations: Mapping[str, int]
    weekdays: Mapping[str, int]
    weekday_abbreviations: Mapping[str, int]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    window: Mapping[str, str]
    seasons: Mapping[str, str]
    doubtful: Mapping[str, frozenset[str]]
    vague: frozenset[str]
    phrases: Mapping[str, _Phrases]


def _arranged(table: Mapping[str, str]) -> _Phrases:
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in sorted(table, key=lambda p: (-len(p.split()), p)):
        words = tuple(phrase.split())
        out.setdefault(words[0], []).append((words, table[phrase]))
    return {first: tuple(rows) for first, rows in out.items()}


@cache
@checked
def _lexicon() -> _Lexicon:
    raw: dict[str, Any] = read_toml("lexicon/times.toml")
    plain = ("months", "month_abbreviations", "weekdays", "weekday_abbreviations", "units", "numbers", "ordinals", "window", "seasons")
    arranged = (
        "other_calendars", "feasts", "day_ordinals", "deixis", "portions", "parts",
        "parts_of_day", "parts_alone", "phrases", "holidays", "sets", "relations",
    )  # fmt: skip
    return _Lexicon(
        **{name: raw[name] for name in plain},
        doubtful={name: frozenset(words) for name, words in raw["doubtful"].items()},
        vague=frozenset(raw["vague"]["words"]),
        phrases={name: _arranged({words: str(value) for words, value in raw[name].items()}) for name in arranged},
    )


def find_times(text: str, words: Sequence[Word]) -> tuple[Time, ...]:
    """The time expressions of a report, in order and without overlap; prepositions other than "since", "until", "by" stay outside.

    Example: of "Gunmen attacked late on Friday" it gives the Time "late on Friday", kind date, value WD5TNI.
    """
    out: list[Time] = []
    for _, group in groupby(words, key=lambda word: word.sentence):
        line = _line(list(group))
        i = 0
        while i < len(line.pieces):
            hit = _best(line, i, _RULES)
            if hit is None:
                i += 1
                continue
            out.append(_time(text, line, i if hit.first is None else hit.first, hit))
            i = hit.last
    return tuple(out)


def _time(text: str, line: _Line, first: int, hit: _Hit) -> Time:
    begin, end = line.pieces[first], line.pieces[hit.last - 1]
    value = f"{hit.value}T{hit.part}" if hit.part and hit.value is not None else hit.value
    return Time(
        first=begin.first,
        last=end.last,
        start=begin.start,
        end=end.end,
        text=text[begin.start : end.end],
        kind=hit.kind,
        value=value,
        made_by=f"times.{hit.rule}",
        confidence=_CONFIDENCE.get(hit.rule, _CONFIDENCE_OTHER),
    )


def _line(words: list[Word]) -> _Line:
    letters = [c for word in words for c in word.text if c.isupper() or c.islower()]
    shouting = len(letters) > 3 and sum(map(str.isupper, letters)) >= _SHOUTING * len(letters)
    return _Line(tuple(_pieces(words)), shouting)


def _pieces(words: list[Word]) -> Iterator[_Piece]:
    """Words as the grammar reads them; digits that a tokeniser cut in two ("198" "0s") are one piece again."""
    k = 0
    while k < len(words):
        last = k + 1
        while last < len(words) and _cut(words[last - 1], words[last]):
            last += 1
        run = words[k:last]
        norm = "".join(word.norm for word in run).casefold()
        verb = len(run) == 1 and run[0].upos in {"VERB", "AUX"}
        yield _Piece(norm, run[0].index, run[-1].index + 1, run[0].start, run[-1].end, run[0].text[:1].isupper(), verb)
        k = last


def _cut(left: Word, right: Word) -> bool:
    return left.end == right.start and left.norm.isdigit() and right.norm[:1].isdigit()


def _best(line: _Line, i: int, rules: Sequence[_Rule]) -> _Hit | None:
    """The longest hit at `i`; of equals the one whose rule comes first."""
    found: _Hit | None = None
    for rule in rules:
        hit = rule(line, i)
        if hit is not None and (found is None or hit.last > found.last):
            found = hit
    return found


# Names and numbers


def _month_name(line: _Line, i: int) -> tuple[int, int] | None:
    """A month's name or abbreviation: where it ends, which it is. A full stop of its own after an abbreviation belongs to it."""
    lex, word = _lexicon(), line.at(i)
    if word in lex.months:
        return i + 1, lex.months[word]
    bare = word.rstrip(".")
    if bare not in lex.month_abbreviations or not (line.shouting or line.capital(i)):
        return None
    stop = bare == word and line.at(i + 1) == "." and line.joined(i + 1) and (line.at(i + 2)[:1].isdigit() or line.at(i + 2) == ",")
    return i + 1 + stop, lex.month_abbreviations[bare]


def _weekday_name(line: _Line, i: int) -> tuple[int, int] | None:
    lex, word = _lexicon(), line.at(i)
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
    return (i + 1, lex.weekday_abbreviations[bare]) if _calendar_day(line, behind) else None


def _day_number(line: _Line, i: int) -> tuple[int, int] | None:
    found = _ORDINAL.fullmatch(line.at(i))
    if found and 1 <= int(found[1]) <= 31:
        return i + 1, int(found[1])
    return None


def _day_in_words(line: _Line, i: int) -> tuple[int, int] | None:
    """ "the twenty-fourth of", "tenth of": only before "of"."""
    found = line.phrase(i + (line.at(i) == "the"), _lexicon().phrases["day_ordinals"])
    return (found[0], int(found[1])) if found and line.at(found[0]) == "of" else None


def _is_year(line: _Line, i: int) -> bool:
    return bool(_YEAR.fullmatch(line.at(i)))


def _number(line: _Line, i: int) -> tuple[int, str] | None:
    """A count of units: where it ends, and "3", or "X" for one not said ("a few"). Of "two or three" the larger."""
    one = _single_number(line, i)
    if one is None:
        return None
    last, value = one
    if line.at(last) in {"or", "to"} or (line.at(last) in _DASHES and line.at(last + 1)[:1].isdigit()):
        other = _single_number(line, last + 1)
        if other is not None and other[1] != "X" and line.at(last + 1) not in {"a", "an"}:
            return other
    return last, value


def _single_number(line: _Line, i: int) -> tuple[int, str] | None:
    lex, word = _lexicon(), line.at(i)
    digits = word.replace(",", "")
    if digits.isascii() and digits.isdigit():
        return (i + 1, digits.lstrip("0") or "0") if len(digits) < 5 else None
    if word in lex.vague:
        return i + 1, "X"
    if word == "half" and line.at(i + 1) == "a" and line.at(i + 2) == "dozen":
        return i + 3, "6"
    if word in {"a", "an"}:
        following = line.at(i + 1)
        if following in lex.vague:
            return i + 2, "X"
        if following in {"dozen", "couple", "hundred"}:
            return i + 2 + (line.at(i + 2) == "of"), str(lex.numbers[following])
        return i + 1, "1"
    if word not in lex.numbers:
        return None
    value, tail = lex.numbers[word], line.at(i + 2)
    if value % 10 == 0 and 20 <= value < 100 and line.at(i + 1) == "-" and 0 < lex.numbers.get(tail, 0) < 10:
        return i + 3, str(value + lex.numbers[tail])
    return i + 1, str(value)


def _unit(line: _Line, i: int) -> tuple[int, str, str] | None:
    """A unit of time: where it ends, how many of it one is ("10" for a decade), and its letter."""
    found = _lexicon().units.get(line.at(i))
    if found is None:
        return None
    return i + 1, found[:-1] if found[0].isdigit() else "1", "min" if found == "min" else found[-1]


def _period(count: str, factor: str, unit: str) -> str:
    """ISO 8601: ("2", "1", "W") is P2W."""
    number = count if count == "X" else str(int(count) * int(factor))
    return f"PT{number}M" if unit == "min" else f"PT{number}H" if unit == "H" else f"P{number}{unit}"


def _amount(line: _Line, i: int) -> tuple[int, str] | None:
    """A number of units ("two weeks", "48 hours", "17 - year"): where it ends, and the period."""
    number = _number(line, i)
    if number is None:
        return None
    last = number[0] + (line.at(number[0]) == "-")
    last += line.at(last) in {"more", "straight", "consecutive", "full", "whole"}
    unit = _unit(line, last)
    return (unit[0], _period(number[1], unit[1], unit[2])) if unit else None


# Days, months, years


def _year_tail(line: _Line, i: int, *, heading: bool = False) -> tuple[int, str]:
    """The year after a day or month: where it ends, and 2019, LAST-Y ..., or XXXX where none is said.

    `heading`: two digits count as a year ("7 FEB 89 (AFP)").
    """
    at = i + (line.at(i) == ",")
    if _is_year(line, at) and line.at(at + 1) not in _lexicon().doubtful["counted"]:
        return at + 1, line.at(at)
    at = i + (line.at(i) == "of")
    if at > i and _is_year(line, at):
        return at + 1, line.at(at)
    which = line.phrase(at, _lexicon().phrases["deixis"])
    if which and line.at(which[0]) == "year":
        return which[0] + 1, f"{which[1]}-Y"
    closed = not line.at(i + 1)[:1].isalnum()
    if heading and closed and len(line.at(i)) == 2 and line.at(i).isdigit():
        return i + 1, ("19" if int(line.at(i)) >= _PIVOT else "20") + line.at(i)
    return i, "XXXX"


def _second_day(line: _Line, i: int) -> tuple[int, int] | None:
    """The other end of "3 - 5", "3 to 5", "3 and 5", "25/26", "13, 14 and 15"."""
    for _ in range(_LISTED):
        if line.at(i) != "," or _day_number(line, i + 1) is None:
            break
        following = i + 2 + (line.at(i + 2) == ",")
        i = following if line.at(following) in {"and", "or"} else i + 2
    if line.at(i) in _DASHES or line.at(i) in {"to", "and", "or", "/", "through", "until"}:
        return _day_number(line, i + 1)
    return None


def _dated(year: str, month: int, first: int, second: int | None) -> str:
    begin = f"{year}-{month:02d}-{first:02d}"
    return begin if second is None else f"{begin}/{year.removeprefix('REF:')}-{month:02d}-{second:02d}"


def _day_month(line: _Line, i: int) -> _Hit | None:
    """ "5 January 2019", "the 5th of May", "3 to 5 June", "11 JAN 90"."""
    first = _day_number(line, i + (line.at(i) == "the" and _ORDINAL.fullmatch(line.at(i + 1)) is not None)) or _day_in_words(line, i)
    if first is None:
        return None
    second = _second_day(line, first[0])
    at = second[0] if second else first[0]
    at += line.at(at) == "of"
    at += line.at(at) == "-" and line.joined(at)
    month = _month_name(line, at)
    if month is None:
        return None
    last, year = _year_tail(line, month[0] + (line.at(month[0]) == "-" and _is_year(line, month[0] + 1)), heading=True)
    if _named_after(line, last):
        return None
    return _Hit(last, _dated(year, month[1], first[1], second[1] if second else None), "day", "calendar")


def _named_after(line: _Line, i: int) -> bool:
    """Is the date part of a name: "the 19 April Movement"?"""
    named = line.at(i) in _lexicon().doubtful["named_after_day"]
    return named and (line.shouting or line.capital(i) or line.at(i) == "group")


def _month_day(line: _Line, i: int) -> _Hit | None:
    """ "Jan. 5, 2019", "January 5th", "June 3-5"."""
    month = _month_name(line, i)
    if month is None or (not line.shouting and not line.capital(i)):
        return None
    at = month[0] + (line.at(month[0]) == "the")
    first = _day_number(line, at)
    counted = _lexicon().doubtful["counted"]
    # "in March 15 people died" counts people; a day has "on".
    if first is None or line.at(first[0]) in counted or (line.at(i - 1) == "in" and at == month[0] and line.at(at).isdigit()):
        return None
    second = _second_day(line, first[0])
    if second and (second[1] <= first[1] or _month_name(line, second[0]) or line.at(second[0]) in counted):
        second = None
    last, year = _year_tail(line, second[0] if second else first[0])
    if _named_after(line, last):
        return None
    return _Hit(last, _dated(year, month[1], first[1], second[1] if second else None), "day", "calendar")


def _numeric(line: _Line, i: int) -> _Hit | None:
    """ "2019-01-05", "25/12/2019"; 05/01/2019 has two readings and no value."""
    mark = line.at(i + 1)
    if mark not in {"-", "/", "."} or line.at(i + 3) != mark or not all(line.joined(k) for k in range(i + 1, i + 5)):
        return None
    a, b, c = line.at(i), line.at(i + 2), line.at(i + 4)
    if not all(x.isdigit() for x in (a, b, c)) or (line.at(i - 1) == mark and line.joined(i)):
        return None
    if _YEAR.fullmatch(a) and 1 <= int(b) <= 12 and 1 <= int(c) <= 31:
        return _Hit(i + 5, f"{a}-{int(b):02d}-{int(c):02d}", "day", "calendar")
    if len(a) <= 2 and len(b) == len(c) == 2 and mark == "/" and 1 <= int(a) <= 31 and 1 <= int(b) <= 12:
        return _Hit(i + 5, None, "day", "calendar")
    if not _YEAR.fullmatch(c) or not (1 <= int(a) <= 31 and 1 <= int(b) <= 31):
        return None
    readings = {(m, d) for m, d in ((int(a), int(b)), (int(b), int(a))) if m <= 12}
    if len(readings) != 1:
        return _Hit(i + 5, None, "day", "calendar") if readings else None
    month, day = readings.pop()
    return _Hit(i + 5, f"{c}-{month:02d}-{day:02d}", "day", "calendar")


def _dotted(line: _Line, i: int) -> _Hit | None:
    """ "25.12.2019", which is one word."""
    parts = line.at(i).split(".")
    if len(parts) != 3 or not all(p.isdigit() and len(p) <= 4 for p in parts) or not _YEAR.fullmatch(parts[2]):
        return None
    day, month = int(parts[0]), int(parts[1])
    return _Hit(i + 1, f"{parts[2]}-{month:02d}-{day:02d}", "day", "calendar") if 1 <= month <= 12 and 1 <= day <= 31 else None


def _calendar_day(line: _Line, i: int) -> _Hit | None:
    return _best(line, i, (_numeric, _dotted, _day_month, _month_day))


def _sure_month(line: _Line, i: int, last: int) -> bool:
    """Is the word at `i`, which ends before `last`, the month and not a verb, a given name or an abbreviation of something else?"""
    lex = _lexicon()
    before = line.at(i - 1) in lex.doubtful["before_month"] or line.at(i - 2) == "mid"
    if not line.shouting and not line.capital(i):
        return False
    if line.at(i) in lex.month_abbreviations or line.at(i).endswith("."):
        return before
    if line.at(i) not in lex.doubtful["months"]:
        return True
    if line.pieces[i].verb and not before:
        return False
    # "May's visit", "April Glaspie": a name goes on with a capital or stands without a preposition.
    if line.at(i) in {"march", "may"}:
        # "the March attack", but "the March of Return"
        if line.at(i - 1) in {"the", "a", "'s"} and not line.shouting and line.at(last).isalpha():
            return not line.capital(last) and line.at(last) not in lex.doubtful["after_date"] | {"of", "for", "against"}
        return before and not (line.at(i) == "may" and line.pieces[i].verb and line.at(i - 1) in {"to", "that"})
    return before or not line.capital(last)


def _month(line: _Line, i: int) -> _Hit | None:
    """ "December 2018", "in May", "June last year", "2018-12" has no words for it."""
    month = _month_name(line, i)
    if month is None:
        return None
    last, year = _year_tail(line, month[0])
    if last == month[0] and (not _sure_month(line, i, last) or _named_after(line, last)):
        return None
    if last > month[0] and not line.shouting and not line.capital(i):
        return None
    return _Hit(last, f"{year}-{month[1]:02d}", "month", "calendar")


def _year(line: _Line, i: int) -> _Hit | None:
    """ "in 1989", "the 2014 coup", "2019-20", "2019/2020"."""
    if not _is_year(line, i):
        return None
    lex, following = _lexicon(), line.at(i + 1)
    before = line.at(i - 1)
    if following in lex.doubtful["counted"] or following in lex.units or before in {"$", "#", "no.", "at", "over", "some", "about"}:
        return None
    if int(line.at(i)) < 1800 and before not in {"in", "since", "of", "year"}:
        return None
    bracketed = before in {"(", "["} and following in {")", "]", "-", "--"}
    second_of_two = i > 2 and before in {"and", "to", "through", "-", "--"} and _is_year(line, i - 2)
    if before not in lex.doubtful["before_year"] and not bracketed and not second_of_two:
        return None
    # "of 2000 tents": a round number before a plain plural is a count.
    if line.at(i).endswith("00") and following.isalpha() and following.endswith("s") and before not in {"in", "since"}:
        return None
    second = line.at(i + 2)
    if following in {"-", "--", "/"} and line.joined(i + 1) and second.isdigit() and len(second) in {2, 4}:
        end = second if len(second) == 4 else line.at(i)[:2] + second
        if _YEAR.fullmatch(end) and int(end) > int(line.at(i)):
            return _Hit(i + 3, f"{line.at(i)}/{end}", "year", "year")
    return _Hit(i + 1, line.at(i), "year", "year")


def _decade(line: _Line, i: int) -> _Hit | None:
    at = i + (line.at(i) == "the")
    found = _DECADE.fullmatch(line.at(at))
    if at > i and _YEAR.fullmatch(line.at(at)) and line.at(at).endswith("0") and line.at(at + 1) == "'s":
        return _Hit(at + 2, line.at(at)[:3], "decade", "year")
    if found is None or (found[1] is None and line.at(at - 1) not in {"the", "'"}):
        return None
    return _Hit(at + 1, (found[1] or "19") + found[2], "decade", "year")


def _season(line: _Line, i: int) -> _Hit | None:
    """ "last summer", "spring 2014", "the winter of 1998", "Q1 2020"; a bare season needs "in the"."""
    lex = _lexicon()
    quarter = line.at(i)
    if len(quarter) == 2 and quarter[0] == "q" and quarter[1] in "1234":
        last, year = _year_tail(line, i + 1)
        return _Hit(last, f"{year}-{quarter.upper()}", "season", "season") if last > i + 1 else None
    which = line.phrase(i, lex.phrases["deixis"])
    # "the bombs that fall" is a verb.
    if which and line.at(which[0]) in lex.seasons and line.at(which[0] - 1) != "that":
        return _Hit(which[0] + 1, f"{which[1]}-{lex.seasons[line.at(which[0])]}", "season", "season")
    at = i + (line.at(i) == "the")
    if line.at(at) not in lex.seasons:
        return None
    last, year = _year_tail(line, at + 1)
    stated = last > at + 1
    placed = line.at(i - 1) in {"in", "during", "until", "by", "since", "through"} and line.at(at + 1) in {"", ".", ",", "and", ";"}
    bare = at > i and line.at(at) != "fall" and placed
    return _Hit(last, f"{year}-{lex.seasons[line.at(at)]}", "season", "season") if stated or bare else None


def _century(line: _Line, i: int) -> _Hit | None:
    """ "the 19th century", "the twentieth century": its first two digits."""
    at = i + (line.at(i) == "the")
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", line.at(at))
    words = line.phrase(at, _lexicon().phrases["day_ordinals"])
    number, at = (int(found[1]), at) if found else (int(words[1]), words[0] - 1) if words else (0, at)
    return _Hit(at + 2, f"{number - 1:02d}", "century", "year") if line.at(at + 1) == "century" and 1 < number < 23 else None


def _other_calendar(line: _Line, i: int) -> _Hit | None:
    """ "12 Ramadan 1435", "Muharram", "the tenth of Dhu al-Hijja": found, and not laid on our calendar."""
    at = i + (line.at(i) == "the")
    day = _day_number(line, at)
    words = line.phrase(at, _lexicon().phrases["day_ordinals"])
    number = day[0] if day else words[0] if words else None
    month = line.phrase(number + (line.at(number) == "of"), _lexicon().phrases["other_calendars"]) if number else None
    if month is None:
        month = line.phrase(i, _lexicon().phrases["other_calendars"])
        if month is None or month[1] == "True" or not line.capital(i) or line.capital(i - 1) or line.capital(month[0]):
            return None
    last = month[0] + bool(re.fullmatch(r"1[34]\d\d|20[5-9]\d|19[89]\d|20[01]\d", line.at(month[0])))
    return _Hit(last, None, "day", "calendar")


def _quarter(line: _Line, i: int) -> _Hit | None:
    """ "the first quarter of 2020", "the first week of May", "the last week of the month"."""
    lex = _lexicon()
    at = i + (line.at(i) == "the")
    rank = lex.ordinals.get(line.at(at))
    ends = line.at(at + 2) in {"", ".", ",", "and", "as", "after"}
    if at > i and rank is not None and rank > 0 and line.at(at + 1) == "quarter" and ends:
        return _Hit(at + 2, f"XXXX-Q{rank}", "season", "season")
    if rank is None or line.at(at + 1) not in {"week", "quarter"} or line.at(at + 2) not in {"of", "in"}:
        return None
    inner = _best(line, at + 3, (_month, _year, _calendar_unit, _the_unit))
    if inner is None or inner.value is None or inner.level not in {"month", "year"}:
        return None
    if line.at(at + 1) == "quarter":
        return _Hit(inner.last, f"{inner.value}-Q{rank}", "season", "season") if inner.level == "year" and rank > 0 else None
    return _Hit(inner.last, _prefixed(f"W{rank}", inner.value), "week", "portion") if inner.level == "month" else None


def _prefixed(portion: str, value: str) -> str:
    return f"REF:{portion}-{value[4:]}" if value.startswith("REF:") else f"{portion}-{value}"


def _the_unit(line: _Line, i: int) -> _Hit | None:
    """ "the month", "the week": only after "the end of" and the like."""
    unit = {"week": "W", "month": "M", "year": "Y"}.get(line.at(i + 1))
    levels = {"W": "week", "M": "month", "Y": "year"}
    return _Hit(i + 2, f"THIS-{unit}", levels[unit], "phrase") if unit and line.at(i) in {"the", "this"} else None


def _portion(line: _Line, i: int) -> _Hit | None:
    """ "early June", "mid-March", "the end of last year", "earlier this month", "later in the week"."""
    found = line.phrase(i, _lexicon().phrases["portions"])
    if found is None:
        return None
    last, portion = found
    last += line.at(last) in _DASHES
    bare = (_the_unit,) if line.at(last - 1) in {"of", "in", "-"} else ()
    inner = _best(line, last, (_calendar_month_like, _calendar_unit, _season, _year, _decade, *bare))
    if inner is None or inner.value is None or "/" in inner.value or inner.level not in {"week", "month", "year", "season", "decade"}:
        return None
    if portion.startswith("EARLIER") and inner.level == "year" and inner.rule == "year":
        return None
    return _Hit(inner.last, _prefixed(portion, inner.value), "week" if inner.level == "month" else "month", "portion")


def _calendar_month_like(line: _Line, i: int) -> _Hit | None:
    month = _month_name(line, i)
    if month is None or (not line.shouting and not line.capital(i)):
        return None
    last, year = _year_tail(line, month[0])
    return _Hit(last, f"{year}-{month[1]:02d}", "month", "calendar")


# Weekdays, deictic words, stretches of time


def _weekday(line: _Line, i: int) -> _Hit | None:
    """ "Sunday", "last Friday", "this past Wednesday", "Thursday last week", "Tuesday, 5 March"."""
    lex = _lexicon()
    which = line.phrase(i, lex.phrases["deixis"])
    at = which[0] if which else i
    if which and line.at(at) == "on":
        at += 1
    name = _weekday_name(line, at)
    if name is None:
        return None
    last, value = name[0], f"WD{name[1]}"
    if which:
        return _Hit(last, f"{which[1]}-{value}", "day", "weekday")
    if not line.at(at).endswith("s") or line.at(at) in lex.weekdays:
        behind = last + (line.at(last) in {",", "(", "."})
        dated = _calendar_day(line, behind)
        if dated is not None:
            return replace(dated, last=dated.last + (line.at(behind - 1) == "(" and line.at(dated.last) == ")"))
        week = line.phrase(last + (line.at(last) == "of"), lex.phrases["deixis"])
        if week and line.at(week[0]) == "week" and week[1] != "REF:THIS":
            ref, _, word = week[1].rpartition(":")
            return _Hit(week[0] + 1, f"{ref}{':' if ref else ''}{word}-W-{value}", "day", "weekday")
        return _Hit(last, value, "day", "weekday")
    return _Hit(last, f"XXXX-WXX-{name[1]}", "part", "weekday", kind="set")


def _calendar_unit(line: _Line, i: int) -> _Hit | None:
    """ "last week", "this month", "next year", "the following month", "last June"."""
    which = line.phrase(i, _lexicon().phrases["deixis"])
    if which is None:
        return None
    at = which[0]
    units = {"week": ("W", "week"), "month": ("M", "month"), "year": ("Y", "year")}
    if line.at(at) in units:
        letter, level = units[line.at(at)]
        stretch = line.at(i) == "past" or (line.at(at - 1) in {"past", "last"} and line.at(i) == "the")
        return _Hit(at + 1, f"PAST-P1{letter}" if stretch else f"{which[1]}-{letter}", level, "phrase")
    if line.at(at) == "decade" and which[1] == "LAST":
        return _Hit(at + 1, "PAST-P10Y", "year", "phrase")
    month = _month_name(line, at)
    if month is not None and (line.shouting or line.capital(at)) and not line.at(month[0])[:1].isdigit():
        return _Hit(month[0], f"{which[1]}-M{month[1]:02d}", "month", "calendar")
    return None


def _phrase(line: _Line, i: int) -> _Hit | None:
    found = line.phrase(i, _lexicon().phrases["phrases"])
    if found is None:
        return None
    last, value = found
    # "Soon after the blast" counts from that.
    if value == "FUTURE_REF" and line.at(last) in {"after", "before", "as"}:
        return None
    # "USA Today", "(Today's Zaman)"
    if last == i + 1 and line.capital(i) and (line.capital(i - 1) or line.at(i - 1) == "("):
        return None
    # "the day before the vote" tells of the vote: it is an offset from that, not from the report's last day.
    side = line.at(last - 1)
    if side in {"before", "after"} and line.at(i) == "the" and line.at(last)[:1].isalpha() and not _closes(line, last):
        return _Hit(last, f"P1D-{side.upper()}", "span", "offset") if line.at(i + 1) == "day" else None
    return _Hit(last, value, "day", "phrase")


def _closes(line: _Line, i: int) -> bool:
    """Can an expression end before the word at `i`, so that nothing there belongs to it?"""
    return not line.at(i) or line.at(i) in _lexicon().doubtful["after_date"]


def _feast(line: _Line, i: int) -> _Hit | None:
    """ "Eid al-Fitr", "Diwali 2005": the day is not laid on our calendar; "the Eid truce" names none."""
    found = line.phrase(i, _lexicon().phrases["feasts"])
    if found is None or line.shouting or not line.capital(i) or line.capital(i - 1) or line.capital(found[0]):
        return None
    last, _ = _year_tail(line, found[0])
    return _Hit(last, None, "day", "calendar")


def _holiday(line: _Line, i: int) -> _Hit | None:
    found = line.phrase(i, _lexicon().phrases["holidays"])
    if found is None or not (line.shouting or line.capital(i)):
        return None
    last, year = _year_tail(line, found[0])
    single = found[0] == i + 1
    if single and last == found[0] and (line.at(i - 1) not in {"on", "at", "before", "by", "since", "until", "last"} or line.capital(last)):
        return None
    return _Hit(last, found[1].replace("XXXX", year), "day", "calendar")


def _offset(line: _Line, i: int) -> _Hit | None:
    """ "two weeks ago", "three months earlier", "a day later", "hours later", "three days after" something."""
    amount = _amount(line, i) or _bare_units(line, i)
    if amount is None or line.at(amount[0]) in {"-", "old"}:
        return None
    last, period = amount
    word = line.at(last)
    if word == "ago" or (word == "back" and not line.at(last + 1).isalpha()):
        return _Hit(last + 1, f"{period}-AGO", "day", "offset")
    if word in {"earlier", "previously"} or (word in {"before", "prior"} and not line.at(last + 1)[:1].isalnum()):
        return _Hit(last + 1, f"REF:{period}-AGO", "day", "offset")
    if word == "later" or (word in {"after", "afterwards", "afterward"} and not line.at(last + 1)[:1].isalnum()):
        return _Hit(last + 1, f"REF:{period}-AHEAD", "day", "offset")
    lasting = line.at(i - 1) == "for" or (line.at(i - 2) == "for" and not line.at(i - 1)[:1].isdigit())
    if word in {"after", "before"} and line.at(i) not in {"some", "many"} and not lasting:
        return _Hit(last + 1, f"{period}-{word.upper()}", "span", "offset")
    if word == "from" and line.at(last + 1) in {"now", "today"}:
        return _Hit(last + 2, f"{period}-AHEAD", "day", "offset")
    return None


def _bare_units(line: _Line, i: int) -> tuple[int, str] | None:
    """ "hours", "days": a plural without a number."""
    unit = _unit(line, i)
    if unit is None or not line.at(i).endswith("s") or _single_number(line, i - 1) is not None:
        return None
    return unit[0], _period("X", unit[1], unit[2])


def _window(line: _Line, i: int) -> _Hit | None:
    """ "the past two weeks", "in recent days", "the next few hours", "within a week"."""
    lex = _lexicon()
    if line.at(i) == "within":
        amount = _amount(line, i + 1) or _bare_units(line, i + 1)
        return _Hit(amount[0], f"WITHIN-{amount[1]}", "span", "window") if amount and line.at(amount[0]) != "of" else None
    at = i + (line.at(i) in {"the", "these"})
    side = lex.window.get(line.at(at))
    if side is None:
        return None
    amount = _amount(line, at + 1)
    bare = _bare_units(line, at + 1)
    if side == "RECENT":
        return _Hit(bare[0], f"RECENT-{bare[1][-1]}", "span", "window") if bare else None
    referring = line.at(at) in {"following", "previous", "preceding"}
    # "following weeks of talks" is "after weeks of talks".
    if (amount is None and bare is None) or (referring and at == i):
        return None
    last, period = amount or bare or (0, "")
    return _Hit(last, f"{'REF:' if referring else ''}{side}-{period}", "span", "window")


def _duration(line: _Line, i: int) -> _Hit | None:
    """ "two days", "a 17-year war", "for hours"; ages ("a 14-year-old") are none."""
    if line.at(i - 1) in {"for", "lasted", "lasting"}:
        bare = _bare_units(line, i)
        if bare is not None and not _ORDINAL.fullmatch(line.at(bare[0])):
            return _Hit(bare[0], bare[1], "span", "duration", kind="duration")
    if line.at(i) == "half" and line.at(i + 1) == "an" and line.at(i + 2) == "hour":
        return _Hit(i + 3, "PT30M", "span", "duration", kind="duration")
    amount = _amount(line, i)
    if amount is None:
        return None
    last, period = amount
    if line.at(last) == "-" and line.at(last + 1) in {"long", "strong"}:
        last += 2
    age = last + (line.at(last) in {"-", "of"})
    if line.at(age) in {"old", "olds", "age"} or line.at(i - 1) in {"aged", "age"}:
        return None
    # "50 rockets a day" is a rate; "some years" is no length; "a night raid" is a kind of raid.
    if line.at(last - 1) == "night" and line.at(i) in {"a", "one"}:
        return None
    if line.at(i) in {"a", "an", "one", "some", "many", "0", "00"} and line.at(i - 1) not in _lexicon().doubtful["before_duration"]:
        return None
    return _Hit(last, period, "span", "duration", kind="duration")


def _set(line: _Line, i: int) -> _Hit | None:
    """ "daily", "near-daily", "every Friday", "each month", "every two days"."""
    found = line.phrase(i, _lexicon().phrases["sets"])
    if found:
        paper = line.at(found[0]) in {"newspaper", "newspapers", "paper"}
        paper = paper or (found[0] == i + 1 and line.capital(i) and (line.capital(found[0]) or line.capital(i - 1)))
        return None if paper else _Hit(found[0], found[1], "span", "set", kind="set")
    if line.at(i) in {"once", "twice"} and line.at(i + 1) in {"a", "each", "every", "per"} and (unit := _unit(line, i + 2)):
        return _Hit(unit[0], _period("1", unit[1], unit[2]), "span", "set", kind="set")
    if line.at(i) not in {"every", "each"}:
        return None
    day = _weekday_name(line, i + 1)
    if day is not None:
        part = line.phrase(day[0], _lexicon().phrases["parts"])
        return _Hit(part[0] if part else day[0], f"XXXX-WXX-{day[1]}", "span", "set", kind="set")
    month = _month_name(line, i + 1)
    if month is not None:
        return _Hit(month[0], f"XXXX-{month[1]:02d}", "span", "set", kind="set")
    amount = _amount(line, i + 1)
    return _Hit(amount[0], amount[1], "span", "set", kind="set") if amount else None


# The time of day


def _clock(line: _Line, i: int) -> tuple[int, str] | None:
    """A clock time: where it ends, and "06:30", or "03:30Z" in GMT. Four digits need "at" before or "hours" or "GMT" behind."""
    word = line.at(i)
    timed, hour = _CLOCK.fullmatch(word), _HOUR.fullmatch(word)
    last = i + 1
    if timed:
        hours, minutes, period = int(timed[1]), int(timed[2]), timed[3]
    elif hour:
        hours, minutes, period = int(hour[1]), 0, hour[2]
    elif len(word) == 4 and word.isdigit():
        hours, minutes, period = int(word[:2]), int(word[2:]), None
    elif word.isdigit() and len(word) <= 2 and line.at(last) in {*_DAY_PERIODS, "o'clock"}:
        hours, minutes, period = int(word), 0, None
        last += line.at(last) == "o'clock"
    else:
        return None
    if period is None and line.at(last) in _DAY_PERIODS:
        period = line.at(last)
        last += 1
    if period is None and not _clock_like(line, i, last, colon=bool(timed) and ":" in word):
        return None
    if period is not None:
        hours = hours % 12 + _DAY_PERIODS[period]
    if hours > 23 or minutes > 59:
        return None
    return _zone(line, last, f"{hours:02d}:{minutes:02d}")


def _clock_like(line: _Line, i: int, last: int, *, colon: bool) -> bool:
    """Is a number without "a.m." or "p.m." a time?"""
    if line.at(last) in _ZONES or line.at(last) in _LOCAL:
        return True
    if line.at(last) in _lexicon().doubtful["counted"] or line.at(last) in _lexicon().units or (line.at(i - 1) == "$"):
        return False
    hedge = line.at(i - 1) in {"about", "around", "approximately", "exactly", "roughly"}
    return colon or line.at(last - 1) == "o'clock" or line.at(i - 1) == "at" or (hedge and line.at(i - 2) == "at")


def _zone(line: _Line, last: int, value: str) -> tuple[int, str]:
    if line.at(last) in {"hours", "hrs", "h"}:
        last += 1
    if line.at(last) in _ZONES:
        return last + 1, value + "Z"
    if line.at(last) == "local" and line.at(last + 1) == "time":
        last += 2
    return last, value


def _clock_alone(line: _Line, i: int) -> _Hit | None:
    """ "at 6:30 a.m.", "1700 hours", and with its day "at 2340 on 11 November"."""
    found = _clock(line, i)
    if found is None or line.at(i - 1) == "+":
        return None
    day = _after_part(line, found[0])
    if day is not None:
        return replace(day, part=found[1])
    if not found[1].endswith("Z") and line.at(i + 1) in _DASHES and not line.at(found[0] - 1).endswith("m."):
        return None
    return _Hit(found[0], "", "part", "clock", kind="time", part=found[1])


def _after_part(line: _Line, last: int) -> _Hit | None:
    """The day that "at dawn", "late" or "6:30 a.m." belongs to: "on Sunday", "of 27 January", "Monday"."""
    at = last + (line.at(last) == "local" and line.at(last + 1) == "time") * 2
    at += line.at(at) in {"on", "of", ","}
    at += line.at(at) == "," or line.at(at) == "on"
    hit = _best(line, at, _DAYS)
    if hit is None or hit.kind != "date" or not hit.value:
        return None
    return _spread(line, at, replace(hit, value=_PARTED.sub("", hit.value)))


def _part_alone(line: _Line, i: int) -> _Hit | None:
    """ "at dawn", "before dawn on Sunday", "the night of 3 May", "late on Friday"."""
    lex = _lexicon()
    found = line.phrase(i, lex.phrases["parts_of_day"])
    if found is not None:
        day = _after_part(line, found[0])
        if day is not None and not (line.at(found[0]) == "of" and found[1] == "ON"):
            own = _part_after(line, day.last)
            return replace(day, part=found[1], last=own[0] if own else day.last)
    alone = line.phrase(i, lex.phrases["parts_alone"])
    if alone is None or line.at(alone[0]) in _DASHES:
        return None
    # "Golden Dawn", "the dawn of a new age": a bare word needs its preposition.
    if line.at(i) in {"dawn", "dusk"} and (line.capital(i) or line.at(i - 1) not in {"a", "by", "until", "since"}):
        return None
    return _Hit(alone[0], "", "part", "part", kind="time", part=alone[1])


def _part_after(line: _Line, i: int) -> tuple[int, str] | None:
    """The part of the day after a day: "night", ", at around 6:30 a.m."."""
    found = line.phrase(i, _lexicon().phrases["parts"])
    if found is not None and line.at(found[0]) not in _DASHES:
        return found
    at = i + (line.at(i) == ",")
    at += line.at(at) == "at"
    at += line.at(at) in {"about", "around", "approximately"}
    return _clock(line, at) if at > i else None


# Days with their part, ranges, relations


def _day(line: _Line, i: int) -> _Hit | None:
    """A day with the part of it behind: "Sunday night", "yesterday at 5 p.m."."""
    hit = _best(line, i, _DAYS)
    if hit is None or hit.kind != "date" or hit.value is None or hit.level not in {"day"} or hit.rule == "offset":
        return hit
    # "today, 14 September": two names of one day.
    behind = hit.last + (line.at(hit.last) == ",")
    if hit.value == "TODAY":
        named = _best(line, behind, (_calendar_day, _weekday))
        hit = named if named is not None and named.kind == "date" and named.rule == "calendar" else hit
    if hit.value is None or _PARTED.search(hit.value):
        return hit
    part = _part_after(line, hit.last)
    return replace(hit, last=part[0], part=part[1]) if part else hit


def _spread(line: _Line, i: int, hit: _Hit) -> _Hit:
    """The hit, drawn out to the end of the range that it begins ("Monday to Wednesday", "Saturday and Sunday")."""
    opener = line.at(i - 1)
    word = line.at(hit.last)
    if hit.level not in {"day", "month", "year"} or hit.kind != "date" or not hit.value or "/" in hit.value:
        return hit
    if hit.rule in {"offset", "phrase"}:
        return hit
    joins = {"to", "through", "thru", "until", "till", "into", "-", "--"} | ({"and"} if opener == "between" else set())
    pair = word in {"and", "or", "/"} and hit.level == "day"
    if word not in joins and not pair:
        return hit
    at = hit.last + 1 + (line.at(hit.last + 1) in {"on", "early"})
    other = _best(line, at, (_weekday, _calendar_day) if hit.level == "day" else (_month, _year))
    if other is None or other.kind != "date" or not other.value or "/" in other.value or other.level != hit.level or other.rule != hit.rule:
        return hit
    if word == "to" and opener != "from" and hit.level == "month":
        return hit
    if pair and opener != "between" and not _follows(hit, other):
        return hit
    begin, end = _same_year(hit.value, other.value)
    part = _part_after(line, other.last)
    return replace(hit, last=part[0] if part else other.last, value=f"{begin}/{end}", part=part[1] if part and part[1] == hit.part else "")


def _follows(hit: _Hit, other: _Hit) -> bool:
    """Are the two days of "Saturday and Sunday" next to each other? "Monday and Friday" are two times, and so are "3 May and 5 June"."""
    first, second = hit.value or "", other.value or ""
    return not hit.part and first[:2] == second[:2] == "WD" and int(second[2]) == int(first[2]) % 7 + 1


def _same_year(begin: str, end: str) -> tuple[str, str]:
    """A year said only once holds for both ends: 3 May to 5 June 2019."""
    if begin.startswith("XXXX") and re.match(r"\d{4}-", end):
        year = int(end[:4]) - (begin[5:] > end[5:])
        return f"{year}{begin[4:]}", end
    return begin, end.removeprefix("REF:")


def _expression(line: _Line, i: int) -> _Hit | None:
    hit = _best(line, i, _EXPRESSIONS)
    return _spread(line, i, hit) if hit is not None else None


def _related(line: _Line, i: int) -> _Hit | None:
    """ "since Monday", "until the end of May", "by October".

    Before "'s" or a noun ("after Friday prayers") the relation is not the date's; "the first attack since 2019" is only after it.
    """
    if _begins(line, i):
        begun = _expression(line, i)
        dated = begun is not None and begun.kind == "date" and begun.value and begun.level in {"day", "week", "month", "year"}
        return replace(begun, value=f"SINCE:{begun.value}", rule="relation") if begun is not None and dated else None
    found = line.phrase(i, _lexicon().phrases["relations"])
    if found is None:
        return None
    last, relation = found
    # "before dawn on Monday" is a part of that Monday.
    if line.phrase(i, _lexicon().phrases["parts_of_day"]):
        return None
    last += line.at(last) in {"about", "around", "at"} and relation == "SINCE"
    inner = _expression(line, last)
    if inner is None or inner.kind != "date" or not inner.value or inner.level in {"part", "span"}:
        return None
    attached = line.at(inner.last) == "'s" or not (_closes(line, inner.last) or not line.at(inner.last)[:1].isalpha())
    if relation in {"AFTER", "BEFORE", "BY"} and attached:
        return None
    if relation == "SINCE" and any(_superlative(line.at(k)) for k in range(max(0, i - _COMPARED), i)):
        relation = "AFTER"
    return replace(inner, value=f"{relation}:{inner.value}", rule="relation")


def _begins(line: _Line, i: int) -> bool:
    """Does a date at `i` tell when something that goes on began: "the strike, which began on ...", "the truce begun ..."?"""
    k = i - 1 - (line.at(i - 1) in {"on", "in", "at"})
    if line.at(k) == "out" and line.at(k - 1) == "broke":
        k -= 1
    elif line.at(k) == "begun" and line.at(k - 1) not in {"has", "have", "had"}:
        return True
    elif line.at(k) not in {"began", "started", "erupted"}:
        return False
    return line.at(k - 1) in {"which", "that", "it"}


def _superlative(word: str) -> bool:
    return word in _lexicon().doubtful["superlatives"] or (word.endswith("liest") and len(word) > 7)


_DAYS: tuple[_Rule, ...] = (_calendar_day, _weekday, _phrase, _holiday)
_EXPRESSIONS: tuple[_Rule, ...] = (
    _day,
    _part_alone,
    _clock_alone,
    _portion,
    _quarter,
    _century,
    _other_calendar,
    _feast,
    _season,
    _calendar_unit,
    _month,
    _year,
    _decade,
    _window,
    _offset,
)
_RULES: tuple[_Rule, ...] = (_related, _expression, _set, _duration)
