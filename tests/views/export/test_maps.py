"""Maps: where there is a point and where not, that Shapely reads it, and that timemap's own rules hold for its file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dateline.views.export import geojson, timemap
from dateline.views.export.form import Item
from tests.views.export.tidied import ITEMS, RAID, item, on, placed, written

POINTS = [
    # precision, radius, has a point
    ("exact", None, True),
    ("near", 10.0, True),
    # Near, nobody says how near
    ("near", None, False),
    ("admin2", None, False),
    ("admin1", None, False),
    ("admin1", 50.0, False),
    ("country", None, False),
    ("unknown", None, False),
]


def features(*items: Item) -> list[dict[str, Any]]:
    read: dict[str, Any] = json.loads(written(geojson.FORMAT, items))
    assert read["type"] == "FeatureCollection"
    found: list[dict[str, Any]] = read["features"]
    return found


@pytest.mark.parametrize(("precision", "radius", "has_point"), POINTS)
def test_where_there_is_a_point(precision: str, radius: float | None, has_point: bool) -> None:
    (feature,) = features(placed(precision, radius))
    assert (feature["geometry"] is not None) == has_point
    assert feature["properties"]["radius_km"] == radius
    assert not {"latitude", "longitude"} & feature["properties"].keys()
    (event,) = timemap_events(placed(precision, radius))
    assert bool(event["latitude"]) == bool(event["longitude"]) == has_point


def test_shapely_reads_the_points() -> None:
    shapely = pytest.importorskip("shapely", reason="shapely is not installed")
    found = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features(RAID, placed("near", 10.0, name="Lima"))]
    assert [(round(point.x, 2), round(point.y, 2)) for point in found] == [(44.39, 35.47), (-77.04, -12.05)]
    whole = shapely.from_geojson(written(geojson.FORMAT, (RAID,)).decode())
    assert whole.bounds == (44.39, 35.47, 44.39, 35.47)


def test_nothing_told_is_null_and_no_incident_is_an_empty_collection() -> None:
    raid, talks = features(*ITEMS)
    assert raid["id"] == RAID.incident.id
    assert raid["properties"]["killed_best"] == 26
    assert {talks["properties"][name] for name in ("actors", "killed_low", "start_date", "mode")} == {None, "visit"}
    assert features() == []


# timemap's own names (its schema of events), of which every value but two is a text.
NAMES = (
    "id description date time time_precision location latitude longitude type category associations sources comments shape colour".split()
)


def timemap_events(*items: Item) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(timemap.FORMAT, items))
    return found


def test_timemap_gets_what_its_schema_asks_for() -> None:
    for event in timemap_events(*ITEMS):
        assert list(event) == NAMES
        assert {type(event[name]) for name in NAMES if name not in ("associations", "sources")} == {str}
        assert {type(entry) for entry in (*event["associations"], *event["sources"])} == {str}
    assert timemap_events() == []


@pytest.mark.parametrize(
    ("made", "field", "expected"),
    [
        (on("2016-03-02"), "date", "03/02/2016"),
        (on(None), "date", ""),
        (on("2016-03-02", time="17:00"), "time", "17:00"),
        (on("2016-03-02", time="evening"), "time", ""),
        (on("2016-03-02", "2016-03-05"), "comments", "happened; 1 independent sources; until 2016-03-05"),
        (placed("near", 10.0), "comments", "happened; 1 independent sources; within 10 km of the point"),
        (RAID, "comments", "happened; 2 independent sources; killed 21 to 26, best 26; wounded 5 to 5, best 5"),
        (RAID, "associations", ["ASSAULT", "Northern Front", "Military Forces of Iraq"]),
        (RAID, "sources", ["a" * 64, "b" * 64]),
        (RAID, "location", "Kirkuk, Kirkuk Governorate, IRQ"),
        (RAID, "category", "explosives"),
        (item(*RAID.tellings), "description", "The Northern Front bombed a post in Kirkuk."),
    ],
)
def test_what_timemap_gets(made: Item, field: str, expected: Any) -> None:
    (event,) = timemap_events(made)
    assert event[field] == expected
