"""The time expressions of a report: at each word the longest that a rule finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby

from dateline.annotate.times.durations import find_duration
from dateline.annotate.times.line import Hit, Line, Rule, line_of, longest
from dateline.annotate.times.orders import Order
from dateline.annotate.times.relations import find_expression, find_related
from dateline.annotate.times.sets import find_set
from dateline.annotate.times.table import lexicon
from dateline.schema.document import Time, Word

# How sure each rule is, by its name: expressions with a name of their own are surer than numbers that may count something.
_CONFIDENCE = {"calendar": 0.98, "weekday": 0.97, "phrase": 0.97, "year": 0.9, "duration": 0.9, "clock": 0.9}
_CONFIDENCE_OTHER = 0.95
# What rules begin with beside the words of the tables and numbers in digits.
_OPENERS = frozenset("a an the these this half within once twice every each all in quarter fy fiscal financial".split())
_RULES: tuple[Rule, ...] = (find_related, find_expression, find_set, find_duration)


def find_times(text: str, words: Sequence[Word], *, order: Order | None = None) -> tuple[Time, ...]:
    """The time expressions of a report, in order and without overlap; prepositions other than "since", "until", "by" stay outside.

    `order`: whether the day or the month comes first in 05/01/2019; None keeps both readings.

    Example: of "Gunmen attacked late on Friday" it gives the Time "late on Friday", kind date, value WD5TNI.
    """
    out: list[Time] = []
    for _, group in groupby(words, key=lambda word: word.sentence):
        line = line_of(list(group))
        i = 0
        while i < len(line.pieces):
            hit = longest(line, i, _RULES) if _may_begin(line.pieces[i].norm) else None
            if hit is None:
                i += 1
                continue
            out.append(_time(text, line, i if hit.first is None else hit.first, _ordered(hit, order)))
            i = hit.last
    return tuple(out)


def _ordered(hit: Hit, order: Order | None) -> Hit:
    """Of two readings that which the report's order gives; the day-first one stands first."""
    if order is None or hit.value is None or "|" not in hit.value:
        return hit
    day_first, month_first = hit.value.split("|")
    return replace(hit, value=day_first if order == "day" else month_first)


@lru_cache(maxsize=30_000)
def _may_begin(word: str) -> bool:
    """Can any rule find something that begins with this word? The rules are many, and nearly all words begin nothing."""
    bare = word.rstrip(".")
    return word in _beginnings() or bare in _beginnings() or bare.removesuffix("s") in _beginnings() or any(map(str.isdigit, word))


@cache
def _beginnings() -> frozenset[str]:
    """The first words of all that the rules look for, but for numbers in digits."""
    lex = lexicon()
    tables = (
        lex.months,
        lex.month_abbreviations,
        lex.weekdays,
        lex.weekday_abbreviations,
        lex.units,
        lex.numbers,
        lex.window,
        lex.seasons,
        lex.decades,
    )
    return _OPENERS.union(lex.vague, *tables, *lex.phrases.values())


def _time(text: str, line: Line, first: int, hit: Hit) -> Time:
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
