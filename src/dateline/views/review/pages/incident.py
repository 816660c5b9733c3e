"""One incident: what is agreed and what is not, its permanent link, and what can be taken away of it."""

from __future__ import annotations

import io
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from dateline.errors import NotAllowedError, NotFoundError, UsageError
from dateline.merge import POLICIES
from dateline.run.policies import by_policy
from dateline.schema.incident import Incident
from dateline.schema.jsonable import dumps, to_plain
from dateline.schema.person import Person
from dateline.store import Moved, Store, assigning
from dateline.views.export import Item
from dateline.views.export.bundle import write_bundle
from dateline.views.incident import sheet
from dateline.views.incident.acts import STANDS, Act
from dateline.views.incident.citing import cite
from dateline.views.incident.sheet import title_of
from dateline.views.review.access import Opened, Reader, Visitor
from dateline.views.review.gathering import gather, known, policy_of, told
from dateline.views.review.rendering import render

router = APIRouter(prefix="/incidents")

Policy = Annotated[str | None, Query(max_length=40)]
Id = Annotated[str | None, Query(max_length=200)]


@router.get("/{id}")
def one(request: Request, store: Opened, asking: Visitor, id: str, policy: Policy = None, done: Id = None, former: Id = None) -> Response:
    """The page. An id that is no more leads to where its events are now; `former` is such an id, and `done` what was just decided."""
    chosen = policy_of(policy)
    try:
        incident = store.incident(id)
    except UsageError:
        return _elsewhere(request, store, id)
    if incident.id != id:
        return RedirectResponse(request.url.replace(path=f"/incidents/{incident.id}"), 302)
    _not_blind(store, asking, incident)
    material = gather(store, incident, policy=chosen)
    made = sheet(material, policy=chosen)
    address = str(request.url.replace(path=f"/incidents/{incident.id}", query="", fragment=""))
    cited = cite(made, address=address, day=store.now()[:10])
    values = {"sheet": made, "policies": POLICIES, "cited": cited, "address": address, "done": _done(made.acts, done)}
    return render(request, "incident.html", values | {"led_from": _led_from(store, incident, former), "left": _left(store, incident)})


@router.get("/{id}/incident.json")
def as_json(store: Opened, asking: Visitor, id: str, policy: Policy = None) -> Response:
    """The incident and its tellings, as `dateline show --json` writes them."""
    incident = _not_blind(store, asking, known(store, id))
    tellings = told(store, incident)
    body = {"incident": to_plain(by_policy(incident, tellings, policy=policy_of(policy))), "tellings": [to_plain(t) for t in tellings]}
    return Response(dumps(body, indent=2) + "\n", media_type="application/json", headers=_file(f"{incident.id}.json"))


@router.get("/{id}/bundle.zip")
def bundle(store: Opened, asking: Reader, id: str) -> Response:
    """The evidence: the incident with its reports, their records and people's decisions, for `dateline verify`."""
    incident = _not_blind(store, asking, known(store, id))
    tellings = told(store, incident)
    written = io.BytesIO()
    write_bundle(store, [Item(incident, tellings, store.titles({telling.report for telling in tellings}))], written)
    return Response(written.getvalue(), media_type="application/zip", headers=_file(f"{incident.id}.zip"))


def _not_blind(store: Store, asking: Person, incident: Incident) -> Incident:
    """The incident. Raises NotAllowedError for who is at work as second coder of one of its reports: it shows what the first decided."""
    reports = {telling.partition(":")[0] for telling in incident.tellings}
    if not asking.visitor and not reports.isdisjoint(assigning.hidden(store, asking.name)):
        raise NotAllowedError("you are the second coder of a report of this incident; it opens when you are done with the report")
    return incident


def _elsewhere(request: Request, store: Store, id: str) -> Response:
    """Where the events went of an incident that is no more."""
    try:
        moved = store.moved(id)
    except UsageError as error:
        raise NotFoundError("there is no such incident, and never was one") from error
    if len(moved.into) == 1 and not moved.gone:
        return RedirectResponse(request.url.replace(path=f"/incidents/{moved.into[0][0]}", query=f"former={moved.id}"), 302)
    now = [(title_of(incident), incident, tellings) for incident, tellings in _with_incidents(store, moved)]
    # 300: several incidents hold what this one held; 410: none does any more
    return render(request, "moved.html", {"moved": moved, "now": now}, status=300 if now else 410)


def _with_incidents(store: Store, moved: Moved) -> list[tuple[Incident, tuple[str, ...]]]:
    tellings = dict(moved.into)
    return [(incident, tellings[incident.id]) for incident in store.some(list(tellings))]


def _led_from(store: Store, incident: Incident, former: str | None) -> str | None:
    """The id that led here, where this incident holds what that one held."""
    if former is None:
        return None
    try:
        moved = store.moved(former)
    except UsageError:
        return None
    return moved.id if any(id == incident.id for id, _ in moved.into) else None


def _left(store: Store, incident: Incident) -> list[tuple[str, str, int]]:
    """Incidents that hold events which this id once held: id, title, how many."""
    moved = store.moved(incident.id)
    others = [(one, tellings) for one, tellings in _with_incidents(store, moved) if one.id != incident.id]
    return [(one.id, title_of(one), len(tellings)) for one, tellings in others]


def _done(acts: tuple[Act, ...], decision: str | None) -> Act | None:
    """The act that was just made, where it stands."""
    return next((act for act in acts if decision in act.ids and act.state == STANDS), None)


def _file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def page_of(incident: Incident, done: str | None = None) -> RedirectResponse:
    """Leads to the page of an incident after something was decided."""
    return RedirectResponse(f"/incidents/{incident.id}" + (f"?done={done}" if done else ""), 303)
