"""A few threads that fetch, so that a slow server holds up nobody but itself. They end with the program, whatever they wait for."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

Made = TypeVar("Made")
# Servers asked at a time. What is fetched is coded by one process: more would only wait.
AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Done(Generic[Made]):
    """What came of a task; `error` where it failed in a way that was not foreseen."""

    task: Hashable
    made: Made | None = None
    error: Exception | None = None


class Crew(Generic[Made]):
    """Does tasks, each with a name of its own. The threads begin with the first."""

    def __init__(self, size: int = AT_ONCE) -> None:
        self._size = size
        self._threads: list[Thread] = []
        self._tasks: SimpleQueue[tuple[Hashable, Callable[[], Made]] | None] = SimpleQueue()
        self._done: SimpleQueue[Done[Made]] = SimpleQueue()
        self.busy: set[Hashable] = set()

    def ask(self, task: Hashable, work: Callable[[], Made]) -> None:
        """Has a task done, unless it is being done."""
        if task in self.busy:
            return
        self.busy.add(task)
        self._tasks.put((task, work))
        if len(self._threads) < min(self._size, len(self.busy)):
            thread = Thread(target=self._serve, daemon=True, name="dateline fetching")
            self._threads.append(thread)
            thread.start()

    def done(self, seconds: float) -> Done[Made] | None:
        """The next task that is done; None where none is within these seconds."""
        try:
            found = self._done.get(timeout=seconds) if seconds > 0 else self._done.get_nowait()
        except Empty:
            return None
        self.busy.discard(found.task)
        return found

    def close(self) -> None:
        """Ends the threads, each when what it is at is done."""
        for _ in self._threads:
            self._tasks.put(None)

    def _serve(self) -> None:
        while (asked := self._tasks.get()) is not None:
            task, work = asked
            try:
                self._done.put(Done(task, work()))
            except Exception as error:  # noqa: BLE001 - a thread that ends would leave its task undone for ever
                self._done.put(Done(task, error=error))
