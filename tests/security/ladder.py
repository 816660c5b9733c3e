"""Texts that are hard for a regular expression, made from its own parts, and how the time of matching grows with their length."""

from __future__ import annotations

import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import regex

# Lengths of texts in characters, from which to which one climbs with care, and the two that are set beside each other.
LOWEST, CAREFUL = 8, 256
SHORT, LONG = 1024, 4096
# With an exponential expression the time of a text of twice the length is the square of it, counted in single steps of some 0.1 µs: from
# QUICK on lengths grow slowly.
QUICK = 50e-6
# Four times the length takes four times as long where matching is linear, sixteen times where it is quadratic.
ALLOWED = 8.0
# Seconds of processor time below which nothing is judged: clocks are not finer, and what takes less harms nobody.
SMALL = 0.002
# Where a short text takes so long, nothing longer is tried: what does a thousand things for each character is not among ours.
TOO_LONG = 0.1
# So often what looks slow is measured.
TURNS = 12
# What a text is broken with, so that a match that was nearly found is not.
BREAKS = ("", "\0", "a")
# Of so many repeated parts and samples of them; a pattern made of a table has hundreds, alike.
MOST = 40
PIECES = (
    " ",
    "a",
    "A",
    "0",
    ".",
    ",",
    "-",
    "'",
    '"',
    "<",
    "\n",
    " \n",
    "a ",
    "Aa ",
    "A. ",
    "0,",
    "a-",
    "<a",
    "the ",
    "a, ",
    "00:",
    "((",
    "&",
    "/",
)


@dataclass(frozen=True, slots=True)
class Slow:
    """A text (what is repeated, and between what) of that length on which a method takes more than its share: seconds, or how many times
    as long as with a quarter of the text."""

    method: str
    before: str
    piece: str
    after: str
    length: int
    told: float


def hard_texts(pattern: str, flags: int) -> Iterator[tuple[str, str, str]]:
    """(before, piece, after): usual pieces, and the pieces that the pattern itself repeats, behind what it wants before them."""
    seen: set[tuple[str, str, str]] = set()
    for before, piece in [("", piece) for piece in PIECES] + list(islice(_repeated(pattern, flags), MOST)):
        for after in BREAKS[:2] if not before and piece in PIECES else BREAKS:
            if piece and (one := (before, piece, after)) not in seen:
                seen.add(one)
                yield one


def _repeated(pattern: str, flags: int) -> Iterator[tuple[str, str]]:
    """Each part that may be repeated, and a text that stands before it. What `regex` alone knows is taken for what `re` knows of it."""
    try:
        tree = parser.parse(_as_re(pattern), flags & (re.I | re.M | re.S | re.X))
    except re.error:
        return
    yield from _walk(list(tree), "")


def _as_re(pattern: str) -> str:
    for theirs, ours in (("\\p{Lu}", "A-Z"), ("\\p{Ll}", "a-z"), ("\\p{L}", "a-z"), ("\\p{Cc}", "\\x07"), ("\\X", ".")):
        # Within a set the range, outside a set of its own
        pattern = re.sub(r"(\[[^\[\]]*)" + re.escape(theirs), lambda found, ours=ours: found[1] + ours, pattern)  # type: ignore[misc]
        pattern = pattern.replace(theirs, f"[{ours}]" if len(ours) > 1 else ours)
    return pattern


