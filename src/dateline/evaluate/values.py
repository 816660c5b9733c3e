"""Which single values of a record are right, with how sure the record is of them: to fit confidences and to measure them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.evaluate.alignment import Pair, align
from dateline.evaluate.coded import CodedEvent, read_record
from dateline.evaluate.gold import read_gold
from dateline.evaluate.slots import Agreement, agree, same_value, sides, well_named

EVENT = "event"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a record.

    `index` counts in the record's list that the slot is read from: `mentions`, `participants` (actor, recipient, third, names),
    `casualties` (casualties, sides), `claims`, `sources`; 0 where there is one value. `confidence` is None where the record gives none of
    its own: mode, status, the sides of figures.
    """

    event: str
    slot: str
    index: int
    confidence: float | None
    right: bool


def values(gold: Mapping[str, Any], record: Mapping[str, Any]) -> Iterator[Value]:
    """Every value of a record's JSON that is measured, against a coded report's.

    The slot "event" asks whether there is such an event, of that type. Of an invented event all is wrong. Left out is what does not count:
    events aligned with optional ones, names of parties and sides of figures that were not found. Raises GoldError where gold is wrong.
    """
    coded = read_gold(gold)
    for pair in align(coded.events, read_record(record, coded.sentences)):
        if pair.firm and pair.system:
            yield from _values(pair, pair.system)


def _values(pair: Pair, system: CodedEvent) -> Iterator[Value]:
    gold, id = pair.gold, system.id
    found = agree(gold, system) if gold else Agreement({}, (), (), ())
    yield Value(id, EVENT, 0, system.confidence, gold is not None and gold.type == system.type)
    for index, (sentence, sure) in enumerate(system.mentions):
        if sentence is not None:
            yield Value(id, "mentions", index, sure, gold is not None and sentence in gold.sentences)
    for slot in ("mode", "status", "when", "where"):
        told = getattr(system, slot)
        if told:
            right = gold is not None and bool(getattr(gold, slot)) and same_value(slot, getattr(gold, slot), told)
            yield Value(id, slot, 0, getattr(told, "confidence", None), right)
    yield from _parties(pair, system, found)
    for slot, matches, listed in (
        ("casualties", found.figures, system.figures),
        ("claims", found.claims, system.claims),
        ("sources", found.sources, system.sources),
    ):
        right_ones = {j for _, j in matches}
        for index, entry in enumerate(listed):
            yield Value(id, slot, index, entry.confidence, index in right_ones)  # type: ignore[attr-defined]
    if gold:
        for i, j in found.figures:
            yield Value(id, "sides", j, None, gold.figures[i].side == system.figures[j].side)


def _parties(pair: Pair, system: CodedEvent, found: Agreement) -> Iterator[Value]:
    """A party is right where its words are found in that role; then its name is asked, with the confidence of the name."""
    gold = pair.gold
    for slot, roles in sides(gold, system):
        matches = {j: i for i, j in found.parties.get(slot, ())}
        for index, party in enumerate(system.parties):
            if party.role in roles:
                yield Value(system.id, slot, index, party.confidence, index in matches)
            if gold and party.role in roles and index in matches:
                yield Value(system.id, "names", index, party.named, well_named(gold.parties[matches[index]], party))
