"""Who a name was on that day: python -m benchmarks.actors [--errors] [--coverage [--gold DIR] [--items FILE]]

300 sentences of our own, each with a day, the words that name a party, the names and kinds that are right for it; in 100 the day decides.
A case is right where the name (without regard to case, accents and "the") is among its names and the kind (see dateline.resolve.listing)
among its kinds. A party that an event has is read from the event, any other by its words in their sentence, with the same tables.
Every third case (the third, sixth ... of the file) is kept aside: nothing is tuned on it, and --errors does not show it.

With --coverage: the share of the words for parties in coded reports, and of the parties of our own events in 500 items on armed conflicts
of Wikipedia's Current Events (drawn with a fixed seed), that are linked to the list or rightly typed as unnamed: with a kind, and for those
with arms, crowds and civilians a country where the report tells one. What is not is counted by words, the most frequent first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dateline.annotate import annotate
from dateline.extract import extract
from dateline.resolve import resolve
from dateline.resolve.actor_table import fold, tokens_of
from dateline.resolve.cast import read_cast
from dateline.resolve.listing import Listed, Occasion, listed
from dateline.resolve.participants import Naming
from dateline.resolve.setting import Setting, read_setting
from dateline.run.pipeline import code
from dateline.schema.document import Document
from dateline.schema.mention import Phrase
from dateline.schema.record import Participant, ParticipantMention
from dateline.schema.report import Report

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent.parent.parent / "shared"
THIRD = 3
ITEMS, SEED, CATEGORY = 500, 5, "Armed conflicts and attacks"
GOLD = ("documents", "blurbs", "wire")
# Kinds that say nothing of who a party is.
_BY_NAME = frozenset({"person", "organisation"})
_UNTYPED = _BY_NAME | {None, "unknown"}


@dataclass(slots=True)
class Tally:
    """Cases, those whose name and kind are right, the same of the dated traps, and the errors in words."""

    cases: int = 0
    names: int = 0
    kinds: int = 0
    right: int = 0
    traps: int = 0
    told_apart: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Coverage:
    """Words for parties: all, linked to an entry of the list, typed as unnamed, known by the form of their name alone to be a person or an
    organisation; the rest by its words."""

    parties: int = 0
    linked: int = 0
    typed: int = 0
    by_name: int = 0
    rest: Counter[str] = field(default_factory=Counter)


def read_cases() -> list[dict[str, Any]]:
    """The cases in their order."""
    cases: list[dict[str, Any]] = tomllib.loads((HERE / "cases.toml").read_text("utf-8"))["case"]
    return cases


def is_aside(position: int) -> bool:
    """Is the case at this position (from 0) kept aside?"""
    return position % THIRD == THIRD - 1


def found(case: Mapping[str, Any]) -> Listed:
    """Whom the words of a case name."""
    report = Report(case["words"], case["text"], date.fromisoformat(case["published"]), None, None, None, None)
    document = annotate(report)
    start = case["text"].index(case["words"])
    end = start + len(case["words"])
    setting = read_setting(document)
    for event in resolve(document, extract(document)):
        for party in event.participants:
            if any(
                m.start < end and start < m.end and abs(m.start - start) + abs(m.end - end) <= (end - start) / 2 for m in party.mentions
            ):
                return listed(party, Occasion(event.type, event.mode, event.where.country or _country(document, setting, start)))
    country = _country(document, setting, start)
    return listed(_by_words(document, (start, end), setting), Occasion(country=country))


def _country(document: Document, setting: Setting, start: int) -> str | None:
    """The country of the report, else that of the place named nearest to the words."""
    if setting.country is not None:
        return setting.country
    near = sorted((n for n, u in setting.uses if u == "literal"), key=lambda n: abs(n.start - start))
    found = (setting.places[n.start, n.end].country for n in near)
    return next((c for c in found if c is not None), None)


def _by_words(document: Document, span: tuple[int, int], setting: Setting) -> Participant:
    start, end = span
    head = next((i for i, w in enumerate(document.words) if w.start >= start), 0)
    phrase = Phrase(start, end, document.report.text[start:end], head, "benchmark", 1.0)
    cast = read_cast(document, country=setting.country)
    actor = Naming(document.report.published, _country(document, setting, start), cast, document.report.text).name(phrase)
    mention = ParticipantMention(start, end, phrase.text, "benchmark", 1.0)
    return Participant(
        "actor", actor.name, actor.actor_id, actor.kind, actor.sector, actor.country, (mention,), actor.made_by, actor.confidence
    )


def plain(name: str) -> str:
    """The name for comparing: without case, accents, stops and "the"."""
    return " ".join(t.folded for t in tokens_of(fold(name)) if t.folded != "the")


def measure(cases: Iterable[Mapping[str, Any]]) -> Tally:
    """How many of the cases are right."""
    tally = Tally()
    for case in cases:
        ours = found(case)
        # A list may set the country behind a name that is shared: "Workers' Party (Brazil)".
        names = {plain(n) for n in case["name"]} | {plain(n.rpartition(" (")[0]) for n in case["name"] if n.endswith(")")} - {""}
        name, kind = plain(ours.name) in names, ours.kind in case["kind"]
        right, trap = name and kind, bool(case.get("trap"))
        tally.cases += 1
        tally.names += name
        tally.kinds += kind
        tally.right += right
        tally.traps += trap
        tally.told_apart += trap and right
        if not right:
            wanted = f"{case['name'][0]} ({', '.join(case['kind'])})"
            tally.errors.append(f"{case['published']} {case['words']!r}: {wanted}; ours {ours.name} ({ours.kind})\n      {case['text']}")
    return tally


def line(name: str, t: Tally) -> str:
    """What a person reads of a tally."""
    share, traps = t.right / max(t.cases, 1), t.told_apart / max(t.traps, 1)
    parts = f"name {t.names / max(t.cases, 1):.3f}   kind {t.kinds / max(t.cases, 1):.3f}"
    return f"{name:8} {t.cases:4} cases   right {share:.3f}   {parts}   dated traps {t.told_apart} of {t.traps} ({traps:.3f})"


def count(coverage: Coverage, party: Participant) -> None:
    """Counts one party: linked, typed, or neither."""
    coverage.parties += 1
    if party.actor_id is not None or party.made_by.startswith(("actors/leaders:", "actors/chief_groups:")):
        coverage.linked += 1
    elif is_typed(party):
        coverage.typed += 1
    else:
        coverage.by_name += party.kind in _BY_NAME
        coverage.rest[party.mentions[0].text if party.mentions else party.name] += 1


def is_typed(party: Participant) -> bool:
    """Is a party that nobody names typed: has it a kind or a capacity in which it acts?"""
    return party.kind not in _UNTYPED or (party.kind == "unknown" and party.sector is not None)


def cover_gold(folder: Path) -> Coverage:
    """The words of the parties in coded reports, each as it is named in its event's country."""
    coverage = Coverage()
    for name in GOLD:
        for row in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            _cover_report(json.loads(row), coverage)
    return coverage


