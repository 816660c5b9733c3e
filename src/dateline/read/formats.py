"""Which reader a file is given to: by its first bytes where they say so, else by its ending, else as plain text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from dateline.read.apart import read_apart
from dateline.read.documents import PARSERS
from dateline.read.endings import kind_of_name, takes
from dateline.read.jsonl import read_json, read_jsonl
from dateline.read.mailbox import read_mailbox
from dateline.read.packed import BROKEN_ARCHIVE, read_gzip, read_zip, read_zstd
from dateline.read.plain import read_plain
from dateline.read.table import read_csv, read_tsv
from dateline.read.warc import KINDS, read_wacz, read_warc
from dateline.read.whence import Whence
from dateline.schema.failure import TOO_LARGE, Reading

_STREAMS: dict[str, Callable[[BinaryIO, Whence], Iterator[Reading]]] = {
    "plain": read_plain,
    "lines": read_jsonl,
    "json": read_json,
    "csv": read_csv,
    "tsv": read_tsv,
    "warc": read_warc,
    "wacz": lambda stream, whence: read_wacz(stream, whence, read_stream),
    "mailbox": read_mailbox,
    "gzip": lambda stream, whence: read_gzip(stream, whence, read_stream),
    "zstd": lambda stream, whence: read_zstd(stream, whence, read_stream),
    "zip": lambda stream, whence: read_zip(stream, whence, read_stream, takes),
}
_SEEKS = frozenset({"zip", "wacz"})
# Kinds of a text that are told apart by their first lines; what else a text may be its ending must say.
_MARKUP = frozenset({"page", "saved page", "feed", "letter", "mailbox", "pdf", "docx", "workbook", "wacz", "zip", "parquet"})

if TYPE_CHECKING:
    Buffered: TypeAlias = io.BufferedReader[Any]

# So much of a file is looked at: "%PDF-" may stand up to there.
_HEAD = 1024
_MAGIC = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"WARC/", "warc"),
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|[a-z]{1,10}:feed)[\s>]", re.I)
_PAGE = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,500}+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_LETTER = re.compile(rb"^(?:[A-Za-z][\w-]{1,40}:[^\n]{0,901}\n(?:[ \t][^\n]{0,901}\n){0,20}){2,}", re.I)
_LETTER_NAMES = re.compile(rb"^(?:mime-version|received|from|date|subject|message-id|delivered-to|return-path):", re.I | re.M)
_SAVED = re.compile(rb"multipart/related|snapshot-content-location|saved by (?:blink|webkit)", re.I)


def read_stream(stream: BinaryIO, whence: Whence) -> Iterator[Reading]:
    """The reports of a file, whatever it is. What cannot be read is a reading with a failure."""
    held = buffered(stream)
    kind = kind_of(held, whence)
    if kind in _SEEKS:
        # Archives are read from their end
        whole = _seekable(held, whence)
        if isinstance(whole, Reading):
            yield whole
            return
        held, kind = whole, _kind_of_zip(whole) if kind == "zip" else kind
    if kind in _STREAMS:
        yield from _STREAMS[kind](held, whence)
        return
    limit = whence.limits.document_bytes
    data = held.read(limit + 1)
    if len(data) > limit:
        yield whence.failed(TOO_LARGE.failure("read", kind=PARSERS[kind].called, limit=limit, setting="document_bytes"))
        return
    yield from read_apart(kind, data, whence)


def read_got(data: bytes, type_: str | None, whence: Whence) -> Iterator[Reading]:
    """The reports of what a server sent, by the type that it says (`text/html; charset=utf-8`), else as a file."""
    kind, _, more = (type_ or "").partition(";")
    charset = more.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    told = KINDS.get(kind.strip().lower())
    if told in PARSERS and not data.startswith(tuple(magic for magic, _ in _MAGIC)):
        yield from read_apart(told, data, replace(whence, charset=charset))
    else:
        yield from read_stream(io.BytesIO(data), whence)


def buffered(stream: Any) -> Buffered:
    """A stream whose first bytes can be looked at before they are read."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)


def kind_of(stream: Buffered, whence: Whence) -> str:
    """The kind of a file by its first bytes, else by its ending."""
    head = stream.peek(_HEAD)[:_HEAD]
    by_name = kind_of_name(whence.name, whence.depth)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return by_name if kind == "zip" and by_name == "wacz" else kind
    if b"%PDF-" in head and by_name != "lines":
        return "pdf"
    if by_name is not None and by_name not in _MARKUP:
        return by_name
    if _FEED.search(head) and head.lstrip()[:1] == b"<" and not _PAGE.match(head):
        return "feed"
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "page"
    if head.startswith(b"From ") and b"\n" in head:
        return "mailbox"
    if _LETTER.match(head) and _LETTER_NAMES.search(head):
        return "saved page" if _SAVED.search(head) else "letter"
    return by_name or "plain"


def _seekable(stream: Buffered, whence: Whence) -> Buffered | Reading:
    if stream.seekable():
        return stream
    limit = whence.limits.document_bytes
    data = stream.read(limit + 1)
    if len(data) > limit:
        return whence.failed(TOO_LARGE.failure("read", kind="archive", limit=limit, setting="document_bytes"))
    return buffered(io.BytesIO(data))


def _kind_of_zip(stream: Buffered) -> str:
    """Documents of Office and archives of the web are ZIP archives: which, the names in them say."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except BROKEN_ARCHIVE:
        names = set()
    stream.seek(0)
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "workbook"
    if any(name.startswith("archive/") and name.endswith((".warc", ".warc.gz")) for name in names):
        return "wacz"
    return "zip"
