"""The first page leads to the first part of the site that everybody may read."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from dateline.views.review.access import Visitor

router = APIRouter()
DESK = "/review"


@router.get("/")
def first(request: Request, asking: Visitor) -> RedirectResponse:
    """Leads to the incidents, or what there is instead; never to the desk, where looking means taking a report."""
    return RedirectResponse(next(target for _, target in request.app.state.parts if target != DESK), 303)
