"""A feed of any size, and whether `dateline add` codes it in bounded memory, at one rate from beginning to end, and goes on after a kill.

    python -m benchmarks.bulk make --reports 100000 --out build/feed.jsonl [--items FILE]
    python -m benchmarks.bulk run --feed build/feed.jsonl --store build/feed.db [--jobs 2] [--kills 2] [--json FILE]

`make` puts reports together from sentences: of our own coded reports (training/reports) for one in five, of benchmarks/plain.toml for the
rest; COPIES of them are copies of an earlier one under another publisher, half of these with a sentence more. With `--items`, the Current
Events items, what is told is the news of its day instead: items of that day and the days before are put together, so that a happening is
told by a few reports of one week, as in an archive, and not the same few thousand sentences over and over. The same seed gives the same
feed. `run` starts `dateline add --relevance`, kills it with SIGKILL where a part of the feed is stored, starts it again, and looks every
second at its processes: reports in the store, resident memory and processor time. The rate is told for each tenth of the feed, by
the clock and by processor time (other work on the machine distorts that one little); merging, which comes after the last report, is told
apart. Linux only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLAIN = ROOT / "benchmarks" / "plain.toml"
OWN = ROOT / "training" / "reports"
# Shares of the feed: without events, and copies of an earlier report.
IRRELEVANT, COPIES = 0.8, 0.1
# An earlier report is copied while it is among so many: a feed brings copies within days.
RECENT = 500
SENTENCES = (4, 18)
# So many items of the archive before the day's are still news.
NEWS = 40
TENTHS = 10
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass(frozen=True, slots=True)
class Look:
    """The processes at one moment: seconds since the start, reports stored, megabytes of the largest process and of all, processor
    seconds so far, and how many processes of `add` there were before."""

    at: float
    stored: int
    largest: float
    together: float
    processor: float
    run: int


@cache
def sentences() -> list[list[str]]:
    """The sentences of each of our own coded reports."""
    from training.prepare import sheet

    docs = [doc for path in sorted(OWN.glob("*.txt")) for doc in sheet(path)]
    return [[doc["text"][start:end] for start, end in doc["sentences"]] for doc in docs]


def archive(path: Path) -> list[tuple[str, str]]:
    """Day and words of each item that may tell of events, in the order of their days."""
    from benchmarks.incidents import LEFT_OUT, SHORTEST

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    return sorted((i["date"], " ".join(i["text"].split())) for i in items if i["category"] not in LEFT_OUT and len(i["text"]) >= SHORTEST)


def feed(size: int, *, seed: int = 1, items: Sequence[tuple[str, str]] = ()) -> Iterator[dict[str, str]]:
    """Reports as lines of a .jsonl file, their days in order; of `items` (day, words) what is told is the news of the day."""
    draw, plain, told = random.Random(seed), tomllib.loads(PLAIN.read_text("utf-8")), [] if items else sentences()
    subjects = list(plain["subjects"].values())
    recent: list[dict[str, str]] = []
    for number in range(size):
        newest = number * len(items) // max(size, 1)
        day = date.fromisoformat(items[newest][0]) if items else date(2015, 1, 1) + timedelta(number * 365 // max(size, 1))
        if recent and draw.random() < COPIES:
            report = {**draw.choice(recent), "id": f"feed-{number}", "publisher": f"Wire {draw.randrange(40)}"}
            if draw.random() < 0.5:
                report["text"] += " " + _filled(draw, draw.choice(subjects[0]), plain["words"])
        else:
            if draw.random() < IRRELEVANT:
                parts = _plain(draw, subjects, plain["words"])
            else:
                parts = _news(draw, items[max(0, newest - NEWS) : newest + 1]) if items else _told(draw, told)
            report = {"id": f"feed-{number}", "publisher": f"Wire {draw.randrange(40)}", "published": day.isoformat()}
            report["text"] = " ".join(parts)
        recent = [*recent[-RECENT + 1 :], report]
        yield report


def _plain(draw: random.Random, subjects: Sequence[Sequence[str]], words: dict[str, list[str]]) -> list[str]:
    subject = draw.choice(subjects)
    return [_filled(draw, draw.choice(subject), words) for _ in range(draw.randint(*SENTENCES))]


def _filled(draw: random.Random, sentence: str, words: dict[str, list[str]]) -> str:
    return sentence.format_map({name: draw.choice(some) for name, some in words.items()})


def _told(draw: random.Random, told: Sequence[Sequence[str]]) -> list[str]:
    """Runs of sentences of a few reports, so that neighbours still belong together."""
    out: list[str] = []
    wanted = draw.randint(*SENTENCES)
    while len(out) < wanted:
        doc = draw.choice(told)
        start = draw.randrange(len(doc))
        out += doc[start : start + draw.randint(1, 4)]
    return out[:wanted]


def _news(draw: random.Random, items: Sequence[tuple[str, str]]) -> list[str]:
    """The newest item and others of its days, in the order of a round-up: the newest first."""
    left = draw.randint(*SENTENCES)
    out = []
    for _, words in [items[-1], *draw.sample(items[:-1], min(len(items) - 1, left))]:
        out.append(words)
        left -= words.count(". ") + 1
        if left <= 0:
            break
    return out


def run(path: Path, store: Path, *, jobs: int, kills: int) -> list[Look]:
    """Adds the feed, killed `kills` times, and looks at it meanwhile. Raises RuntimeError where `add` fails by itself."""
    size = sum(1 for _ in path.open("rb"))
    limits = [size * (k + 1) // (kills + 1) for k in range(kills)] + [None]
    looks: list[Look] = []
    began, spent = time.monotonic(), 0.0
    for number, limit in enumerate(limits):
        command = (sys.executable, "-m", "dateline", "add", str(path), "--store", str(store), "--jobs", str(jobs), "--relevance")
        with subprocess.Popen(command, stderr=subprocess.DEVNULL if limit else None, cwd=ROOT) as child:
            while child.poll() is None:
                if look := _look(child.pid, store, number, began, spent):
                    looks.append(look)
                    if limit and look.stored >= limit:
                        child.send_signal(signal.SIGKILL)
                time.sleep(1.0)
        if limit is None and child.returncode not in (0, 1):
            raise RuntimeError(f"dateline add ended with {child.returncode}")
        spent = looks[-1].processor if looks else 0.0
    return looks


def _look(pid: int, store: Path, number: int, began: float, spent: float) -> Look | None:
    with suppress(OSError, ValueError, sqlite3.Error):
        processes = [pid, *_children(pid)]
        sizes = [_memory(each) for each in processes]
        processor = spent + sum(map(_processor, processes))
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as held:
            stored = int(held.execute("SELECT count(*) FROM reports").fetchone()[0])
        return Look(round(time.monotonic() - began, 1), stored, max(sizes), round(sum(sizes), 1), round(processor, 2), number)
    return None


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _memory(pid: int) -> float:
    return round(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE, 1)


def _processor(pid: int) -> float:
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / _TICKS


def summary(looks: Sequence[Look], *, size: int, distinct: int) -> dict[str, Any]:
    """Rates and memory of each tenth of the feed, and what merging took after the last report."""
    stored = looks[-1].stored
    adding = [look for look in looks if look.stored < stored] or list(looks)
    tenths = [_tenth(adding, stored * k // TENTHS, stored * (k + 1) // TENTHS) for k in range(TENTHS)]
    merging = [look for look in looks if look.stored == stored]
    return {
        "reports": size,
        "distinct": distinct,
        "stored": stored,
        "tenths": tenths,
        "largest": max(look.largest for look in looks),
        "together": max(look.together for look in looks),
        "merging": {"seconds": round(merging[-1].processor - merging[0].processor, 1), "megabytes": max(look.largest for look in merging)},
    }


def _tenth(looks: Sequence[Look], first: int, last: int) -> dict[str, float | None]:
    """Within one run of `add`, so that what starting again costs is in none of the rates."""
    inside = [look for look in looks if first <= look.stored <= last]
    done = time_ = processor = 0.0
    for before, after in pairwise(inside):
        if before.run == after.run and before.stored > 0:
            done, time_ = done + after.stored - before.stored, time_ + after.at - before.at
            processor += after.processor - before.processor
    rate = {
        "per_second": round(done / time_, 1) if time_ else None,
        "per_processor_second": round(done / processor, 1) if processor else None,
    }
    return {**rate, "megabytes": max((look.together for look in inside), default=None)}


def distinct_reports(path: Path) -> int:
    """How many of the feed have keys of their own: that many must be in the store, no more and no fewer."""
    from dateline.read import read_reports
    from dateline.store.rows import key_of

    return len({key_of(reading) for reading in read_reports(path)})


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes a feed, or runs one; 1 where reports were lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    does = parser.add_subparsers(dest="does", required=True)
    making, running = does.add_parser("make"), does.add_parser("run")
    making.add_argument("--reports", type=int, default=100_000)
    making.add_argument("--out", type=Path, required=True)
    making.add_argument("--items", type=Path)
    running.add_argument("--feed", type=Path, required=True)
    running.add_argument("--store", type=Path, required=True)
    running.add_argument("--jobs", type=int, default=2)
    running.add_argument("--kills", type=int, default=2)
    running.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    if given.does == "make":
        items = archive(given.items) if given.items else []
        with given.out.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(report, ensure_ascii=False) + "\n" for report in feed(given.reports, items=items))
        return 0
    looks = run(given.feed, given.store, jobs=given.jobs, kills=given.kills)
    told = summary(looks, size=sum(1 for _ in given.feed.open("rb")), distinct=distinct_reports(given.feed))
    print(json.dumps(told, indent=1))
    if given.json:
        given.json.write_text(json.dumps(told | {"looks": [asdict(look) for look in looks]}) + "\n", "utf-8")
    return int(told["stored"] != told["distinct"])


if __name__ == "__main__":
    raise SystemExit(main())
