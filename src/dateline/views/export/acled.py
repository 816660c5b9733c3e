"""ACLED's 31 columns: one row for each incident that has an ACLED type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from dateline.resolve.listing import Occasion, listed
from dateline.resources import read_toml
from dateline.schema.countries import Country, country
from dateline.schema.place import When
from dateline.schema.precision import acled_geo_precision, acled_time_precision
from dateline.schema.record import Participant
from dateline.store.listing import whole_tolls
from dateline.views.export.chosen import Chosen, given_id, is_imported, notes, number_of
from dateline.views.export.tabular import Row, Table
from dateline.views.export.values import BETWEEN, degrees, joined, line, one_line

COLUMNS = tuple(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 "
    "assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude "
    "geo_precision source source_scale notes fatalities tags timestamp".split()
)
# ACLED's own ids begin with letters of a country. These letters are no country's, so that ours are never taken for ACLED's.
PREFIX = "DTL"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row: the actor with its type's number, and whoever is with it."""

    name: str | None = None
    others: tuple[str, ...] = ()
    inter: int | None = None


def _row(chosen: Chosen) -> Row | None:
    acled, where = chosen.codes.acled, chosen.where
    if acled.event_type is None:
        return None
    day, land = middle(chosen.when), country(where.country)
    first, second = _sides(chosen, acled.event_type, land)
    kind, sub = acled.event_type, acled.sub_event_type
    return (
        *(event_id(chosen), day, day[:4] if day else None, acled_time_precision(chosen.when), disorder(kind, sub), kind, sub),
        *(first.name, BETWEEN.join(first.others), _inter(first.inter), second.name, BETWEEN.join(second.others), _inter(second.inter)),
        *(interaction(first.inter, second.inter), targeting(kind, sub, {first.inter, second.inter})),
        *(land and land.numeric, land and land.acled_region, land.name if land else where.country),
        *(line(where.admin1), line(where.admin2), None, line(where.name), degrees(where.latitude), degrees(where.longitude)),
        *(acled_geo_precision(where), joined(chosen.publishers()), None, notes(chosen.teller)),
        *(fatalities(chosen), None, None),
    )


def event_id(chosen: Chosen) -> str:
    """ACLED's own id where the incident has one; else letters that are no country's and a number made of the incident's id."""
    return given_id(chosen.item, "acled") or f"{PREFIX}{number_of(chosen.item.incident.id)}"


def middle(when: When) -> str | None:
    """The day in the middle of the days that the event may have been on, of two the first; the known end where one is open."""
    if when.start_date is None or when.end_date is None:
        return when.start_date or when.end_date
    first, last = date.fromisoformat(when.start_date), date.fromisoformat(when.end_date)
    return (first + timedelta(days=(last - first).days // 2)).isoformat()


def fatalities(chosen: Chosen) -> int:
    """How many were killed, by ACLED's policy: the lowest where reports conflict, 0 where none are told."""
    killed = whole_tolls(toll for toll in chosen.tolls("acled") if toll.outcome == "killed")
    return sum(toll.best or 0 for toll in killed)


def disorder(kind: str, sub: str | None) -> str | None:
    """The disorder type of a type and sub-type."""
    table: dict[str, str] = _columns()["disorder"]
    return table.get(sub or "") or table.get(kind)


def interaction(first: int | None, second: int | None) -> str | None:
    """The pair of actor types, the lower first: "Rebel group-Civilians"; of one side alone "Protesters only"."""
    known = sorted(number for number in (first, second) if number is not None)
    if not known:
        return None
    return "-".join(str(_inter(number)) for number in known) if len(known) > 1 else f"{_inter(known[0])} only"


def targeting(kind: str, sub: str | None, inters: set[int | None]) -> str | None:
    """Whether civilians were the target."""
    table = _columns()["targeting"]
    always = kind in table["always"] or sub in table["always"]
    return "Civilians targeted" if always or (kind in table["with_civilians"] and 7 in inters) else None


def inter_number(name: str) -> int | None:
    """The number of an actor type by its name or number, None for none."""
    return next((row["number"] for row in _columns()["inter"] if name.casefold() in (row["name"].casefold(), str(row["number"]))), None)


def _inter(number: int | None) -> str | None:
    return next((str(row["name"]) for row in _columns()["inter"] if row["number"] == number), None)


def _sides(chosen: Chosen, kind: str, land: Country | None) -> tuple[Side, Side]:
    occasion = Occasion(chosen.type, chosen.mode, chosen.where.country)
    first, second = _side(chosen.actors, occasion), _side(chosen.recipients, occasion)
    table = _columns()
    leads = inter_number(table["first"].get(kind, ""))
    if leads is not None and second.inter == leads != first.inter:
        first, second = second, first
    if first.name is None and kind in table["unnamed"]:
        who = table["unnamed"][kind]
        name = who["name"].format(country=land.name) if land else who["name"].removesuffix(" ({country})")
        return Side(name, (), inter_number(who["inter"])), second
    return first, second


def _side(parties: tuple[Participant, ...], occasion: Occasion) -> Side:
    told = [(party.name, party.kind) if is_imported(party) else _named(party, occasion) for party in parties]
    shown = [(name, kind) for each, kind in told if (name := one_line(each).replace(";", ","))]
    if not shown:
        return Side()
    number = next((row["number"] for row in _columns()["inter"] if shown[0][1] in row["kinds"]), None)
    names = tuple(dict.fromkeys(name for name, _ in shown))
    return Side(names[0], names[1:], number)


def _named(party: Participant, occasion: Occasion) -> tuple[str, str | None]:
    found = listed(party, occasion)
    return found.name, found.kind


@cache
def _columns() -> dict[str, Any]:
    return read_toml("codes/acled_columns.toml")


FORMAT = Table(
    "acled",
    ".csv",
    COLUMNS,
    (
        "Only incidents with an ACLED type have a row: talks, demands, threats, and what is planned, possible or denied have none.",
        "One row is one incident, also where it lasted days or hit several towns; ACLED has a row for each day and town.",
        "fatalities is one number: the lowest where reports conflict, and 0 where nobody tells of any, as ACLED writes it.",
        "Where nobody is named as the one who did it, actor1 is ACLED's unidentified group, or the demonstrators.",
        "event_date is the middle of the days that the event may have been on; time_precision says how many these are.",
        "Ids that begin with DTL are made of the incident's id; an incident that was brought in from ACLED keeps ACLED's own.",
        "admin3, source_scale, tags and timestamp are empty; wounded, claims, weapons, doubts and conflicting values have no column.",
    ),
    _row,
)
