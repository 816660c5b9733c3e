"""Decisions laid on top of a coding: which event an anchor means, and what a change makes of it. Nothing here knows a database.

The same record and the same decisions in the same order give the same events. An anchor means the event whose trigger words lie
where it says: the same span first, else one that overlaps. Accepting or rejecting is about an event of one type, and finds none
where the words are now coded as another; a change says what the event is to be and holds for either.

An event that a person added stands behind those coded, as long as the coder tells none of its type at its words. Where a later
coding does, that is the event, accepted, and what was changed of the added one holds for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.errors import CodingError, UsageError
from dateline.schema.decision import Anchor, Decision
from dateline.schema.jsonable import from_json, to_json, to_plain
from dateline.schema.record import Casualty, Event, EventMention, Record
from dateline.store.coded_anew import with_codes

ACCEPT, REJECT, CHANGE, MERGE, SPLIT, ADD, UNDO = KINDS = ("accept", "reject", "change", "merge", "split", "add", "undo")
VERDICTS = {ACCEPT: "accepted", REJECT: "rejected"}
# These are about an event of one type. To add one is to accept it.
_OF_A_TYPE = (*VERDICTS, ADD)
MADE_BY = "decision:"
# What stands in brackets for a member that is not there yet.
NEW = "+"
# So many characters of its decision's id name an event that a person added: "d" and twelve of them.
_ID = 12

# One step of a field's path: a name, and in brackets which of several: a number, values that one member must have, or NEW.
_STEP = re.compile(r"(?<![a-z_])(?P<name>[a-z_]+)(?:\[(?P<which>[^\]]{1,500})\])?(?:\.|$)")
# By which fields a member of a list is named in brackets.
_NAMED_BY = {
    "casualties": ("outcome", "role", "who"),
    "participants": ("role", "name"),
    "claims": ("kind", "by"),
    "sources": ("name", "affiliation"),
    "weapons": ("kind",),
    "mentions": ("text",),
    "other_places": ("name",),
}


@dataclass(frozen=True, slots=True)
class Replayed:
    """A record with the decisions on it. `verdicts` are (event id, "accepted" or "rejected"); `orphaned` the ids of decisions
    that no longer find their event or field."""

    record: Record
    verdicts: tuple[tuple[str, str], ...] = ()
    orphaned: tuple[str, ...] = ()


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Those that nobody took back, in their order. An undo can be undone itself."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.kind == UNDO and decision.id not in undone and decision.undoes:
            undone.add(decision.undoes)
    return tuple(decision for decision in decisions if decision.id not in undone and decision.kind != UNDO)


def replay(record: Record, decisions: Iterable[Decision], report: str) -> Replayed:
    """The record of `report` (a key) as people decided. `decisions` are those in force, in order; of merge and split only the orphaned."""
    decided = tuple(decisions)
    whole = with_added(record, decided, report)
    events = {event.id: event for event in whole.events}
    verdicts: dict[str, str] = {}
    orphaned: list[str] = []
    for decision in decided:
        for anchor in decision.anchors:
            if anchor.report != report:
                continue
            found = find(whole.events, anchor, same_type=decision.kind in _OF_A_TYPE)
            if found is None:
                orphaned.append(decision.id)
            elif decision.kind in _OF_A_TYPE:
                verdicts[found.id] = VERDICTS.get(decision.kind, VERDICTS[ACCEPT])
            elif decision.kind == CHANGE:
                try:
                    events[found.id] = change(record, events[found.id], decision)
                except UsageError:
                    orphaned.append(decision.id)
    coded = {event.id: event for event in record.events}
    changed = replace(record, events=tuple(with_codes(event, coded.get(event.id)) for event in events.values()))
    return Replayed(changed, tuple(verdicts.items()), tuple(dict.fromkeys(orphaned)))


def with_added(record: Record, decisions: Iterable[Decision], report: str) -> Record:
    """The record as coded, with the events that people added behind it. `decisions` are those in force, in order."""
    events = list(record.events)
    for decision in decisions:
        if decision.kind == ADD and decision.anchors[0].report == report and find(events, decision.anchors[0], same_type=True) is None:
            events.append(_added(decision))
    return replace(record, events=tuple(events))


def _added(decision: Decision) -> Event:
    """An event of which only the words and the type are known; changes say the rest."""
    anchor = decision.anchors[0]
    told = EventMention(anchor.start, anchor.end, anchor.text, f"{MADE_BY}{decision.id}", 1.0)
    return Event(f"d{decision.id[:_ID]}", anchor.event, None, "happened", 1.0, None, (told,))


def anchor_of(report: str, event: Event, field: str | None = None) -> Anchor:
    """The words by which a decision will find this event (as coded) again."""
    first = event.mentions[0]
    return Anchor(report, first.start, first.end, first.text, event.type, field)


def path_of(event: Event, name: str, position: int) -> str:
    """The path that names a member of a list of the event: by what it says where that means it alone, so that it is found again in
    another coding, else by its number."""
    members = to_plain(getattr(event, name))
    told = [str(members[position].get(field) or "") for field in _NAMED_BY.get(name, ())]
    for count in range(1, len(told) + 1):
        parts = told[:count]
        which = "/".join(parts)
        if not all(parts) or which.isdecimal() or which == NEW or any(sign in part for part in parts for sign in "]/"):
            break
        names = _NAMED_BY[name][:count]
        if sum(all(member.get(field) == part for field, part in zip(names, parts, strict=True)) for member in members) == 1:
            return f"{name}[{which}]"
    return f"{name}[{position}]"


def find(events: Iterable[Event], anchor: Anchor, *, same_type: bool = False) -> Event | None:
    """The coded event that the anchor means; None where there is none any more."""
    near = [(fit, event) for event in events if (fit := _fit(event, anchor)) and (event.type == anchor.event or not same_type)]
    return max(near, key=lambda one: one[0])[1] if near else None


def _fit(event: Event, anchor: Anchor) -> tuple[bool, bool, int] | None:
    """How well an event stands where the anchor says: same span, same type, characters in common; None where it does not."""
    shared = [min(each.end, anchor.end) - max(each.start, anchor.start) for each in event.mentions]
    same = any((each.start, each.end) == (anchor.start, anchor.end) for each in event.mentions)
    return (same, event.type == anchor.event, max(shared)) if shared and max(shared) > 0 else None


def change(record: Record, event: Event, decision: Decision) -> Event:
    """The event with the field of the decision set to its value. What holds the field says that the decision made it.

    A path that ends in brackets means a whole member of a list: an object takes its place and says that the decision made it, null takes
    it out, and `casualties[+]` puts a further one behind the others.
    Raises UsageError where the event has no such field, where the path means several, or the value does not fit.
    """
    field, value = decision.anchors[0].field, decision.value
    if field is None or value is None:
        raise UsageError("a change names a field and a value")
    try:
        new = json.loads(value)
    except json.JSONDecodeError as error:
        raise UsageError(f"the value {value!r} is not JSON; a word stands in double quotes") from error
    tree = to_json(replace(record, events=(event,)))
    _set(tree["events"][0], field, new, f"{MADE_BY}{decision.id}")
    try:
        changed = from_json(tree).events[0]
    except CodingError as error:
        raise UsageError(f"{field} cannot be {value}: {error.message}") from error
    if not all(_is_figure(entry) for entry in changed.casualties):
        raise UsageError(f"{field} cannot be {value}: low is at least 0 and at most high; to change both give the whole list")
    return changed


def _is_figure(entry: Casualty) -> bool:
    low = 0 if entry.low is None else entry.low
    return low >= 0 and (entry.high is None or entry.high >= low)


def _set(event: dict[str, Any], field: str, value: object, maker: str) -> None:
    steps = list(_STEP.finditer(field))
    if not steps or "".join(step[0] for step in steps) != field or field.endswith("."):
        raise UsageError(f"{field!r} is no field of an event; one is written like casualties[killed/recipient].low")
    holder: Any = event
    for step in steps[:-1]:
        holder = _down(holder, step, field)
        _sign(holder, maker)
    last = steps[-1]
    if not isinstance(holder, dict) or last["name"] not in holder or last["name"] == "id":
        raise UsageError(f"the event has no field {field!r}")
    if last["which"] is not None:
        _set_member(holder, last, field, value, maker)
        return
    holder[last["name"]] = value
    _sign(value, maker)


def _set_member(holder: dict[str, Any], step: re.Match[str], field: str, value: object, maker: str) -> None:
    """A whole member of a list takes another's place, goes (null), or comes behind the others (NEW)."""
    members = holder[step["name"]]
    if not isinstance(members, list) or not (isinstance(value, dict) or (value is None and step["which"] != NEW)):
        raise UsageError(f"{field!r} names a member of a list; its value is an object, or null to take it out")
    _sign(value, maker)
    if step["which"] == NEW:
        if "id" in value:  # type: ignore[operator]
            value["id"] = _free_id(holder["id"], members)  # type: ignore[index]
        members.append(value)
        return
    old = _down(holder, step, field)
    position = next(k for k, member in enumerate(members) if member is old)
    if value is None:
        del members[position]
        return
    members[position] = value | {"id": old["id"]} if isinstance(old, dict) and "id" in old else value


