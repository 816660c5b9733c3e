"""Pages that a browser saved with all that belongs to them in one file (MHTML)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from dateline.read.page import read_page
from dateline.read.published import parse_instant
from dateline.read.whence import Whence, web_address
from dateline.schema.failure import BROKEN_DOCUMENT, Reading


def read_saved(data: bytes, whence: Whence) -> Iterator[Reading]:
    """The reports of the page: the first part that is HTML. Its address and when it was saved stand in the head."""
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    page = next((part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="saved page", reason="it holds no page"))
        return
    stated = (str(message.get(name, "")) for name in ("Snapshot-Content-Location", "Content-Location"))
    uri = next((one for one in (*stated, str(page.get("Content-Location", ""))) if web_address(one)), whence.uri)
    since = parse_instant(str(message.get("Date", ""))) or whence.since
    yield from read_page(content, replace(whence, uri=uri, charset=page.get_content_charset(), since=since))
