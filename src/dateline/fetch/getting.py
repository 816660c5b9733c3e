"""One address of the web got over HTTP, within limits on time, size, redirects and network; by httpx."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from threading import Timer
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from dateline.fetch.addresses import NotPublicError, addresses_of
from dateline.fetch.visited import NOTHING_KNOWN, Known
from dateline.read.whence import web_address
from dateline.schema.failure import NOT_GOT, NOT_PUBLIC, Failure
from dateline.settings import Limits

# By this name robots.txt may speak of us.
AGENT = "Dateline"
_PIECE = 65_536
_PORTS = {"http": 80, "https": 443}
# How a body may be packed, once: a piece of another way (zstd), or of two in one another, unpacks to gigabytes before it can be counted.
_PACKED = ("gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Got:
    """What a server answered in the end: `uri` is where it was found after redirects, `date` what the server's clock said, `state` how
    to ask whether it is still the same."""

    uri: str
    data: bytes
    kind: str | None
    date: str | None
    state: Known = NOTHING_KNOWN


class NotChanged(Exception):
    """The page is as it was when the server said what is `Known` of it."""


class GettingError(Exception):
    """A page that was not got, with the failure to be told; `status` is the server's, where it answered, `wait` the seconds after which
    it wants to be asked again, where it says so. `reason` is what alone is to be said of it beside another failure."""

    def __init__(self, failure: Failure, status: int | None = None, *, wait: float | None = None, reason: str | None = None) -> None:
        super().__init__(failure.message)
        self.failure, self.status, self.wait = failure, status, wait
        self.reason = reason or failure.message


def _not_got(reason: str, status: int | None = None, *, wait: float | None = None) -> GettingError:
    return GettingError(NOT_GOT.failure("fetch", reason=reason), status, wait=wait, reason=reason)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of each address on the way, until when, and how much is taken."""

    deadline: float
    most: int
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


