"""Countries as other data sets name and number them, of data/codes/countries.csv.

It stands with the nouns because it reads nothing but a table: what exports a country and what brings one in must agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.resources import read_rows

TABLE = "codes/countries.csv"


@dataclass(frozen=True, slots=True)
class Country:
    """`iso3` and `numeric` are ISO 3166-1, `gwno` is Gleditsch and Ward's number of the state; None: there is none, or it is not known.

    `acled_region` is one of ACLED's 17 regions; `ucdp_name` and `ucdp_region` are as in UCDP GED.
    """

    iso3: str
    numeric: int | None
    name: str
    acled_region: str | None
    ucdp_name: str
    ucdp_region: str | None
    gwno: int | None


def country(iso3: str | None) -> Country | None:
    """The country of that code; None where there is none."""
    return _by_code().get(iso3 or "")


def country_of_number(numeric: int) -> Country | None:
    """The country of that ISO 3166-1 number."""
    return next((one for one in _by_code().values() if one.numeric == numeric), None)


def country_of_gwno(gwno: int) -> Country | None:
    """The state of that number of Gleditsch and Ward's."""
    return next((one for one in _by_code().values() if one.gwno == gwno), None)


def country_of_name(name: str) -> Country | None:
    """The country of that name, as it is written here or in UCDP GED; capitals do not count."""
    return _by_name().get(name.casefold())


@cache
def _by_code() -> dict[str, Country]:
    return {row["iso3"]: _country(row) for row in read_rows(TABLE)}


@cache
def _by_name() -> dict[str, Country]:
    return {name.casefold(): one for one in _by_code().values() for name in (one.ucdp_name, one.name)}


def _country(row: dict[str, str]) -> Country:
    numeric, gwno = (int(row[name]) if row[name] else None for name in ("numeric", "gwno"))
    region, other = row["acled_region"] or None, row["ucdp_region"] or None
    return Country(row["iso3"], numeric, row["name"], region, row["ucdp_name"] or row["name"], other, gwno)
