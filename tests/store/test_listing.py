"""What an incident is listed by."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dateline.schema.incident import Field, Figure, Incident, Said, Toll
from dateline.store.listing import listed, mark

Figures = tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class Row:
    """A row of `events`."""

    type: str = "ASSAULT"
    mode: str | None = None
    status: str = "happened"
    place: str | None = None
    country: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    telling: str = "r:e1"
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    precision: str = "unknown"


def incident(*tolls: Toll, **chosen: str | None) -> Incident:
    fields = tuple(Field(name, value, (), 0.0) for name, value in chosen.items())
    return Incident("i1", ("r:e1",), fields, tolls, (), 1, None, None)


def toll(figures: Figures, *, side: str = "recipient", civilian: bool | None = None, outcome: str = "killed") -> Toll:
    return Toll(outcome, side, civilian, *figures, "latest", (), 0.0)


@pytest.mark.parametrize(
    ("tolls", "killed"),
    [
        ([], (None, None, None)),
        ([toll((3, 4, 5))], (3, 4, 5)),
        # Sides add up, outcomes do not
        ([toll((3, 4, 5)), toll((1, 1, 1), side="actor"), toll((9, 9, 9), outcome="wounded")], (4, 5, 6)),
        # The whole of a side holds its parts
        ([toll((3, 4, 5)), toll((2, 2, 2), civilian=True)], (3, 4, 5)),
        ([toll((3, 3, 3), civilian=False), toll((2, 2, 2), civilian=True)], (5, 5, 5)),
        # An open highest figure opens the sum; an unknown one is no 0
        ([toll((3, 3, None)), toll((1, 1, 1), side="actor")], (4, 4, None)),
        ([toll((None, None, 5)), toll((1, 1, 1), side="actor")], (1, 1, 6)),
        ([toll((None, None, None))], (None, None, None)),
    ],
)
def test_the_killed_of_all_sides(tolls: list[Toll], killed: Figures) -> None:
    row = listed(incident(*tolls), [])
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == killed


@pytest.mark.parametrize(
    ("chosen", "days"),
    [
        ("2016-05-02", ("2016-05-02", "2016-05-02")),
        ("2016-05-02/2016-05-31", ("2016-05-02", "2016-05-31")),
        # Where the policy says nothing, what is told first
        (None, ("2016-04-01", "2016-04-01")),
    ],
)
def test_the_days_are_those_chosen(chosen: str | None, days: tuple[str, str]) -> None:
    row = listed(incident(date=chosen), [Row(start_date="2016-06-01"), Row(start_date="2016-04-01"), Row()])
    assert (row["first_day"], row["last_day"]) == days


# Killed by side, each with the telling that gives it, and what the list takes.
SIDES = [
    ([("recipient", 5, "coded"), ("unknown", 5, "row")], 5),
    ([("recipient", 5, "coded"), ("actor", 2, "coded"), ("unknown", 8, "row")], 8),
    ([("recipient", 5, "coded"), ("actor", 4, "coded"), ("unknown", 8, "row")], 9),
    ([("recipient", 5, "coded"), ("unknown", 3, "coded")], 8),
    ([("unknown", 3, "row")], 3),
]


@pytest.mark.parametrize(("told", "best"), SIDES)
def test_a_figure_of_all_sides_is_not_added_to_those_of_each(told: list[tuple[str, int, str]], best: int) -> None:
    tolls = [Toll("killed", side, None, n, n, n, "latest", (Figure(telling, "c1", n, n, None),), 0.0) for side, n, telling in told]
    assert listed(incident(*tolls), [])["killed_best"] == best


def test_what_is_not_chosen_is_what_most_tell() -> None:
    row = listed(incident(type="COERCE"), [Row(country="SYR"), Row(country="LBN"), Row(country="SYR"), Row(mode="b"), Row(mode="a")])
    assert (row["type"], row["country"], row["mode"], row["place"]) == ("COERCE", "SYR", "a", None)


# What is known of a place (precision, latitude, radius, unit, country), and how a map may show it.
Known = tuple[str, float | None, float | None, str | None, str | None]
MARKS: list[tuple[Known, str | None]] = [
    (("exact", 34.5, None, "Homs", "SYR"), "point"),
    (("near", 34.5, 20.0, "Homs", "SYR"), "ring"),
    (("exact", None, None, "Homs", "SYR"), "admin1"),
    # Without a radius nobody knows how near
    (("near", 34.5, None, "Homs", "SYR"), "admin1"),
    (("admin2", 34.5, None, "Homs", "SYR"), "admin1"),
    (("admin1", 34.5, None, "Homs", "SYR"), "admin1"),
    (("admin1", 34.5, None, None, "SYR"), "country"),
    (("country", 34.5, None, "Homs", "SYR"), "country"),
    (("unknown", None, None, None, "SYR"), "country"),
    # A sea is no country's
    (("near", 20.0, 300.0, None, None), "ring"),
    (("admin1", 34.5, None, "Homs", None), None),
    (("unknown", None, None, None, None), None),
]


@pytest.mark.parametrize(("known", "wanted"), MARKS)
def test_a_mark_shows_no_more_than_is_known(known: Known, wanted: str | None) -> None:
    precision, latitude, radius, admin1, country = known
    assert mark(precision=precision, latitude=latitude, radius_km=radius, admin1=admin1, country=country) == wanted


def test_the_point_is_that_of_the_telling_that_gives_the_chosen_place_best() -> None:
    said = (Said("Homs, SYR", ("a:e1", "b:e1"), 2), Said("SYR", ("c:e1",), 1))
    told = Incident("i1", ("a:e1", "b:e1", "c:e1"), (Field("place", "Homs, SYR", said, 0.0),), (), (), 2, None, None)
    rows = [
        Row(telling="c:e1", country="LBN", latitude=1.0, precision="country"),
        Row(telling="a:e1", country="SYR", admin1="Homs", latitude=34.5, longitude=36.5, precision="exact"),
    ]
    row = listed(told, rows)
    assert (row["country"], row["admin1"], row["latitude"], row["mark"]) == ("SYR", "Homs", 34.5, "point")
