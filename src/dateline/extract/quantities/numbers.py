"""Numbers in digits and in words: "1,200", "2.5 million", "one hundred and six", "two dozen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dateline.extract.quantities.kinds import NUMBER
from dateline.extract.quantities.table import grammar
from dateline.extract.quantities.tokens import Token, stands_at, text_at

_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}")  # 1,200 and the Indian 1,00,000
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")  # 1.200 as some agencies write it
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens[first:last] with bounds. `base` and `scale` are the parts of "two thousand", for "one to two thousand"."""

    first: int
    last: int
    low: int | None
    high: int | None
    made_by: str
    base: Fraction | None = None
    scale: int = 1
    digits: bool = False


def in_digits(text: str) -> Fraction | None:
    """The number that is written in digits, or None."""
    if _GROUPED.fullmatch(text):
        return Fraction(text.replace(",", ""))
    if _DOTTED.fullmatch(text):
        return Fraction(text.replace(".", ""))
    return Fraction(text) if _PLAIN.fullmatch(text) else None


def is_number_word(text: str) -> bool:
    """Is it a number or a scale ("twelve", "hundred", "1,200")?"""
    tables = grammar()
    return text in tables.numbers or text in tables.scales or in_digits(text) is not None


def _below_hundred(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """Value and end of "seven", "twenty", "twenty - one"."""
    numbers = grammar().numbers
    value = numbers.get(text_at(tokens, index))
    if value is None:
        return None
    after = index + 1
    if value >= 20:
        unit = after + 1 if text_at(tokens, after) == "-" else after
        below = numbers.get(text_at(tokens, unit), 0)
        if 0 < below < 10:
            return value + below, unit + 1
    return value, after


def _start_of_number(tokens: Sequence[Token], index: int) -> tuple[Fraction, int, bool] | None:
    """Value, end and whether in digits of the first part of a number; "a" and nothing stand for one before a scale."""
    text = text_at(tokens, index)
    value = in_digits(text)
    if value is not None:
        nxt = text_at(tokens, index + 1)
        if re.fullmatch(r"\d{1,3}", text) and re.fullmatch(r"\d{3}", nxt) and not tokens[index + 1].glued and text[0] != "0":
            return Fraction(text + nxt), index + 2, True  # 10 000
        return value, index + 1, True
    small = _below_hundred(tokens, index)
    if small is not None:
        return Fraction(small[0]), small[1], False
    if text in ("a", "an") and text_at(tokens, index + 1) in grammar().scales:
        return Fraction(1), index + 1, False
    return (Fraction(1), index, False) if text in grammar().scales else None


def cardinal(tokens: Sequence[Token], index: int) -> Amount | None:
    """The number written from this token on: "1,200", "2.5 million", "one hundred and six", "two dozen", "a thousand"."""
    begun = _start_of_number(tokens, index)
    if begun is None:
        return None
    current, at, digits = begun
    total, base, scale, smallest = Fraction(0), begun[0], 1, 0
    while True:
        step = at + 1 if text_at(tokens, at) == "-" and text_at(tokens, at + 1) in grammar().scales else at
        factor = grammar().scales.get(text_at(tokens, step)) or _suffix(tokens, step, digits=digits, begun=step > index)
        if factor and (smallest == 0 or factor < smallest or factor <= 100 or not total):
            base, scale = (current, factor) if not total else (base, scale)
            current *= factor
            at = step + 1
            if factor >= 1000:
                total, current, smallest = total + current, Fraction(0), factor
            at, half = _and_a_half(tokens, at)
            total += half * factor
            if factor < 100:
                break
        elif scale > 1 or total:
            more = _continuation(tokens, at, current, total)
            if more is None:
                break
            current, at, base, scale = current + more[0], more[1], Fraction(0), max(scale, 2)
        else:
            at, half, scale = _half_before_scale(tokens, at, scale)
            current, base = current + half, base + half
            if not half:
                break
    value = total + current
    if value.denominator != 1:
        return None
    return Amount(index, at, int(value), int(value), NUMBER, base or None, scale, digits)


def _suffix(tokens: Sequence[Token], index: int, *, digits: bool, begun: bool) -> int | None:
    """The factor of letters written onto digits ("20k") or of a word that is one only behind a number ("two score")."""
    if begun and not digits and text_at(tokens, index) in grammar().raw["scales_after_number"]:
        word: int = grammar().raw["scales_after_number"][tokens[index].text]
        return word
    if digits and 0 <= index < len(tokens) and tokens[index].glued:
        factor: int | None = grammar().raw["suffixes"].get(tokens[index].text)
        return factor
    return None


def _and_a_half(tokens: Sequence[Token], index: int) -> tuple[int, Fraction]:
    """ "a million and a half": the half counts in the scale just read."""
    return (index + 3, Fraction(1, 2)) if stands_at(tokens, index, ("and", "a", "half")) else (index, Fraction(0))


def _half_before_scale(tokens: Sequence[Token], index: int, scale: int) -> tuple[int, Fraction, int]:
    """ "two and a half million": only before a scale, since two and a half of anything else is no count of people."""
    if stands_at(tokens, index, ("and", "a", "half")) and text_at(tokens, index + 3) in grammar().scales:
        return index + 3, Fraction(1, 2), scale
    return index, Fraction(0), scale


def _continuation(tokens: Sequence[Token], index: int, current: Fraction, total: Fraction) -> tuple[Fraction, int] | None:
    """The rest of a number in words: "(one hundred) and six", "(two thousand) three"."""
    at = index + 1 if text_at(tokens, index) in ("and", "-") else index
    small = _below_hundred(tokens, at)
    if small is None or small[0] == 0:
        return None
    room = current % 100 == 0 if current else bool(total)
    return (Fraction(small[0]), small[1]) if room else None


def is_number(text: str) -> bool:
    """Whether a word is a number or a scale in the singular or plural ("dozens"), whatever its part of speech."""
    return is_number_word(text.casefold()) or text.casefold() in grammar().plurals
