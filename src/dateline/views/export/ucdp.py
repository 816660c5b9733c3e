"""The 49 columns of UCDP GED: one row for each incident that has a UCDP type of violence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.resolve.listing import Occasion, listed
from dateline.schema.countries import country
from dateline.schema.imported import CIVILIANS, NOT_KNOWN, SIDE_A, SIDE_B, made_by, table_of
from dateline.schema.incident import Toll
from dateline.schema.precision import ucdp_date_prec, ucdp_where_prec
from dateline.schema.record import Casualty, Event, Participant
from dateline.store.listing import whole_tolls
from dateline.views.export.chosen import Chosen, given_id, is_imported, notes, number_of, row_of
from dateline.views.export.tabular import Row, Table
from dateline.views.export.values import degrees, line, one_line

COLUMNS = tuple(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id "
    "dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt "
    "priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians "
    "deaths_unknown best high low gwnoa gwnob".split()
)
TABLE = "ucdp"
STATE_BASED, ONE_SIDED = 1, 3
# Ours have the 48th bit set: far above any number that UCDP has given.
_OURS = 1 << 47
# PRIO-GRID: cells of half a degree, counted from 1 in rows from the south-west corner of the world.
_CELLS = 2
_COLUMNS, _ROWS = 360 * _CELLS, 180 * _CELLS
_STATES = frozenset({"government", "state forces", "external forces"})


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its name, and the number of its state where it is a government (`state` then)."""

    name: str | None = None
    state: bool = False
    gwno: int | None = None


@dataclass(slots=True)
class Deaths:
    """The dead as UCDP counts them."""

    a: int = 0
    b: int = 0
    civilians: int = 0
    unknown: int = 0
    best: int = 0
    low: int = 0
    high: int = 0


def _row(chosen: Chosen) -> Row | None:
    kind, where, when = chosen.codes.ucdp.type_of_violence, chosen.where, chosen.when
    if kind is None:
        return None
    first, second, turned = _sides(chosen, kind)
    dead, land, told = deaths(chosen, kind, turned=turned), country(where.country), chosen.teller
    articles, day = _articles(chosen), when.start_date or when.end_date
    dyad = f"{first.name} - {second.name}" if first.name and second.name else None
    return (
        *(event_id(chosen), None, day[:4] if day else None, None, None, kind, None, None, None, None, None, dyad),
        *(None, None, first.name, None, None, second.name),
        *(len(articles) or None, ";".join(articles), line(told.publisher), told.published, notes(told), None),
        *(ucdp_where_prec(where), line(where.name), line(where.text), line(where.admin1), line(where.admin2)),
        *(degrees(where.latitude), degrees(where.longitude), _point(chosen), _cell(chosen)),
        *(land.ucdp_name if land else where.country, land and land.gwno, land and land.ucdp_region, None),
        *(ucdp_date_prec(when), when.start_date, when.end_date),
        *(dead.a, dead.b, dead.civilians, dead.unknown, dead.best, dead.high, dead.low, first.gwno, second.gwno),
    )


def event_id(chosen: Chosen) -> str:
    """UCDP's own id where the incident has one, else a number made of the incident's id."""
    return given_id(chosen.item, TABLE) or str(_OURS | number_of(chosen.item.incident.id))


def deaths(chosen: Chosen, kind: int, *, turned: bool) -> Deaths:
    """The dead by UCDP's policy, or as UCDP has them. `turned`: side a is the recipient.

    Where a bound is open the figure that is told stands for it.
    """
    own = row_of(chosen.item, TABLE)
    if own is not None:
        return _given(own.casualties)
    killed = [toll for toll in chosen.tolls(TABLE) if toll.outcome == "killed"]
    out = Deaths()
    for toll in whole_tolls(killed):
        best, civilians = toll.best or 0, _civilians(toll, killed, kind)
        out.best += best
        out.low += best if toll.low is None else toll.low
        out.high += best if toll.high is None else toll.high
        out.civilians += civilians
        if toll.side == ("recipient" if turned else "actor"):
            out.a += best - civilians
        elif toll.side == ("actor" if turned else "recipient"):
            out.b += best - civilians
        else:
            out.unknown += best - civilians
    return out


def _civilians(toll: Toll, killed: list[Toll], kind: int) -> int:
    """How many of a toll's dead were civilians: those told as such; of one-sided violence all of the side attacked."""
    if toll.civilian or (kind == ONE_SIDED and toll.side == "recipient"):
        return toll.best or 0
    told = max((part.best or 0 for part in killed if part.side == toll.side and part.civilian), default=0)
    return min(told, toll.best or 0)


