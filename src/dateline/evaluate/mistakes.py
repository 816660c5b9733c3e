"""What is wrong in a coded report: events missed or invented, and wrong values of those that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.evaluate.alignment import Pair
from dateline.evaluate.coded import Claim, CodedEvent, Figure, Party, Source, Span
from dateline.evaluate.scores import Compared
from dateline.evaluate.slots import Agreement, Count, agree, count_slots, same_value, sides, total, well_named

MISSED, INVENTED = "missed event", "invented event"
# The kinds of mistakes, the gravest first.
KINDS = (
    MISSED, INVENTED, "wrong type", "wrong mode", "wrong status", "party missed", "party invented", "wrong name", "figures", "claims",
    "sources", "when", "where",
)  # fmt: skip
NONE = "none"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that gold and a record say differently, in words, and where the words for it stand in the report."""

    kind: str
    gold: str
    system: str
    gold_spans: tuple[Span, ...] = ()
    system_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one event: `values` counts all its slots; no mistake where all is as in gold."""

    document: str
    pair: Pair
    values: Count
    mistakes: tuple[Mistake, ...]

    @property
    def name(self) -> str:
        """Names the event in its document in every run: by its id in gold, an invented one by its type and where it begins."""
        gold, system = self.pair.gold, self.pair.system
        if gold:
            return gold.id
        return f"+{system.type}@{system.start}" if system else ""

    @property
    def wrong(self) -> int:
        """How many values are missing, invented or wrong."""
        return max(self.values.gold, self.values.system) - self.values.hits


def outcomes(compared: Compared) -> Iterator[Outcome]:
    """Every event of a document that counts, those of gold in their order, then the invented ones."""
    for pair in compared.pairs:
        if pair.firm:
            yield Outcome(compared.gold.id, pair, total(count_slots(pair.gold, pair.system).values()), tuple(_mistakes(pair)))


def in_words(event: CodedEvent) -> str:
    """An event on one line: "ASSAULT firearms, happened: Rebels → soldiers; 2016-05-02; Tadmur, SYR"."""
    what = " ".join(part for part in (event.type, event.mode) if part)
    who = " → ".join(", ".join(party.name for party in event.parties if party.role == role) or "?" for role in ("actor", "recipient"))
    rest = [str(value) for value in (event.when, event.where) if value]
    return "; ".join([f"{what}, {event.status}: {who}", *(_figure(figure) for figure in event.figures), *rest])


def _mistakes(pair: Pair) -> Iterator[Mistake]:
    gold, system = pair.gold, pair.system
    if gold and system:
        found = agree(gold, system)
        yield from _of_one_value(gold, system)
        yield from _parties(gold, system, found)
        yield from _lists(gold, system, found)
    elif gold:
        yield Mistake(MISSED, in_words(gold), NONE, gold.triggers, ())
    elif system:
        yield Mistake(INVENTED, NONE, in_words(system), (), system.triggers)


def _of_one_value(gold: CodedEvent, system: CodedEvent) -> Iterator[Mistake]:
    for slot, kind in (("type", "wrong type"), ("mode", "wrong mode"), ("status", "wrong status"), ("when", "when"), ("where", "where")):
        one, other = getattr(gold, slot), getattr(system, slot)
        if (one or other) and not (one and other and same_value(slot, one, other)):
            spans = [getattr(value, "spans", None) or event.triggers for value, event in ((one, gold), (other, system))]
            yield Mistake(kind, str(one or NONE), str(other or NONE), *spans)


def _parties(gold: CodedEvent, system: CodedEvent, found: Agreement) -> Iterator[Mistake]:
    taken = [match for matches in found.parties.values() for match in matches]
    ours, theirs = {i for i, _ in taken}, {j for _, j in taken}
    roles = {role for _, members in sides(gold, system) for role in members}
    for i, party in enumerate(gold.parties):
        if i not in ours and party.role in roles:
            yield Mistake("party missed", _party(party), NONE, party.spans, ())
    for j, party in enumerate(system.parties):
        if j not in theirs and party.role in roles:
            yield Mistake("party invented", NONE, _party(party), (), party.spans)
    for i, j in taken:
        one, other = gold.parties[i], system.parties[j]
        if not well_named(one, other):
            yield Mistake("wrong name", one.name, other.name, one.spans, other.spans)


def _lists(gold: CodedEvent, system: CodedEvent, found: Agreement) -> Iterator[Mistake]:
    other_side = [(i, j) for i, j in found.figures if gold.figures[i].side != system.figures[j].side]
    right = [match for match in found.figures if match not in other_side]
    for kind, matches, lists in (
        ("figures", right, (gold.figures, system.figures)),
        ("claims", found.claims, (gold.claims, system.claims)),
        ("sources", found.sources, (gold.sources, system.sources)),
    ):
        left = [value for i, value in enumerate(lists[0]) if i not in {i for i, _ in matches}]
        extra = [value for j, value in enumerate(lists[1]) if j not in {j for _, j in matches}]
        if left or extra:
            yield Mistake(kind, _told(left), _told(extra), _spans(left), _spans(extra))


def _told(values: Iterable[Figure | Claim | Source]) -> str:
    return "; ".join(_one(value) for value in values) or NONE


def _one(value: Figure | Claim | Source) -> str:
    if isinstance(value, Figure):
        return _figure(value)
    return value.name if isinstance(value, Source) else f"{value.kind} by {value.by or 'nobody named'}"


def _spans(values: Iterable[Figure | Claim | Source]) -> tuple[Span, ...]:
    return tuple(span for value in values for span in value.spans)


def _party(party: Party) -> str:
    return f"{party.role}: {party.name}"


def _figure(figure: Figure) -> str:
    low, high = ("?" if bound is None else str(bound) for bound in (figure.low, figure.high))
    return f"{figure.outcome} {low if low == high else f'{low} to {high}'} ({figure.side})"
