"""Amounts that are no single number: "dozens", "several", "most of the 20", and the ranges between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.quantities.kinds import NONE, NUMBER, PART, RANGE, VAGUE
from dateline.extract.quantities.measures import is_month
from dateline.extract.quantities.numbers import Amount, cardinal, in_digits
from dateline.extract.quantities.table import grammar
from dateline.extract.quantities.tokens import Token, phrase_at, phrase_before, stands_at, text_at


def _plural(tokens: Sequence[Token], index: int) -> Amount | None:
    """ "dozens"; "tens of thousands" is 20 to 99 thousand."""
    plurals = grammar().plurals
    bounds = plurals.get(text_at(tokens, index))
    if bounds is None:
        return None
    low, high = bounds
    last = index + 1
    while text_at(tokens, last) == "of" and text_at(tokens, last + 1) in plurals:
        factor = _singular(text_at(tokens, last + 1))
        low, high = low * factor, (high + 1) * factor - 1
        last += 2
    return Amount(index, last, low, high, VAGUE)


def _singular(plural: str) -> int:
    return {"tens": 10, "scores": 20}.get(plural) or grammar().scales[plural.removesuffix("s")]


def _vague(tokens: Sequence[Token], index: int) -> Amount | None:
    """A phrase that opens a count: "several", "a few thousand", "none", "most of the 20"."""
    row = phrase_at(tokens, index, grammar().opening)
    if row is None:
        return _gapped(tokens, index)
    phrase, kind, bounds = row
    last = index + len(phrase)
    if kind != VAGUE:
        return Amount(index, last, 0, 0, kind) if kind == NONE else _part(tokens, index, last, kind)
    low, high = bounds[0], bounds[1] if len(bounds) > 1 else None
    if phrase[-1] == "of" and in_digits(text_at(tokens, last)) is not None:
        return Amount(index, last, None, None, "skip")  # a score of 75
    scale = text_at(tokens, last)
    factor = grammar().scales.get(scale) or (_singular(scale) if scale in grammar().plurals else 1)
    if factor > 1:
        exact = low == high
        high = None if high is None else high * factor if exact else (high + 1) * factor - 1
        return Amount(index, last + 1, low * factor, high, VAGUE)
    return Amount(index, last, low, high, VAGUE)


def _gapped(tokens: Sequence[Token], index: int) -> Amount | None:
    """ "a number of", "an undetermined number of", "a very large number of"."""
    table = grammar().raw["gapped"]
    if text_at(tokens, index) not in table["starts"]:
        return None
    for phrase in (tuple(text.split()) for text in table["ends"]):
        for at in range(index + 1, index + 5):
            if stands_at(tokens, at, phrase):
                bounds = table["bounds"]
                return Amount(index, at + len(phrase), bounds[0], bounds[1] if len(bounds) > 1 else None, VAGUE)
            if text_at(tokens, at) in grammar().sets["stops"] and text_at(tokens, at) != "as":
                break
    return None


def _part(tokens: Sequence[Token], first: int, last: int, kind: str) -> Amount:
    """A share of a group takes the size of the group with it, so that "some of the 14,000" is never 14,000."""
    whole = _whole(tokens, last) if kind == PART else None
    return Amount(first, whole.last if whole else last, None, None, kind)


def _whole(tokens: Sequence[Token], index: int) -> Amount | None:
    """The size of the group after "of": "(20 of) the 30", "(half of) its estimated 30"."""
    for at in range(index, min(index + 4, len(tokens))):
        amount = cardinal(tokens, at)
        if amount is not None and amount.last > at:
            return amount
        if text_at(tokens, at) not in grammar().sets["group_determiners"]:
            return None
    return None


def simple_amount(tokens: Sequence[Token], index: int) -> Amount | None:
    found = _vague(tokens, index) or _plural(tokens, index)
    if found is not None:
        return found
    number = cardinal(tokens, index)
    return number if number is not None and number.last > index else None


def with_range(tokens: Sequence[Token], low: Amount) -> Amount:
    """The amount, or the range that it opens: "20 to 25", "two or three", "dozens, possibly hundreds"."""
    row = phrase_at(tokens, low.last, grammar().joints)
    if row is None or low.low is None or low.made_by not in (NUMBER, VAGUE):
        return low
    at = low.last + len(row[0])
    if row[0] == ("-",) and at < len(tokens) and tokens[low.last].glued != tokens[at].glued:
        return low
    if (row[0] == ("to",) and _changing(tokens, low.first)) or is_month(tokens, low.first - 1):
        return low  # "rose from 20 to 25"; "Nov 3 - Eight men"
    return _range(tokens, low, at) or low


def _changing(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word for rising or falling stands shortly before: "rose from 20 to 25" tells two figures."""
    return text_at(tokens, index - 1) == "from" and any(t.text in grammar().sets["changes"] for t in tokens[max(0, index - 8) : index])


def _range(tokens: Sequence[Token], low: Amount, index: int) -> Amount | None:
    high = simple_amount(tokens, index)
    if high is None or high.made_by not in (NUMBER, VAGUE) or high.low is None or low.low is None:
        return None
    bottom = low.low
    if low.scale == 1 and low.made_by == NUMBER and high.scale > 2 and high.base is not None and bottom < high.base:
        bottom *= high.scale  # two to three thousand
    elif low.digits and high.digits and high.scale == 1 and high.low % 1000 == 0 and bottom * 1000 < high.low and bottom < 1000:
        bottom *= 1000  # 20 to 30,000
    return Amount(low.first, high.last, bottom, high.high, RANGE, digits=low.digits) if bottom < high.low else None


def range_between(tokens: Sequence[Token], index: int) -> Amount | None:
    """ "between 20 and 25", from the first number on."""
    row = phrase_before(tokens, index, grammar().between)
    if row is None:
        return None
    low = simple_amount(tokens, index)
    if low is not None and low.made_by in (NUMBER, VAGUE) and text_at(tokens, low.last) in ("and", "to", "-"):
        found = _range(tokens, low, low.last + 1)
        return replace(found, first=index - len(row)) if found else None
    return None
