"""What the commands that change a whole store do, and how they say it."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dateline.read import Context, count_reports
from dateline.run import incidents
from dateline.run.adding import Added, Coding, Recoded, add, recode
from dateline.schema.failure import was_passed_over
from dateline.schema.record import Record
from dateline.store import Redaction, Store, back_up, chosen, copy_store, open_store, redact
from dateline.views.cli.coding import say, settings_of
from dateline.views.cli.differing import DIFFERENCES, SUMMARY, Summary, differences
from dateline.views.cli.lists import Line, write_list
from dateline.views.cli.progress import with_progress
from dateline.views.cli.reading import Asked, readings_of


@dataclass(frozen=True, slots=True)
class Adding:
    """What to add, and to which store."""

    store: str | None
    paths: tuple[str, ...]
    context: Context
    jobs: int = 1
    jsonl: bool = False
    config: Path | None = None
    columns: str | None = None
    fetch: bool = False
    relevance: bool = False


@dataclass(slots=True)
class Tally:
    """What became of the reports so far."""

    verb: str
    added: int = 0
    events: int = 0
    passed: int = 0
    failed: int = 0
    passed_over: int = 0
    warned: dict[str, tuple[int, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        parts = [_many(self.added, "report", self.verb), _many(self.events, "event")]
        parts += [f"{self.passed_over} of them passed over"] if self.passed_over else []
        parts += [f"{self.passed} there already"] if self.passed else []
        return ", ".join(parts + ([f"{self.failed} failed and kept with the reason"] if self.failed else []))

    def count(self, record: Record) -> None:
        self.added += 1
        self.events += len(record.events)
        self.passed_over += was_passed_over(record.warnings)
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
    readings = readings_of(job.paths, job.context, Asked(job.jsonl, job.columns, job.fetch, job.config))
    tally = Tally("added")
    with ExitStack() as held:
        store = held.enter_context(opened_store(job.store, create=True))
        held.enter_context(said_where_it_stopped(tally))
        # Closed before the store is, wherever Ctrl-C meets it: what is coded is kept then.
        added = add(store, readings, coding=Coding(job.jobs, settings, relevance=job.relevance))
        held.enter_context(closing(added))
        for _ in with_progress(_counted(added, tally), tally, watched=True, total=_expected(job.paths)):
            pass
        settle(store)
        tally.tell()
    return not tally.failed


def _expected(paths: Iterable[str]) -> int | None:
    """How many reports there are to read, None where nobody knows."""
    counts = [count_reports(path) for path in paths]
    return None if None in counts else sum(count or 0 for count in counts)


@contextmanager
def said_where_it_stopped(tally: Tally) -> Iterator[None]:
    """On Ctrl-C says that nothing coded is lost, and how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        say(f"stopped: {tally}. What was coded is kept; give the same command again to go on with the rest")
        raise


def _counted(added: Iterable[Added], tally: Tally) -> Iterator[Added]:
    for one in added:
        if one.record is None:
            tally.passed += 1
        else:
            tally.count(one.record)
        yield one


def recode_reports(name: str | None, *, jobs: int, config: Path | None, failed: bool, passed_over: bool) -> bool:
    """Codes again what is out of date, what failed, or what was passed over; True where nothing failed."""
    settings, tally = settings_of(config), Tally("coded again")
    with opened_store(name) as store, said_where_it_stopped(tally):
        coded = recode(store, coding=Coding(jobs, settings), failed=failed, passed_over=passed_over)
        for one in with_progress(coded, tally, watched=True):
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


def write_differences(name: str | None, reports: tuple[str, ...], format: str, *, summed: bool = False) -> None:
    """A line for each event or value that the latest coding has otherwise; with `summed` for each kind of value."""
    with opened_store(name) as store:
        keys = [store.key(report) for report in reports] if reports else list(store.keys())
        if summed:
            summary = Summary()
            for key, before, after in _last_two(store, keys):
                summary.count(key, before, after)
            write_list(summary.lines(), format, SUMMARY)
            say(str(summary))
            return
        found = (one.line() for key, before, after in _last_two(store, keys) for one in differences(key, before, after))
        write_list(found, format, DIFFERENCES)


def _last_two(store: Store, keys: Iterable[str]) -> Iterator[tuple[str, Record, Record]]:
    """The latest coding of each report with the one before, where there is one."""
    for key in keys:
        codings = store.codings(key)
        if len(codings) > 1:
            yield key, store.coding(codings[-2].number), store.coding(codings[-1].number)


PASSED_OVER = ("id", "published", "publisher", "title", "key")


def write_passed_over(name: str | None, format: str) -> None:
    """Lists the reports that were passed over."""
    with opened_store(name) as store:
        keys = list(store.keys(passed_over=True))
        write_list((_report_line(store, key) for key in keys), format, PASSED_OVER)
        if not keys:
            say("no report was passed over")


def _report_line(store: Store, key: str) -> Line:
    report = store.report(key)
    published = report.published.isoformat() if report.published else None
    return {"id": report.id, "published": published, "publisher": report.publisher, "title": report.title, "key": key}


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
