"""What holds for every answer: the host that was asked for, how much may be sent, and what a browser may do with the page."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.views.review.serving import Serving

# Bytes of one request: a long report has some 100 kB.
LARGEST = 4 * 1024 * 1024

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": a browser would then send no Origin with a form, and forgeries could not be told.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_YEAR = 31_536_000


class TooLarge(Exception):
    """More came than a request may hold."""


class Protection:
    """Wraps the application. A request that names another host is refused: a page elsewhere could have its own name point here."""

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self.app = app
        self.serving = serving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        answer = self._dressed(send, str(scope["path"]))
        if refused is not None:
            await refused(scope, receive, answer)
            return
        await self.app(scope, _limited(receive), answer)

    def _refused(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if len(headers.getlist("host")) != 1 or host_of(headers.get("host", "")) not in self.serving.names:
            return PlainTextResponse("This server does not answer to that name (dateline serve --allowed-host NAME).\n", 400)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            return PlainTextResponse(f"A request may hold {LARGEST:,} bytes.\n", 413)
        if self.serving.behind_tls and scope["scheme"] != "https":
            return PlainTextResponse("Ask over https. (Does the proxy send X-Forwarded-Proto, and is it named with --proxy?)\n", 400)
        return None

    def _dressed(self, send: Send, path: str) -> Send:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if self.serving.behind_tls:
                    headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
                headers.setdefault("Cache-Control", "no-cache" if path.startswith("/static/") else "no-store")
            await send(message)

        return dressed


def _limited(receive: Receive) -> Receive:
    """What was announced as less than it is, or not at all, is cut off."""
    came = 0

    async def limited() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > LARGEST:
            raise TooLarge
        return message

    return limited


def host_of(given: str) -> str:
    """The host of a Host header, without its port and in lower case.

    >>> host_of("LocalHost:8321"), host_of("[::1]:8321")
    ('localhost', '::1')
    """
    if given.startswith("["):
        return given[1:].partition("]")[0].lower()
    return given.partition(":")[0].lower()
