"""Inputs that are larger than the memory: read as they come, or given up at the limit that dateline.toml names."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

import pytest

from dateline.read.formats import read_stream
from dateline.read.whence import Whence
from dateline.schema.failure import Reading
from dateline.settings import Limits

pytestmark = pytest.mark.timeout(120)
GIGABYTE = 1_000_000_000
WORDS = "Rebels killed two soldiers in Tadmur on Monday."


class Made(io.RawIOBase):
    """A file that is made while it is read; it knows how much was."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = memoryview(b"")
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._held:
            self._held = memoryview(next(self._pieces, b""))
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        self._held = self._held[size:]
        self.given += size
        return size


def a_long_line(before: bytes, after: bytes, size: int = GIGABYTE) -> Iterator[bytes]:
    yield before
    piece = b"x" * 4_000_000
    for _ in range(size // len(piece)):
        yield piece
    yield after


def read(made: Made, name: str, limits: Limits | None = None) -> list[Reading]:
    return list(read_stream(cast("BinaryIO", made), Whence(name, limits=limits or Limits())))


GOOD = json.dumps({"text": WORDS}).encode() + b"\n"
LINES: list[tuple[str, bytes, bytes, list[str | None]]] = [
    ("feed.jsonl", GOOD, b"\n" + GOOD, [None, "DL105", None]),
    ("list.csv", b"text\n" + WORDS.encode() + b"\n", b"\n" + WORDS.encode() + b"\n", [None, "DL105", None]),
    ("report.txt", b"", b"", ["DL105"]),
    ("page.html", b"<html>", b"</html>", ["DL106"]),
    (
        "box.mbox",
        b"From a@example.org Mon Jun 3 10:00:00 2019\nSubject: x\n\n",
        b"\n\nFrom b@example.org Mon Jun 3 2019\nSubject: y\n\nz\n",
        ["DL106", None],
    ),
]


@pytest.mark.parametrize(("name", "before", "after", "codes"), LINES, ids=[row[0] for row in LINES])
def test_a_line_of_up_to_a_gigabyte_is_never_held(name: str, before: bytes, after: bytes, codes: list[str | None]) -> None:
    made = Made(a_long_line(before, after, GIGABYTE if name == "feed.jsonl" else GIGABYTE // 4))
    readings = read(made, name)
    assert [reading.failure.code if reading.failure else None for reading in readings] == codes


def test_of_a_text_that_is_too_long_no_more_is_read_than_it_takes_to_know() -> None:
    made = Made(a_long_line(b"", b""))
    read(made, "report.txt")
    assert made.given < 10_000_000


def test_a_bomb_is_given_up_where_the_limit_is() -> None:
    packed = gzip.compress(bytes(40_000_000))
    for limits, code in ((Limits(), "DL107"), (Limits(ratio=10_000, unpacked_bytes=30_000_000), "DL106")):
        (*_, last) = read(Made(iter([packed])), "a.jsonl.gz", limits)
        assert last.failure is not None
        assert last.failure.code == code


def test_a_packed_feed_of_any_size_is_read_line_by_line() -> None:
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as packed:
        for number in range(8_000):
            packed.write(json.dumps({"id": str(number), "text": f"{WORDS} {number * 7919}"}).encode() + b"\n")
    made = Made(iter([buffer.getvalue()]))
    readings = read_stream(cast("BinaryIO", made), Whence("feed.jsonl.gz"))
    first = next(readings)
    assert (first.report.id, made.given < len(buffer.getvalue())) == ("0", True)
    assert sum(1 for _ in readings) == 7_999


LIMITED: list[tuple[str, Callable[[], bytes], Limits, str]] = [
    ("a.html", lambda: b"<html><body><p>x</p></body></html>", Limits(document_bytes=10), "DL106"),
    ("a.json", lambda: b'{"text": "Rebels fled."}', Limits(document_bytes=10), "DL106"),
    ("a.txt.gz", lambda: gzip.compress(b"Rebels fled."), Limits(depth=0), "DL108"),
]


@pytest.mark.parametrize(("name", "make", "limits", "code"), LIMITED, ids=[row[0] for row in LIMITED])
def test_the_limits_hold(name: str, make: Callable[[], bytes], limits: Limits, code: str) -> None:
    assert read(Made(iter([make()])), name)[0].failure is None or name.endswith("gz") is False
    (reading,) = read(Made(iter([make()])), name, limits)
    assert reading.failure is not None
    assert reading.failure.code == code
