"""Archives of the web (.warc, .warc.gz, .wacz), such as the shards of Common Crawl News: each page that was got is read as one.

By warcio, record by record: an archive of any size is never held.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import IO, Any, BinaryIO

from dateline.read.apart import read_apart
from dateline.read.packed import BROKEN_ARCHIVE, BeyondLimitsError
from dateline.read.plain import read_plain
from dateline.read.published import parse_instant
from dateline.read.whence import Whence
from dateline.schema.failure import BROKEN_DOCUMENT, NO_LIBRARY, TOO_LARGE, TOO_MANY, Reading

# What is read of an archive, by the type that the server said; pictures, styles and programs are no reports.
KINDS = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "text/plain": "plain",
}


def read_warc(stream: IO[bytes], whence: Whence) -> Iterator[Reading]:
    """The pages of an archive, named FILE:N by the number of their record."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        yield whence.failed(NO_LIBRARY.failure("read", kind="web archive", package="warcio", extra="warc"))
        return
    number = 0
    try:
        records = iter(ArchiveIterator(stream))
        while (record := _next(records)) is not None:
            number += 1
            yield from _record(record, whence.part(number))
    except BeyondLimitsError:
        raise
    except Exception as error:  # noqa: BLE001 - a broken archive fails in warcio, gzip and zlib in as many ways
        reason = f"after {number} records: {type(error).__name__}: {str(error)[:200]}"
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="web archive", reason=reason))


class _Nowhere(io.TextIOBase):
    """Takes what warcio says of a broken record: words of the archive itself, as long as they are, which belong on no terminal."""

    def write(self, told: str) -> int:
        return len(told)


def _next(records: Iterator[Any]) -> Any:
    with redirect_stderr(_Nowhere()):
        return next(records, None)


def _record(record: Any, whence: Whence) -> Iterator[Reading]:
    """The reports of a record; none where it is no page that was got."""
    if record.rec_type not in ("response", "resource", "conversion"):
        return
    head = record.http_headers
    if head is not None and head.get_statuscode() != "200":
        return
    stated = (head.get_header("Content-Type") if head else record.rec_headers.get_header("Content-Type")) or ""
    type_, _, more = stated.partition(";")
    kind = KINDS.get(type_.strip().lower())
    if kind is None:
        return
    limit = whence.limits.document_bytes
    with redirect_stderr(_Nowhere()):
        data = record.content_stream().read(limit + 1)
    if len(data) > limit:
        yield whence.failed(TOO_LARGE.failure("read", kind="page", limit=limit, setting="document_bytes"))
        return
    cut_off = getattr(record.raw_stream, "limit", 0) > 0
    charset = more.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    uri = record.rec_headers.get_header("WARC-Target-URI")
    since = parse_instant(record.rec_headers.get_header("WARC-Date") or "")
    place = replace(whence, uri=uri.strip("<>") if uri else None, charset=charset, since=since)
    if kind == "plain":
        yield from (replace(reading, raw=data) for reading in read_plain(io.BytesIO(data), place))
    else:
        yield from read_apart(kind, data, place)
    if cut_off:
        yield place.failed(BROKEN_DOCUMENT.failure("read", kind="record of a web archive", reason="it is cut off"), data)


def read_wacz(stream: BinaryIO, whence: Whence, read: Callable[[Any, Whence], Iterator[Reading]]) -> Iterator[Reading]:
    """The pages of the archives in a WACZ file."""
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = [part for part in archive.infolist() if part.filename.lower().endswith((".warc", ".warc.gz"))]
            if not parts:
                yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="WACZ file", reason="it holds no .warc"))
            for part in parts[: whence.limits.members]:
                with archive.open(part) as inner:
                    yield from read(inner, whence.member(part.filename))
            if len(parts) > whence.limits.members:
                yield whence.failed(TOO_MANY.failure("read", limit=whence.limits.members, things="archives", setting="members"))
    except BROKEN_ARCHIVE as error:
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="WACZ file", reason=str(error)[:200]))
