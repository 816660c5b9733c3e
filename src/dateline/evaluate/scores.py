"""Precision, recall and F1 of records against reports that people coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dateline.evaluate.alignment import Pair, align
from dateline.evaluate.coded import CodedEvent, read_record, wrong_spans
from dateline.evaluate.gold import GoldReport, read_gold
from dateline.evaluate.slots import SLOTS, Count, count_slots

# Of every number that is written so many decimals.
DECIMALS = 4
HAPPENED = "happened"


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1 (0 to 1, four decimals), and of how many values in gold and of the system."""

    p: float
    r: float
    f1: float
    gold: int
    system: int


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """What of one document agrees. `slots` holds a count for each slot, `by_type` one of events for each type."""

    id: str
    events: Count
    slots: Mapping[str, Count]
    unhappened: Count
    by_type: Mapping[str, Count]
    missing: bool = False
    bad_spans: int = 0

    @property
    def slots_total(self) -> Count:
        """All slots together."""
        return total(self.slots.values())


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of all documents together, and the counts of each.

    `events` asks for the event and its type; `slots_total` for every value of every slot, so that a missed or invented event misses or
    invents all its values; `unhappened` for events that gold or the record calls other than happened.
    """

    events: Figures
    slots_total: Figures
    by_slot: Mapping[str, Figures]
    by_type: Mapping[str, Figures]
    unhappened: Figures
    missing_documents: int
    bad_spans: int
    documents: tuple[DocumentCounts, ...]

    def as_json(self) -> dict[str, Any]:
        """The figures as plain objects: slots, events, each slot by its name, unhappened, missing_documents, bad_spans."""
        named = {"slots": self.slots_total, "events": self.events, **self.by_slot, "unhappened": self.unhappened}
        figures: dict[str, Any] = {name: asdict(value) for name, value in named.items()}
        return figures | {"missing_documents": self.missing_documents, "bad_spans": self.bad_spans}


@dataclass(frozen=True, slots=True)
class Compared:
    """A coded report, its record, and which event of the one is which of the other."""

    gold: GoldReport
    record: Mapping[str, Any] | None
    pairs: tuple[Pair, ...]


def score(golds: Iterable[Mapping[str, Any]], records: Iterable[Mapping[str, Any]]) -> Scores:
    """The figures of records (their JSON) against coded reports (their JSON); a record belongs to the report with its id.

    Without a record a document counts as one in which no event was found. Raises GoldError where a coded report is wrong.
    """
    return add_up(count_document(compared) for compared in compare(golds, records))


def compare(golds: Iterable[Mapping[str, Any]], records: Iterable[Mapping[str, Any]]) -> Iterator[Compared]:
    """Each coded report beside its record. Of two records with one id the later counts."""
    by_id = {record["report"]["id"]: record for record in records}
    for number, value in enumerate(golds, start=1):
        gold = read_gold(value, f"report {number}")
        yield compare_one(gold, by_id.get(gold.id))


def compare_one(gold: GoldReport, record: Mapping[str, Any] | None) -> Compared:
    """A coded report beside its record, if there is one."""
    return Compared(gold, record, align(gold.events, read_record(record or {}, gold.sentences)))


def count_document(compared: Compared) -> DocumentCounts:
    """What of one document agrees; what gold marks as optional is left out."""
    firm = [pair for pair in compared.pairs if pair.firm]
    slots = {slot: Count() for slot in SLOTS}
    by_type: Counter[tuple[str, int]] = Counter()
    for pair in firm:
        for slot, count in count_slots(pair.gold, pair.system).items():
            slots[slot] += count
        by_type.update(_types(pair))
    return DocumentCounts(
        compared.gold.id,
        total(_event(pair) for pair in firm),
        slots,
        total(_unhappened(pair) for pair in firm),
        {name: Count(*(by_type[name, place] for place in range(3))) for name in sorted({name for name, _ in by_type})},
        missing=compared.record is None,
        bad_spans=wrong_spans(compared.gold.text, (compared.record or {}).get("events")),
    )


def add_up(documents: Iterable[DocumentCounts]) -> Scores:
    """The figures of all documents together."""
    told = tuple(documents)
    by_slot = {slot: total(document.slots[slot] for document in told) for slot in SLOTS}
    types = sorted({name for document in told for name in document.by_type})
    return Scores(
        events=figures(total(document.events for document in told)),
        slots_total=figures(total(by_slot.values())),
        by_slot={slot: figures(count) for slot, count in by_slot.items()},
        by_type={name: figures(total(document.by_type.get(name, Count()) for document in told)) for name in types},
        unhappened=figures(total(document.unhappened for document in told)),
        missing_documents=sum(document.missing for document in told),
        bad_spans=sum(document.bad_spans for document in told),
        documents=told,
    )


def figures(count: Count) -> Figures:
    """Precision, recall and F1 of a count; 0 where there is nothing to ask of."""
    hits, gold, system = count
    p, r = (hits / system if system else 0.0), (hits / gold if gold else 0.0)
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return Figures(round(p, DECIMALS), round(r, DECIMALS), round(f1, DECIMALS), gold, system)


def total(counts: Iterable[Count]) -> Count:
    """All counts together."""
    return sum(counts, start=Count())


def _event(pair: Pair) -> Count:
    gold, system = pair.gold, pair.system
    return Count(int(bool(gold and system and gold.type == system.type)), int(gold is not None), int(system is not None))


def _types(pair: Pair) -> Iterator[tuple[str, int]]:
    """The places of a count (0 hits, 1 in gold, 2 of the system) that an event adds one to, with its type."""
    for place, event in ((1, pair.gold), (2, pair.system)):
        if event:
            yield str(event.type), place
    if pair.gold and _event(pair).hits:
        yield str(pair.gold.type), 0


def _unhappened(pair: Pair) -> Count:
    gold, system = (event is not None and _other_than_happened(event) for event in (pair.gold, pair.system))
    same = gold and system and pair.gold is not None and pair.system is not None and pair.gold.status == pair.system.status
    return Count(int(same), int(gold), int(system))


def _other_than_happened(event: CodedEvent) -> bool:
    return event.status not in (HAPPENED, None)
