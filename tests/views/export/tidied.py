"""Incidents to export: two reports of one raid that disagree, and one of talks of which nothing is known but the country."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

from dateline.merge.combining import combine
from dateline.schema.incident import Link, Reason, Telling
from dateline.views.export.form import Format, Item
from tests.merge.making import telling, when, where

WIRE = telling(
    "a" * 64,
    actor=("Northern Front", "northern-front"),
    recipient=("Military Forces of Iraq", "IRQ.military", "military", "IRQ"),
    killed=(21, None),
    wounded=(5, 5),
    publisher="Wire",
    words="The Northern Front bombed a post in Kirkuk.",
    claims=(("claimed", "Northern Front"),),
    weapons=("car bomb",),
)
POST = telling("b" * 64, actor=("gunmen", None), killed=(26, 26), publisher="Post", published="2016-03-04")
TALKS = telling("c" * 64, type="CONSULT", mode="visit", day=None, place="Iraq", publisher=None, published="2016-05-01", trigger="met")


def item(*tellings: Telling, **titles: str) -> Item:
    """The incident of these tellings; their titles by the first letter of the report."""
    ids = sorted(told.id for told in tellings)
    links = tuple(Link(ids[0], id, 0.9, (Reason("place", "same", 1.5),)) for id in ids[1:])
    known: dict[str, str | None] = {told.report: titles.get(told.report[:1]) for told in tellings}
    made = combine(tellings, links=links, policy="latest")
    by_id = {told.id: told for told in tellings}
    return Item(made, tuple(by_id[id] for id in made.tellings), known)


RAID = item(WIRE, POST, a="Raid in Kirkuk")
ITEMS = (RAID, item(TALKS))


def placed(precision: str, radius: float | None = None, *, name: str = "Kirkuk") -> Item:
    """An incident at a place that is known so exactly."""
    told = telling("d" * 64)
    at = replace(where(name), precision=precision, radius_km=radius)
    return item(replace(told, event=replace(told.event, where=at)))


def on(day: str | None, last: str | None = None, time: str | None = None) -> Item:
    """An incident of that day, or up to the last of several."""
    told = telling("d" * 64)
    days = replace(when(day), end_date=last or day, time_of_day=time)
    return item(replace(told, event=replace(told.event, when=days)))


def written(format: Format, items: Iterable[Item] = ITEMS) -> bytes:
    """What the format writes of them; twice the same."""
    given, first, second = tuple(items), io.BytesIO(), io.BytesIO()
    assert format.write(given, first) == format.write(given, second)
    assert first.getvalue() == second.getvalue()
    return first.getvalue()
