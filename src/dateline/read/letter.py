"""E-mails (.eml, and each of a mailbox .mbox): the text is a report, and so is each attachment of a kind that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from dateline.read.blocks import paragraphs, tree_of
from dateline.read.documents import parse
from dateline.read.encoding import decode
from dateline.read.furniture import Around, sift
from dateline.read.published import parse_day
from dateline.read.whence import Whence
from dateline.schema.failure import BROKEN_DOCUMENT, TOO_DEEP, Failure, Reading
from dateline.schema.report import Report

# By the type that the letter gives, or the ending of the name
_KINDS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/html": "page",
    "message/rfc822": "letter",
    "text/markdown": "markdown",
}
_ENDINGS = {".pdf": "pdf", ".docx": "docx", ".html": "page", ".htm": "page", ".eml": "letter", ".md": "markdown"}
_TEXT_ENDINGS = (".txt", ".text")
# A letter within a letter is written out again without folding its headers: Python folds some broken ones for ever.
_AS_IT_CAME = policy.compat32.clone(max_line_length=None)


def read_letter(data: bytes, whence: Whence) -> Iterator[Reading]:
    """The reports of one e-mail: its own text first, if it has any, then its attachments."""
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if not message.keys() or not (message["from"] or message["date"] or message["subject"]):
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="e-mail", reason="it has no head"))
        return
    if whence.depth > whence.limits.depth:
        yield whence.failed(TOO_DEEP.failure("read", depth=whence.limits.depth))
        return
    attached = [part for part in _attachments(message) if _kind(part) or _is_text(part)]
    around = Around()
    others = sum(1 for part in _attachments(message)) - len(attached)
    around.counted["attachment"] += others
    own = _own_text(message, around)
    report = _said(message, Report(whence.name, own))
    if own or not attached:
        yield Reading(report, around.notes())
    for number, part in enumerate(attached, 1):
        for reading in _attachment(part, whence.member(part.get_filename() or f"part-{number}")):
            said = _said(message, reading.report) if _kind(part) != "letter" else reading.report
            yield replace(reading, report=said)


def _said(message: EmailMessage, report: Report) -> Report:
    """The report with what the letter's head says and it does not."""
    day = parse_day(str(message["date"] or ""))
    name, address = parseaddr(str(message["from"] or ""))
    subject = " ".join(str(message["subject"] or "").split()) or None
    if report.published is None and day is not None:
        report = replace(report, published=day, published_by="header:Date")
    return replace(report, title=report.title or subject, publisher=report.publisher or name or address or None)


def _own_text(message: EmailMessage, around: Around) -> str:
    """The plain text, else the HTML as text. Paragraphs of plain text are as they are."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    text = _text(body) if isinstance(body, EmailMessage) else ""
    if body.get_content_type() == "text/html":
        return sift(paragraphs(tree_of(text)), around) if text.strip() else ""
    return sift(text.replace("\r\n", "\n").split("\n\n"), around)


def _text(part: EmailMessage) -> str:
    """The characters of a part; in an encoding that it does not name rightly, as those of any text."""
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        decoded = decode(data)
        return "" if isinstance(decoded, Failure) else decoded[0]


def _attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.iter_attachments():
        if isinstance(part, EmailMessage):
            yield part


def _kind(part: EmailMessage) -> str | None:
    name = (part.get_filename() or "").lower()
    return _KINDS.get(part.get_content_type()) or next((kind for end, kind in _ENDINGS.items() if name.endswith(end)), None)


def _is_text(part: EmailMessage) -> bool:
    return part.get_content_type() == "text/plain" or (part.get_filename() or "").lower().endswith(_TEXT_ENDINGS)


def _attachment(part: EmailMessage, whence: Whence) -> Iterator[Reading]:
    kind = _kind(part)
    if kind is None:
        yield Reading(Report(whence.name, _text(part)))
        return
    if kind == "letter" and part.is_multipart():
        inner = part.get_payload(0)
        data = inner.as_bytes(policy=_AS_IT_CAME) if isinstance(inner, EmailMessage) else b""
    else:
        content = part.get_payload(decode=True)
        data = content if isinstance(content, bytes) else b""
    yield from parse(kind, data, whence)
