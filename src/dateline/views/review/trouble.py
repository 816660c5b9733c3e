"""What went wrong, in one shape: a page for people, JSON for programs. Both say what, and what to do; neither shows a traceback."""

from __future__ import annotations

import logging
from contextlib import suppress
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from dateline.errors import (
    DatelineError,
    ForgedError,
    NotAllowedError,
    NotFoundError,
    NotSignedInError,
    StoreBusyError,
    StoreError,
    TooManyError,
    UsageError,
)
from dateline.views.review.access import person
from dateline.views.review.protection import TooLarge
from dateline.views.review.rendering import render
from dateline.views.review.signing import sign_in_address

log = logging.getLogger("dateline.serve")

# The first that an error is one of.
STATUS: tuple[tuple[type[DatelineError], int], ...] = (
    (NotSignedInError, 401),
    (NotAllowedError, 403),
    (ForgedError, 403),
    (NotFoundError, 404),
    (TooManyError, 429),
    (StoreBusyError, 503),
    (StoreError, 500),
    (UsageError, 400),
    (DatelineError, 500),
)
_SAID = {404: "there is no such page", 405: "this page cannot be asked for in this way"}
_UNKNOWN = "DL000"
API, ADDRESSES = "/api/v1/", "see /api/v1/openapi.json for the addresses"


def add_handlers(app: FastAPI) -> None:
    """Gives the application its answers to errors."""
    app.add_exception_handler(DatelineError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(TooLarge, _too_large)
    app.add_exception_handler(Exception, _unexpected)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, DatelineError)
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    if for_feed(request) and status == 401:
        # What asks is a reader of news: it can send a name and a password, and fill in no form
        return PlainTextResponse(f"{error.message}\n", status, headers={"WWW-Authenticate": 'Basic realm="Dateline", charset="UTF-8"'})
    if status == 401 and not for_program(request) and request.method == "GET":
        if request.headers.get("hx-request"):
            # htmx would put the page to sign in on into a part of the page that asked
            return Response(status_code=401, headers={"HX-Redirect": sign_in_address(request)})
        return RedirectResponse(sign_in_address(request), 303)
    if status >= 500:
        log.error("%s %s: %s", request.method, request.url.path, error)
    return told(request, status, error.code, error.message, headers=error.headers if isinstance(error, TooManyError) else None)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    await _know(request)
    status = error.status_code
    code = NotFoundError.code if status == 404 else UsageError.code
    return told(request, status, code, _SAID.get(status, error.detail), headers=dict(error.headers or {}))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = (f"{'.'.join(str(part) for part in one['loc'][1:]) or one['loc'][0]}: {one['msg']}" for one in error.errors())
    return told(request, 422, UsageError.code, "; ".join(said))


async def _too_large(request: Request, error: Exception) -> Response:
    return told(request, 413, UsageError.code, "more was sent than a request may hold")


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    return told(request, 500, _UNKNOWN, "something went wrong here; the server's log says what")


async def _know(request: Request) -> None:
    """Who asks for a page that is not there: its header says that they are signed in all the same."""
    if not for_program(request):
        with suppress(DatelineError):
            await run_in_threadpool(person, request)


def for_program(request: Request) -> bool:
    """Whether a program asked, which wants JSON."""
    return request.url.path.startswith("/api/") or request.headers.get("accept", "").startswith("application/json")


def for_feed(request: Request) -> bool:
    """Whether a feed was asked for."""
    return request.url.path.startswith("/feeds/")


def told(request: Request, status: int, code: str, message: str, *, headers: dict[str, str] | None = None) -> Response:
    """The answer that says what is wrong."""
    if request.url.path.startswith(API):
        # What does not reach the API (a line feed in its address) is answered in the API's own shape
        body = {"title": HTTPStatus(status).phrase, "status": status, "code": code, "detail": message, "advice": ADDRESSES}
        return JSONResponse(body, status, headers=headers, media_type="application/problem+json")
    if for_program(request):
        more = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
        body = {"error": {"code": code, "message": message, "status": status}}
        return JSONResponse(body, status, headers=more | (headers or {}))
    answer = render(request, "error.html", {"code": code, "message": message, "status": status}, status=status)
    answer.headers.update(headers or {})
    return answer
