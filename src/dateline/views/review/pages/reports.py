"""The reports of the store, and one with its text and what was coded of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from dateline.errors import NotFoundError, UsageError
from dateline.schema.jsonable import dumps, to_json
from dateline.schema.person import Person
from dateline.schema.record import Event
from dateline.store import Store, assigning
from dateline.store.browsing import page_of_reports
from dateline.views.cli import wording
from dateline.views.page import LEGEND
from dateline.views.review.access import Number, Opened, Visitor
from dateline.views.review.marking import pieces
from dateline.views.review.marking import words as named
from dateline.views.review.rendering import render

router = APIRouter(prefix="/reports")
AT_ONCE = 50
_KEY = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a row of the page. `incident` is the one that it belongs to; `casualties` are each said in words, with the code point
    at which its words begin."""

    event: Event
    verdict: str | None
    incident: str | None
    parties: str
    casualties: tuple[tuple[str, int], ...]


@router.get("")
def listing(request: Request, store: Opened, asking: Visitor, before: Number = None) -> HTMLResponse:
    """The reports, the latest first."""
    rows = page_of_reports(store, before=before, most=AT_ONCE + 1)
    more = rows[AT_ONCE - 1].number if len(rows) > AT_ONCE else None
    return render(request, "reports.html", {"rows": rows[:AT_ONCE], "more": more, "size": store.size()})


@router.get("/{key}")
def one(request: Request, store: Opened, asking: Visitor, key: str, words: str | None = None) -> HTMLResponse:
    """One report: its text with the words of every value marked, and the events. `words` ("12-33") are those that a link led to."""
    key = known(store, key)
    report, second = store.report(key), _second(store, asking, key)
    replayed = store.replayed(key, second=second)
    verdicts = dict(replayed.verdicts)
    homes = store.homes(f"{key}:{event.id}" for event in replayed.record.events)
    told = [_told(event, verdicts.get(event.id), homes.get(f"{key}:{event.id}")) for event in replayed.record.events]
    gone = store.redacted([key]).get(key)
    history = [row for row in store.history(key) if second is None or row.who is None]
    values = {"report": report, "record": replayed.record, "told": told, "gone": gone, "history": history}
    marked = pieces(report.text, replayed.record.events, lit=named(words))
    return render(request, "report.html", values | {"key": key, "pieces": marked, "legend": LEGEND})


@router.get("/{key}/record.json")
def record(store: Opened, asking: Visitor, key: str) -> Response:
    """The record as people decided, as `dateline code --format json` writes it."""
    key = known(store, key)
    headers = {"Content-Disposition": f'attachment; filename="{key[:16]}.json"'}
    replayed = store.replayed(key, second=_second(store, asking, key))
    return Response(dumps(to_json(replayed.record)), media_type="application/json", headers=headers)


def known(store: Store, key: str) -> str:
    """The report whose key begins so. Raises NotFoundError where there is none, or several."""
    try:
        if _KEY.fullmatch(key):
            return store.key(key)
    except UsageError:
        pass
    raise NotFoundError("there is no such report")


def _second(store: Store, asking: Person, key: str) -> str | None:
    """The name of the person who asks, where they are at work as the report's second coder: then nobody else's decisions are shown."""
    return asking.name if not asking.visitor and key in assigning.hidden(store, asking.name) else None


def _told(event: Event, verdict: str | None, incident: str | None) -> Told:
    figures = tuple((wording.casualty(entry), entry.start) for entry in event.casualties)
    return Told(event, verdict, incident, wording.parties(event), figures)
