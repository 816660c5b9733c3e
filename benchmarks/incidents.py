"""Merging at scale, on Current Events items as coded: python -m benchmarks.incidents [--sizes N ...] [--year YEAR ...] [--items FILE]

`--sizes` merges so many events (25,000 to 200,000 unless told) in a process of its own each and prints seconds and peak memory; events
beyond those there are come again as if a quarter of a year later, reports and all, so that every block fills up as in a denser archive.
`--year` merges the items of one year, or of months as 2023-01 2023-02, and shows the ten largest and the ten most doubtful incidents, to be
read and judged.
Items are coded once and kept in build/current-events (an hour for all years on one core).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from dateline.merge import POLICIES, merge, origins, tell
from dateline.run.local import code_many
from dateline.schema.incident import Incident, Telling
from dateline.schema.jsonable import from_json, to_json
from dateline.schema.report import Report

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "current-events"
SHARED = next((p for p in (ROOT.parent / "shared", ROOT.parents[1] / "shared") if p.is_dir()), ROOT.parent / "shared")
ITEMS = SHARED / "data" / "current-events.jsonl.gz"
SIZES = (25_000, 50_000, 100_000, 200_000)
# Items of these headings hold no events of ours.
LEFT_OUT = frozenset(
    {"Sport", "Sports", "Arts", "Arts and culture", "Science", "Science and technology", "Business", "Business and economy", "Disasters"}
    | {"Business and economics", "Health", "Health and environment", "Health and medicine"}
)
SHORTEST = 50
# Publishers named in brackets at the end of an item.
_SOURCES = re.compile(r"(?:\s*,?\s*\([^()]{2,80}\)\.?)+\s*$")
SHIFT = timedelta(days=91)


def code_year(year: str, *, items: Path) -> Path:
    """The file with the coded items of a year or month, coded now where it is not there: {"text", "record"} a line."""
    out = KEPT / f"{year}.jsonl"
    if out.is_file():
        return out
    reports = []
    with gzip.open(items, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            item = json.loads(line)
            text = _SOURCES.sub("", item["text"]).strip() if item["sources"] else item["text"].strip()
            if item["date"].startswith(year) and item["category"] not in LEFT_OUT and len(text) >= SHORTEST:
                publisher = (item["sources"] or [None])[0]
                reports.append(Report(f"ce-{number}", text, date.fromisoformat(item["date"]), publisher=publisher))
    KEPT.mkdir(parents=True, exist_ok=True)
    lines_out = (json.dumps({"text": r.text, "record": to_json(c)}) + "\n" for r, c in zip(reports, code_many(reports), strict=True))
    # Under another name until all of it is there
    part = out.with_suffix(".part")
    with part.open("w", encoding="utf-8") as stream:
        stream.writelines(lines_out)
    part.rename(out)
    return out


def read_year(path: Path) -> list[Telling]:
    """The tellings of a year's coded items, copies among them known."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    records = [(from_json(row["record"]), row["text"]) for row in rows]
    of_text = origins((record.report.id, text) for record, text in records)
    return [t for record, text in records for t in tell(record, text, report=record.report.id, origin=of_text[record.report.id])]


def many(size: int) -> Iterator[Telling]:
    """So many tellings: all years that are coded in their order, then again, each time a quarter of a year later."""
    given, rounds = 0, 0
    while given < size:
        for path in sorted(KEPT.glob("*.jsonl")):
            for telling in read_year(path):
                if given == size:
                    return
                yield later(telling, rounds)
                given += 1
        rounds += 1


def later(t: Telling, rounds: int) -> Telling:
    """The telling as of another report so many quarters later."""
    return moved(t, SHIFT * rounds, mark=f"+{rounds}") if rounds else t


def moved(t: Telling, days: timedelta, *, mark: str) -> Telling:
    """The telling as of another report so many days later; `mark` is added to the keys of report and text."""
    when = replace(t.event.when, start_date=_moved(t.event.when.start_date, days), end_date=_moved(t.event.when.end_date, days))
    id = f"{t.report}{mark}:{t.event.id}"
    event = replace(t.event, when=when)
    return replace(t, id=id, report=t.report + mark, origin=t.origin + mark, published=_moved(t.published, days), event=event)


def _moved(day: str | None, by: timedelta) -> str | None:
    return (date.fromisoformat(day) + by).isoformat() if day else None


def measure(size: int) -> str:
    """Merges so many events and says how long it took and how much memory the process had."""
    tellings = list(many(size))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, used = time.perf_counter(), time.process_time()
    incidents = merge(tellings)
    spent, used = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    largest = max(len(i.tellings) for i in incidents)
    return (
        f"{len(tellings):7} events  {len(incidents):7} incidents (largest {largest})  {spent:7.1f} s, {used:7.1f} s of processor"
        f"  peak {peak / 1024:6.0f} MB (tellings alone {before / 1024:.0f})"
    )


def show(years: Sequence[str], *, items: Path, policy: str) -> None:
    """The ten largest and the ten most doubtful incidents of these years or months, with the words of each telling."""
    tellings = [t for year in years for t in read_year(code_year(year, items=items))]
    incidents = merge(tellings, policy=policy)
    words = {t.id: f"{t.published} {t.event.type}: {t.words}" for t in tellings}
    sizes = [len(i.tellings) for i in incidents]
    print(f"{' '.join(years)}: {len(tellings)} events, {len(incidents)} incidents, {sum(n > 1 for n in sizes)} of more than one telling")
    joined = [i for i in incidents if i.links]
    _print("largest", sorted(joined, key=lambda i: (-len(i.tellings), i.id))[:10], words)
    _print("doubtful", sorted(joined, key=lambda i: (min(link.probability for link in i.links), i.id))[:10], words)


def _print(title: str, incidents: Sequence[Incident], words: dict[str, str]) -> None:
    for k, incident in enumerate(incidents, 1):
        chances = ", ".join(f"{link.probability:.2f}" for link in incident.links)
        print(f"\n{title} {k}: {len(incident.tellings)} tellings, {incident.sources} sources, links {chances}")
        print("".join(f"  {words[t]}\n" for t in incident.tellings), end="")


def main(argv: Sequence[str] | None = None) -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--sizes", type=int, nargs="*", default=None)
    ap.add_argument("--year", nargs="*", help="show the incidents of these years or months")
    ap.add_argument("--items", type=Path, default=ITEMS)
    ap.add_argument("--policy", choices=POLICIES, default=POLICIES[0])
    args = ap.parse_args(argv)
    if args.year:
        show(args.year, items=args.items, policy=args.policy)
        return
    sizes = SIZES if args.sizes is None else args.sizes
    if len(sizes) == 1:
        print(measure(sizes[0]), flush=True)
        return
    for size in sizes:
        subprocess.run([sys.executable, "-m", "benchmarks.incidents", "--sizes", str(size)], check=True)


if __name__ == "__main__":
    main()
