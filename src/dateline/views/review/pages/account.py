"""What people do with their own account: another password, tokens for their programs, signing out everywhere."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import NotAllowedError, NotFoundError
from dateline.schema.person import LEAST_ROLE, SCOPES, Person
from dateline.store.access import NewToken, change_password, create_token, end_all, person_named, revoke_token, tokens
from dateline.views.review.access import Opened, Reader, client_of, pace_of, serving_of
from dateline.views.review.passwords import hashed_password, is_password
from dateline.views.review.rendering import render


def team_only(request: Request) -> None:
    """Raises NotFoundError in local mode, where there are no accounts."""
    if not serving_of(request).team:
        raise NotFoundError("there are no accounts; the server runs without --team")


router = APIRouter(prefix="/account", dependencies=[Depends(team_only)])


@router.get("")
def own(request: Request, store: Opened, asking: Reader) -> HTMLResponse:
    """The account of whoever asks."""
    return _page(request, store, asking)


@router.post("/password")
def changed(request: Request, store: Opened, asking: Reader, old: Annotated[str, Form()], new: Annotated[str, Form()]) -> Response:
    """Another password, for who knows the old one. All sessions end: whoever else is signed in is out."""
    pace_of(request).sign_in(asking.name.casefold(), client_of(request))
    account = person_named(store, asking.name)
    if account is None or not is_password(old, account.password):
        return _page(request, store, asking, wrong="The old password is another.")
    pace_of(request).signed_in(asking.name.casefold(), client_of(request))
    change_password(store, asking.name, hashed_password(new), by=asking.name)
    return RedirectResponse("/login?to=/account", 303)


@router.post("/sign-out-everywhere")
def everywhere(store: Opened, asking: Reader) -> RedirectResponse:
    """Ends all sessions of the account."""
    end_all(store, asking)
    return RedirectResponse("/", 303)


@router.post("/tokens")
def made(
    request: Request,
    store: Opened,
    asking: Reader,
    scopes: Annotated[list[str], Form()],
    label: Annotated[str, Form(max_length=80)] = "",
    days: Annotated[int, Form(ge=1, le=3650)] = 90,
) -> HTMLResponse:
    """A token of one's own; it is shown this once."""
    beyond = [scope for scope in scopes if scope in LEAST_ROLE and not asking.at_least(LEAST_ROLE[scope])]
    if beyond:
        raise NotAllowedError(f"your role does not allow the scope {beyond[0]}")
    given = create_token(store, NewToken(asking.name, tuple(scopes), label, days), by=asking.name)
    return _page(request, store, asking, given=given)


@router.post("/tokens/{id}/revoke")
def revoked(store: Opened, asking: Reader, id: str) -> RedirectResponse:
    """Ends a token of one's own."""
    revoke_token(store, id, by=asking.name, owner=asking)
    return RedirectResponse("/account", 303)


def _page(request: Request, store: Opened, asking: Person, *, wrong: str | None = None, given: str | None = None) -> HTMLResponse:
    allowed = tuple(scope for scope in SCOPES if asking.at_least(LEAST_ROLE[scope]))
    values = {"tokens": tokens(store, asking), "scopes": allowed, "wrong": wrong, "given": given}
    return render(request, "account.html", values, status=200 if wrong is None else 400)
