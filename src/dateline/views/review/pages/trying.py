"""Try it: a report that is pasted in is coded at once and shown with its words marked. Nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from dateline.errors import UsageError
from dateline.read import published_day
from dateline.run.worker import Worker
from dateline.schema.failure import BAD_DATE, FOREIGN, LOST_WORKER, NO_DATE, NO_EVENTS, NO_TEXT, TOO_LONG, Reading
from dateline.schema.report import Report
from dateline.views.page import LEGEND
from dateline.views.page.cards import Sheet, sheet
from dateline.views.review.access import Coder
from dateline.views.review.rendering import render

router = APIRouter(prefix="/try")

# Characters of a report that may be tried here: some ten pages, a few seconds of work. `dateline code` takes longer ones.
LONGEST = 20_000
_ID = "pasted report"
_LINE = 500
# What a message says to do is said of the command line; here it is said of the form.
_HERE: dict[str, str] = {
    NO_DATE.code: "No day of publication is given: relative dates such as “on Monday” stay unknown. Give it above",
    FOREIGN.code: "By its words this report is surely not in English. Only English is coded",
    NO_EVENTS.code: "No event was found in this report. Events are what parties do to one another: attacks, arrests, protests, talks, aid",
    LOST_WORKER.code: "The process that coded this report ended. Try a shorter text; if it happens again, please report it with the text",
}

Line = Annotated[str, Form(max_length=_LINE)]


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in the form."""

    text: str = ""
    title: str = ""
    published: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field of the form that cannot be taken as it is, and why."""

    field: str
    message: str
    code: str


@router.get("")
def form(request: Request, asking: Coder, example: bool = False) -> Response:
    """The form, empty or with an example."""
    return _page(request, _example() if example else Given())


@router.post("")
def coded(
    request: Request, asking: Coder, text: Annotated[str, Form()] = "", title: Line = "", published: Line = "", publisher: Line = ""
) -> Response:
    """The form with what was coded of it below."""
    # A browser sends line ends as CR LF, whatever was pasted
    given = Given(text.replace("\r\n", "\n"), title.strip(), published.strip(), publisher.strip())
    wrong = _wrong(given)
    if wrong is not None:
        return _page(request, given, wrong=wrong, status=400)
    report = Report(_ID, given.text, published_day(given.published or None), given.title or None, given.publisher or None)
    worker: Worker = request.app.state.worker
    traced = worker.trace(Reading(report))
    return _page(request, given, made=sheet(traced, 1))


def _wrong(given: Given) -> Wrong | None:
    if not given.text.strip():
        return Wrong("text", "There is no text: paste a report", NO_TEXT.code)
    if len(given.text) > LONGEST:
        told = f"The text has {len(given.text):,} characters; here a report may have {LONGEST:,}. dateline code takes longer ones"
        return Wrong("text", told, TOO_LONG.code)
    try:
        published_day(given.published or None)
    except UsageError:
        return Wrong("published", "The day of publication is written YYYY-MM-DD", BAD_DATE.code)
    return None


def _page(request: Request, given: Given, *, made: Sheet | None = None, wrong: Wrong | None = None, status: int = 200) -> Response:
    values = {"given": given, "sheet": made, "wrong": wrong, "longest": LONGEST, "legend": LEGEND, "here": _HERE}
    return render(request, "trying.html", values, status=status)


@cache
def _example() -> Given:
    head, _, text = (resources.files("dateline.views.review") / "example.txt").read_text("utf-8").partition("\n\n")
    title, published, publisher = head.split("\n")
    return Given(text.strip(), title, published, publisher)
