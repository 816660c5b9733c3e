"""How fast, how soon, how large: words and reports a second on one core, and what coding one report costs from a cold start.

    python -m benchmarks.speed [--rounds N] [--json FILE]

Rates count processor time of this process, not the clock on the wall, so that other work on the machine distorts them little; the
process is held on one core where the system allows it. The reports are examples/*.txt and benchmarks/reports/*.txt.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import median

from dateline.annotate import annotate
from dateline.run.pipeline import code
from dateline.schema.report import Report

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "benchmarks" / "reports"
EXAMPLES = ROOT / "examples"
# The day of publication of the examples, whose file names do not say it (examples/README.md).
PUBLISHED = {"arauca": date(2018, 6, 13)}
ROUNDS = 5
STARTS = 3
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Starts the command out of a process that is small itself: Linux counts the size of the process that a child was split off from to
# the child's peak, and this one holds the model. wait4 gives the resources of that one child.
_LAUNCHER = """
import os, sys, time
began = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_WRONLY, 0) for n in (1, 2)]
child = os.posix_spawn(sys.argv[1], [sys.argv[1], "-m", "dateline", *sys.argv[2:]], os.environ, file_actions=quiet)
_, status, used = os.wait4(child, 0)
print([os.waitstatus_to_exitcode(status), time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss])
"""


@dataclass(frozen=True, slots=True)
class Rates:
    """What one core does in a second of processor time: the median over the rounds, after one round that does not count."""

    reports: int
    words: int
    words_per_second: float
    reports_per_second: float


@dataclass(frozen=True, slots=True)
class Start:
    """A command from the start of its process to its end: seconds on the wall, seconds of processor, megabytes at the peak."""

    command: str
    seconds: float
    processor_seconds: float
    peak_megabytes: float


@dataclass(frozen=True, slots=True)
class Speed:
    """All that is measured here, with the machine that it was measured on."""

    machine: str
    rates: Rates
    starts: tuple[Start, ...]


def read_reports() -> tuple[Report, ...]:
    """The reports that are measured, in the order of their names."""
    paths = [*sorted(EXAMPLES.glob("*.txt")), *sorted(REPORTS.glob("*.txt"))]
    return tuple(Report(path.stem, path.read_text("utf-8"), published_on(path.stem)) for path in paths)


def published_on(name: str) -> date | None:
    """The day that a file name begins with, else the one known of an example."""
    found = _DAY.match(name)
    return date.fromisoformat(found[0]) if found else PUBLISHED.get(name)


def measure_rates(reports: Sequence[Report], *, rounds: int = ROUNDS) -> Rates:
    """Words a second of `annotate` alone, reports a second of the whole path."""
    words = sum(len(annotate(report).words) for report in reports)
    for report in reports:
        code(report)
    annotating = [_seconds(lambda: [annotate(report) for report in reports]) for _ in range(rounds)]
    coding = [_seconds(lambda: [code(report) for report in reports]) for _ in range(rounds)]
    return Rates(len(reports), words, round(words / median(annotating), 1), round(len(reports) / median(coding), 2))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def measure_start(*arguments: str) -> Start:
    """The cheapest of a few runs of `dateline ARGUMENTS` in a process of its own.

    Raises RuntimeError where the command fails.
    """
    return min((_start(arguments) for _ in range(STARTS)), key=lambda start: start.processor_seconds)


def _start(arguments: Sequence[str]) -> Start:
    done = subprocess.run([sys.executable, "-S", "-c", _LAUNCHER, sys.executable, *arguments], capture_output=True, text=True, check=True)
    status, seconds, processor, peak = json.loads(done.stdout)
    if status:
        raise RuntimeError(f"dateline {' '.join(arguments)} ended with {status}")
    # Linux counts in kilobytes, macOS in bytes.
    megabytes = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    named = " ".join(Path(argument).name if "/" in argument else argument for argument in arguments)
    return Start(f"dateline {named}", round(seconds, 2), round(processor, 2), round(megabytes, 1))


def measure_speed(*, rounds: int = ROUNDS) -> Speed:
    """The rates on one core and two starts: the version alone, and one report coded."""
    example = EXAMPLES / "arauca.txt"
    starts = (measure_start("--version"), measure_start("code", str(example), "--published", str(PUBLISHED[example.stem])))
    hold_on_one_core()
    return Speed(machine(), measure_rates(read_reports(), rounds=rounds), starts)


def hold_on_one_core() -> None:
    """Keeps this process on the first core it may use, where the system knows how to."""
    with suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def machine() -> str:
    """The processor's name where the system tells it."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return f"{line.split(':', 1)[1].strip()}, {os.cpu_count()} cores"
    return f"{sys.platform}, {os.cpu_count()} cores"


def as_lines(speed: Speed) -> list[str]:
    """What a person reads."""
    rates = speed.rates
    lines = [
        f"on {speed.machine}; rates in processor time of one core",
        f"annotate    {rates.words_per_second:10,.0f} words a second ({rates.words:,} words)",
        f"whole path  {rates.reports_per_second:10.2f} reports a second ({rates.reports} reports)",
    ]
    return lines + [
        f"{start.command}: {start.seconds:.2f} s ({start.processor_seconds:.2f} s of processor), peak {start.peak_megabytes:.0f} MB"
        for start in speed.starts
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints, and with --json writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to this file")
    given = parser.parse_args(arguments)
    speed = measure_speed(rounds=given.rounds)
    print("\n".join(as_lines(speed)))
    if given.json:
        given.json.write_text(json.dumps(asdict(speed), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
