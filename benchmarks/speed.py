"""How fast, how soon, how large: words and reports a second on one core and on two, and what coding one report costs from a cold start.

    python -m benchmarks.speed [--rounds N] [--peer DIR] [--json FILE]

Each figure stands beside that of the peer, spaCy's small CNN architecture (tagger and parser, benchmarks/peer.py), measured in the same
run on the same reports, and their ratio: the machine matters less to it. Where `make peer` has not made the peer it is left out.
Rates count processor time, not the clock on the wall, so that other work on the machine distorts them little; each process is held on
one core where the system allows it. The reports are examples/*.txt and benchmarks/reports/*.txt; words are counted as Dateline counts
them, for the peer too.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import bulk
from benchmarks.workers import ONE_THREAD, cores, together
from dateline.schema.report import Report

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "benchmarks" / "reports"
EXAMPLES = ROOT / "examples"
PEER = ROOT / "benchmarks" / "peer.py"
# Where `make peer` puts the peer: its environment and its pipeline.
PEER_PYTHON = ROOT / "build" / "spacy-venv" / "bin" / "python"
PEER_MODEL = ROOT / "build" / "spacy-peer"
# The day of publication of the examples, whose file names do not say it (examples/README.md).
PUBLISHED = {"arauca": date(2018, 6, 13)}
ROUNDS = 5
STARTS = 3
# Reports of the stream: four in five tell of nothing that is coded (benchmarks/bulk.py).
STREAM = 120
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Starts the command out of a process that is small itself: Linux counts the size of the process that a child was split off from to
# the child's peak, and this one may be large. wait4 gives the resources of that one child.
_LAUNCHER = """
import os, sys, time
began = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_WRONLY, 0) for n in (1, 2)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, used = os.wait4(child, 0)
print([os.waitstatus_to_exitcode(status), time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss])
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of ours and the same of the peer, None where it was not measured."""

    name: str
    unit: str
    own: float
    peer: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours by the peer's."""
        return round(self.own / self.peer, 3) if self.peer else None


@dataclass(frozen=True, slots=True)
class Start:
    """A command from the start of its process to its end: seconds on the wall, seconds of processor, megabytes at the peak."""

    seconds: float
    processor_seconds: float
    peak_megabytes: float


@dataclass(frozen=True, slots=True)
class Speed:
    """All that is measured here, with the machine it was measured on. `peer` names the peer; `shares` are parts of the whole, 0 to 1."""

    machine: str
    peer: str | None
    reports: int
    words: int
    figures: tuple[Figure, ...]
    shares: Mapping[str, float]


def read_reports() -> tuple[Report, ...]:
    """The reports that are measured, in the order of their names."""
    paths = [*sorted(EXAMPLES.glob("*.txt")), *sorted(REPORTS.glob("*.txt"))]
    return tuple(Report(path.stem, path.read_text("utf-8"), published_on(path.stem)) for path in paths)


def published_on(name: str) -> date | None:
    """The day that a file name begins with, else the one known of an example."""
    found = _DAY.match(name)
    return date.fromisoformat(found[0]) if found else PUBLISHED.get(name)


def peer_command(model: Path = PEER_MODEL, python: Path = PEER_PYTHON) -> tuple[str, ...] | None:
    """How the peer is started (what it does and with which pipeline follow), None where it has not been made."""
    return (str(python), str(PEER)) if python.exists() and (model / "config.cfg").is_file() else None


def measure_speed(*, rounds: int = ROUNDS, model: Path = PEER_MODEL) -> Speed:
    """Rates on one core and on two, where there are two, and two starts: the version alone, and one report coded."""
    reports, peer, held = read_reports(), peer_command(model), cores()
    task = {"rounds": rounds, "reports": [_as_task(report) for report in reports]}
    own = [together((sys.executable, "-m", "benchmarks.coding"), task, held[:n]) for n in (1, 2) if len(held) >= n]
    other = [together((*peer, "rate", str(model)), task, held[: len(answers)]) if peer else [] for answers in own]
    words = int(own[0][0]["words"])
    figures = [figure for ours, theirs in zip(own, other, strict=True) for figure in rates(len(reports), words, ours, theirs)]
    beyond = measure_beyond(task, peer, held, model)
    return Speed(
        machine(),
        f"spaCy {other[0][0]['version']}, small CNN, tagger and parser" if peer else None,
        len(reports),
        words,
        (*figures, *beyond, *measure_starts(model)),
        shares(own[0][0]["stages"]),
    )


def measure_beyond(task: Mapping[str, Any], peer: tuple[str, ...] | None, held: Sequence[int | None], model: Path) -> tuple[Figure, ...]:
    """A stream of reports of all kinds with relevance, beside the peer, and the encoder's own limit, both on one core."""
    stream = [_as_task(Report(told["id"], told["text"], date.fromisoformat(told["published"]))) for told in bulk.feed(STREAM)]
    (own,) = together((sys.executable, "-m", "benchmarks.coding"), {**task, "rounds": 1, "stream": stream}, held[:1])
    other = together((*peer, "rate", str(model)), {"rounds": 1, "reports": stream}, held[:1]) if peer else []
    theirs = round(STREAM / float(other[0]["seconds"]), 2) if other else None
    return (Figure("stream, relevance", "reports/s", round(STREAM / float(own["stream"]), 2), theirs), *limits(len(task["reports"]), own))


