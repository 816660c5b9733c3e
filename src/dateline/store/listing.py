"""What an incident is listed by: one value of each kind, as the policy chose it, else as most of its events tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.schema.incident import Incident, Toll
from dateline.schema.jsonable import dumps, to_plain
from dateline.store.rows import SHORT_NAME, whole

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of `incidents`. `body` is the incident as JSON; `change` and `changed` say since when it stands so."""

    id: str
    body: str
    type: str | None
    mode: str | None
    status: str | None
    first_day: str | None
    last_day: str | None
    country: str | None
    place: str | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    sources: int
    change: int
    changed: str
    last_told: str | None
    actor: str | None = None
    recipient: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    precision: str | None = None
    mark: str | None = None


# How a map may show a place: at the point, as a ring round it, or by shading the unit or the country.
POINT, RING, ADMIN1, COUNTRY = MARKS = ("point", "ring", "admin1", "country")


def listed(incident: Incident, events: Sequence[Any]) -> dict[str, Any]:
    """The columns of a row of `incidents`, but for the body and its change. `events` are its rows of `events`."""
    chosen = {field.name: field.chosen for field in incident.fields}
    days = _DAY.findall(chosen.get("date") or "") or sorted(row.start_date for row in events if row.start_date)[:1]
    last = days[-1] if len(days) > 1 else None
    told = {name: chosen.get(name) or _most(getattr(row, name) for row in events) for name in ("type", "mode", "status", "place")}
    killed = whole_tolls(toll for toll in incident.tolls if toll.outcome == "killed")
    bounds = {f"killed_{bound}": _sum(getattr(toll, bound) for toll in killed) for bound in ("low", "best")}
    # Where one side's highest is open the sum is open.
    highest = [toll.high for toll in killed]
    sides = {side: (chosen.get(side) or "")[:SHORT_NAME] or None for side in ("actor", "recipient")}
    where = _best_place(incident, events)
    return {
        "id": incident.id,
        **told,
        **sides,
        **where,
        "country": where["country"] or _most(row.country for row in events),
        "first_day": days[0] if days else None,
        "last_day": last or (days[0] if days else None),
        **bounds,
        "killed_high": None if None in highest else _sum(highest),
        "sources": incident.sources,
        "last_told": max((row.end_date or row.start_date for row in events if row.start_date), default=None),
    }


def mark(*, precision: str | None, latitude: float | None, radius_km: float | None, admin1: str | None, country: str | None) -> str | None:
    """How a map may show a place without telling more than is known: one of MARKS; None where there is nowhere to show it.

    A point only where the place is exact, a ring only where the radius is told: what is known as a district or province shades the
    province, whose middle is nowhere that anything happened.
    """
    if latitude is not None and precision == "exact":
        return POINT
    if latitude is not None and precision == "near" and radius_km is not None:
        return RING
    if country is None:
        return None
    return COUNTRY if precision == "country" or admin1 is None else ADMIN1


_OF_PLACE = ("country", "admin1", "latitude", "longitude", "radius_km", "precision")


def _best_place(incident: Incident, events: Sequence[Any]) -> dict[str, Any]:
    """The columns of the place, from the telling that gives the chosen place best; where none is chosen, from the first that has one."""
    field = next((field for field in incident.fields if field.name == "place"), None)
    best = [id for said in field.values if said.value == field.chosen for id in said.tellings] if field and field.chosen else []
    by_id = {row.telling: row for row in events}
    rows = [by_id[id] for id in best if id in by_id] or [row for row in events if row.country or row.latitude is not None]
    told: dict[str, Any] = {name: getattr(rows[0], name) if rows else None for name in _OF_PLACE}
    told["admin1"] = (told["admin1"] or "")[:SHORT_NAME] or None
    known = {name: told[name] for name in _OF_PLACE if name != "longitude"}
    return told | {"mark": mark(**known)}


def whole_tolls(tolls: Iterable[Toll]) -> list[Toll]:
    """The tolls of one outcome that add up.

    Of a side one with `civilian` None is the whole, and those of civilians and others are parts of it. Where one report gives the dead of
    one side and another only those of all (side "unknown", as in a table that was brought in), these count the same people: the greater
    stands. In one report a side "unknown" is people beside the others.
    """
    told = list(tolls)
    sides = {toll.side for toll in told if toll.civilian is None}
    whole = [toll for toll in told if toll.civilian is None or toll.side not in sides]
    every, known = ([toll for toll in whole if (toll.side == "unknown") is wanted] for wanted in (True, False))
    if not every or not known or not _tellings(every).isdisjoint(_tellings(known)):
        return whole
    return every if sum(toll.best or 0 for toll in every) >= sum(toll.best or 0 for toll in known) else known


def _tellings(tolls: list[Toll]) -> set[str]:
    return {figure.telling for toll in tolls for figure in toll.figures}


def relisted(row: Listed, incident: Incident) -> Listed:
    """The row of an incident whose values another policy chose; what it does not choose stays."""
    told = listed(incident, ())
    known = {name: value for name, value in told.items() if value is not None}
    if known.get("place", row.place) != row.place:
        # Where the other place lies is not in the incident
        known |= dict.fromkeys((*_OF_PLACE[1:], "mark"))
    figures = {name: told[name] for name in ("killed_low", "killed_best", "killed_high")}
    return replace(row, **(known | figures), body=dumps(to_plain(incident)))


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return whole(sum(known)) if known else None


def _most(values: Iterable[str | None]) -> str | None:
    """What most tell, of several the first by the alphabet."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None
