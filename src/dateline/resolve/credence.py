"""How sure a single value of an event is: named features of the value and of what stands beside it, weighed.

The weights stand in data/lexicon/credence.toml, one table for each slot, fitted by tools/fit_credence.py on coded reports kept out of
training (logistic regression), so that of the values given 0.8 about 80 in 100 are right. A value that is less sure than its slot's
`least` is left out: abstaining is better than guessing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Protocol

from dateline.resolve.actors import name_actor
from dateline.resolve.cast import ARMED
from dateline.resolve.choosing import Features, logit
from dateline.resolve.dating import TOLD
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
# A party that is less sure than so much of another's probability is no rival of it; of talks all sides stand together.
_RIVAL = 0.5
# A value told so many words into the report is in its later part.
_LATER = 200.0
# What makes a claim firm by itself.
_FIRM = frozenset({"syntax:owned-up", "syntax:named"})
# Kinds of parties that claim, blame and deny alike.
_HOLDERS = {
    "armed": ARMED,
    "state": frozenset({"state", "government", "military", "police", "security", "intelligence", "paramilitary"}),
    "people": frozenset({"civilians", "people", "media", "unknown"}),
    "person": frozenset({"person"}),
}


class _Told(Protocol):
    """A value of any slot as far as its words go."""

    @property
    def start(self) -> int | None: ...
    @property
    def made_by(self) -> str: ...
    @property
    def confidence(self) -> float: ...


def weigh(document: Document, event: Event) -> Event:
    """The event with the confidences of its values as fitted, without the values that are too unsure."""
    slots = _slots()
    parties = [_weighed(document, slots, event, p) for p in event.participants]
    figures = [(c, _sure(slots, "casualties", casualty_features(document, event, c))) for c in event.casualties]
    told = [(s, _sure(slots, "sources", source_features(document, event, s))) for s in event.sources]
    said = [(c, _sure(slots, "claims", claim_features(document, event, c))) for c in event.claims]
    when, where = (_sure(slots, slot, setting_features(document, event, slot)) for slot in ("when", "where"))
    kept = [(c, sure) for c, sure in figures if sure >= _least(slots, "casualties")]
    standing = {c.outcome for c, _ in kept if not c.superseded}
    # Numbered without gaps, as if what is left out had never been there.
    numbered = {c.id: f"{event.id}.c{k}" for k, (c, _) in enumerate(kept, start=1)}
    return replace(
        event,
        participants=tuple(p for p in parties if p is not None),
        casualties=tuple(
            # What corrects a figure may be left out itself: then the figure stands.
            replace(c, id=numbered[c.id], confidence=sure, part_of=total, superseded=c.superseded and c.outcome in standing)
            for c, sure in kept
            for total in [numbered.get(c.part_of) if c.part_of else None]
        ),
        claims=tuple(replace(c, confidence=sure) for c, sure in said if sure >= _least(slots, "claims") or _firm(c)),
        sources=tuple(replace(s, confidence=sure) for s, sure in told if sure >= _least(slots, "sources")),
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
    sure, lead = _surest(party), _word(document, event.mentions[0].start)
    least = 0.0 if role == "side" else sure * _RIVAL
    same = [p for p in event.participants if p is not party and party_slot(event, p) == role]
    shared = [p for p in same if role != "side" and _share(document, event, party, p)]
    sure = max((sure, *(_surest(p) for p in shared)))
    others = [p for p in same if p not in shared and _surest(p) >= least]
    made_by = [m.made_by for m in party.mentions]
    return _event_features(event) | {
        "sure": logit(sure),
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


def _share(document: Document, event: Event, one: Participant, other: Participant) -> bool:
    """Are two named parties of one role told in one list ("the envoys of *France*, Germany and *Nigeria*"), each in that role alone?

    Then one is as surely a party as the other. Things and people without a name in a list are told apart, and so are two of whom one
    is the other's enemy ("between the army and the rebels").
    """
    if any(p.actor_id is None or sum(p.name == q.name for q in event.participants) > 1 for p in (one, other)):
        return False
    return not _lists(document, one).isdisjoint(_lists(document, other))


def _lists(document: Document, party: Participant) -> set[int]:
    """The words that begin the lists in which the party is told by a name."""
    out = set()
    for mention in party.mentions:
        inside = range(_word(document, mention.start), _word(document, mention.end - 1) + 1)
        if any(document.words[i].upos == "PROPN" for i in inside):
            for i in (i for i in inside if document.words[i].head not in inside):
                listed = any(document.words[c].deprel == "conj" for c in document.children[i])
                out.add(document.words[i].head if document.words[i].deprel == "conj" else i if listed else -1)
    return {i for i in out if i >= 0 and document.words[i].upos in {"NOUN", "PROPN"}}


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
    """What speaks for and against a claim: its kind with how it was found, and who the holder is to the event."""
    kind, holder = claim.kind, _holder(document, claim)
    others = [c for c in event.claims if c is not claim]
    parts = claim.made_by.split("+")
    return _told_features(document, event, claim) | {
        f"kind {kind}": 1.0,
        f"{kind} {parts[-1]}": 1.0,
        f"{kind} marked": float("model:claims" in parts),
        f"{kind} marked alone": float(parts[0] == "model:claims" and len(parts) == 2),
        f"{kind} by {holder}": 1.0,
        f"{kind} of type {event.type}": 1.0,
        f"{kind} by the actor": _yes(p.role == "actor" and p.name == claim.by for p in event.participants),
        f"{kind} by the recipient": _yes(p.role == "recipient" and p.name == claim.by for p in event.participants),
        f"{kind} by a source": _yes(claim.by in {s.name, s.affiliation} for s in event.sources),
        f"{kind} denied by another": _yes(c.kind == "denied" and c.by != claim.by for c in others),
        f"{kind} beside its like": _yes(c.kind == kind for c in others),
        f"{kind} beside another of its holder": _yes(c.by == claim.by for c in others),
        "beside another": float(bool(others)),
    }


def _firm(claim: ClaimRecord) -> bool:
    """Does somebody admit the own side's deed, or a group that names itself claim it? Of so few no weights can be fitted, and the
    grammar is sure of it."""
    return claim.kind == "claimed" and claim.by is not None and not _FIRM.isdisjoint(claim.made_by.split("+"))


def _holder(document: Document, claim: ClaimRecord) -> str:
    """What kind of party claims, blames or denies: nobody, armed, state, people, person, other."""
    if claim.by is None:
        return "nobody"
    kind = name_actor(claim.by, published=document.report.published).kind or "unknown"
    return next((name for name, kinds in _HOLDERS.items() if kind in kinds), "other")


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
    features = _event_features(event) | {"sure": logit(value.confidence), **{f"by {part}": 1.0 for part in value.made_by.split("+")}}
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
    return {"event": logit(event.confidence), f"type {event.type}": 1.0, f"status {event.status}": 1.0, "several mentions": several}


@cache
def _slots() -> dict[str, Any]:
    return read_toml(TABLE)


def _sure(slots: Mapping[str, Mapping[str, object]], slot: str, features: Features) -> float:
    weights: dict[str, float] = slots[slot]["weights"]  # type: ignore[assignment]
    return round(probability(weights, {k: v for k, v in features.items() if k in weights}), 4)


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
    # What the codebook sets over the coded reports (a telling is of the day or its eve) is not left out for what those have.
    return replace(when, confidence=sure) if sure >= least or when.made_by == TOLD else WHEN_UNKNOWN


def _placed(where: Where, sure: float, least: float) -> Where:
    if where.precision == "unknown" and where.text is None:
        return where
    return replace(where, confidence=sure) if sure >= least else WHERE_UNKNOWN


def _yes(facts: Iterator[bool]) -> float:
    return float(any(facts))
