"""So many units of time: "two weeks", "48 hours", "a year and a half", as ISO 8601 periods."""

from __future__ import annotations

from dateline.annotate.times.line import DASHES, Line
from dateline.annotate.times.table import lexicon


def _number(line: Line, i: int) -> tuple[int, str] | None:
    """A count of units: where it ends, and "3", or "X" for one not said ("a few"). Of "two or three" the larger."""
    one = single_number(line, i)
    if one is None:
        return None
    last, value = one
    if line.at(last) in {"or", "to"} or (line.at(last) in DASHES and line.at(last + 1)[:1].isdigit()):
        other = single_number(line, last + 1)
        if other is not None and other[1] != "X" and line.at(last + 1) not in {"a", "an"}:
            return other
    return last, value


def single_number(line: Line, i: int) -> tuple[int, str] | None:
    """The same without "two or three": where it ends, and the number."""
    lex, word = lexicon(), line.at(i)
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


def unit_at(line: Line, i: int) -> tuple[int, str, str] | None:
    """A unit of time: where it ends, how many of it one is ("10" for a decade), and its letter."""
    found = lexicon().units.get(line.at(i))
    if found is None:
        return None
    return i + 1, found[:-1] if found[0].isdigit() else "1", "min" if found == "min" else found[-1]


def period_of(count: str, factor: str, unit: str) -> str:
    """ISO 8601: ("2", "1", "W") is P2W."""
    number = count if count == "X" else str(int(count) * int(factor))
    return f"PT{number}M" if unit == "min" else f"PT{number}H" if unit == "H" else f"P{number}{unit}"


def _halves(halves: int, factor: str, unit: str) -> str | None:
    """So many halves of a unit as an ISO 8601 period: three of a year are P18M, of an hour PT90M, of a day P1.5D."""
    if unit == "min":
        return None
    if unit == "H":
        return f"PT{30 * halves}M"
    if unit == "Y":
        return f"P{6 * halves}M" if factor == "1" else f"P{halves * int(factor) // 2}Y"
    return f"P{halves * int(factor) / 2:g}{unit}"


def halved(line: Line, i: int) -> tuple[int, str] | None:
    """ "half a year", "three and a half days", "a year and a half", "a quarter of a century": where it ends, and the period."""
    if line.at(i) == "half" and line.at(i + 1) in {"a", "an"} and (unit := unit_at(line, i + 2)):
        period = _halves(1, unit[1], unit[2])
        return (unit[0], period) if period else None
    opens = i + (line.at(i) == "a")
    if line.at(opens) == "quarter" and line.at(opens + 1) in {"of", "-"} and line.at(opens + 2 + (line.at(opens + 2) == "a")) == "century":
        return opens + 3 + (line.at(opens + 2) == "a"), "P25Y"
    number = single_number(line, i)
    if number is None and line.at(i - 1) in {"last", "past"} and line.at(i) in {"year", "month", "week"}:
        number = (i, "1")
    if number is None or number[1] == "X":
        return None
    unit = unit_at(line, number[0])
    at = unit[0] if unit else number[0]
    if (line.at(at), line.at(at + 1), line.at(at + 2)) != ("and", "a", "half"):
        return None
    last = at + 3 + (line.at(at + 3) == "-")
    unit = unit_at(line, last) if unit is None else (at + 3, *unit[1:])
    period = _halves(2 * int(number[1]) + 1, unit[1], unit[2]) if unit else None
    return (unit[0], period) if unit and period else None


def amount_at(line: Line, i: int) -> tuple[int, str] | None:
    """A number of units ("two weeks", "48 hours", "17 - year", "a year and a half"): where it ends, and the period."""
    if (half := halved(line, i)) is not None:
        return half
    number = _number(line, i)
    if number is None:
        return None
    last = number[0] + (line.at(number[0]) == "-")
    last += line.at(last) in {"more", "straight", "consecutive", "full", "whole"}
    unit = unit_at(line, last)
    return (unit[0], period_of(number[1], unit[1], unit[2])) if unit else None


def bare_units(line: Line, i: int) -> tuple[int, str] | None:
    """ "hours", "days": a plural without a number."""
    unit = unit_at(line, i)
    if unit is None or not line.at(i).endswith("s") or single_number(line, i - 1) is not None:
        return None
    return unit[0], period_of("X", unit[1], unit[2])
