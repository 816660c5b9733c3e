"""Feeds (RSS, RDF, Atom): each entry is a report, with its own day. Parsed by feedparser."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from dateline.read.blocks import plain_text
from dateline.read.furniture import Around, sift
from dateline.read.language import believed
from dateline.read.published import parse_day, parse_instant
from dateline.read.whence import Whence, web_address
from dateline.schema.failure import BROKEN_DOCUMENT, UNSAFE, Edition, Reading
from dateline.schema.report import Report

# What declares entities can make a small file into a large text, or read other files.
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|[a-z]{1,10}:(?:feed|RDF))\b", re.I)


def read_feed(data: bytes, whence: Whence) -> Iterator[Reading]:
    """The entries of a feed in its order: the whole content where the feed has it, else the summary."""
    import feedparser

    # In UTF-16 every other byte of a sign of ASCII is NUL
    plain = data.replace(b"\0", b"")
    root = _ROOT.search(plain)
    if _ENTITY.search(plain, 0, root.start() if root else len(plain)):
        yield whence.failed(UNSAFE.failure("read", kind="feed"))
        return
    # What is handed over as a file is never taken for an address, and nothing is fetched
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    if not parsed.entries and (parsed.bozo or not parsed.version):
        reason = str(parsed.get("bozo_exception") or "it is none")[:200]
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="feed", reason=reason))
        return
    for number, entry in enumerate(parsed.entries, 1):
        yield _entry(entry, parsed.feed, whence.part(number))
    if parsed.bozo and _cut_off(data):
        yield whence.part(len(parsed.entries) + 1).failed(BROKEN_DOCUMENT.failure("read", kind="feed", reason="it is cut off"))


def _cut_off(data: bytes) -> bool:
    return re.search(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)?$", data[-2000:], re.I | re.S) is None


def _said(holder: Any, name: str) -> str:
    """What feedparser found there; of a broken entry it may be None."""
    value = holder.get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""


def _entry(entry: Any, feed: Any, whence: Whence) -> Reading:
    contents = [_said(part, "value") for part in entry.get("content") or ()]
    body = max([*contents, _said(entry, "summary")], key=len)
    title = " ".join(" ".join(plain_text(_said(entry, "title"))).split()) or None
    around = Around(titles=(title,) if title else ())
    text = sift(plain_text(body), around)
    link = next((one for one in (_said(entry, "link"), _said(entry, "id")) if one and web_address(one)), None)
    named = [(name, day) for name in ("published", "created", "issued", "date", "updated") if (day := parse_day(_said(entry, name)))]
    by, day = named[0] if named else (None, None)
    publisher = _said(entry.get("source"), "title") or _said(feed, "title") or None
    language = _said(entry, "language") or _said(feed, "language") or None
    report = Report(whence.name, text, day, title, publisher, link, believed(language, text), f"feed:{by}" if by else None)
    since = parse_instant(_said(entry, "updated") or _said(entry, "published"))
    name = _said(entry, "id") or link
    return Reading(report, around.notes(), edition=Edition(f"entry:{name}", since or whence.since) if name else None)
