"""Incidents as the store keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from dateline.errors import UsageError
from dateline.schema.incident import Incident
from dateline.schema.jsonable import from_plain
from dateline.store import kept
from dateline.store.tables import Events, Incidents


def incident_of(body: str) -> Incident:
    """The incident that this JSON is."""
    found = from_plain(Incident, json.loads(body))
    assert isinstance(found, Incident)
    return found


def one_incident(connection: Connection, prefix: str) -> Incident:
    """The incident whose id begins so, or that holds this telling. Raises UsageError where there is none, or several."""
    report, _, event = prefix.rpartition(":")
    found: Sequence[Any] = connection.execute(select(Incidents.body).where(Incidents.id == prefix)).all()
    asked = select(Incidents.body).where(Incidents.id.startswith(prefix, autoescape=True)).limit(2)
    found = found or (connection.execute(asked).all() if prefix else [])
    if not found and report and event:
        telling = f"{kept.one_report(connection, report)}:{event}"
        asked = select(Incidents.body).join(Events, Events.incident == Incidents.id).where(Events.telling == telling)
        found = connection.execute(asked).all()
    if len(found) != 1:
        raise UsageError(f"{prefix}: {'no incident has' if not found else 'several incidents have'} an id that begins so")
    return incident_of(found[0].body)
