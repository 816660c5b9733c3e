"""Field by field: every value told, who tells it in which words, and how far they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dateline.schema.incident import Field, Incident, Said, Telling
from dateline.schema.record import Event
from dateline.views.explain.made_by import in_words, is_known, sentence
from dateline.views.incident.quoting import Texts
from dateline.views.incident.voices import Voice

# Names of the fields as questions, in the order of the page. Claims have a part of their own.
LABELS = {
    "type": "What",
    "mode": "How",
    "status": "Did it happen",
    "actor": "Who",
    "recipient": "To whom",
    "third": "Who besides",
    "date": "When",
    "place": "Where",
    "weapons": "With what",
    "topics": "About",
}
DIFFER, AGREE, SOME, ONE = "differ", "agree", "some", "one"


@dataclass(frozen=True, slots=True)
class Heard:
    """A telling of one value: whose it is, with the words of this value, and where it has no words of its own the reason."""

    voice: Voice
    because: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """One value told. `chosen`: the policy takes it; `sources`: independent ones."""

    text: str
    chosen: bool
    sources: int
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One field, its chosen value first.

    `how` is differ, agree, some (not all tell it) or one (there is one source); `says` the same in words.
    `silent` are the tellings that do not tell it.
    """

    name: str
    label: str
    how: str
    says: str
    chosen: str | None
    values: tuple[Value, ...]
    silent: tuple[Voice, ...]


class Worded(Protocol):
    """A part of an event with words."""

    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...
    @property
    def made_by(self) -> str: ...


def rows(incident: Incident, tellings: Sequence[Telling], told: Mapping[str, Voice], texts: Texts) -> tuple[Row, ...]:
    """The fields in the order of the page; what no report tells is left out."""
    by_name = {field.name: field for field in incident.fields}
    by_id = {telling.id: telling for telling in tellings}
    found = [by_name[name] for name in LABELS if name in by_name]
    return tuple(_row(field, incident.sources, by_id, told, texts) for field in found)


def _row(field: Field, sources: int, by_id: Mapping[str, Telling], told: Mapping[str, Voice], texts: Texts) -> Row:
    telling_it = {id for said in field.values for id in said.tellings}
    chosen_first = sorted(field.values, key=lambda said: said.value != field.chosen)
    values = tuple(_value(said, field, by_id, told, texts) for said in chosen_first)
    silent = tuple(voice for id, voice in told.items() if id not in telling_it)
    heard = len({told[id].source for id in telling_it if id in told})
    how, says = _agreement(field, heard, sources)
    return Row(field.name, LABELS[field.name], how, says, field.chosen, values, silent)


def _agreement(field: Field, heard: int, sources: int) -> tuple[str, str]:
    """How far the sources agree; `heard` of them tell the field at all."""
    number = len(field.values)
    if field.disagreement > 0:
        undecided = ", undecided" if field.chosen is None else ""
        return DIFFER, f"{number} values, they differ{undecided}"
    if sources == 1:
        return ONE, "one source"
    if heard < sources:
        return SOME, f"{heard} of {sources} sources tell it" + ("" if number == 1 else f", {number} values that fit")
    if number > 1:
        return AGREE, f"{number} values that fit together"
    return AGREE, f"all {sources} sources agree"


def _value(said: Said, field: Field, by_id: Mapping[str, Telling], told: Mapping[str, Voice], texts: Texts) -> Value:
    known = [by_id[id] for id in said.tellings if id in by_id]
    order = list(told)
    heard = tuple(
        heard_in(field.name, said.value or "", one, told[one.id], texts) for one in sorted(known, key=lambda t: order.index(t.id))
    )
    return Value(said.value or "", said.value == field.chosen, said.sources, heard)


def heard_in(name: str, value: str, telling: Telling, voice: Voice, texts: Texts) -> Heard:
    """The value of a field as one telling gives it."""
    parts = list(_PARTS[name](telling.event, value))
    quote = texts.quote(telling.report, [(p.start, p.end) for p in parts if p.start is not None and p.end is not None])
    if quote is None:
        made_by = next((part.made_by for part in parts if part.made_by), "")
        because = sentence(in_words(made_by)) if made_by and is_known(made_by) else None
        return Heard(replace(voice, quote=None), because)
    return Heard(replace(voice, quote=quote), None)


Parts = Callable[[Event, str], Iterable[Worded]]


def _triggers(event: Event, _: str) -> Iterable[Worded]:
    return event.mentions


def _parties(role: str) -> Parts:
    return lambda event, value: [m for p in event.participants if p.role == role and p.name == value for m in p.mentions]


_PARTS: dict[str, Parts] = {
    "type": _triggers,
    "mode": _triggers,
    "status": _triggers,
    "actor": _parties("actor"),
    "recipient": _parties("recipient"),
    "third": _parties("third"),
    "date": lambda event, _: [event.when],
    "place": lambda event, _: [event.where],
    "weapons": lambda event, value: [weapon for weapon in event.weapons if weapon.kind == value],
    "topics": _triggers,
}
