"""`dateline actors unknown`: the parties of coded reports that no list knows, the most frequent first, with sentences to judge them by."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TextIO

from dateline.read import Context
from dateline.resolve.gazetteer import Gazetteer
from dateline.resources import read_toml
from dateline.run.local import trace_many
from dateline.schema.document import Document
from dateline.schema.record import Event, Participant
from dateline.schema.trace import Traced
from dateline.views.cli.coding import settings_of, standard_output
from dateline.views.cli.reading import Asked, readings_of
from dateline.views.formula import harmless

# Sentences shown for each party.
EXAMPLES = 3
# Kinds that come of the form of a name alone.
_BY_FORM = frozenset({"person", "organisation", "unknown"})
_COLUMNS = ("count", "name", "kind", "country", "report", "sentence")


@dataclass(frozen=True, slots=True)
class Search:
    """Which reports to look through, how many parties to show at most, and how ("table", "json", "csv")."""

    paths: tuple[str, ...]
    context: Context
    format: str = "table"
    most: int = 50
    jobs: int = 1
    jsonl: bool = False
    config: Path | None = None
    columns: str | None = None
    fetch: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that names the party, with the id of its report."""

    report: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that no list knows: in how many events, under which name, of which kind as far as it can be guessed, where."""

    count: int
    name: str
    kind: str
    country: str | None
    examples: tuple[Example, ...]


@dataclass(slots=True)
class _Seen:
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)


def show_unknown(search: Search) -> bool:
    """Writes the candidates to standard output; True where no report failed."""
    readings = readings_of(search.paths, search.context, Asked(search.jsonl, search.columns, search.fetch, search.config))
    failures: list[str] = []
    traced = trace_many(readings, jobs=search.jobs, settings=settings_of(search.config))
    found = candidates(_told(traced, failures))
    _WRITERS[search.format](found[: search.most], standard_output())
    for failure in failures:
        print(f"dateline: {failure}", file=sys.stderr)  # noqa: T201 - this is the command line
    return not failures


def _told(traced: Iterable[Traced], failures: list[str]) -> Iterable[Traced]:
    for one in traced:
        failures += [f"{one.record.report.id}: {failure.code} ({failure.stage}): {failure.message}" for failure in one.record.failures]
        yield one


def candidates(traced: Iterable[Traced]) -> list[Candidate]:
    """The parties of the reports that no list knows, the most frequent first, then by name."""
    seen: dict[str, _Seen] = {}
    for one in traced:
        for event in one.record.events if one.trace is not None else ():
            for party in (p for p in event.participants if is_unknown(p)):
                _see(seen.setdefault(party.name.casefold(), _Seen()), one, event, party)
    out = [_candidate(one) for one in seen.values()]
    return sorted(out, key=lambda c: (-c.count, c.name.casefold()))


def is_unknown(party: Participant) -> bool:
    """Has the party a name that no list has? Described parties ("gunmen") have none, parties in office are known, places are none."""
    if party.actor_id is not None or party.kind not in _BY_FORM or party.made_by.startswith(("actors/leaders", "actors/chief_groups")):
        return False
    named = any(word[:1].isupper() for word in party.name.split())
    return named and (party.kind == "organisation" or not Gazetteer.load().lookup(party.name))


def _see(seen: _Seen, one: Traced, event: Event, party: Participant) -> None:
    seen.names[party.name] += 1
    seen.kinds[guessed_kind(party, event)] += 1
    country = party.country or event.where.country
    if country:
        seen.countries[country] += 1
    assert one.trace is not None
    for mention in party.mentions[:1]:
        example = Example(one.record.report.id, sentence_at(one.trace.document, mention.start))
        if len(seen.examples) < EXAMPLES and example not in seen.examples:
            seen.examples.append(example)


def guessed_kind(party: Participant, event: Event) -> str:
    """A kind for the user to check: by the words of the name, else rebels for an organisation that attacks, else its form."""
    words = {word.casefold().strip(".,'’") for word in party.name.split()}
    for kind, told in read_toml("actors/phrases.toml")["guesses"].items():
        if words & set(told):
            return str(kind)
    if party.kind == "organisation" and party.role == "actor" and event.type == "ASSAULT":
        return "rebels"
    return party.kind or "unknown"


def sentence_at(document: Document, start: int) -> str:
    """The sentence that holds the character, on one line."""
    found = next((s for s in document.sentences if s.start <= start < s.end), None)
    return " ".join(document.report.text[found.start : found.end].split()) if found is not None else ""


def _candidate(seen: _Seen) -> Candidate:
    kinds = [kind for kind, _ in seen.kinds.most_common() if kind != "unknown"]
    country = seen.countries.most_common(1)[0][0] if seen.countries else None
    return Candidate(seen.names.total(), seen.names.most_common(1)[0][0], kinds[0] if kinds else "unknown", country, tuple(seen.examples))


def _write_table(found: list[Candidate], stream: TextIO) -> None:
    for candidate in found:
        stream.write(f"{candidate.count:5}  {candidate.name}  ({candidate.kind}{', ' + candidate.country if candidate.country else ''})\n")
        for example in candidate.examples:
            stream.write(f"       {example.report}: {example.sentence}\n")


def _write_json(found: list[Candidate], stream: TextIO) -> None:
    json.dump([asdict(candidate) for candidate in found], stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def _write_csv(found: list[Candidate], stream: TextIO) -> None:
    """One row for each candidate with its first sentence: cut to `name`, `kind` and `countries` it is a table to add."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for c in found:
        first = c.examples[0] if c.examples else Example("", "")
        writer.writerow([c.count, *(harmless(text) for text in (c.name, c.kind, c.country or "", first.report, first.sentence))])


_WRITERS = {"table": _write_table, "json": _write_json, "csv": _write_csv}
