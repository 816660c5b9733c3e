"""Reports into the store: those that are there are passed over, each other one is coded and kept with its coding, both or nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.run.identity import coder
from dateline.run.local import Work, code_many
from dateline.schema.failure import Reading
from dateline.schema.record import Record
from dateline.settings import Settings, using
from dateline.store import Store
from dateline.store.rows import key_of


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
    """How to code: processes, tables of one's own, and what codes one reading where it is not the package's (`code_many`)."""

    jobs: int = 1
    settings: Settings | None = None
    work: Work | None = None


def add(store: Store, readings: Iterable[Reading], *, coding: Coding | None = None) -> Iterator[Added]:
    """Adds reports; what became of each, in their order but for those passed over, which come as soon as they are met.

    A report is kept when its coding is done. A process that ends earlier has kept the reports before; the same call goes on with
    the rest.
    """
    how = coding or Coding()
    waiting: deque[tuple[str, Reading]] = deque()
    passed: deque[Added] = deque()
    coming = _new(store, readings, waiting, passed)
    for record in code_many(coming, jobs=how.jobs, settings=how.settings, work=how.work):
        while passed:
            yield passed.popleft()
        _, reading = waiting.popleft()
        yield Added(reading, record, store.add(reading, record))
    yield from passed


def _new(store: Store, readings: Iterable[Reading], waiting: deque[tuple[str, Reading]], passed: deque[Added]) -> Iterator[Reading]:
    for reading in readings:
        key = key_of(reading)
        if any(key == other for other, _ in waiting) or store.meets(reading):
            passed.append(Added(reading, None, new=False))
        else:
            waiting.append((key, reading))
            # The bytes need not travel to the process that codes.
            yield replace(reading, raw=None)


def recode(store: Store, *, coding: Coding | None = None, failed: bool = False) -> Iterator[Recoded]:
    """Codes again what another version of the program, its model or its tables coded; with `failed` what could not be coded.

    The text is as the store keeps it. Earlier codings stay.
    """
    how = coding or Coding()
    with using(how.settings):
        present = coder()
    keys = list(store.keys(failed=True) if failed else store.keys(not_by=present))
    readings = (Reading(store.report(key)) for key in keys)
    for key, record in zip(keys, code_many(readings, jobs=how.jobs, settings=how.settings, work=how.work), strict=True):
        yield Recoded(key, record, store.code_again(key, record))
