"""Mailboxes (.mbox): e-mails one after another, each read as one (`letter`). One is held at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from dateline.read.apart import read_apart
from dateline.read.whence import Whence
from dateline.schema.failure import BROKEN_DOCUMENT, TOO_LARGE, Reading

# Lines of letters have at most a thousand characters by the standard; what is longer comes in pieces, which changes nothing.
_PIECE = 1_000_000
_BEGINS = re.compile(rb"From \S.*\d{4}\s*$", re.S)
_ESCAPED = re.compile(rb">+From ")


def read_mailbox(stream: BinaryIO, whence: Whence) -> Iterator[Reading]:
    """The e-mails of a mailbox in their order, named FILE:1, FILE:2 ..."""
    number = 0
    for number, letter in enumerate(_letters(stream, whence.limits.document_bytes), 1):
        place = whence.part(number)
        if len(letter) > whence.limits.document_bytes:
            yield place.failed(TOO_LARGE.failure("read", kind="e-mail", limit=whence.limits.document_bytes, setting="document_bytes"))
            continue
        for reading in read_apart("letter", letter, place):
            yield replace(reading, raw=letter)
    if not number:
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="mailbox", reason="no line in it begins an e-mail"))


def _letters(stream: BinaryIO, largest: int) -> Iterator[bytes]:
    """The bytes of each letter, without the line that begins it; of one that is too large a little more than is allowed."""
    parts: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := stream.readline(_PIECE):
        if blank and _BEGINS.match(line):
            if begun:
                yield b"".join(parts)
            parts, size, begun = [], 0, True
        elif begun and size <= largest:
            parts.append(line[1:] if _ESCAPED.match(line) else line)
            size += len(line)
        blank = not line.strip()
    if begun:
        yield b"".join(parts)
