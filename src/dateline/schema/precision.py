"""How exactly an event's place and date are known, in the codes of ACLED, UCDP and GTD, by the rules of data/codes/precision.toml.

It stands with the nouns because it reads nothing but `Where` and `When`: merging and every export may ask it, and stages may not import
each other. None where the scheme has no code for what is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dateline.resources import read_toml
from dateline.schema.place import When, Where

PLACE_CODES = (("acled", "geo_precision"), ("ucdp", "where_prec"), ("gtd", "specificity"))
DATE_CODES = (("acled", "time_precision"), ("ucdp", "date_prec"))


@dataclass(frozen=True, slots=True)
class _Rule:
    code: int
    precision: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    within: float | None = None
    beyond: float | None = None
    country: bool | None = None
    located: bool | None = None

    def fits(self, where: Where) -> bool:
        radius = where.radius_km or 0.0
        return (
            (self.precision is None or where.precision in self.precision)
            and (self.kinds is None or _kind(where) in self.kinds)
            and (self.within is None or radius <= self.within)
            and (self.beyond is None or radius > self.beyond)
            and (self.country is None or (where.country is not None) == self.country)
            and (self.located is None or (where.latitude is not None) == self.located)
        )


def acled_geo_precision(where: Where) -> int | None:
    """1 town, 2 part of a region or near a town, 3 larger region."""
    return _of_place(where, "acled", "geo_precision")


def ucdp_where_prec(where: Where) -> int | None:
    """1 exact, 2 within 25 km, 3 second-order unit, 4 first-order unit, 5 line or area without borders, 6 country, 7 international."""
    return _of_place(where, "ucdp", "where_prec")


def gtd_specificity(where: Where) -> int | None:
    """1 town with coordinates, 2 town without, 3 smallest unit, 4 first-order unit, 5 unknown below the country."""
    return _of_place(where, "gtd", "specificity")


def acled_time_precision(when: When) -> int | None:
    """1 day, 2 week, 3 month."""
    return _of_date(when, "acled", "time_precision")


def ucdp_date_prec(when: When) -> int | None:
    """1 day, 2 two to six days, 3 week, 4 month, 5 more."""
    return _of_date(when, "ucdp", "date_prec")


def days(when: When) -> int | None:
    """How many days the event may have been on, first and last counted; None where an end is open ("since January")."""
    if not when.start_date or not when.end_date:
        return None
    return (date.fromisoformat(when.end_date) - date.fromisoformat(when.start_date)).days + 1


def _of_place(where: Where, scheme: str, code: str) -> int | None:
    return next((rule.code for rule in _rules(scheme, code) if rule.fits(where)), None)


def _of_date(when: When, scheme: str, code: str) -> int | None:
    known = days(when)
    if known is None:
        return None
    table = _table()[scheme][code]
    return next((int(step["code"]) for step in table["steps"] if known <= step["days"]), int(table["longer"]))


def _kind(where: Where) -> str | None:
    """The kind of the place that was chosen; None for one that no gazetteer has, and for one half-way between two."""
    return next((place.kind for place, _ in where.candidates if place.id == where.place_id), None)


@cache
def _table() -> dict[str, Any]:
    return read_toml("codes/precision.toml")


@cache
def _rules(scheme: str, code: str) -> tuple[_Rule, ...]:
    lists = ("precision", "kinds")
    rows = _table()[scheme][code]["rules"]
    return tuple(_rule({name: tuple(value) if name in lists else value for name, value in row.items()}) for row in rows)


def _rule(row: dict[str, Any]) -> _Rule:
    return _Rule(**row)
