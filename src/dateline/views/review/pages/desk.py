"""The review desk: one report at a time, its text beside what was coded of it, and what a person decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from dateline.errors import NotFoundError, UsageError
from dateline.run import incidents
from dateline.schema.decision import Decision
from dateline.store import Store, assigning
from dateline.store.replay import UNDO, VERDICTS
from dateline.views.desk import edits, queue
from dateline.views.desk.keys import KEYS
from dateline.views.desk.sheet import sheet
from dateline.views.desk.work import Outcome, Words, Work, at_report, event_types
from dateline.views.review.access import Coder, Opened
from dateline.views.review.pages.reports import known
from dateline.views.review.rendering import render
from dateline.views.review.tables import with_own_tables

router = APIRouter(prefix="/review", dependencies=[Depends(with_own_tables)])


async def form_of(request: Request) -> FormData:
    """The form that was sent."""
    return await request.form()


# In the place of a decision's id, where nothing was to be decided.
_SAME = "same"


@dataclass(frozen=True, slots=True)
class Last:
    """What led here: the decision before (its id, or `_SAME`), and the event to go on with."""

    did: str = ""
    at: str = ""


Form = Annotated[FormData, Depends(form_of)]


@router.get("")
def following(request: Request, store: Opened, asking: Coder, did: str = "") -> Response:
    """Leads to the report that this person has, else to the one most worth looking at."""
    queue.put_in_order(store)
    held = assigning.take(store, asking.name, assigning.sharing(store))
    if held is not None:
        return RedirectResponse(_address(held.report, did=did), 303)
    values = {"progress": assigning.progress(store, asking.name), "said": _said(store, asking.name, did), "back": bool(did)}
    return render(request, "desk_done.html", values)


@router.get("/{key}")
def desk(request: Request, store: Opened, asking: Coder, key: str, last: Annotated[Last, Depends()]) -> HTMLResponse:
    """One report on the desk. It is this person's from now on, until it is done or the time is over."""
    work = at_report(store, asking.name, known(store, key))
    queue.put_in_order(store)
    shown = sheet(work.report.text, work.replayed())
    open_ = [card.event.id for card in shown.cards if card.verdict is None]
    here = [card.event.id for card in shown.cards]
    values = {
        "key": work.key,
        "report": work.report,
        "sheet": shown,
        "at": last.at if last.at in here else next(iter([*open_, *here]), None),
        "part": work.held.part,
        # A second coder is not told of it: it knows what the first decided
        "why": () if work.second else queue.reasons(store, work.key).reasons,
        "progress": assigning.progress(store, asking.name),
        "said": _said(store, asking.name, last.did),
        "keys": KEYS,
        "types": event_types(),
        "choices": {"statuses": edits.STATUSES, "outcomes": edits.OUTCOMES, "sides": edits.SIDES, "roles": edits.ROLES},
    }
    return render(request, "desk.html", values)


@router.post("/{key}/verdict")
def verdict(store: Opened, asking: Coder, key: str, form: Form, later: BackgroundTasks) -> RedirectResponse:
    """Accepts or rejects an event."""
    return _done(
        store, asking.name, key, later, lambda work: work.verdict(_text(form, "kind"), _text(form, "event"), why=_text(form, "why"))
    )


@router.post("/{key}/words")
def words(store: Opened, asking: Coder, key: str, form: Form, later: BackgroundTasks) -> RedirectResponse:
    """Selected words fill a slot of an event."""

    def act(work: Work) -> Outcome:
        focus, beside = _text(form, "focus") or None, bool(_text(form, "beside"))
        return work.by_words(_text(form, "event"), _text(form, "slot"), _words(form), focus=focus, beside=beside)

    return _done(store, asking.name, key, later, act)


