"""What people did about an incident: decisions that were made together are one act, which is taken back as one."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from dateline.schema.decision import Anchor, Decision
from dateline.schema.incident import Telling
from dateline.store.replay import ACCEPT, ADD, CHANGE, MERGE, REJECT, SPLIT, UNDO, in_force

STANDS, UNDONE, ORPHANED = "stands", "undone", "orphaned"


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a person: `ids` are its decisions; `state` is stands, undone or orphaned (it no longer finds its event)."""

    kind: str
    who: str
    at: str
    why: str | None
    says: str
    words: tuple[Anchor, ...]
    ids: tuple[str, ...]
    state: str


def acts(decisions: Sequence[Decision], tellings: Sequence[Telling], orphaned: Set[str]) -> tuple[Act, ...]:
    """The acts about words of these tellings, the latest first. `decisions` are those of their reports, in order of time."""
    spans = [(told.report, mention.start, mention.end) for told in tellings for mention in told.event.mentions]
    mine: set[str] = set()
    for decision in decisions:
        if decision.undoes in mine or any(_meets(anchor, spans) for anchor in decision.anchors):
            mine.add(decision.id)
    standing = {decision.id for decision in in_force(decisions)} | _undoing(decisions)
    made = [decision for decision in decisions if decision.id in mine]
    groups = [list(some) for _, some in groupby(made, key=lambda d: (d.kind, d.who, d.at, d.why))]
    return tuple(_act(some, standing, orphaned) for some in reversed(groups))


def _meets(anchor: Anchor, spans: Sequence[tuple[str, int, int]]) -> bool:
    return any(anchor.report == report and min(anchor.end, end) > max(anchor.start, start) for report, start, end in spans)


def _undoing(decisions: Sequence[Decision]) -> set[str]:
    """The undoings that nobody took back."""
    undone = {decision.undoes for decision in decisions if decision.undoes}
    return {decision.id for decision in decisions if decision.kind == UNDO and decision.id not in undone}


def _act(some: Sequence[Decision], standing: Set[str], orphaned: Set[str]) -> Act:
    first = some[0]
    ids = tuple(decision.id for decision in some)
    lost = not orphaned.isdisjoint(ids)
    state = UNDONE if standing.isdisjoint(ids) else ORPHANED if lost else STANDS
    words = tuple(dict.fromkeys(anchor for decision in some for anchor in decision.anchors))
    return Act(first.kind, first.who, first.at, first.why, _says(some), words, ids, state)


def _says(some: Sequence[Decision]) -> str:
    first, many = some[0], len(some)
    events = len({(anchor.report, anchor.start, anchor.end) for decision in some for anchor in decision.anchors})
    if first.kind == MERGE:
        return f"held {events} events together as one incident"
    if first.kind == SPLIT:
        return f"held {'an event' if many == 1 else f'{many} events'} apart from the others"
    if first.kind == UNDO:
        return f"took {'a decision' if many == 1 else f'{many} decisions'} back"
    if first.kind == CHANGE:
        return f"set {first.anchors[0].field} to {first.value}"
    return {ACCEPT: "accepted an event", REJECT: "rejected an event", ADD: "added an event"}.get(first.kind, first.kind)
