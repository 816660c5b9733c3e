"""How well Dateline codes: runs it over coded reports and scores the records.

    python -m benchmarks.accuracy [--gold DIR] [--scorer FILE] [--out DIR] [--errors N] [--json FILE]

The coded reports are the `.jsonl` files of --gold, else of $DATELINE_GOLD, else of ../shared/gold (those named training-* are for
learning, not for measuring). Where there are none, our own reports are coded that training keeps aside (training/prepare.py).
The scorer is --scorer, else $DATELINE_SCORER, else eval/score_events.py beside the gold folder or in ../shared; where there is none,
Dateline's own measure (dateline.evaluate), which counts the same. The range behind F1 holds it in 95 of 100 draws of as many reports.
The title of a report is context and not given to the product.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline import evaluate
from dateline.evaluate import Interval
from dateline.run.pipeline import code
from dateline.schema.jsonable import dumps, to_json
from training.prepare import aside, tidied

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
OWN = ROOT / "training" / "reports"
LEARNING = "training-"
# The files whose figures together are the headline; the others are shown beside them.
HEADLINE = ("documents", "blurbs", "wire")
TOGETHER = "together"

Coded = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """What the scorer says of some coded reports, and the 95% intervals of F1 by the name of the figure."""

    name: str
    reports: int
    figures: dict[str, Any]
    intervals: Mapping[str, Interval]


def gold_folder(given: Path | None) -> Path | None:
    """The folder of coded reports, or None where there is none. Raises SystemExit where the one that was asked for is not there."""
    asked = given or (Path(os.environ["DATELINE_GOLD"]) if os.environ.get("DATELINE_GOLD") else None)
    if asked is not None and not asked.is_dir():
        raise SystemExit(f"no folder of coded reports at {asked}")
    usual = SHARED / "gold"
    return asked or (usual if usual.is_dir() else None)


def scorer_file(given: Path | None, gold: Path | None) -> Path | None:
    """The scorer, or None where there is none. Raises SystemExit where the one that was asked for is not there."""
    asked = given or (Path(os.environ["DATELINE_SCORER"]) if os.environ.get("DATELINE_SCORER") else None)
    if asked is not None and not asked.is_file():
        raise SystemExit(f"no scorer at {asked}")
    beside = [gold.resolve().parent] if gold else []
    usual = (place / "eval" / "score_events.py" for place in (*beside, SHARED))
    return asked or next((place for place in usual if place.is_file()), None)


def read_gold(folder: Path | None) -> dict[str, list[Coded]]:
    """Coded reports by the name of their file; without a folder our own that were kept aside, as "own"."""
    if folder is None:
        own: list[Coded] = [
            tidied(dict(report)) for path in sorted(OWN.glob("own-*.jsonl")) for report in read_lines(path) if aside(report["doc"])
        ]
        return {"own": own}
    files = [path for path in sorted(folder.glob("*.jsonl")) if not path.name.startswith(LEARNING)]
    return {path.stem: list(read_lines(path)) for path in files}


def read_lines(path: Path) -> Iterator[Coded]:
    """The JSON objects of a file, one a line."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def code_gold(reports: Iterable[Coded]) -> Iterator[str]:
    """The product's record of each report as a line of JSON. A failure is said on standard error and counts as no events."""
    for report in reports:
        record = code(report["text"], published=report["published"], id=report["doc"])
        for failure in record.failures:
            print(f"{report['doc']}: {failure.code} {failure.message}", file=sys.stderr)
        yield dumps(to_json(record))


def score(scorer: Path | None, gold: Path, system: Path) -> dict[str, Any]:
    """The scorer's figures, or those of our own measure where there is none."""
    if scorer is None:
        return evaluate.score(read_lines(gold), read_lines(system)).as_json()
    done = subprocess.run([sys.executable, str(scorer), str(gold), str(system), "--json"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{scorer} failed: {done.stderr.strip()}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def measure_accuracy(gold: Mapping[str, Sequence[Coded]], scorer: Path | None, out: Path) -> list[Score]:
    """Codes all reports into `out` (NAME.gold.jsonl and NAME.jsonl) and scores each file, then the headline's files together."""
    out.mkdir(parents=True, exist_ok=True)
    lines = {name: ([json.dumps(report) for report in reports], list(code_gold(reports))) for name, reports in gold.items()}
    parts = [name for name in HEADLINE if name in lines] or list(lines)
    if len(parts) > 1:
        lines[TOGETHER] = ([row for name in parts for row in lines[name][0]], [row for name in parts for row in lines[name][1]])
    scores = []
    for name, (given, coded) in lines.items():
        paths = out / f"{name}.gold.jsonl", out / f"{name}.jsonl"
        for path, rows in zip(paths, (given, coded), strict=True):
            path.write_text("".join(row + "\n" for row in rows), "utf-8")
        spread = evaluate.intervals(*(read_lines(path) for path in paths))
        scores.append(Score(name, len(given), score(scorer, *paths), spread))
    return scores


def show_errors(scorer: Path, out: Path, name: str, most: int) -> None:
    """Prints what the scorer shows of the errors in the records that were written as `name`."""
    paths = out / f"{name}.gold.jsonl", out / f"{name}.jsonl"
    subprocess.run([sys.executable, str(scorer), *paths, "--errors", str(most)], check=True)


def as_lines(scores: Sequence[Score]) -> list[str]:
    """What a person reads: precision, recall and F1 of events and of slots for every file."""
    return [
        f"{entry.name:10} {entry.reports:4} reports   " + "   ".join(f"{name} {_told(entry, name)}" for name in ("events", "slots"))
        for entry in scores
    ]


def as_json(entry: Score) -> dict[str, Any]:
    """The figures as plain objects, with the ends of the intervals as "intervals"."""
    spread = {name: [interval.low, interval.high] for name, interval in entry.intervals.items()}
    return {"reports": entry.reports, **entry.figures, "intervals": spread}


def _told(entry: Score, name: str) -> str:
    figures, spread = entry.figures[name], entry.intervals.get(name)
    three = "  ".join(f"{label} {figures[key]:.3f}" for label, key in (("P", "p"), ("R", "r"), ("F1", "f1")))
    return three if spread is None else f"{three} ({spread.low:.3f} to {spread.high:.3f})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Codes, scores, prints, and with --json writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, metavar="DIR")
    parser.add_argument("--scorer", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, metavar="DIR", help="keep the records here")
    parser.add_argument("--errors", type=int, metavar="N", help="also print N errors of each kind, as the scorer shows them")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to this file")
    given = parser.parse_args(arguments)
    folder = gold_folder(given.gold)
    scorer = scorer_file(given.scorer, folder)
    with tempfile.TemporaryDirectory() as spare:
        out = given.out or Path(spare)
        scores = measure_accuracy(read_gold(folder), scorer, out)
        print(f"coded reports: {folder or 'our own, kept aside'}; scored by {scorer or 'dateline.evaluate'}", *as_lines(scores), sep="\n")
        if given.errors and scorer and scores:
            show_errors(scorer, out, scores[-1].name, given.errors)
    if given.json:
        figures = {entry.name: as_json(entry) for entry in scores}
        given.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
