"""Running the server: the address is taken first, so that a wrong one is told at once, then the browser is opened."""

from __future__ import annotations

import socket
import webbrowser
from dataclasses import dataclass

import uvicorn

from dateline.errors import ServeError
from dateline.views.review.app import create_app
from dateline.views.review.serving import Serving

# Seconds that requests under way are given when the server is stopped.
_GRACE = 5


@dataclass(frozen=True, slots=True)
class Reached:
    """How the process is reached: `proxies` are the addresses whose X-Forwarded headers are believed, `browse` opens a browser."""

    proxies: tuple[str, ...] = ()
    browse: bool = False


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes a free one. Raises ServeError where that cannot be."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise ServeError(
            f"{host}:{port}: the server cannot listen there ({error.strerror or error}); give another --port or --host"
        ) from error


def address_of(serving: Serving) -> str:
    """Where the server is asked for from this machine."""
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    return f"http://{host}:{serving.port}/"


def server_of(serving: Serving, reached: Reached) -> uvicorn.Server:
    """The server, not started. It writes no log of requests: addresses may hold what people look for."""
    proxied = serving.behind_tls
    config = uvicorn.Config(
        create_app(serving),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=proxied,
        forwarded_allow_ips=list(reached.proxies) if proxied else [],
        timeout_graceful_shutdown=_GRACE,
        ws="none",
    )
    return uvicorn.Server(config)


def serve(serving: Serving, listening: socket.socket, reached: Reached) -> None:
    """Serves until it is interrupted."""
    server = server_of(serving, reached)
    if reached.browse:
        webbrowser.open(address_of(serving))
    server.run(sockets=[listening])
