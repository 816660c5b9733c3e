"""A row of ACLED's table -> a report and its event. What the columns mean stands in data/codes/acled_columns.toml."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from dateline.imports.cells import Cells
from dateline.imports.made import NO_WORDS, SURE, Known, Made, Text, Words, country_of, dated, id_of, killed, party, text_of, warned
from dateline.resolve.codes import Told, codes
from dateline.resources import read_toml
from dateline.schema.countries import Country, country_of_number
from dateline.schema.imported import made_by
from dateline.schema.place import When, Where
from dateline.schema.record import Acled, Casualty, Event, Participant, Ucdp
from dateline.schema.report import Report

TABLE = "acled"
COLUMNS = (
    *("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "country"),
    *("location", "latitude", "longitude", "notes", "fatalities"),
)
# Days before and after event_date by time_precision: the day, its week, its month.
_AROUND = {1: (0, "day"), 2: (3, "week"), 3: (15, "month")}
_PRECISION = {1: "exact", 2: "near", 3: "admin1"}
_SIDES = (("actor", "1"), ("recipient", "2"))


def made_of(cells: Cells) -> Made:
    """The report and the event of a row. Raises RowError where it cannot be read."""
    id, text = id_of(cells, "event_id_cnty"), text_of(cells, TABLE, ("notes", "sub_event_type"))
    sub = cells.one_of("sub_event_type", _columns()["imported"])
    known = _columns()["imported"][sub]
    land = country_of(cells, "iso", country_of_number)
    when, where = _when(cells, text), _where(cells, text, land)
    parties = tuple(p for role, number in _SIDES for p in _parties(cells, text, role, number, when, land))
    dead = _killed(cells, text, id)
    told = Told(known["type"], known.get("mode"), "happened", parties, dead, *(frozenset(), (), frozenset(), frozenset()))
    event = Event(
        id=id,
        type=known["type"],
        mode=known.get("mode"),
        status="happened",
        confidence=SURE,
        part_of=None,
        mentions=text.mentions(),
        participants=parties,
        casualties=dead,
        when=when,
        where=where,
        codes=replace(codes(told), acled=Acled(known["event_type"], sub), ucdp=Ucdp()),
    )
    name = f"{TABLE}:{id}"
    return Made(Report(name, str(text), None, None, cells.text("source"), name), event, warned(land, cells.text("country")))


def _when(cells: Cells, text: Text) -> When:
    day, precision = cells.day("event_date"), cells.whole("time_precision")
    if day is None:
        return When(None, None, "unknown", None, None, None, None, "", 0.0)
    span = dated(text, day)
    if precision not in _AROUND:
        return When(day.isoformat(), None, "unknown", None, *span, made_by(TABLE, "event_date"), SURE)
    days, known = _AROUND[precision]
    around = timedelta(days=days)
    first, last = (day - around).isoformat(), (day + around).isoformat()
    return When(first, last, known, None, *span, made_by(TABLE, "event_date"), SURE)


def _where(cells: Cells, text: Text, land: Country | None) -> Where:
    name, precision = cells.text("location"), cells.whole("geo_precision")
    span: Words = text.find(name) or NO_WORDS
    code = land.iso3 if land else None
    return Where(
        name=name,
        admin1=cells.text("admin1"),
        admin2=cells.text("admin2"),
        country=code,
        latitude=cells.degrees("latitude", most=90),
        longitude=cells.degrees("longitude", most=180),
        radius_km=None,
        precision=_PRECISION.get(precision or 0) or ("country" if code else "unknown"),
        place_id=None,
        candidates=(),
        start=span[0],
        end=span[1],
        text=span[2],
        made_by=made_by(TABLE, "location"),
        confidence=SURE,
    )


def _parties(cells: Cells, text: Text, role: str, number: str, when: When, land: Country | None) -> list[Participant]:
    """The actor of a side and those with it. The type of actor is that of the first."""
    kind = _kinds().get((cells.text(f"inter{number}") or "").strip().casefold())
    known = Known(role, kind, when.start_date, land.iso3 if land else None)
    first, others = cells.text(f"actor{number}"), cells.text(f"assoc_actor_{number}")
    out = [party(text, f"actor{number}", first.strip(), known)] if first else []
    names = [name.strip() for name in (others or "").split(";") if name.strip()]
    return out + [party(text, f"assoc_actor_{number}", name, replace(known, kind=None)) for name in names]


def _killed(cells: Cells, text: Text, id: str) -> tuple[Casualty, ...]:
    """ACLED's one figure is for all sides; its 0 is that nobody tells of any, which is no figure."""
    number = cells.whole("fatalities")
    return (replace(killed(text, "fatalities", number), id=f"{id}.c1"),) if number else ()


@cache
def _kinds() -> dict[str, str]:
    """The first kind of each actor type, by its name and number."""
    return {
        key: row["kinds"][-1] if row["number"] == 1 else row["kinds"][0]
        for row in _columns()["inter"]
        for key in (row["name"].casefold(), str(row["number"]))
    }


@cache
def _columns() -> dict[str, Any]:
    return read_toml("codes/acled_columns.toml")
