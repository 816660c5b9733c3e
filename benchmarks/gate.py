"""The gate: short reports that are coded by hand for measuring only, and figures that must not fall.

    python -m benchmarks.gate [--raise]

Codes the reports of benchmarks/gate/*.txt and holds the figures against benchmarks/floors.json. Every third report (gate-003, gate-006
...) is kept aside: it has figures and floors of its own ("aside") and is not looked at when anything is tuned. Ends with 1 where a
figure is under its floor. `--raise` moves each floor up to a margin below its figure (`margin`: 0.01, of fewer values more) and never
moves one down: lowering a floor is an edit of the file that a reviewer sees.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.evaluate import score
from dateline.run.pipeline import code
from dateline.schema.jsonable import to_json
from training.prepare import sheet, tidied

HERE = Path(__file__).resolve().parent
SHEETS, FLOORS = HERE / "gate", HERE / "floors.json"
# So far below its figure a floor is set at least, and by the root of the number of values: another kind of processor rounds the activations
# of the same weights otherwise, which moved 24 reports' casualties (102 values) by 0.034, events (239) by 0.010 between AVX2 and VNNI.
MARGIN, SPREAD = 0.01, 0.3
# A figure gets a floor where so many values were coded by hand: of fewer, one value more or less would break it.
ENOUGH = 50
THIRD = 3
GATE, ASIDE = "gate", "aside"

Coded = Mapping[str, Any]
Floors = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Measured:
    """F1 (0 to 1) of one thing over the reports of one part; `gold` values were coded by hand, `floor` is None where it has none."""

    part: str
    name: str
    figure: float
    gold: int
    floor: float | None

    @property
    def under(self) -> bool:
        """Is it under its floor?"""
        return self.floor is not None and self.figure < self.floor


def read_gate(folder: Path = SHEETS) -> dict[str, list[Coded]]:
    """The coded reports of each part. Raises SystemExit where a sheet has an error."""
    reports = [tidied(report) for path in sorted(folder.glob("*.txt")) for report in sheet(path)]
    parts: dict[str, list[Coded]] = {GATE: [], ASIDE: []}
    for report in reports:
        parts[part_of(report["doc"])].append(report)
    return parts


def part_of(doc: str) -> str:
    """ "gate", or "aside" for every third report by the number at the end of its name."""
    return ASIDE if int(doc.rpartition("-")[2]) % THIRD == 0 else GATE


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors of each part by name; empty where there is no file yet."""
    floors: Floors = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return floors


def measure(parts: Mapping[str, Sequence[Coded]], floors: Mapping[str, Mapping[str, float]]) -> list[Measured]:
    """Codes the reports and sets their figures beside the floors, each part's in the order events, slots, single slots.

    Raises SystemExit where a report was not coded.
    """
    return [measured for part, reports in parts.items() for measured in _measure(part, reports, floors.get(part, {}))]


def _measure(part: str, reports: Sequence[Coded], floors: Mapping[str, float]) -> Iterator[Measured]:
    told = score(reports, [_record(report) for report in reports]).as_json()
    named = {"events": told.pop("events"), **told}
    for name, figures in named.items():
        if isinstance(figures, dict) and (name in floors or figures["gold"] >= ENOUGH):
            yield Measured(part, name, figures["f1"], figures["gold"], floors.get(name))


def _record(report: Coded) -> dict[str, Any]:
    """The record. Raises SystemExit where the report was not coded: figures of such a run say nothing of how well it codes."""
    record = code(report["text"], published=report["published"], id=report["doc"])
    for failure in record.failures:
        raise SystemExit(f"{report['doc']} was not coded: {failure.code} {failure.message}")
    made: dict[str, Any] = to_json(record)
    return made


def margin(values: int) -> float:
    """How far below its figure the floor of so many coded values is set: 0.01 from 900 values on, 0.03 of 100."""
    return max(MARGIN, SPREAD / math.sqrt(values)) if values else MARGIN


def raised(measured: Sequence[Measured]) -> Floors:
    """The floors moved up to their margin below their figures; none moves down."""
    out: Floors = {}
    for one in measured:
        below = math.floor(max(one.figure - margin(one.gold), 0.0) * 1000 + 1e-6) / 1000
        out.setdefault(one.part, {})[one.name] = max(below, one.floor or 0.0)
    return out


def broken(measured: Sequence[Measured]) -> list[str]:
    """A line for each figure under its floor."""
    return [f"under its floor: {one.part} {one.name} is {one.figure:.3f}, floor {one.floor:.3f}" for one in measured if one.under]


def as_lines(measured: Sequence[Measured]) -> list[str]:
    """What a person reads: figure, floor and how many values were coded, with a sign where it is under."""
    rows = [
        f"{one.part:6}{one.name:12}{one.figure:7.3f}{'-' if one.floor is None else f'{one.floor:.3f}':>8}{one.gold:7}"
        + ("  under its floor" if one.under else "")
        for one in measured
    ]
    return [f"{'':18}{'F1':>7}{'floor':>8}{'coded':>7}", *rows]


def main(arguments: Sequence[str] | None = None) -> int:
    """Codes, prints, with --raise writes; 1 where a figure is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="raising", action="store_true", help="write floors that are higher than before, never lower ones")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="the floors (benchmarks/floors.json)")
    given = parser.parse_args(arguments)
    parts = read_gate()
    measured = measure(parts, read_floors(given.floors))
    print(f"gate: {len(parts[GATE])} reports, {len(parts[ASIDE])} more kept aside", *as_lines(measured), sep="\n")
    if given.raising:
        given.floors.write_text(json.dumps(raised(measured), indent=1) + "\n", "utf-8")
    under = broken(measured)
    if under:
        print("\n".join(under), file=sys.stderr)
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
