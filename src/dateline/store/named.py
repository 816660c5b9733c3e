"""The parties and places that the events of a store name, in pages, each with how many events name it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select, true, tuple_

from dateline.store.finding import names_with
from dateline.store.store import Store
from dateline.store.tables import Events, Parties


@dataclass(frozen=True, slots=True)
class ActorRow:
    """A party by its name and, where it is known, its id; `events` in which it is on any side."""

    name: str
    actor_id: str | None
    events: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place by its name, first-order unit and country, each None where it is not told; `events` that happened there."""

    name: str | None
    admin1: str | None
    country: str | None
    events: int


def actors(store: Store, begins: str | None = None, *, after: tuple[str, str] | None, limit: int) -> tuple[ActorRow, ...]:
    """Parties by name and id. `begins` is an id, or the beginning of a word of the name. The place of a row is its name and id ("")."""
    asked = select(Parties.name, Parties.actor_id, func.count(Parties.telling.distinct()).label("events"))
    if begins is not None:
        asked = asked.where(or_(Parties.actor_id == begins, Parties.name.in_(names_with(begins))))
    if after is not None:
        name, id = after
        behind = or_(Parties.name > name, func.coalesce(Parties.actor_id, "") > id)
        asked = asked.where(Parties.name >= name, behind)
    by = (Parties.name, Parties.actor_id)
    asked = asked.group_by(*by).order_by(by[0], by[1].nulls_first()).limit(limit)
    with store.database.reading() as connection:
        return tuple(ActorRow(**row._mapping) for row in connection.execute(asked))


def places(store: Store, country: str | None = None, *, after: tuple[str, str, str] | None, limit: int) -> tuple[PlaceRow, ...]:
    """Places by country, unit and name, each "" where it is not told: the place of a row is these three."""
    by = (Events.country, Events.admin1, Events.place)
    asked = select(Events.place.label("name"), Events.admin1, Events.country, func.count().label("events"))
    asked = asked.where(or_(Events.place.is_not(None), Events.country.is_not(None)))
    if country is not None:
        asked = asked.where(Events.country == country.upper())
    if after is not None:
        told = [func.coalesce(column, "") for column in by]
        begins = Events.country >= after[0] if after[0] else true()
        asked = asked.where(begins, tuple_(*told) > tuple_(*after))
    asked = asked.group_by(*by).order_by(*(column.nulls_first() for column in by)).limit(limit)
    with store.database.reading() as connection:
        return tuple(PlaceRow(**row._mapping) for row in connection.execute(asked))