def _cover_report(report: Mapping[str, Any], coverage: Coverage) -> None:
    published = date.fromisoformat(report["published"]) if report["published"] else None
    document = annotate(Report(report["doc"], report["text"], published, None, None, None, None))
    setting, seen = read_setting(document), set()
    for party in (p for e in report["events"] for role in ("actor", "recipient", "third") for p in e.get(role, ())):
        for words in party["words"]:
            start = report["text"].find(words)
            if start >= 0 and words not in seen:
                seen.add(words)
                count(coverage, _by_words(document, (start, start + len(words)), setting))


def draw(path: Path) -> Iterator[dict[str, Any]]:
    """500 items of the category, always the same ones."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        items = [item for row in rows if (item := json.loads(row))["category"] == CATEGORY and len(item["text"]) > 40]
    yield from random.Random(SEED).sample(items, min(ITEMS, len(items)))


def cover_items(path: Path) -> Coverage:
    """The parties of our own events in the items."""
    coverage = Coverage()
    for item in draw(path):
        for event in code(item["text"], published=item["date"]).events:
            for party in event.participants:
                count(coverage, party)
    return coverage


def covered(name: str, c: Coverage, most: int) -> str:
    """What a person reads of a coverage, with the most frequent words that are not covered."""
    share = (c.linked + c.typed) / max(c.parties, 1)
    rest = "".join(f"  {n:3}  {words}\n" for words, n in c.rest.most_common(most))
    wide = (c.linked + c.typed + c.by_name) / max(c.parties, 1)
    told = f"covered {share:.3f}   linked {c.linked}   typed {c.typed}   with persons and organisations known by their form {wide:.3f}"
    return f"{name:8} {c.parties:5} party words   {told}\n{rest}"


def main(argv: Sequence[str] | None = None) -> None:
    """Measures the cases, with --coverage also the coverage."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--errors", action="store_true", help="show the errors (not of the cases kept aside)")
    ap.add_argument("--coverage", action="store_true", help="measure the coverage instead")
    ap.add_argument("--gold", type=Path, default=SHARED / "gold", metavar="DIR", help="coded reports")
    ap.add_argument("--items", type=Path, default=SHARED / "data" / "current-events.jsonl.gz", metavar="FILE", help="dated items")
    ap.add_argument("--most", type=int, default=40, metavar="N", help="uncovered words to list")
    args = ap.parse_args(argv)
    if args.coverage:
        print(covered("gold", cover_gold(args.gold), args.most), covered("items", cover_items(args.items), args.most), sep="", end="")
        return
    cases = read_cases()
    tuned = measure(c for i, c in enumerate(cases) if not is_aside(i))
    print(line("cases", tuned))
    print("".join(f"  {e}\n" for e in tuned.errors) if args.errors else "", end="")
    print(line("aside", measure(c for i, c in enumerate(cases) if is_aside(i))))


if __name__ == "__main__":
    main()
