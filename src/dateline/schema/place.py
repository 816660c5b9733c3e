"""A place of the gazetteer and a place as resolved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One gazetteer entry. `kind`: country, admin1, admin2, city, district, camp, area, water, facility. Coordinates in degrees, WGS 84.

    `table` names the user's table that it comes from ("added:sahel", "imported:geonames"), None for the package's own.
    """

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    population: int
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """The resolved place. `precision`: exact, near, admin2, admin1, country, unknown; candidates are (Place, score), best first."""

    name: str | None
    admin1: str | None
    admin2: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    precision: str
    place_id: str | None
    candidates: tuple[tuple[Place, float], ...]
    start: int | None
    end: int | None
    text: str | None
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class When:
    """The resolved date. ISO dates; `precision`: day, week, month, year, unknown."""

    start_date: str | None
    end_date: str | None
    precision: str
    time_of_day: str | None
    start: int | None
    end: int | None
    text: str | None
    made_by: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Actor:
    """A party as a list of actors would print it. `actor_id` only where our own list has it."""

    name: str
    actor_id: str | None
    kind: str | None
    sector: str | None
    country: str | None
    made_by: str
    confidence: float