@router.post("/{key}/change")
def change(store: Opened, asking: Coder, key: str, form: Form, later: BackgroundTasks) -> RedirectResponse:
    """A form changes a value of an event, or takes it out."""

    def act(work: Work) -> Outcome:
        if _text(form, "out"):
            return work.take_out(_text(form, "event"), _text(form, "field"))
        given = {name: value for name, value in form.items() if isinstance(value, str) and name not in ("csrf", "event", "field")}
        return work.by_form(_text(form, "event"), _text(form, "field"), given)

    return _done(store, asking.name, key, later, act)


@router.post("/{key}/add")
def add(store: Opened, asking: Coder, key: str, form: Form, later: BackgroundTasks) -> RedirectResponse:
    """Selected words tell of an event that is missing."""
    return _done(store, asking.name, key, later, lambda work: work.add(_text(form, "type"), _words(form)))


@router.post("/{key}/merge")
def merge(store: Opened, asking: Coder, key: str, form: Form, later: BackgroundTasks) -> RedirectResponse:
    """Two events are one happening."""
    return _done(store, asking.name, key, later, lambda work: work.merge(_text(form, "event"), _text(form, "other")))


@router.post("/{key}/undo")
def undo(store: Opened, asking: Coder, key: str, later: BackgroundTasks) -> RedirectResponse:
    """Takes back what this person decided last."""
    return _done(store, asking.name, key, later, lambda work: work.undo())


@router.post("/{key}/skip")
def skip(store: Opened, asking: Coder, key: str, later: BackgroundTasks) -> RedirectResponse:
    """Gives the report back."""
    return _done(store, asking.name, key, later, lambda work: work.skip())


@router.post("/{key}/done")
def done(store: Opened, asking: Coder, key: str, later: BackgroundTasks) -> RedirectResponse:
    """The report is done as it stands."""
    return _done(store, asking.name, key, later, lambda work: work.finish())


def _done(store: Store, person: str, key: str, later: BackgroundTasks, act: Callable[[Work], Outcome]) -> RedirectResponse:
    """Does it, lets incidents be merged behind the answer, and leads on: to the event to go on with, or to the next report."""
    outcome = act(at_report(store, person, known(store, key)))
    if outcome.decision:
        later.add_task(settle, store)
    if outcome.done:
        return RedirectResponse(f"/review?{urlencode({'did': outcome.decision or ''})}", 303)
    return RedirectResponse(_address(outcome.report, did=outcome.decision or (_SAME if outcome.at else ""), at=outcome.at or ""), 303)


def settle(store: Store) -> None:
    """Merges what waits."""
    merging = incidents.shipped()
    if merging is not None:
        incidents.settle(store, merging)


def _address(key: str, **given: str) -> str:
    told = urlencode({name: value for name, value in given.items() if value})
    return f"/review/{key}?{told}" if told else f"/review/{key}"


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _words(form: FormData) -> Words:
    """The words that a form means: places as the browser counts them, else words that were typed."""
    start, end = _text(form, "start"), _text(form, "end")
    if not start or not end:
        return Words(typed=_text(form, "words"))
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        raise UsageError("the place of the selected words is no number; select them once more")
    return Words(int(start), int(end))


def _said(store: Store, person: str, did: str) -> str | None:
    """What this person did last, for the page to say; nothing where the id is none of theirs."""
    if did == _SAME:
        return "It is so already; nothing was changed."
    try:
        decision = store.decision(did) if did else None
    except (UsageError, NotFoundError):
        return None
    return None if decision is None or decision.who != person else _in_words(store, decision)


def _in_words(store: Store, decision: Decision) -> str:
    if decision.kind == UNDO:
        return f"Taken back: {_in_words(store, store.decision(decision.undoes or ''))}"
    anchor = decision.anchors[0]
    told = {"change": f"{(anchor.field or '').partition('[')[0]} changed", "add": "added", "merge": "held together with another"}
    done = VERDICTS.get(decision.kind) or told.get(decision.kind, decision.kind)
    return f"{anchor.event} “{' '.join(anchor.text.split())}” {done}."
