"""Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from dateline.errors import NotFoundError
from dateline.store import Store
from dateline.store.access import Account, Entry, begin, end, note, person_named, person_of, strengthen
from dateline.views.review.access import Opened, client_of, pace_of, serving_of
from dateline.views.review.forgery import new_id, visit
from dateline.views.review.passwords import hashed_password, is_password, is_weak
from dateline.views.review.rendering import render, set_cookie
from dateline.views.review.signing import inside

router = APIRouter()
# Longer than any name, so that nothing of any size is compared or counted.
_LONGEST = 200
WRONG = "There is no such account, or the password is another."


@router.get("/login")
def asked(request: Request, to: str = "/") -> Response:
    """The form. In local mode nobody signs in."""
    if not serving_of(request).team:
        return RedirectResponse("/", 303)
    return render(request, "login.html", {"to": inside(to), "name": "", "wrong": None})


@router.post("/login")
def signed_in(
    request: Request,
    store: Opened,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    to: Annotated[str, Form()] = "/",
) -> Response:
    """Signs in under a new id, never the one that the browser came with. What was wrong is not told."""
    serving = serving_of(request)
    if not serving.team:
        raise NotFoundError("there is nobody to sign in as; the server runs without --team")
    address, login = client_of(request), name.strip().casefold()[:_LONGEST]
    pace_of(request).sign_in(login, address)
    account = person_named(store, name[:_LONGEST])
    if not is_password(password, account.password if account else None) or account is None:
        # A name that is nobody's may be a password in the wrong field: it is not kept
        note(store, Entry("nobody", "failed to sign in", account.person.name if account else None, f"from {address}"))
        return render(request, "login.html", {"to": inside(to), "name": name, "wrong": WRONG}, status=401)
    pace_of(request).signed_in(login, address)
    _strengthen(store, account, password)
    old, id = visit(request), new_id()
    if old is not None and (before := person_of(store, old, lasting=serving.lasting)) is not None:
        end(store, before, old)
    begin(store, account.person, id, lasting=serving.lasting, told=f"from {address}")
    answer = RedirectResponse(inside(to), 303)
    set_cookie(answer, serving, id, seconds=int(serving.lasting.whole * 3600))
    return answer


@router.post("/logout")
def signed_out(request: Request, store: Opened) -> RedirectResponse:
    """Ends the session, here and in the store."""
    serving = serving_of(request)
    id = visit(request)
    if serving.team and id is not None and (person := person_of(store, id, lasting=serving.lasting)) is not None:
        end(store, person, id)
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(serving.cookie, path="/", secure=serving.behind_tls, httponly=True, samesite="lax")
    return answer


def _strengthen(store: Store, account: Account, password: str) -> None:
    if is_weak(account.password):
        strengthen(store, account.person, hashed_password(password))
