"""What of an event's slots agrees with gold: which value with which, and how many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from dateline.evaluate.alike import both_forces, overlap, same_name, same_place
from dateline.evaluate.coded import Claim, CodedEvent, Days, Figure, Party

SLOTS = (
    "mentions", "type", "mode", "status", "actor", "recipient", "third", "names", "casualties", "sides", "claims", "sources", "when",
    "where",
)  # fmt: skip
# The two sides of these are one set, booked under actor: A met B is B met A.
UNORDERED = frozenset({"CONSULT", "AGREE", "COOPERATE"})

Value = TypeVar("Value")
# Indexes of a gold value and of the system's value that agrees with it.
Match = tuple[int, int]


class Count(NamedTuple):
    """Of so many values in gold and so many of the system so many agree."""

    hits: int = 0
    gold: int = 0
    system: int = 0

    def __add__(self, other: tuple[object, ...]) -> Count:
        """The counts of both together."""
        if not isinstance(other, Count):
            return NotImplemented
        return Count(self.hits + other.hits, self.gold + other.gold, self.system + other.system)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which values of two aligned events agree: indexes into their parties (by slot), figures, claims and sources."""

    parties: dict[str, tuple[Match, ...]]
    figures: tuple[Match, ...]
    claims: tuple[Match, ...]
    sources: tuple[Match, ...]


def agree(gold: CodedEvent, system: CodedEvent) -> Agreement:
    """The values that agree; each takes part in one match at most, the first that fits in the order of the lists."""
    found = {
        slot: tuple(_matches(_members(gold, roles), _members(system, roles), lambda a, b: overlap(a.spans, b.spans)))
        for slot, roles in sides(gold, system)
    }
    return Agreement(
        found,
        tuple(_match_figures(gold.figures, system.figures)),
        tuple(_matches(enumerated(gold.claims), enumerated(system.claims), _same_claim)),
        tuple(_matches(enumerated(gold.sources), enumerated(system.sources), lambda a, b: overlap(a.spans, b.spans))),
    )


def count_slots(gold: CodedEvent | None, system: CodedEvent | None) -> dict[str, Count]:
    """A count for each of `SLOTS`. Where one of the two is None the event was missed or invented, and no value agrees."""
    found = agree(gold, system) if gold and system else Agreement({}, (), (), ())
    counts = _of_one_value(gold, system)
    counts["mentions"] = Count(
        len(gold.sentences & system.sentences) if gold and system else 0,
        len(gold.sentences) if gold else 0,
        len(system.sentences) if system else 0,
    )
    counts["recipient"] = Count()
    for slot, roles in sides(gold, system):
        told = [len(_members(event, roles)) if event else 0 for event in (gold, system)]
        counts[slot] = Count(len(found.parties.get(slot, ())), *told)
    for slot, matches, lists in (
        ("casualties", found.figures, [event.figures if event else () for event in (gold, system)]),
        ("claims", found.claims, [event.claims if event else () for event in (gold, system)]),
        ("sources", found.sources, [event.sources if event else () for event in (gold, system)]),
    ):
        counts[slot] = Count(len(matches), *map(len, lists))
    # Names and sides are asked of the parties and figures that were found: of the others something else is wrong already
    counts["names"] = counts["sides"] = Count()
    if gold and system:
        parties = [match for matches in found.parties.values() for match in matches]
        right = sum(well_named(gold.parties[i], system.parties[j]) for i, j in parties)
        counts["names"] = Count(right, len(parties), len(parties))
        right = sum(gold.figures[i].side == system.figures[j].side for i, j in found.figures)
        counts["sides"] = Count(right, len(found.figures), len(found.figures))
    return {slot: counts[slot] for slot in SLOTS}


def sides(gold: CodedEvent | None, system: CodedEvent | None) -> tuple[tuple[str, frozenset[str]], ...]:
    """The slots of parties and the roles that stand in each."""
    if gold and system and {gold.type, system.type} <= UNORDERED:
        return ("actor", frozenset({"actor", "recipient"})), ("third", frozenset({"third"}))
    return tuple((role, frozenset({role})) for role in ("actor", "recipient", "third"))


def well_named(gold: Party, system: Party) -> bool:
    """Is it the same party by its name?"""
    return same_name(gold.name, system.name) and both_forces(gold.name, system.name)


def enumerated(values: Sequence[Value]) -> list[tuple[int, Value]]:
    """The values with their indexes."""
    return list(enumerate(values))


def _of_one_value(gold: CodedEvent | None, system: CodedEvent | None) -> dict[str, Count]:
    """Slots that hold one value or none."""
    counts = {}
    for slot in ("type", "mode", "status", "when", "where"):
        one, other = (getattr(event, slot) if event else None for event in (gold, system))
        same = bool(one and other) and same_value(slot, one, other)
        counts[slot] = Count(int(same), int(bool(one)), int(bool(other)))
    return counts


def same_value(slot: str, gold: object, system: object) -> bool:
    """Do two values of a slot that holds one agree?"""
    if slot == "where":
        return same_place(gold, system)  # type: ignore[arg-type]
    if isinstance(gold, Days) and isinstance(system, Days):
        return (gold.start, gold.end) == (system.start, system.end)
    return gold == system


def _members(event: CodedEvent, roles: frozenset[str]) -> list[tuple[int, Party]]:
    return [(i, party) for i, party in enumerate(event.parties) if party.role in roles]


def _matches(
    gold: Sequence[tuple[int, Value]], system: Sequence[tuple[int, Value]], same: Callable[[Value, Value], bool]
) -> Iterator[Match]:
    """Each gold value with the first value of the system that is like it and not taken."""
    left = list(system)
    for i, value in gold:
        place = next((at for at, (_, other) in enumerate(left) if same(value, other)), None)
        if place is not None:
            yield i, left.pop(place)[0]


def _match_figures(gold: Sequence[Figure], system: Sequence[Figure]) -> Iterator[Match]:
    """First with their side, then without, so that equal figures of two sides find each other."""
    taken = list(_matches(enumerated(gold), enumerated(system), lambda a, b: _bounds(a) == _bounds(b) and a.side == b.side))
    yield from taken
    ours, theirs = {i for i, _ in taken}, {j for _, j in taken}
    rest = [pair for pair in enumerated(gold) if pair[0] not in ours]
    yield from _matches(rest, [pair for pair in enumerated(system) if pair[0] not in theirs], lambda a, b: _bounds(a) == _bounds(b))


def _bounds(figure: Figure) -> tuple[str | None, int | None, int | None]:
    return figure.outcome, figure.low, figure.high


def _same_claim(gold: Claim, system: Claim) -> bool:
    return gold.kind == system.kind and (same_name(gold.by, system.by) or gold.by == system.by == "")
