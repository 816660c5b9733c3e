"""What people decide: listed, made and taken back. Whose decision it is the token or the session says, never the request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from dateline.errors import NotFoundError, UsageError
from dateline.run.deciding import to_merge, to_split
from dateline.schema.decision import Decision
from dateline.schema.jsonable import dumps, to_plain
from dateline.schema.person import Person
from dateline.store import Store
from dateline.store.pages import DecisionRow, decision_row, decisions_by_number, event_row
from dateline.store.replay import CHANGE, MERGE, SPLIT, UNDO
from dateline.views.api import cursors
from dateline.views.api.answers import Json, Tag, page
from dateline.views.api.asking import Page
from dateline.views.api.shapes import DecisionGiven, DecisionItem, Kept, UndoGiven
from dateline.views.api.shapes import Page as PageOf
from dateline.views.review.access import Opened, scope
from dateline.views.review.deciding import keep

router = APIRouter(tags=["decisions"])
# Whoever reads a store that is published does not see who decided.
READ = Depends(scope("read"))
Reviewing = Annotated[Person, Depends(scope("review"))]


@dataclass(frozen=True, slots=True)
class _Meant:
    """The events of one decision, with the field of a change."""

    kind: str
    events: tuple[str, ...]
    field: str | None = None


@router.get("/decisions", dependencies=[READ], operation_id="list_decisions", response_model=PageOf[DecisionItem])
def list_decisions(store: Opened, paging: Page, tag: Tag) -> Response:
    """What people decided, in the order in which it came; that which was taken back as well."""
    (after,) = (0,) if paging.cursor is None else cursors.read(paging.cursor, "decisions", None, (int,))
    found = decisions_by_number(store, after=after, limit=paging.limit + 1)
    rows = found[: paging.limit]
    more = cursors.written("decisions", None, (rows[-1].number,)) if len(found) > paging.limit else None
    return Json(page([item(row) for row in rows], next=more), tag=tag)


@router.get("/decisions/{id}", dependencies=[READ], operation_id="get_decision", response_model=DecisionItem)
def get_decision(store: Opened, id: str, tag: Tag) -> Response:
    """One decision, by its id or the beginning of it."""
    return Json(item(row_of(store, id)), tag=tag)


@router.post("/decisions", status_code=201, operation_id="decide", response_model=Kept)
def decide(store: Opened, who: Reviewing, given: DecisionGiven) -> Response:
    """Decide on an event, or merge or split incidents. It holds for every later coding of the reports, and can be undone.

    accept, reject and change take one event; a change also `field`, as "casualties[killed/recipient].low", and `value`. merge takes two
    or more incidents or events; split takes `incident` and those of its events that do not belong to it, and keeps a decision for each.
    """
    decisions = [_decision(store, who, meant, given) for meant in _meant(store, given)]
    kept = [keep(store, decision).id for decision in decisions]
    return Json(_kept(store, kept), status=201)


@router.post("/decisions/{id}/undo", status_code=201, operation_id="undo_decision", response_model=Kept)
def undo_decision(store: Opened, who: Reviewing, id: str, given: UndoGiven) -> Response:
    """Take a decision back. The undoing is a decision itself, which can be undone to bring the first one back."""
    undone = row_of(store, id).decision.id
    kept = keep(store, Decision("", UNDO, who.name, store.now(), given.why, (), None, undone))
    return Json(_kept(store, [kept.id]), status=201)


def _meant(store: Store, given: DecisionGiven) -> Sequence[_Meant]:
    """One for each decision that is to be kept. Raises UsageError where the parts do not fit the kind."""
    if (given.kind == CHANGE) != (given.field is not None):
        raise UsageError("a change takes `field` and `value`, the other decisions take neither")
    if (given.kind == SPLIT) != (given.incident is not None):
        raise UsageError("a split takes `incident`, the other decisions do not")
    if given.kind == MERGE:
        return [_Meant(MERGE, to_merge(store, given.targets))]
    if given.kind == SPLIT:
        return [_Meant(SPLIT, ids) for ids in to_split(store, given.incident or "", given.targets)]
    if len(given.targets) != 1:
        raise UsageError(f"to {given.kind} takes one event, not {len(given.targets)}")
    return [_Meant(given.kind, tuple(given.targets), given.field)]


def _decision(store: Store, who: Person, meant: _Meant, given: DecisionGiven) -> Decision:
    anchors = tuple(store.anchor(event, meant.field) for event in meant.events)
    try:
        value = dumps(given.value) if meant.kind == CHANGE else None
    except (ValueError, RecursionError) as error:
        raise UsageError("`value` is no JSON: a number or a nesting beyond all measure") from error
    return Decision("", meant.kind, who.name, store.now(), given.why, anchors, value)


def _kept(store: Store, ids: Sequence[str]) -> dict[str, Any]:
    rows = [row_of(store, id) for id in ids]
    events = dict.fromkeys(event for row in rows for event in store.meant(row.decision))
    told = (event_row(store, event) for event in events)
    incidents = dict.fromkeys(row.incident for row in told if row is not None and row.incident is not None)
    return {"decisions": [item(row) for row in rows], "incidents": list(incidents)}


def row_of(store: Store, id: str) -> DecisionRow:
    """The decision that is meant. Raises NotFoundError where there is none, or several."""
    try:
        row = decision_row(store, store.decision(id).id)
    except UsageError as error:
        raise NotFoundError(error.message) from error
    assert row is not None
    return row


def item(row: DecisionRow) -> dict[str, Any]:
    """The decision as it is listed."""
    told: dict[str, Any] = to_plain(row.decision)
    return told | {"undone": row.undone}
