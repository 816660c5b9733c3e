"""Exports: every format of `dateline export`, sent while it is written."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response, StreamingResponse

from dateline.errors import NotFoundError, NotSignedInError
from dateline.schema.person import Person
from dateline.store import Filters, Store
from dateline.views.api.answers import Json, Tag
from dateline.views.api.asking import Asked
from dateline.views.api.shapes import Formats
from dateline.views.api.streaming import Write, streamed
from dateline.views.export import FORMATS, NAMES
from dateline.views.export.bundle import BUNDLE, BUNDLED, SUFFIX, write_bundle
from dateline.views.export.stored import items
from dateline.views.review.access import Opened, scope

router = APIRouter(tags=["exports"])
READ = Depends(scope("read", visitors=True))
Reading = Annotated[Person, READ]
MEDIA = {
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
OTHER = "application/octet-stream"
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_SENT: dict[str, Any] = {media: {"schema": {}} if media.endswith("json") else _BYTES for media in sorted({*MEDIA.values(), OTHER})}
FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The file", "content": _SENT}}


@router.get("/exports", dependencies=[READ], operation_id="list_formats", response_model=Formats)
def list_formats(tag: Tag) -> Response:
    """The formats, and what each cannot hold."""
    told = [(name, FORMATS[name].suffix, list(FORMATS[name].losses)) for name in FORMATS] + [(BUNDLE, SUFFIX, [BUNDLED])]
    items = [{"name": name, "suffix": end, "media_type": MEDIA.get(end, OTHER), "losses": losses} for name, end, losses in told]
    return Json({"items": items}, tag=tag)


@router.get("/exports/{format}", operation_id="export_incidents", response_class=StreamingResponse, responses=FILE)
def export_incidents(store: Opened, asking: Reading, format: str, asked: Asked) -> Response:
    """The incidents with what is asked for as a file of this format, by their first day, sent while it is written.

    A file that could not be written to its end breaks off: the connection is closed before the last piece.
    """
    if format == BUNDLE and asking.visitor:
        raise NotSignedInError("a bundle says who decided: it takes a token")
    suffix, write = _writer(store, format, asked)
    headers = {"Content-Disposition": f'attachment; filename="incidents{suffix}"', "Cache-Control": "private, no-cache"}
    return StreamingResponse(streamed(write), media_type=MEDIA.get(suffix, OTHER), headers=headers)


def _writer(store: Store, format: str, asked: Filters) -> tuple[str, Write]:
    """The end of the file's name, and what writes it. Raises NotFoundError for a format that does not exist."""
    if format == BUNDLE:
        return SUFFIX, lambda target: write_bundle(store, items(store, asked), target)
    if format not in NAMES:
        raise NotFoundError(f"there is no format {format!r}; one of {', '.join([*sorted(NAMES), BUNDLE])}")
    found = FORMATS[format]
    return found.suffix, lambda target: found.write(items(store, asked), target)
