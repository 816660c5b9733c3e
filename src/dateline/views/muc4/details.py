"""What a template holds beside its roles: date, place, stage, how sure the perpetrator is, numbers and effects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.schema.record import Event
from dateline.views.muc4.table import rules
from dateline.views.muc4.templates import Filled

_AS_FACT = "reported as fact"
# Of several events of an incident the stage that says most is the template's.
_STAGES = ("accomplished", "attempted", "threatened")


def details(each: Filled) -> dict[str, Any]:
    """The further values of a template; null where nothing is told."""
    events = each.incident.events
    dated = next((event.when for event in events if event.when.start_date is not None), None)
    placed = next((event.where for event in events if event.where.name is not None), None)
    return {
        "date": {"start": dated.start_date, "end": dated.end_date, "precision": dated.precision} if dated else None,
        "place": {"name": placed.name, "admin1": placed.admin1, "country": placed.country} if placed else None,
        "stage": stage(events),
        "perpetrator_confidence": {filler.text: confidence(events, filler.text) for filler in each.roles["PerpOrg"]},
        "people": [_people(event, i) for event in events for i in range(len(event.casualties))],
        "probability": round(each.incident.probability, 4),
        "events": [event.id for event in events],
    }


def stage(events: Sequence[Event]) -> str:
    """accomplished, attempted or threatened."""
    table = rules()["stages"]
    told = {"threatened" if event.type == "THREATEN" else table.get(event.status, "accomplished") for event in events}
    return next(name for name in _STAGES if name in told)


def confidence(events: Sequence[Event], organisation: str) -> str:
    """How sure the report is that the organisation did it, by the claims that name it."""
    words = organisation.lower()
    claims = [claim for event in events for claim in event.claims if claim.by and (words in claim.by.lower() or claim.by.lower() in words)]
    return str(rules()["claims"][claims[0].kind]) if claims else _AS_FACT


def _people(event: Event, number: int) -> dict[str, Any]:
    """One count: the people as told, named or not, how many, and what came of it."""
    casualty = event.casualties[number]
    effect = rules()["effects"].get(casualty.outcome, casualty.outcome)
    return {"who": " ".join(casualty.who.split()), "low": casualty.low, "high": casualty.high, "effect": effect}
