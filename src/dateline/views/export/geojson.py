"""Incidents as GeoJSON (RFC 7946): a point only where the place is known, never one for a unit or a country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from dateline.schema.jsonable import dumps
from dateline.schema.place import Where
from dateline.views.export.chosen import choose, with_tellings
from dateline.views.export.form import Item
from dateline.views.export.sheets import INCIDENTS

# Where there is no point the table still has the middle of the unit or country: a map would show it as one.
_IN_GEOMETRY = frozenset({"latitude", "longitude"})
_HEAD, _TAIL = b'{"type": "FeatureCollection", "features": [', b"]}\n"


def point(where: Where) -> tuple[float, float] | None:
    """Longitude and latitude of an exact place, or of the middle of a circle whose radius is told; None for anything less."""
    known = where.precision == "exact" or (where.precision == "near" and where.radius_km is not None)
    if not known or where.latitude is None or where.longitude is None:
        return None
    return where.longitude, where.latitude


def feature(item: Item) -> dict[str, Any]:
    """The feature of an incident, which must have a telling; its properties are the table of incidents without coordinates."""
    where = choose(item).where
    at = point(where)
    (row,) = INCIDENTS.rows(item)
    # An empty text of a table is nothing told
    told = {name: None if value == "" else value for name, value in zip(INCIDENTS.heading, row, strict=True) if name not in _IN_GEOMETRY}
    return {
        "type": "Feature",
        "id": item.incident.id,
        "geometry": None if at is None else {"type": "Point", "coordinates": list(at)},
        "properties": told,
    }


@dataclass(frozen=True, slots=True)
class _Features:
    name: str = "geojson"
    suffix: str = ".geojson"
    losses: tuple[str, ...] = (
        "A place known only as a unit or country has no geometry: there is no point that is where it was.",
        "A place told as near to another is the point of that other, with the radius in kilometres in radius_km.",
        "Properties are the values chosen: what else reports tell is in jsonl.",
    )

    def write(self, items: Iterable[Item], target: BinaryIO) -> int:
        number, between = 0, b"\n"
        target.write(_HEAD)
        for item in filter(with_tellings, items):
            target.write(between + dumps(feature(item)).encode())
            number, between = number + 1, b",\n"
        target.write(b"\n" + _TAIL if number else _TAIL)
        return number


FORMAT = _Features()
