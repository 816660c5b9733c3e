"""Is coding equally good for all that reports tell of? Figures by region, kind of actor, script of the names, length and kind of report.

    python -m benchmarks.fairness [--gold DIR] [--kept FILE] [--json FILE]

Codes the reports that `benchmarks.accuracy` measures on and, with --kept, those that training keeps aside (build/training/kept.jsonl,
which `python -m training.prepare` writes; joining and confidences were fitted on them, no weights were). A group's figures count the
events that gold puts into it, and those that were invented by what the record says of them. A figure of fewer than 30 values in gold, or
of fewer than 10 reports, is not told. The range is that of 95 in 100 draws of as many reports; a figure is marked where all of its range
lies on one side of the figure of all reports: with so many figures some are marked by chance. What the groups are stands in groups.toml.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.accuracy import HEADLINE, code_gold, gold_folder, read_gold, read_lines
from dateline.evaluate.alignment import Pair
from dateline.evaluate.coded import CodedEvent
from dateline.evaluate.intervals import Interval, intervals_of
from dateline.evaluate.scores import Compared, DocumentCounts, Figures, add_up, compare, count_document
from dateline.resolve.actor_table import ActorTable
from dateline.schema.countries import country

# What is told of a group, in the order of the columns.
MEASURED = ("events", "slots", "casualties", "where", "actor")
# Of fewer values a share says nothing: its 95 % range is wider than 0.3. And draws of a few reports do not show how far they differ.
FEWEST, FEWEST_REPORTS = 30, 10
# Words of a report at which one group ends and the next begins: a sentence or two, a short item, a short report, a long one.
LENGTHS = (0, 40, 150, 300)
UNTOLD = "no country told"
NOBODY = "nobody named"
UNLISTED = "in no table, by name or office only"


@dataclass(frozen=True, slots=True)
class Figure:
    """F1 of a group with its range; `side` is -1 or 1 where all of the range lies below or above the figure of all, else 0."""

    f1: float
    values: int
    range: Interval
    side: int


@dataclass(frozen=True, slots=True)
class Row:
    """A group by its name: in how many reports it is, and its figures; None where there are too few values or reports."""

    group: str
    reports: int
    figures: Mapping[str, Figure | None]


@dataclass(frozen=True, slots=True)
class Dimension:
    """What reports or events are told apart by; `of` gives the group of an event in its report, None: it is in none."""

    name: str
    of: Callable[[Compared, Pair], str | None]


def region(event: CodedEvent) -> str:
    """UCDP's region of the country where it was.

    >>> from dateline.evaluate.coded import Place
    >>> region(CodedEvent("e1", "ASSAULT", None, "happened", (), frozenset(), where=Place("Gao", None, "MLI", "town")))
    'Africa'
    """
    found = country(event.where.country if event.where else None)
    if found is None:
        return UNTOLD
    return str(found.ucdp_region or _groups()["regions"].get(found.acled_region, UNTOLD))


def script(event: CodedEvent) -> str:
    """The script of names at home in the country where it was; of Latin ones the language."""
    code = event.where.country if event.where else None
    if code is None:
        return UNTOLD
    named = (name for kind in ("scripts", "latin") for name, codes in _groups()[kind].items() if code in codes)
    return next(named, "Latin, other languages")


def actor_kind(event: CodedEvent) -> str:
    """The kind of the first party that acts, by its name."""
    name = next((party.name for party in event.parties if party.role == "actor"), None)
    return NOBODY if name is None else kind_of_name(name)


def kind_of_name(name: str) -> str:
    """The kind of a party by its name alone, so that the figures of a group do not hang on what the program made of it.

    >>> kind_of_name("Government of Mali"), kind_of_name("Taliban"), kind_of_name("gunmen")
    ('government', 'non-state armed groups', 'unnamed armed people')
    """
    entries = ActorTable.load().candidates(name)
    kinds: set[str] = {kind for entry in entries if entry.form == "name" for kind, told in _groups()["kinds"].items() if entry.kind in told}
    if len(kinds) == 1:
        return kinds.pop()
    return next((str(row["kind"]) for row in _groups()["names"] if re.search(row["like"], name, re.IGNORECASE)), UNLISTED)


def length(compared: Compared) -> str:
    """How long the report is, in words."""
    words = len(compared.gold.text.split())
    bounds = [*pairwise(LENGTHS), (LENGTHS[-1], None)]
    low, high = next((low, high) for low, high in reversed(bounds) if words >= low)
    return f"{low} words and more" if high is None else f"{low} to {high - 1} words"


def source(compared: Compared) -> str:
    """Where the report comes from, by its id."""
    return next(str(row["name"]) for row in _groups()["sources"] if compared.gold.id.startswith(row["like"]))


ITEMS = "Current Events items"
DIMENSIONS = (
    Dimension("Region of the event", lambda compared, pair: region(_telling(pair))),
    Dimension("Region, Current Events items alone", lambda compared, pair: region(_telling(pair)) if source(compared) == ITEMS else None),
    Dimension("Who acts", lambda compared, pair: actor_kind(_telling(pair))),
    Dimension("Script of the names at home", lambda compared, pair: script(_telling(pair))),
    Dimension("Length of the report", lambda compared, pair: length(compared)),
    Dimension("Kind of report", lambda compared, pair: source(compared)),
)


def _telling(pair: Pair) -> CodedEvent:
    event = pair.gold or pair.system
    assert event is not None
    return event


def by_group(compared: Sequence[Compared], dimension: Dimension) -> dict[str, list[DocumentCounts]]:
    """The counts of each group's events, a document at a time; the groups in the order of their names."""
    found: dict[str, list[DocumentCounts]] = {}
    for one in compared:
        pairs: dict[str, list[Pair]] = {}
        for pair in one.pairs:
            group = dimension.of(one, pair)
            if pair.firm and group is not None:
                pairs.setdefault(group, []).append(pair)
        for group, some in pairs.items():
            found.setdefault(group, []).append(count_document(replace(one, pairs=tuple(some))))
    return {group: found[group] for group in sorted(found, key=_in_order)}


