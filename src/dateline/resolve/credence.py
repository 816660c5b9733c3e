"""How sure a single value of an event is: named features of the value and of what stands beside it, weighed.

The weights stand in data/lexicon/credence.toml, one table for each slot, fitted by tools/fit_credence.py on coded reports kept out of
training (logistic regression), so that of the values given 0.8 about 80 in 100 are right. A value that is less sure than its slot's
`least` is left out: abstaining is better than guessing. Claims and sources are few and never left out for it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from dateline.resolve.pairs import probability
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.place import When, Where
from dateline.schema.record import (
    WHEN_UNKNOWN,
    WHERE_UNKNOWN,
    Casualty,
    ClaimRecord,
    Event,
    Participant,
    ParticipantMention,
    SourceRecord,
)

TABLE = "lexicon/credence.toml"
# The slots that are weighed; a party's slot is its role, in talks and agreements, whose two sides are one set, "side".
SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Words of a value this far from the trigger (in words) are near it, or in its surroundings.
_NEAR, _AROUND = 12, 30
# A value told so many words into the report is in its later part.
_LATER = 200.0
Features = dict[str, float]


class _Told(Protocol):
    """A value of any slot as far as its words go."""

    @property
    def start(self) -> int | None: ...
    @property
    def made_by(self) -> str: ...
    @property
    def confidence(self) -> float: ...


def weigh(document: Document, event: Event) -> Event:
    """The event with the confidences of its values as fitted, and without the parties, casualties, day or place that are too unsure."""
    slots = read_toml(TABLE)
    parties = [_weighed(document, slots, event, p) for p in event.participants]
    figures = [(c, _sure(slots, "casualties", casualty_features(document, event, c))) for c in event.casualties]
    when, where = (_sure(slots, slot, setting_features(document, event, slot)) for slot in ("when", "where"))
    kept = [(c, sure) for c, sure in figures if sure >= _least(slots, "casualties")]
    totals = {c.id for c, _ in kept}
    return replace(
        event,
        participants=tuple(p for p in parties if p is not None),
        casualties=tuple(replace(c, confidence=sure, part_of=c.part_of if c.part_of in totals else None) for c, sure in kept),
        claims=tuple(replace(c, confidence=_sure(slots, "claims", claim_features(document, event, c))) for c in event.claims),
        sources=tuple(replace(s, confidence=_sure(slots, "sources", source_features(document, event, s))) for s in event.sources),
        when=_dated(event.when, when, _least(slots, "when")),
        where=_placed(event.where, where, _least(slots, "where")),
    )


def _weighed(document: Document, slots: Mapping[str, Mapping[str, object]], event: Event, party: Participant) -> Participant | None:
    """The party with its words as sure as it is, None where that is too little."""
    slot = party_slot(event, party)
    if slot not in slots:
        return party
    sure = _sure(slots, slot, party_features(document, event, party))
    return _surely(party, sure) if sure >= _least(slots, slot) else None


def party_slot(event: Event, party: Participant) -> str:
    """Which table weighs the party; third parties are too few for one, and stay as they are."""
    return "side" if event.type in SYMMETRIC and party.role != "third" else party.role


def party_features(document: Document, event: Event, party: Participant) -> Features:
    """What speaks for and against a party of that role: how it is told, and who else has the role."""
    role = party_slot(event, party)
    others = [p for p in event.participants if p is not party and party_slot(event, p) == role]
    sure, lead = _surest(party), _word(document, event.mentions[0].start)
    made_by = [m.made_by for m in party.mentions]
    return _event_features(event) | {
        "sure": _logit(sure),
        "frame": _yes("frame:" in m for m in made_by),
        "not learned": float(not any("model:roles" in m for m in made_by)),
        "told before": float("actor:before" in party.made_by),
        "several words": float(len(party.mentions) > 1),
        "in the list": float(party.actor_id is not None),
        "of no kind": float(party.kind is None),
        "person": float(party.kind == "person"),
        "state": float(party.kind == "state"),
        "counted": _yes(c.start < m.end and c.end > m.start for c in event.casualties for m in party.mentions),
        "beside another": float(bool(others)),
        "beside several": float(len(others) > 1),
        "surest": float(all(_surest(p) <= sure for p in others)),
        "first": float(all(p.mentions[0].start > party.mentions[0].start for p in others)),
        "beside one in the list": _yes(p.actor_id is not None for p in others),
        "of no kind beside one of a kind": float(party.kind is None and any(p.kind is not None for p in others)),
        "in another role too": _yes(p.name == party.name for p in event.participants if party_slot(event, p) != role),
        "early": _yes(abs(_word(document, m.start) - lead) < _AROUND for m in party.mentions),
    }


def casualty_features(document: Document, event: Event, casualty: Casualty) -> Features:
    """What speaks for and against a figure."""
    others = [c for c in event.casualties if c is not casualty and c.outcome == casualty.outcome]
    told = _told_features(document, event, casualty)
    return told | {
        f"outcome {casualty.outcome}": 1.0,
        f"side {casualty.role}": 1.0,
        "part": float(casualty.part_of is not None),
        "one person": float(casualty.low == casualty.high == 1),
        "open below": float(casualty.low is None),
        "open above": float(casualty.high is None),
        "among many": float(len(event.casualties) > 2),
        "beside another": float(bool(others)),
        "beside another of its side": _yes(c.role == casualty.role for c in others),
    }


def claim_features(document: Document, event: Event, claim: ClaimRecord) -> Features:
    """What speaks for and against a claim."""
    told = _told_features(document, event, claim)
    return told | {f"kind {claim.kind}": 1.0, "by nobody": float(claim.by is None), "beside another": float(len(event.claims) > 1)}


def source_features(document: Document, event: Event, source: SourceRecord) -> Features:
    """What speaks for and against a source."""
    told = _told_features(document, event, source)
    beside = {"beside another": float(len(event.sources) > 1), "first": float(event.sources[0] is source)}
    return told | beside | {"a party too": _yes(p.name == source.name for p in event.participants)}


def setting_features(document: Document, event: Event, slot: str) -> Features:
    """What speaks for and against the day ("when") or the place ("where")."""
    value: When | Where = event.when if slot == "when" else event.where
    told = _told_features(document, event, value)
    return told | {f"precision {value.precision}": 1.0, "several places": float(bool(event.other_places) and slot == "where")}


def _told_features(document: Document, event: Event, value: _Told) -> Features:
    """Of any value that has words: how sure it was, what made it, how far its words are from the trigger's."""
    features = _event_features(event) | {"sure": _logit(value.confidence), **{f"by {part}": 1.0 for part in value.made_by.split("+")}}
    if value.start is None:
        return features | {"no words": 1.0}
    at, triggers = _word(document, value.start), [_word(document, m.start) for m in event.mentions]
    away = min(abs(at - t) for t in triggers)
    return features | {
        "near": float(away < _NEAR),
        "around": float(away < _AROUND),
        "before the trigger": float(at < triggers[0]),
        "later part": min(at / _LATER, 3.0),
    }


