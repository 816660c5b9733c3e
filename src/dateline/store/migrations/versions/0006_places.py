"""Where an event lies, and what an incident is drawn and counted by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from dateline.schema.decision import Anchor, Decision
from dateline.schema.jsonable import from_json
from dateline.store.listing import mark
from dateline.store.replay import in_force, replay
from dateline.store.texts import Exact

revision = "0006"
down_revision = "0005"

DRAWN = [
    *("first_day", "mark", "country", "admin1", "latitude", "longitude", "killed_low", "killed_best", "killed_high"),
    *("type", "actor", "id"),
]
AT_ONCE = 200
SHORT_NAME = 200
POINT = ("latitude", "longitude", "radius_km", "precision")

EVENTS = sa.table(
    "events",
    *(sa.column(name, Exact()) for name in ("telling", "event", "country", "admin1", "incident", "precision")),
    *(sa.column(name) for name in ("coding", "latitude", "longitude", "radius_km")),
)
INCIDENTS = sa.table(
    "incidents",
    *(sa.column(name, Exact()) for name in ("id", "body", "country", "actor", "recipient", "admin1", "precision", "mark")),
    *(sa.column(name) for name in ("latitude", "longitude", "radius_km")),
)
CODINGS = sa.table("codings", sa.column("number"), sa.column("report", Exact()), sa.column("record", Exact()))
DECISIONS = sa.table(
    "decisions", sa.column("number"), *(sa.column(name, Exact()) for name in ("id", "kind", "who", "at", "value", "undoes"))
)
ANCHORS = sa.table(
    "anchors",
    *(sa.column(name, Exact()) for name in ("decision", "report", "text", "event", "field")),
    *(sa.column(name) for name in ("position", "start", "end")),
)


def upgrade() -> None:
    """Adds the columns and fills them for what is there."""
    for name in ("latitude", "longitude", "radius_km", "precision"):
        kind = sa.Text() if name == "precision" else sa.Double()
        op.add_column("events", sa.Column(name, kind, nullable=True))
        op.add_column("incidents", sa.Column(name, kind, nullable=True))
    for name in ("actor", "recipient", "admin1", "mark"):
        op.add_column("incidents", sa.Column(name, sa.Text(), nullable=True))
    _fill_events()
    _fill_incidents()
    op.create_index("ix_incidents_drawn", "incidents", DRAWN)


def _fill_events() -> None:
    connection, decided = op.get_bind(), _decided()
    numbers = [row.coding for row in connection.execute(sa.select(EVENTS.c.coding).distinct().order_by(EVENTS.c.coding))]
    kept = sa.update(EVENTS).where(EVENTS.c.telling == sa.bindparam("one")).values({name: sa.bindparam(f"new_{name}") for name in POINT})
    for part in _parts(numbers):
        rows = []
        for row in connection.execute(sa.select(CODINGS).where(CODINGS.c.number.in_(part))):
            record = from_json(json.loads(row.record))
            mine = tuple(each for each in decided if any(anchor.report == row.report for anchor in each.anchors))
            for event in replay(record, mine, row.report).record.events:
                point = {f"new_{name}": getattr(event.where, name) for name in POINT}
                rows.append({"one": f"{row.report}:{event.id}"} | point)
        if rows:
            connection.execute(kept, rows)


def _decided() -> tuple[Decision, ...]:
    """The decisions in force, read by the columns that this step knows."""
    connection = op.get_bind()
    anchors: dict[str, list[Anchor]] = {}
    for row in connection.execute(sa.select(ANCHORS).order_by(ANCHORS.c.decision, ANCHORS.c.position)):
        anchors.setdefault(row.decision, []).append(Anchor(row.report, row.start, row.end, row.text, row.event, row.field))
    return in_force(
        [
            Decision(row.id, row.kind, row.who, row.at, None, tuple(anchors.get(row.id, ())), row.value, row.undoes)
            for row in connection.execute(sa.select(DECISIONS).order_by(DECISIONS.c.number))
        ]
    )


def _fill_incidents() -> None:
    connection = op.get_bind()
    ids = [row.id for row in connection.execute(sa.select(INCIDENTS.c.id).order_by(INCIDENTS.c.id))]
    names = ("country", "admin1", *POINT, "actor", "recipient", "mark")
    kept = sa.update(INCIDENTS).where(INCIDENTS.c.id == sa.bindparam("one")).values({name: sa.bindparam(f"new_{name}") for name in names})
    for part in _parts(ids):
        events: dict[str, list[Any]] = {}
        for row in connection.execute(sa.select(EVENTS).where(EVENTS.c.incident.in_(part)).order_by(EVENTS.c.telling)):
            events.setdefault(row.incident, []).append(row)
        asked = sa.select(INCIDENTS.c.id, INCIDENTS.c.body, INCIDENTS.c.country).where(INCIDENTS.c.id.in_(part))
        rows = [_told(row, events.get(row.id, [])) for row in connection.execute(asked)]
        connection.execute(kept, [{"one": row["id"]} | {f"new_{name}": row[name] for name in names} for row in rows])


def _told(row: Any, events: list[Any]) -> dict[str, Any]:
    """The new columns of an incident, from the event that gives the chosen place best."""
    fields = {field["name"]: field for field in json.loads(row.body)["fields"]}
    by_id = {event.telling: event for event in events}
    place = fields.get("place") or {"chosen": None, "values": []}
    best = [id for said in place["values"] if place["chosen"] and said["value"] == place["chosen"] for id in said["tellings"]]
    found = [by_id[id] for id in best if id in by_id] or [event for event in events if event.country or event.latitude is not None]
    told = {name: getattr(found[0], name) if found else None for name in ("country", "admin1", *POINT)}
    told["admin1"] = (told["admin1"] or "")[:SHORT_NAME] or None
    known = {name: told[name] for name in ("precision", "latitude", "radius_km", "admin1", "country")}
    sides = {name: ((fields.get(name) or {}).get("chosen") or "")[:SHORT_NAME] or None for name in ("actor", "recipient")}
    return told | sides | {"id": row.id, "mark": mark(**known), "country": told["country"] or row.country}


def _parts(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
