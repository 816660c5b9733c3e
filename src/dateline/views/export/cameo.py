"""CAMEO, tidy: one row for each incident, with names of columns that say what they hold."""

from __future__ import annotations

from dateline.schema.record import Participant
from dateline.views.export.chosen import Chosen
from dateline.views.export.tabular import Row, Table
from dateline.views.export.values import degrees, line, names

COLUMNS = (
    *("event_id", "start_date", "end_date", "date_precision", "status"),
    *("actor", "actor_country", "actor_kind", "recipient", "recipient_country", "recipient_kind"),
    *("cameo", "cameo_root", "quad_class", "plover_event", "plover_mode"),
    *("place", "admin1", "country", "latitude", "longitude", "place_precision", "killed", "wounded", "sources"),
)


def _row(chosen: Chosen) -> Row | None:
    codes, where, when = chosen.codes, chosen.where, chosen.when
    if codes.cameo is None:
        return None
    return (
        *(chosen.item.incident.id, when.start_date, when.end_date, when.precision, chosen.status),
        *(value for parties in (chosen.actors, chosen.recipients) for value in _party(parties)),
        *(codes.cameo, codes.cameo_root, quad_class(codes.quad), codes.plover, chosen.mode),
        *(line(where.name), line(where.admin1), where.country, degrees(where.latitude), degrees(where.longitude), where.precision),
        *(chosen.best("killed"), chosen.best("wounded"), chosen.item.incident.sources),
    )


def quad_class(quad: str | None) -> int | None:
    """Q1 to Q4 as a number: verbal and material cooperation, verbal and material conflict."""
    return int(quad[1:]) if quad else None


def _party(parties: tuple[Participant, ...]) -> tuple[str | None, str | None, str | None]:
    return (names(parties), parties[0].country, parties[0].kind) if parties else (None, None, None)


FORMAT = Table(
    "cameo",
    ".csv",
    COLUMNS,
    (
        "CAMEO's 300 codes are told by PLOVER type and mode: mostly the code of three digits for the mode, else that of the type.",
        "Parties keep their names; CAMEO's actor codes are not given, country and kind stand beside the name.",
        "One row is one incident with one code, also where several sides or places are told.",
        "quad_class is PLOVER's for the type; CAMEO's own class of a code can be another.",
        "Claims, weapons and conflicting values have no column; killed and wounded are the best estimates of all sides together.",
    ),
    _row,
)
