"""Reports that two people coded: how far they agree, and what differs, for a judge to decide."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from dateline.errors import NotFoundError
from dateline.store import Store, assigning
from dateline.views.desk import judging
from dateline.views.desk.agreement import agreements
from dateline.views.desk.sheet import pieces
from dateline.views.review.access import Opened, Reviewer
from dateline.views.review.pages.desk import form_of, settle
from dateline.views.review.pages.reports import known
from dateline.views.review.rendering import render

router = APIRouter(prefix="/review")


@router.get("/agreement")
def agreement(request: Request, store: Opened, asking: Reviewer) -> HTMLResponse:
    """How far coders agree, field by field and coder by coder."""
    coded = list(judging.double_coded(store))
    waiting = [(one, store.report(one.report), judging.judged(store, one.report)) for one in coded]
    groups = [(coder, list(rows)) for coder, rows in groupby(agreements(coded), key=lambda row: row.coder)]
    return render(request, "agreement.html", {"groups": groups, "coded": waiting, "sharing": assigning.sharing(store)})


@router.get("/judge")
def following(request: Request, store: Opened, asking: Reviewer) -> Response:
    """Leads to a report on which two people differ. One on which they agree is done without a judge."""
    while (held := assigning.take(store, asking.name, assigning.sharing(store), judge=True)) is not None:
        if judging.judged(store, held.report).open:
            return RedirectResponse(f"/review/judge/{held.report}", 303)
        assigning.end(store, held, assigning.DONE)
    return render(request, "judge_done.html", {"progress": assigning.progress(store, asking.name)})


@router.get("/judge/{key}")
def judge(request: Request, store: Opened, asking: Reviewer, key: str) -> HTMLResponse:
    """What differs between the two codings of a report, nothing else."""
    key = known(store, key)
    _held(store, asking.name, key)
    found = judging.judged(store, key)
    report = store.report(key)
    values = {"key": key, "report": report, "judged": found, "segments": pieces(report.text, [one.pair.any for one in found.open])}
    return render(request, "judge.html", values)


@router.post("/judge/{key}")
def choose(
    store: Opened, asking: Reviewer, key: str, form: Annotated[FormData, Depends(form_of)], later: BackgroundTasks
) -> RedirectResponse:
    """Takes one of the two, and leads on: to what else differs, or to the next report."""
    key = known(store, key)
    held = _held(store, asking.name, key)
    found = judging.judged(store, key)
    difference = next((one for one in found.open if one.id == form.get("difference")), None)
    if difference is None:
        raise NotFoundError("this is decided already, or does not differ")
    judging.choose(store, found, difference, str(form.get("side")), asking.name)
    later.add_task(settle, store)
    if judging.judged(store, key).open:
        return RedirectResponse(f"/review/judge/{key}", 303)
    assigning.end(store, held, assigning.DONE)
    return RedirectResponse("/review/judge", 303)


def _held(store: Store, person: str, key: str) -> assigning.Assignment:
    """The report as this judge holds it. Raises UsageError where somebody else does, or two people have not done it."""
    sharing, last = assigning.sharing(store), assigning.holder(store, person, key)
    if last is not None and last.part == assigning.JUDGE and last.how == assigning.DONE:
        return assigning.reopen(store, last, sharing)
    taken = assigning.take(store, person, sharing, report=key, judge=True)
    assert taken is not None
    return taken
