"""All expressions that name a time, and how they bound one: "since Monday", "by October"."""

from __future__ import annotations

from dataclasses import replace

from dateline.annotate.times.feasts import find_feast, find_other_calendar
from dateline.annotate.times.line import Hit, Line, Rule, closes, longest
from dateline.annotate.times.offsets import find_offset, find_window
from dateline.annotate.times.parts import find_clock, find_day, find_part
from dateline.annotate.times.periods import find_calendar_unit, find_first_day, find_first_months, find_portion, find_quarter, find_season
from dateline.annotate.times.ranges import spread
from dateline.annotate.times.table import lexicon
from dateline.annotate.times.years import find_century, find_decade, find_fiscal_year, find_month, find_year

# "the deadliest attack on the camp since May": so many words before "since" a comparison may begin.
_COMPARED = 10
_EXPRESSIONS: tuple[Rule, ...] = (
    find_day,
    find_part,
    find_clock,
    find_portion,
    find_quarter,
    find_first_months,
    find_first_day,
    find_century,
    find_other_calendar,
    find_feast,
    find_season,
    find_calendar_unit,
    find_month,
    find_year,
    find_fiscal_year,
    find_decade,
    find_window,
    find_offset,
)


def find_expression(line: Line, i: int) -> Hit | None:
    """A point or stretch of time, drawn out to the end of its range."""
    hit = longest(line, i, _EXPRESSIONS)
    return spread(line, i, hit) if hit is not None else None


def find_related(line: Line, i: int) -> Hit | None:
    """ "since Monday", "until the end of May", "by October".

    Before "'s" or a noun ("after Friday prayers") the relation is not the date's; "the first attack since 2019" is only after it.
    """
    if _begins(line, i):
        begun = find_expression(line, i)
        dated = begun is not None and begun.kind == "date" and begun.value and begun.level in {"day", "week", "month", "year"}
        return replace(begun, value=f"SINCE:{begun.value}", rule="relation") if begun is not None and dated else None
    found = line.phrase(i, lexicon().phrases["relations"])
    if found is None:
        return None
    last, relation = found
    # "before dawn on Monday" is a part of that Monday.
    if line.phrase(i, lexicon().phrases["parts_of_day"]):
        return None
    last += line.at(last) in {"about", "around", "at"} and relation == "SINCE"
    inner = find_expression(line, last)
    if inner is None or inner.kind != "date" or not inner.value or inner.level in {"part", "span"}:
        return None
    attached = line.at(inner.last) == "'s" or not (closes(line, inner.last) or not line.at(inner.last)[:1].isalpha())
    if relation in {"AFTER", "BEFORE", "BY"} and attached:
        return None
    if relation == "SINCE" and any(_superlative(line.at(k)) for k in range(max(0, i - _COMPARED), i)):
        relation = "AFTER"
    return replace(inner, value=f"{relation}:{inner.value}", rule="relation")


def _begins(line: Line, i: int) -> bool:
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
    return word in lexicon().doubtful["superlatives"] or (word.endswith("liest") and len(word) > 7)
