"""Incidents put straight into a store, for what counts and finds them: what a test does not say of one is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert

from dateline.store import Store
from dateline.store.adding import index_words
from dateline.store.listing import mark
from dateline.store.tables import Codings, Events, Incidents, Parties, Reports

AT = "2026-01-01T00:00:00+00:00"


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One incident with one event. `killed` is (low, best, high)."""

    day: str | None = None
    last: str | None = None
    country: str | None = None
    admin1: str | None = None
    at: tuple[float, float] | None = None
    radius: float | None = None
    precision: str = "unknown"
    place: str | None = None
    killed: tuple[int | None, int | None, int | None] = (None, None, None)
    type: str = "ASSAULT"
    mode: str | None = None
    status: str = "happened"
    actor: str | None = None
    recipient: str | None = None


def put(store: Store, *placed: Placed) -> list[str]:
    """Adds them, each told by a report of its own; their ids, "i-00", "i-01" ..."""
    ids = [f"i-{number:02}" for number in range(len(placed))]
    with store.database.writing() as connection:
        for id, one in zip(ids, placed, strict=True):
            words = f"{one.place or 'Somewhere'} of {id.replace('-', '')}"
            report = {"key": id, "text": words, "published": None, "publisher": "Wire", "uri": None, "title": words, "arrived": AT}
            connection.execute(insert(Reports), report)
            index_words(connection, Reports.key == id)
            coding = {"report": id, "coder": "c", "version": "1", "model": None, "tables": None, "digest": id, "record": "{}", "coded": AT}
            number = connection.execute(insert(Codings).returning(Codings.number), coding).scalar_one()
            told = _told(one)
            incident = {"id": id, "body": "{}", "sources": 1, "change": number, "changed": AT}
            connection.execute(insert(Incidents), {**incident, **told, **_listed(one)})
            event = {"telling": f"{id}:e1", "report": id, "coding": number, "event": "e1", "verdict": None, "incident": id}
            connection.execute(insert(Events), {**event, **told, "start_date": one.day, "end_date": one.last or one.day})
            sides = [("actor", one.actor), ("recipient", one.recipient)]
            parties = [
                {"telling": f"{id}:e1", "position": position, "role": role, "name": name, "actor_id": None}
                for position, (role, name) in enumerate(sides)
                if name
            ]
            if parties:
                connection.execute(insert(Parties), parties)
    return ids


def _told(one: Placed) -> dict[str, Any]:
    latitude, longitude = one.at or (None, None)
    where = {"country": one.country, "admin1": one.admin1, "place": one.place, "precision": one.precision, "radius_km": one.radius}
    return where | {"latitude": latitude, "longitude": longitude, "type": one.type, "mode": one.mode, "status": one.status}


def _listed(one: Placed) -> dict[str, Any]:
    latitude = one.at[0] if one.at else None
    shown = mark(precision=one.precision, latitude=latitude, radius_km=one.radius, admin1=one.admin1, country=one.country)
    killed = dict(zip(("killed_low", "killed_best", "killed_high"), one.killed, strict=True))
    days = {"first_day": one.day, "last_day": one.last or one.day, "last_told": one.last or one.day}
    return {**killed, **days, "actor": one.actor, "recipient": one.recipient, "mark": shown}
