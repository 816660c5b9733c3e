"""A plain text file is one report; its id is the file's name as it was given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dateline.read.encoding import decode
from dateline.schema.failure import Failure, Reading
from dateline.schema.report import Report


def read_plain(stream: BinaryIO, name: str) -> Iterator[Reading]:
    """The one report of a text file."""
    decoded = decode(stream.read())
    if isinstance(decoded, Failure):
        yield Reading(Report(name, ""), failure=decoded)
    else:
        text, warnings = decoded
        yield Reading(Report(name, text), warnings)