def _walk(items: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for op, value in items:
        if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, high, inner = value
            if high > 3:
                for sample in _samples(list(inner)):
                    yield before, sample
                    yield "", before + sample
            yield from _walk(list(inner), before)
        elif op is codes.SUBPATTERN:
            yield from _walk(list(value[3]), before)
        elif op is codes.BRANCH:
            for branch in value[1][:8]:
                yield from _walk(list(branch), before)
        elif op is codes.ATOMIC_GROUP:
            yield from _walk(list(value), before)
        before = (before + _sample([(op, value)]))[-40:]


def _samples(items: list[Any]) -> set[str]:
    """Some texts that the items match: with each alternative, and with each character that a set names."""
    out = {_sample(items)}
    for op, value in items:
        if op is codes.BRANCH:
            out |= {_sample(list(branch)) for branch in value[1][:6]}
        elif op is codes.IN:
            out |= set(_members(value)[:6])
        elif op is codes.SUBPATTERN:
            out |= _samples(list(value[3]))
    return {one for one in out if one}


def _sample(items: list[Any]) -> str:
    return "".join(_one(op, value) for op, value in items)


def _one(op: Any, value: Any) -> str:
    if op is codes.LITERAL:
        return chr(value)
    if op is codes.NOT_LITERAL:
        return "a" if chr(value) != "a" else "b"
    if op is codes.ANY:
        return "a"
    if op is codes.IN:
        return (_members(value) or ["a"])[0]
    if op is codes.BRANCH:
        return _sample(list(value[1][0]))
    if op is codes.SUBPATTERN:
        return _sample(list(value[3]))
    if op is codes.ATOMIC_GROUP:
        return _sample(list(value))
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        low, high, inner = value
        return str(_sample(list(inner)) * max(low, min(1, high)))
    return ""


_CATEGORIES = {"CATEGORY_DIGIT": "0", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a", "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": "-"}


def _members(value: list[Any]) -> list[str]:
    """Characters of a set, of a negated one some that are not in it."""
    negated, found = False, []
    for op, told in value:
        if op is codes.NEGATE:
            negated = True
        elif op is codes.LITERAL:
            found.append(chr(told))
        elif op is codes.RANGE:
            found.append(chr(told[0]))
        elif op is codes.CATEGORY:
            found.append(_CATEGORIES.get(str(told), "a"))
    return [char for char in 'a0 ."<,-' if char not in found] if negated else found


def slow(pattern: str, flags: int, *, kind: str, methods: tuple[str, ...], longest: int | None = None) -> Slow | None:
    """The first text on which one of the methods takes too long; None where there is none.

    Time must not grow faster than the length; where no text is longer than `longest`, none of that length may take TOO_LONG.
    """
    module: Any = regex if kind.startswith("regex") else re
    raw: str | bytes = pattern.encode("latin-1") if kind.endswith(":bytes") else pattern
    compiled = module.compile(raw, flags)
    for before, piece, after in hard_texts(pattern, flags):
        for method in methods:
            found = _climb(getattr(compiled, method), _Text(before, piece, after, isinstance(raw, bytes)), longest)
            if found is not None:
                return Slow(method, before, piece, after, *found)
    return None


@dataclass(frozen=True, slots=True)
class _Text:
    before: str
    piece: str
    after: str
    as_bytes: bool

    def of(self, length: int) -> str | bytes:
        """The text, of about that length."""
        whole = self.before + self.piece * max(1, length // len(self.piece)) + self.after
        return whole.encode("utf-8") if self.as_bytes else whole


def _climb(match: Any, text: _Text, longest: int | None) -> tuple[int, float] | None:
    length, highest = LOWEST, longest or CAREFUL
    while True:
        spent = _seconds(match, text.of(length))
        if spent > TOO_LONG and (spent > 5 * TOO_LONG or _least(match, text.of(length)) > TOO_LONG):
            return length, spent
        if length == highest:
            break
        length = min(highest, length + (length if spent < QUICK else max(1, length // 20) if spent > 20 * QUICK else length // 5 + 1))
    if longest is not None:
        return None
    # Cubic or worse: with the long text nothing would end it, for no signal reaches a match that is at work
    if (spent := _least(match, text.of(SHORT))) > TOO_LONG:
        return SHORT, spent
    growth = _growth(match, text)
    return (LONG, growth) if growth >= ALLOWED else None


def _growth(match: Any, text: _Text) -> float:
    """How many times as long the long text takes as the short one; 0 where it takes next to nothing. What else the machine does slows
    either: they are measured by turns, the least counts, and what looks slow is measured on until it no longer does, or has been looked
    at often enough."""
    short = long = float("inf")
    for turn in range(TURNS):
        short, long = min(short, _seconds(match, text.of(SHORT))), min(long, _seconds(match, text.of(LONG)))
        if long < SMALL:
            return 0.0
        if turn >= 2 and long / max(short, 1e-7) < ALLOWED:
            break
    return long / max(short, 1e-7)


def _least(match: Any, text: str | bytes) -> float:
    """The least of some: something else may have been at work. No more are made than it takes to say that it is not too long."""
    least = float("inf")
    for _ in range(5):
        least = min(least, _seconds(match, text))
        if least <= TOO_LONG:
            break
    return least


def _seconds(match: Any, text: str | bytes) -> float:
    began = time.thread_time()
    match(text)
    return time.thread_time() - began
