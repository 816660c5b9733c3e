"""Short incident notes, ACLED snippets and snippets without any event: python -m benchmarks.notes [--errors N] [--dev]

Of the notes (those coded whole, then those of the `figures-*.toml`, coded with their figures alone): on how
many killed, wounded, detained, surrendered and abducted are all right (the figures with their bounds over all events of the note, none
missing and none invented). Of the snippets: on how many the sub-event type is among those of the coded events, and on how many about
accidents, disasters, crime and sport nothing is coded.
"""

from __future__ import annotations

import argparse
import csv
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.run.pipeline import code
from dateline.schema.record import Record
from training.sheets import read_sheet

FOLDER = Path(__file__).parent
OUTCOMES = ("killed", "wounded", "detained", "surrendered", "abducted")
FIGURED = {
    "notes kept aside while developing": "figures-held.toml",
    "notes of eight regions": "figures-trackers.toml",
    "notes of many countries and years": "figures-world.toml",
    "notes of twelve regions": "figures-regions.toml",
    "notes of all regions": "figures-fresh.toml",
    "common notes of all regions": "figures-common.toml",
    "plain notes to develop on": "figures-plain.toml",
    "plain notes kept aside": "figures-plain-held.toml",
}
Figures = Counter[tuple[str, int | None, int | None]]


def notes() -> Iterator[dict[str, Any]]:
    """The coded notes."""
    for path in sorted(FOLDER.glob("eval-notes-*.txt")):
        yield from (doc for doc, _ in read_sheet(path.read_text("utf-8")))


def snippets(name: str) -> list[dict[str, str]]:
    """Rows of a table of snippets."""
    return list(csv.DictReader((FOLDER / name).read_text("utf-8").splitlines()))


def figured(name: str) -> Iterator[tuple[dict[str, Any], Figures]]:
    """Notes of which only the figures are coded, each with its figures."""
    for note in tomllib.loads((FOLDER / name).read_text("utf-8"))["notes"]:
        figures = (figure.split() for figure in note["figures"])
        yield note, Counter((outcome, _bound(low), _bound(high)) for outcome, low, high in figures)


def _bound(text: str) -> int | None:
    return None if text == "-" else int(text)


def told(doc: dict[str, Any]) -> Figures:
    """The figures that the coder sees in a note."""
    counts = (c for e in doc["events"] for c in e["casualties"])
    return Counter((c["outcome"], c["low"], c["high"]) for c in counts if c["outcome"] in OUTCOMES)


def found(record: Record) -> Figures:
    """The figures that the product sees."""
    counts = (c for e in record.events for c in e.casualties)
    return Counter((c.outcome, c.low, c.high) for c in counts if c.outcome in OUTCOMES)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print N notes that are not all right")
    parser.add_argument("--dev", action="store_true", help="only the ACLED snippets to develop on, with those that are not right")
    given = parser.parse_args(arguments)
    if given.dev:
        _acled("acled-dev.csv", show=True)
        return
    pairs = [(d, told(d), found(code(d["text"], published=d["published"]))) for d in notes()]
    _told_right("notes", pairs)
    for name, file in FIGURED.items():
        _told_right(name, [(note, figures, found(code(note["text"], published=note["published"]))) for note, figures in figured(file)])
    for doc, a, b in [p for p in pairs if p[1] != p[2]][: given.errors]:
        print(f"{doc['doc']}: {doc['text']}\n   missed {dict(a - b)} invented {dict(b - a)}")
    _acled("acled.csv")
    nothing = snippets("nothing.csv")
    print(f"no event where there is none: {sum(not code(r['text'], published=r['published']).events for r in nothing)} of {len(nothing)}")


def _told_right(name: str, pairs: Sequence[tuple[Any, Figures, Figures]]) -> None:
    """On how many notes all figures are right, and F1 of each outcome."""
    print(f"{name}: {sum(a == b for _, a, b in pairs)} of {len(pairs)} all right")
    for outcome in OUTCOMES:
        gold, own, hits = (sum(n for k, n in c.items() if k[0] == outcome) for c in _totals(pairs))
        print(f"  {outcome:12} F1 {2 * hits / max(gold + own, 1):.3f} ({gold} told, {own} found)")


def _acled(name: str, *, show: bool = False) -> None:
    """How many snippets get their sub-type; `show` prints the others."""
    rows = snippets(name)
    given = [_sub_types(r) for r in rows]
    right = Counter(r["sub_event_type"] for r, types in zip(rows, given, strict=True) if r["sub_event_type"] in types)
    print(f"ACLED sub-type among those of the coded events: {right.total()} of {len(rows)}")
    print("  " + ", ".join(f"{t} {right[t]}" for t in dict.fromkeys(r["sub_event_type"] for r in rows)))
    for row, types in zip(rows, given, strict=True):
        if show and row["sub_event_type"] not in types:
            found = ", ".join(sorted(t or "none" for t in types)) or "any event"
            print(f"{row['id']}: {row['text']}\n   {row['sub_event_type']}, not {found}")


def _totals(pairs: Sequence[tuple[Any, Figures, Figures]]) -> tuple[Figures, Figures, Figures]:
    gold, own, hits = Counter(), Counter(), Counter()  # type: Figures, Figures, Figures
    for _, a, b in pairs:
        gold, own, hits = gold + a, own + b, hits + (a & b)
    return gold, own, hits


def _sub_types(row: dict[str, str]) -> set[str | None]:
    return {e.codes.acled.sub_event_type for e in code(row["text"], published=row["published"]).events}
