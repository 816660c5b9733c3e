"""Many reports on this machine: results in the order of the inputs, the same whatever the number of processes."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, replace
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dateline.errors import UsageError
from dateline.run.pipeline import code_reading, trace_reading
from dateline.schema.failure import LOST_WORKER, Reading
from dateline.schema.record import Record
from dateline.schema.report import Report
from dateline.schema.trace import Traced
from dateline.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Work = Callable[[Reading], Record]
Batch = tuple[Reading, ...]
Made = TypeVar("Made")

# Batches handed out for each process: enough that none waits for the reader, few enough that a feed of millions is never held.
AHEAD = 4
# A batch is sent to a process in one message, and full with so many characters (some ten reports of a page) or reports: batches take about
# the same time, and reports that are passed over do not cost a message each. Each report is coded by itself, so they change no result.
BATCH_CHARACTERS, BATCH_REPORTS = 25_000, 64


def code_many(
    reports: Iterable[Report | Reading],
    *,
    jobs: int = 1,
    layers: bool = False,
    relevance: bool = False,
    settings: Settings | None = None,
    work: Work | None = None,
) -> Iterator[Record]:
    """One record for each report, in their order; with `jobs` > 1 in as many processes.

    Reports are taken from the iterable as they are needed. A report that fails gives a record with a failure. `settings` adds
    tables of your own; with `relevance` reports that tell of nothing that is coded are passed over (`code`).
    `work` replaces what codes one reading (a function that can be pickled where `jobs` > 1).
    Raises UsageError where `jobs` is less than 1.
    """
    lost = partial(code_reading, settings=settings)
    return _each(reports, _Task(work or partial(lost, layers=layers, relevance=relevance), lost), jobs)


def trace_many(reports: Iterable[Report | Reading], *, jobs: int = 1, settings: Settings | None = None) -> Iterator[Traced]:
    """As `code_many`, each record with its report and how its events came about."""
    work = partial(trace_reading, settings=settings)
    return _each(reports, _Task(work, work), jobs)


@dataclass(frozen=True, slots=True)
class _Task(Generic[Made]):
    """What is made of each reading, and what of one whose process ended (it then has a failure)."""

    work: Callable[[Reading], Made]
    lost: Callable[[Reading], Made]


def _each(reports: Iterable[Report | Reading], task: _Task[Made], jobs: int) -> Iterator[Made]:
    if jobs < 1:
        raise UsageError(f"jobs must be at least 1, not {jobs}")
    readings = (report if isinstance(report, Reading) else Reading(report) for report in reports)
    return map(task.work, readings) if jobs == 1 else _in_processes(readings, task, jobs)


def _in_processes(readings: Iterator[Reading], task: _Task[Made], jobs: int) -> Iterator[Made]:
    workers = _Workers(task, jobs)
    waiting: deque[tuple[Batch, Future[list[Made]]]] = deque()
    try:
        for batch in batches(readings, alone=jobs * AHEAD):
            waiting.append((batch, workers.submit(batch)))
            if len(waiting) >= jobs * AHEAD:
                yield from workers.result(*waiting.popleft())
        while waiting:
            yield from workers.result(*waiting.popleft())
    finally:
        # Also on Ctrl-C and where the caller takes no more: what is not begun is dropped, what is begun ends.
        workers.close()


def batches(readings: Iterable[Reading], *, alone: int) -> Iterator[Batch]:
    """The readings in order, in batches; the first `alone` of them by themselves, so that a few reports keep every process busy."""
    batch: list[Reading] = []
    size = 0
    for number, reading in enumerate(readings):
        batch.append(reading)
        size += len(reading.report.text)
        if number < alone or size >= BATCH_CHARACTERS or len(batch) >= BATCH_REPORTS:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


class _Workers(Generic[Made]):
    """Processes that code one batch each. A process that dies costs only the report it died of."""

    def __init__(self, task: _Task[Made], jobs: int) -> None:
        self._task = task
        self._jobs = jobs
        self._pool = _pool(jobs, task.work)
        self._single: ProcessPoolExecutor | None = None

    def submit(self, batch: Batch) -> Future[list[Made]]:
        try:
            return self._pool.submit(_work_on, batch)
        except BrokenExecutor:
            self._pool.shutdown(wait=True)
            self._pool = _pool(self._jobs, self._task.work)
            return self._pool.submit(_work_on, batch)

    def result(self, batch: Batch, future: Future[list[Made]]) -> Iterator[Made]:
        try:
            yield from future.result()
        except BrokenExecutor:
            yield from map(self._again, batch)

    def _again(self, reading: Reading) -> Made:
        """Any of the reports in work may have ended the processes: each is coded once more, alone."""
        self._single = self._single or _pool(1, self._task.work)
        try:
            made: list[Made] = self._single.submit(_work_on, (reading,)).result()
            return made[0]
        except BrokenExecutor:
            self._single.shutdown(wait=True)
            self._single = None
            return self._task.lost(replace(reading, failure=LOST_WORKER.failure("run")))

    def close(self) -> None:
        for pool in (self._pool, self._single):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int, work: Callable[[Reading], Any]) -> ProcessPoolExecutor:
    # Loaded only where there is something to share out
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: a forked onnxruntime session or a lock held at that moment hangs, and macOS and Windows spawn anyway.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(work,))


# What the processes of one pool do. It goes to each once, not with every report: a user's tables may be large.
_given: list[Callable[[Reading], Any]] = []


def _begin(work: Callable[[Reading], Any]) -> None:
    """Ctrl-C is the parent's to handle: it drops what waits and lets the processes end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _given[:] = [work]


def _end_with_parent() -> None:
    """Where the parent was killed nobody asks for more: a process that waits on would hold its model for ever."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work_on(batch: Batch) -> list[Any]:
    return [_given[0](reading) for reading in batch]
