"""What went wrong, in one shape (RFC 9457): what, where, and what to do. `code` is the same as on the command line."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from dateline.errors import (
    CursorError,
    DatelineError,
    ExportError,
    ForgedError,
    GoneError,
    NotAllowedError,
    NotFoundError,
    NotSignedInError,
    StoreBusyError,
    StoreError,
    TooManyError,
    UsageError,
)
from dateline.views.api.answers import Json, NotModified
from dateline.views.review.protection import TooLarge
from dateline.views.review.trouble import ADDRESSES, STATUS

log = logging.getLogger("dateline.serve")

MEDIA = "application/problem+json"
UNKNOWN = "DL000"
# How long a program should wait for a writer to end
RETRY_AFTER = "2"
# The first that an error is one of
ADVICE: tuple[tuple[type[DatelineError], str], ...] = (
    (NotSignedInError, "send 'Authorization: Bearer TOKEN'; `dateline people token create` makes a token"),
    (NotAllowedError, "ask an administrator for a token with this scope, or for the role"),
    (ForgedError, "leave out cookies and send a token"),
    (NotFoundError, "look it up in the list"),
    (GoneError, "read where it went, or leave it out"),
    (TooManyError, "wait for the seconds of Retry-After, then ask again"),
    (StoreBusyError, "wait for the seconds of Retry-After, then ask again"),
    (StoreError, "see the server's log"),
    (CursorError, "begin the list again without a cursor"),
    (ExportError, "choose another format, or install the extra that is named"),
    (UsageError, "mend the request; /api/v1/openapi.json says what each takes"),
    (DatelineError, "see the server's log"),
)
_SAID = {404: "there is no such address", 405: "this address does not take this method"}
_AT = {404: ADDRESSES, 413: "send less at once"}


class Gone(GoneError):
    """An incident that is no more; `into` says which incidents hold its events now, `lost` how many events are in none."""

    def __init__(self, message: str, *, into: list[dict[str, Any]], lost: int) -> None:
        super().__init__(message)
        self.into = into
        self.lost = lost


def problem(status: int, code: str, detail: str, *, advice: str, **more: Any) -> Response:
    """The answer that says what is wrong."""
    headers = more.pop("headers", {})
    body = {"title": HTTPStatus(status).phrase, "status": status, "code": code, "detail": detail, "advice": advice} | more
    answer = Json(body, status=status, headers={"Cache-Control": "no-store"} | headers)
    answer.headers["Content-Type"] = MEDIA
    return answer


def add_handlers(api: FastAPI) -> None:
    """Gives the API its answers to errors."""
    api.add_exception_handler(NotModified, _not_modified)
    api.add_exception_handler(DatelineError, _ours)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(TooLarge, _too_large)
    api.add_exception_handler(Exception, _unexpected)


async def _not_modified(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers={"ETag": error.tag, "Cache-Control": "private, no-cache"})


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, DatelineError)
    status = 410 if isinstance(error, GoneError) else next(status for kind, status in STATUS if isinstance(error, kind))
    if status >= 500:
        log.error("%s %s: %s", request.method, request.url.path, error)
    headers = dict(error.headers) if isinstance(error, TooManyError) else {}
    headers |= {"Retry-After": RETRY_AFTER} if status == 503 else {}
    headers |= {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    more = {"into": error.into, "lost": error.lost} if isinstance(error, Gone) else {}
    advice = next(advice for kind, advice in ADVICE if isinstance(error, kind))
    return problem(status, error.code, error.message, advice=advice, headers=headers, **more)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, TooLarge):
        return await _too_large(request, error)
    code = NotFoundError.code if error.status_code == 404 else UsageError.code
    said = _SAID.get(error.status_code, str(error.detail))
    advice = _AT.get(error.status_code, "mend the request; /api/v1/openapi.json says what each takes")
    return problem(error.status_code, code, said, advice=advice, headers=dict(error.headers or {}))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = [{"at": ".".join(map(str, one["loc"])), "detail": one["msg"]} for one in error.errors()]
    said = "; ".join(f"{one['at']}: {one['detail']}" for one in wrong)
    return problem(422, UsageError.code, said, advice="mend what is named", errors=wrong)


async def _too_large(request: Request, error: Exception) -> Response:
    return problem(413, UsageError.code, "more was sent than a request may hold", advice=_AT[413])


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    return problem(500, UNKNOWN, "something went wrong here", advice="see the server's log, which has the time of this request")
