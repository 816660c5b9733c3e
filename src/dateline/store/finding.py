"""Which incidents are asked for. An incident is found by what any of its reports says: a value that others contradict as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, text

from dateline.errors import UsageError
from dateline.store.tables import Events, Incidents, Parties, Reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What incidents must have, all of it. `since` and `until` are ISO dates, both counted in; `country` is ISO 3166-1 alpha-3.

    `actor` is a party's id or the beginning of a word of its name, on any side; `type` an event type, or type:mode. `killed_min` asks
    for so many killed by the best estimate. `text` are words that a report of the incident must hold, all of them.
    """

    since: str | None = None
    until: str | None = None
    country: str | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    killed_min: int | None = None
    sources_min: int | None = None
    text: str | None = None


NOTHING_ASKED = Filters()


def selected(filters: Filters, *, sqlite: bool) -> Select[Any]:
    """The incidents with what is asked for, by their first day (those without come last) and id."""
    asked = select(Incidents)
    told = _of_event(filters)
    if told:
        asked = asked.where(Incidents.id.in_(select(Events.incident).where(and_(*told))))
    if filters.text is not None:
        reports = _with_words(filters.text, sqlite=sqlite)
        asked = asked.where(Incidents.id.in_(select(Events.incident).where(Events.report.in_(reports))))
    if filters.killed_min is not None:
        asked = asked.where(Incidents.killed_best >= filters.killed_min)
    if filters.sources_min is not None:
        asked = asked.where(Incidents.sources >= filters.sources_min)
    return asked.order_by(Incidents.first_day.is_(None), Incidents.first_day, Incidents.id)


def _of_event(filters: Filters) -> list[ColumnElement[bool]]:
    """What one and the same event of the incident must have."""
    told: list[ColumnElement[bool]] = [Events.incident.is_not(None)]
    if filters.since is not None:
        told.append(func.coalesce(Events.end_date, Events.start_date) >= filters.since)
    if filters.until is not None:
        told.append(Events.start_date <= filters.until)
    if filters.country is not None:
        told.append(Events.country == filters.country.upper())
    if filters.status is not None:
        told.append(Events.status == filters.status)
    if filters.type is not None:
        kind, _, mode = filters.type.partition(":")
        told.append(func.upper(Events.type) == kind.upper())
        told += [Events.mode == mode] if mode else []
    if filters.actor is not None:
        name, start = func.lower(Parties.name), filters.actor.lower()
        begins = name.startswith(start, autoescape=True), name.contains(f" {start}", autoescape=True)
        told.append(Events.telling.in_(select(Parties.telling).where(or_(Parties.actor_id == filters.actor, *begins))))
    return told if len(told) > 1 else []


def _with_words(words: str, *, sqlite: bool) -> Any:
    """The keys of the reports that hold all of these words."""
    if not any(char.isalnum() for char in words):
        raise UsageError(f"{words!r}: there is no word to look for")
    if sqlite:
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split() if any(char.isalnum() for char in word))
        found = text("SELECT rowid FROM report_words WHERE report_words MATCH :words").bindparams(words=quoted)
    else:
        found = text("SELECT report FROM report_words WHERE words @@ plainto_tsquery('simple', :words)").bindparams(words=words)
    return select(Reports.key).where(Reports.number.in_(found))
