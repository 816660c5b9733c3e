"""What a key, a selection or a form makes of an event: the field that changes, and its new value as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateline.errors import UsageError
from dateline.schema.jsonable import dumps, to_plain
from dateline.schema.record import Casualty, Event, Participant
from dateline.store.replay import NEW, path_of
from dateline.views.desk import saying
from dateline.views.desk.saying import Selected

OUTCOMES = ("killed", "wounded", "casualty", "missing", "abducted", "detained", "released", "surrendered", "displaced")
ROLES = ("actor", "recipient", "third")
SIDES = ("recipient", "actor", "bystander", "unknown")
STATUSES = ("happened", "attempted", "planned", "possible", "denied", "habitual")
# Parts of a value that are numbers; the others are words.
_NUMBERS = frozenset({"low", "high"})
_WANTED = {"when": "day", "where": "place that the gazetteer knows"}


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to be decided: a field's path and its new value, as JSON."""

    field: str
    value: str


def by_words(event: Event, slot: str, selected: Selected, *, focus: str | None = None, beside: bool = False) -> Edit:
    """What the selected words make of a slot: an outcome, a role, "when", "where", "source" or "weapon".

    A value takes the place of the one in focus (its path), else of the one whose words it shares, else of the only one of its kind; with
    `beside`, or where there is none, it comes behind the others. Raises UsageError where the words say nothing of the kind.
    """
    if slot in OUTCOMES:
        return _figure(event, slot, selected, focus, beside)
    if slot in ROLES:
        found = saying.party(selected, slot, event.where.country)
        return _member(event, "participants", found, _Place(focus, beside, lambda party: party.role == slot))
    if slot in ("when", "where"):
        ahead = event.status in ("planned", "possible")
        told = saying.day(selected, ahead=ahead) if slot == "when" else saying.spot(selected)
        if told is None:
            raise UsageError(f"“{selected.text}” gives no {_WANTED[slot]}; type it in the form")
        return Edit(slot, _json(told))
    if slot == "source":
        return _member(event, "sources", saying.source(selected), _Place(focus, beside or focus is None, lambda _: False))
    if slot == "weapon":
        weapon = saying.weapon(selected)
        if weapon is None:
            raise UsageError(f"“{selected.text}” names no weapon of the lexicon; type its kind in the form")
        return _member(event, "weapons", weapon, _Place(focus, beside, lambda _: True))
    raise UsageError(f"{slot!r} is no slot that words can fill")


def by_form(event: Event, field: str, given: Mapping[str, str]) -> Edit:
    """What a form makes of a value: `field` is "type", "mode", "status", "when", "where" or the path of a member; `given` its parts
    by name, "" for unknown. Raises UsageError where a number is none."""
    if field in ("type", "mode", "status"):
        value = given.get("value", "").strip()
        if not value and field != "mode":
            raise UsageError(f"an event has a {field}")
        return Edit(field, dumps(value or None))
    parts = {name: _part(name, text) for name, text in given.items()}
    if field == "when":
        return Edit(field, _json(_days(event, parts)))
    if field == "where":
        return Edit(field, _json(_place(event, parts)))
    name, _, which = field.partition("[")
    members = getattr(event, name, None)
    position = next((k for k in range(len(members or ())) if path_of(event, name, k) == field), None)
    if not isinstance(members, tuple) or (position is None and which != f"{NEW}]"):
        raise UsageError(f"the event has no {field}")
    if position is None:
        return _new(name, parts)
    old = to_plain(members[position])
    if name == "participants" and parts.get("name") not in (None, old["name"]):
        # Another name is another party: its id and country would be the old one's
        parts |= {"actor_id": None, "kind": None, "sector": None, "country": None}
    known = {part: value for part, value in parts.items() if part in old}
    return Edit(field, dumps(old | known))


