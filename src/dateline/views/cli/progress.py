"""How far the work is, on standard error: a bar for a person who watches, now and then a line where nobody does."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

Coded = TypeVar("Coded")

# Seconds between two lines where standard error is no terminal: enough for a log, and none for what is done at once.
PAUSE = 60.0


# The rate is that of so many seconds: what was there already is passed in no time, and says nothing of the rest.
WINDOW = 60.0


@dataclass(slots=True)
class Rate:
    """How many were done since `began`, a time in seconds, and when within the last WINDOW seconds."""

    began: float
    done: int = 0
    marks: deque[tuple[float, int]] = field(default_factory=deque)

    def count(self, now: float) -> None:
        """One more is done. At most one mark a second is kept."""
        self.done += 1
        if not self.marks or now - self.marks[-1][0] >= 1:
            self.marks.append((now, self.done))
        while len(self.marks) > 1 and now - self.marks[0][0] > WINDOW:
            self.marks.popleft()

    def told(self, now: float, total: int | None) -> str:
        """ "120 of 5,000, 41.0/s, 1:59 left"; without a total no time left."""
        since, before = self.marks[0] if now - self.began > WINDOW and self.marks else (self.began, 0)
        spent = now - since
        speed = (self.done - before) / spent if spent > 0 else 0.0
        told = f"{self.done:,}" + (f" of {total:,}" if total is not None else "") + f", {speed:.1f}/s"
        if total is None or not speed:
            return told
        left = int(max(total - self.done, 0) / speed)
        hours, minutes = divmod(left // 60, 60)
        return f"{told}, {f'{hours}:{minutes:02}' if hours else minutes}:{left % 60:02} left"


def with_progress(records: Iterable[Coded], tally: object, *, watched: bool, total: int | None = None) -> Iterator[Coded]:
    """The records, traced or not, as they come, and beside them how far the work is, with the rate and, of a `total`, the time left.

    Where `watched` and standard error is a terminal it is a bar, else a line every PAUSE seconds. `str(tally)` is what else it says.
    """
    if not watched:
        yield from records
    elif sys.stderr.isatty():
        yield from _with_bar(records, tally, total)
    else:
        yield from _with_lines(records, tally, total)


def _with_lines(records: Iterable[Coded], tally: object, total: int | None) -> Iterator[Coded]:
    rate = Rate(time.monotonic())
    last = rate.began
    for record in records:
        now = time.monotonic()
        rate.count(now)
        if now - last >= PAUSE:
            print(f"dateline: {rate.told(now, total)} ({tally})", file=sys.stderr, flush=True)  # noqa: T201 - this is the command line
            last = now
        yield record


def _with_bar(records: Iterable[Coded], tally: object, total: int | None) -> Iterator[Coded]:
    rate = Rate(time.monotonic())
    with _bar(total) as progress:
        task = progress.add_task("loading the model", total=total)
        for record in records:
            now = time.monotonic()
            rate.count(now)
            progress.update(task, completed=rate.done, description=f"{tally}  {rate.told(now, total)}")
            yield record


def _bar(total: int | None) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    first = SpinnerColumn() if total is None else BarColumn(bar_width=20)
    return Progress(
        first, TextColumn("{task.description}", markup=False), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    )


def spinner() -> Progress:
    """A line that says what is going on, for work that has no end."""
    return _bar(None)
