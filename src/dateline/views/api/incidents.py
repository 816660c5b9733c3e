"""Incidents: listed, one with its tellings, counted; and what is gone."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from dateline.errors import NotFoundError, StoreError, UsageError
from dateline.merge import POLICIES
from dateline.run import incidents
from dateline.run.policies import by_policy
from dateline.schema.incident import Incident
from dateline.schema.jsonable import to_plain
from dateline.store import Filters, Store
from dateline.store.changes import GonePlace, gone, started
from dateline.store.counting import counts
from dateline.store.listing import Listed
from dateline.store.pages import incidents_by_change, incidents_by_day
from dateline.views.api import cursors
from dateline.views.api.answers import Json, Tag, page
from dateline.views.api.asking import Asked, Changes, Page, Paging, Time, in_utc
from dateline.views.api.problems import Gone
from dateline.views.api.shapes import Counts, Feed, GoneItem, IncidentItem, IncidentTold
from dateline.views.review.access import Opened, scope

router = APIRouter(tags=["incidents"])
READ = Depends(scope("read", visitors=True))
DAY = (str, type(None))
COLUMNS = ("id", "first_day", "last_day", "type", "mode", "status", "country", "place")
FIGURES = ("killed_low", "killed_best", "killed_high", "sources", "changed")
Full = Annotated[bool, Query(description="With the whole incident in each row: every value told, not only those chosen.")]


@router.get("/incidents", dependencies=[READ], operation_id="list_incidents", response_model=Feed[IncidentItem])
def list_incidents(store: Opened, asked: Asked, paging: Changes, tag: Tag, full: Full = False) -> Response:
    """Incidents by their first day, those without one last; with `updated_since` in the order in which they changed.

    An incident is found by what any of its reports says.
    """
    if paging.since is not None:
        return _changed(store, asked, paging, tag, full=full)
    after = None if paging.cursor is None else cursors.read(paging.cursor, "incidents", asked, (DAY, str))
    found = incidents_by_day(store, asked, after=after, limit=paging.limit + 1)
    rows = found[: paging.limit]
    more = cursors.written("incidents", asked, (rows[-1].first_day, rows[-1].id)) if len(found) > paging.limit else None
    return Json(page([item(row, full=full) for row in rows], next=more), tag=tag)


def _changed(store: Store, asked: Filters, paging: Paging, tag: str, *, full: bool) -> Response:
    name = "incidents changed"
    if paging.cursor is not None:
        (after,) = cursors.read(paging.cursor, name, asked, (int,))
    else:
        after = started(store, paging.since or "").change
    found = incidents_by_change(store, asked, after=after, limit=paging.limit + 1)
    rows = found[: paging.limit]
    last = cursors.written(name, asked, (rows[-1].change if rows else after,))
    more = last if len(found) > paging.limit else None
    return Json(page([item(row, full=full) for row in rows], next=more, resume=last), tag=tag)


@router.get("/incidents/{id}", dependencies=[READ], operation_id="get_incident", response_model=IncidentTold)
def get_incident(
    store: Opened,
    id: str,
    tag: Tag,
    policy: Annotated[str | None, Query(pattern=f"^({'|'.join(POLICIES)})$", description="How values are chosen.")] = None,
) -> Response:
    """One incident with what each report tells, by its id, the beginning of it, or one of its events ("<report>:e1").

    Of an incident that is no more the answer (410) says where its events are.
    """
    incident = incident_of(store, id)
    merging = incidents.shipped()
    if merging is None:
        raise StoreError("this build has no merging")
    found = {telling.id: telling for telling in incidents.tellings(store, merging, incident.tellings)}
    told = tuple(found[id] for id in incident.tellings if id in found)
    body = {"incident": to_plain(by_policy(incident, told, policy=policy)), "tellings": [to_plain(telling) for telling in told]}
    return Json(body, tag=tag)


@router.get("/counts", dependencies=[READ], operation_id="count_incidents", response_model=Counts)
def count_incidents(
    store: Opened,
    asked: Asked,
    tag: Tag,
    by: Annotated[str, Query(min_length=1, max_length=120, description="By what, with commas between.", examples=["country,year"])],
) -> Response:
    """Incidents and killed by year, month, day, country, type, mode, status, place, actor or recipient, as `dateline counts` has them.

    An incident counts once for each of its actors and recipients where these are asked for.
    """
    names = [name.strip() for name in by.split(",") if name.strip()]
    items = []
    for count in counts(store, names, asked):
        told = asdict(count)
        items.append(told | {"values": dict(zip(names, count.values, strict=True))})
    return Json({"by": names, "items": items}, tag=tag)


@router.get("/deletions", dependencies=[READ], operation_id="list_deletions", response_model=Feed[GoneItem])
def list_deletions(
    store: Opened, paging: Page, tag: Tag, since: Annotated[Time | None, Query(description="What is gone at this time or later.")] = None
) -> Response:
    """What a copy must no longer hold, in the order in which it went: incidents that were taken apart ("incident"), reports whose text
    was taken out ("text") or that a name was taken out of ("name"). `resume` goes on from here later.
    """
    if paging.cursor is not None:
        after = GonePlace(*cursors.read(paging.cursor, "deletions", None, (int, int)))
    else:
        after = GonePlace() if since is None else started(store, in_utc(since)).gone
    found = gone(store, after=after, limit=paging.limit + 1)
    rows = found[: paging.limit]
    place = rows[-1][1] if rows else after
    last = cursors.written("deletions", None, (place.change, place.tombstone))
    more = last if len(found) > paging.limit else None
    return Json(page([asdict(row) for row, _ in rows], next=more, resume=last), tag=tag)


def incident_of(store: Store, id: str) -> Incident:
    """The incident that is meant. Raises NotFoundError where there never was one (or there are several), Gone where there was."""
    try:
        return store.incident(id)
    except UsageError as error:
        said = error.message
    try:
        moved = store.moved(id)
    except UsageError as error:
        raise NotFoundError(said) from error
    into = [{"id": now, "tellings": list(tellings)} for now, tellings in moved.into]
    raise Gone(f"{moved.id}: this incident is no more; `into` says which hold its events", into=into, lost=moved.gone)


def item(row: Listed, *, full: bool = False) -> dict[str, Any]:
    """The incident as it is listed."""
    told = {name: getattr(row, name) for name in (*COLUMNS, *FIGURES)}
    return told | {"incident": json.loads(row.body)} if full else told
