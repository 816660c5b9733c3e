"""Answers: JSON that is the same bytes for the same state of the store, with an ETag that is known before anything is looked up."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response

from dateline import __version__
from dateline.schema.jsonable import dumps
from dateline.store.changes import revision
from dateline.views.review.access import Opened


class NotModified(Exception):
    """What the program has already is what there is. `tag` is its ETag."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class Json(Response):
    """A body as JSON. Text of reports may hold half of a surrogate pair, which is written as an escape."""

    media_type = "application/json"

    def __init__(self, body: Any, *, tag: str | None = None, status: int = 200, headers: dict[str, str] | None = None) -> None:
        super().__init__(dumps(body).encode(), status, {"Cache-Control": "private, no-cache", **(headers or {})})
        if tag is not None:
            self.headers["ETag"] = tag


def tagged(request: Request, store: Opened) -> str:
    """The ETag of what is asked for: another whenever the store has changed at all. Raises NotModified where the program has it.

    The state is looked up before the answer is: a tag may be older than its answer, never newer.
    """
    told = f"{__version__} {revision(store)} {request.url.path}?{request.url.query}"
    tag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'
    given = request.headers.get("if-none-match", "")
    if given == "*" or _opaque(tag) in (_opaque(one) for one in given.split(",")):
        raise NotModified(tag)
    return tag


def _opaque(tag: str) -> str:
    return tag.strip().removeprefix("W/")


Tag = Annotated[str, Depends(tagged)]


def page(items: Sequence[Any], *, next: str | None, resume: str | None = None) -> dict[str, Any]:
    """One page of a list. `resume` is given where a list is read in the order of changes."""
    return {"items": list(items), "next": next} | ({} if resume is None else {"resume": resume})
