"""A plain text file is one report; its id is the file's name as it was given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dateline.read.encoding import decode
from dateline.read.whence import Whence
from dateline.schema.failure import TOO_LONG, Failure, Reading
from dateline.schema.report import LONGEST, Report

# No encoding takes more than four bytes for a character.
LARGEST = 4 * LONGEST


def read_plain(stream: BinaryIO, whence: Whence) -> Iterator[Reading]:
    """The one report of a text file. Of one that is too long no more is read than it takes to know that."""
    data = stream.read(LARGEST + 1)
    decoded = decode(data) if len(data) <= LARGEST else TOO_LONG.failure("read", limit=LONGEST)
    if isinstance(decoded, Failure):
        yield whence.failed(decoded, data if len(data) <= LARGEST else None)
        return
    text, warnings = decoded
    if len(text) > LONGEST:
        yield whence.failed(TOO_LONG.failure("read", limit=LONGEST), data)
    else:
        yield Reading(Report(whence.name, text, uri=whence.uri), warnings, raw=data)
