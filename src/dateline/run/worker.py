"""A process that codes for a server, one report after the other: neither a long report nor one that ends it holds the server up."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from dateline.errors import TooManyError
from dateline.run.pipeline import trace_reading
from dateline.schema.failure import CODING_TOO_SLOW, LOST_WORKER, Notice, Reading
from dateline.schema.trace import Traced
from dateline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

# Seconds after which a report is given up; one of 20,000 characters takes some seven of processor time.
SECONDS = 60.0
# So many may be coded or wait for their turn; whoever comes then is told to come again. A server answers ten requests at once: the
# others are to be left free.
WAITING = 4
# Seconds after which to come again.
_AGAIN = 10

Work = Callable[[Reading], Traced]


class Worker:
    """Codes readings in a process of its own, which starts with the first and is started anew where one ended it.

    `settings` add tables of one's own; `work` replaces what codes one reading (a function that can be pickled).
    """

    def __init__(
        self, *, settings: Settings | None = None, work: Work | None = None, seconds: float = SECONDS, waiting: int = WAITING
    ) -> None:
        self._work = work or partial(trace_reading, settings=settings)
        self._seconds = seconds
        self._turn = Lock()
        self._places = BoundedSemaphore(waiting)
        self._running: _Running | None = None

    def trace(self, reading: Reading) -> Traced:
        """The record with how it came about; what took too long or ended the process has a failure.

        Raises TooManyError where too many wait already.
        """
        with self._place(), self._turn:
            running = self._running = self._running or _Running(self._work)
            try:
                answer = running.ask(reading, self._seconds)
            except (EOFError, OSError):
                return self._lost(reading, LOST_WORKER)
            return answer if answer is not None else self._lost(reading, CODING_TOO_SLOW, seconds=round(self._seconds))

    def close(self) -> None:
        """Ends the process."""
        with self._turn:
            self._end()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise TooManyError("others are having reports coded; try again in a moment", wait=_AGAIN)
        try:
            yield
        finally:
            self._places.release()

    def _lost(self, reading: Reading, notice: Notice, **values: object) -> Traced:
        self._end()
        return trace_reading(replace(reading, failure=notice.failure("run", **values)))

    def _end(self) -> None:
        if self._running is not None:
            self._running.end()
            self._running = None


class _Running:
    """The process and the line to it."""

    def __init__(self, work: Work) -> None:
        # Loaded only where there is something to code
        from multiprocessing import get_context

        # Spawned, not forked: see run/local.py
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(theirs, work), daemon=True, name="dateline coding")
        self._process.start()
        theirs.close()

    def ask(self, reading: Reading, seconds: float) -> Traced | None:
        """The answer; None where it did not come in time. Raises EOFError or OSError where the process ended."""
        self._line.send(reading)
        if not self._line.poll(seconds):
            return None
        answer = self._line.recv()
        assert isinstance(answer, Traced)
        return answer

    def end(self) -> None:
        self._line.close()
        self._process.kill()
        self._process.join()


def _serve(line: Connection, work: Work) -> None:
    """Codes what comes until nobody is at the other end: the server closed the line, or was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            reading = line.recv()
        except EOFError:
            return
        line.send(work(reading))
