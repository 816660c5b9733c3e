"""Documents of formats that take a parser are read in a process of its own, with limits on its time and memory.

A file that makes a parser run for ever, swallow the memory or fall over costs itself only. The process is started for the first such
document, kept for the next ones, and ends with the program. What goes there and back is one line of JSON for each message, bytes after it.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from threading import Lock, Timer
from typing import Any

from dateline.read.columns import ColumnMap
from dateline.read.whence import Whence
from dateline.schema.failure import READER_ENDED, TOO_LARGE, TOO_SLOW, Edition, Failure, Note, Reading
from dateline.schema.report import Report
from dateline.settings import Limits

# The module search path of the parent goes along: whatever it found the package by, the child does.
_BEGIN = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from dateline.read.serving import serve; serve()"
# Processes that wait for more. Two are in use only where two inputs are read in turns.
_KEPT = 2


class _Reader:
    """A process that reads one document at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-I", "-X", "utf8", "-c", _BEGIN, json.dumps(sys.path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.late = False

    def ask(self, kind: str, data: bytes, whence: Whence) -> bool:
        """Hands over a document; False where the process has ended."""
        stdin = self._process.stdin
        assert stdin is not None
        head = {"kind": kind, "size": len(data), "whence": asdict(whence)}
        try:
            stdin.write(json.dumps(head).encode() + b"\n")
            stdin.write(data)
            stdin.flush()
        except OSError:
            return False
        return True

    def answer(self, seconds: float) -> dict[str, Any] | None:
        """The next message; None where the process ended, or took too long and was ended (`late`)."""
        stdout = self._process.stdout
        assert stdout is not None
        timer = Timer(seconds, self._stop_late)
        timer.start()
        try:
            line = stdout.readline()
        finally:
            timer.cancel()
        if not line.endswith(b"\n"):
            return None
        message: dict[str, Any] = json.loads(line)
        return message

    def _stop_late(self) -> None:
        self.late = True
        self._process.kill()

    def end(self) -> str:
        """Ends the process, and says how it had ended."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                # What was not yet written to a process that is gone
                with suppress(OSError):
                    stream.close()
        status = self._process.wait()
        return f"status {status}" if status >= 0 else f"signal {-status}"


_lock = Lock()
_idle: list[_Reader] = []


def read_apart(kind: str, data: bytes, whence: Whence) -> Iterator[Reading]:
    """The reports of one document of that kind (a name of `documents.PARSERS`), each with the bytes of the document.

    Where it cannot be read, or not within the limits, a reading with a failure stands at the end.
    """
    limits = whence.limits
    if len(data) > limits.document_bytes:
        yield whence.failed(TOO_LARGE.failure("read", kind="document", limit=limits.document_bytes, setting="document_bytes"))
        return
    reader = _taken()
    whole = False
    try:
        if not reader.ask(kind, data, whence):
            # It ended while it waited, which says nothing of this document
            reader.end()
            reader = _Reader()
            reader.ask(kind, data, whence)
        while (message := reader.answer(limits.seconds)) is not None:
            if "end" in message:
                whole = True
                return
            yield reading_of(message, data)
        failure = TOO_SLOW.failure("read", seconds=limits.seconds) if reader.late else READER_ENDED.failure("read", reason=reader.end())
        yield whence.failed(failure, data)
    finally:
        _given_back(reader, whole=whole)


def _taken() -> _Reader:
    with _lock:
        if _idle:
            return _idle.pop()
    return _Reader()


def _given_back(reader: _Reader, *, whole: bool) -> None:
    """Keeps the process for the next document; one that was left in the middle of one is ended."""
    with _lock:
        if whole and not reader.late and len(_idle) < _KEPT:
            _idle.append(reader)
            return
    reader.end()


@atexit.register
def end_readers() -> None:
    """Ends the processes that wait."""
    with _lock:
        while _idle:
            _idle.pop().end()


def message_of(reading: Reading) -> dict[str, Any]:
    """A reading as plain values, without the bytes of the document. Bytes of its own are kept as Latin-1."""
    report = asdict(reading.report)
    report["published"] = reading.report.published.isoformat() if reading.report.published else None
    out: dict[str, Any] = {"report": report, "warnings": [asdict(note) for note in reading.warnings]}
    out["failure"] = asdict(reading.failure) if reading.failure else None
    out["edition"] = asdict(reading.edition) if reading.edition else None
    out["raw"] = None if reading.raw is None else reading.raw.decode("latin-1")
    return out


def reading_of(message: dict[str, Any], data: bytes | None) -> Reading:
    """The reading that `message_of` made plain, of a document of these bytes."""
    report = dict(message["report"])
    report["published"] = date.fromisoformat(report["published"]) if report["published"] else None
    failure = Failure(**message["failure"]) if message["failure"] else None
    edition = Edition(**message["edition"]) if message["edition"] else None
    warnings = tuple(Note(**note) for note in message["warnings"])
    raw = data if message["raw"] is None else message["raw"].encode("latin-1")
    return Reading(Report(**report), warnings, failure, raw, edition)


def whence_of(message: dict[str, Any]) -> Whence:
    """The `Whence` that `asdict` made plain."""
    columns = message["columns"]
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in (columns or {}).items()}
    names = None if columns is None else ColumnMap(**told)
    return Whence(**{**message, "columns": names, "limits": Limits(**message["limits"])})
