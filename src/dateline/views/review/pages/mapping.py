"""What the map of the incidents asks for: points gathered for what it shows, areas to shade, and the outlines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from dateline.errors import NotFoundError
from dateline.store.charting import Cell, Sum, cells
from dateline.store.listing import Listed
from dateline.views.review.access import Opened, Visitor
from dateline.views.review.asking import Asked, box_of
from dateline.views.review.counts import area_counts
from dateline.views.review.outlines import Shaded, country_name, holders, outline_file, shaded, unpacked
from dateline.views.review.tables import with_own_tables

router = APIRouter(prefix="/map", dependencies=[Depends(with_own_tables)])
# A cell of the grid is so many pixels wide, and lower than wide: degrees of latitude are longer on the map.
CELL, FLAT = 56, 0.8
# Web Mercator: the world is so many pixels wide at zoom 0.
WORLD = 256
FINEST = 14
FOR_EVER = "private, max-age=31536000, immutable"


@router.get("/cells.json")
def points(request: Request, store: Opened, asking: Visitor, view: str, zoom: Annotated[int, Query(ge=0, le=FINEST)]) -> JSONResponse:
    """The incidents at points within the view ("west,south,east,north"), gathered in the grid of the zoom."""
    wide = 360 * CELL / (WORLD * 2**zoom)
    found = cells(store, box_of(view), (wide, wide * FLAT), _asked(request).filters)
    return JSONResponse({"cells": [_cell(cell) for cell in found]})


@router.get("/areas.json")
def regions(request: Request, store: Opened, asking: Visitor) -> JSONResponse:
    """The incidents that are known no closer than a unit or a country, by outline, and who holds the disputed territories."""
    found, nowhere = shaded(area_counts(store, _asked(request).filters))
    told = {"areas": [_area(area) for area in found], "nowhere": asdict(nowhere), "holders": holders()}
    return JSONResponse(told)


@router.get("/outlines/{name}")
def outlines(request: Request, asking: Visitor, name: str) -> Response:
    """A file of outlines (TopoJSON), for good: another build has another address."""
    found = outline_file(name)
    if found is None:
        raise NotFoundError("there are no such outlines; load the page again")
    packed, digest = found
    headers = {"ETag": f'"{digest}"', "Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    if f'"{digest}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type="application/json", headers=headers | {"Content-Encoding": "gzip"})
    return Response(unpacked(packed), media_type="application/json", headers=headers)


def _asked(request: Request) -> Asked:
    return Asked.of(request.query_params.multi_items())


def _cell(cell: Cell) -> dict[str, object]:
    at = {"at": [round(cell.latitude, 5), round(cell.longitude, 5)], "box": [round(edge, 5) for edge in cell.box], "rings": cell.rings}
    return at | _sum(cell.sum) | {"one": None if cell.one is None else _one(cell.one)}


def _one(row: Listed) -> dict[str, object]:
    names = ("id", "type", "mode", "status", "first_day", "place", "actor", "recipient", "mark", "radius_km", "sources")
    return {name: getattr(row, name) for name in names}


def _area(area: Shaded) -> dict[str, object]:
    return {"country": area.country, "name": area.name, "label": area.name or country_name(area.country)} | _sum(area.sum)


def _sum(sum: Sum) -> dict[str, object]:
    return {"incidents": sum.incidents, "killed": [sum.killed_low, sum.killed_best, sum.killed_high]}
