"""What the commands that change a whole store do, and how they say it."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from dateline.read import Context, read_reports
from dateline.run import incidents
from dateline.run.adding import Added, Coding, Recoded, add, recode
from dateline.schema.failure import Reading
from dateline.schema.record import Event, Record
from dateline.store import Redaction, Store, back_up, chosen, copy_store, open_store, redact
from dateline.store.replay import anchor_of, find
from dateline.views.cli.coding import say, settings_of
from dateline.views.cli.lists import Line, write_list
from dateline.views.cli.progress import with_progress
from dateline.views.cli.rows import COLUMNS

# Columns of an event that are no part of what it says.
_BESIDE = frozenset({"report_id", "publisher", "published", "event_id", "part_of", "confidence", "words"})


@dataclass(frozen=True, slots=True)
class Adding:
    """What to add, and to which store."""

    store: str | None
    paths: tuple[str, ...]
    context: Context
    jobs: int = 1
    jsonl: bool = False
    config: Path | None = None


@dataclass(slots=True)
class Tally:
    """What became of the reports so far."""

    verb: str
    added: int = 0
    events: int = 0
    passed: int = 0
    failed: int = 0
    warned: dict[str, tuple[int, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        parts = [_many(self.added, "report", self.verb), _many(self.events, "event")]
        parts += [f"{self.passed} there already"] if self.passed else []
        return ", ".join(parts + ([f"{self.failed} failed and kept with the reason"] if self.failed else []))

    def count(self, record: Record) -> None:
        self.added += 1
        self.events += len(record.events)
        for warning in record.warnings:
            times, first = self.warned.get(warning.code, (0, f"{record.report.id}: {warning.message}"))
            self.warned[warning.code] = (times + 1, first)
        self.failed += bool(record.failures)
        for failure in record.failures:
            say(f"{record.report.id}: {failure.code} ({failure.stage}): {failure.message}")

    def tell(self) -> None:
        for code, (times, first) in sorted(self.warned.items()):
            say(f"warning {code}: {first}" + (f" (and {times - 1} more)" if times > 1 else ""))
        say(str(self))


def _many(number: int, noun: str, more: str = "") -> str:
    return f"{number} {noun}{'' if number == 1 else 's'} {more}".rstrip()


@contextmanager
def opened_store(name: str | None, *, create: bool = False, settled: bool = False) -> Iterator[Store]:
    """The store that is meant; with `settled` what waits is merged first."""
    with open_store(chosen(name), create=create) as store:
        if settled:
            settle(store)
        yield store


def settle(store: Store) -> None:
    """Merges what waits, where the package can merge."""
    merging = incidents.shipped()
    if merging is not None:
        incidents.settle(store, merging)
    elif store.pending().tellings:
        say("this build has no merging: the events are kept, and wait")


def add_paths(job: Adding) -> bool:
    """Adds what the job names; True where nothing failed."""
    settings = settings_of(job.config)
    readings: list[Iterator[Reading]] = [read_reports(path, context=job.context, jsonl=job.jsonl) for path in job.paths]
    tally = Tally("added")
    with opened_store(job.store, create=True) as store:
        added = add(store, chain.from_iterable(readings), coding=Coding(job.jobs, settings))
        for _ in with_progress(_counted(added, tally), tally, watched=True):
            pass
        settle(store)
        tally.tell()
    return not tally.failed


def _counted(added: Iterable[Added], tally: Tally) -> Iterator[Added]:
    for one in added:
        if one.record is None:
            tally.passed += 1
        else:
            tally.count(one.record)
        yield one


def recode_reports(name: str | None, *, jobs: int, config: Path | None, failed: bool) -> bool:
    """Codes again what is out of date; True where nothing failed."""
    settings, tally = settings_of(config), Tally("coded again")
    with opened_store(name) as store:
        for one in with_progress(recode(store, coding=Coding(jobs, settings), failed=failed), tally, watched=True):
            _count_again(one, tally)
        settle(store)
        tally.tell()
        lost = len(store.orphaned())
        if lost:
            say(f"{_many(lost, 'decision')} no longer find their event: dateline decisions --orphaned")
    return not tally.failed


def _count_again(one: Recoded, tally: Tally) -> None:
    tally.count(one.record)
    tally.passed += not one.changed


def write_differences(name: str | None, reports: tuple[str, ...], format: str) -> None:
    """A line for each event or value that the latest coding has otherwise."""
    with opened_store(name) as store:
        keys = [store.key(report) for report in reports] if reports else list(store.keys())
        write_list((line for key in keys for line in _differences(store, key)), format, DIFFERENCES)


DIFFERENCES = ("report", "event", "words", "what", "before", "after")


def _differences(store: Store, key: str) -> Iterator[Line]:
    codings = store.codings(key)
    if len(codings) < 2:
        return
    before, after = (store.coding(coding.number) for coding in codings[-2:])
    left = list(after.events)
    for event in before.events:
        found = find(left, anchor_of(key, event))
        if found is None:
            yield _line(after, event, "gone", event.type, None)
            continue
        left.remove(found)
        for name, column in COLUMNS.items():
            old, new = column(before, event), column(after, found)
            if name not in _BESIDE and old != new:
                yield _line(after, found, name, old, new)
    for event in left:
        yield _line(after, event, "new", None, event.type)


def _line(record: Record, event: Event, what: str, before: object, after: object) -> Line:
    words = event.mentions[0].text if event.mentions else ""
    return {"report": record.report.id, "event": event.id, "words": words, "what": what, "before": before, "after": after}


def redact_store(name: str | None, report: str | None, names: tuple[str, ...], *, who: str | None, why: str) -> None:
    """Takes out what must go, and says in how many rows it stood."""
    with opened_store(name) as store:
        key = None if report is None else store.key(report)
        rows = redact(store, Redaction(who or decider(), why, key, names))
        settle(store)
        say(f"taken out of {_many(rows, 'row')}; backups and copies made before still hold it")


def back_up_store(name: str | None, file: Path) -> None:
    """Writes the store into one file."""
    with opened_store(name) as store:
        say(f"{file}: {_many(back_up(store, file), 'report')}")


def copy_all(name: str | None, target: str) -> None:
    """Copies the store into an empty one."""
    with opened_store(name) as source, open_store(target, create=True) as taken:
        say(f"{taken.database.name}: {_many(copy_store(source, taken), 'report')} copied")


def decider() -> str:
    """The name of who uses this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
