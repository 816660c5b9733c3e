"""What the program can do, capability by capability: sentences written by hand, each with what a careful coder makes of it.

    python -m benchmarks.behaviour [--capability NAME] [--failures] [--markdown] [--raise]

Codes the sentences of tests/behaviour/*.toml and prints how many of each capability are coded as the codebook has it. A case is right
where everything it asks for is as expected; half right counts nothing. The sentences are for measuring: nothing is tuned on one of them,
and an expectation changes only where the codebook says otherwise. tests/behaviour/floors.json holds the least rate of each capability and
of all, in per cent; `--raise` writes MARGIN points less than measured, rounded down, and never moves a floor down. Ends with 1 where a
rate is under its floor.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dateline.annotate.labels import OUTCOMES, STATUSES, TYPE_MODES
from dateline.evaluate.slots import UNORDERED
from dateline.resources import read_toml
from dateline.run.pipeline import code
from dateline.schema.record import Casualty, Event, Record

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "behaviour"
FLOORS = "floors.json"
OVERALL = "overall"
# So many points below its rate a floor is set: one case of twenty.
MARGIN = 5
NOTHING = ""
CASE_KEYS = frozenset({"text", "published", "events", "none", "never", "only"})
FILE_KEYS = frozenset({"capability", "what", "cases"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of an event. A field that is None is not looked at; "" asks that the event has nothing there.

    Parties, places and sources are words that stand in the words or the name, `claimed_by` and its like in the name. Figures are "4",
    "4-6", "10-" (at least), "-10" (at most), of all groups of people together. Days are ISO dates.
    """

    type: str | None = None
    mode: str | None = None
    status: str | None = None
    actor: str | None = None
    recipient: str | None = None
    third: str | None = None
    killed: str | None = None
    wounded: str | None = None
    casualty: str | None = None
    missing: str | None = None
    abducted: str | None = None
    detained: str | None = None
    released: str | None = None
    surrendered: str | None = None
    displaced: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    country: str | None = None
    source: str | None = None
    claimed_by: str | None = None
    blamed_by: str | None = None
    denied_by: str | None = None
    weapon: str | None = None

    def asked(self) -> tuple[tuple[str, str], ...]:
        """The fields that are looked at, each with what it should be, in order."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields(self))
        return tuple((name, value) for name, value in pairs if value is not None)


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what is expected of it: these events (`only`: and no others), none at all, or never one such as these."""

    text: str
    published: str | None = None
    events: tuple[Wanted, ...] = ()
    none: bool = False
    never: tuple[Wanted, ...] = ()
    only: bool = False


@dataclass(frozen=True, slots=True)
class Capability:
    """One file. `name` is the file's, `title` and `what` are for people."""

    name: str
    title: str
    what: str
    cases: tuple[Case, ...]


@dataclass(slots=True)
class Tally:
    """How many cases of a capability are right, and what was wrong with the others, in words."""

    capability: Capability
    right: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The share that is right, in per cent."""
        return 100 * self.right / len(self.capability.cases)


# ---- reading -----------------------------------------------------------------------------------------------------------------------


@cache
def read_capabilities(folder: Path = FOLDER) -> tuple[Capability, ...]:
    """The capabilities by name. Raises SystemExit naming file and case where one is not as it should be."""
    return tuple(read_capability(path) for path in sorted(folder.glob("*.toml")))


def read_capability(path: Path) -> Capability:
    """One file. Raises SystemExit where it cannot be read, has an unknown key or a value that no event can have."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        _known(table, FILE_KEYS, required=FILE_KEYS)
        cases = tuple(_numbered_case(number, entry) for number, entry in enumerate(table["cases"], 1))
    except (ValueError, TypeError) as error:
        raise SystemExit(f"{path.name}: {error}") from error
    return Capability(path.stem, table["capability"], table["what"], cases)


def _numbered_case(number: int, entry: Mapping[str, Any]) -> Case:
    try:
        return read_case(entry)
    except (ValueError, TypeError) as error:
        raise ValueError(f"case {number} ({entry.get('text', 'no text')!r}): {error}") from error


