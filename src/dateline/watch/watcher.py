"""The loop: what is due is asked for by the crew, what came is noted, coded, kept and merged by one thread, which alone uses the store.

Whatever ends the process, the store says how to go on: a feed's state is kept with the entries that it brought, an entry waits until its
report is kept, and a report that is there is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from dateline.fetch import no_library
from dateline.fetch.visited import Known, Visited
from dateline.run import incidents
from dateline.run.adding import Coding
from dateline.schema.failure import STAGE_FAILED, Failure, Reading
from dateline.schema.report import Report
from dateline.settings import Limits, WatchSettings
from dateline.settings.watching import WatchedFeed, WatchedFolder, seconds
from dateline.store import Store, watching
from dateline.store.watching import Entry, FeedState, Met
from dateline.watch import clock, entries, folders
from dateline.watch.clock import Clock
from dateline.watch.crew import Crew, Done
from dateline.watch.entries import Given
from dateline.watch.keeping import Keeper
from dateline.watch.news import NOTHING, News
from dateline.watch.schedule import EARLY, Pace, next_ask, next_try

if TYPE_CHECKING:
    from dateline.fetch.visiting import Visits

# Entries of a feed that are coded and merged together, and entries without a feed that are put off together.
_AT_ONCE, _HELD = 24, 500
# While the crew fetches, nobody sleeps longer than this: what it brings is to be coded at once.
_GLANCE = 0.5
# Another process may have something sent again, or put in the store what alerts tell: so often one looks, whatever is due.
_LONGEST_SLEEP = 30.0
# So often, in seconds, it is noted of a folder that nothing changed.
_NOTED = 600.0
Watched = WatchedFeed | WatchedFolder


@dataclass(frozen=True, slots=True)
class Frame:
    """What watching takes besides the file: how reports are coded and fetched, how servers are told who asks, the clock, how events become
    incidents (where it is not the package's way), and how long it sleeps at most."""

    coding: Coding
    limits: Limits
    agent: str
    clock: Clock
    merging: incidents.Merging | None = None
    longest_sleep: float = _LONGEST_SLEEP


class Watcher:
    """Watches what a file names, and keeps it in a store."""

    def __init__(self, store: Store, settings: WatchSettings, frame: Frame) -> None:
        self._store = store
        self._settings = settings
        self._frame = frame
        self._clock = frame.clock
        self._keeper = Keeper(store, frame.coding, frame.merging or incidents.shipped())
        self._crew: Crew[Visited] = Crew()
        self._visits: Visits | None = None
        self._lock = Lock()
        self._watched = {one.name: one for one in settings.sources}
        self._states = self._known()
        # Entries that the crew fetches the page of, and of each folder the file that is being read
        self._fetching: dict[int, Entry] = {}
        self._files: dict[str, Iterator[News]] = {}

    def run(self, *, once: bool = False, wake: Callable[[], float | None] = lambda: None) -> Generator[News, None, None]:
        """Watches until whoever asked takes no more, or with `once` until all that was due is done.

        `wake` says when something else is due, by the same clock: it sleeps no longer, and then gives an empty piece of news.
        """
        # A process that ended between keeping and merging left something to merge
        self._keeper.settle()
        asked: set[str] = set()
        try:
            while True:
                yield from self._folders(asked, once=once)
                self._ask_feeds(asked, once=once)
                worked = False
                for news in self._entries():
                    worked = True
                    yield news
                for done in self._came(0.0 if worked else self._pause(once=once, wake=wake)):
                    worked = True
                    yield from self._take(done)
                if once and not worked and not self._crew.busy:
                    return
                if not worked:
                    yield NOTHING
        finally:
            self._crew.close()
            if self._visits is not None:
                self._visits.close()

    def _known(self) -> dict[str, FeedState]:
        """How each feed was left. One whose address is another begins anew."""
        there = watching.feeds(self._store)
        out = {}
        for one in self._settings.sources:
            address = one.url if isinstance(one, WatchedFeed) else one.path
            known = there.get(one.name)
            out[one.name] = known if known is not None and known.address == address else FeedState(one.name, address, due="")
        return out

    def _pace(self, one: Watched) -> Pace:
        interval = seconds(self._settings.watch.interval if one.interval is None else one.interval)
        return Pace(interval, seconds(self._settings.watch.ceiling))

    def _is_due(self, one: Watched, asked: set[str], *, once: bool) -> bool:
        state = self._states[one.name]
        if once:
            early = 0.0 if state.failures else EARLY * self._pace(one).interval
            return one.name not in asked and clock.of(state.due) <= self._clock.now() + early
        return clock.of(state.due) <= self._clock.now()

    def _pause(self, *, once: bool, wake: Callable[[], float | None]) -> float:
        """Sleeps until something is due, unless the crew is at work: then gives how long to wait for it."""
        if self._crew.busy:
            return _GLANCE
        if once:
            return 0.0
        due = [clock.of(state.due) for state in self._states.values()]
        waiting, other = watching.next_due(self._store), wake()
        due += [clock.of(waiting)] if waiting is not None else []
        due += [other] if other is not None else []
        left = min(due, default=float("inf")) - self._clock.now()
        if left > 0:
            self._clock.sleep(min(left, self._frame.longest_sleep))
        return 0.0

    # Folders

    def _folders(self, asked: set[str], *, once: bool) -> Iterator[News]:
        for folder in self._settings.folders:
            if self._is_due(folder, asked, once=once):
                asked.add(folder.name)
                yield self._look(folder)

    def _look(self, folder: WatchedFolder) -> News:
        """Notes the files that are not as they were."""
        now = self._clock.now()
        settle = seconds(folder.settle)
        settled = now - settle if settle else None
        found = folders.look(Path(folder.path), watching.hints(self._store, folder.name), settled=settled)
        if found.failure is not None:
            return self._failed(folder, found.failure)
        new = [file for file in found.files if not watching.hinted(self._store, folder.name, file.entry, file.hint)]
        met = [Met(file.entry, file.name, "{}", hint=file.hint) for file in new]
        return self._went_well(folder, met, again=now + max(settle, 1) if found.waits else None)

    def _file(self, entry: Entry, folder: WatchedFolder) -> Iterator[News]:
        """Codes and keeps the reports of a file that waits."""
        name = entry.address or ""
        found = folders.readings(Path(folder.path) / name, name, self._frame.limits, watched=folder.name)
        given = Given(folder.publisher, folder.language)
        failed, kept = False, False
        for added in self._keeper.keep((entries.known(one, given) for one in found), trust=folder.trust):
            failed |= any(one.reading.failure is not None for one in added)
            kept |= any(one.reading.failure is None for one in added)
            yield News(folder.name, added=added)
        watching.finished(self._store, [entry.number], failed=failed and not kept)

    # Feeds

    def _ask_feeds(self, asked: set[str], *, once: bool) -> None:
        for feed in self._settings.feeds:
            if feed.name not in self._crew.busy and self._is_due(feed, asked, once=once):
                asked.add(feed.name)
                self._crew.ask(feed.name, self._asking(feed))

    def _asking(self, feed: WatchedFeed) -> Callable[[], Visited]:
        state = self._states[feed.name]

        def ask() -> Visited:
            return self._visiting().feed(feed.url, Known(state.etag, state.modified))

        return ask

    def _visiting(self) -> Visits:
        from dateline.fetch.visiting import Visits

        with self._lock:
            self._visits = self._visits or Visits(self._frame.limits, agent=self._frame.agent)
            return self._visits

    def _entries(self) -> Iterator[News]:
        """Works on entries that wait, a few of each feed, so that none waits for another's."""
        now = clock.told(self._clock.now())
        for name in watching.feeds_waiting(self._store, until=now):
            one = self._watched.get(name)
            if one is None:
                self._hold(name, now)
            elif isinstance(one, WatchedFolder):
                yield from self._step(one, now)
            elif all(entry.feed != name for entry in self._fetching.values()):
                yield from self._of_feed(one, now)

    def _hold(self, name: str, now: str) -> None:
        """The feed is no more in the file: what it brought waits until it is there again."""
        due = clock.told(self._clock.now() + seconds(self._settings.watch.ceiling))
        for entry in watching.waiting(self._store, name, until=now, limit=_HELD):
            watching.put_off(self._store, replace(entry, tries=entry.tries - 1), due=due)

    def _step(self, folder: WatchedFolder, now: str) -> Iterator[News]:
        """Reads on in the file that is being read, else begins the next: a long one holds up no feed."""
        if folder.name not in self._files:
            found = watching.waiting(self._store, folder.name, until=now, limit=1)
            if not found:
                # Another watch of the same store was first
                return
            self._files[folder.name] = self._file(found[0], folder)
        news = next(self._files[folder.name], None)
        if news is None:
            del self._files[folder.name]
        yield news or NOTHING

    def _of_feed(self, feed: WatchedFeed, now: str) -> Iterator[News]:
        """Has the page of the next entry fetched, one at a time, for its server is asked by one at a time; or codes the next few entries by
        their own words."""
        own: list[Entry] = []
        for entry in watching.waiting(self._store, feed.name, until=now, limit=_AT_ONCE):
            if feed.take == "page" and entry.address:
                self._fetch(entry)
                break
            own.append(entry)
        if own:
            yield from self._keep(feed, [self._reading(entry) for entry in own], [entry.number for entry in own])

    def _reading(self, entry: Entry) -> Reading:
        return entries.reading(entry, None if entry.digest is None else watching.original(self._store, entry.digest))

    def _keep(self, feed: WatchedFeed, readings: list[Reading], numbers: list[int], *, failed: bool = False) -> Iterator[News]:
        given = Given(feed.publisher, feed.language)
        kept = list(self._keeper.keep([entries.known(one, given) for one in readings], trust=feed.trust))
        watching.finished(self._store, numbers, failed=failed)
        yield from (News(feed.name, added=added) for added in kept)

    def _fetch(self, entry: Entry) -> None:
        reading = self._reading(entry)
        self._fetching[entry.number] = entry
        self._crew.ask(entry.number, lambda: self._visiting().page(reading))

    # What the crew brings

    def _came(self, wait: float) -> Iterator[Done[Visited]]:
        """What is done by now; waits so long for the first."""
        done = self._crew.done(wait)
        while done is not None:
            yield done
            done = self._crew.done(0)

    def _take(self, done: Done[Visited]) -> Iterator[News]:
        visited = done.made if done.made is not None else Visited(failure=_unforeseen(done.error), again=True)
        if isinstance(done.task, int):
            yield from self._page(self._fetching.pop(done.task), visited)
            return
        feed = self._watched[str(done.task)]
        assert isinstance(feed, WatchedFeed)
        readings = (entries.of_feed(reading, feed.url) for reading in visited.readings)
        met = [entries.met(one, page=feed.take == "page") for one in readings]
        if visited.failure is not None:
            yield self._failed(feed, visited.failure, met, visited)
            return
        state = self._states[feed.name]
        self._states[feed.name] = replace(state, etag=visited.state.etag, modified=visited.state.modified)
        yield self._went_well(feed, met)

    def _page(self, entry: Entry, visited: Visited) -> Iterator[News]:
        """Keeps what the page of an entry holds; one that could not be got is tried again, and in the end kept as a failure."""
        feed = self._watched[entry.feed]
        assert isinstance(feed, WatchedFeed)
        failure, tries = visited.failure, entry.tries + 1
        if failure is not None and visited.again and tries < self._settings.watch.tries:
            ceiling = float(seconds(self._settings.watch.ceiling))
            due = next_try(f"{feed.name} {entry.number}", now=self._clock.now(), tries=tries, ceiling=ceiling, wait=visited.wait)
            watching.put_off(self._store, entry, due=clock.told(due))
            yield News(feed.name, failure=failure, entry=entry.address, again=due)
            return
        readings = list(visited.readings) or [Reading(Report(entry.address or entry.feed, "", uri=entry.address), failure=failure)]
        yield from self._keep(feed, readings, [entry.number], failed=failure is not None)

    # How a feed is

    def _went_well(self, one: Watched, met: list[Met], *, again: float | None = None) -> News:
        """Notes that a feed was read, with what it brought. That a folder is as it was is noted now and then: it is looked at often."""
        before = self._states[one.name]
        state, now = self._states[one.name], self._clock.now()
        due = again if again is not None else self._next(one, state)
        told = clock.told(now)
        state = replace(state, due=clock.told(due), asked=told, got=told, asks=state.asks + 1, failures=0, code=None, message=None)
        idle = isinstance(one, WatchedFolder) and not met and not before.failures and now - clock.of(before.got or "") < _NOTED
        if idle:
            self._states[one.name] = replace(before, due=state.due, asks=state.asks)
            return News(one.name, new=0, again=due)
        self._states[one.name] = state
        return News(one.name, new=watching.took(self._store, state, met), again=due)

    def _next(self, one: Watched, state: FeedState, *, failures: int = 0, wait: float | None = None) -> float:
        return next_ask(one.name, self._pace(one), now=self._clock.now(), asks=state.asks, failures=failures, wait=wait)

    def _failed(self, one: Watched, failure: Failure, met: Sequence[Met] = (), visited: Visited | None = None) -> News:
        """Notes why a feed could not be read, or not to its end, and when it is asked next."""
        state = self._states[one.name]
        failures = state.failures + 1
        # One that is gone for good is still asked now and then: servers say so by mistake
        counted = 30 if visited is not None and visited.gone else failures
        due = self._next(one, state, failures=counted, wait=visited.wait if visited is not None else None)
        told = {"due": clock.told(due), "asked": clock.told(self._clock.now()), "asks": state.asks + 1}
        state = replace(state, **told, failures=failures, code=failure.code, message=failure.message)  # type: ignore[arg-type]
        self._states[one.name] = state
        return News(one.name, new=watching.took(self._store, state, met), failure=failure, again=due)


def _unforeseen(error: Exception | None) -> Failure:
    if isinstance(error, ImportError):
        return no_library(error)
    return STAGE_FAILED.failure("fetch", stage="fetch", reason=f"{type(error).__name__}: {str(error)[:200]}")
