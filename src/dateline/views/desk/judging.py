"""Reports that two people coded: both codings as they were handed in, what of their differences a judge has decided, and deciding it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.errors import UsageError
from dateline.schema.decision import Anchor, Decision
from dateline.schema.jsonable import dumps, to_plain
from dateline.schema.record import Event
from dateline.store import Store, assigning
from dateline.store.replay import ACCEPT, ADD, CHANGE, REJECT, VERDICTS, Replayed, anchor_of, find, replay
from dateline.views.desk.agreement import Coded
from dateline.views.desk.differing import JUDGED, TOLD, Difference, differences

FIRST, SECOND = SIDES = ("first", "second")


@dataclass(frozen=True, slots=True)
class Judged:
    """A report that two people coded. `open` are the differences that nobody has decided."""

    coded: Coded
    differences: tuple[Difference, ...]
    open: tuple[Difference, ...]


def double_coded(store: Store) -> Iterator[Coded]:
    """Every report that two people have done, as each of them handed it in, in the order in which the second did."""
    firsts = {one.report: one for one in assigning.assignments(store, part=assigning.FIRST, how=assigning.DONE)}
    seconds = {one.report: one for one in assigning.assignments(store, part=assigning.SECOND, how=assigning.DONE)}
    for key, second in seconds.items():
        if key in firsts:
            first = firsts[key]
            codings = (_handed_in(store, first), _handed_in(store, second))
            yield Coded(key, (first.person, second.person), codings)


def judged(store: Store, key: str) -> Judged:
    """The report with what differs. Raises UsageError where two people have not done it."""
    coded = next((one for one in double_coded(store) if one.report == key), None)
    if coded is None:
        raise UsageError(f"{key[:12]}: two people have not done this report")
    found = differences(*coded.codings)
    later = _later(store, coded)
    return Judged(coded, found, tuple(one for one in found if not any(_settles(decision, key, one) for decision in later)))


def choose(store: Store, judged: Judged, difference: Difference, side: str, who: str) -> tuple[Decision, ...]:
    """Keeps what a judge takes of two: "first" or "second". The decisions that say so.

    Where only one of them tells the event it is accepted or rejected; one that
    the second coder added is added, with the values that they gave it.
    """
    if side not in SIDES:
        raise UsageError(f"{side!r} is none of the two codings")
    return tuple(store.decide(decision) for decision in _decisions(store, judged, difference, side, who))


def _decisions(store: Store, judged: Judged, difference: Difference, side: str, who: str) -> Iterator[Decision]:
    key, pair = judged.coded.report, difference.pair
    taken = pair.first if side == FIRST else pair.second
    if difference.field != TOLD:
        assert pair.first is not None and taken is not None
        anchor = anchor_of(key, _coded(store, key, pair.first), difference.field)
        yield Decision("", CHANGE, who, store.now(), None, (anchor,), dumps(to_plain(getattr(taken, difference.field))))
        return
    here = find(store.record(key).events, anchor_of(key, pair.any), same_type=True)
    if here is not None:
        yield Decision("", ACCEPT if taken else REJECT, who, store.now(), None, (anchor_of(key, _coded(store, key, here)),))
    elif taken is not None:
        mention = taken.mentions[0]
        anchor = Anchor(key, mention.start, mention.end, mention.text, taken.type)
        yield Decision("", ADD, who, store.now(), None, (anchor,))
        yield from _values(store, key, taken, who)


def _values(store: Store, key: str, event: Event, who: str) -> Iterator[Decision]:
    """What the second coder said of an event that they added."""
    mention = event.mentions[0]
    plain = to_plain(event)
    empty = to_plain(Event(event.id, event.type, None, "happened", 1.0, None, event.mentions))
    for field in JUDGED:
        if field != "type" and plain[field] != empty[field]:
            anchor = Anchor(key, mention.start, mention.end, mention.text, event.type, field)
            yield Decision("", CHANGE, who, store.now(), None, (anchor,), dumps(plain[field]))


def _handed_in(store: Store, assignment: assigning.Assignment) -> Replayed:
    second = assignment.person if assignment.part == assigning.SECOND else None
    key = assignment.report
    return replay(store.coded(key), store.standing(key, second=second, until=assignment.ended), key)


def _later(store: Store, coded: Coded) -> list[Decision]:
    """The decisions in force that are not the first coder's."""
    done = next(one for one in assigning.assignments(store, part=assigning.FIRST, how=assigning.DONE) if one.report == coded.report)
    before = {decision.id for decision in store.standing(coded.report, until=done.ended)}
    return [decision for decision in store.standing(coded.report) if decision.id not in before]


def _settles(decision: Decision, key: str, difference: Difference) -> bool:
    """Whether the decision is about what differs."""
    event = difference.pair.any
    anchor = next((anchor for anchor in decision.anchors if anchor.report == key), None)
    if anchor is None or find([event], anchor) is None:
        return False
    if difference.field == TOLD:
        return decision.kind in (*VERDICTS, ADD)
    return decision.kind == CHANGE and anchor.field == difference.field


def _coded(store: Store, key: str, event: Event) -> Event:
    """The event as it is coded or was added: decisions are tied to that type and those words."""
    return next((one for one in store.uncorrected(key).events if one.id == event.id), event)
