"""Markdown files, one report each: read as the page that they make. A head in lines between "---" says title and day, as of Jekyll."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.read.blocks import paragraphs, tree_of
from dateline.read.encoding import decode
from dateline.read.furniture import Around, sift
from dateline.read.published import parse_day
from dateline.read.whence import Whence, web_address
from dateline.schema.failure import Failure, Reading
from dateline.schema.report import Report

_HEAD = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n(.{0,20000}?)\r?\n\1[ \t]*(?:\r?\n|\Z)", re.S)
_LINE = re.compile(r"^([A-Za-z_-]{2,30})[^\S\n]*+[:=](.*)$", re.M)


def read_markdown(data: bytes, whence: Whence) -> Iterator[Reading]:
    """The report of a Markdown file."""
    from markdown_it import MarkdownIt

    decoded = decode(data)
    if isinstance(decoded, Failure):
        yield whence.failed(decoded)
        return
    text, warnings = decoded
    head = _HEAD.match(text)
    said = {name.lower(): _unquoted(value.strip()) for name, value in _LINE.findall(head[2])} if head else {}
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(text[head.end() :] if head else text)
    if not body.strip():
        yield Reading(Report(whence.name, ""), warnings)
        return
    tree = tree_of(body)
    first = tree.xpath("//h1")
    title = said.get("title") or (" ".join(first[0].text_content().split()) if first else None)
    around = Around(titles=(title,) if title else ())
    words = sift(paragraphs(tree), around)
    day = parse_day(said.get("date", "")) or parse_day(said.get("published", ""))
    by = "head:date" if day else "text" if around.day else None
    uri = next((said[key] for key in ("canonical", "url", "link", "source") if web_address(said.get(key, ""))), whence.uri)
    publisher = said.get("publisher") or said.get("site") or None
    report = Report(whence.name, words, day or around.day, title, publisher, uri, said.get("lang") or said.get("language") or None, by)
    yield Reading(report, (*warnings, *around.notes()))


def _unquoted(value: str) -> str:
    """The value of a line of the head without a quotation mark at either end."""
    return value.removeprefix(value[:1] if value[:1] in ("'", '"') else "").removesuffix(value[-1:] if value[-1:] in ("'", '"') else "")
