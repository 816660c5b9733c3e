"""One of several candidates for the day or the place of an event: named features of each, weighed into shares of belief.

A conditional logistic regression: the share of a candidate is the exponential of its weighted sum over that of all. Candidates of one
value ("Monday" told in two sentences) add up. The weights stand in data/lexicon/dating.toml and siting.toml, fitted by
tools/fit_setting.py on coded reports, so that every choice can be taken apart.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Generic, Literal, TypeVar

from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Mention
from dateline.schema.record import Event, EventMention

Value = TypeVar("Value", covariant=True)
Features = dict[str, float]
# Types by what they are for a day or a place: done by saying, settled by words, talks, or deeds.
_SAID = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
_SETTLED = frozenset({"AGREE", "SANCTION", "AID", "COOPERATE"})
# Of the events told before so many are looked at, and the first of all.
_BACK = 3
# The upper paragraphs of a report are so many; of one block so many sentences.
_UPPER = 4


def kind_of(type: str) -> str:
    """What a type is for its day or place: done by saying, settled by words, talks or a deed."""
    return "said" if type in _SAID else "settled" if type in _SETTLED else "talks" if type == "CONSULT" else "deed"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An event told before, its mention that is nearest, and how many sentences that is before this one."""

    event: Event
    mention: EventMention
    away: int
    rank: Literal["last", "before", "lead"]


@dataclass(frozen=True, slots=True)
class Happening:
    """The mentions of one event in their report, and the events told before it."""

    document: Document
    group: Sequence[Mention]
    before: Sequence[Event]

    @property
    def published(self) -> date | None:
        """The day of publication."""
        return self.document.report.published

    @property
    def surest(self) -> Mention:
        """The mention with the surest trigger words."""
        return max(self.group, key=lambda m: m.trigger.confidence)

    @property
    def situation(self) -> tuple[str, str]:
        """Which sentence tells of it first, and how long the report is."""
        first, sentences = self.group[0].sentence, len(self.document.sentences)
        sentence = "lead" if first == 0 else "second sentence" if first == 1 else "later sentence"
        return sentence, "a line" if sentences == 1 else "a note" if sentences <= 4 else "a report" if sentences <= 12 else "a long report"

    @property
    def depth(self) -> str:
        """Which paragraph tells of it first; of a report of one block, which sentence."""
        first, document = self.group[0], self.document
        if document.paragraphs == 1:
            return "in the only paragraph" if first.sentence < _UPPER else "far down in the only paragraph"
        number = document.paragraph(first.trigger.start)
        return "in the first paragraph" if number == 0 else "in an upper paragraph" if number < _UPPER else "in a lower paragraph"

    @property
    def opens_paragraph(self) -> bool:
        """Does it stand in the first sentence of a paragraph?"""
        before = self.document.report.text[: self.document.sentences[self.group[0].sentence].start].rstrip(" \t")
        return not before or before.endswith("\n")

    def same_paragraph(self, start: int) -> bool:
        """Does the character stand in the paragraph that tells of it first?"""
        return self.document.paragraph(start) == self.document.paragraph(self.group[0].trigger.start)

    def earlier(self, events: Sequence[Event]) -> Iterator[Earlier]:
        """The last of some events told before, the nearest first, and then the one that the report began with."""
        own, starts = self.group[0], [sentence.start for sentence in self.document.sentences]
        lead = events[0] if len(events) > _BACK else None
        for k, event in enumerate([*reversed(events[-_BACK:]), *([lead] if lead is not None else [])]):
            mention = min(event.mentions, key=lambda m: abs(m.start - own.trigger.start))
            away = own.sentence - (bisect_right(starts, mention.start) - 1)
            yield Earlier(event, mention, away, "last" if k == 0 else "lead" if event is lead else "before")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Value]):
    """A value that may be the event's. Candidates with the same `key` are one value; `value` is None for "not told"."""

    key: Hashable
    value: Value | None
    features: Features


def choose(weights: Mapping[str, float], candidates: Sequence[Candidate[Value]]) -> tuple[Value | None, float]:
    """The value with the greatest share of belief, as its best candidate tells it, and that share; None and 0 without candidates.

    >>> one, other = Candidate("a", 1, {"near": 1.0}), Candidate("b", 2, {"far": 1.0})
    >>> choose({"near": 2.0}, [other, one])
    (1, 0.8808)
    """
    if not candidates:
        return None, 0.0
    sums = [weighed(weights, c.features) for c in candidates]
    top = max(sums)
    parts = [math.exp(s - top) for s in sums]
    shares: dict[Hashable, float] = {}
    for c, part in zip(candidates, parts, strict=True):
        shares[c.key] = shares.get(c.key, 0.0) + part / sum(parts)
    best = max(shares, key=lambda k: shares[k])
    _, told = max(((s, -n) for n, (s, c) in enumerate(zip(sums, candidates, strict=True)) if c.key == best))
    return candidates[-told].value, round(shares[best], 4)


@cache
def read_weights(table: str) -> Mapping[str, float]:
    """The weights of a table of the lexicon."""
    return {k: float(v) for k, v in read_toml(table)["weights"].items()}


def weighed(weights: Mapping[str, float], features: Features) -> float:
    """The weighted sum; a feature without weight counts nothing."""
    return sum(weights.get(k, 0.0) * v for k, v in features.items())


def crossed(kind: str, traits: Sequence[str]) -> Features:
    """The kind alone, and with each trait: crossed("own", ["far away"]) has "own" and "own, far away"."""
    return {kind: 1.0, **{f"{kind}, {trait}": 1.0 for trait in traits}}


def logit(p: float) -> float:
    """The log odds of a probability, held within 0.02 and 0.98."""
    clipped = min(max(p, 0.02), 0.98)
    return math.log(clipped / (1 - clipped))
