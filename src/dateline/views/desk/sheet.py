"""What the desk shows of a report: its text in pieces, and a card for each event, every value with the words that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dateline.schema.place import When, Where
from dateline.schema.record import Casualty, Event, Participant
from dateline.store.replay import MADE_BY, Replayed, path_of
from dateline.views.cli import wording
from dateline.views.page.cards import UNSURE, one_line
from dateline.views.page.marks import Mark, Segment, cut

Span = tuple[int, int]
# The kind of mark that the words of a field get.
_KINDS = {
    "mentions": "event",
    "participants": "party",
    "casualties": "figure",
    "claims": "voice",
    "sources": "voice",
    "weapons": "weapon",
    "when": "time",
    "where": "place",
}
_ROLES = {"actor": "Who", "recipient": "To whom", "third": "Besides"}


@dataclass(frozen=True, slots=True)
class Value:
    """A value on a card. `path` names it for a change, `marks` are the numbers of its words, `target` the anchor where these begin
    (None where it has none); `inputs` what the edit form holds, by name."""

    path: str
    text: str
    marks: tuple[int, ...]
    target: str | None
    unsure: bool
    by_person: bool
    inputs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a card: values that answer one question."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An event with the verdict on it ("accepted", "rejected", None)."""

    event: Event
    verdict: str | None
    told: Value
    lines: tuple[Line, ...]

    @property
    def summary(self) -> str:
        """The event in a few words, for the one who hears the page."""
        figures = ", ".join(wording.casualty(entry) for entry in self.event.casualties)
        parts = (f"{self.event.id}: {self.event.type}", one_line(wording.parties(self.event)), one_line(figures))
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report on the desk."""

    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]


def sheet(text: str, replayed: Replayed) -> Sheet:
    """The report as people decided so far."""
    verdicts = dict(replayed.verdicts)
    events = in_order(replayed.record.events)
    marks = _marks(events, len(text))
    segments = cut(text, tuple(marks.values()))
    desk = _Desk(marks, dict(_begins(segments)))
    return Sheet(segments, tuple(_card(desk, event, verdicts.get(event.id)) for event in events))


def pieces(text: str, events: Iterable[Event]) -> tuple[Segment, ...]:
    """The text with the words that tell of these events marked."""
    found = sorted({span for event in events for span in spans(event) if span[1] <= len(text)})
    return cut(text, [Mark(number, start, end, _KINDS["mentions"]) for number, (start, end) in enumerate(found, start=1)])


def in_order(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Events in the order in which the text tells of them first."""
    return tuple(sorted(events, key=lambda event: event.mentions[0].start))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What values are linked with: marks by span and kind, anchors by the number of the mark."""

    marks: dict[tuple[int, int, str], Mark]
    begins: dict[int, str]

    def value(self, path: str, text: str, told: object, inputs: Mapping[str, object] | None = None) -> Value:
        """`told` is what holds the value: its words, what made it and how sure."""
        kind = _KINDS[path.partition("[")[0]]
        numbers = tuple(self.marks[start, end, kind].number for start, end in spans(told) if (start, end, kind) in self.marks)
        maker, sure = getattr(told, "made_by", ""), getattr(told, "confidence", 1.0)
        given = tuple((name, "" if value is None else str(value)) for name, value in (inputs or {}).items())
        target = self.begins.get(numbers[0]) if numbers else None
        return Value(path, one_line(text), numbers, target, bool(maker) and sure < UNSURE, maker.startswith(MADE_BY), given)


def spans(told: object) -> tuple[Span, ...]:
    """The words of a value, or of each mention of it."""
    if isinstance(told, Event | Participant):
        return tuple((mention.start, mention.end) for mention in told.mentions)
    start, end = getattr(told, "start", None), getattr(told, "end", None)
    return ((start, end),) if isinstance(start, int) and isinstance(end, int) and start < end else ()


def _marks(events: Iterable[Event], length: int) -> dict[tuple[int, int, str], Mark]:
    found = {(start, end, kind) for event in events for told, kind in _tellers(event) for start, end in spans(told) if end <= length}
    return {key: Mark(number, *key) for number, key in enumerate(sorted(found, key=lambda k: (k[0], -k[1], k[2])), start=1)}


def _tellers(event: Event) -> Iterator[tuple[object, str]]:
    yield event, _KINDS["mentions"]
    for field in ("participants", "casualties", "claims", "sources", "weapons"):
        yield from ((member, _KINDS[field]) for member in getattr(event, field))
    yield event.when, _KINDS["when"]
    yield event.where, _KINDS["where"]


def _begins(segments: Iterable[Segment]) -> Iterator[tuple[int, str]]:
    seen: set[int] = set()
    for segment in segments:
        yield from ((mark.number, f"w{segment.number}") for mark in segment.marks if mark.number not in seen)
        seen.update(mark.number for mark in segment.marks)


def _card(desk: _Desk, event: Event, verdict: str | None) -> Card:
    words = ", ".join(f"“{mention.text}”" for mention in event.mentions)
    return Card(event, verdict, desk.value("mentions", words, event), tuple(line for line in _lines(desk, event) if line.values))


def _lines(desk: _Desk, event: Event) -> Iterator[Line]:
    for role, label in _ROLES.items():
        yield Line(label, tuple(_party(desk, event, k) for k, party in enumerate(event.participants) if party.role == role))
    yield Line("When", (_day(desk, event.when),))
    yield Line("Where", (_spot(desk, event.where),))
    yield Line("How many", tuple(_figure(desk, event, k) for k in range(len(event.casualties))))
    yield Line("Claims", tuple(_plain(desk, event, "claims", k, wording.claim(claim)) for k, claim in enumerate(event.claims)))
    yield Line("Says", tuple(_plain(desk, event, "sources", k, wording.source(source)) for k, source in enumerate(event.sources)))
    yield Line("With", tuple(_plain(desk, event, "weapons", k, weapon.kind) for k, weapon in enumerate(event.weapons)))


def _party(desk: _Desk, event: Event, k: int) -> Value:
    party = event.participants[k]
    return desk.value(path_of(event, "participants", k), party.name, party, {"name": party.name, "role": party.role})


def _figure(desk: _Desk, event: Event, k: int) -> Value:
    entry: Casualty = event.casualties[k]
    inputs = {"outcome": entry.outcome, "low": entry.low, "high": entry.high, "who": entry.who, "role": entry.role}
    return desk.value(path_of(event, "casualties", k), wording.casualty(entry), entry, inputs)


def _day(desk: _Desk, when: When) -> Value:
    return desk.value("when", wording.day(when), when, {"start_date": when.start_date, "end_date": when.end_date})


def _spot(desk: _Desk, where: Where) -> Value:
    return desk.value("where", wording.place(where), where, {"name": where.name, "country": where.country})


def _plain(desk: _Desk, event: Event, field: str, k: int, text: str) -> Value:
    """A value that is changed by selecting words, or taken out."""
    return desk.value(path_of(event, field, k), text, getattr(event, field)[k])
