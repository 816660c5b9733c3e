"""Events, and the parties and places that they name."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from dateline.errors import NotFoundError, UsageError
from dateline.schema.jsonable import to_plain
from dateline.store import Filters, Store
from dateline.store.changes import started
from dateline.store.named import actors, places
from dateline.store.pages import EventRow, event_row, events_by_change, events_by_day
from dateline.views.api import cursors
from dateline.views.api.answers import Json, Tag, page
from dateline.views.api.asking import Asked, Changes, Country, Page, Paging
from dateline.views.api.shapes import ActorItem, EventItem, EventTold, Feed, PlaceItem
from dateline.views.api.shapes import Page as PageOf
from dateline.views.review.access import Opened, scope

router = APIRouter()
READ = Depends(scope("read", visitors=True))
DAY = (str, type(None))


@router.get("/events", tags=["events"], dependencies=[READ], operation_id="list_events", response_model=Feed[EventItem])
def list_events(store: Opened, asked: Asked, paging: Changes, tag: Tag) -> Response:
    """Events by their first day, those without one last, rejected ones and those that wait to be merged as well.

    With `updated_since` those that are in an incident, in the order in which it changed.
    """
    if paging.since is not None:
        return _changed(store, asked, paging, tag)
    after = None if paging.cursor is None else cursors.read(paging.cursor, "events", asked, (DAY, str))
    found = events_by_day(store, asked, after=after, limit=paging.limit + 1)
    rows = found[: paging.limit]
    more = cursors.written("events", asked, (rows[-1].start_date, rows[-1].telling)) if len(found) > paging.limit else None
    return Json(page([item(row) for row in rows], next=more), tag=tag)


def _changed(store: Store, asked: Filters, paging: Paging, tag: str) -> Response:
    name = "events changed"
    if paging.cursor is not None:
        after = cursors.read(paging.cursor, name, asked, (int, str))
    else:
        after = (started(store, paging.since or "").change + 1, "")
    found = events_by_change(store, asked, after=after, limit=paging.limit + 1)
    rows = found[: paging.limit]
    last = cursors.written(name, asked, (rows[-1][0], rows[-1][1].telling) if rows else after)
    more = last if len(found) > paging.limit else None
    return Json(page([item(row) for _, row in rows], next=more, resume=last), tag=tag)


@router.get("/events/{telling}", tags=["events"], dependencies=[READ], operation_id="get_event", response_model=EventTold)
def get_event(store: Opened, telling: str, tag: Tag) -> Response:
    """One event with every value and its words, as people decided, by "<report>:<event id>" (of the report the beginning is enough)."""
    report, _, id = telling.rpartition(":")
    try:
        key = store.key(report)
    except UsageError as error:
        raise NotFoundError(error.message) from error
    row = event_row(store, f"{key}:{id}")
    if row is None:
        raise NotFoundError(f"{telling}: this report has no event {id!r}")
    event = next(event for event in store.record(key).events if event.id == id)
    told = {"telling": row.telling, "report": key, "verdict": row.verdict, "incident": row.incident}
    return Json(told | {"event": to_plain(event)}, tag=tag)


@router.get("/actors", tags=["actors"], dependencies=[READ], operation_id="list_actors", response_model=PageOf[ActorItem])
def list_actors(
    store: Opened,
    paging: Page,
    tag: Tag,
    name: Annotated[str | None, Query(min_length=1, max_length=200, description="An id, or the beginning of a word of the name.")] = None,
) -> Response:
    """The parties that events name, by name and id, each with how many events it is in."""
    after = None if paging.cursor is None else cursors.read(paging.cursor, "actors", name, (str, str))
    found = actors(store, name, after=after, limit=paging.limit + 1)
    rows = found[: paging.limit]
    more = cursors.written("actors", name, (rows[-1].name, rows[-1].actor_id or "")) if len(found) > paging.limit else None
    return Json(page([asdict(row) for row in rows], next=more), tag=tag)


@router.get("/places", tags=["places"], dependencies=[READ], operation_id="list_places", response_model=PageOf[PlaceItem])
def list_places(store: Opened, paging: Page, tag: Tag, country: Country = None) -> Response:
    """The places of events by country, first-order unit and name, each with how many events happened there."""
    wanted = country.upper() if country else None
    after = None if paging.cursor is None else cursors.read(paging.cursor, "places", wanted, (str, str, str))
    found = places(store, wanted, after=after, limit=paging.limit + 1)
    rows = found[: paging.limit]
    place = [value or "" for value in (rows[-1].country, rows[-1].admin1, rows[-1].name)] if rows else []
    more = cursors.written("places", wanted, place) if len(found) > paging.limit else None
    return Json(page([asdict(row) for row in rows], next=more), tag=tag)


def item(row: EventRow) -> dict[str, Any]:
    """The event as it is listed."""
    return to_plain(row)  # type: ignore[no-any-return]
