"""What the page shows of one report: its text in segments, and a card for each event whose values point to their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dateline.schema.place import Where
from dateline.schema.record import Casualty, Event, Record
from dateline.schema.trace import Traced
from dateline.views.cli.wording import NOT_TOLD, UNORDERED, day, figure, place
from dateline.views.explain import explain
from dateline.views.explain.joining import FEATURES
from dateline.views.explain.reason import Explanation, Reason, Weighed, Words, share
from dateline.views.page.marks import Mark, Segment, cut, show

# The kind of mark that the words of a field get; what is not listed is a cue.
KINDS = {
    "id": "event",
    "mode": "event",
    "mentions": "event",
    "part_of": "event",
    "participants": "party",
    "casualties": "figure",
    "claims": "voice",
    "sources": "voice",
    "weapons": "weapon",
    "when": "time",
    "where": "place",
    "other_places": "place",
}
CUE = "cue"
# A value less sure than this is shown as unsure.
UNSURE = 0.6
# How many features of a pair are named on each side, and how many pairs; `dateline explain` has all.
_MOST = 3
_PAIRS = 12


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the report, with the segment at which they begin."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of a value as the page shows it. `marks` are the numbers of its marks, `target` where its words begin."""

    id: str
    label: str
    value: str
    because: str
    made_by: str
    score: float | None
    words: tuple[Link, ...]
    marks: tuple[int, ...]

    @property
    def target(self) -> str:
        return self.words[0].target if self.words else self.id

    @property
    def unsure(self) -> bool:
        return self.score is not None and self.score < UNSURE


