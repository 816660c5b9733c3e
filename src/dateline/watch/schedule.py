"""When a feed is asked again. Pure: the same feed, number of asks and failures give the same time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

# Feeds of one interval would all be asked at once for ever: each is asked up to this share of it earlier or later.
SPREAD = 0.1
# A server may ask to be left alone for so long; one that says a year means a mistake.
LONGEST_WAIT = 7 * 86_400.0
# A page or a channel is tried again after so many seconds first, and three times as long each time.
FIRST_TRY, FACTOR = 30.0, 3.0
# With --once a feed is asked that would be due within this share of its interval: cron does not come to the second.
EARLY = 0.25


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a feed is asked, and at least how often however often it fails; in seconds."""

    interval: float
    ceiling: float


def next_ask(name: str, pace: Pace, *, now: float, asks: int, failures: int = 0, wait: float | None = None) -> float:
    """When to ask again: an interval later, twice as long for each failure, up to the ceiling, and not before the server wants it."""
    pause = min(pace.interval * 2.0 ** min(failures, 30), max(pace.ceiling, pace.interval))
    least = min(wait or 0.0, LONGEST_WAIT)
    return now + max(pause * (1 + SPREAD * share(f"{name} {asks}")), least)


def next_try(name: str, *, now: float, tries: int, ceiling: float, wait: float | None = None) -> float:
    """When to try again what failed `tries` times."""
    pause = min(FIRST_TRY * FACTOR ** min(tries - 1, 30), ceiling)
    return now + max(pause * (1 + SPREAD * share(f"{name} {tries}")), min(wait or 0.0, LONGEST_WAIT))


def share(name: str) -> float:
    """A number from -1 to 1 that depends on the name alone."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / 0x7FFFFFFF - 1
