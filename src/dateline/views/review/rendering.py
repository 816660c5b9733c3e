"""Pages from their templates. Everything is escaped: what a report says never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from dateline.views.cli.wording import day, figure, place
from dateline.views.page.cards import one_line
from dateline.views.page.marks import show
from dateline.views.review.forgery import FIELD, new_id, token_of, visit
from dateline.views.review.serving import Serving

# Title and address of each part of the site, as the header names them. What is not there (yet) is left out.
PARTS = (
    ("Incidents", "/incidents"),
    ("Review", "/review"),
    ("Try it", "/try"),
    ("Reports", "/reports"),
    ("Decisions", "/decisions"),
)
_NOTHING: Mapping[str, object] = {}
_LINKED = ("http", "https")
_SPACE = re.compile(r"\s+")


@cache
def templates() -> Environment:
    """The templates with what they may use."""
    environment = Environment(
        autoescape=True,
        loader=ChoiceLoader(
            [PackageLoader("dateline.views.review", "templates"), PrefixLoader({"page": PackageLoader("dateline.views.page", ".")})]
        ),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update({"line": one_line, "line_in": _in_line, "shown": _shown, "address": address, "day": day, "place": place})
    environment.globals |= {"figure": figure}
    return environment


def render(request: Request, template: str, values: Mapping[str, object] = _NOTHING, *, status: int = 200) -> HTMLResponse:
    """The page. Templates know besides `values`: person (None before signing in), csrf_input (the field that every form with
    method="post" holds), csrf, parts, path, team."""
    serving: Serving = request.app.state.serving
    id = visit(request)
    fresh = new_id() if id is None else None
    token = token_of(id or fresh or "")
    known = {
        "person": getattr(request.state, "person", None),
        "csrf": token,
        "csrf_input": Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token),
        "parts": request.app.state.parts,
        "path": request.url.path,
        "team": serving.team,
    }
    answer = HTMLResponse(templates().get_template(template).render(known | dict(values)), status)
    if fresh is not None:
        set_cookie(answer, serving, fresh)
    return answer


def set_cookie(answer: Response, serving: Serving, id: str, *, seconds: int | None = None) -> None:
    """Gives the browser an id to come back with; without `seconds` until it is closed."""
    answer.set_cookie(serving.cookie, id, max_age=seconds, path="/", secure=serving.behind_tls, httponly=True, samesite="lax")


def _shown(text: str) -> str:
    """Words as they stand, with a sign for what a page cannot hold or would obey."""
    return "".join(show(text))


def _in_line(text: str) -> str:
    """A piece of a line: white space becomes one space, also at its ends."""
    return _SPACE.sub(" ", _shown(text))


def address(uri: str | None) -> str | None:
    """The address where a link may lead to it: only http and https, never javascript: or data:."""
    if uri is None or uri != uri.strip() or any(ord(char) <= 0x20 for char in uri):
        return None
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    return uri if parts.scheme.lower() in _LINKED and parts.netloc else None
