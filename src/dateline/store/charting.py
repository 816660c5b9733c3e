"""Incidents counted for a page: how many, when, by whom, and where, each from the same filters, added up by the database.

Killed are sums of `killed_low`, `killed_best` and `killed_high`: None where no incident tells any, and `killed_high` is None where the
highest of one is open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Integer, and_, case, cast, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from dateline.store.finding import NOTHING_ASKED, Filters, matching, walked, within
from dateline.store.listing import POINT, RING, Listed
from dateline.store.store import Store
from dateline.store.tables import DRAWN, Incidents

Box = tuple[float, float, float, float]
# Marks that stand at a point of the map.
AT_A_POINT = (POINT, RING)


@dataclass(frozen=True, slots=True)
class Sum:
    """How many incidents, and how many were killed in them."""

    incidents: int
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """The incidents that share a value; `value` is None for those that do not say."""

    value: str | None
    sum: Sum


@dataclass(frozen=True, slots=True)
class Counted:
    """All incidents that are asked for, by how a map shows them (MARKS, None where it cannot), by first day, and by who and where.

    `days` are in order, the others begin with the value that most have; what incidents do not say stands under None, last.
    """

    sum: Sum
    marks: tuple[Group, ...]
    days: tuple[Group, ...]
    actors: tuple[Group, ...]
    countries: tuple[Group, ...]

    @property
    def unplaced(self) -> int:
        """How many no map can show."""
        return sum(group.sum.incidents for group in self.marks if group.value is None)

    @property
    def undated(self) -> int:
        """How many no day is known of."""
        return sum(group.sum.incidents for group in self.days if group.value is None)


@dataclass(frozen=True, slots=True)
class Area:
    """The incidents that are known no closer than a unit, or, where `admin1` is None, a country."""

    country: str
    admin1: str | None
    sum: Sum


@dataclass(frozen=True, slots=True)
class Cell:
    """The incidents at points in one cell of the grid: the middle of them, the box that holds them, and the one where it is one."""

    latitude: float
    longitude: float
    box: Box
    sum: Sum
    rings: int
    one: Listed | None


def counted(store: Store, filters: Filters = NOTHING_ASKED) -> Counted:
    """The incidents with what is asked for, counted in every way that a page shows them: one statement, one state of the store."""
    asked = select(*(getattr(Incidents, name) for name in DRAWN)).where(*_asked(store, filters)).cte("asked")
    sums = _sums(asked.c)
    parts = [select(literal(name).label("way"), asked.c[name].label("value"), *sums).group_by(asked.c[name]) for name in _WAYS]
    groups: dict[str, list[Group]] = {name: [] for name in _WAYS}
    for row in _rows(store, union_all(*parts)):
        groups[row.way].append(Group(row.value, _sum(row)))
    days = sorted(groups.pop("first_day"), key=lambda group: (group.value is None, group.value or ""))
    marks, actors, countries = (tuple(sorted(found, key=_most_first)) for found in groups.values())
    return Counted(together(group.sum for group in marks), marks, tuple(days), actors, countries)


def together(sums: Iterable[Sum]) -> Sum:
    """What several sums add up to."""
    told = list(sums)
    known = [one for one in told if one.killed_best is not None]
    low, best, high = ([getattr(one, name) for one in known] for name in ("killed_low", "killed_best", "killed_high"))
    added = [None if not values or None in values else sum(values) for values in (low, best, high)]
    return Sum(sum(one.incidents for one in told), *added)


def page_of_incidents(store: Store, filters: Filters = NOTHING_ASKED, *, skip: int = 0, most: int = 50) -> list[Listed]:
    """At most so many incidents, the latest first and those without a day last; `body` is left empty."""
    with store.database.reading() as connection:
        asked = walked(connection, filters, sqlite=store.database.sqlite).with_only_columns(Incidents.id)
        asked = asked.order_by(*_LATEST_FIRST).offset(skip).limit(most)
        found = select(*_SHORT).where(Incidents.id.in_(asked.scalar_subquery())).order_by(*_LATEST_FIRST)
        return [_listed(row) for row in connection.execute(found)]


def values_of(store: Store, column: Literal["country", "admin1", "type", "mode", "status"], filters: Filters = NOTHING_ASKED) -> list[str]:
    """Every value that a column has among the incidents, by the alphabet."""
    value: InstrumentedAttribute[str | None] = getattr(Incidents, column)
    asked = select(value.label("value")).where(value.is_not(None), *_asked(store, filters)).distinct()
    return sorted(row.value for row in _rows(store, asked))


def extent(store: Store, filters: Filters = NOTHING_ASKED) -> Box | None:
    """The box that holds every incident that a map can show and that has coordinates; None where there is none."""
    axes = Incidents.longitude, Incidents.latitude
    asked = select(*(function(axis) for function in (func.min, func.max) for axis in axes))
    ((west, south, east, north),) = _rows(store, asked.where(Incidents.mark.is_not(None), *_asked(store, filters)))
    return None if west is None or south is None else (west, south, east, north)


def areas(store: Store, filters: Filters = NOTHING_ASKED) -> list[Area]:
    """The incidents known no closer than a unit or country, by country and unit."""
    unit = case((Incidents.mark == "admin1", Incidents.admin1), else_=None).label("unit")
    asked = select(Incidents.country, unit, *_SUM).where(Incidents.mark.in_(("admin1", "country")), *_asked(store, filters))
    rows = _rows(store, asked.group_by(Incidents.country, unit))
    found = [Area(row.country, row.unit, _sum(row)) for row in rows]
    return sorted(found, key=lambda area: (area.country, area.admin1 or ""))


def cells(store: Store, box: Box, size: tuple[float, float], filters: Filters = NOTHING_ASKED) -> list[Cell]:
    """The incidents at points within the box, gathered in a grid whose cells are so many degrees (of longitude, of latitude) wide."""
    across, up = (
        _step(store, axis, wide) for axis, wide in zip(((Incidents.longitude + 180), (Incidents.latitude + 90)), size, strict=True)
    )
    bounds = [
        function(axis).label(f"{name}_{axis.key}")
        for axis in (Incidents.latitude, Incidents.longitude)
        for name, function in (("mean", func.avg), ("least", func.min), ("most", func.max))
    ]
    rings = func.sum(case((Incidents.mark == RING, 1), else_=0)).label("rings")
    asked = select(*_SUM, *bounds, rings, func.min(Incidents.id).label("one"))
    asked = asked.where(Incidents.mark.in_(AT_A_POINT), within(box), *_asked(store, filters))
    rows = _rows(store, asked.group_by(across, up).order_by(func.min(Incidents.id)))
    single = _by_id(store, [row.one for row in rows if row.incidents == 1])
    return [_cell(row, single) for row in rows]


# By which columns a page counts, in the order of `Counted`.
_WAYS = ("first_day", "mark", "actor", "country")


def _sums(columns: Any) -> tuple[Any, ...]:
    opened = and_(columns.killed_high.is_(None), columns.killed_best.is_not(None))
    return (
        func.count().label("incidents"),
        *(func.sum(columns[name]).label(name) for name in ("killed_low", "killed_best", "killed_high")),
        func.sum(case((opened, 1), else_=0)).label("open"),
    )


_SUM = _sums(Incidents.__table__.c)
_SHORT = tuple(getattr(Incidents, name) for name in Listed.__slots__ if name != "body")
_LATEST_FIRST = (Incidents.first_day.desc().nulls_last(), Incidents.id)


def _most_first(group: Group) -> tuple[bool, int, str]:
    return group.value is None, -group.sum.incidents, group.value or ""


def _asked(store: Store, filters: Filters) -> list[Any]:
    return matching(filters, sqlite=store.database.sqlite)


def _rows(store: Store, asked: Any) -> list[Any]:
    with store.database.reading() as connection:
        return list(connection.execute(asked).all())


def _by_id(store: Store, ids: list[str]) -> dict[str, Listed]:
    return {row.id: _listed(row) for row in _rows(store, select(*_SHORT).where(Incidents.id.in_(ids)))} if ids else {}


def _listed(row: Any) -> Listed:
    return Listed(**row._mapping, body="")


def _sum(row: Any) -> Sum:
    low, best, high = (None if value is None else int(value) for value in (row.killed_low, row.killed_best, row.killed_high))
    return Sum(row.incidents, low, best, None if row.open else high)


def _step(store: Store, axis: Any, wide: float) -> Any:
    # PostgreSQL rounds where it casts, and SQLite may have no floor; what is divided is never negative.
    return cast(axis / wide, Integer) if store.database.sqlite else func.floor(axis / wide)


def _cell(row: Any, single: dict[str, Listed]) -> Cell:
    box = (row.least_longitude, row.least_latitude, row.most_longitude, row.most_latitude)
    return Cell(row.mean_latitude, row.mean_longitude, box, _sum(row), int(row.rings or 0), single.get(row.one))
