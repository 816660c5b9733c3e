"""Word files (.docx), one report each, by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.read.furniture import Around, sift
from dateline.read.whence import Whence
from dateline.schema.failure import BROKEN_DOCUMENT, LOCKED, NO_WORDS, TOO_TIGHT, UNSAFE, Reading
from dateline.schema.report import Report

# Not a ZIP archive, but the container of older versions: what is locked lies in one as "EncryptedPackage"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# What python-docx calls a file that has no title
_NO_TITLE = "Word Document"
# Office files pack their parts of a few kilobytes very tightly.
_HARMLESS = 10_000_000
# A part of an office file never has a document type (ECMA-376, part 2, 8.1.4), which alone can declare entities. It stands before the root.
_TYPED, _ROOT, _PROLOGUE = re.compile(rb"<!DOCTYPE", re.I), re.compile(rb"<[A-Za-z_]"), 100_000


def read_docx(data: bytes, whence: Whence) -> Iterator[Reading]:
    """The report of a Word file: paragraphs and cells in their order, without heads, feet and what was deleted."""
    import docx

    refused = unfit(data, whence, "Word file")
    if refused is not None:
        yield refused
        return
    document = docx.Document(io.BytesIO(data))
    said = document.core_properties
    stated = " ".join((said.title or "").split())
    title: str | None = stated if stated and stated != _NO_TITLE else None
    headings = {" ".join(one.text.split()) for one in document.paragraphs[:5] if one.style is not None and one.style.name == "Title"}
    around = Around(titles=tuple(sorted(headings | ({title} if title else set()))))
    text = sift(_blocks(document), around)
    if not text:
        yield whence.failed(NO_WORDS.failure("read", kind="Word file", reason=""))
        return
    title = title or next(iter(sorted(headings)), None)
    by = "text" if around.day else None
    report = Report(whence.name, text, around.day, title, uri=whence.uri, language=said.language or None, published_by=by)
    yield Reading(report, around.notes())


def _blocks(part: Any) -> Iterator[str]:
    """The paragraphs of a document or cell, those of tables row by row."""
    from docx.table import Table

    for block in part.iter_inner_content():
        if not isinstance(block, Table):
            yield block.text
            continue
        for row in block.rows:
            # A cell over several columns is met once for each
            cells: Iterable[Any] = {id(cell._tc): cell for cell in row.cells}.values()
            yield " | ".join(" ".join("\n".join(_blocks(cell)).split()) for cell in cells)


def unfit(data: bytes, whence: Whence, called: str) -> Reading | None:
    """The failure of a file of Office that is locked, of an older kind or no such file, or whose parts unpack beyond the limits."""
    if data.startswith(_OLD):
        old = BROKEN_DOCUMENT.failure("read", kind=called, reason="it is of an Office before 2007; save it in the present format")
        return whence.failed(LOCKED.failure("read", kind=called) if _LOCKED in data else old)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        return whence.failed(BROKEN_DOCUMENT.failure("read", kind=called, reason=str(error)))
    if sum(part.file_size for part in parts) > max(_HARMLESS, whence.limits.ratio * len(data)):
        return whence.failed(TOO_TIGHT.failure("read", ratio=whence.limits.ratio))
    return whence.failed(UNSAFE.failure("read", kind=called)) if _declares(data) else None


def _declares(data: bytes) -> bool:
    """Whether a part of the file has a document type, in whatever encoding."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if not part.filename.lower().endswith((".xml", ".rels")):
                continue
            with archive.open(part) as inner:
                head = inner.read(_PROLOGUE).replace(b"\0", b"")
            root = _ROOT.search(head)
            # What has no root is no XML, and fails by itself; one that does not come is kept from being looked at
            if _TYPED.search(head, 0, root.start() if root else len(head)) or (root is None and len(head) >= _PROLOGUE // 2):
                return True
    return False
