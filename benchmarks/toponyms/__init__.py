"""Toponyms of 30 reports of our own: python -m benchmarks.toponyms [--file N ...] [--errors]

Found: F1 of the place names of the text (`annotations.places`; one found where the words overlap). Placed: of those found whose
place is known to the coder, the share within 161 km (100 miles, usual since Gritta et al. 2018) of it; a place without coordinates
counts as wrong, and a country as right where it is that country. The third file is kept aside: nothing is tuned on it.
"""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from dateline.run.pipeline import code
from dateline.schema.record import PlaceNote

HERE = Path(__file__).resolve().parent
NEAR = 161.0
_EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name as the coder marked it; coordinates None where the coder was not sure."""

    start: int
    end: int
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    use: str


@dataclass(frozen=True, slots=True)
class CodedReport:
    """One report with its toponyms in the order of the text."""

    id: str
    published: str
    publisher: str
    manner: str
    text: str
    toponyms: tuple[Toponym, ...]


@dataclass(slots=True)
class Tally:
    """Counts over reports: toponyms marked, given, both; of both those with a known place, near it, of the right country and use."""

    gold: int = 0
    given: int = 0
    both: int = 0
    known: int = 0
    near: int = 0
    country: int = 0
    use: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def read_reports(path: Path) -> Iterator[CodedReport]:
    """The reports of a file. Raises ValueError where marked words are not in the text."""
    for block in re.split(r"(?m)^### ", path.read_text("utf-8"))[1:]:
        head, _, rest = block.partition("text:\n")
        text, _, rows = rest.partition("\nend\n")
        id, *lines = head.splitlines()
        told = dict(line.split(": ", 1) for line in lines if ": " in line)
        toponyms, at = [], 0
        for row in rows.splitlines():
            if row.strip():
                name, place, country, use = (cell.strip() for cell in row.split("|"))
                found = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)").search(text, at)
                if found is None:
                    raise ValueError(f"{id}: {name!r} is not in the text behind character {at}")
                at = found.end()
                point = [None, None] if place == "-" else [float(x) for x in place.split()]
                toponyms.append(Toponym(*found.span(), name, point[0], point[1], None if country == "-" else country, use))
        yield CodedReport(id, told["date"], told["publisher"], told["manner"], text, tuple(toponyms))


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres along the great circle."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(h))


def compare(report: CodedReport, places: Sequence[PlaceNote], errors: list[str] | None = None) -> Tally:
    """How the places of a record fit the coder's; `errors` gets a line for each that does not."""
    tally = Tally(gold=len(report.toponyms), given=len(places))
    left = list(places)
    for gold in report.toponyms:
        place = next((p for p in left if p.start is not None and p.end is not None and p.start < gold.end and gold.start < p.end), None)
        if place is None:
            _tell(errors, report, gold.start, f"missed {gold.name}")
            continue
        left.remove(place)
        tally.both += 1
        tally.use += place.use == gold.use
        if gold.country is not None:
            tally.country += place.country == gold.country
        if gold.latitude is None or gold.longitude is None:
            continue
        tally.known += 1
        km = math.inf
        if place.latitude is not None and place.longitude is not None:
            km = distance((gold.latitude, gold.longitude), (place.latitude, place.longitude))
        # A country has no one point: the right country is near.
        near = km <= NEAR or (place.precision == "country" and place.country == gold.country)
        tally.near += near
        if not near:
            told = f"{place.name}, {place.admin1}, {place.country}, {km:.0f} km"
            _tell(errors, report, gold.start, f"{gold.name} ({gold.country}) placed as {told}")
    for place in left:
        _tell(errors, report, place.start or 0, f"invented {place.text} ({place.use}, {place.country})")
    return tally


def _tell(errors: list[str] | None, report: CodedReport, at: int, what: str) -> None:
    if errors is not None:
        around = report.text[max(0, at - 40) : at + 50].replace("\n", " ")
        errors.append(f"{report.id}: {what}\n      ...{around}...")


def measure(reports: Sequence[CodedReport], errors: list[str] | None = None) -> Tally:
    """Codes the reports and compares them."""
    total = Tally()
    for report in reports:
        publisher = report.publisher.split("|")[0].strip()
        record = code(report.text, published=report.published, publisher=publisher, id=report.id, layers=True)
        total += compare(report, record.annotations.places if record.annotations else (), errors)
    return total


def line(name: str, t: Tally) -> str:
    """What a person reads of a tally."""
    precision, recall = t.both / max(t.given, 1), t.both / max(t.gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return (
        f"{name:8} {t.gold:4} toponyms   found P {precision:.3f} R {recall:.3f} F1 {f1:.3f}   "
        f"within {NEAR:.0f} km {t.near / max(t.known, 1):.3f} of {t.known}   use {t.use / max(t.both, 1):.3f}"
    )


def main(argv: Sequence[str] | None = None) -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--file", type=int, nargs="*", default=[1, 2, 3])
    ap.add_argument("--errors", action="store_true", help="show what is missed, invented and placed wrongly (not of the third file)")
    args = ap.parse_args(argv)
    total, manners = Tally(), dict[str, Tally]()
    for number in args.file:
        reports = tuple(read_reports(HERE / f"reports-{number}.txt"))
        errors: list[str] | None = [] if args.errors and number != 3 else None
        part = Tally()
        for report in reports:
            one = measure((report,), errors)
            part += one
            manners[report.manner] = manners.get(report.manner, Tally()) + one
        print(line("aside" if number == 3 else f"file {number}", part))
        print("".join(f"{e}\n" for e in errors or ()), end="")
        total += part
    for manner, tally in sorted(manners.items()):
        print(line(manner, tally))
    print(line("together", total))
