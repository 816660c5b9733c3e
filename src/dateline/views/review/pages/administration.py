"""What administrators see and do: accounts, whether the store is published, and the log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from dateline.schema.person import ROLES, Person
from dateline.store.access import (
    add_person,
    change_password,
    change_role,
    entries,
    is_published,
    people,
    publish,
    remove_person,
    revoke_token,
    tokens,
)
from dateline.views.review.access import Administrator, Number, Opened
from dateline.views.review.pages.account import team_only
from dateline.views.review.passwords import hashed_password
from dateline.views.review.rendering import render

router = APIRouter(prefix="/administration", dependencies=[Depends(team_only)])
AT_ONCE = 100
_HERE = "/administration"


@router.get("")
def overview(request: Request, store: Opened, asking: Administrator, before: Number = None) -> HTMLResponse:
    """Accounts, tokens, publishing, and the log, the latest first."""
    log = entries(store, before=before, most=AT_ONCE + 1)
    values = {
        "people": people(store),
        "roles": ROLES,
        "tokens": tokens(store),
        "published": is_published(store),
        "log": log[:AT_ONCE],
        "more": log[AT_ONCE - 1].number if len(log) > AT_ONCE else None,
    }
    return render(request, "administration.html", values)


@router.post("/people")
def added(
    store: Opened, asking: Administrator, name: Annotated[str, Form()], role: Annotated[str, Form()], password: Annotated[str, Form()]
) -> RedirectResponse:
    """Adds an account."""
    add_person(store, Person(name, role), hashed_password(password), by=asking.name)
    return RedirectResponse(_HERE, 303)


@router.post("/people/role")
def given_role(store: Opened, asking: Administrator, name: Annotated[str, Form()], role: Annotated[str, Form()]) -> RedirectResponse:
    """Gives another role."""
    change_role(store, name, role, by=asking.name)
    return RedirectResponse(_HERE, 303)


@router.post("/people/password")
def given_password(
    store: Opened, asking: Administrator, name: Annotated[str, Form()], password: Annotated[str, Form()]
) -> RedirectResponse:
    """Gives another password; the account's sessions end."""
    change_password(store, name, hashed_password(password), by=asking.name)
    return RedirectResponse(_HERE, 303)


@router.post("/people/remove")
def removed(store: Opened, asking: Administrator, name: Annotated[str, Form()]) -> RedirectResponse:
    """Takes an account away."""
    remove_person(store, name, by=asking.name)
    return RedirectResponse(_HERE, 303)


@router.post("/tokens/{id}/revoke")
def revoked(store: Opened, asking: Administrator, id: str) -> RedirectResponse:
    """Ends anyone's token."""
    revoke_token(store, id, by=asking.name)
    return RedirectResponse(_HERE, 303)


@router.post("/publish")
def published(store: Opened, asking: Administrator, published: Annotated[bool, Form()]) -> RedirectResponse:
    """Lets anyone read, or no more."""
    publish(store, by=asking.name, published=published)
    return RedirectResponse(_HERE, 303)
