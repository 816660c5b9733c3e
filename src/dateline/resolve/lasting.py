"""How long an event had lasted, by the words of its sentences: "for nine days", "a three-day meeting", "for a third night".

Together with the day on which it ended or is told, that gives its first day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.resources import read_toml
from dateline.schema.document import Document, Word
from dateline.schema.mention import Mention

_DAYS = {"D": 1, "W": 7}
_LENGTH = re.compile(r"P(\d+)([DW])")
_DIGITS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
# How near to the event a length stands.
_NEAR, _FAR = 4, 12
# More days than this are no length of an event, and may be more than the calendar has.
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Lasting:
    """A length of time: how many days its first lies before its last, its words, traits of how it stands to the event."""

    back: int
    start: int
    end: int
    text: str
    traits: tuple[str, ...]


def lasting(document: Document, group: Sequence[Mention]) -> Iterator[Lasting]:
    """Every length of time of the sentences that tell of the event, each once for the mention that it is first seen with."""
    seen: set[int] = set()
    for mention in group:
        for first, last, back, kind in (*_lengths(document, mention.sentence), *_ordinals(document, mention.sentence)):
            if first in seen or not 0 < back <= _LONGEST:
                continue
            seen.add(first)
            a, b = document.words[first].start, document.words[last - 1].end
            yield Lasting(back, a, b, document.report.text[a:b], tuple(_traits(document, mention, first, last, kind)))


def _lengths(document: Document, sentence: int) -> Iterator[tuple[int, int, int, str]]:
    for time in document.times_in(sentence):
        found = _LENGTH.fullmatch(time.value or "") if time.kind == "duration" else None
        if found is not None:
            # "For nine days" until today: the first of them is eight days ago.
            yield time.first, time.last, int(found[1]) * _DAYS[found[2]] - 1, "a length"


def _ordinals(document: Document, sentence: int) -> Iterator[tuple[int, int, int, str]]:
    """ "A third day", "the 40th consecutive night", "the third week"."""
    run = document.sentences[sentence]
    for i in range(run.first, run.last - 1):
        number = _ordinal(document.words[i])
        at = i + 1 + (document.words[i + 1].norm.casefold() in _words()["running"] and i + 2 < run.last)
        unit = _words()["units"].get(document.words[at].norm.casefold())
        if number and unit:
            yield i, at + 1, (number - 1) * unit, "an ordinal"


def _ordinal(word: Word) -> int | None:
    norm = word.norm.casefold()
    digits = _DIGITS.fullmatch(norm)
    return int(digits[1]) if digits else _ordinal_words().get(norm)


@cache
def _words() -> dict[str, Any]:
    return read_toml("lexicon/lasting.toml")


@cache
def _ordinal_words() -> dict[str, int]:
    return {words: int(number) for words, number in read_toml("lexicon/times.toml")["day_ordinals"].items()}


def _traits(document: Document, mention: Mention, first: int, last: int, kind: str) -> Iterator[str]:
    yield kind
    before = document.words[first - 1].norm.casefold() if first else ""
    yield f"length after {before}" if before in _words()["before"] else "length after another word"
    head = mention.trigger.head
    gap = max(first - head, head - last, 0)
    yield "length next to it" if gap <= _NEAR else "length some words away" if gap <= _FAR else "length far away"
    yield "length behind it" if first > head else "length before it"
    if "-" in document.report.text[document.words[first].start : document.words[last - 1].end]:
        yield "length with a hyphen"
