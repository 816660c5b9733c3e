"""The one clock of watching. It says when to ask again; it has no part in what a report says."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What time it is, in seconds since 1970, and how to wait."""

    def now(self) -> float:
        """The time."""

    def sleep(self, seconds: float) -> None:
        """Waits so long."""


class WallClock:
    """The machine's clock."""

    def now(self) -> float:
        """The time."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Waits so long."""
        time.sleep(seconds)


def told(at: float) -> str:
    """A time as the store holds it: ISO 8601 in UTC, to the second.

    >>> told(0)
    '1970-01-01T00:00:00+00:00'
    """
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def of(text: str) -> float:
    """The seconds of a time as the store holds it; "" is long ago.

    >>> of("1970-01-01T00:01:00+00:00")
    60.0
    """
    return datetime.fromisoformat(text).timestamp() if text else 0.0
