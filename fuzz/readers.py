"""Files of any bytes to the readers. Parsers run in this process, so that the fuzzer sees which lines of them it reached.

A failure with a code is an answer like any other. A finding is what no reader may do: raise, give text beside a failure, a message without
end, a text that cannot be sent on; and a mistake of our own code that passes for a broken document.
"""

from __future__ import annotations

import gzip
import io
import json
import traceback
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

from dateline.read import apart, serving
from dateline.read.documents import PARSERS
from dateline.read.formats import read_stream
from dateline.read.whence import Whence
from dateline.schema.failure import BROKEN_DOCUMENT, Reading
from dateline.schema.report import LONGEST
from tests.read import hostile

FILES = hostile.FILES
# A sentence or two at most: a message is read on a terminal.
_LONGEST_MESSAGE = 700
# What a parser of others may raise as it likes, and our own code only by mistake.
_MISTAKES = (AttributeError, TypeError, KeyError, IndexError, NameError, AssertionError)

Wrap = Callable[[bytes], bytes]


class FindingError(AssertionError):
    """The program did what it may not do."""


class _Said(io.StringIO):
    """What is printed meanwhile. The fuzzer itself asks standard error for its number now and then."""

    def fileno(self) -> int:
        """That of standard error."""
        return 2


class _Here:
    """Reads documents in this process, and sends what is read through the same messages as the process of its own."""

    late = False

    def ask(self, kind: str, data: bytes, whence: Whence) -> bool:
        """Hands over a document."""
        self._messages = serving._answers(kind, data, apart.whence_of(json.loads(json.dumps(asdict(whence)))))
        return True

    def answer(self, _: float) -> dict[str, Any] | None:
        """The next message."""
        message: dict[str, Any] = json.loads(json.dumps(next(self._messages)))
        return message

    def end(self) -> str:
        """There is nothing to end."""
        return "status 0"


def _parse(kind: str, data: bytes, whence: Whence) -> Iterator[Reading]:
    """As `documents.parse`; a mistake in a line of our own is raised."""
    parser = PARSERS[kind]
    try:
        # Whatever a parser prints in its own process goes nowhere
        with redirect_stderr(_Said()), redirect_stdout(_Said()):
            readings = list(getattr(import_module(f"dateline.read.{parser.module}"), parser.function)(data, whence))
        yield from readings
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        last = Path(traceback.extract_tb(error.__traceback__)[-1].filename)
        if "dateline" in last.parts and isinstance(error, _MISTAKES):
            raise FindingError(f"a mistake in {last.name} passes for a broken {parser.called}: {error!r}") from error
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind=parser.called, reason=str(error)[:200] or type(error).__name__))


def read(name: str, data: bytes) -> None:
    """Reads a file of that name with these bytes. Raises FindingError where that goes otherwise than it may."""
    said = _Said()
    with ExitStack() as patched:
        patched.enter_context(redirect_stderr(said))
        patched.enter_context(redirect_stdout(said))
        patched.enter_context(mock.patch.object(apart, "_taken", _Here))
        patched.enter_context(mock.patch.object(apart, "_given_back", lambda *_, **__: None))
        patched.enter_context(mock.patch.object(serving, "parse", _parse))
        for reading in read_stream(io.BytesIO(data), Whence(name)):
            _check(reading)
    if said.getvalue():
        raise FindingError(f"a reader says something by itself: {said.getvalue()[:200]!r}")


def _check(reading: Reading) -> None:
    report, failure = reading.report, reading.failure
    if failure is not None and (report.text or failure.stage != "read" or len(failure.message) > _LONGEST_MESSAGE):
        raise FindingError(f"no failure is like this: {failure}, with {len(report.text)} characters of text")
    if len(report.text) > LONGEST:
        raise FindingError(f"a report of {len(report.text)} characters")
    if any(not note.code.startswith("DL") for note in reading.warnings):
        raise FindingError(f"a warning without a code: {reading.warnings}")


def family(*kinds: tuple[str, Wrap]) -> Callable[[bytes], None]:
    """A target of several endings: the first byte says which, and what the others are wrapped in."""

    def run(data: bytes) -> None:
        ending, wrap = kinds[(data[0] if data else 0) % len(kinds)]
        read(f"a{ending}", wrap(data[1:]))

    return run


def seeds(*endings: tuple[str, ...]) -> Callable[[], Iterator[bytes]]:
    """Seeds of a family: for each of its kinds the example files and hostile files with these endings."""

    def found() -> Iterator[bytes]:
        for number, wanted in enumerate(endings):
            files = [path.read_bytes() for path in sorted(FILES.rglob("*.*")) if path.suffix in wanted]
            files += [one.make() for one in hostile.HOSTILE if Path(one.name).suffix in wanted and not one.limits]
            for content in files:
                if len(content) <= LARGEST:
                    yield bytes([number]) + content

    return found


def inner(number: int, *contents: bytes) -> Callable[[], Iterator[bytes]]:
    """Seeds for a kind that wraps what it is given."""
    return lambda: iter([bytes([number]) + content for content in contents])


# Larger files are no better to mutate, and slower.
LARGEST = 40_000


def whole(data: bytes) -> bytes:
    """The bytes as they are."""
    return data


def in_gzip(data: bytes) -> bytes:
    """Packed with gzip."""
    return gzip.compress(data, 1, mtime=0)


def in_archive(name: str, path: Path) -> Wrap:
    """In the place of one file of an archive, the others as they are."""
    with zipfile.ZipFile(path) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}

    def wrap(data: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for one, content in (members | {name: data}).items():
                archive.writestr(zipfile.ZipInfo(one), content)
        return buffer.getvalue()

    return wrap


def member_of(name: str, path: Path) -> bytes:
    """One file of an archive."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def in_answer(data: bytes) -> bytes:
    """As what a server answered, in an archive of the web."""
    return hostile.warc(("https://wire.example.org/1", data))


def in_page_of_pdf(data: bytes) -> bytes:
    """As the content of a page, packed as PDF programs do."""
    packed = hostile.stream(zlib.compress(data), b"/Filter /FlateDecode")
    return hostile.pdf(hostile.CATALOGUE, hostile.PAGES, hostile.PAGE, packed)
