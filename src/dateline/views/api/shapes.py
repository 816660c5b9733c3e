"""What answers and bodies look like, for OpenAPI and for checking what comes in. What goes out is written from the nouns themselves."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

from dateline.schema.decision import Decision
from dateline.schema.incident import Incident, Telling
from dateline.schema.place import When, Where
from dateline.schema.record import Event, Record
from dateline.schema.report import LONGEST
from dateline.store.changes import Gone
from dateline.store.named import ActorRow, PlaceRow
from dateline.store.pages import EventRow
from dateline.views.api.asking import Day

Item = TypeVar("Item")
Id = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class Candidate(BaseModel):
    """A place that was considered, with its score."""

    place_id: str
    name: str
    admin1: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    score: float


# Fields that JSON has otherwise than the dataclass: where nothing is told nothing made it, and candidates are objects.
_OTHERWISE: dict[type, dict[str, Any]] = {
    When: {"made_by": str | None, "confidence": float | None},
    Where: {"made_by": str | None, "confidence": float | None, "candidates": list[Candidate]},
}


@cache
def model_of(kind: type) -> type[BaseModel]:
    """The pydantic model of a noun of the schema in the form in which it is written as JSON."""
    hints = get_type_hints(kind)
    otherwise = next((told for base, told in _OTHERWISE.items() if issubclass(kind, base)), {})
    members: dict[str, Any] = {}
    for field in fields(kind):
        told = otherwise.get(field.name) or _plain(hints[field.name])
        # "schema" is a name that pydantic has for itself; `annotations` are only there where layers were asked for.
        if field.name == "schema":
            members["schema_"] = (told, Field(alias="schema"))
        elif field.name != "annotations":
            members[field.name] = (told, ...)
    return create_model(kind.__name__, __doc__=kind.__doc__, **members)


def _plain(hint: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        return Union[tuple(_plain(one) for one in inner)]  # noqa: UP007 - made while running
    if origin is tuple:
        return list[_plain(inner[0])]  # type: ignore[misc]
    return model_of(hint) if is_dataclass(hint) and isinstance(hint, type) else hint


class Page(BaseModel, Generic[Item]):
    """One page of a list. `next` is the cursor of the page behind it, null at the end."""

    items: list[Item]
    next: str | None


class Feed(Page[Item], Generic[Item]):
    """The same; where `updated_since` was given, `resume` is the cursor with which a later reading goes on."""

    resume: str | None = None


class ReportItem(BaseModel):
    """A report as it is listed. `failures` are the codes of why it could not be coded; `redacted`: its text was taken out."""

    key: str
    id: str
    published: str | None
    publisher: str | None
    title: str | None
    uri: str | None
    language: str | None
    arrived: str
    coded: str
    version: str
    events: int
    failures: list[str]
    redacted: bool


class IncidentItem(BaseModel):
    """An incident as it is listed, by the values that were chosen. `changed`: since when it stands so. `incident` with `full=true`."""

    id: str
    first_day: str | None
    last_day: str | None
    type: str | None
    mode: str | None
    status: str | None
    country: str | None
    place: str | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    sources: int
    changed: str
    incident: model_of(Incident) | None = None  # type: ignore[valid-type]


class IncidentTold(BaseModel):
    """An incident with its tellings: what each report says, with the words of every value."""

    incident: model_of(Incident)  # type: ignore[valid-type]
    tellings: list[model_of(Telling)]  # type: ignore[valid-type]


class EventTold(BaseModel):
    """An event with every value and its words, as people decided."""

    telling: str
    report: str
    verdict: str | None
    incident: str | None
    event: model_of(Event)  # type: ignore[valid-type]


class CountItem(BaseModel):
    """The incidents of one combination. `killed_told` are those with a figure of killed; an open highest figure opens the sum."""

    values: dict[str, str | None]
    incidents: int
    sources: int
    killed_told: int
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None


class Counts(BaseModel):
    """A count for each combination that occurs."""

    by: list[str]
    items: list[CountItem]


class DecisionItem(model_of(Decision)):  # type: ignore[misc]
    """A decision; `undone` where it was taken back."""

    undone: bool


class Kept(BaseModel):
    """The decisions that were kept, and the incidents that their events are in now."""

    decisions: list[DecisionItem]
    incidents: list[str]


class FormatItem(BaseModel):
    """A format of exports, and what it cannot hold."""

    name: str
    suffix: str
    media_type: str
    losses: list[str]


class Formats(BaseModel):
    """Every format."""

    items: list[FormatItem]


class Wrong(BaseModel):
    """A part of a request that is wrong."""

    at: str
    detail: str


class Problem(BaseModel):
    """What went wrong (RFC 9457): `detail` says what, `advice` what to do, `code` is one of docs/reference/errors.md."""

    title: str
    status: int
    code: str
    detail: str
    advice: str
    errors: list[Wrong] | None = None
    into: list[dict[str, Any]] | None = None
    lost: int | None = None


class ReportGiven(BaseModel):
    """A report to code. Only `text` must be there; without `published` days such as "on Monday" stay unknown."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    text: Annotated[str, StringConstraints(max_length=LONGEST)]
    id: Id | None = None
    published: Day | None = None
    title: Short | None = None
    publisher: Short | None = None
    uri: Short | None = None
    language: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None


class Coded(BaseModel):
    """What was made of a report; `new` is false where it was there before and nothing was changed."""

    new: bool
    report: ReportItem
    record: model_of(Record)  # type: ignore[valid-type]


class DecisionGiven(BaseModel):
    """What is decided, and why. accept, reject and change take one event ("<report>:e1"), and change `field` and `value`; merge takes
    two or more incidents or events; split takes an `incident` and those of its events that do not belong to it.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["accept", "reject", "change", "merge", "split"]
    targets: Annotated[list[Id], Field(min_length=1, max_length=200)]
    incident: Id | None = None
    field: Short | None = None
    value: Any = None
    why: Short | None = None


class UndoGiven(BaseModel):
    """Why a decision is taken back."""

    model_config = ConfigDict(extra="forbid")

    why: Short | None = None


class RecordShape(model_of(Record)):  # type: ignore[misc]
    """What coding one report gives: docs/reference/record.md explains every field. With a failure `events` is empty."""


class EventItem(model_of(EventRow)):  # type: ignore[misc]
    """An event as it is listed. `verdict` is "accepted", "rejected" or null; `incident` is null where it is in none (yet)."""


class ActorItem(model_of(ActorRow)):  # type: ignore[misc]
    """A party by its name and, where it is known, its id; `events` in which it is on any side."""


class PlaceItem(model_of(PlaceRow)):  # type: ignore[misc]
    """A place by its name, first-order unit and country, each null where it is not told; `events` that happened there."""


class GoneItem(model_of(Gone)):  # type: ignore[misc]
    """What is gone: `kind` "incident", "text" or "name", `id` the incident's or the report's key."""
