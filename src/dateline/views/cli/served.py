"""`dateline serve`: the store is opened and merged, the address taken, and the server runs until Ctrl-C."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dateline.errors import ServeError
from dateline.settings import FILE_NAME, ServeSettings, serve_in
from dateline.store import Store
from dateline.store.access import people
from dateline.views.cli.coding import say, settings_of
from dateline.views.cli.stored import opened_store
from dateline.views.review.running import Reached, address_of, bound, serve
from dateline.views.review.serving import LOOPBACK, PORT, Serving

_PROXIES = ("127.0.0.1",)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was given; what is None comes from the settings, else it is as usual."""

    store: str | None
    given: ServeSettings
    browse: bool | None = None
    config: Path | None = None


def serve_store(asked: Asked) -> None:
    """Serves the store. Raises ServeError where it cannot be served so."""
    # A table of one's own that is wrong is told now, not when someone first has a report coded
    settings_of(asked.config)
    given = _with_settings(asked)
    with opened_store(asked.store, settled=True) as store:
        serving = _serving(store, given, asked.config)
        if serving.team and not people(store):
            raise ServeError("nobody can sign in yet: dateline people add NAME --role administrator")
        with bound(serving.host, serving.port) as listening:
            serving = replace(serving, port=listening.getsockname()[1])
            browse = sys.stdout.isatty() and not serving.team if asked.browse is None else asked.browse
            say(f"{store.database.name}: {address_of(serving)} (Ctrl-C ends)")
            serve(serving, listening, Reached(given.proxies or _PROXIES, browse))


def _with_settings(asked: Asked) -> ServeSettings:
    file = asked.config or Path(FILE_NAME)
    told = asdict(serve_in(file)) if asked.config or file.is_file() else {}
    return ServeSettings(**(told | {name: value for name, value in asdict(asked.given).items() if value is not None}))


def _serving(store: Store, given: ServeSettings, config: Path | None) -> Serving:
    port = PORT if given.port is None else given.port
    team, tls = bool(given.team), bool(given.behind_tls)
    return Serving(store, given.host or LOOPBACK[0], port, team, given.allowed_hosts or (), tls, config)
