"""The outlines of countries and units: where they are served, and which of them an incident's country and unit are.

The files are those of `tools/boundaries.py`. An address holds the digest of what it gives, so a browser asks for it once.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.resolve.gazetteer import Gazetteer, key
from dateline.schema.countries import country
from dateline.settings import per_settings
from dateline.store.charting import Area, Sum, together

FOLDER = Path(__file__).parent / "boundaries"
NAMES = ("countries", "admin1")
Unit = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Shaded:
    """An outline and the incidents that are known no closer than it. `name` is None for a country."""

    country: str
    name: str | None
    sum: Sum


def outline_address(name: str) -> str:
    """Where the outlines are: "countries" or "admin1"."""
    return f"/map/outlines/{name}-{_digest(name)[:16]}.json"


def outline_file(asked: str) -> tuple[bytes, str] | None:
    """The bytes, packed with gzip, and the digest of "<name>-<digest>.json"; None where there is no such file (any more)."""
    name = next((name for name in NAMES if outline_address(name).endswith(f"/{asked}")), None)
    return None if name is None else (_packed(name), _digest(name))


def unpacked(packed: bytes) -> bytes:
    """The same for a client that takes no gzip."""
    return gzip.decompress(packed)


def holders() -> dict[str, str | None]:
    """Disputed territory -> the country that it belongs to in the view in force (`[boundaries]` of dateline.toml)."""
    return dict(_holders())


def shaded(areas: Iterable[Area]) -> tuple[tuple[Shaded, ...], Sum]:
    """The areas by their outlines: a unit that has none shades its country. Also what is in countries that have none."""
    found: dict[Unit, list[Sum]] = defaultdict(list)
    nowhere: list[Sum] = []
    for area in areas:
        unit = unit_of(area.country, area.admin1) if area.admin1 else None
        if unit is not None:
            found[unit].append(area.sum)
        elif area.country in _manifest()["admin1"] or area.country in _states():
            found[area.country, None].append(area.sum)
        else:
            nowhere.append(area.sum)
    ordered = sorted(found.items(), key=lambda one: (one[0][0], one[0][1] or ""))
    return tuple(Shaded(state, name, together(sums)) for (state, name), sums in ordered), together(nowhere)


def unit_of(state: str, name: str) -> Unit | None:
    """Country and name under which the outlines have a unit; None where they have none. A territory that goes over to another country in
    the view in force is found under that country too."""
    known = _looked_up()
    if (state, name) not in known:
        known[state, name] = _unit_of(state, name)
    return known[state, name]


def _unit_of(state: str, name: str) -> Unit | None:
    ours = _units().get(state, {})
    if key(name) in ours:
        return state, ours[key(name)]
    for territory, parts in _manifest()["territories"].items():
        if dict(_holders()).get(territory) == state:
            moved = next((part for part in parts if key(name) in (key(part[1] or ""), key(territory))), None)
            if moved is not None:
                return moved[0] or "", moved[1]
    known = Gazetteer.load().admin1(state, name)
    return (state, ours[key(known.name)]) if known is not None and key(known.name) in ours else None


def country_name(iso3: str | None) -> str:
    """The name of a country; its code where there is none."""
    known = country(iso3)
    return known.name if known else iso3 or ""


@per_settings
def _looked_up() -> dict[tuple[str, str], Unit | None]:
    """The units that were looked up: a store has the same some thousand again and again."""
    return {}


@per_settings
def _holders() -> tuple[tuple[str, str | None], ...]:
    return tuple((entry.name, state) for entry, state in Gazetteer.load().territories())


@cache
def _manifest() -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    return manifest


@cache
def _units() -> dict[str, dict[str, str]]:
    """Country -> the key of a unit's name -> the name."""
    return {state: {key(name): name for name in names} for state, names in _manifest()["admin1"].items()}


@cache
def _states() -> frozenset[str]:
    geometries = json.loads(unpacked(_packed("countries")))["objects"]["outlines"]["geometries"]
    return frozenset(one["properties"]["country"] for one in geometries if one["properties"]["country"])


@cache
def _packed(name: str) -> bytes:
    return (FOLDER / f"{name}.json.gz").read_bytes()


def _digest(name: str) -> str:
    digest: str = _manifest()["files"][f"{name}.json.gz"]["sha256"]
    return digest
