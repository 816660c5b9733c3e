"""The ZIP of a bundle, opened without trust: nothing is unpacked to the disk, and nothing is read that is larger than it may be."""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import BundleError
from dateline.views.export.bundle import DECISIONS, INCIDENTS, MANIFEST

_NAME = re.compile(rf"{re.escape(DECISIONS)}|{re.escape(INCIDENTS)}|{re.escape(MANIFEST)}|(?:records|reports)/[0-9a-f]{{64}}\.json")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_PIECE = 2**20
# What stands before the name of a member in its header (APPNOTE 4.3.7)
_HEADER = 30
# A member that is small is no bomb, however well it was compressed.
_SMALL = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a bundle may hold: members, bytes of one that is read whole or of one line, bytes of all, and bytes for each packed one.

    JSON of ours packs to a tenth or less; DEFLATE reaches a thousandth, which no text does.
    """

    members: int = 2_000_000
    whole: int = 2**28
    all: int = 2**36
    ratio: int = 200


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Archive:
    """A bundle that is open; its members were looked at, not read."""

    path: Path
    zip: zipfile.ZipFile
    limits: Limits

    @property
    def names(self) -> frozenset[str]:
        """The names of its members."""
        return frozenset(self.zip.namelist())

    def digest(self, name: str) -> tuple[int, str]:
        """Size in bytes and SHA-256 (hex) of a member."""
        size, sha = 0, hashlib.sha256()
        for piece in self._pieces(name):
            size += len(piece)
            sha.update(piece)
        return size, sha.hexdigest()

    def read(self, name: str) -> bytes:
        """A member as a whole."""
        if self.zip.getinfo(name).file_size > self.limits.whole:
            raise BundleError(f"{self.path}: {name} is larger than {self.limits.whole:,} bytes")
        return b"".join(self._pieces(name))

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member."""
        parts: list[bytes] = []
        held = 0
        for piece in self._pieces(name):
            first, *rest = piece.split(b"\n")
            for line in rest:
                yield b"".join((*parts, first))
                parts, held, first = [], 0, line
            parts.append(first)
            held += len(first)
            if held > self.limits.whole:
                raise BundleError(f"{self.path}: {name} has a line of more than {self.limits.whole:,} bytes")
        if held:
            yield b"".join(parts)

    def _pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, never more than it says to have."""
        try:
            with self.zip.open(name) as member:
                while piece := member.read(_PIECE):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise BundleError(f"{self.path}: {name} cannot be read: {error}") from error


@contextmanager
def open_bundle(path: Path, *, limits: Limits = LIMITS) -> Iterator[Archive]:
    """The bundle, its members checked by name and size. Raises BundleError where the file is none, or not safe to read."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise BundleError(f"{path}: this is no ZIP that can be read: {error}") from error
    with archive:
        _check(path, archive, limits)
        yield Archive(path, archive, limits)


def _check(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.members:
        raise BundleError(f"{path}: more than {limits.members:,} members")
    names = Counter(info.filename for info in members)
    if twice := sorted(name for name, times in names.items() if times > 1):
        raise BundleError(f"{path}: {twice[0]!r} is there twice")
    for info in members:
        if trouble := _trouble(info, limits):
            raise BundleError(f"{path}: {info.filename!r} {trouble}")
    if sum(info.file_size for info in members) > limits.all:
        raise BundleError(f"{path}: more than {limits.all:,} bytes in all")
    if missing := sorted({DECISIONS, INCIDENTS, MANIFEST} - names.keys()):
        raise BundleError(f"{path}: this is no bundle: {missing[0]} is missing; `dateline export bundle` writes one")
    _check_apart(path, members)


def _trouble(info: zipfile.ZipInfo, limits: Limits) -> str | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    # `orig_filename` is the name before zipfile cut it at a NUL
    if not _NAME.fullmatch(info.filename) or info.orig_filename != info.filename:
        return "is no member of a bundle"
    if kind not in (0, stat.S_IFREG):
        return "is no file"
    if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
        return "is encrypted or packed in a way that is not read"
    if info.file_size > _SMALL and info.file_size > limits.ratio * max(info.compress_size, 1):
        return f"unpacks to more than {limits.ratio} times its size"
    return None


def _check_apart(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Two members over the same bytes are how a small file unpacks to a large one."""
    end = 0
    for info in sorted(members, key=lambda member: member.header_offset):
        if info.header_offset < end:
            raise BundleError(f"{path}: {info.filename!r} lies over another member")
        end = info.header_offset + _HEADER + len(info.filename) + info.compress_size
