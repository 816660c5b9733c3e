"""What a server serves, to whom, and how it is reached."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import ServeError
from dateline.schema.person import ADMINISTRATOR, Person
from dateline.store import Store
from dateline.store.access import Lasting

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORT = 8321
LASTING = Lasting()


def local_person() -> Person:
    """The one user of local mode: whoever uses this machine, with every right."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "unknown"
    return Person(name, ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Serving:
    """The store and the ways to reach it.

    `team`: people sign in; without it there is one user, `local`, on this machine only. `hosts` are the names under which the server may
    be asked for, besides those of this machine. `behind_tls`: a proxy before it ends TLS, so that cookies are only sent over it.
    `lasting` is how long people stay signed in, `config` the settings file with tables of the user's own.
    """

    store: Store
    host: str = LOOPBACK[0]
    port: int = PORT
    team: bool = False
    hosts: tuple[str, ...] = ()
    behind_tls: bool = False
    config: Path | None = None
    local: Person = field(default_factory=local_person)
    lasting: Lasting = LASTING

    def __post_init__(self) -> None:
        """Raises ServeError where strangers could reach what they must not."""
        if self.host in LOOPBACK:
            return
        if not self.team:
            raise ServeError(f"{self.host}: without --team the server answers on this machine only (127.0.0.1); nobody signs in there")
        if not self.behind_tls:
            raise ServeError(
                f"{self.host}: passwords would go over the network as they are; put a proxy with TLS before it and give --behind-tls"
            )
        if not self.hosts:
            raise ServeError(f"{self.host}: say under which name the server is asked for: --allowed-host NAME")

    @property
    def names(self) -> frozenset[str]:
        """The hosts that a request may name, without port."""
        return frozenset({*LOOPBACK, *(name.lower() for name in self.hosts)})

    @property
    def cookie(self) -> str:
        """What the cookie is called. Browsers share cookies among all ports of a machine: each server has its own."""
        return "__Host-dateline" if self.behind_tls else f"dateline-{self.port}"
