"""The words of a record that may fill a role of a template: mentions of parties, counted people, weapons, names, and what is in them.

A key of MUC-4 names an entity by several strings ("group of armed men", "armed men"), none longer than needed; a record has one
mention. So of each mention its parts are candidates too: without its article, its head alone, one of an enumeration, a name in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.schema.record import Event, Participant, Record

_ARTICLE = re.compile(r"(?:(?:a|an|the|some|its|his|her|their|this|these|those|another|other)\s+)+", re.IGNORECASE)
_ENUMERATION = re.compile(r"(?:(?<!\s)\s+)?(?:,|;|\band\b|\bor\b|\bas well as\b)\s*", re.IGNORECASE)
# What follows a head noun: "members | of the guard", "men | wearing uniforms", "front | [fmln]"
_AFTER_WORDS = "of in from who whom whose which that at with on near for to by against belonging wearing where located".split()
_AFTER = re.compile(rf"(?:(?<!\s)\s+)?(?:[\[(,]|\b(?:{'|'.join(_AFTER_WORDS)})\b)", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|from|by|on)\s+", re.IGNORECASE)
_BRACKET = re.compile(r"[\[(]\s*+([^\[\]()]{2,80}?)\s*[\])]")
# A mention that was cut too late: "men | who", "flores | of"
_LOOSE = re.compile(r"(?<!\s)\s+(?:of|in|and|or|who|that|which|from|the|a|at|riding|on|to)$", re.IGNORECASE)
# So many characters of the end are looked at for each of them: a long phrase is not gone through again for every word.
_LAST = 40
_EDGE = " \n\t\"'`.,;:-[]()"
# Words dropped from the front of a head one by one: "eight | heavily | armed men"
_MOST_DROPPED = 5


@dataclass(frozen=True, slots=True)
class Base:
    """Words of a record, and what they are there: a party of an event, counted people, a weapon, or only a name."""

    start: int
    end: int
    text: str
    source: str
    event: Event | None = None
    party: Participant | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a base. `part` says which: full, head, suffix, item (of an enumeration), bracket, name."""

    start: int
    end: int
    text: str
    part: str
    base: Base


def spans(record: Record) -> tuple[Span, ...]:
    """All candidates of a record, in the order of the text."""
    names = tuple(_names(record))
    found = {(span.start, span.end, span.part, span.base): span for base in (*_bases(record), *names) for span in _parts(base, names)}
    return tuple(sorted(found.values(), key=lambda span: (span.start, -span.end)))


def _bases(record: Record) -> Iterator[Base]:
    for event in record.events:
        for party in event.participants:
            for mention in party.mentions:
                yield Base(mention.start, mention.end, mention.text, party.role, event, party)
        for casualty in event.casualties:
            yield Base(casualty.start, casualty.end, casualty.text, "count", event, note=casualty.outcome)
            at = casualty.text.find(casualty.who)
            if casualty.who and at >= 0:
                start = casualty.start + at
                yield Base(start, start + len(casualty.who), casualty.who, "who", event, note=casualty.outcome)
        for weapon in event.weapons:
            yield Base(weapon.start, weapon.end, weapon.text, "weapon", event, note=weapon.kind)
        for trigger in event.mentions:
            yield Base(trigger.start, trigger.end, trigger.text, "trigger", event)
        for source in event.sources:
            yield Base(source.start, source.end, source.text, "teller", event)
        for place in (event.where, *event.other_places):
            if place.start is not None and place.end is not None and place.text is not None:
                yield Base(place.start, place.end, place.text, "place", event)


def _names(record: Record) -> Iterator[Base]:
    for name in record.annotations.names if record.annotations else ():
        yield Base(name.start, name.end, name.text, "name", note=name.kind)


def _parts(base: Base, names: tuple[Base, ...]) -> Iterator[Span]:
    whole = _trimmed(base, 0, len(base.text), "full")
    if whole is None:
        return
    yield whole
    if base.source == "name":
        yield from _untitled(whole)
        return
    pieces = [whole, *_items(base)]
    yield from pieces[1:]
    for piece in pieces:
        yield from _heads(piece)
    for found in _OF.finditer(base.text):
        owner = _trimmed(base, found.end(), len(base.text), "owner")
        if owner:
            yield owner
            yield from _heads(owner)
    for found in _BRACKET.finditer(base.text):
        inner = _trimmed(base, found.start(1), found.end(1), "bracket")
        if inner:
            yield inner
    for name in names:
        if base.start <= name.start and name.end <= base.end:
            inner = _trimmed(base, name.start - base.start, name.end - base.start, "name")
            if inner:
                yield inner


def _untitled(name: Span) -> Iterator[Span]:
    """A name without its first word, and without its first two: the model takes titles into names."""
    for start in [found.end() for found in re.finditer(r"\s+", name.base.text)][:2]:
        shorter = _trimmed(name.base, start, len(name.base.text), "surname")
        if shorter and name.base.note == "person":
            yield shorter


def _items(base: Base) -> Iterator[Span]:
    cuts = [0, *(at for found in _ENUMERATION.finditer(base.text) for at in found.span()), len(base.text)]
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        item = _trimmed(base, start, end, "item")
        if item and len(cuts) > 2:
            yield item


def _heads(piece: Span) -> Iterator[Span]:
    """The piece up to its head noun, then without its first words one by one."""
    offset = piece.start - piece.base.start
    after = _AFTER.search(piece.text, 1)
    end = offset + (after.start() if after else len(piece.text))
    head = _trimmed(piece.base, offset, end, "head")
    if head is None:
        return
    if after:
        yield head
    starts = [offset, *(offset + found.end() for found in re.finditer(r"\s+", piece.base.text[offset:end]))]
    for start in starts[: _MOST_DROPPED + 1]:
        # Up to the head; up to the end of the piece; without the head: "shining path | members"
        for stop, part in ((end, "suffix"), (offset + len(piece.text), "tail"), (starts[-1], "front")):
            shorter = _trimmed(piece.base, start, stop, part) if start < stop else None
            if shorter and (part == "front" or (start > offset and (after or part == "suffix"))):
                yield shorter


def _trimmed(base: Base, start: int, end: int, part: str) -> Span | None:
    """Part of a base without article, possessive ending and what stands at its edges; None where nothing is left."""
    while start < end and base.text[start] in _EDGE:
        start += 1
    article = _ARTICLE.match(base.text, start, end)
    start = article.end() if article and article.end() < end else start
    while end > start and base.text[end - 1] in _EDGE:
        end -= 1
    if base.text[start:end].lower().endswith("'s"):
        end -= 2
    while loose := _LOOSE.search(base.text, max(start, end - _LAST), end):
        end = loose.start()
    text = " ".join(base.text[start:end].split())
    return Span(base.start + start, base.start + end, text, part, base) if any(char.isalnum() for char in text) else None
