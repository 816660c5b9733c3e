"""Events as reports tell them, in the shape of the R package eventreport: one row for each event and report, grouped by `event_id`.

The names of columns are those of the package's own data where they mean the same. Its precisions count upwards: the greater, the more
exact; the functions that take the most or least precise value of an event rely on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dateline.merge.facts import counted, current, total
from dateline.schema.place import Where
from dateline.schema.record import Event, Participant
from dateline.views.export.chosen import notes
from dateline.views.export.csv import Tidy
from dateline.views.export.form import Item
from dateline.views.export.sheets import Column, Kind, Part, Sheet, Value
from dateline.views.export.values import joined, line

# Parties of one event: the package's own data have room for six.
_PARTIES = 6
# From the country (1) upwards, as the package's data have it; 6, the very building, is not known here.
_GEO = {"country": 1, "admin1": 2, "admin2": 3, "near": 4, "exact": 5}
_VAGUE = frozenset({"unknown", "people", "civilians", "person"})


def _rows(item: Item) -> Iterator[Part]:
    return (Part(item, told, told.event) for told in item.tellings)


def _event(read: Callable[[Event], Value]) -> Callable[[Part], Value]:
    return lambda row: read(row.part)


def _where(read: Callable[[Where], Value]) -> Callable[[Part], Value]:
    return lambda row: read(row.part.where)


def _party(number: int, read: Callable[[Participant], Value]) -> Callable[[Part], Value]:
    def of_row(row: Part) -> Value:
        parties = row.part.participants
        return read(parties[number]) if number < len(parties) else None

    return of_row


def _exactness(party: Participant) -> int:
    """1 for a party that is only described, 2 for a kind or a country's people, 3 for one that our tables know."""
    return 3 if party.actor_id else 1 if party.kind is None or party.kind in _VAGUE else 2


def _bound(outcome: str, which: int) -> Callable[[Part], Value]:
    def of_row(row: Part) -> Value:
        figures = [(entry.low, entry.high) for entry in counted([c for c in current(row.part) if c.outcome == outcome])]
        return total(figures)[which] if figures else None

    return of_row


def _best(outcome: str) -> Callable[[Part], Value]:
    """One report has one figure: its lower bound, where that is open the upper, as the tolls take it."""
    low, high = _bound(outcome, 0), _bound(outcome, 1)
    return lambda row: high(row) if (found := low(row)) is None else found


def _actors() -> Iterator[Column]:
    read: tuple[tuple[str, Kind, str, Callable[[Any], Value]], ...] = (
        ("", "text", "party {0} of the event", lambda party: line(party.name)),
        ("_id", "text", "its id in our tables of actors", lambda party: party.actor_id),
        ("_type", "text", "its kind", lambda party: party.kind),
        ("_subtype", "text", "in what capacity it acts", lambda party: party.sector),
        ("_precision", "whole", "1 described, 2 of a kind, 3 known", _exactness),
        ("_perpetrator", "whole", "1 where it does it", lambda party: int(party.role == "actor")),
        ("_victim", "whole", "1 where it has it done to it", lambda party: int(party.role == "recipient")),
    )
    for number in range(_PARTIES):
        for end, kind, says, value in read:
            yield Column(f"actor{number + 1}{end}", kind, says.format(number + 1), _party(number, value))


REPORTS = Sheet(
    "eventreport",
    "One row for each event as one report tells it.",
    (
        Column("id", "text", "the event of the report", lambda row: row.told.id),
        Column("event_id", "text", "the incident: group by it", lambda row: row.item.incident.id),
        Column("country", "text", "ISO 3166-1 alpha-3", _where(lambda where: where.country)),
        Column("date_start", "text", "YYYY-MM-DD", _event(lambda event: event.when.start_date)),
        Column("date_end", "text", "YYYY-MM-DD", _event(lambda event: event.when.end_date)),
        Column(
            "city",
            "text",
            "the place where it is a place and no unit",
            _where(lambda w: line(w.name) if _GEO.get(w.precision, 0) > 3 else None),
        ),
        Column("location", "text", "the place, unit or country", _where(lambda where: line(where.name))),
        Column("latitude", "number", "degrees", _where(lambda where: where.latitude)),
        Column("longitude", "number", "degrees", _where(lambda where: where.longitude)),
        Column("geo_precision", "whole", "1 country to 5 exact", _where(lambda where: _GEO.get(where.precision))),
        *_actors(),
        Column("event_type", "text", "type", _event(lambda event: event.type)),
        Column("event_mode", "text", "mode", _event(lambda event: event.mode)),
        Column("event_status", "text", "status", _event(lambda event: event.status)),
        Column("weapons", "text", "weapons", _event(lambda event: joined(weapon.kind for weapon in event.weapons))),
        *(
            Column(f"{name}_{end}", "whole", f"people {outcome}", read)
            for name, outcome in (("deaths", "killed"), ("injuries", "wounded"))
            for end, read in (("best", _best(outcome)), ("low", _bound(outcome, 0)), ("high", _bound(outcome, 1)))
        ),
        Column("certain", "number", "how sure the coding of the event is, 0 to 1", _event(lambda event: event.confidence)),
        Column("source", "text", "who published", lambda row: line(row.told.publisher)),
        Column(
            "source_origin",
            "text",
            "copies of one text share it: drop all but one to count independent sources",
            lambda row: row.told.origin,
        ),
        Column("source_date", "text", "day of publication", lambda row: row.told.published),
        Column("description", "text", "the sentences that tell of it", lambda row: notes(row.told)),
        Column("unit_of_analysis", "text", "Event report", lambda row: "Event report"),
    ),
    _rows,
)

FORMAT = Tidy(
    "eventreport",
    REPORTS,
    (
        "At most six parties of an event stand in a row, in the order of the record.",
        "A row has one place; casualties are those of all sides together, killed and wounded only.",
        "Copies of one text are rows of their own: source_origin tells them.",
        "How reputable a source is, the election and the context are not known; the package's own data have them.",
        "A text that a spreadsheet would take for a formula has an apostrophe before it; line breaks become spaces.",
    ),
)
