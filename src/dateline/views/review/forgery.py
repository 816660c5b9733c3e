"""Forms that another site sends in a person's name are refused: by where the request comes from, and by a token bound to the session.

OWASP's cheat sheet on cross-site request forgery: a synchronizer token derived from the session with HMAC, and a check of the origin.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Any

from fastapi import Request

from dateline.errors import ForgedError
from dateline.views.review.serving import Serving

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD, HEADER = "csrf", "X-CSRF-Token"
_ID = re.compile(r"[A-Za-z0-9_-]{43}")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
RELOAD = "load the page again and send the form once more"


def new_id() -> str:
    """A random id of 256 bits for a cookie."""
    return secrets.token_urlsafe(32)


def visit(request: Request) -> str | None:
    """The id that the request's cookie holds; None where it holds none that we could have given."""
    serving: Serving = request.app.state.serving
    given = request.cookies.get(serving.cookie, "")
    return given if _ID.fullmatch(given) else None


def token_of(id: str) -> str:
    """The token of the forms that are shown under this id; the id cannot be told from it."""
    return hmac.new(id.encode(), b"dateline form", hashlib.sha256).hexdigest()


async def unforged(request: Request) -> None:
    """Raises ForgedError for a request that changes something and does not come from our own page."""
    if request.method in SAFE or (for_api(request) and _from_program(request)):
        return
    if not _same_origin(request):
        raise ForgedError(f"this request does not come from this server's own pages; {RELOAD}")
    id = visit(request)
    given = request.headers.get(HEADER) or await _field(request)
    if id is None or not isinstance(given, str) or not hmac.compare_digest(given.encode(), token_of(id).encode()):
        raise ForgedError(f"this form is not of your session; {RELOAD}")


def for_api(request: Request) -> bool:
    """Whether the API is asked."""
    return request.url.path.startswith("/api/")


def bearer_of(request: Request) -> str | None:
    """The token in the Authorization header; None where there is no such header. What is no token is "", which nobody has."""
    given = request.headers.get("authorization")
    if given is None:
        return None
    kind, _, token = given.partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _from_program(request: Request) -> bool:
    """Whether no browser sent this in a person's name: it shows a token, which no browser adds by itself (a user and password in an
    address it does add, so these do not count), or has neither cookie nor anything that browsers say of where they are."""
    if bearer_of(request):
        return True
    said = ("origin", "referer", "sec-fetch-site", "sec-fetch-mode")
    return not request.cookies and not any(name in request.headers for name in said)


def _same_origin(request: Request) -> bool:
    """Whether the browser says so. A request that says nothing of where it comes from is none of a form of ours."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    origin = request.headers.get("origin")
    if origin is not None:
        return origin == own
    return request.headers.get("referer", "").startswith(f"{own}/")


async def _field(request: Request) -> Any:
    if not request.headers.get("content-type", "").startswith(_FORMS):
        return None
    return (await request.form()).get(FIELD)