@dataclass(frozen=True, slots=True)
class Value:
    """A value on a card: what it says, and why."""

    text: str
    why: Why
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card; each item is values that belong together."""

    label: str
    items: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The parties of one role. `sign` stands before them."""

    sign: str
    role: str
    parties: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Two mentions joined, or another event kept apart: what it is about, the outcome, and what spoke for and against."""

    about: str
    outcome: str
    spoke_for: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One event."""

    id: str
    event: Event
    heading: tuple[Value, ...]
    status: Value
    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    whys: tuple[Why, ...]
    joined: tuple[Weighing, ...]
    apart: tuple[Weighing, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report of the page. `owners` gives for each mark the id of the first card that uses it."""

    id: str
    record: Record
    title: str
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]
    uses: Mapping[int, tuple[Why, ...]] = field(default_factory=dict)

    def title_of(self, segment: Segment) -> str:
        """What was made of the segment's words: "e1 actor; e2 actor"."""
        told = (f"{why.id.split('-')[1]} {why.label}" for mark in segment.marks for why in self.uses.get(mark.number, ()))
        return "; ".join(dict.fromkeys(told))

    def owner_of(self, segment: Segment) -> str:
        """The card that a reader without scripts is led to."""
        why = next(why for mark in segment.marks for why in self.uses[mark.number])
        return "-".join(why.id.split("-")[:2])


def sheet(traced: Traced, number: int) -> Sheet:
    """What the page shows of the report with that number."""
    id = f"r{number}"
    explanations = explain(traced)
    marks = _marks(explanations)
    segments = cut(traced.report.text, tuple(marks.values()))
    desk = _Desk(id, marks, dict(_begins(id, segments)))
    cards = tuple(_card(desk, explanation) for explanation in explanations)
    uses: dict[int, list[Why]] = {}
    for why in (why for card in cards for why in card.whys):
        for mark_number in why.marks:
            uses.setdefault(mark_number, []).append(why)
    report = traced.record.report
    return Sheet(id, traced.record, report.title or report.id, segments, cards, {k: tuple(v) for k, v in uses.items()})


def _begins(id: str, segments: tuple[Segment, ...]) -> Iterator[tuple[int, str]]:
    """Where marks begin, and the anchor there."""
    seen: set[Mark] = set()
    for segment in segments:
        yield from ((mark.start, f"{id}-s{segment.number}") for mark in segment.marks if mark not in seen)
        seen.update(segment.marks)


def _marks(explanations: Iterable[Explanation]) -> dict[tuple[int, int, str], Mark]:
    """Every span that a reason points to, once for each kind, in the order of the text."""
    found = {(w.start, w.end, kind_of(reason)) for explanation in explanations for reason in explanation.reasons for w in reason.words}
    return {key: Mark(number, *key) for number, key in enumerate(sorted(found, key=lambda k: (k[0], -k[1], k[2])), start=1)}


def kind_of(reason: Reason) -> str:
    """The kind of mark that a reason's words get; a status that no cue decided is read off the event's own words."""
    if reason.made_by == "model:statuses":
        return "event"
    return KINDS.get(reason.fields[0].partition(".")[0].partition("[")[0], CUE)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the values of a report are linked with."""

    id: str
    marks: Mapping[tuple[int, int, str], Mark]
    begins: Mapping[int, str]

    def why(self, reason: Reason, id: str) -> Why:
        kind = kind_of(reason)
        links = tuple(Link(one_line(w.text), self.begins[w.start]) for w in _once(reason.words))
        numbers = tuple(self.marks[w.start, w.end, kind].number for w in _once(reason.words))
        shown = (reason.label, one_line(reason.value), one_line(reason.because))
        return Why(id, *shown, reason.made_by, reason.confidence, links, numbers)


def _once(words: Iterable[Words]) -> Iterable[Words]:
    return {(w.start, w.end): w for w in words}.values()


def one_line(text: str) -> str:
    """Words on one line, without what a page would obey."""
    return " ".join("".join(show(text)).split())


def _card(desk: _Desk, explanation: Explanation) -> Card:
    event = explanation.event
    id = f"{desk.id}-{event.id}"
    whys = tuple(desk.why(reason, f"{id}-v{k}") for k, reason in enumerate(explanation.reasons, start=1))
    by = {name: why for reason, why in zip(explanation.reasons, whys, strict=True) for name in reason.fields}
    heading = (Value(event.type, by["type"]), *([Value(event.mode, by["mode"])] if event.mode else []))
    rows = tuple(row for row in _rows(event, by) if row.items)
    joined, apart = tuple(_joined(explanation)), tuple(_apart(explanation))
    return Card(id, event, heading, Value(event.status, by["status"]), tuple(_sides(event, by)), rows, whys, joined, apart)


def _sides(event: Event, by: Mapping[str, Why]) -> Iterator[Side]:
    signs = {"actor": "", "recipient": "–" if UNORDERED & {event.type, event.codes.plover} else "→", "third": "also"}
    for role, sign in signs.items():
        parties = [
            Value(one_line(p.name), by[f"participants[{k}].name"], ", ".join(x for x in (p.kind, p.country) if x and x != "unknown"))
            for k, p in enumerate(event.participants)
            if p.role == role
        ]
        if parties:
            yield Side(sign, role, tuple(parties))


def _rows(event: Event, by: Mapping[str, Why]) -> Iterator[Row]:
    """The lines of a card in the order of the questions: when, where, how many, says who, with what, about what."""
    if event.part_of:
        yield Row("Part of", ((Value(event.part_of, by["part_of"]),),))
    yield Row("When", ((Value(day(event.when), by["when"], _when_note(event)),),))
    yield Row("Where", tuple(_places(event, by)))
    yield Row("How many", tuple(_figure(entry, k, by) for k, entry in enumerate(event.casualties)))
    yield Row("Claims", tuple(_claim(event, k, by) for k in range(len(event.claims))))
    yield Row("Sources", tuple((Value(one_line(s.name), by[f"sources[{k}]"], s.affiliation or ""),) for k, s in enumerate(event.sources)))
    yield Row("Weapons", tuple((Value(w.kind, by[f"weapons[{k}]"]),) for k, w in enumerate(event.weapons)))
    yield Row("About", tuple((Value(topic.replace("_", " "), by[f"topics[{k}]"]),) for k, topic in enumerate(event.topics)))
    yield Row("Told in", ((Value(by["mentions"].value, by["mentions"]),),))
    yield Row("Codes", ((Value(by["codes"].value, by["codes"]),),))


def _when_note(event: Event) -> str:
    return event.when.time_of_day or ""


def _places(event: Event, by: Mapping[str, Why]) -> Iterator[tuple[Value, ...]]:
    if not event.where.made_by:
        yield (Value(NOT_TOLD, by["where"]),)
        return
    for path, where in (("where", event.where), *((f"other_places[{k}]", w) for k, w in enumerate(event.other_places))):
        more = len(where.candidates)
        candidates = [Value(f"{more} candidates", by[f"{path}.candidates"])] if more > 1 else []
        yield (Value(one_line(place(where)), by[f"{path}.name"], _where_note(where)), *candidates)


def _where_note(where: Where) -> str:
    parts = [where.precision if where.precision == "exact" else ""]
    if where.latitude is not None and where.longitude is not None:
        north, east = "N" if where.latitude >= 0 else "S", "E" if where.longitude >= 0 else "W"
        parts.append(f"{abs(where.latitude):.2f}° {north}, {abs(where.longitude):.2f}° {east}")
    if where.radius_km is not None:
        parts.append(f"within {where.radius_km:g} km")
    return ", ".join(part for part in parts if part)


def _figure(entry: Casualty, k: int, by: Mapping[str, Why]) -> tuple[Value, ...]:
    path = f"casualties[{k}]"
    who = "" if entry.who == figure(entry.low, entry.high) else one_line(entry.who)
    values = [Value(f"{entry.outcome} {figure(entry.low, entry.high)}", by[f"{path}.outcome"], who)]
    if entry.role != "recipient":
        side = {"actor": "actor's side", "bystander": "bystanders"}.get(entry.role, entry.role)
        values.append(Value(side, by[f"{path}.role"]))
    if entry.civilian:
        values.append(Value("civilians", by[f"{path}.civilian"]))
    if entry.part_of:
        values.append(Value(f"of {entry.part_of}", by[f"{path}.part_of"]))
    return tuple(values)


def _claim(event: Event, k: int, by: Mapping[str, Why]) -> tuple[Value, ...]:
    claim = event.claims[k]
    who = one_line(claim.by) if claim.by else NOT_TOLD
    return Value(claim.kind, by[f"claims[{k}].kind"]), Value(f"by {who}", by[f"claims[{k}].by"])


def _joined(explanation: Explanation) -> Iterator[Weighing]:
    for pair in explanation.joined[:_PAIRS]:
        about = f"“{one_line(pair.one.text)}” with “{one_line(pair.other.text)}”"
        yield _weighing(about, f"{share(pair.probability)} likely one event", pair.weighed)


def _apart(explanation: Explanation) -> Iterator[Weighing]:
    for other in explanation.apart:
        yield _weighing(f"from {other.event}", other.because, other.weighed)


def _weighing(about: str, outcome: str, weighed: Iterable[Weighed]) -> Weighing:
    """The features but the bias, which every pair has."""
    told = [w for w in weighed if w.says != FEATURES["bias"]]
    return Weighing(
        about, outcome, tuple(w.says for w in told if w.weight > 0)[:_MOST], tuple(w.says for w in told if w.weight < 0)[:_MOST]
    )
