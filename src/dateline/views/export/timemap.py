"""Incidents as the events of timemap (Forensic Architecture): a JSON array, every value a text as its schema has it, "" for unknown.

The dates are in its own default form, MM/DD/YYYY. Associations are ids for its filters; its sources are looked up by id in a file of
sources, so that each source here is the key of a report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from dateline.schema.jsonable import dumps
from dateline.views.export.chosen import Chosen, choose, notes, with_tellings
from dateline.views.export.form import Item
from dateline.views.export.geojson import point
from dateline.views.export.values import line


def event(chosen: Chosen) -> dict[str, Any]:
    """One event of timemap."""
    where, when = chosen.where, chosen.when
    at = point(where)
    parties = [party.name for party in (*chosen.actors, *chosen.recipients, *chosen.thirds)]
    longitude, latitude = ("", "") if at is None else map(str, at)
    return {
        "id": chosen.item.incident.id,
        "description": notes(chosen.teller),
        "date": _day(when.start_date),
        "time": _clock(when.time_of_day),
        "time_precision": when.precision,
        "location": ", ".join(part for part in (line(where.name), line(where.admin1), where.country) if part),
        "latitude": latitude,
        "longitude": longitude,
        "type": chosen.type,
        "category": chosen.mode or chosen.type,
        "associations": list(dict.fromkeys([chosen.type, *filter(None, map(line, parties))])),
        "sources": list(dict.fromkeys(told.report for told in chosen.item.tellings)),
        "comments": _comments(chosen),
        "shape": "",
        "colour": "",
    }


def _day(day: str | None) -> str:
    return "" if day is None else date.fromisoformat(day).strftime("%m/%d/%Y")


def _clock(time: str | None) -> str:
    """Hours and minutes; the evening of a report is no time of timemap's."""
    return time if time and ":" in time else ""


def _comments(chosen: Chosen) -> str:
    """What has no field of its own: status, sources, the dead and wounded, a place that is only near, a day that is one of several."""
    where, when = chosen.where, chosen.when
    parts = [chosen.status or "undecided", f"{chosen.item.incident.sources} independent sources"]
    for outcome in ("killed", "wounded"):
        low, high = chosen.bounds(outcome)
        if low is not None or high is not None:
            parts.append(f"{outcome} {'?' if low is None else low} to {'?' if high is None else high}, best {chosen.best(outcome)}")
    if when.end_date and when.end_date != when.start_date:
        parts.append(f"until {when.end_date}")
    if where.radius_km is not None:
        parts.append(f"within {where.radius_km:g} km of the point")
    return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class _Timemap:
    name: str = "timemap"
    suffix: str = ".json"
    losses: tuple[str, ...] = (
        "timemap drops events without a date when it loads them; those without a day have an empty one here.",
        "One day and one point: the last day of several, status, figures and the radius of a place only near stand in the comments.",
        "Sources are keys of reports, associations types and names of parties: timemap takes files of both, with these ids.",
        "Values that sources dispute, weapons and claims have no field.",
    )

    def write(self, items: Iterable[Item], target: BinaryIO) -> int:
        number, between = 0, b"[\n"
        for item in filter(with_tellings, items):
            target.write(between + dumps(event(choose(item))).encode())
            number, between = number + 1, b",\n"
        target.write(b"\n]\n" if number else b"[]\n")
        return number


FORMAT = _Timemap()
