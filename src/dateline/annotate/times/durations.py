"""How long: "two days", "a 17-year war", "the whole night"."""

from __future__ import annotations

import re

from dateline.annotate.times.amounts import amount_at, bare_units, halved, period_of, unit_at
from dateline.annotate.times.line import Hit, Line
from dateline.annotate.times.names import ORDINAL
from dateline.annotate.times.table import lexicon


def _whole(line: Line, i: int) -> Hit | None:
    """ "the whole night", "all day", "an entire week"."""
    at = i + (line.at(i) in {"the", "a", "an"})
    whole = line.at(at) in {"whole", "entire"} if at > i else line.at(at) == "all"
    unit = unit_at(line, at + 1) if whole and not line.at(at + 1).endswith("s") else None
    return Hit(unit[0], period_of("1", unit[1], unit[2]), "span", "duration", kind="duration") if unit else None


def _of_things(line: Line, i: int, period: str) -> bool:
    """Is "three-year-old" said of a war or a truce, and not of a child? Decades of any length are."""
    decades = re.fullmatch(r"P\d+0Y", period) is not None and line.at(i - 3).startswith("decade")
    return decades or any(line.at(k) in lexicon().doubtful["going_on"] for k in (i, i + 1))


def find_duration(line: Line, i: int) -> Hit | None:
    """ "two days", "a 17-year war", "for hours"; ages ("a 14-year-old") are none."""
    if line.at(i - 1) in {"for", "lasted", "lasting"}:
        bare = bare_units(line, i)
        if bare is not None and not ORDINAL.fullmatch(line.at(bare[0])):
            return Hit(bare[0], bare[1], "span", "duration", kind="duration")
    # "The worst in decades"
    bare = bare_units(line, i) if line.at(i - 1) == "in" and not line.at(i + 1)[:1].isalnum() else None
    if bare is not None and bare[1][-1] in "WMY":
        return Hit(bare[0], bare[1], "span", "duration", kind="duration")
    if (whole := _whole(line, i)) is not None:
        return whole
    amount = amount_at(line, i)
    if amount is None:
        return None
    last, period = amount
    if line.at(last) == "-" and line.at(last + 1) in {"long", "strong"}:
        last += 2
    age = last + (line.at(last) in {"-", "of"})
    if line.at(age) == "old" and _of_things(line, age + 1, period):
        return Hit(age + 1, period, "span", "duration", kind="duration")
    if line.at(age) in {"old", "olds", "age"} or line.at(i - 1) in {"aged", "age"}:
        return None
    # "50 rockets a day" is a rate; "some years" is no length; "a night raid" is a kind of raid.
    if line.at(last - 1) == "night" and line.at(i) in {"a", "one"}:
        return None
    if halved(line, i):
        return Hit(last, period, "span", "duration", kind="duration")
    if line.at(i) in {"a", "an", "one", "some", "many", "0", "00"} and line.at(i - 1) not in lexicon().doubtful["before_duration"]:
        return None
    return Hit(last, period, "span", "duration", kind="duration")
