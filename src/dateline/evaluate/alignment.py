"""Which event of a record is which event of gold: one to one, by the sentences they share and what they say alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.evaluate.alike import overlap
from dateline.evaluate.coded import CodedEvent
from dateline.evaluate.slots import count_slots

# What an equal type and equal words count beside one for every other value that agrees.
TYPE, TRIGGER = 3, 3
# So many shared sentences count as one value.
SENTENCES = 10
# They say too little of which event it is.
_LEFT_OUT = frozenset({"type", "status", "mode", "mentions"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold event and the system's event that is aligned with it; without the one it was invented, without the other missed."""

    gold: CodedEvent | None
    system: CodedEvent | None

    @property
    def firm(self) -> bool:
        """Does it count? What gold marks as optional neither counts nor costs, nor what is aligned with it."""
        return self.gold is None or not self.gold.optional


def align(gold: Sequence[CodedEvent], system: Sequence[CodedEvent]) -> tuple[Pair, ...]:
    """Every event of both once, in the order of gold, then the invented ones. An optional gold event takes nothing from a firm one."""
    likeness = [
        (event.optional, -_alike(event, other), i, j)
        for i, event in enumerate(gold)
        for j, other in enumerate(system)
        if event.sentences & other.sentences
    ]
    of_gold: dict[int, int] = {}
    for _, _, i, j in sorted(likeness):
        if i not in of_gold and j not in of_gold.values():
            of_gold[i] = j
    known = [Pair(event, system[of_gold[i]] if i in of_gold else None) for i, event in enumerate(gold)]
    return (*known, *(Pair(None, event) for j, event in enumerate(system) if j not in of_gold.values()))


def _alike(gold: CodedEvent, system: CodedEvent) -> float:
    counts = count_slots(gold, system)
    values = sum(count.hits for slot, count in counts.items() if slot not in _LEFT_OUT)
    same = TYPE * (gold.type == system.type) + TRIGGER * overlap(gold.triggers, system.triggers)
    return same + values + counts["mentions"].hits / SENTENCES
