"""Incidents as tidy tables: one row for each incident, event, party, figure, toll, value told and link, joined by their ids.

The tables are what `csv`, `xlsx` and `parquet` write; the sentence beside each column is the codebook that goes with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dateline.merge.facts import counted, current, total
from dateline.schema.incident import Figure, Telling, Toll
from dateline.schema.record import Casualty, Event
from dateline.views.export.chosen import Chosen, choose, notes
from dateline.views.export.form import Item
from dateline.views.export.values import BETWEEN, joined, line, names

Kind = Literal["text", "day", "whole", "number", "yes or no"]
Value = str | int | float | bool | None

OUTCOMES = {
    "killed": "killed",
    "wounded": "wounded",
    "casualty": "killed or wounded, not said which",
    "missing": "missing",
    "abducted": "abducted",
    "detained": "detained",
    "released": "released",
    "surrendered": "surrendered",
    "displaced": "displaced",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `explains` is a sentence for who reads the table; days are ISO dates, a value that is None is unknown."""

    name: str
    kind: Kind
    explains: str
    read: Callable[[Any], Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `each` gives what its rows are made of, in their order, of one incident."""

    name: str
    explains: str
    columns: tuple[Column, ...]
    each: Callable[[Item], Iterable[Any]]

    def rows(self, item: Item) -> Iterator[tuple[Value, ...]]:
        """The rows of one incident, with a value for each column."""
        for one in self.each(item):
            yield tuple(column.read(one) for column in self.columns)

    @property
    def heading(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a telling (a party, a figure), with the incident it belongs to."""

    item: Item
    told: Telling
    part: Any


def _incident(item: Item) -> list[Chosen]:
    return [choose(item)] if item.tellings else []


def _tellings(item: Item) -> Iterator[Part]:
    return (Part(item, told, told.event) for told in item.tellings)


def _parties(item: Item) -> Iterator[Part]:
    return (Part(item, told, party) for told in item.tellings for party in told.event.participants)


def _figures(item: Item) -> Iterator[Part]:
    return (Part(item, told, entry) for told in item.tellings for entry in told.event.casualties)


def _tolls(item: Item) -> Iterator[tuple[Item, Toll]]:
    return ((item, toll) for toll in item.incident.tolls)


def _values(item: Item) -> Iterator[tuple[Item, Any, Any]]:
    return ((item, field, said) for field in item.incident.fields for said in field.values)


def _links(item: Item) -> Iterator[tuple[Item, Any]]:
    return ((item, link) for link in item.incident.links)


def _all_told(name: str) -> Callable[[Chosen], str]:
    """Every value that is told of a field: such as do not contradict each other."""

    def read(chosen: Chosen) -> str:
        found = next((field for field in chosen.item.incident.fields if field.name == name), None)
        return joined(said.value or "" for said in found.values) if found else ""

    return read


def _bound(outcome: str, which: str) -> Callable[[Chosen], int | None]:
    if which == "best":
        return lambda chosen: chosen.best(outcome)
    return lambda chosen: chosen.bounds(outcome)[which == "high"]


def _told_bound(outcome: str, which: int) -> Callable[[Part], int | None]:
    return lambda told: _sum(told.part, outcome)[which]


def _sum(event: Event, outcome: str) -> tuple[int | None, int | None]:
    """What one report tells of one outcome, all sides together; a bound that is None is open, or nothing is told."""
    figures = [(entry.low, entry.high) for entry in counted([c for c in current(event) if c.outcome == outcome])]
    return total(figures) if figures else (None, None)


def _role(role: str) -> Callable[[Part], str]:
    return lambda told: names(party for party in told.part.participants if party.role == role)


def _disputed(chosen: Chosen) -> str:
    fields = [field.name for field in chosen.item.incident.fields if field.disagreement]
    return joined([*fields, *(toll.outcome for toll in chosen.item.incident.tolls if toll.disagreement)])


def _words(figures: Iterable[Figure]) -> str:
    return BETWEEN.join(f"{figure.telling}#{figure.casualty}" for figure in figures)


_ID = "The incident; the same in every table."
_TYPES = "Type of event (PLOVER, or one of your own)."
_EVENT_ID = "The event as one report tells it: the report's key and the event's number in its record."
_REPORT = "The report's key: SHA-256 of its text and of where and when it was published."
_COUNTRY = "Country, ISO 3166-1 alpha-3."
_RADIUS = "Of a place that is only told as near to another: within so many kilometres."
_PLACE_PRECISION = "How exactly the place is known: exact, near, admin2, admin1, country, unknown."
_DATE_PRECISION = "How exactly the day is known: day, week, month, year, unknown."
_SURE = "How sure the coding is, 0 to 1."

INCIDENTS = Sheet(
    "incidents",
    "One row for each incident: of each kind the value that the policy chose out of all that reports tell.",
    (
        Column("incident_id", "text", _ID, lambda c: c.item.incident.id),
        Column("type", "text", _TYPES, lambda c: c.type),
        Column("mode", "text", "Mode of the type; empty where it has none or none is told.", lambda c: c.mode),
        Column("status", "text", "happened, attempted, planned, possible, denied, habitual; empty where undecided.", lambda c: c.status),
        Column("start_date", "day", "First day on which it may have been.", lambda c: c.when.start_date),
        Column("end_date", "day", "Last day on which it may have been.", lambda c: c.when.end_date),
        Column("date_precision", "text", _DATE_PRECISION, lambda c: c.when.precision),
        Column("place", "text", "The place, by its name in the gazetteer.", lambda c: line(c.where.name)),
        Column("admin1", "text", "First-order unit of the country.", lambda c: line(c.where.admin1)),
        Column("admin2", "text", "Second-order unit of the country.", lambda c: line(c.where.admin2)),
        Column("country", "text", _COUNTRY, lambda c: c.where.country),
        Column("latitude", "number", "Degrees, WGS 84: of the place, or the middle of the unit or country.", lambda c: c.where.latitude),
        Column("longitude", "number", "Degrees, WGS 84; see latitude.", lambda c: c.where.longitude),
        Column("radius_km", "number", _RADIUS, lambda c: c.where.radius_km),
        Column("place_precision", "text", _PLACE_PRECISION, lambda c: c.where.precision),
        Column("place_id", "text", "The place in its gazetteer.", lambda c: c.where.place_id),
        Column("actors", "text", "Who does it; several with '; ' between.", lambda c: names(c.actors)),
        Column("recipients", "text", "Who has it done to them.", lambda c: names(c.recipients)),
        Column("third_parties", "text", "Who mediates, hosts or takes part besides.", lambda c: names(c.thirds)),
        Column("weapons", "text", "Every weapon told.", _all_told("weapons")),
        Column("claims", "text", "Who claims, blames or denies, as kind: party.", _all_told("claims")),
        Column("topics", "text", "What talks, agreements, demands and the like are about.", _all_told("topics")),
        *(
            Column(f"{outcome}_{which}", "whole", f"People {words}, all sides: {said}. Empty is unknown, never 0.", _bound(outcome, which))
            for outcome, words in OUTCOMES.items()
            for which, said in (("low", "lowest"), ("best", "best estimate by the policy"), ("high", "highest; empty is open as well"))
        ),
        Column("sources", "whole", "Independent sources: copies of one text count once.", lambda c: c.item.incident.sources),
        Column("events", "whole", "How many events of reports it is made of.", lambda c: len(c.item.tellings)),
        Column("publishers", "text", "Who published the reports.", lambda c: joined(c.publishers())),
        Column("first_published", "day", "Day of the earliest report.", lambda c: c.item.incident.first_published),
        Column("last_published", "day", "Day of the latest report.", lambda c: c.item.incident.last_published),
        Column("disputed", "text", "Fields and tolls on which sources disagree.", _disputed),
        Column("acled_event_type", "text", "Event type of ACLED.", lambda c: c.codes.acled.event_type),
        Column("acled_sub_event_type", "text", "Sub-event type of ACLED.", lambda c: c.codes.acled.sub_event_type),
        Column("ucdp_type_of_violence", "whole", "UCDP: 1 state-based, 2 non-state, 3 one-sided.", lambda c: c.codes.ucdp.type_of_violence),
        Column("cameo", "text", "CAMEO code.", lambda c: c.codes.cameo),
        Column("quad", "text", "PLOVER's quad code, Q1 to Q4.", lambda c: c.codes.quad),
        Column("words", "text", "The sentences of the report that tells it best.", lambda c: notes(c.teller)),
        Column("report", "text", "The key of that report.", lambda c: c.teller.report),
    ),
    _incident,
)

EVENTS = Sheet(
    "events",
    "One row for each event as one report tells it.",
    (
        Column("incident_id", "text", _ID, lambda p: p.item.incident.id),
        Column("event_id", "text", _EVENT_ID, lambda p: p.told.id),
        Column("report", "text", _REPORT, lambda p: p.told.report),
        Column("origin", "text", "The key that copies of one text share: one origin is one independent source.", lambda p: p.told.origin),
        Column("published", "day", "Day of publication.", lambda p: p.told.published),
        Column("publisher", "text", "Who published the report.", lambda p: line(p.told.publisher)),
        Column("title", "text", "Title of the report; it is not coded.", lambda p: line(p.item.titles.get(p.told.report))),
        Column("type", "text", _TYPES, lambda p: p.part.type),
        Column("mode", "text", "Mode of the type.", lambda p: p.part.mode),
        Column("status", "text", "happened, attempted, planned, possible, denied, habitual.", lambda p: p.part.status),
        Column("confidence", "number", "That there is such an event of this type, 0 to 1.", lambda p: p.part.confidence),
        Column("part_of", "text", "Number of the event of the same report that it is a part of.", lambda p: p.part.part_of),
        Column("start_date", "day", "First day on which it may have been.", lambda p: p.part.when.start_date),
        Column("end_date", "day", "Last day on which it may have been.", lambda p: p.part.when.end_date),
        Column("date_precision", "text", _DATE_PRECISION, lambda p: p.part.when.precision),
        Column("time_of_day", "text", "dawn, morning, ... or local time; empty where not told.", lambda p: p.part.when.time_of_day),
        Column("place", "text", "The place, by its name in the gazetteer.", lambda p: line(p.part.where.name)),
        Column("admin1", "text", "First-order unit of the country.", lambda p: line(p.part.where.admin1)),
        Column("admin2", "text", "Second-order unit of the country.", lambda p: line(p.part.where.admin2)),
        Column("country", "text", _COUNTRY, lambda p: p.part.where.country),
        Column("latitude", "number", "Degrees, WGS 84.", lambda p: p.part.where.latitude),
        Column("longitude", "number", "Degrees, WGS 84.", lambda p: p.part.where.longitude),
        Column("radius_km", "number", _RADIUS, lambda p: p.part.where.radius_km),
        Column("place_precision", "text", _PLACE_PRECISION, lambda p: p.part.where.precision),
        Column("place_id", "text", "The place in its gazetteer.", lambda p: p.part.where.place_id),
        Column("other_places", "text", "Further places of the event.", lambda p: joined(w.name or "" for w in p.part.other_places)),
        Column("actors", "text", "Who does it.", _role("actor")),
        Column("recipients", "text", "Who has it done to them.", _role("recipient")),
        Column("third_parties", "text", "Who mediates, hosts or takes part besides.", _role("third")),
        *(
            Column(f"{outcome}_{which}", "whole", f"People {words}, all sides: {said}.", _told_bound(outcome, place))
            for outcome, words in OUTCOMES.items()
            for place, (which, said) in enumerate((("low", "lowest told"), ("high", "highest told; empty is open, or nothing is told")))
        ),
        Column("weapons", "text", "Weapons told.", lambda p: joined(weapon.kind for weapon in p.part.weapons)),
        Column(
            "claims",
            "text",
            "Who claims, blames or denies.",
            lambda p: joined(f"{claim.kind}: {claim.by}" if claim.by else claim.kind for claim in p.part.claims),
        ),
        Column("told_by", "text", "Who told the report of it.", lambda p: joined(source.name for source in p.part.sources)),
        Column("topics", "text", "What it is about.", lambda p: joined(p.part.topics)),
        Column("acled_event_type", "text", "Event type of ACLED.", lambda p: p.part.codes.acled.event_type),
        Column("acled_sub_event_type", "text", "Sub-event type of ACLED.", lambda p: p.part.codes.acled.sub_event_type),
        Column("ucdp_type_of_violence", "whole", "UCDP's type of violence.", lambda p: p.part.codes.ucdp.type_of_violence),
        Column("cameo", "text", "CAMEO code.", lambda p: p.part.codes.cameo),
        Column("quad", "text", "PLOVER's quad code.", lambda p: p.part.codes.quad),
        Column("trigger", "text", "The words that tell of it.", lambda p: joined(mention.text for mention in p.part.mentions)),
        Column("words", "text", "The sentences that tell of it.", lambda p: notes(p.told)),
    ),
    _tellings,
)

PARTIES = Sheet(
    "parties",
    "One row for each party to an event as one report tells it.",
    (
        Column("incident_id", "text", _ID, lambda p: p.item.incident.id),
        Column("event_id", "text", _EVENT_ID, lambda p: p.told.id),
        Column("role", "text", "actor, recipient or third.", lambda p: p.part.role),
        Column("name", "text", "As a list of actors prints it; else the report's words.", lambda p: line(p.part.name)),
        Column("actor_id", "text", "Its id in our tables of actors; empty for who is in none.", lambda p: p.part.actor_id),
        Column("kind", "text", "What kind of party it is on the day of publication.", lambda p: p.part.kind),
        Column("sector", "text", "In what capacity it acts.", lambda p: p.part.sector),
        Column("country", "text", _COUNTRY, lambda p: p.part.country),
        Column("words", "text", "The report's words for it.", lambda p: joined(mention.text for mention in p.part.mentions)),
        Column("made_by", "text", "What made these values.", lambda p: p.part.made_by),
        Column("confidence", "number", _SURE, lambda p: p.part.confidence),
    ),
    _parties,
)


def _entry(read: Callable[[Casualty], Value]) -> Callable[[Part], Value]:
    return lambda told: read(told.part)


FIGURES = Sheet(
    "figures",
    "One row for each casualty figure as one report tells it, with the place of its words in the report.",
    (
        Column("incident_id", "text", _ID, lambda p: p.item.incident.id),
        Column("event_id", "text", _EVENT_ID, lambda p: p.told.id),
        Column("casualty_id", "text", "The figure's number in the record.", _entry(lambda c: c.id)),
        Column("outcome", "text", f"What people came to: {', '.join(OUTCOMES)}.", _entry(lambda c: c.outcome)),
        Column("side", "text", "actor, recipient, bystander or unknown.", _entry(lambda c: c.role)),
        Column("civilian", "yes or no", "Whether they are civilians; empty where the words do not say.", _entry(lambda c: c.civilian)),
        Column("who", "text", "The people, in the report's words.", _entry(lambda c: line(c.who))),
        Column("low", "whole", "Lowest; empty is open.", _entry(lambda c: c.low)),
        Column("high", "whole", "Highest; empty is open.", _entry(lambda c: c.high)),
        Column("part_of", "text", "The total that includes this figure.", _entry(lambda c: c.part_of)),
        Column("superseded", "yes or no", "Whether the same report corrects it later.", _entry(lambda c: c.superseded)),
        Column("published", "day", "Day of publication of the report.", lambda p: p.told.published),
        Column("text", "text", "The words of the figure.", _entry(lambda c: c.text)),
        Column("start", "whole", "Where the words begin in the report: Unicode characters before them.", _entry(lambda c: c.start)),
        Column("end", "whole", "Where they end.", _entry(lambda c: c.end)),
        Column("made_by", "text", "What made the figure.", _entry(lambda c: c.made_by)),
        Column("confidence", "number", _SURE, _entry(lambda c: c.confidence)),
    ),
    _figures,
)

TOLLS = Sheet(
    "tolls",
    "One row for each outcome and side of an incident: what all figures come to by the policy.",
    (
        Column("incident_id", "text", _ID, lambda t: t[0].incident.id),
        Column("outcome", "text", "What people came to.", lambda t: t[1].outcome),
        Column("side", "text", "actor, recipient, bystander or unknown.", lambda t: t[1].side),
        Column("civilian", "yes or no", "Empty: all of that side; else civilians (true) or others (false) of it.", lambda t: t[1].civilian),
        Column("low", "whole", "Lowest; empty is unknown.", lambda t: t[1].low),
        Column("best", "whole", "Best estimate by the policy.", lambda t: t[1].best),
        Column("high", "whole", "Highest; empty is open.", lambda t: t[1].high),
        Column("policy", "text", "How one figure was chosen of several.", lambda t: t[1].policy),
        Column("disagreement", "number", "How far apart independent sources are, 0 to 1.", lambda t: t[1].disagreement),
        Column("figures", "text", "The figures it is made of, as event_id#casualty_id.", lambda t: _words(t[1].figures)),
    ),
    _tolls,
)

VALUES = Sheet(
    "values",
    "One row for each value that reports tell of a field, whether it was chosen or not.",
    (
        Column("incident_id", "text", _ID, lambda v: v[0].incident.id),
        Column("field", "text", "type, mode, status, actor, recipient, third, date, place, claims, weapons, topics.", lambda v: v[1].name),
        Column("value", "text", "What is told.", lambda v: line(v[2].value)),
        Column("chosen", "yes or no", "Whether the policy takes it.", lambda v: v[2].value == v[1].chosen),
        Column("sources", "whole", "Independent sources that tell it.", lambda v: v[2].sources),
        Column("disagreement", "number", "How far sources disagree on the field, 0 to 1.", lambda v: v[1].disagreement),
        Column("event_ids", "text", "The events that tell it, best first.", lambda v: BETWEEN.join(v[2].tellings)),
    ),
    _values,
)

LINKS = Sheet(
    "links",
    "One row for each pair of events that ties an incident together, and why.",
    (
        Column("incident_id", "text", _ID, lambda k: k[0].incident.id),
        Column("first", "text", _EVENT_ID, lambda k: k[1].first),
        Column("second", "text", "The other event.", lambda k: k[1].second),
        Column("probability", "number", "That the two are one happening.", lambda k: k[1].probability),
        Column(
            "reasons",
            "text",
            "What speaks for it (above 0) and against it (below 0), in log odds.",
            lambda k: BETWEEN.join(f"{reason.field} {reason.level} {reason.weight:+.2f}" for reason in k[1].reasons),
        ),
    ),
    _links,
)

SHEETS = (INCIDENTS, EVENTS, PARTIES, FIGURES, TOLLS, VALUES, LINKS)