def taken_out(event: Event, field: str) -> Edit:
    """The change that takes a member of a list out."""
    name, bracket, _ = field.partition("[")
    if not bracket or not isinstance(getattr(event, name, None), tuple):
        raise UsageError(f"{field!r} is no member of a list, and cannot be taken out")
    return Edit(field, "null")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a new value goes: the path in focus, beside the others, or in the place of one that is `alike`."""

    focus: str | None
    beside: bool
    alike: Callable[[Any], bool]


def _figure(event: Event, outcome: str, selected: Selected, focus: str | None, beside: bool) -> Edit:
    found = saying.figure(selected, outcome)
    if found is None:
        raise UsageError(f"“{selected.text}” tells no number; type it in the form")
    own: list[Casualty] = [entry for entry in event.casualties if entry.outcome == outcome and entry.part_of is None]
    place = _Place(focus, beside, lambda entry: entry in own)
    position = _position(event, "casualties", found, place)
    if position is not None:
        old = event.casualties[position]
        # Words that give a number only say nothing of whom it counts
        who = old.who if found.who == "people" else found.who
        found = replace(found, who=who, role=old.role, part_of=old.part_of, civilian=old.civilian if who == old.who else found.civilian)
    return _put(event, "casualties", found, position)


def _member(event: Event, name: str, found: Any, place: _Place) -> Edit:
    return _put(event, name, found, _position(event, name, found, place))


def _put(event: Event, name: str, found: Any, position: int | None) -> Edit:
    field = f"{name}[{NEW}]" if position is None else path_of(event, name, position)
    return Edit(field, _json(found))


def _position(event: Event, name: str, found: Any, place: _Place) -> int | None:
    """The member whose place the value takes; None where it comes behind the others."""
    members = getattr(event, name)
    if place.beside:
        return None
    focused = next((k for k in range(len(members)) if path_of(event, name, k) == place.focus), None)
    if focused is not None and place.alike(members[focused]):
        return focused
    alike = [k for k, member in enumerate(members) if place.alike(member)]
    sharing = [k for k in alike if _shares(members[k], found)]
    return sharing[0] if sharing else alike[0] if len(alike) == 1 else None


def _shares(member: Any, found: Any) -> bool:
    spans, own = _spans(member), _spans(found)
    return any(min(a[1], b[1]) > max(a[0], b[0]) for a in spans for b in own)


def _spans(value: Any) -> list[tuple[int, int]]:
    if isinstance(value, Participant):
        return [(mention.start, mention.end) for mention in value.mentions]
    return [(value.start, value.end)]


def _part(name: str, text: str) -> str | int | None:
    text = text.strip()
    if not text:
        return None
    if name in _NUMBERS:
        if not text.isdecimal():
            raise UsageError(f"{name}: a whole number is wanted, not {text!r}; nothing stands for an open bound")
        return int(text)
    return text


def _days(event: Event, parts: Mapping[str, Any]) -> Any:
    start = parts.get("start_date")
    end = parts.get("end_date") or start
    old = to_plain(event.when)
    if start is not None and (not _is_day(start) or not _is_day(end) or end < start):
        raise UsageError(f"{start} to {end}: days are written 2018-12-31, the first before the last")
    same = (old["start_date"], old["end_date"]) == (start, end)
    precision = old["precision"] if same else _precision(start, end)
    return old | {"start_date": start, "end_date": end, "precision": precision, "made_by": "", "confidence": 1.0}


def _precision(start: str | None, end: str | None) -> str:
    """That of a stretch of so many days."""
    if start is None or end is None:
        return "unknown"
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    return next((name for name, longest in (("day", 0), ("week", 6), ("month", 30)) if days <= longest), "year")


def _is_day(text: Any) -> bool:
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _place(event: Event, parts: Mapping[str, Any]) -> Any:
    name, country = parts.get("name"), parts.get("country")
    old = to_plain(event.where)
    if (name, country) == (old["name"], old["country"]):
        return old
    if name is None and country is None:
        return old | dict.fromkeys(("name", "admin1", "admin2", "country", "latitude", "longitude", "radius_km", "place_id")) | {
            "precision": "unknown", "candidates": [],
        }  # fmt: skip
    found = to_plain(saying.place_named(str(name or country), country))
    return found | {part: old[part] for part in ("start", "end", "text")}


def _new(name: str, parts: Mapping[str, Any]) -> Edit:
    """A further member that a person typed; it has no words, so its span is empty at the beginning of the text."""
    words = {"start": 0, "end": 0, "text": "", "made_by": "", "confidence": 1.0}
    whole: dict[str, dict[str, Any]] = {
        "casualties": {"id": "", "outcome": "killed", "low": None, "high": None, "who": "people", "role": "recipient", "civilian": None,
                       "part_of": None, "superseded": False} | words,
        "participants": {"role": "actor", "name": "", "actor_id": None, "kind": None, "sector": None, "country": None, "mentions": [],
                         "made_by": "", "confidence": 1.0},
    }  # fmt: skip
    if name not in whole:
        raise UsageError(f"a further one of the {name} is made by selecting its words")
    made = whole[name] | {part: value for part, value in parts.items() if part in whole[name]}
    if name == "participants" and not made["name"]:
        raise UsageError("a party has a name")
    return Edit(f"{name}[{NEW}]", dumps(made))


def _json(value: Any) -> str:
    plain = value if isinstance(value, dict) else to_plain(value)
    if plain.get("made_by", "") is None:
        # Nothing is told: what was there before said so by null
        plain = plain | {"made_by": "", "confidence": 0.0}
    return dumps(plain)


def same(event: Event, edit: Edit) -> bool:
    """Whether the value is already so, words and all: nothing is to be decided."""
    field = edit.field.partition("[")[0]
    if edit.field.endswith(f"[{NEW}]") or edit.value == "null" or not hasattr(event, field):
        return False
    told = getattr(event, field)
    if "[" in edit.field:
        position = next((k for k in range(len(told)) if path_of(event, field, k) == edit.field), None)
        told = None if position is None else told[position]
    new = json.loads(edit.value)
    old = to_plain(told)
    if isinstance(old, dict) and isinstance(new, dict):
        beside = ("made_by", "confidence", "id")
        return {k: v for k, v in old.items() if k not in beside} == {k: v for k, v in new.items() if k not in beside}
    return bool(old == new)
