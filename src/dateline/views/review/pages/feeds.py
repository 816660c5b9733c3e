"""The notices of an alert as a feed, for readers of news: to whom the incidents are shown, the feed is.

Such readers cannot fill in a form. They sign in with a token: in the Authorization header, or as the password of a name of their choice
(HTTP Basic), which is what most of them can do.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from dateline.errors import NotAllowedError, NotFoundError, NotSignedInError
from dateline.schema.person import LEAST_ROLE, READ, Person
from dateline.store import alerting, assigning
from dateline.store.access import bearer
from dateline.store.alerting import NoticeRow
from dateline.views.alert.atom import MOST, atom
from dateline.views.review.access import Opened, opened, person

router = APIRouter(prefix="/feeds")
_TYPE = "application/atom+xml; charset=utf-8"


def reader(request: Request) -> Person:
    """Who asks, by token or session, or anyone where the store is published. Raises NotSignedInError and NotAllowedError."""
    token = _token(request)
    if token is None:
        return person(request)
    found = bearer(opened(request), token)
    if found is None:
        raise NotSignedInError("this token is unknown, over or revoked; dateline people token create makes one")
    if READ not in found.scopes or not found.person.at_least(LEAST_ROLE[READ]):
        raise NotAllowedError(f"this takes the scope {READ}, which the token does not have")
    request.state.person = found.person
    return found.person


def _token(request: Request) -> str | None:
    """The token of the Authorization header; None where there is none, "" where it is none."""
    given = request.headers.get("authorization")
    if given is None:
        return None
    kind, _, value = given.partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    try:
        pair = base64.b64decode(value.strip(), validate=True).decode("utf-8") if kind.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return pair.partition(":")[2]


@router.get("/{name}.atom")
def feed(request: Request, store: Opened, asking: Annotated[Person, Depends(reader)], name: str) -> Response:
    """The feed. A reader that has it as it is gets 304 and no words."""
    alert = alerting.alert_named(store, name)
    if alert is None or not alert.atom:
        raise NotFoundError("no alert of this name has a feed; its `to` names atom in the file of dateline watch")
    hidden = frozenset() if asking.visitor else assigning.hidden(store, asking.name)
    notices = [one for one in alerting.notices_of(store, name, limit=MOST) if hidden.isdisjoint(_reports(one))]
    body = atom(alert, notices, address=str(request.url.replace(query="", fragment="")))
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    # What one person may see another may not
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
    if tag in [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=_TYPE, headers=headers)


def _reports(notice: NoticeRow) -> list[str]:
    return list(json.loads(notice.body)["report_keys"])
