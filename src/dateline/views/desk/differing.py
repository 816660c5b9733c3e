"""Two codings of one report side by side: which events both tell, and which slots of these differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dateline.schema.record import Casualty, Event
from dateline.store.replay import REJECT, VERDICTS, Replayed
from dateline.views.cli import wording

TOLD = "told"


def _parties(role: str) -> Callable[[Event], str]:
    return lambda event: "; ".join(sorted({party.name for party in event.participants if party.role == role}))


def _figure(entry: Casualty) -> str:
    side = "" if entry.role == "recipient" else f" ({entry.role})"
    return f"{entry.outcome} {wording.figure(entry.low, entry.high)}{side}"


# What two coders are compared by, and how each slot reads. Words and confidences are not compared.
SLOTS: Mapping[str, Callable[[Event], str]] = {
    "type": lambda event: event.type,
    "mode": lambda event: event.mode or "",
    "status": lambda event: event.status,
    "actor": _parties("actor"),
    "recipient": _parties("recipient"),
    "third": _parties("third"),
    "casualties": lambda event: "; ".join(sorted(map(_figure, event.casualties))),
    "claims": lambda event: "; ".join(sorted(map(wording.claim, event.claims))),
    "sources": lambda event: "; ".join(sorted(wording.source(source) for source in event.sources)),
    "weapons": lambda event: "; ".join(sorted({weapon.kind for weapon in event.weapons})),
    "when": lambda event: "" if event.when.start_date is None else wording.day(event.when),
    "where": lambda event: ", ".join(part for part in (event.where.name, event.where.admin1, event.where.country) if part),
}
# A judge decides a field of the event, and the three roles are one field.
JUDGED: Mapping[str, Callable[[Event], str]] = {
    "participants": wording.parties,
    **{name: read for name, read in SLOTS.items() if name not in ("actor", "recipient", "third")},
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One happening as two coders have it; None where a coder has no such event, or rejected it."""

    first: Event | None
    second: Event | None

    @property
    def any(self) -> Event:
        """The event as one of them has it."""
        event = self.first or self.second
        assert event is not None
        return event


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of an event that differs, or `TOLD` where only one of them has the event. `first` and `second` are how it reads."""

    pair: Pair
    field: str
    first: str
    second: str

    @property
    def id(self) -> str:
        """What names it among those of the report: "e2.when"."""
        return f"{self.pair.any.id}.{self.field}"


def pairs(first: Replayed, second: Replayed) -> tuple[Pair, ...]:
    """Every event that one of them has, or both; those that both rejected are left out.

    Events of the coder have the same id in both. What people added is paired by type and words.
    """
    ours, theirs = _kept(first), _kept(second)
    found = [Pair(event, theirs.pop(event.id, None) or _twin(event, theirs)) for event in ours.values()]
    return (*found, *(Pair(None, event) for event in theirs.values()))


def differences(first: Replayed, second: Replayed) -> tuple[Difference, ...]:
    """What a judge has to decide, in the order of the events."""
    return tuple(found for pair in pairs(first, second) for found in _of(pair))


def _of(pair: Pair) -> Iterator[Difference]:
    if pair.first is None or pair.second is None:
        yield Difference(pair, TOLD, "told" if pair.first else "not told", "told" if pair.second else "not told")
        return
    for field, read in JUDGED.items():
        one, other = read(pair.first), read(pair.second)
        if one != other:
            yield Difference(pair, field, one, other)


def _kept(coding: Replayed) -> dict[str, Event]:
    rejected = {id for id, verdict in coding.verdicts if verdict == VERDICTS[REJECT]}
    return {event.id: event for event in coding.record.events if event.id not in rejected}


def _twin(event: Event, others: dict[str, Event]) -> Event | None:
    """The event of the other coder with the same type at the same words, where it has another id; it is taken out of `others`."""
    for id, other in others.items():
        if other.type == event.type and id != event.id and _overlap(event, other) and (id.startswith("d") or event.id.startswith("d")):
            return others.pop(id)
    return None


def _overlap(event: Event, other: Event) -> bool:
    return any(min(a.end, b.end) > max(a.start, b.start) for a in event.mentions for b in other.mentions)
