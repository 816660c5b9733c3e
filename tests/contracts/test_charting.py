"""Incidents counted for a page, and the columns that it is counted by, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from dateline.store import Filters, Store, open_store
from dateline.store.charting import Area, Group, Sum, areas, cells, counted, extent, page_of_incidents, together, values_of
from dateline.store.tables import Events, Incidents
from tests.store.databases import fresh
from tests.store.made import decision, fill
from tests.store.placed import Placed, put
from tests.store.stand_in import MERGING

WORLD = (-180.0, -90.0, 180.0, 90.0)
HOMS = (34.73, 36.72)
MADE = (
    Placed(day="2016-05-02", country="SYR", admin1="Homs", at=HOMS, precision="exact", place="Homs", killed=(3, 4, 5), actor="Rebels"),
    Placed(day="2016-05-02", country="SYR", admin1="Homs", at=HOMS, precision="near", radius=10, place="Homs", killed=(1, 2, None)),
    Placed(day="2016-05-09", country="SYR", admin1="Homs", at=(34.2, 38.5), precision="admin1", place="Homs", actor="Rebels"),
    Placed(day="2016-06-01", last="2016-06-30", country="SYR", at=(35.0, 38.0), precision="country", type="PROTEST", status="denied"),
    Placed(day=None, country="FJI", admin1="Western", at=(-17.6, 177.4), precision="exact", place="Lautoka", killed=(0, 0, 0)),
    Placed(day="2017-01-01", country="NZL", at=(-43.9, -176.5), precision="exact", place="Waitangi", recipient="Rebels"),
    Placed(day="2017-01-02", actor="Rebels", killed=(None, None, 7)),
)


@pytest.fixture(params=("sqlite", "postgres"), scope="module")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh(request.param, tmp_path_factory.mktemp("counting")) as name, open_store(name, create=True) as opened:
        put(opened, *MADE)
        yield opened


def numbers(groups: tuple[Group, ...]) -> list[tuple[str | None, int]]:
    return [(group.value, group.sum.incidents) for group in groups]


def test_every_incident_is_counted_in_every_way(made: Store) -> None:
    found = counted(made)
    assert found.sum == Sum(7, 4, 6, None)
    assert numbers(found.marks) == [("point", 3), ("admin1", 1), ("country", 1), ("ring", 1), (None, 1)]
    assert numbers(found.days) == [
        *[("2016-05-02", 2), ("2016-05-09", 1), ("2016-06-01", 1), ("2017-01-01", 1), ("2017-01-02", 1)],
        (None, 1),
    ]
    assert numbers(found.actors) == [("Rebels", 3), (None, 4)]
    assert numbers(found.countries) == [("SYR", 4), ("FJI", 1), ("NZL", 1), (None, 1)]
    assert (found.unplaced, found.undated) == (1, 1)
    assert {sum(group.sum.incidents for group in way) for way in (found.marks, found.days, found.actors, found.countries)} == {7}


def test_killed_are_added_and_unknown_is_no_zero(made: Store) -> None:
    days = {group.value: group.sum for group in counted(made).days}
    # Of one the highest is open, and so is that of both
    assert days["2016-05-02"] == Sum(2, 4, 6, None)
    assert days["2016-05-09"] == Sum(1, None, None, None)
    assert days[None] == Sum(1, 0, 0, 0)
    assert together(()) == Sum(0, None, None, None)


def test_a_store_without_incidents_counts_none(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "empty.db"), create=True) as store:
        assert counted(store).sum == Sum(0, None, None, None)
        assert (page_of_incidents(store), areas(store), cells(store, WORLD, (10, 10)), extent(store)) == ([], [], [], None)


# Filters, the incidents of MADE that have all of it, the latest first and those without a day last.
FOUND: list[tuple[Filters, list[int]]] = [
    (Filters(), [6, 5, 3, 2, 0, 1, 4]),
    (Filters(country="syr"), [3, 2, 0, 1]),
    (Filters(country="SYR", admin1="homs"), [2, 0, 1]),
    (Filters(admin1="Hom"), []),
    (Filters(since="2016-06-15", until="2016-06-20"), [3]),
    (Filters(type="PROTEST", status="denied"), [3]),
    (Filters(actor="rebels"), [6, 5, 2, 0]),
    (Filters(killed_min=3), [0]),
    (Filters(killed_min=0), [0, 1, 4]),
    (Filters(text="lautoka"), [4]),
    (Filters(undated=True), [4]),
    (Filters(unplaced=True), [6]),
    (Filters(box=(36, 34, 37, 35)), [0, 1]),
    # A unit counts where its middle lies
    (Filters(box=(38, 34, 39, 35)), [3, 2]),
    # Over the 180th meridian
    (Filters(box=(170, -50, -170, 0)), [5, 4]),
    (Filters(box=(-180, -50, -170, 0)), [5]),
]


@pytest.mark.parametrize(("filters", "wanted"), FOUND)
def test_table_map_and_charts_find_the_same(made: Store, filters: Filters, wanted: list[int]) -> None:
    ids = [f"i-{number:02}" for number in wanted]
    assert [row.id for row in page_of_incidents(made, filters)] == ids
    assert sorted(made.ids(filters)) == sorted(ids)
    found = counted(made, filters)
    assert found.sum.incidents == len(wanted)
    shown = [one.sum for one in areas(made, filters)] + [one.sum for one in cells(made, WORLD, (5, 5), filters)]
    assert together(shown).incidents + found.unplaced == len(wanted)


def test_pages_follow_one_another(made: Store) -> None:
    pages = [page_of_incidents(made, skip=skip, most=3) for skip in (0, 3, 6, 9)]
    assert [row.id for page in pages for row in page] == [row.id for row in page_of_incidents(made)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert page_of_incidents(made)[0].body == ""


def test_points_are_gathered_in_cells_and_one_alone_says_what_it_is(made: Store) -> None:
    found = {cell.sum.incidents: cell for cell in cells(made, (30, 30, 40, 40), (1, 1))}
    assert set(found) == {2}
    both = found[2]
    assert (both.sum, both.rings, both.one) == (Sum(2, 4, 6, None), 1, None)
    assert both.box == pytest.approx((36.72, 34.73, 36.72, 34.73))
    (alone,) = cells(made, (170, -30, 180, 0), (1, 1))
    assert alone.one is not None
    assert (alone.one.id, alone.one.place, alone.one.mark, alone.sum) == ("i-04", "Lautoka", "point", Sum(1, 0, 0, 0))
    assert (alone.latitude, alone.longitude) == pytest.approx((-17.6, 177.4))


@pytest.mark.parametrize("size", [0.001, 0.5, 7, 45, 400])
def test_no_grid_loses_a_point(made: Store, size: float) -> None:
    assert sum(cell.sum.incidents for cell in cells(made, WORLD, (size, size))) == 4


def test_areas_are_units_and_countries(made: Store) -> None:
    assert areas(made) == [Area("SYR", None, Sum(1, None, None, None)), Area("SYR", "Homs", Sum(1, None, None, None))]


def test_what_a_form_offers(made: Store) -> None:
    assert values_of(made, "country") == ["FJI", "NZL", "SYR"]
    assert values_of(made, "admin1", Filters(country="SYR")) == ["Homs"]
    assert values_of(made, "type") == ["ASSAULT", "PROTEST"]
    assert extent(made, Filters(country="SYR")) == pytest.approx((36.72, 34.2, 38.5, 35.0))


# Columns


def columns(store: Store) -> list[Any]:
    events = (Events.telling, Events.latitude, Events.longitude, Events.radius_km, Events.precision)
    listed = (Incidents.id, Incidents.country, Incidents.admin1, Incidents.latitude, Incidents.longitude, Incidents.radius_km)
    more = (Incidents.precision, Incidents.mark, Incidents.actor, Incidents.recipient)
    with store.database.reading() as connection:
        tables = (select(*events).order_by(Events.telling), select(*listed, *more).order_by(Incidents.id))
        return [tuple(row) for asked in tables for row in connection.execute(asked)]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_store_that_was_there_gets_the_same_columns(kind: str, tmp_path: Path) -> None:
    from dateline.run.incidents import settle

    with fresh(kind, tmp_path) as name:
        with open_store(name, create=True) as store:
            key, other = fill(store)
            store.decide(decision(store, "change", f"{key}:e1", field="where.latitude", value=34.5))
            settle(store, MERGING)
            before = columns(store)
            assert (34.5, f"{key}:e1") in [(row[1], row[0]) for row in before]
            with store.database.writing() as connection:
                for statement in _DROPS:
                    connection.execute(text(statement))
        with open_store(name) as store:
            assert columns(store) == before
            assert other


_POINT = ("latitude", "longitude", "radius_km", "precision")
_DROPS = (
    *(f"DROP TABLE {name}" for name in ("deliveries", "notices", "alerts", "trusts", "entries", "feeds")),
    "DROP TABLE editions",
    "ALTER TABLE reports DROP COLUMN published_by",
    "DROP TABLE formers",
    "DROP INDEX ix_incidents_drawn",
    *(f"ALTER TABLE events DROP COLUMN {name}" for name in _POINT),
    *(f"ALTER TABLE incidents DROP COLUMN {name}" for name in (*_POINT, "actor", "recipient", "admin1", "mark")),
    "UPDATE alembic_version SET version_num = '0005'",
)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_counts_are_kept_no_longer_than_they_hold(kind: str, tmp_path: Path) -> None:
    from dateline.run.incidents import settle
    from dateline.views.review.counts import area_counts, charted, offered

    with fresh(kind, tmp_path) as name, open_store(name, create=True) as store:
        assert charted(store, Filters())[0].sum.incidents == 0
        key, _ = fill(store)
        once = charted(store, Filters())
        assert (once[0].sum.incidents, offered(store)) == (1, (frozenset({"SYR"}), frozenset({"ASSAULT"})))
        assert charted(store, Filters()) is once
        store.decide(decision(store, "change", f"{key}:e1", field="where.country", value="LBN"))
        store.decide(decision(store, "reject", f"{key}:e1"))
        settle(store, MERGING)
        assert charted(store, Filters()) is not once
        assert sum(area.sum.incidents for area in area_counts(store, Filters())) == len(areas(store))