def _given(entries: Iterable[Casualty]) -> Deaths:
    """The figures of a row that was brought in, as people left them."""
    out, others = Deaths(), []
    for entry in entries:
        number = (entry.low if entry.low is not None else entry.high) or 0
        if entry.outcome != "killed":
            continue
        if entry.who == SIDE_A:
            out.a += number
        elif entry.who == SIDE_B:
            out.b += number
        elif entry.who == CIVILIANS:
            out.civilians += number
        elif entry.who == NOT_KNOWN:
            out.unknown += number
        elif entry.superseded:
            others.append(number)
        else:
            out.best += number
    out.low, out.high = min([out.best, *others]), max([out.best, *others])
    return out


def _sides(chosen: Chosen, kind: int) -> tuple[Side, Side, bool]:
    """Both sides, and whether they were turned: of state-based violence side a is the government."""
    own = row_of(chosen.item, TABLE)
    if own is not None:
        return _given_side(own, "side_a"), _given_side(own, "side_b"), False
    occasion = Occasion(chosen.type, chosen.mode, chosen.where.country)
    first, second = _side(chosen.actors, occasion), _side(chosen.recipients, occasion)
    turned = kind == STATE_BASED and second.state and not first.state
    if kind == ONE_SIDED:
        second = Side("Civilians")
    return (second, first, True) if turned else (first, second, False)


def _given_side(own: Event, column: str) -> Side:
    return _side(tuple(party for party in own.participants if party.made_by == made_by(TABLE, column)), Occasion())


def _side(parties: tuple[Participant, ...], occasion: Occasion) -> Side:
    """All parties of the side, the numbers those of the first."""
    told = [_party(party, occasion) for party in parties]
    if not told:
        return Side()
    return Side(", ".join(dict.fromkeys(one.name for one in told if one.name)) or None, told[0].state, told[0].gwno)


def _party(party: Participant, occasion: Occasion) -> Side:
    land = country(party.country)
    if is_imported(party):
        state = party.kind in _STATES
        return Side(one_line(party.name) or None, state, land.gwno if state and land else None)
    found = listed(party, occasion)
    if found.kind in _STATES and land is not None:
        return Side(f"Government of {land.ucdp_name}", True, land.gwno)
    return Side(one_line(found.name) or None, found.kind in _STATES)


def _articles(chosen: Chosen) -> list[str]:
    """One entry for each report: publisher, day, title. A row that was brought in has its own list."""
    out = []
    for told in {told.report: told for told in chosen.item.tellings}.values():
        title = chosen.item.titles.get(told.report)
        if table_of(told.event) == TABLE:
            out += [one_line(part) for part in (title or "").split(";")]
        else:
            parts = (one_line(part).replace(";", ",") for part in (told.publisher, told.published, title) if part)
            out.append(", ".join(part for part in parts if part) or f"report {told.report[:12]}")
    return [part for part in dict.fromkeys(out) if part]


def _point(chosen: Chosen) -> str | None:
    latitude, longitude = degrees(chosen.where.latitude), degrees(chosen.where.longitude)
    return None if latitude is None or longitude is None else f"POINT ({longitude} {latitude})"


def _cell(chosen: Chosen) -> int | None:
    latitude, longitude = degrees(chosen.where.latitude), degrees(chosen.where.longitude)
    if latitude is None or longitude is None:
        return None
    row = min(int((float(latitude) + 90) * _CELLS), _ROWS - 1)
    return row * _COLUMNS + min(int((float(longitude) + 180) * _CELLS), _COLUMNS - 1) + 1


FORMAT = Table(
    "ucdp",
    ".csv",
    COLUMNS,
    (
        "Only incidents with a UCDP type of violence have a row: somebody was killed, and both sides are known.",
        "UCDP asks for 25 dead a year of a pair of parties; that is not asked here, and no conflict or party has UCDP's number.",
        "Ids of ours are numbers above 140 million million made of the incident's id; one brought in from UCDP keeps its own.",
        "An incident brought in from UCDP has UCDP's sides and figures, whatever reports tell since.",
        "A side of which nobody tells the dead has 0; where a bound is open (“at least 21”) the figure told stands for it.",
        "Of one-sided violence all dead of the side attacked count as civilians.",
        "source_date, source_office and source_headline are those of the report that tells the event best; source_article lists all.",
        "relid, active_year, code_status, event_clarity, source_original, conflict_* and all numbers of sides are empty.",
        "Wounded, claims, weapons, doubts and conflicting values have no column.",
    ),
    _row,
)
