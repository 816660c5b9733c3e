"""Entries that came are coded, kept and merged, as `dateline add` does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.run import incidents
from dateline.run.adding import Added, Coding, add
from dateline.schema.failure import Reading
from dateline.store import Store, watching
from dateline.store.rows import key_of

# Reports that are merged together: a few, so that alerts follow within seconds.
MOST = 40


@dataclass(frozen=True, slots=True)
class Keeper:
    """Codes with `coding` and merges with `merging`, where the package has it."""

    store: Store
    coding: Coding
    merging: incidents.Merging | None

    def keep(self, readings: Iterable[Reading], *, trust: float | None = None) -> Iterator[tuple[Added, ...]]:
        """What became of the readings, some at a time; each time all is merged."""
        done: list[Added] = []
        for added in add(self.store, readings, coding=self.coding):
            done.append(added)
            if len(done) >= MOST:
                yield self._merged(done, trust)
                done = []
        if done:
            yield self._merged(done, trust)

    def _merged(self, done: list[Added], trust: float | None) -> tuple[Added, ...]:
        if trust is not None:
            watching.trust(self.store, (key_of(added.reading) for added in done), trust)
        self.settle()
        return tuple(done)

    def settle(self) -> None:
        """Merges what waits."""
        if self.merging is not None:
            incidents.settle(self.store, self.merging)
