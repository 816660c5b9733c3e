"""The application: pages, the API where it is there, and what holds for all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import to_thread
from fastapi import APIRouter, Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from dateline import __version__
from dateline.run.worker import Worker
from dateline.settings import FILE_NAME, Settings, read_settings
from dateline.views.api import mount as mount_api
from dateline.views.review.access import paced, person
from dateline.views.review.forgery import unforged
from dateline.views.review.pacing import Pace
from dateline.views.review.pages import (
    account,
    administration,
    decisions,
    desk,
    feeds,
    home,
    incident,
    incidents,
    judging,
    mapping,
    regrouping,
    reports,
    signing_in,
    trying,
)
from dateline.views.review.protection import Protection
from dateline.views.review.rendering import PARTS
from dateline.views.review.serving import Serving
from dateline.views.review.trouble import add_handlers

# One router for each page. Whoever is not signed in sees none of them; what a page needs besides it says itself.
PAGES: tuple[APIRouter, ...] = (
    home.router,
    incidents.router,
    mapping.router,
    judging.router,
    desk.router,
    reports.router,
    decisions.router,
    account.router,
    administration.router,
    trying.router,
    regrouping.router,
    # /incidents/{id} comes behind whatever else begins with /incidents
    incident.router,
)
# What is open to everyone, and what says itself who may see it.
OPEN: tuple[APIRouter, ...] = (signing_in.router, feeds.router)

# The pool of a store gives eleven connections.
AT_ONCE = 10
STATIC = Path(__file__).parent / "static"
# Style and script of a report with its words marked, which stands on a page of its own as well
EVIDENCE = STATIC.parents[1] / "page" / "static"


def create_app(serving: Serving) -> FastAPI:
    """The application that serves this store."""
    app = FastAPI(title="Dateline", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lasting)
    app.state.serving = serving
    app.state.worker = Worker(settings=_settings(serving))
    app.state.pace = Pace()
    app.add_middleware(Protection, serving=serving)
    add_handlers(app)
    app.mount("/static/page", StaticFiles(directory=EVIDENCE), name="evidence")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in PAGES:
        app.include_router(router, dependencies=[Depends(person), Depends(unforged), Depends(paced)], include_in_schema=False)
    for router in OPEN:
        app.include_router(router, dependencies=[Depends(unforged), Depends(paced)], include_in_schema=False)
    mount_api(app)
    served = {getattr(route, "path", "") for router in PAGES for route in router.routes}
    app.state.parts = tuple(part for part in PARTS if part[1] in served)
    return app


@asynccontextmanager
async def _lasting(app: FastAPI) -> AsyncIterator[None]:
    """While the server runs: as many requests at once as the store has connections. At its end the process that codes is ended."""
    to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
    yield
    app.state.worker.close()


def _settings(serving: Serving) -> Settings | None:
    """The user's own tables: of the file that the server was given, else of dateline.toml in the working directory."""
    config = serving.config or (Path(FILE_NAME) if Path(FILE_NAME).is_file() else None)
    return None if config is None else read_settings(config)
