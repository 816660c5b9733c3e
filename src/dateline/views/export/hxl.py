"""HXL (Humanitarian Exchange Language): a CSV table with a row of tags under its heading."""

from __future__ import annotations

from dateline.schema.place import Where
from dateline.store.listing import whole_tolls
from dateline.views.export.acled import degrees
from dateline.views.export.cameo import how_many
from dateline.views.export.chosen import Chosen, notes, one_line
from dateline.views.export.tabular import Row, Table

# Heading and tag of each column.
TAGS = {
    "event id": "#event+id",
    "start": "#date+start",
    "end": "#date+end",
    "type": "#event+type",
    "subtype": "#event+subtype",
    "actor": "#group+actor",
    "target": "#group+target",
    "country": "#country+code+v_iso3",
    "admin 1": "#adm1+name",
    "admin 1 code": "#adm1+code",
    "admin 2": "#adm2+name",
    "place": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "place precision": "#geo+precision",
    "killed, low": "#affected+killed+low",
    "killed": "#affected+killed",
    "killed, high": "#affected+killed+high",
    "injured": "#affected+injured",
    "sources": "#meta+source",
    "description": "#description",
}


def _row(chosen: Chosen) -> Row:
    where, when = chosen.where, chosen.when
    sides = ("; ".join(dict.fromkeys(one_line(party.name) for party in parties)) for parties in (chosen.actors, chosen.recipients))
    low, high = _bounds(chosen)
    return (
        *(chosen.item.incident.id, when.start_date, when.end_date, chosen.type, chosen.mode, *sides),
        *(where.country, _line(where.admin1), None, _line(where.admin2), _line(where.name)),
        *(*_point(where), low, how_many(chosen, "killed"), high, how_many(chosen, "wounded")),
        *("; ".join(map(one_line, chosen.publishers())), notes(chosen.teller)),
    )


def _point(where: Where) -> tuple[str | None, str | None, str]:
    return degrees(where.latitude), degrees(where.longitude), where.precision


def _bounds(chosen: Chosen) -> tuple[int | None, int | None]:
    """Lowest and highest of all sides; None where nobody tells. An open highest of one side opens the whole."""
    tolls = whole_tolls(toll for toll in chosen.item.incident.tolls if toll.outcome == "killed")
    lows = [toll.low for toll in tolls if toll.low is not None]
    highs = [toll.high for toll in tolls if toll.high is not None]
    return sum(lows) if lows else None, sum(highs) if highs and len(highs) == len(tolls) else None


def _line(text: str | None) -> str | None:
    return None if text is None else one_line(text)


FORMAT = Table(
    "hxl",
    ".csv",
    tuple(TAGS),
    (
        "One row is one incident with one place, the values chosen; conflicting ones, claims, weapons and status have no column.",
        "#adm1+code is empty: our places have names of units, not P-codes.",
        "The description is in the words of the report that tells the event best.",
    ),
    _row,
    above=(tuple(TAGS.values()),),
)
