"""Lines of a file that may be of any length: one is held at a time, and of one that is too long no more than it takes to know that."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from dateline.read.encoding import decode
from dateline.schema.failure import Failure

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)  # the mark of UTF-32-LE begins like the first


def lines(stream: BinaryIO, largest: int) -> Iterator[bytes]:
    """The lines with their ends, without a byte-order mark; one of more than `largest` bytes comes as its first `largest` + 1.

    A file in UTF-16 or UTF-32 is held whole, and comes as UTF-8.
    """
    first = stream.readline(largest + 1 + len(codecs.BOM_UTF8))
    if first.startswith(_WIDE_MARKS):
        decoded = decode(first + stream.read())
        # What cannot be decoded is one line that says so
        yield from [first] if isinstance(decoded, Failure) else io.BytesIO(decoded[0].encode("utf-8", "surrogatepass"))
        return
    line = first.removeprefix(codecs.BOM_UTF8)
    while line:
        yield line
        # The rest of a line that is too long is passed over without being held.
        while len(line) > largest and not line.endswith(b"\n"):
            line = stream.readline(largest + 1)
        line = stream.readline(largest + 1)
