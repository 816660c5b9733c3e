"""The process that codes for a server: it answers again and again, and outlives what ends it or takes too long."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from threading import Event, Thread

import pytest

from dateline.errors import TooManyError
from dateline.run.pipeline import trace_reading
from dateline.run.worker import Worker
from dateline.schema.failure import Reading
from dateline.schema.report import Report
from dateline.schema.trace import Traced


def trace(reading: Reading) -> Traced:
    """Ends its process at "boom", sleeps at "slow", else gives an empty record with the process's number."""
    if reading.report.text == "boom":
        os._exit(9)
    if reading.report.text == "slow":
        time.sleep(60)
    return trace_reading(Reading(replace(reading.report, id=str(os.getpid()), text="")))


def reading(text: str) -> Reading:
    return Reading(Report("r", text))


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(work=trace, seconds=20, waiting=2)
    yield made
    made.close()


def test_one_process_answers_one_after_the_other(worker: Worker) -> None:
    first, second = worker.trace(reading("a")), worker.trace(reading("b"))
    assert first.record.report.id == second.record.report.id != str(os.getpid())


def test_a_report_that_ends_the_process_fails_and_the_next_is_coded(worker: Worker) -> None:
    lost = worker.trace(reading("boom"))
    assert [failure.code for failure in lost.record.failures] == ["DL304"]
    assert worker.trace(reading("a")).record.failures == ()


def test_a_report_that_takes_too_long_is_given_up_and_the_next_is_coded() -> None:
    worker = Worker(work=trace, seconds=0.05)
    try:
        late = worker.trace(reading("slow"))
        assert [failure.code for failure in late.record.failures] == ["DL306"]
        assert late.trace is None
    finally:
        worker.close()


def test_who_comes_when_too_many_wait_is_told_to_come_again(worker: Worker) -> None:
    begun, answers = Event(), []

    def ask() -> None:
        begun.set()
        answers.append(worker.trace(reading("a")))

    with worker._turn:
        threads = [Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        begun.wait(20)
        while worker._places._value:
            time.sleep(0.01)
        with pytest.raises(TooManyError):
            worker.trace(reading("a"))
    for thread in threads:
        thread.join(60)
    assert len(answers) == 2


def test_a_worker_can_be_closed_before_it_began_and_twice() -> None:
    worker = Worker(work=trace)
    worker.close()
    worker.close()
