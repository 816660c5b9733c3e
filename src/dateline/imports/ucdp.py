"""A row of UCDP GED -> a report and its event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.imports.cells import Cells, RowError
from dateline.imports.made import NO_WORDS, SURE, Known, Made, Text, Words, country_of, dated, id_of, killed, party, text_of, warned
from dateline.resolve.codes import Told, codes
from dateline.schema.countries import Country, country_of_gwno, country_of_name
from dateline.schema.imported import CIVILIANS, NOT_KNOWN, SIDE_A, SIDE_B, made_by
from dateline.schema.place import When, Where
from dateline.schema.record import Acled, Casualty, Event, Participant, Ucdp
from dateline.schema.report import Report

TABLE = "ucdp"
COLUMNS = (
    *("id", "type_of_violence", "side_a", "side_b", "where_coordinates", "latitude", "longitude", "country"),
    *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
)
# What `where_prec` knows of a place, with a radius in km: 5 is a line or an area wider than the 25 km of 2 (data/codes/precision.toml).
_PRECISION: dict[int, tuple[str, float | None]] = {
    1: ("exact", None),
    2: ("near", None),
    3: ("admin2", None),
    4: ("admin1", None),
    5: ("near", 50.0),
    6: ("country", None),
}
_TYPES = {"1": "state-based", "2": "non-state", "3": "one-sided"}
# The parts of the dead by their column, and whom each counts (schema/imported.py names them for the export as well).
_DEATHS = {"deaths_a": SIDE_A, "deaths_b": SIDE_B, "deaths_civilians": CIVILIANS, "deaths_unknown": NOT_KNOWN}
_WEEK, _MONTH = 7, 31


def made_of(cells: Cells) -> Made:
    """The report and the event of a row. Raises RowError where it cannot be read."""
    id, kind = id_of(cells, "id"), cells.one_of("type_of_violence", _TYPES)
    text = text_of(cells, TABLE, ("source_headline", "where_description", "where_coordinates", "dyad_name", "country", "id"))
    land = country_of(cells, "country_id", country_of_gwno)
    when = _when(cells, text)
    parties = _parties(cells, text, kind, when)
    dead = _killed(cells, text, id)
    told = Told("ASSAULT", None, "happened", parties, dead, *(frozenset(), (), frozenset(), frozenset()))
    event = Event(
        id=id,
        type="ASSAULT",
        mode=None,
        status="happened",
        confidence=SURE,
        part_of=None,
        mentions=text.mentions(),
        participants=parties,
        casualties=dead,
        when=when,
        where=_where(cells, text, land),
        codes=replace(codes(told), acled=Acled(), ucdp=Ucdp(int(kind))),
    )
    name = f"{TABLE}:{id}"
    report = Report(name, str(text), _published(cells), cells.text("source_article"), cells.text("source_office"), name)
    return Made(report, event, warned(land, cells.text("country")))


def _published(cells: Cells) -> date | None:
    """The last of the days of publication that can be read."""
    found = []
    for part in (cells.text("source_date") or "").split(";"):
        try:
            found.append(Cells({"source_date": part}).day("source_date"))
        except RowError:
            continue
    return max((day for day in found if day), default=None)


def _when(cells: Cells, text: Text) -> When:
    first, last = cells.day("date_start"), cells.day("date_end")
    if first and last and last < first:
        raise RowError("date_end is before date_start")
    day = first or last
    if day is None:
        return When(None, None, "unknown", None, None, None, None, "", 0.0)
    span = dated(text, day)
    days = (last - first).days + 1 if first and last else None
    known = "unknown" if days is None else "day" if days <= 2 else "week" if days <= _WEEK else "month" if days <= _MONTH else "year"
    begin, end = (each.isoformat() if each else None for each in (first, last))
    return When(begin, end, known, None, *span, made_by(TABLE, "date_start"), SURE)


def _where(cells: Cells, text: Text, land: Country | None) -> Where:
    told = cells.text("where_description")
    span: Words = text.find(told) or (text.line("where_description", told) if told else NO_WORDS)
    how, radius = _PRECISION.get(cells.whole("where_prec") or 0, ("unknown", None))
    return Where(
        name=cells.text("where_coordinates"),
        admin1=cells.text("adm_1"),
        admin2=cells.text("adm_2"),
        country=land.iso3 if land else None,
        latitude=cells.degrees("latitude", most=90),
        longitude=cells.degrees("longitude", most=180),
        radius_km=radius,
        precision=how,
        place_id=None,
        candidates=(),
        start=span[0],
        end=span[1],
        text=span[2],
        made_by=made_by(TABLE, "where_coordinates"),
        confidence=SURE,
    )


def _parties(cells: Cells, text: Text, kind: str, when: When) -> tuple[Participant, ...]:
    """Both sides. Only of one-sided violence UCDP says who acts on whom; of a fight both are actors."""
    out = []
    for side, role in (("a", "actor"), ("b", "recipient" if kind == "3" else "actor")):
        name = cells.text(f"side_{side}")
        if name:
            what, state = _nature(cells, side, kind, name.strip())
            known = Known(role, what, when.start_date, state=state.iso3 if state else None)
            out.append(party(text, f"side_{side}", name.strip(), known))
    return tuple(out)


def _nature(cells: Cells, side: str, kind: str, name: str) -> tuple[str | None, Country | None]:
    """What a side is, as far as the columns say: a government by its number or name; civilians of one-sided violence; else armed."""
    given = cells.text(f"gwno{side}")
    number = given.split(",")[0].strip() if given else ""
    state = country_of_gwno(int(float(number))) if number.replace(".", "").isdecimal() else None
    state = state or country_of_name(name.removeprefix("Government of "))
    if state is not None or name.startswith("Government of "):
        return "government", state
    if side == "b" and kind == "3":
        return "civilians", None
    return "rebel group" if kind == "1" else None, None


def _killed(cells: Cells, text: Text, id: str) -> tuple[Casualty, ...]:
    """The dead of all sides by the best estimate, and as parts of it those of each side.

    UCDP's side a is the government, whoever attacked whom: its dead are not given to the one who acts or is acted on. The lowest and
    the highest estimate count the same people otherwise: they stand as figures that gave way to the best.
    """
    best = cells.whole("best")
    out = [killed(text, "best", best)] if best else []
    for column, who in _DEATHS.items():
        number = cells.whole(column)
        if number:
            out.append(replace(killed(text, column, number), who=who, part_of=f"{id}.c1" if best else None, superseded=not best))
    for column in ("low", "high"):
        number = cells.whole(column)
        if number is not None and number != (best or 0):
            out.append(replace(killed(text, column, number), superseded=True))
    return tuple(replace(one, id=f"{id}.c{n}") for n, one in enumerate(out, 1))