def _word(document: Document, start: int) -> int:
    """The number of the word at or before that character: unlike characters, words do not count the space between them."""
    return bisect_right(document.words, start, key=lambda word: word.start) - 1


def _event_features(event: Event) -> Features:
    several = float(len(event.mentions) > 1)
    return {"event": _logit(event.confidence), f"type {event.type}": 1.0, f"status {event.status}": 1.0, "several mentions": several}


def _sure(slots: Mapping[str, Mapping[str, object]], slot: str, features: Features) -> float:
    weights: Mapping[str, float] = slots[slot]["weights"]  # type: ignore[assignment]
    return round(probability(dict(weights), {k: v for k, v in features.items() if k in weights}), 4)


def _least(slots: Mapping[str, Mapping[str, object]], slot: str) -> float:
    return float(slots[slot]["least"])  # type: ignore[arg-type]


def _surest(party: Participant) -> float:
    return max(m.confidence for m in party.mentions)


def _surely(party: Participant, sure: float) -> Participant:
    """The party with its surest words as sure as the party is, the others as much less as they were."""
    best = _surest(party)
    return replace(party, mentions=tuple(_scaled(party.mentions, sure / best if best else 0.0)))


def _scaled(mentions: Sequence[ParticipantMention], share: float) -> Iterator[ParticipantMention]:
    for mention in mentions:
        yield replace(mention, confidence=round(min(mention.confidence * share, 1.0), 4))


def _dated(when: When, sure: float, least: float) -> When:
    if when.start_date is None and when.end_date is None:
        return when
    return replace(when, confidence=sure) if sure >= least else WHEN_UNKNOWN


def _placed(where: Where, sure: float, least: float) -> Where:
    if where.precision == "unknown" and where.text is None:
        return where
    return replace(where, confidence=sure) if sure >= least else WHERE_UNKNOWN


def _yes(facts: Iterator[bool]) -> float:
    return float(any(facts))


def _logit(p: float) -> float:
    clipped = min(max(p, 0.02), 0.98)
    return math.log(clipped / (1 - clipped))
