"""Who asks, and what they may: what pages and the API depend on.

`Depends(opened)` gives the store, `Depends(person)` who asks, `Depends(requires("coder"))` the person where the role is enough,
`Depends(scope("read"))` the same for a program with a token.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Query, Request

from dateline.errors import NotAllowedError, NotSignedInError
from dateline.schema.person import LEAST_ROLE, READ, ROLES, SCOPES, VISITOR, Person
from dateline.store import Store
from dateline.store.access import Bearer, bearer, is_published, person_of
from dateline.views.review.forgery import SAFE, bearer_of, visit
from dateline.views.review.pacing import Pace
from dateline.views.review.serving import Serving


def serving_of(request: Request) -> Serving:
    """What this server serves."""
    serving: Serving = request.app.state.serving
    return serving


def opened(request: Request) -> Store:
    """The store, open."""
    return serving_of(request).store


def person(request: Request) -> Person:
    """Who asks, by the session. Raises NotSignedInError where nobody signed in and the store is not published."""
    asking = _asking(request, serving_of(request))
    if asking is None:
        raise NotSignedInError("sign in first")
    request.state.person = asking
    return asking


def _asking(request: Request, serving: Serving) -> Person | None:
    if not serving.team:
        return serving.local
    id = visit(request)
    found = None if id is None else person_of(serving.store, id, lasting=serving.lasting)
    if found is None and request.method in SAFE and is_published(serving.store):
        return VISITOR
    return found


def requires(role: str, *, visitors: bool = False) -> Callable[[Request, Person], Person]:
    """The person, where they have at least this role. With `visitors` also anyone who reads a store that is published.

    Raises NotAllowedError where the role is less, NotSignedInError for a visitor who should sign in.
    """
    assert role in ROLES

    def allowed(request: Request, asking: Annotated[Person, Depends(person)]) -> Person:
        if asking.visitor and not (visitors and request.method in SAFE):
            raise NotSignedInError("sign in first")
        if not asking.at_least(role):
            raise NotAllowedError(f"this takes the role {role}; yours is {asking.role}. Ask an administrator")
        return asking

    return allowed


def caller(request: Request) -> Bearer:
    """Who asks the API, and with which scopes: those of the token where one is given, else what the person's role allows.

    Raises NotSignedInError where the token is unknown, over or revoked, or where there is none and nobody signed in.
    """
    token = bearer_of(request)
    if token is None:
        asking = person(request)
        return Bearer(asking, frozenset({READ} if asking.visitor else SCOPES))
    found = bearer(opened(request), token)
    if found is None:
        raise NotSignedInError("this token is unknown, over or revoked; dateline people token create makes one")
    request.state.person = found.person
    return found


def scope(name: str, *, visitors: bool = False) -> Callable[[Bearer], Person]:
    """The person whom a program acts for, where it may do what the scope says. With `visitors` also anyone who reads a store that is
    published: not where it is told who decided.

    Raises NotAllowedError where the token lacks the scope, or its owner the role that it takes; NotSignedInError for a visitor.
    """
    least = LEAST_ROLE[name]

    def allowed(calling: Annotated[Bearer, Depends(caller)]) -> Person:
        if calling.person.visitor and not visitors:
            raise NotSignedInError("this takes a token; dateline people token create makes one")
        if name not in calling.scopes:
            raise NotAllowedError(f"this takes the scope {name}, which the token does not have")
        if not calling.person.at_least(least):
            raise NotAllowedError(f"this takes the role {least}; {calling.person.name} has {calling.person.role}")
        return calling.person

    return allowed


def paced(request: Request) -> None:
    """Raises TooManyError for whoever changes things faster than people do."""
    if request.method not in SAFE:
        asking: Person | None = getattr(request.state, "person", None)
        pace_of(request).post(asking.name if asking else client_of(request))


def pace_of(request: Request) -> Pace:
    """What this server counts."""
    pace: Pace = request.app.state.pace
    return pace


def client_of(request: Request) -> str:
    """The address that asks; where a proxy is believed, the one it tells."""
    return request.client.host if request.client else "unknown"


# A number in an address that names a row, as "before".
Number = Annotated[int | None, Query(ge=1, le=2**53)]
Opened = Annotated[Store, Depends(opened)]
Reader = Annotated[Person, Depends(requires("reader"))]
Visitor = Annotated[Person, Depends(requires("reader", visitors=True))]
Coder = Annotated[Person, Depends(requires("coder"))]
Reviewer = Annotated[Person, Depends(requires("reviewer"))]
Administrator = Annotated[Person, Depends(requires("administrator"))]