def read_case(entry: Mapping[str, Any]) -> Case:
    """One case. Raises ValueError, TypeError where it has an unknown key, a wrong value, or not exactly one thing that is expected."""
    _known(entry, CASE_KEYS, required={"text"})
    expected = [key for key in ("events", "none", "never") if key in entry]
    if len(expected) != 1 or not entry[expected[0]]:
        raise ValueError(f"exactly one of events, none = true and never must say what is expected, not {expected}")
    if entry.get("only") and expected != ["events"]:
        raise ValueError("only = true goes with events")
    if "published" in entry:
        date.fromisoformat(entry["published"])
    lists = {key: tuple(_wanted(one) for one in entry.get(key, ())) for key in ("events", "never")}
    return Case(entry["text"], entry.get("published"), none=entry.get("none", False), only=entry.get("only", False), **lists)


def _wanted(entry: Mapping[str, str]) -> Wanted:
    """Raises ValueError where a field is unknown or cannot be."""
    _known(entry, {one.name for one in fields(Wanted)})
    for name, value in entry.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} = {value!r} is no text: put it in quotes")
        if name in OUTCOMES and value != NOTHING:
            bounds(value)
        if name in ("start", "end") and value != NOTHING:
            date.fromisoformat(value)
    modes = {mode for kind in TYPE_MODES for mode in TYPE_MODES[kind]}
    kinds = set(read_toml("lexicon/weapons.toml")["kinds"])
    tables = {"type": set(TYPE_MODES), "mode": modes | {NOTHING}, "status": set(STATUSES), "weapon": kinds | {NOTHING}}
    for name, known in tables.items():
        if name in entry and entry[name] not in known:
            raise ValueError(f"there is no {name} {entry[name]!r}")
    return Wanted(**entry)


def _known(entry: Mapping[str, Any], known: Iterable[str], *, required: Iterable[str] = ()) -> None:
    """Raises ValueError naming the keys that are unknown or lacking."""
    if unknown := sorted(entry.keys() - set(known)):
        raise ValueError(f"unknown key {', '.join(unknown)}")
    if lacking := sorted(set(required) - entry.keys()):
        raise ValueError(f"no {', '.join(lacking)}")


def bounds(figure: str) -> tuple[int | None, int | None]:
    """ "4" is 4 to 4, "4-6" 4 to 6, "10-" at least 10, "-10" at most 10; None is open. Raises ValueError for anything else."""
    low, dash, high = figure.partition("-")
    if not dash:
        return int(low), int(low)
    if not low and not high:
        raise ValueError(f"{figure!r} is no figure")
    return int(low) if low else None, int(high) if high else None


# ---- comparing ---------------------------------------------------------------------------------------------------------------------


def failure_of(case: Case, record: Record) -> str | None:
    """What is wrong with a record, in words; None where it is as expected."""
    if record.failures:
        return "was not coded: " + "; ".join(f"{one.code} {one.message}" for one in record.failures)
    if case.none:
        return f"no event expected, given {told(record.events)}" if record.events else None
    for wanted in case.never:
        if any(not misses(wanted, event) for event in record.events):
            return f"never {_asked(wanted)}, given {told(record.events)}"
    return _missing(case, record.events)


def _missing(case: Case, events: Sequence[Event]) -> str | None:
    """The expected events one after the other: each takes, of those left, the one of its type that misses least."""
    left = list(events)
    wrong: list[str] = []
    for wanted in case.events:
        found = min(left, key=lambda event: _distance(wanted, event), default=None)
        if found is None or (wanted.type is not None and found.type != wanted.type):
            wrong.append(f"no event {_asked(wanted)}, given {told(left)}")
            continue
        left.remove(found)
        wrong.extend(misses(wanted, found))
    if case.only and left and not wrong:
        wrong.append(f"further events: {told(left)}")
    return "; ".join(wrong) or None


def _distance(wanted: Wanted, event: Event) -> tuple[bool, int]:
    return wanted.type is not None and event.type != wanted.type, len(misses(wanted, event))


