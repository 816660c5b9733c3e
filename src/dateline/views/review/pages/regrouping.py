"""Incidents are made one, and one is made several: what would come of it is shown first, then decided with a reason, then taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from dateline.errors import UsageError
from dateline.run import incidents
from dateline.run.policies import by_policy
from dateline.schema.decision import Decision
from dateline.schema.incident import Incident, Telling
from dateline.schema.person import Person
from dateline.store import Store
from dateline.store.replay import MERGE, SPLIT, UNDO
from dateline.views.incident.changing import Column, column, comparison
from dateline.views.review.access import Opened, Reviewer
from dateline.views.review.deciding import keep
from dateline.views.review.gathering import gather, known, merging_of, policy_of, told
from dateline.views.review.pages.incident import page_of
from dateline.views.review.rendering import render
from dateline.views.review.suggesting import suggested

router = APIRouter(prefix="/incidents")

Tellings = Annotated[list[str] | None, Query(max_length=2000)]
Given = Annotated[str, Form(max_length=200)]
Why = Annotated[str, Form(max_length=2000)]
CHANGED = "the incident changed since you looked; this is how it is now"
NO_REASON = "say why: whoever looks at this incident later needs the reason"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked: the incidents as they are, the decisions that would be made, and the notes of what stands against it."""

    kind: str
    now: tuple[Incident, ...]
    decisions: tuple[Decision, ...]

    @property
    def state(self) -> str:
        """A digest of what was looked at: a decision is only made of what the person saw."""
        told = "\n".join(f"{incident.id} {' '.join(incident.tellings)}" for incident in self.now)
        return hashlib.sha256(f"{told}\n{[d.anchors for d in self.decisions]}".encode()).hexdigest()[:32]


@router.get("/{id}/merge")
def choose_other(request: Request, store: Opened, asking: Reviewer, id: str, other: Annotated[str, Query(max_length=200)] = "") -> Response:
    """What the incident could be merged with, and, where one is named, what would come of it."""
    incident = known(store, id)
    given = other.strip().rstrip("/").rpartition("/")[2]
    if not given:
        return _choice(request, store, incident)
    try:
        return _preview(request, store, _merging(store, asking, incident, given))
    except UsageError as error:
        return _choice(request, store, incident, given=given, wrong=error.message)


@router.post("/{id}/merge")
def merge(request: Request, store: Opened, asking: Reviewer, id: str, other: Given, state: Given, why: Why = "") -> Response:
    """Holds the two incidents together as one."""
    return _decide(request, store, _merging(store, asking, known(store, id), other, why), state)


@router.get("/{id}/split")
def preview_split(request: Request, store: Opened, asking: Reviewer, id: str, off: Tellings = None) -> Response:
    """What would come of holding those events apart from the others."""
    return _preview(request, store, _splitting(store, asking, known(store, id), off or []))


@router.post("/{id}/split")
def split(
    request: Request, store: Opened, asking: Reviewer, id: str, off: Annotated[list[str], Form()], state: Given, why: Why = ""
) -> Response:
    """Holds those events apart from the others."""
    return _decide(request, store, _splitting(store, asking, known(store, id), off, why), state)


@router.post("/{id}/undo")
def undo(store: Opened, asking: Reviewer, id: str, decision: Annotated[list[str], Form()], why: Why = "") -> Response:
    """Takes the decisions of one act back."""
    found = [store.decision(one) for one in decision]
    kept = _keep(store, [Decision("", UNDO, asking.name, store.now(), why.strip() or None, (), None, one.id) for one in found])
    return page_of(_where(store, kept, id), kept[0].id if kept else None)


def _merging(store: Store, asking: Person, incident: Incident, other: str, why: str = "") -> Plan:
    """Raises UsageError where the other is none, or the same."""
    second = store.incident(other)
    if second.id == incident.id:
        raise UsageError("this is the same incident; name another")
    anchors = tuple(store.anchor(id) for id in (*incident.tellings, *second.tellings))
    return Plan(MERGE, (incident, second), (Decision("", MERGE, asking.name, store.now(), why.strip() or None, anchors),))


def _splitting(store: Store, asking: Person, incident: Incident, off: Sequence[str], why: str = "") -> Plan:
    """Raises UsageError where none or all of the events are to go, or one is not in the incident."""
    gone = [id for id in incident.tellings if id in set(off)]
    rest = [id for id in incident.tellings if id not in set(off)]
    if strange := set(off) - set(incident.tellings):
        raise UsageError(f"{min(strange)[:80]}: this event is not in the incident (any more)")
    if not gone or not rest:
        raise UsageError("choose some of the events that do not belong to the incident, not none and not all")
    about = (asking.name, store.now(), why.strip() or None)
    decisions = [Decision("", SPLIT, *about, tuple(store.anchor(id) for id in (one, *rest))) for one in gone]
    return Plan(SPLIT, (incident,), tuple(decisions))


def _preview(request: Request, store: Store, plan: Plan, *, notice: str | None = None, status: int = 200) -> Response:
    """The values and tolls as they are, and as they would be."""
    supposed = incidents.suppose(store, merging_of(), plan.decisions)
    named = {telling for incident in plan.now for telling in incident.tellings}
    chief = [(one, tellings) for one, tellings in supposed if not named.isdisjoint(one.tellings)]
    columns = [_now(store, incident) for incident in plan.now] + [_then(one, tellings) for one, tellings in chief]
    off = sorted({store.meant(decision)[0] for decision in plan.decisions}) if plan.kind == SPLIT else []
    around = {"beside": [one for one, _ in supposed if named.isdisjoint(one.tellings)], "off": off, "notice": notice}
    drawn = sorted({id for one, _ in chief for id in one.tellings} - named)
    as_wished = len(chief) == 1 if plan.kind == MERGE else len(chief) > 1
    values = {"plan": plan, "columns": columns, "rows": comparison(columns), "drawn": drawn, "as_wished": as_wished}
    return render(request, "regrouping.html", values | around, status=status)


def _choice(request: Request, store: Store, incident: Incident, *, given: str = "", wrong: str | None = None) -> Response:
    material = gather(store, incident, policy=policy_of(None))
    near = suggested(store, material.tellings)
    values = {"incident": material.incident, "near": near, "given": given, "wrong": wrong}
    return render(request, "merging.html", values, status=400 if wrong else 200)


def _now(store: Store, incident: Incident) -> Column:
    tellings = told(store, incident)
    return column(by_policy(incident, tellings, policy=policy_of(None)), tellings, present=True)


def _then(incident: Incident, tellings: tuple[Telling, ...]) -> Column:
    return column(by_policy(incident, tellings, policy=policy_of(None)), tellings, present=False)


def _decide(request: Request, store: Store, plan: Plan, state: str) -> Response:
    """Makes the decisions where the person saw what is there and says why; else shows it again."""
    if state != plan.state:
        return _preview(request, store, plan, notice=CHANGED, status=409)
    if not plan.decisions[0].why:
        return _preview(request, store, plan, notice=NO_REASON, status=400)
    kept = _keep(store, plan.decisions)
    return page_of(_where(store, kept, plan.now[0].id), kept[0].id)


def _keep(store: Store, decisions: Sequence[Decision]) -> list[Decision]:
    return [keep(store, decision) for decision in decisions]


def _where(store: Store, kept: Sequence[Decision], id: str) -> Incident:
    """The incident to show afterwards: that of the last event which the decisions name, which a split leaves in its incident."""
    tellings = [telling for decision in kept for telling in store.meant(decision)]
    homes = store.homes(tellings)
    return known(store, next((homes[telling] for telling in reversed(tellings) if telling in homes), id))
