"""Many reports: in order, the same in one process and in several, and one that ends its process costs no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from dateline.errors import UsageError
from dateline.run.local import BATCH_CHARACTERS, BATCH_REPORTS, batches, code_many
from dateline.schema.failure import NOT_TEXT, Reading
from dateline.schema.report import Report
from tests.run.stages import code_by_length, end_process_on_boom


def readings(count: int = 12) -> list[Report | Reading]:
    broken = Reading(Report("broken", ""), failure=NOT_TEXT.failure("read", reason="it is binary"))
    return [*(Report(f"r{n}", "x" * (n + 1)) for n in range(count)), broken]


def test_records_come_in_the_order_of_the_reports_whatever_the_number_of_processes() -> None:
    alone = list(code_many(readings(), work=code_by_length))
    assert [record.report.id for record in alone] == [*(f"r{n}" for n in range(12)), "broken"]
    assert list(code_many(readings(), jobs=2, work=code_by_length)) == alone


def test_a_report_that_ends_its_process_fails_alone() -> None:
    reports = [Report("a", "first"), Report("b", "boom"), Report("c", "third"), Report("d", "fourth")]
    records = list(code_many(reports, jobs=2, work=end_process_on_boom))
    assert [(record.report.id, [failure.code for failure in record.failures]) for record in records] == [
        ("a", []),
        ("b", ["DL304"]),
        ("c", []),
        ("d", []),
    ]


def test_reports_are_taken_as_they_are_needed() -> None:
    taken: list[str] = []

    def feed() -> object:
        for report in readings(1000):
            taken.append("x")
            yield report

    records = code_many(feed(), work=code_by_length)  # type: ignore[arg-type]
    next(records)
    assert len(taken) == 1


def test_batches_hold_all_in_order_and_are_bounded_by_their_text() -> None:
    short = [Reading(Report(f"s{n}", "x")) for n in range(200)]
    long = [Reading(Report(f"l{n}", "x" * (BATCH_CHARACTERS // 2))) for n in range(5)]
    made = list(batches([*short, *long], alone=3))
    assert [reading for batch in made for reading in batch] == [*short, *long]
    assert [len(batch) for batch in made[:4]] == [1, 1, 1, BATCH_REPORTS]
    assert all(len(batch) <= BATCH_REPORTS for batch in made)
    assert all(sum(len(reading.report.text) for reading in batch[:-1]) < BATCH_CHARACTERS for batch in made)


def test_of_a_whole_batch_only_the_report_that_ends_its_process_fails() -> None:
    reports = [*(Report(f"r{n}", "text") for n in range(30)), Report("b", "boom"), *(Report(f"s{n}", "text") for n in range(30))]
    records = list(code_many(reports, jobs=2, work=end_process_on_boom))
    assert [record.report.id for record in records] == [report.id for report in reports]
    assert [record.report.id for record in records if record.failures] == ["b"]


def test_less_than_one_process_is_wrong_use() -> None:
    with pytest.raises(UsageError):
        code_many([], jobs=0)


def test_processes_end_with_a_parent_that_was_killed() -> None:
    script = (
        "import multiprocessing as m, sys; from dateline.run.local import code_many; from tests.run.stages import code_by_length;"
        "from tests.run.test_local import readings\n"
        "if __name__ == '__main__':\n"
        "    records = code_many(readings(), jobs=2, work=code_by_length); next(records)\n"
        "    print(*(child.pid for child in m.active_children()), flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        assert children
        parent.send_signal(signal.SIGKILL)
    left = children
    for _ in range(200):
        left = [pid for pid in left if _runs(pid)]
        if not left:
            break
        time.sleep(0.1)
    assert left == []


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