def misses(wanted: Wanted, event: Event) -> tuple[str, ...]:
    """What of an event is not as it should be, each "field: expected, given"."""
    plain = _misses(wanted, event, swap=False)
    return min(plain, _misses(wanted, event, swap=True), key=len) if event.type in UNORDERED else plain


def _misses(wanted: Wanted, event: Event, *, swap: bool) -> tuple[str, ...]:
    """`swap`: actor and recipient change places, which makes no difference in talks, agreements and cooperation (codebook, section 4)."""
    other = {"actor": "recipient", "recipient": "actor"} if swap else {}
    out = []
    for name, value in wanted.asked():
        given = _given(other.get(name, name), event)
        if not _fits(name, value, given):
            out.append(f"{name}: {value or 'nothing'}, given {' / '.join(given) or 'nothing'}")
    return tuple(out)


def _fits(name: str, value: str, given: Sequence[str]) -> bool:
    if value == NOTHING:
        return not given
    return any(_has_word(text, value) if name in WORDED else text == value for text in given)


def _has_word(text: str, word: str) -> bool:
    """Does the word (or words) stand in the text as whole words, whatever the case?"""
    plain = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
    wanted = "".join(c if c.isalnum() else " " for c in word.casefold()).split()
    return any(plain[at : at + len(wanted)] == wanted for at in range(len(plain)))


# These are words that need only stand in what is given; the others are given as they are.
WORDED = frozenset({"actor", "recipient", "third", "place", "source", "claimed_by", "blamed_by", "denied_by"})


def _given(name: str, event: Event) -> tuple[str, ...]:
    """All that an event says of a field, as texts."""
    if name in ("actor", "recipient", "third"):
        return tuple(text for p in event.participants if p.role == name for text in (p.name, *(m.text for m in p.mentions)))
    if name in OUTCOMES:
        return figure(c for c in event.casualties if c.outcome == name)
    if name.endswith("_by"):
        kind = name.removesuffix("_by")
        return tuple(c.by or "nobody named" for c in event.claims if c.kind == kind)
    return tuple(text for text in GIVEN[name](event) if text is not None)


GIVEN: dict[str, Callable[[Event], tuple[str | None, ...]]] = {
    "type": lambda e: (e.type,),
    "mode": lambda e: (e.mode,),
    "status": lambda e: (e.status,),
    "start": lambda e: (e.when.start_date,),
    "end": lambda e: (e.when.end_date,),
    "place": lambda e: (e.where.name, e.where.text),
    "country": lambda e: (e.where.country,),
    "source": lambda e: tuple(text for s in e.sources for text in (s.name, s.affiliation, s.text)),
    "weapon": lambda e: tuple(w.kind for w in e.weapons),
}


def figure(entries: Iterable[Casualty]) -> tuple[str, ...]:
    """The sum of the groups as bounds are written, parts of a total and superseded figures left out; empty where there are none."""
    listed = [c for c in entries if not c.superseded]
    ids = {c.id for c in listed}
    whole = [c for c in listed if c.part_of not in ids]
    if not whole:
        return ()
    lows = [c.low for c in whole if c.low is not None]
    highs = [c.high for c in whole if c.high is not None]
    low = str(sum(lows)) if lows else ""
    high = str(sum(highs)) if len(highs) == len(whole) else ""
    return (low if low == high else f"{low}-{high}",)


def told(events: Sequence[Event]) -> str:
    """The events in a few words each, for a person who reads the failures."""
    return "; ".join(" ".join((e.type, e.status, repr(e.mentions[0].text if e.mentions else ""))) for e in events) or "no event"


def _asked(wanted: Wanted) -> str:
    return ", ".join(f"{name} {value or 'nothing'}" for name, value in wanted.asked())


# ---- measuring ---------------------------------------------------------------------------------------------------------------------


def measure(capability: Capability) -> Tally:
    """Codes the sentences of one capability."""
    tally = Tally(capability)
    for case in capability.cases:
        wrong = failure_of(case, code(case.text, published=case.published, language="en"))
        if wrong is None:
            tally.right += 1
        else:
            tally.failures.append(f"{case.text}\n      {wrong}")
    return tally


