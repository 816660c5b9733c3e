"""What modifiers make of the bounds of an amount: "at least", "more than", "about", "or so"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.extract.quantities.kinds import PART
from dateline.extract.quantities.numbers import Amount, is_number_word
from dateline.extract.quantities.table import grammar
from dateline.extract.quantities.tokens import Token, phrase_at, stands_at, text_at


def modifier(tokens: Sequence[Token], index: int, floor: int) -> tuple[tuple[str, ...], str] | None:
    """The longest modifier that ends before the token and begins at or after `floor`."""
    tables = grammar()
    for phrase, effect, _ in tables.before.get(text_at(tokens, index - 1), ()):
        first = index - len(phrase)
        if first < floor or not stands_at(tokens, first, phrase):
            continue
        if len(phrase) == 1 and phrase[0] in ("over", "about", "around", "under") and text_at(tokens, first - 1) in tables.sets["topics"]:
            return None  # "protests over 20 deaths"
        if phrase == ("up", "to") and text_at(tokens, first - 1) in tables.sets["changes"]:
            return None  # "the toll had gone up to 41"
        return phrase, effect
    return None


def bounded(low: int | None, high: int | None, effect: str) -> tuple[int | None, int | None]:
    """Bounds after a modifier: "at least" opens the top, "about" widens by a tenth."""
    if effect == "at_least":
        return low, None
    if effect == "more_than":
        return (None if low is None else low + 1), None
    if effect == "at_most":
        return None, high
    if effect == "less_than":
        return None, (None if high is None else max(high - 1, 0))
    if effect == "about":
        return (None if low is None else low * 9 // 10), (None if high is None else -(-high * 11 // 10))
    return (None, None) if effect == "part" else (low, high)


def modified(tokens: Sequence[Token], amount: Amount, floor: int) -> Amount:
    """The amount with its modifiers on both sides, the nearest applied first."""
    row = phrase_at(tokens, amount.last, grammar().after)
    low, high, first, last = amount.low, amount.high, amount.first, amount.last
    if row is not None and closes(tokens, last + len(row[0]), row[0]):
        low, high = bounded(low, high, row[1])
        last += len(row[0])
    made_by = amount.made_by
    while (found := modifier(tokens, first, floor)) is not None:
        low, high = bounded(low, high, found[1])
        made_by = PART if found[1] == "part" else made_by
        first -= len(found[0])
    return replace(amount, first=first, last=last, low=low, high=high, made_by=made_by)


def closes(tokens: Sequence[Token], index: int, phrase: tuple[str, ...]) -> bool:
    """Whether a modifier behind a number belongs to it and not to what follows: "killing 20, at least five of them"."""
    follows = text_at(tokens, index)
    if phrase[-1] == "more" and follows == "than":
        return False
    if phrase == ("odd",) or phrase[-1] in ("+", "odd") or phrase[0] in ("-", "or"):
        return True
    return not is_number_word(follows) and follows not in ("a", "an", "the", "his", "her", "their")
