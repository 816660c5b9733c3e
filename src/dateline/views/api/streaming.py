"""What a function writes to a file, sent while it is written: a thread writes, the answer reads, neither runs far ahead."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import Any, BinaryIO, cast

# Pieces that wait to be sent, and how many bytes go into one: a slow reader holds the writer back, not the memory.
WAITING, PIECE = 8, 64 * 1024
# How often a writer that waits looks whether its reader has gone, in seconds
LOOK = 1.0

Write = Callable[[BinaryIO], object]


def streamed(write: Write) -> Iterator[bytes]:
    """What `write` writes, in pieces as it comes. What it raises before the first piece is raised here, before anything is sent."""
    pieces = _pieces(write)
    first = next(pieces, b"")
    return _joined(first, pieces)


def _joined(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces


def _pieces(write: Write) -> Iterator[bytes]:
    pipe = _Pipe()
    Thread(target=pipe.run, args=(write,), name="export", daemon=True).start()
    try:
        while (piece := pipe.queue.get()) is not None:
            if isinstance(piece, Exception):
                raise piece
            yield piece
    finally:
        # The reader may have gone before the end.
        pipe.left.set()


class _Left(Exception):
    """Nobody reads any more."""


class _Pipe(io.RawIOBase):
    """A file that is written at one end and read in pieces at the other. It cannot be sought in."""

    def __init__(self) -> None:
        super().__init__()
        self.queue: Queue[bytes | Exception | None] = Queue(WAITING)
        self.left = Event()
        self._held = bytearray()

    def run(self, write: Write) -> None:
        """Writes to the end; what goes wrong is handed to the reader."""
        try:
            try:
                write(cast(BinaryIO, self))
                self._send()
                self._put(None)
            except _Left:
                raise
            except Exception as error:  # noqa: BLE001 - raised again where the answer is made
                self._put(error)
        except _Left:
            return

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Takes the bytes; how many."""
        given = bytes(data)
        self._held += given
        if len(self._held) >= PIECE:
            self._send()
        return len(given)

    def _send(self) -> None:
        if self._held:
            self._put(bytes(self._held))
            self._held.clear()

    def _put(self, piece: bytes | Exception | None) -> None:
        while not self.left.is_set():
            try:
                self.queue.put(piece, timeout=LOOK)
            except Full:
                continue
            return
        raise _Left
