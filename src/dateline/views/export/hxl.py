"""HXL (Humanitarian Exchange Language): a CSV table with a row of tags under its heading."""

from __future__ import annotations

from dateline.views.export.chosen import Chosen, notes
from dateline.views.export.tabular import Row, Table
from dateline.views.export.values import degrees, joined, line, names

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


# Who reads these tables takes a row for something that happened.
_NOT_HAPPENED = ("planned", "possible", "denied", None)


def _row(chosen: Chosen) -> Row | None:
    if chosen.status in _NOT_HAPPENED:
        return None
    where, when = chosen.where, chosen.when
    low, high = chosen.bounds("killed")
    return (
        *(chosen.item.incident.id, when.start_date, when.end_date, chosen.type, chosen.mode),
        *(names(chosen.actors), names(chosen.recipients)),
        *(where.country, line(where.admin1), None, line(where.admin2), line(where.name)),
        *(degrees(where.latitude), degrees(where.longitude), where.precision),
        *(low, chosen.best("killed"), high, chosen.best("wounded")),
        *(joined(chosen.publishers()), notes(chosen.teller)),
    )


FORMAT = Table(
    "hxl",
    ".csv",
    tuple(TAGS),
    (
        "What is planned, possible or denied has no row, nor what as many reports deny as tell; there is no column for the status.",
        "One row is one incident with one place, the values chosen; conflicting ones, claims and weapons have no column.",
        "#adm1+code is empty: our places have names of units, not P-codes.",
        "The description is in the words of the report that tells the event best.",
    ),
    _row,
    above=(tuple(TAGS.values()),),
)
