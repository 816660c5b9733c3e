"""The templates of a record: its incidents, each with the fillers of its roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.schema.record import Record
from dateline.views.muc4.fillers import ROLES, Filler, candidates, fillers
from dateline.views.muc4.incidents import Incident, incidents
from dateline.views.muc4.spans import spans


@dataclass(frozen=True, slots=True)
class Filled:
    """An incident with the fillers of each role."""

    incident: Incident
    roles: Mapping[str, tuple[Filler, ...]]


def filled(record: Record) -> tuple[Filled, ...]:
    """The incidents of a record with their fillers. The record should hold its names (`layers`): named victims come from them."""
    found = incidents(record)
    wordings = candidates(spans(record)) if found else ()
    return tuple(Filled(incident, roles) for incident, roles in zip(found, fillers(record, found, wordings), strict=True))


def pred_templates(record: Record) -> list[dict[str, Any]]:
    """The templates as the published scorer reads them: an entity is a list with its one surest mention.

    The scorer counts an entity as right where all its mentions are in the key, so that a second mention can only lose.
    """
    return [template(each) for each in filled(record)]


def template(each: Filled) -> dict[str, Any]:
    """One template as the published scorer reads it."""
    return {"incident_type": each.incident.type} | {role: [[filler.text] for filler in each.roles[role]] for role in ROLES}
