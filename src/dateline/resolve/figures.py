"""The casualties of an event out of its mentions: each figure once, parts under their totals, sides by who was hit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.resolve.sides import side
from dateline.schema.mention import LIKELY, Count, Mention
from dateline.schema.record import Casualty, Participant

# A part is told within the total's phrase or right behind it: "21 people, including three children".
_INCLUDING = ("including", "among them", "among whom", "of whom", "of them", "included", "one of whom", "and among")
_NEAR = 60
_ALL = frozenset({"all", "both"})
_OF_THEM, _BEHIND = ("of them", "of whom"), 8
_AMONG = re.compile(r"\b(?:is|are|was|were|been) among(?: (?:the|those|at least|some|about|more than|nearly))*$")
# In so many characters of the text these words are looked for, with all blanks between them.
_WIDER = 60


@dataclass(frozen=True, slots=True)
class _Told:
    count: Count
    sentence: int


def casualties(
    text: str, event: str, mentions: Sequence[Mention], parties: Sequence[Participant], *, published: date | None, country: str | None
) -> tuple[Casualty, ...]:
    """The figures of one event with ids "e1.c1" ...; the same figure told twice for the same outcome is one entry."""
    told: list[_Told] = []
    type = mentions[0].type if mentions else ""
    known = [p for p in parties if not _doubtful(p)]
    for m in mentions:
        for c in m.counts:
            same = (t for t in told if t.count.outcome == c.outcome and (t.count.low, t.count.high) == (c.low, c.high))
            if not _speaks(c, m) and not any(_alike(t, c, m) for t in same):
                told.append(_Told(c, m.sentence))
    told.sort(key=lambda t: (t.count.phrase.start, t.count.phrase.end))
    told = [t for t in told if not _sums_up(text, t, told)]
    ids = {id(t): f"{event}.c{k}" for k, t in enumerate(told, start=1)}
    old = {id(t) for t in told if _is_corrected(t, told)}
    out = []
    for t in told:
        total = _total(text, t, told)
        c = t.count
        out.append(
            Casualty(
                ids[id(t)], c.outcome, c.low, c.high, c.who,
                side(c, known, type=type, published=published, country=country)[0], c.civilian,
                ids[id(total)] if total is not None else None, id(t) in old,
                c.phrase.start, c.phrase.end, c.phrase.text, c.phrase.made_by, c.phrase.confidence,
            )
        )  # fmt: skip
    return tuple(out)


def _sums_up(text: str, figure: _Told, told: Sequence[_Told]) -> bool:
    """Is it all the people of several figures told before ("shot three Belgians and two Burundians. *All five* died.")?"""
    mine = figure.count
    if mine.low is None or mine.low != mine.high or mine.phrase.text.split()[0].casefold() not in _ALL:
        return False
    same = [t for t in told if t.count.outcome == mine.outcome and t.count.phrase.end <= mine.phrase.start]
    whole = [t.count.low or 0 for t in same if t.count.low == t.count.high and _total(text, t, told) is None]
    return len(whole) > 1 and sum(whole) == mine.low


def _is_corrected(figure: _Told, told: Sequence[_Told]) -> bool:
    """Another figure of the same outcome takes its place: one that is told to hold now, where this one stands before it, or any where
    this one is told to have held before. Civilians are no correction of others."""
    mine = figure.count
    others = [
        t.count for t in told if t is not figure and t.count.outcome == mine.outcome and {t.count.civilian, mine.civilian} != {True, False}
    ]
    if mine.revision == "before":
        return any(other.revision != "before" for other in others)
    later = [other for other in others if other.phrase.start > mine.phrase.start]
    return mine.revision is None and any(other.revision == "now" for other in later)


def _speaks(count: Count, mention: Mention) -> bool:
    """Are the words those of somebody who tells or claims it, and so not of a victim?"""
    speakers = [*(s.phrase for s in mention.sources), *(c.by for c in mention.claims if c.by is not None)]
    return any(p.start <= count.phrase.start and count.phrase.end <= p.end for p in speakers)


def _alike(told: _Told, count: Count, mention: Mention) -> bool:
    """Two equal figures of one sentence are two groups ("two soldiers and two policemen"), and so are civilians and others."""
    if {told.count.civilian, count.civilian} == {True, False}:
        return False
    return told.sentence != mention.sentence or told.count.phrase.start == count.phrase.start


def _total(text: str, part: _Told, told: Sequence[_Told]) -> _Told | None:
    """The figure that this one is told to be included in."""
    if part.count.low is None:
        return None
    for total in told:
        if total is part or total.count.outcome != part.count.outcome or total.sentence != part.sentence:
            continue
        whole = total.count.high if total.count.low is None else total.count.low
        if whole is None or whole <= part.count.low:
            continue
        if part.count.phrase.start < total.count.phrase.end:
            if _is_among(text[part.count.phrase.end : total.count.phrase.start]):
                return total
            continue
        between = _plain(text[total.count.phrase.end : part.count.phrase.start])
        # "Twelve people, four of them children" says so behind the part's number.
        words, behind = _plain(part.count.phrase.text), _plain(text[part.count.phrase.end : part.count.phrase.end + _WIDER])
        behind = f"{words} {behind}"[: len(words) + _BEHIND]
        if len(between) >= _NEAR * 2:
            continue
        if any(word in between for word in _INCLUDING) or any(f" {word}" in behind for word in _OF_THEM):
            return total
    return None


def _is_among(between: str) -> bool:
    """Do the words between say that those before are some of those behind ("two nurses were *among the* nine dead")?"""
    return len(between) < _NEAR and _AMONG.search(_plain(between)) is not None


def _plain(text: str) -> str:
    """However wide the blanks, and wherever a line ends."""
    return " ".join(text.split()).casefold()


def _doubtful(party: Participant) -> bool:
    """Is it an actor of whom no words are likely? More often than not those counted are then the ones that it was done to."""
    return party.role == "actor" and all(m.confidence < LIKELY for m in party.mentions)