class Getter:
    """Gets pages, a connection for each. `allowed` is asked before each address, a redirect's as well, and may raise GettingError."""

    def __init__(self, limits: Limits, *, agent: str) -> None:
        self.limits = limits
        self._client = httpx.Client(
            transport=_Guarded(private=limits.private_addresses),
            timeout=limits.fetch_seconds,
            headers={
                "User-Agent": agent,
                "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
                "Accept-Language": "en",
                "Accept-Encoding": ", ".join(_PACKED),
            },
            follow_redirects=False,
            trust_env=False,
            # No server is to know us again
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        )

    def close(self) -> None:
        """Ends the connections."""
        self._client.close()

    def get(
        self, uri: str, *, allowed: Callable[[str], None] = lambda _: None, most: int | None = None, known: Known = NOTHING_KNOWN
    ) -> Got:
        """The page at an address. Raises GettingError, and NotChanged where it is as it is `known`."""
        deadline = time.monotonic() + self.limits.fetch_seconds
        question = _Question(deadline, most or self.limits.fetch_bytes, headers=known.headers)
        for _ in range(self.limits.redirects + 1):
            _check(uri)
            began = time.monotonic()
            allowed(uri)
            # To wait until the server may be asked is our manners, not its slowness
            question = replace(question, deadline=question.deadline + time.monotonic() - began)
            answer = self._answer(uri, question)
            if isinstance(answer, Got):
                return answer
            uri = answer
        raise _not_got(f"it leads from address to address more than {self.limits.redirects} times")

    def post(self, uri: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Sends something; returns where the server says that it has it (a status of 2xx), whatever else it says: that is not read. Raises
        GettingError. No redirect is followed."""
        _check(uri)
        deadline = time.monotonic() + self.limits.fetch_seconds
        answer = self._answer(uri, _Question(deadline, 0, "POST", headers, body))
        if not isinstance(answer, Got):
            # Only the server is told: the rest of such an address is often a secret
            raise _not_got(f"it leads to another address, at {server_of(answer)[:200]}; give that one")

    def _answer(self, uri: str, question: _Question) -> Got | str:
        """What the server says: the page, or the address that it leads to."""
        watch = _Watch()
        timer = Timer(max(question.deadline - time.monotonic(), 0.01), watch.stop)
        timer.start()
        try:
            headers, seen = dict(question.headers), {"trace": watch.see}
            with self._client.stream(question.method, uri, headers=headers, content=question.body, extensions=seen) as response:
                if response.has_redirect_location:
                    return urljoin(uri, response.headers["location"])
                _refuse(response, question)
                data = b"" if question.method == "POST" else _body(response, question.most)
                if watch.stopped:
                    # A body without a length ends like a whole one
                    raise httpx.ReadTimeout("stopped")
                head = response.headers
                return Got(uri, data, head.get("content-type"), head.get("date"), Known(head.get("etag"), head.get("last-modified")))
        except NotPublicError as error:
            raise GettingError(NOT_PUBLIC.failure("fetch", host=error.host, address=error.address)) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            late = watch.stopped or isinstance(error, httpx.TimeoutException)
            reason = f"it took more than {self.limits.fetch_seconds:g} s" if late else str(error)[:200] or type(error).__name__
            raise _not_got(reason) from error
        finally:
            timer.cancel()


def _check(uri: str) -> None:
    if not web_address(uri):
        raise _not_got(f"{uri[:200]!r} is no address of the web")
    if urlsplit(uri).username is not None:
        raise _not_got("an address with a name or password in it is not asked")


def _refuse(response: httpx.Response, question: _Question) -> None:
    """Raises what an answer without a page means."""
    status = response.status_code
    if status == httpx.codes.NOT_MODIFIED and question.headers:
        raise NotChanged
    if status == httpx.codes.OK or (question.method == "POST" and response.is_success):
        return
    reason = f"the server answered {status} {response.reason_phrase}".strip()
    raise _not_got(reason, status, wait=_wait(response.headers))


def _wait(headers: httpx.Headers) -> float | None:
    """Seconds after which a server wants to be asked again (Retry-After: seconds, or a time, which is laid beside the server's clock)."""
    given = headers.get("retry-after", "").strip()
    if given.isdecimal():
        return float(given[:12])
    try:
        return max((parsedate_to_datetime(given) - parsedate_to_datetime(headers.get("date", ""))).total_seconds(), 0.0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _body(response: httpx.Response, most: int) -> bytes:
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in (*_PACKED, "identity"):
        raise _not_got(f"it is packed in a way that was not asked for ({packed[:40]!r})")
    parts, size = [], 0
    for piece in response.iter_bytes(_PIECE):
        parts.append(piece)
        size += len(piece)
        if size > most:
            raise _not_got(f"it has more than {most:,} bytes")
    return b"".join(parts)


class _Guarded(httpx.BaseTransport):
    """Connects to the address that was looked up and checked, whatever the name says later; asks and checks the certificate by the name."""

    def __init__(self, *, private: bool) -> None:
        self._private = private
        # No connection is kept: one to the same address may be another name's
        self._inner = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0), trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answers one request."""
        host = request.url.host
        port = request.url.port or _PORTS[request.url.scheme]
        extensions = {**request.extensions, "sni_hostname": host}
        error: Exception = OSError(f"{host} has no address")
        for address in addresses_of(host, port, private=self._private):
            to = request.url.copy_with(host=address)
            try:
                return self._inner.handle_request(
                    httpx.Request(request.method, to, headers=request.headers, stream=request.stream, extensions=extensions)
                )
            except (httpx.ConnectError, httpx.ConnectTimeout) as failed:
                error = failed
        raise error

    def close(self) -> None:
        """Ends the connections."""
        self._inner.close()


class _Watch:
    """Knows the socket in use, so that a server that sends a byte now and then can be left."""

    def __init__(self) -> None:
        self.stopped = False
        self._socket: socket.socket | None = None

    def see(self, event: str, info: dict[str, Any]) -> None:
        """Called by httpx for each step of a request."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"].get_extra_info("socket")
            if self.stopped:
                self.stop()

    def stop(self) -> None:
        """Ends what is going on."""
        self.stopped = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def server_of(uri: str) -> str:
    """Scheme, name and port of an address, as robots.txt counts them."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
