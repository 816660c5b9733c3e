"""What people decided, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from dateline.errors import NotFoundError, UsageError
from dateline.schema.decision import Decision
from dateline.store import assigning
from dateline.store.replay import UNDO
from dateline.views.review.access import Opened, Reader, Reviewer
from dateline.views.review.deciding import keep
from dateline.views.review.rendering import render

router = APIRouter(prefix="/decisions")
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision with what became of it: None where it stands, else "undone" or "orphaned" (it no longer finds its event)."""

    decision: Decision
    state: str | None


@router.get("")
def listing(request: Request, store: Opened, asking: Reader, page: int = 1) -> HTMLResponse:
    """The decisions, the latest first; a second coder at work on a report sees none about it."""
    start = (max(page, 1) - 1) * AT_ONCE
    hidden = assigning.hidden(store, asking.name)
    found = [decision for decision in store.decisions() if not any(anchor.report in hidden for anchor in decision.anchors)]
    undone = {decision.undoes for decision in found if decision.undoes}
    some = found[::-1][start : start + AT_ONCE]
    lost = {id for key in sorted({a.report for d in some for a in d.anchors}) for id in store.replayed(key).orphaned}
    rows = [Shown(d, "undone" if d.id in undone else "orphaned" if d.id in lost else None) for d in some]
    values = {"rows": rows, "number": max(page, 1), "more": len(found) > start + AT_ONCE}
    return render(request, "decisions.html", values)


@router.post("/{id}/undo")
def undo(store: Opened, asking: Reviewer, id: str) -> RedirectResponse:
    """Takes a decision back; an undo can itself be undone."""
    try:
        undone = store.decision(id)
    except UsageError as error:
        raise NotFoundError("there is no such decision") from error
    keep(store, Decision("", UNDO, asking.name, store.now(), None, (), undoes=undone.id))
    return RedirectResponse("/decisions", 303)