def overall(tallies: Sequence[Tally]) -> float:
    """The share of all cases that is right, in per cent."""
    return 100 * sum(t.right for t in tallies) / max(sum(len(t.capability.cases) for t in tallies), 1)


def read_floors(path: Path = FOLDER / FLOORS) -> dict[str, int]:
    """The floors by capability, in per cent; empty where there is no file yet."""
    floors: dict[str, int] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return floors


def raised(tallies: Sequence[Tally], floors: Mapping[str, int]) -> dict[str, int]:
    """The floors moved up to MARGIN points below the rates; none moves down, but that of all is set anew where a capability came in."""
    before = dict(floors)
    if any(t.capability.name not in floors for t in tallies):
        before.pop(OVERALL, None)
    rates = {OVERALL: overall(tallies), **{t.capability.name: t.rate for t in tallies}}
    return {name: max(int(max(rate - MARGIN, 0) + 1e-9), before.get(name, 0)) for name, rate in rates.items()}


def broken(tallies: Sequence[Tally], floors: Mapping[str, int]) -> list[str]:
    """A line for each rate under its floor."""
    rates = {OVERALL: overall(tallies), **{t.capability.name: t.rate for t in tallies}}
    return [
        f"under its floor: {name} is {rate:.1f} %, floor {floors[name]} %" for name, rate in rates.items() if rate < floors.get(name, 0)
    ]


def as_lines(tallies: Sequence[Tally]) -> list[str]:
    """The table: capability, cases, right, rate; the last line is all of them."""
    rows = [(t.capability.name, len(t.capability.cases), t.right, t.rate) for t in tallies]
    total = (OVERALL, sum(cases for _, cases, _, _ in rows), sum(right for _, _, right, _ in rows), overall(tallies))
    return [
        f"{'capability':28}{'cases':>6}{'right':>7}{'rate':>8}",
        *(f"{name:28}{n:6}{right:7}{rate:7.1f}%" for name, n, right, rate in (*rows, total)),
    ]


def as_markdown(tallies: Sequence[Tally]) -> list[str]:
    """The table of docs/reliability.md."""
    right, cases = sum(t.right for t in tallies), sum(len(t.capability.cases) for t in tallies)
    return [
        "| Capability | | cases | right | rate |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {t.capability.title} | {t.capability.what} | {len(t.capability.cases)} | {t.right} | {t.rate:.0f} % |" for t in tallies),
        f"| all | | {cases} | {right} | {overall(tallies):.0f} % |",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Codes and prints; 1 where a rate is under its floor. Raises SystemExit where a file or name is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--capability", metavar="NAME", help="only this one (the name of its file)")
    parser.add_argument("--failures", action="store_true", help="print what was expected and given where a case failed")
    parser.add_argument("--markdown", action="store_true", help="print the table as docs/reliability.md has it")
    parser.add_argument("--raise", dest="raising", action="store_true", help="write floors that are higher than before, never lower ones")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the files and floors.json are (tests/behaviour)")
    given = parser.parse_args(arguments)
    capabilities = read_capabilities(given.folder)
    chosen = [one for one in capabilities if given.capability in (None, one.name)]
    if not chosen:
        raise SystemExit(
            f"no capability {given.capability!r} in {given.folder}; there are {', '.join(c.name for c in capabilities) or 'none'}"
        )
    if given.raising and given.capability:
        raise SystemExit("--raise measures all capabilities: leave out --capability")
    tallies = [measure(one) for one in chosen]
    floors = read_floors(given.folder / FLOORS)
    if given.failures:
        print("".join(f"{t.capability.name}\n" + "".join(f"    {line}\n" for line in t.failures) for t in tallies if t.failures), end="")
    print("\n".join(as_markdown(tallies) if given.markdown else as_lines(tallies)))
    if given.raising:
        (given.folder / FLOORS).write_text(json.dumps(raised(tallies, floors), indent=1) + "\n", "utf-8")
    # The rate of all is only held against its floor where all were measured.
    held = floors if given.capability is None else {name: floor for name, floor in floors.items() if name != OVERALL}
    under = broken(tallies, held)
    print("\n".join(under), file=sys.stderr, end="\n" if under else "")
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
