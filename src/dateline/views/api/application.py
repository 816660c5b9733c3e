"""The API as an application of its own below the pages: it has its own errors, its own OpenAPI, and packs what it answers."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.middleware.gzip import GZipMiddleware

from dateline import __version__
from dateline.views.api import decisions, events, exports, incidents, reports
from dateline.views.api.problems import MEDIA, add_handlers
from dateline.views.api.shapes import Problem
from dateline.views.review.access import caller, paced
from dateline.views.review.forgery import unforged

AT = "/api/v1"
ROUTERS = (reports.router, events.router, incidents.router, decisions.router, exports.router)
# Answers below so many bytes are sent as they are.
SMALL = 1024
DESCRIPTION = """Reports, events and incidents of a Dateline store, what people decided, and exports.

Lists come in pages: `next` is the cursor of the page behind. A row that is there all the time comes exactly once, whatever is added.
Every answer has an `ETag`; with `If-None-Match` nothing is sent while the store is as it was (304). Errors are problems (RFC 9457) with a
`code` of Dateline's messages and `advice`. Where people sign in, a token is sent as `Authorization: Bearer TOKEN`.
"""


def mount(app: FastAPI) -> None:
    """Puts the API below the application, on the same store."""
    api = create_api()
    api.state = app.state
    app.mount(AT, api, name="api")


def create_api() -> FastAPI:
    """The API; what it serves is in the `state` of the application that it is put below."""
    guards = [Depends(caller), Depends(unforged), Depends(paced)]
    api = FastAPI(title="Dateline", version=__version__, description=DESCRIPTION, docs_url=None, redoc_url=None, dependencies=guards)
    api.add_middleware(GZipMiddleware, minimum_size=SMALL)
    add_handlers(api)
    for router in ROUTERS:
        api.include_router(router)
    api.openapi = lambda: described(api)  # type: ignore[method-assign]
    return api


def described(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI document: every operation with an example, and with what it answers where something is wrong."""
    if api.openapi_schema is None:
        schema = get_openapi(title=api.title, version=api.version, description=api.description, routes=api.routes)
        schema["servers"] = [{"url": AT}]
        parts = schema["components"]
        parts["schemas"] |= _problem()
        parts["schemas"].pop("HTTPValidationError", None)
        parts["schemas"].pop("ValidationError", None)
        parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        schema["security"] = [{"token": []}, {}]
        for path in schema["paths"].values():
            for method, operation in path.items():
                _complete(method, operation)
        api.openapi_schema = schema
    return api.openapi_schema


def _problem() -> dict[str, Any]:
    found = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**found.pop("$defs", {}), "Problem": found}


def _complete(method: str, operation: dict[str, Any]) -> None:
    """Adds examples, and the answers that all operations have."""
    answers = operation["responses"]
    answers.pop("422", None)
    wrong = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": examples()["problem"]["answer"]}
    answers["default"] = {"description": "What went wrong, and what to do", "content": {MEDIA: wrong}}
    if method == "get":
        answers["304"] = {"description": "As it was when the program asked before (If-None-Match)"}
    example = examples().get(operation["operationId"], {})
    for status in ("200", "201"):
        for content in answers.get(status, {}).get("content", {}).values():
            if "answer" in example:
                content["example"] = example["answer"]
    if "requestBody" in operation and "body" in example:
        for content in operation["requestBody"]["content"].values():
            content["example"] = example["body"]


@cache
def examples() -> dict[str, Any]:
    """What each operation is sent ("body") and answers ("answer"), by its id: `python -m tools.api_examples` writes them."""
    found: dict[str, Any] = json.loads(files("dateline.views.api").joinpath("examples.json").read_text("utf-8"))
    return found