def _free_id(event: str, members: list[Any]) -> str:
    """An id that no other casualty of the event has."""
    taken = {member.get("id") for member in members}
    return next(id for number in range(1, len(members) + 2) if (id := f"{event}.c{number}") not in taken)


def _sign(holder: Any, maker: str) -> None:
    if isinstance(holder, dict) and "made_by" in holder:
        holder["made_by"], holder["confidence"] = maker, 1.0


def _down(holder: Any, step: re.Match[str], field: str) -> Any:
    if not isinstance(holder, dict) or step["name"] not in holder:
        raise UsageError(f"the event has no field {field!r}")
    value = holder[step["name"]]
    if not isinstance(value, list):
        return value
    which = step["which"]
    if which is None:
        raise UsageError(f"{field!r}: say which of the {step['name']}, as in {step['name']}[0]")
    if which == NEW:
        raise UsageError(f"{field!r}: a further one of the {step['name']} is given whole")
    if which.isdecimal():
        found = value[int(which) : int(which) + 1]
    else:
        names = _NAMED_BY.get(step["name"], ())
        wanted = list(zip(names, which.split("/"), strict=False))
        found = [member for member in value if all(member.get(name) == part for name, part in wanted)]
    if len(found) != 1:
        raise UsageError(f"{field!r} means {len(found)} of the {step['name']}; it must mean one, as {step['name']}[0] does")
    return found[0]
