"""The other side of `apart`: a process that reads documents from standard input, one after another, and writes their reports."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from dateline.read.apart import message_of, whence_of
from dateline.read.documents import parse
from dateline.read.whence import Whence
from dateline.schema.failure import READER_ENDED, TOO_LONG, TOO_MANY, TOO_NESTED, Reading
from dateline.schema.report import LONGEST

# Parsers call themselves for each level of nesting: so deep is no page that people read.
_RECURSION = 2_000


def serve() -> None:
    """Reads until standard input ends. Whatever a library prints goes nowhere."""
    source, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.setrecursionlimit(_RECURSION)
    while head := source.readline():
        asked = json.loads(head)
        data = source.read(asked["size"])
        whence = whence_of(asked["whence"])
        _limit_memory(whence.limits.memory_bytes)
        for message in _answers(asked["kind"], data, whence):
            out.write(json.dumps(message).encode() + b"\n")
            out.flush()


def _answers(kind: str, data: bytes, whence: Whence) -> Iterator[dict[str, Any]]:
    try:
        for number, reading in enumerate(parse(kind, data, whence), 1):
            if number > whence.limits.members:
                limits = {"limit": whence.limits.members, "things": "reports", "setting": "members"}
                yield message_of(whence.failed(TOO_MANY.failure("read", **limits)))
                break
            yield message_of(_short(reading, whence))
    except RecursionError:
        yield message_of(whence.failed(TOO_NESTED.failure("read", kind="document")))
    except MemoryError:
        yield message_of(whence.failed(READER_ENDED.failure("read", reason="out of memory")))
    yield {"end": True}


def _short(reading: Reading, whence: Whence) -> Reading:
    if len(reading.report.text) <= LONGEST:
        return reading
    return Whence(reading.report.id, uri=reading.report.uri).failed(TOO_LONG.failure("read", limit=LONGEST))


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
