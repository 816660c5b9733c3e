"""A watch with stand-ins for coding and merging, and a clock that moves only when the watch sleeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dateline.run.adding import Coding
from dateline.schema.failure import Reading
from dateline.schema.record import Record
from dateline.settings import Limits, WatchSettings, read_watch
from dateline.store import Store
from dateline.views.alert import Alerting
from dateline.views.alert.alerting import Outcome
from dateline.views.alert.channels import Outfit
from dateline.watch import Frame, News, Watcher
from tests.store import made
from tests.store.stand_in import MERGING

OPEN = Limits(private_addresses=True, pause_seconds=0, fetch_seconds=5)
START = 1_600_000_000.0


@dataclass
class FakeClock:
    """Time that passes by sleeping alone. `slept` is how long each time."""

    at: float = START
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


def told(place: str = "Tadmur", low: int = 21, day: str = "Monday") -> str:
    """A report that the stand-in codes: a place and a day of six letters, a figure of two digits."""
    return f"Rebels killed at least {low} soldiers in {place} on {day}, the army said."


def settings(folder: Path, text: str) -> WatchSettings:
    file = folder / "watch.toml"
    file.write_text(text)
    return read_watch(file)


def frame(clock: FakeClock, *, limits: Limits = OPEN, work: Callable[[Reading], Record] = made.code) -> Frame:
    return Frame(Coding(work=work), limits, "Dateline/test", clock, MERGING, longest_sleep=3600)


@dataclass
class Desk:
    """One process that watches: what it says, and what became of its deliveries."""

    store: Store
    asked: WatchSettings
    clock: FakeClock = field(default_factory=FakeClock)
    variables: dict[str, str] = field(default_factory=dict)
    limits: Limits = OPEN
    news: list[News] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def once(self) -> list[News]:
        """What `dateline watch --once` does; the news of it."""
        alerts = self.alerts()
        alerts.look()
        self.outcomes += alerts.send()
        said: list[News] = []
        for news in Watcher(self.store, self.asked, frame(self.clock, limits=self.limits)).run(once=True, wake=alerts.next_due):
            said.append(news)
            alerts.look()
            self.outcomes += alerts.send()
        self.news += said
        return said

    def until(self, seconds: float) -> None:
        """What `dateline watch` does until so much time has passed."""
        alerts, end = self.alerts(), self.clock.at + seconds
        going = Watcher(self.store, self.asked, frame(self.clock, limits=self.limits)).run(wake=lambda: min(alerts.next_due() or end, end))
        for news in going:
            self.news.append(news)
            alerts.look()
            self.outcomes += alerts.send()
            if self.clock.at >= end:
                break
        going.close()

    def alerts(self) -> Alerting:
        return Alerting(self.store, self.asked, Outfit(self.variables, self.limits, "Dateline/test"), frame(self.clock))

    def codes(self) -> list[str]:
        return [news.failure.code for news in self.news if news.failure is not None]

    def texts(self) -> list[str]:
        """The texts in the store."""
        return sorted(self.store.report(key).text for key in list(self.store.keys()))

    def new(self) -> list[int]:
        """How many new entries each feed had, in the order in which they were read since the last time this was asked."""
        out = [one.new for one in self.news if one.new is not None]
        self.news.clear()
        return out
