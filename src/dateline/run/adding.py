"""Reports into the store: those that are there are passed over, each other one is coded and kept with its coding, both or nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.run.identity import coder
from dateline.run.local import Work, code_many
from dateline.schema.failure import Reading
from dateline.schema.record import Record
from dateline.settings import Settings, using
from dateline.store import Store
from dateline.store.rows import key_of

# Reports are kept together: at most so many, or so many with events. A store takes a hundred in little more time than one, and a process
# that is killed loses a few seconds of coding.
MOST, MOST_CODED = 200, 8


@dataclass(frozen=True, slots=True)
class Added:
    """One input and what became of it. `record` is None where the report was there before: nothing was changed."""

    reading: Reading
    record: Record | None
    new: bool


@dataclass(frozen=True, slots=True)
class Recoded:
    """A report that was coded again; `changed` where the coding is another row."""

    key: str
    record: Record
    changed: bool


@dataclass(frozen=True, slots=True)
class Coding:
    """How to code: processes, whether reports that tell of nothing coded are passed over, tables of one's own, and what codes one
    reading where it is not the package's (`code_many`)."""

    jobs: int = 1
    settings: Settings | None = None
    work: Work | None = None
    relevance: bool = False


def add(store: Store, readings: Iterable[Reading], *, coding: Coding | None = None) -> Generator[Added, None, None]:
    """Adds reports; what became of each, in their order but for those passed over, which come as soon as they are met.

    Reports are kept a few at a time, and yielded when they are kept. A process that ends earlier has kept those before; the same call
    goes on with the rest. Where the caller ends it (Ctrl-C) all that is coded is kept.
    """
    how = coding or Coding()
    feed = _Feed(store)
    done: list[tuple[Reading, Record]] = []
    try:
        coming = feed.unmet(readings)
        for record in code_many(coming, jobs=how.jobs, relevance=how.relevance, settings=how.settings, work=how.work):
            yield from feed.passed()
            done.append((feed.waiting.popleft()[1], record))
            if _enough(done):
                yield from feed.keep(done)
        yield from feed.keep(done)
        yield from feed.passed()
    except (KeyboardInterrupt, GeneratorExit):
        # What was coded is not to be coded again.
        store.add_all(done)
        raise


def _enough(done: list[tuple[Reading, Record]]) -> bool:
    return len(done) >= MOST or sum(bool(record.events) for _, record in done) >= MOST_CODED


class _Feed:
    """The readings of one `add`: those being coded, with their keys, and those that are there already."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.waiting: deque[tuple[str, Reading]] = deque()
        self._keys: set[str] = set()
        # What came once more while it was coded, with its key: how it came is kept as soon as the report is.
        self._again: list[tuple[str, Reading]] = []
        self._passed: deque[Added] = deque()

    def unmet(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """Those that must be coded."""
        for reading in readings:
            key = key_of(reading)
            if key in self._keys:
                self._again.append((key, reading))
            elif self.store.meets(reading):
                self._passed.append(Added(reading, None, new=False))
            else:
                self._keys.add(key)
                self.waiting.append((key, reading))
                # The bytes need not travel to the process that codes.
                yield replace(reading, raw=None)

    def passed(self) -> Iterator[Added]:
        """Those that were there, as far as they were met."""
        while self._passed:
            yield self._passed.popleft()

    def keep(self, done: list[tuple[Reading, Record]]) -> Iterator[Added]:
        """Stores what is coded, all of it or nothing, and says so."""
        if not done:
            return
        kept = [Added(*one, new) for one, new in zip(done, self.store.add_all(done), strict=True)]
        done.clear()
        self._keys -= {key_of(added.reading) for added in kept}
        again, self._again = self._again, []
        for key, reading in again:
            if key in self._keys:
                self._again.append((key, reading))
            elif self.store.meets(reading):
                self._passed.append(Added(reading, None, new=False))
        yield from kept


def recode(store: Store, *, coding: Coding | None = None, failed: bool = False, passed_over: bool = False) -> Iterator[Recoded]:
    """Codes again what another version of the program, its model or its tables coded; with `failed` what could not be coded, with
    `passed_over` what was passed over.

    The text is as the store keeps it. Earlier codings stay. Reports that were passed over are asked for their relevance again, but not
    with `passed_over`: then they are coded.
    """
    for key, record in coded_again(store, coding=coding, failed=failed, passed_over=passed_over):
        yield Recoded(key, record, store.code_again(key, record))


def coded_again(
    store: Store, *, coding: Coding | None = None, failed: bool = False, passed_over: bool = False
) -> Iterator[tuple[str, Record]]:
    """The records that `recode` would keep, each with its report's key; nothing is kept."""
    how = coding or Coding()
    if passed_over:
        yield from _coded(store, store.keys(passed_over=True), how)
        return
    with using(how.settings):
        present = coder()
    asked = {"failed": True} if failed else {"not_by": present}
    yield from _coded(store, store.keys(passed_over=False, **asked), how)
    yield from _coded(store, store.keys(passed_over=True, **asked), replace(how, relevance=True))


def _coded(store: Store, keys: Iterable[str], how: Coding) -> Iterator[tuple[str, Record]]:
    known = list(keys)
    readings = (Reading(store.report(key)) for key in known)
    records = code_many(readings, jobs=how.jobs, relevance=how.relevance, settings=how.settings, work=how.work)
    yield from zip(known, records, strict=True)