def limits(reports: int, own: Mapping[str, Any]) -> tuple[Figure, ...]:
    """What the encoder alone, and encoder and reader, could do if all that is around them took no time; none where it was not measured."""
    if not own["rate"]:
        return ()
    alone, together_ = own["products"]["encoder"], sum(own["products"].values())
    found = (("limit of the encoder", alone), ("limit with the reader", together_))
    return tuple(Figure(name, "reports/s", round(reports * own["rate"] / products, 2)) for name, products in found)


def _as_task(report: Report) -> dict[str, str | None]:
    return {"id": report.id, "text": report.text, "published": report.published.isoformat() if report.published else None}


def rates(reports: int, words: int, own: Sequence[Mapping[str, Any]], peer: Sequence[Mapping[str, Any]]) -> tuple[Figure, Figure]:
    """Words a second of `annotate` and reports a second of the whole path: what the workers do together, each in its processor time."""
    on = "one core" if len(own) == 1 else f"{len(own)} cores"
    done = sum(1 / answer["seconds"] for answer in peer) or None
    return (
        Figure(f"annotate, {on}", "words/s", *_rate(words, own, "annotate", done)),
        Figure(f"whole path, {on}", "reports/s", *_rate(reports, own, "whole", done)),
    )


def _rate(amount: int, own: Sequence[Mapping[str, Any]], key: str, peer: float | None) -> tuple[float, float | None]:
    return round(amount * sum(1 / answer[key] for answer in own), 2), round(amount * peer, 2) if peer else None


def measure_starts(model: Path = PEER_MODEL) -> tuple[Figure, ...]:
    """What one report costs from a cold start, and what the command alone does."""
    example, peer = EXAMPLES / "arauca.txt", peer_command(model)
    version = measure_start(sys.executable, "-m", "dateline", "--version")
    coded = measure_start(sys.executable, "-m", "dateline", "code", str(example), "--published", str(PUBLISHED[example.stem]))
    other = measure_start(*peer, "parse", str(model), str(example)) if peer else None
    return (
        Figure("dateline --version", "s", version.processor_seconds),
        Figure("start and one report", "s", coded.processor_seconds, other.processor_seconds if other else None),
        Figure("the same on the wall", "s", coded.seconds, other.seconds if other else None),
        Figure("peak memory, one report", "MB", coded.peak_megabytes, other.peak_megabytes if other else None),
    )


def measure_start(*command: str) -> Start:
    """The cheapest of a few runs of the command in a process of its own.

    Raises RuntimeError where the command fails.
    """
    return min((_start(command) for _ in range(STARTS)), key=lambda start: start.processor_seconds)


def _start(command: Sequence[str]) -> Start:
    launch = (sys.executable, "-S", "-c", _LAUNCHER, *command)
    done = subprocess.run(launch, capture_output=True, text=True, check=True, env={**os.environ, **ONE_THREAD})
    status, seconds, processor, peak = json.loads(done.stdout)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {status}")
    # Linux counts in kilobytes, macOS in bytes.
    megabytes = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Start(round(seconds, 2), round(processor, 2), round(megabytes, 1))


def shares(stages: Mapping[str, float]) -> dict[str, float]:
    """Each stage's part of the whole, 0 to 1."""
    whole = sum(stages.values())
    return {name: round(spent / whole, 3) for name, spent in stages.items()}


def machine() -> str:
    """The processor's name where the system tells it."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return f"{line.split(':', 1)[1].strip()}, {os.cpu_count()} cores"
    return f"{sys.platform}, {os.cpu_count()} cores"


def as_lines(speed: Speed) -> list[str]:
    """What a person reads."""
    told = f"peer: {speed.peer}" if speed.peer else "the peer was left out: `make peer` makes it (the first time it needs the network)"
    return [
        f"on {speed.machine}; {speed.reports} reports, {speed.words:,} words; processor time",
        told,
        f"{'':26}{'Dateline':>12}{'peer':>12}{'ratio':>9}",
        *(_row(figure) for figure in speed.figures),
        "where the time goes: " + ", ".join(f"{name} {share:.1%}" for name, share in speed.shares.items()),
    ]


def _row(figure: Figure) -> str:
    peer, ratio = (f"{figure.peer:,.2f}" if figure.peer else "-"), (f"{figure.ratio:.3f}" if figure.ratio is not None else "-")
    return f"{figure.name:26}{figure.own:>12,.2f}{peer:>12}{ratio:>9}  {figure.unit}"


def as_json(speed: Speed) -> dict[str, Any]:
    """The figures as plain objects, each with its ratio."""
    return {**asdict(speed), "figures": [{**asdict(figure), "ratio": figure.ratio} for figure in speed.figures]}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints, and with --json writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--peer", type=Path, default=PEER_MODEL, metavar="DIR", help="the peer's pipeline (build/spacy-peer)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to this file")
    given = parser.parse_args(arguments)
    speed = measure_speed(rounds=given.rounds, model=given.peer)
    print("\n".join(as_lines(speed)))
    if given.json:
        given.json.write_text(json.dumps(as_json(speed), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
