"""`dateline watch` and `dateline deliveries`: feeds and folders watched, alerts sent, and what is said of it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import gmtime, strftime
from types import FrameType
from typing import TYPE_CHECKING

from dateline.errors import SettingsError, StoreBusyError, StoreLostError, UsageError
from dateline.run.adding import Coding
from dateline.settings import FILE_NAME, USUAL, Limits, WatchSettings, limits_in, read_watch
from dateline.store import Store, alerting, open_store, watching
from dateline.store.opening import chosen
from dateline.views.alert import Alerting, unset
from dateline.views.alert.channels import Outfit
from dateline.views.cli.coding import say, settings_of
from dateline.views.cli.lists import Line, write_list
from dateline.views.cli.progress import spinner
from dateline.views.cli.reading import AGENT
from dateline.views.cli.stored import Tally, opened_store
from dateline.views.cli.wording import visible
from dateline.watch import Clock, Frame, News, WallClock, Watcher

if TYPE_CHECKING:
    from rich.progress import Progress

# Seconds after which a store that could not be reached is tried again.
_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Job:
    """What to watch, in which store, and how."""

    file: Path
    store: str | None
    once: bool = False
    config: Path | None = None
    clock: Clock | None = None


class Stopped(KeyboardInterrupt):
    """Someone asked the process to end (SIGTERM)."""


def check_file(file: Path) -> None:
    """Says what a file asks for. Raises SettingsError where it is wrong, or a variable that it names is not set."""
    settings = _settings(file)
    named = {"feed": settings.feeds, "folder": settings.folders, "alert": settings.alerts, "channel": settings.channels}
    say(f"{file}: {', '.join(_many(len(some), noun) for noun, some in named.items() if some)}; nothing is wrong")


def _settings(file: Path) -> WatchSettings:
    settings = read_watch(file)
    if missing := list(unset(settings, os.environ)):
        raise SettingsError("\n  ".join(f"{file}: {one}" for one in missing))
    return settings


FEEDS = ("name", "address", "due", "got", "failures", "code", "message", "waiting", "done", "failed")


def list_feeds(file: Path, store: str | None, format: str) -> None:
    """A line for each feed and folder of the file: when it was read last and is due, and what became of its entries."""
    settings = read_watch(file)
    with opened_store(store) as opened:
        known = {row.state.name: row for row in watching.feed_rows(opened)}
    lines: list[Line] = []
    for one in settings.sources:
        row = known.get(one.name)
        told: dict[str, object] = dict.fromkeys(FEEDS)
        told |= {"name": one.name, "address": getattr(one, "url", None) or getattr(one, "path", None)}
        if row is not None:
            told |= {name: getattr(row.state, name) for name in ("due", "got", "failures", "code", "message")}
            told |= {name: getattr(row, name) for name in ("waiting", "done", "failed")}
        lines.append(told)
    write_list(lines, format, FEEDS)


DELIVERIES = ("number", "made", "alert", "kind", "incident", "channel", "state", "tries", "done", "error")


def list_deliveries(store: str | None, format: str, *, failed: bool) -> None:
    """A line for each delivery, the last first."""
    with opened_store(store) as opened:
        found = alerting.deliveries(opened, state=alerting.FAILED if failed else None)
    lines = []
    for one in found:
        own = {name: getattr(one, name) for name in ("number", "channel", "state", "tries", "done", "error")}
        lines.append(own | {name: getattr(one.notice, name) for name in ("made", "alert", "kind", "incident")})
    write_list(lines, format, DELIVERIES)
    if not found:
        say("no delivery failed" if failed else "nothing was sent yet")


def resend(store: str | None, which: tuple[str, ...]) -> None:
    """Deliveries of these numbers, or all that failed, are sent by the next watch."""
    strange = next((one for one in which if one != alerting.FAILED and not one.isdecimal()), None)
    if strange is not None:
        raise UsageError(f"--resend {strange}: give the number of a delivery, or {alerting.FAILED} for all that failed")
    numbers = None if alerting.FAILED in which else [int(one) for one in which]
    with opened_store(store) as opened:
        many = alerting.send_again(opened, numbers)
    say(f"{_many(many, 'delivery', 'deliveries')} will be sent by dateline watch")


def watch_file(job: Job) -> bool:
    """Watches; True where nothing failed. Ends with Ctrl-C, SIGTERM, or with `once` when all that is due is done."""
    settings, limits = _settings(job.file), _limits(job.config)
    agent = f"{AGENT} {settings.watch.contact}" if settings.watch.contact else AGENT
    coding = Coding(settings=settings_of(job.config), relevance=settings.watch.relevance)
    frame = Frame(coding, limits, agent, job.clock or WallClock())
    with open_store(chosen(job.store), create=True) as store, _shown() as shown:
        alerts = Alerting(store, settings, Outfit(os.environ, limits, agent), frame)
        session = _Session(store, shown, alerts)
        try:
            with _stopped_by_signal():
                while not session.run(Watcher(store, settings, frame), once=job.once):
                    frame.clock.sleep(_PAUSE)
        except KeyboardInterrupt as error:
            shown.say(f"stopped: {session.tally}. What was read is kept; the same command goes on with the rest")
            if isinstance(error, Stopped):
                return True
            raise
        shown.say(str(session.tally))
    return not session.failed


def _limits(config: Path | None) -> Limits:
    found = config or (Path(FILE_NAME) if Path(FILE_NAME).is_file() else None)
    return USUAL if found is None else limits_in(found)


@contextmanager
def _stopped_by_signal() -> Iterator[None]:
    """SIGTERM, by which systemd and containers end a program, ends it as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stopped

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:
        # Only the main thread may; another is ended otherwise
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Shown:
    """Standard error: lines, and on a terminal below them what is going on."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._task = progress.add_task("watching", total=None) if progress is not None else None

    def say(self, message: str) -> None:
        """A line that stays, on a log with its time."""
        if self._progress is not None:
            self._progress.console.print(f"dateline: {message}", markup=False, highlight=False, soft_wrap=True)
        else:
            say(message)

    def going(self, message: str) -> None:
        """What is going on."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=message)


