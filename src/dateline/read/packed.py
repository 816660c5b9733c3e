"""Packed files: gzip, zstd and ZIP. What is in them is read as if it lay there unpacked, within limits on size, number and depth."""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from dateline.read.whence import Whence
from dateline.schema.failure import BROKEN_DOCUMENT, LOCKED, NO_LIBRARY, TOO_DEEP, TOO_LARGE, TOO_MANY, TOO_TIGHT, Failure, Reading
from dateline.settings import Limits

Read = Callable[[BinaryIO, Whence], Iterator[Reading]]

# Below so many unpacked bytes the ratio says nothing: a page of blanks is packed 500 to 1.
_HARMLESS = 20_000_000
# Windows of zstd beyond 128 MiB are not opened; the program itself asks before it makes such.
_WINDOW = 2**27
# A byte of zstd can give 32 kB: so many at a time are unpacked that the memory bears it.
_PIECE = 256
_ENCRYPTED = 0x1
# What unpacking raises of a broken file; zipfile also lets through what its seeking and unpacking of fields raise.
_BROKEN: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, ValueError, struct.error)
BROKEN_ARCHIVE: tuple[type[Exception], ...] = (*_BROKEN, RuntimeError, NotImplementedError, IndexError, OverflowError)


class BeyondLimitsError(Exception):
    """What is unpacked is more than is allowed."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.taken += len(data)
        return len(data)


class _Zstd(io.RawIOBase):
    """What is unpacked of frames of zstd. The reader of the library ends in silence where a file is cut off; this raises EOFError."""

    def __init__(self, packed: _Counted, begin: Callable[[], Any]) -> None:
        self._packed, self._begin = packed, begin
        self._frame: Any = None
        self._left, self._given = b"", b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._given:
            piece = self._left or self._packed.read(_PIECE)
            if not piece:
                if self._frame is not None and not self._frame.eof:
                    raise EOFError("it is cut off")
                return 0
            if self._frame is None or self._frame.eof:
                self._frame = self._begin()
            self._given = self._frame.decompress(piece)
            self._left = self._frame.unused_data if self._frame.eof else b""
        data, self._given = self._given[: len(buffer)], self._given[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


class _Bounded(io.RawIOBase):
    """What a packed file gives, as far as the limits go. Raises BeyondLimitsError where it goes further.

    It ends where the file is broken, and `broken` says why.
    """

    def __init__(self, unpacked: Any, taken: Callable[[], int], limits: Limits, breaks: tuple[type[Exception], ...] = _BROKEN) -> None:
        self.broken: Exception | None = None
        self._breaks = breaks
        self._unpacked = unpacked
        self._taken = taken
        self._limits = limits
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = b"" if self.broken else self._unpacked.read1(len(buffer))
        except self._breaks as error:
            # What came before is read to its end; then it is said that the file is broken
            self.broken, data = error, b""
        buffer[: len(data)] = data
        self.given += len(data)
        if self.given > self._limits.unpacked_bytes:
            limit = {"limit": self._limits.unpacked_bytes, "setting": "unpacked_bytes"}
            raise BeyondLimitsError(TOO_LARGE.failure("read", kind="unpacked file", **limit))
        if self.given > _HARMLESS and self.given > self._limits.ratio * self._taken():
            raise BeyondLimitsError(TOO_TIGHT.failure("read", ratio=self._limits.ratio))
        return len(data)


def read_gzip(stream: BinaryIO, whence: Whence, read: Read) -> Iterator[Reading]:
    """The reports of the file that is packed with gzip."""
    counted = _Counted(stream)
    unpacked = gzip.GzipFile(fileobj=io.BufferedReader(counted), mode="rb")
    yield from _one(_Bounded(unpacked, lambda: counted.taken, whence.limits), whence, read)


def read_zstd(stream: BinaryIO, whence: Whence, read: Read) -> Iterator[Reading]:
    """The reports of the file that is packed with zstd."""
    try:
        import zstandard
    except ImportError:
        yield whence.failed(NO_LIBRARY.failure("read", kind="zstd file", package="zstandard", extra="zstd"))
        return
    counted = _Counted(stream)
    reader = _Zstd(counted, lambda: zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj())
    yield from _one(
        _Bounded(io.BufferedReader(reader), lambda: counted.taken, whence.limits, (*_BROKEN, zstandard.ZstdError)), whence, read
    )


def _one(bounded: _Bounded, whence: Whence, read: Read) -> Iterator[Reading]:
    """The reports of the one file in a packed one: those before a place where it is broken, then the failure."""
    if whence.depth >= whence.limits.depth:
        yield whence.failed(TOO_DEEP.failure("read", depth=whence.limits.depth))
        return
    inner = Whence(whence.name, whence.uri, whence.charset, whence.since, whence.depth + 1, whence.columns, whence.limits)
    try:
        yield from _within(bounded, inner, read)
    except BeyondLimitsError as error:
        yield whence.failed(error.failure)


def _within(bounded: _Bounded, whence: Whence, read: Read) -> Iterator[Reading]:
    """The reports of an unpacked file, and where it is broken at last the failure."""
    held = io.BufferedReader(bounded, 1 << 16)
    if held.peek(1) or not bounded.broken:
        yield from read(held, whence)
    if bounded.broken:
        reason = f"{str(bounded.broken)[:200] or 'it is cut off'}, after {bounded.given:,} bytes"
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="packed file", reason=reason))


def read_zip(stream: BinaryIO, whence: Whence, read: Read, takes: Callable[[str], bool]) -> Iterator[Reading]:
    """The reports of the files in an archive, in the order of their names, those that `takes` takes; other files are no input."""
    if whence.depth >= whence.limits.depth:
        yield whence.failed(TOO_DEEP.failure("read", depth=whence.limits.depth))
        return
    try:
        with zipfile.ZipFile(stream) as archive:
            yield from _members(archive, whence, read, takes)
    except BeyondLimitsError as error:
        yield whence.failed(error.failure)
    except BROKEN_ARCHIVE as error:
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="ZIP archive", reason=str(error)[:200]))


def _members(archive: zipfile.ZipFile, whence: Whence, read: Read, takes: Callable[[str], bool]) -> Iterator[Reading]:
    limits, given = whence.limits, 0
    found = sorted((part for part in archive.infolist() if not part.is_dir() and takes(part.filename)), key=lambda part: part.filename)
    if not found:
        yield whence.failed(BROKEN_DOCUMENT.failure("read", kind="ZIP archive", reason="it holds no file that can be read"))
    for part in found[: limits.members]:
        place = whence.member(part.filename)
        if part.flag_bits & _ENCRYPTED:
            yield place.failed(LOCKED.failure("read", kind="file in the archive"))
            continue
        try:
            with archive.open(part) as inner:
                bounded = _Bounded(inner, lambda size=part.compress_size: size, limits)  # type: ignore[misc]
                yield from _within(bounded, place, read)
                given += bounded.given
        except BeyondLimitsError as error:
            yield place.failed(error.failure)
        except BROKEN_ARCHIVE as error:
            yield place.failed(BROKEN_DOCUMENT.failure("read", kind="packed file", reason=str(error)[:200]))
        if given > limits.unpacked_bytes:
            told = {"limit": limits.unpacked_bytes, "setting": "unpacked_bytes"}
            raise BeyondLimitsError(TOO_LARGE.failure("read", kind="unpacked archive", **told))
    if len(found) > limits.members:
        yield whence.failed(TOO_MANY.failure("read", limit=limits.members, things="files", setting="members"))
