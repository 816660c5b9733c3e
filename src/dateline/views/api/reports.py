"""Reports: listed, one by one, added; and `code`, which keeps nothing."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import PlainTextResponse, Response

from dateline.errors import GoneError, NotFoundError, UsageError
from dateline.run import incidents
from dateline.run.adding import Coding, add
from dateline.run.worker import Worker
from dateline.schema.failure import Reading
from dateline.schema.jsonable import to_json
from dateline.schema.record import Record
from dateline.schema.report import Report, report_key
from dateline.store import Store
from dateline.store.changes import started
from dateline.store.pages import ReportRow, report_row, reports_by_arrival, reports_by_coding
from dateline.store.rows import key_of
from dateline.views.api import cursors
from dateline.views.api.answers import Json, Tag, page
from dateline.views.api.asking import AskedReports, Changes
from dateline.views.api.shapes import Coded, Feed, RecordShape, ReportGiven, ReportItem
from dateline.views.review.access import Opened, scope

router = APIRouter(tags=["reports"])
READ, CODE = Depends(scope("read", visitors=True)), Depends(scope("code"))
AGAIN: dict[int | str, dict[str, Any]] = {200: {"model": Coded, "description": "It was there before"}}
# Numbers of the store that are nobody else's business
_BESIDE = ("number", "coding")
_SHORT = 12


async def raw_body(request: Request) -> bytes:
    """The request's body as it came, which is kept with the report."""
    return await request.body()


Raw = Annotated[bytes, Depends(raw_body)]


@router.get("/reports", dependencies=[READ], operation_id="list_reports", response_model=Feed[ReportItem])
def list_reports(store: Opened, asked: AskedReports, paging: Changes, tag: Tag) -> Response:
    """Reports in the order in which they came; with `updated_since` in the order in which they were coded last."""
    name, number = ("reports", "number") if paging.since is None else ("reports changed", "coding")
    read = reports_by_arrival if paging.since is None else reports_by_coding
    if paging.cursor is not None:
        (after,) = cursors.read(paging.cursor, name, asked, (int,))
    else:
        after = 0 if paging.since is None else started(store, paging.since).coding
    found = read(store, asked, after=after, limit=paging.limit + 1)
    rows = found[: paging.limit]
    last = cursors.written(name, asked, (getattr(rows[-1], number) if rows else after,))
    more = last if len(found) > paging.limit else None
    return Json(page([item(row) for row in rows], next=more, resume=None if paging.since is None else last), tag=tag)


@router.get("/reports/{id}", dependencies=[READ], operation_id="get_report", response_model=ReportItem)
def get_report(store: Opened, id: str, tag: Tag) -> Response:
    """One report, by its key or the beginning of it, or by the id it was given."""
    return Json(item(row_of(store, id)), tag=tag)


@router.get("/reports/{id}/record", dependencies=[READ], operation_id="get_record", response_model=RecordShape)
def get_record(store: Opened, id: str, tag: Tag, decided: bool = True) -> Response:
    """The record of a report: its events, each value with its words. `decided=false`: as coded, without people's decisions."""
    key = row_of(store, id).key
    return Json(to_json(store.record(key) if decided else store.coded(key)), tag=tag)


@router.get("/reports/{id}/text", dependencies=[READ], response_class=PlainTextResponse, operation_id="get_text")
def get_text(store: Opened, id: str, tag: Tag) -> Response:
    """The text of a report, as it came. Spans in its record count its code points."""
    row = row_of(store, id)
    if row.redacted:
        raise GoneError(f"{id}: the text of this report was taken out")
    text = store.report(row.key).text.encode("utf-8", "surrogatepass")
    return Response(text, media_type="text/plain; charset=utf-8", headers={"ETag": tag, "Cache-Control": "private, no-cache"})


@router.post("/reports", dependencies=[CODE], status_code=201, operation_id="add_report", response_model=Coded, responses=AGAIN)
def add_report(request: Request, store: Opened, given: ReportGiven, raw: Raw) -> Response:
    """Code a report and keep it, and merge its events into incidents. The same report again changes nothing (200).

    A report that cannot be coded is kept with the reason: see `failures` of its record.
    """
    reading = Reading(report_of(given), raw=raw)
    (added,) = add(store, [reading], coding=Coding(work=lambda given: record_of(request, given)))
    merging = incidents.shipped()
    if merging is not None:
        incidents.settle(store, merging)
    key = key_of(reading)
    body = {"new": added.new, "report": item(row_of(store, key)), "record": to_json(store.record(key))}
    return Json(body, status=201 if added.new else 200, headers={"Location": f"{request.scope.get('root_path', '')}/reports/{key}"})


@router.post("/code", dependencies=[CODE], operation_id="code_report", response_model=RecordShape)
def code_report(request: Request, given: ReportGiven) -> Response:
    """Code a report and answer its record. Nothing is kept."""
    return Json(to_json(record_of(request, Reading(report_of(given)))))


def report_of(given: ReportGiven) -> Report:
    """The report that came; without an id of its own it is called by its key."""
    told = (given.text, given.published, given.title, given.publisher, given.uri, given.language)
    report = Report(given.id or "", *told)
    return report if given.id else replace(report, id=report_key(report)[:_SHORT])


def record_of(request: Request, reading: Reading) -> Record:
    """What the server's own process makes of it; it waits its turn. Raises TooManyError where too many wait."""
    worker: Worker = request.app.state.worker
    return worker.trace(reading).record


def row_of(store: Store, id: str) -> ReportRow:
    """The report that is meant. Raises NotFoundError where there is none, or several."""
    try:
        row = report_row(store, store.key(id))
    except UsageError as error:
        raise NotFoundError(error.message) from error
    assert row is not None
    return row


def item(row: ReportRow) -> dict[str, Any]:
    """The report as it is listed."""
    return {name: value for name, value in asdict(row).items() if name not in _BESIDE} | {"failures": list(row.failures)}
