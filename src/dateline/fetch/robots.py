"""What a server allows programs to fetch (robots.txt, RFC 9309), by protego, and how long to wait between two of its pages."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from protego import Protego

from dateline.fetch.getting import AGENT, Getter, GettingError, server_of
from dateline.schema.failure import NOT_WELCOME

# By the standard at least so much of it must be read.
_LARGEST = 500 * 1024
# A server that wants a longer pause wants none of us: it is waited for, but no run is brought to a stop.
_LONGEST_PAUSE = 30.0


# What was read is believed for a day (RFC 9309, 2.4); a server that could not say is asked again sooner.
_BELIEVED, _AGAIN = 86_400.0, 600.0


@dataclass(slots=True)
class _Server:
    """What is known of one server: its rules (None where it could not say), until when, and when it was asked last. One asks at a time."""

    lock: Lock = field(default_factory=Lock)
    rules: Any = None
    until: float = float("-inf")
    last: float = float("-inf")


@dataclass(slots=True)
class Manners:
    """Asks each server what it allows, once a day, and keeps the pause between its pages, also where several threads fetch."""

    getter: Getter
    _servers: dict[str, _Server] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def check(self, uri: str) -> None:
        """Waits until the server may be asked again. Raises GettingError where it does not allow this page to be fetched."""
        name = server_of(uri)
        with self._lock:
            server = self._servers.setdefault(name, _Server())
        with server.lock:
            self._check(name, server, uri)

    def _check(self, name: str, server: _Server, uri: str) -> None:
        if time.monotonic() >= server.until:
            server.rules = self._asked(name)
            server.until = time.monotonic() + (_AGAIN if server.rules is None else _BELIEVED)
        rules = server.rules
        if rules is None:
            raise GettingError(NOT_WELCOME.failure("fetch", reason=f"{name}, whose robots.txt could not be read,"))
        if not rules.can_fetch(uri, AGENT):
            raise GettingError(NOT_WELCOME.failure("fetch", reason=f"robots.txt of {name}"))
        wanted = min(float(rules.crawl_delay(AGENT) or 0), _LONGEST_PAUSE)
        pause = max(self.getter.limits.pause_seconds, wanted)
        waited = time.monotonic() - server.last
        if waited < pause:
            time.sleep(pause - waited)
        server.last = time.monotonic()

    def _asked(self, server: str) -> Any:
        """The rules; without such a file everything is allowed, and where the server cannot say nothing is (None)."""
        try:
            got = self.getter.get(f"{server}/robots.txt", most=_LARGEST)
        except GettingError as error:
            if error.failure.code != NOT_WELCOME.code and error.status is None:
                raise
            return Protego.parse("") if error.status is not None and error.status < 500 else None
        return Protego.parse(got.data.decode("utf-8", "replace"))