@contextmanager
def _shown() -> Iterator[_Shown]:
    if not sys.stderr.isatty():
        yield _Shown(None)
        return
    with spinner() as progress:
        yield _Shown(progress)


class _Session:
    """One run: what it says, and what became of it."""

    def __init__(self, store: Store, shown: _Shown, alerts: Alerting) -> None:
        self.store = store
        self.shown = shown
        self.alerts = alerts
        self.tally = Tally("added")
        self.failed = False

    def run(self, watcher: Watcher, *, once: bool) -> bool:
        """Watches, and tells alerts of each step; False where the store could not be reached, and is to be tried again: a database that
        is restarted, or another program that writes for long, does not end a watch."""
        try:
            self._tell()
            with closing(watcher.run(once=once, wake=self.alerts.next_due)) as going:
                for news in going:
                    self._news(news)
                    self._tell()
        except (StoreBusyError, StoreLostError) as error:
            if once:
                raise
            self.shown.say(f"{error}; it is tried again in {_PAUSE:g} s")
            return False
        return True

    def _tell(self) -> None:
        """Notes and sends what there is to tell."""
        self.alerts.look()
        for outcome in self.alerts.send():
            about = f"alert {outcome.delivery.notice.alert} by {outcome.delivery.channel}"
            if outcome.error is None:
                self.shown.say(f"{about}: sent ({outcome.delivery.notice.incident})")
                continue
            self.failed = True
            self.shown.say(f"{about}: {visible(outcome.error)}; {_next(outcome.again) or 'given up'}")

    def _news(self, news: News) -> None:
        for added in news.added:
            if added.record is None:
                self.tally.passed += 1
                continue
            self._added(news.feed, added.reading.report.id, len(added.record.events), new=added.new)
            self.tally.added += 1
            self.tally.events += len(added.record.events)
            for failure in added.record.failures:
                self.failed = True
                self.shown.say(f"{news.feed}: {visible(added.reading.report.id)}: {failure.code} ({failure.stage}): {failure.message}")
            self.tally.failed += bool(added.record.failures)
        if news.failure is not None:
            self.failed = True
            of = f"{news.feed}: {visible(news.entry)}" if news.entry else news.feed
            self.shown.say(f"{of}: {news.failure.code} ({news.failure.stage}): {visible(news.failure.message)}; {_next(news.again)}")
        elif news.new:
            self.shown.say(f"{news.feed}: {_many(news.new, 'new entry', 'new entries')}")
        self.shown.going(f"{self.tally}" + (f"  {news.feed}, next at {_time(news.again)}" if news.again else ""))

    def _added(self, feed: str, id: str, events: int, *, new: bool) -> None:
        if events or new:
            self.shown.say(f"{feed}: {visible(id)}: {_many(events, 'event')}")


def _next(at: float | None) -> str:
    return "" if at is None else f"next try at {_time(at)}"


def _time(at: float) -> str:
    return strftime("%Y-%m-%d %H:%M:%SZ", gmtime(at))


def _many(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