def _in_order(group: str) -> tuple[int, str]:
    """By the number that the name begins with, if it does."""
    first = group.split()[0]
    return int(first) if first.isdigit() else 0, group


def rows(compared: Sequence[Compared], dimension: Dimension) -> Iterator[Row]:
    """A row for each group, measured against all events of the dimension."""
    groups = by_group(compared, dimension)
    whole = _figures([document for documents in groups.values() for document in documents])
    for group, documents in groups.items():
        told, ranges = _figures(documents), intervals_of(documents)
        enough = [name for name in MEASURED if told[name].gold >= FEWEST and len(documents) >= FEWEST_REPORTS]
        figures = {name: _figure(told[name], ranges[name], whole[name].f1) if name in enough else None for name in MEASURED}
        yield Row(group, len(documents), figures)


def _figures(documents: Sequence[DocumentCounts]) -> dict[str, Figures]:
    scores = add_up(documents)
    return {"events": scores.events, "slots": scores.slots_total, **scores.by_slot}


def _figure(told: Figures, drawn: Interval, whole: float) -> Figure:
    return Figure(told.f1, told.gold, drawn, (drawn.low > whole) - (drawn.high < whole))


def as_table(name: str, told: Sequence[Row]) -> list[str]:
    """The rows as a table of Markdown."""
    lines = [f"| {name} | reports | {' | '.join(MEASURED)} |", "| --- " * (len(MEASURED) + 2) + "|"]
    return lines + [f"| {row.group} | {row.reports} | {' | '.join(_cell(row.figures[column]) for column in MEASURED)} |" for row in told]


def _cell(figure: Figure | None) -> str:
    """F1 with its range and the number of values.

    >>> _cell(Figure(0.7, 41, Interval(0.6, 0.75), -1)), _cell(None)
    ('0.70 ↓ (0.60 to 0.75; 41)', 'not told')
    """
    if figure is None:
        return "not told"
    mark = {-1: " ↓", 0: "", 1: " ↑"}[figure.side]
    return f"{figure.f1:.2f}{mark} ({figure.range.low:.2f} to {figure.range.high:.2f}; {figure.values})"


def coded(folder: Path | None, kept: Path | None) -> list[Compared]:
    """All reports beside their records."""
    reports = read_gold(folder)
    gold = [report for name in (HEADLINE if folder else reports) for report in reports.get(name, [])]
    gold += list(read_lines(kept)) if kept else []
    return list(compare(gold, (json.loads(line) for line in code_gold(gold))))


@cache
def _groups() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "groups.toml").read_text("utf-8"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Codes, counts, prints, and with --json writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, metavar="DIR")
    parser.add_argument("--kept", type=Path, metavar="FILE", help="coded reports beside those of gold")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to this file")
    given = parser.parse_args(arguments)
    compared = coded(gold_folder(given.gold), given.kept)
    print(f"{len(compared)} reports")
    told = {dimension.name: list(rows(compared, dimension)) for dimension in DIMENSIONS}
    for name, some in told.items():
        print("", *as_table(name, some), sep="\n")
    if given.json:
        given.json.write_text(json.dumps({name: [_plain(row) for row in some] for name, some in told.items()}, indent=1) + "\n", "utf-8")


def _plain(row: Row) -> dict[str, Any]:
    told = {
        name: figure and {"f1": figure.f1, "values": figure.values, "low": figure.range.low, "high": figure.range.high}
        for name, figure in row.figures.items()
    }
    return {"group": row.group, "reports": row.reports, **told}
