"""What is exported to ACLED's or UCDP's columns, brought in and exported again has the same rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.schema.incident import Telling
from dateline.schema.place import When, Where
from dateline.schema.record import Acled, Casualty, Codes, Participant, Ucdp
from tests.merge.making import casualty
from tests.views.export.making import brought_in, items, telling, written

SUB_TYPES = [
    ("Battles", "Armed clash"),
    ("Protests", "Peaceful protest"),
    ("Protests", "Excessive force against protesters"),
    ("Riots", "Mob violence"),
    ("Explosions/Remote violence", "Grenade"),
    ("Violence against civilians", "Attack"),
    ("Strategic developments", "Arrests"),
]
COUNTRIES = st.sampled_from([None, "IRQ", "AFG", "MEX", "SRB", "XKX", "USA", "CIV"])
# As reports and people write, with what a table could trip over.
WORDS = st.one_of(
    st.sampled_from(["=1+1", "@x", "-5", "+", "'quoted", "Owl; Front", 'the "Owls"', "two\nlines", "tab\there", "naïve\u2028", "\ud800"]),
    st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip())),
)
NAMES = st.one_of(st.sampled_from(["Taliban", "Owl Front", "gunmen", "protesters", "villagers", "Military Forces of Iraq"]), WORDS)
KINDS = st.sampled_from([None, "rebels", "military", "government", "civilians", "protesters", "militia", "party", "unknown"])


@st.composite
def parties(draw: st.DrawFn, role: str) -> list[Participant]:
    def party() -> Participant:
        country, kind = draw(COUNTRIES), draw(KINDS)
        return Participant(role, draw(NAMES), None, kind, None, country, (), "test", 0.9)

    return [party() for _ in range(draw(st.integers(0, 3)))]


@st.composite
def whens(draw: st.DrawFn) -> When:
    first = draw(st.dates(date(1990, 1, 1), date(2030, 1, 1)))
    last = first + timedelta(days=draw(st.sampled_from([0, 1, 2, 5, 6, 7, 20, 30, 31, 100, 364])))
    ends = draw(st.sampled_from([(first, last), (first, None), (None, last), (None, None)]))
    start, end = (each.isoformat() if each else None for each in ends)
    return When(start, end, "day" if first == last else "month", None, 0, 1, "x", "test", 0.9)


@st.composite
def wheres(draw: st.DrawFn) -> Where:
    name, admin1, admin2 = (draw(st.none() | WORDS) for _ in range(3))
    latitude, longitude = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))) or (None, None)
    precision = draw(st.sampled_from(["exact", "near", "admin2", "admin1", "country", "unknown"]))
    radius = draw(st.sampled_from([None, 0.0, 10.0, 25.0, 80.0]))
    told = draw(st.none() | WORDS)
    return Where(name, admin1, admin2, draw(COUNTRIES), latitude, longitude, radius, precision, None, (), 0, 1, told, "test", 0.9)


@st.composite
def figures(draw: st.DrawFn) -> list[Casualty]:
    out: list[Casualty] = []
    for role in draw(st.lists(st.sampled_from(["actor", "recipient", "bystander", "unknown"]), unique=True)):
        low, more = draw(st.integers(0, 300)), draw(st.integers(0, 50))
        bounds: Any = draw(st.sampled_from([(low, low + more), (low, None), (None, low + more)]))
        out.append(casualty("e1", len(out) + 1, "killed", *bounds, role=role, civilian=draw(st.sampled_from([None, True, False]))))
    return out


@st.composite
def tellings(draw: st.DrawFn) -> list[Telling]:
    out = []
    for n in range(draw(st.integers(1, 3))):
        codes = Codes("ASSAULT", "Q4", (), "190", "19", Acled(*draw(st.sampled_from(SUB_TYPES))), Ucdp(draw(st.sampled_from([1, 2, 3]))))
        sides = (*draw(parties("actor")), *draw(parties("recipient")))
        event = {"participants": sides, "when": draw(whens()), "where": draw(wheres())}
        told = {"publisher": draw(st.none() | WORDS), "words": draw(WORDS | st.just("")), "figures": draw(figures())}
        out.append(telling(f"report{n}", codes=codes, event=event, **told))
    return out


@pytest.mark.parametrize("table", ["acled", "ucdp"])
@given(tellings(), st.none() | WORDS)
def test_the_same_rows_come_back(table: str, told: list[Telling], title: str | None) -> None:
    first = written(table, items(told, {one.report: title for one in told}))
    again = written(table, brought_in(table, first))
    assert sorted(again.splitlines()) == sorted(first.splitlines())
    assert again.splitlines()[0] == first.splitlines()[0]


@pytest.mark.parametrize("table", ["acled", "ucdp"])
def test_rows_of_one_table_are_never_merged(table: str) -> None:
    same = [telling(f"report{n}", origin="one", event={"participants": ()}, killed=(3, 3)) for n in range(3)]
    first = written(table, [item for one in same for item in items([one])])
    assert len(first.splitlines()) == 4
    assert sorted(written(table, brought_in(table, first)).splitlines()) == sorted(first.splitlines())
