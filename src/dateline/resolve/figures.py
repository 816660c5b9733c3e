"""The casualties of an event out of its mentions: each figure once, parts under their totals, sides by who was hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.resolve.actors import name_actor
from dateline.resolve.cast import ARMED
from dateline.schema.mention import Count, Mention
from dateline.schema.record import Casualty, Participant

# A part is told within the total's phrase or right behind it: "21 people, including three children".
_INCLUDING = ("including", "among them", "among whom", "of whom", "of them", "included", "one of whom", "and among")
_NEAR = 60

# Why people are put on a side: their words are a party's, name one, are civilians' beside an armed target, or nothing says otherwise.
WORDS, NAME, CIVILIANS, DEFAULT = "figures.words", "figures.name", "figures.civilians", "figures.victims"
# Kinds of the actor tables that bear arms, and outcomes that befall people nearby.
_BEARING_ARMS = ARMED | {"military", "police", "government forces", "security"}
_HARM = frozenset({"killed", "wounded", "casualty", "displaced", "missing"})


@dataclass(frozen=True, slots=True)
class _Told:
    count: Count
    sentence: int


def casualties(
    text: str, event: str, mentions: Sequence[Mention], parties: Sequence[Participant], *, published: date | None, country: str | None
) -> tuple[Casualty, ...]:
    """The figures of one event with ids "e1.c1" ...; the same figure told twice for the same outcome is one entry."""
    told: list[_Told] = []
    for m in mentions:
        for c in m.counts:
            same = (t for t in told if t.count.outcome == c.outcome and (t.count.low, t.count.high) == (c.low, c.high))
            if not _speaks(c, m) and not any(_alike(t, c, m) for t in same):
                told.append(_Told(c, m.sentence))
    told.sort(key=lambda t: (t.count.phrase.start, t.count.phrase.end))
    ids = {id(t): f"{event}.c{k}" for k, t in enumerate(told, start=1)}
    out = []
    for t in told:
        total = _total(text, t, told)
        c = t.count
        out.append(
            Casualty(
                ids[id(t)], c.outcome, c.low, c.high, c.who, side(c, parties, published=published, country=country)[0], c.civilian,
                ids[id(total)] if total is not None else None, c.superseded,
                c.phrase.start, c.phrase.end, c.phrase.text, c.phrase.made_by, c.phrase.confidence,
            )
        )  # fmt: skip
    return tuple(out)


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
        if whole is None or whole <= part.count.low or part.count.phrase.start < total.count.phrase.end:
            continue
        between = text[total.count.phrase.end : part.count.phrase.start].casefold()
        if len(between) < _NEAR * 2 and any(word in between for word in _INCLUDING):
            return total
    return None


def side(count: Count, parties: Sequence[Participant], *, published: date | None, country: str | None) -> tuple[str, str]:
    """The side of the people counted, and the rule that says so (`WORDS`, `NAME`, `CIVILIANS`, `DEFAULT`).

    The attackers' own losses are the actor's side: the words are the actor's, or name the same party.
    Civilians hurt in an attack whose target bears arms are set apart from the target: bystanders.
    """
    actors = [p for p in parties if p.role == "actor"]
    recipients = [p for p in parties if p.role == "recipient"]
    if any(_overlap(count, p) for p in recipients):
        return "recipient", WORDS
    if any(_overlap(count, p) for p in actors):
        return "actor", WORDS
    who = name_actor(count.who, published=published, country=country).name
    if any(p.name == who for p in recipients):
        return "recipient", NAME
    if any(p.name == who for p in actors):
        return "actor", NAME
    apart = count.civilian is True and bool(recipients) and all(p.kind in _BEARING_ARMS for p in recipients)
    return ("bystander", CIVILIANS) if apart and count.outcome in _HARM else (count.role, DEFAULT)


def _overlap(count: Count, party: Participant) -> bool:
    return any(m.start < count.phrase.end and m.end > count.phrase.start for m in party.mentions)
