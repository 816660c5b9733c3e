"""What a visit to a server gave. Nothing here needs the packages that fetch."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.schema.failure import Failure, Reading


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of the state of a page that is here already, in its own words (RFC 9110, 8.8)."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What asks for the page only where it is another by now."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value is not None}


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visit gave: readings (of what was not got one with the failure), and how to ask whether they are still the same.

    `changed` is False where a feed is as it was. Where `failure` says that it was not got to its end, `again` says whether another time
    may be better, and `wait` after how many seconds the server wants to be asked, where it says so; `gone` that it will never have it
    again.
    """

    readings: tuple[Reading, ...] = ()
    changed: bool = True
    state: Known = NOTHING_KNOWN
    failure: Failure | None = None
    again: bool = False
    wait: float | None = None
    gone: bool = False
