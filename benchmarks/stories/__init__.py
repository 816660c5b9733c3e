"""Merging measured on stories of our own: python -m benchmarks.stories [--file N ...] [--stories DIR] [--kept] [--errors]

Codes every report, finds the listed event of each coded one (reading.py says how), merges, and compares: pairs joined and B-cubed,
story by story and all stories thrown together; copies found; false and missed merges by kind. `aligned` counts events that coding found;
`listed` counts all, so what coding did not find is missed too.
Files 3, 6, 9, 12, 15, 17 and 18 are held back: nothing is tuned on them, no error of theirs is shown.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.stories.reading import HERE, Listed, StoryReport, align, code_stories, read_stories, tell_stories
from benchmarks.stories.scores import b_cubed, pair_score, pairs
from dateline.merge import compare, merge
from dateline.schema.incident import Telling
from dateline.schema.record import Record

FILES, HELD_BACK = tuple(range(1, 19)), (3, 6, 9, 12, 15, 17, 18)
KEPT = HERE.parents[1] / "build" / "stories"
# A coded date is right when it is so near the incident's.
_DAYS = 2


@dataclass(slots=True)
class Files:
    """Reports of some files with their records, tellings, and which telling is which listed event."""

    reports: list[StoryReport] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    listed: dict[str, Listed] = field(default_factory=dict)
    tellings: dict[str, Telling] = field(default_factory=dict)
    aligned: dict[str, str] = field(default_factory=dict)


def read_files(paths: Sequence[Path], *, kept: bool) -> Files:
    """The files read and coded; `kept` takes the records of an earlier run where there are some."""
    out = Files()
    for path in paths:
        reports = read_stories(path)
        cache = KEPT / f"{path.stem}.jsonl"
        if not kept:
            cache.unlink(missing_ok=True)
        out.reports += reports
        out.records |= code_stories(reports, cache=cache)
    out.listed = {e.id: e for r in out.reports for e in r.events}
    out.tellings = tell_stories(out.reports, out.records)
    out.aligned = {k: v for r in out.reports for k, v in align(r, out.records[r.id]).items()}
    return out


def group(files: Files, *, together: bool) -> dict[str, str]:
    """Listed event -> incident, of the aligned ones: each story merged by itself, or all of them at once."""
    story = {r.id: "all" if together else r.story for r in files.reports}
    of_telling: dict[str, str] = {}
    for name in dict.fromkeys(story.values()):
        told = [t for t in files.tellings.values() if story[t.report] == name]
        of_telling |= {t: incident.id for incident in merge(told) for t in incident.tellings}
    return {k: of_telling[t] for k, t in files.aligned.items()}


def copies(files: Files) -> tuple[int, int, int]:
    """Pairs of copies found, missed and invented, within stories."""
    root: dict[str, str] = {}
    for r in files.reports:
        root[r.id] = root.get(r.copy_of, r.copy_of) if r.copy_of else r.id
    origin = {t.report: t.origin for t in files.tellings.values()}
    known = {r.id: origin.get(r.id, r.id) for r in files.reports}
    true, given = pairs(root), pairs(known)
    return len(true & given), len(true - given), len(given - true)


def kinds(files: Files, given: dict[str, str]) -> tuple[Counter[str], Counter[str]]:
    """False and missed merges of the aligned events, by what their coding has right and how far apart the tellings are."""
    true = {k: files.listed[k].incident for k in files.aligned}
    wanted, found = pairs(true), pairs(given)
    return Counter(_kind(files, p) for p in found - wanted), Counter(_kind(files, p) for p in wanted - found)


def _kind(files: Files, pair: tuple[str, str]) -> str:
    one, other = (files.listed[k] for k in pair)
    if one.report == other.report:
        return "one report"
    if one.story != other.story:
        return "two stories"
    wrong = sorted({fault for k in pair for fault in faults(files, k)})
    return "coded wrong or not at all: " + ", ".join(wrong) if wrong else "coded right"


def faults(files: Files, listed: str) -> list[str]:
    """What of type, when and where the coding of an aligned event lacks or has wrong."""
    gold, event = files.listed[listed], files.tellings[files.aligned[listed]].event
    out = [] if (event.codes.plover or event.type) == gold.type else ["type"]
    start, end = event.when.start_date, event.when.end_date or event.when.start_date
    if gold.date and (start is None or end is None or not _around(start, end, gold.date)):
        out.append("when")
    if event.where.name is None or not (_words(event.where.name) & _words(gold.place)):
        out.append("where")
    return out


def _around(start: str, end: str, day: str) -> bool:
    known = len(day) == len("2016-01-01")
    if not known:
        return start[: len(day)] <= day <= end[: len(day)]
    a, b, d = (date.fromisoformat(x).toordinal() for x in (start, end, day))
    return a - _DAYS <= d <= b + _DAYS


def _words(name: str) -> set[str]:
    return {w for w in name.casefold().replace(",", " ").split() if len(w) > 2}


def report(title: str, files: Files, *, errors: bool) -> None:
    """Prints what was measured."""
    true = {k: files.listed[k].incident for k in files.aligned}
    everything = {k: e.incident for k, e in files.listed.items()}
    print(f"\n{title}: {len(files.reports)} reports, {len(files.listed)} events listed, {len(files.aligned)} of them coded")
    found, missed, invented = copies(files)
    print(f"  copies: {found} pairs found, {missed} missed, {invented} invented")
    for name, together in (("each story", False), ("all stories together", True)):
        given = group(files, together=together)
        alone = {k: given.get(k, f"alone:{k}") for k in files.listed}
        print(f"  {name}, aligned: pairs {pair_score(true, given)}   B-cubed {b_cubed(true, given)}")
        print(f"  {name}, listed:  pairs {pair_score(everything, alone)}   B-cubed {b_cubed(everything, alone)}")
    given = group(files, together=True)
    right = {k for k in files.aligned if not faults(files, k)}
    for name, some in (("type, when, where right", right), ("one of them wrong or missing", set(files.aligned) - right)):
        part_true, part = ({k: v for k, v in g.items() if k in some} for g in (true, given))
        print(f"  {name}: {len(some)} events, pairs {pair_score(part_true, part)}   B-cubed {b_cubed(part_true, part)}")
    for name, counted in zip(("false", "missed"), kinds(files, given), strict=True):
        print(f"  {name} merges: " + "; ".join(f"{n} {kind}" for kind, n in counted.most_common()))
    if errors:
        _show(files, true, given)


def _show(files: Files, true: dict[str, str], given: dict[str, str]) -> None:
    for name, some in (("false", pairs(given) - pairs(true)), ("missed", pairs(true) - pairs(given))):
        for pair in sorted(some):
            one, other = (files.tellings[files.aligned[k]] for k in pair)
            link = compare(one, other)
            print(f"\n{name} {link.probability} {[(r.field, r.level, r.weight) for r in link.reasons[:6]]}\n  {one.words}\n  {other.words}")


def main(argv: Sequence[str] | None = None) -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--file", type=int, nargs="*", default=[*FILES])
    ap.add_argument("--stories", type=Path, default=HERE, help="the folder of stories-N.json")
    ap.add_argument("--kept", action="store_true", help="take the records that an earlier run kept in build/stories")
    ap.add_argument("--errors", action="store_true", help="show false and missed merges (never of the files that are held back)")
    args = ap.parse_args(argv)
    for title, numbers in (
        ("known", [n for n in args.file if n not in HELD_BACK]),
        ("held back", [n for n in args.file if n in HELD_BACK]),
    ):
        if numbers:
            files = read_files([args.stories / f"stories-{n}.json" for n in numbers], kept=args.kept)
            report(title, files, errors=args.errors and title == "known")
