"""A server on this machine that answers as a test wants, good or bad."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType

PAGE = (
    b'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Raid</title>'
    b'<meta property="article:published_time" content="2019-03-08T10:00:00Z"></head>'
    b"<body><article><h1>Raid</h1><p>Rebels killed two soldiers in Tadmur on Monday, the army said.</p></article></body></html>"
)
ROBOTS = b"User-agent: *\nDisallow: /closed/\n\nUser-agent: Dateline\nDisallow: /not-for-us/\nDisallow: /closed/\nCrawl-delay: 0\n"


class Answers(BaseHTTPRequestHandler):
    """What stands at which address."""

    seen: list[str]

    def do_GET(self) -> None:
        """Answers."""
        self.server.seen.append(self.path)  # type: ignore[attr-defined]
        path = self.path.partition("?")[0]
        named = getattr(self, f"_{path.strip('/').replace('/', '_').replace('.', '_').replace('-', '_')}", None)
        (named or self._page)()

    def _page(self) -> None:
        self.answer(PAGE, "text/html; charset=utf-8")

    def _robots_txt(self) -> None:
        self.answer(ROBOTS, "text/plain")

    def _moved(self) -> None:
        self.lead("/world/raid.html")

    def _round(self) -> None:
        self.lead("/round")

    def _to_closed(self) -> None:
        self.lead("/closed/raid.html")

    def _to_file(self) -> None:
        self.lead("file:///etc/passwd")

    def _to_private(self) -> None:
        self.lead("http://10.0.0.1/raid.html")

    def _nowhere(self) -> None:
        self.send_response(302)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _with_cookie(self) -> None:
        self.answer(PAGE.replace(b"Raid", self.headers.get("Cookie", "no cookie").encode()), "text/html", {"Set-Cookie": "who=you"})

    def _gone(self) -> None:
        self.send_error(404, "Gone fishing")

    def _broken(self) -> None:
        self.send_error(503)

    def _large(self) -> None:
        self.answer(b"x" * 300_000, "text/html")

    def _packed(self) -> None:
        self.send_response(200)
        data = gzip.compress(b"x" * 30_000_000)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _packed_twice(self) -> None:
        self.answer(gzip.compress(gzip.compress(PAGE)), "text/html", {"Content-Encoding": "gzip, gzip"})

    def _packed_otherwise(self) -> None:
        self.answer(PAGE, "text/html", {"Content-Encoding": "zstd"})

    def _packed_well(self) -> None:
        self.answer(gzip.compress(PAGE), "text/html", {"Content-Encoding": "gzip"})

    def _cut_off(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(PAGE)
        self.close_connection = True

    def _slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self._drip(b"x")

    def _slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self._drip(b"X-A: b\r\n")

    def _no_http(self) -> None:
        self.wfile.write(b"\x16\x03\x01 this is no answer\r\n\r\n")
        self.close_connection = True

    def _drip(self, piece: bytes) -> None:
        """A byte now and then, as long as anybody listens."""
        try:
            for _ in range(600):
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def answer(self, data: bytes, type_: str, more: Mapping[str, str] = MappingProxyType({})) -> None:
        """A good answer."""
        self.send_response(200)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def lead(self, to: str) -> None:
        """A redirect."""
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The clock of this server stands still."""
        return "Sat, 09 Mar 2019 12:00:00 GMT"

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """Knows which paths were asked for. One whose robots.txt cannot be had has `robots` "broken" or "gone"."""

    daemon_threads = True
    seen: list[str]

    def handle_error(self, *_: object) -> None:
        """A client that leaves is no error."""


@contextmanager
def serving(handler: type[Answers] = Answers) -> Iterator[tuple[str, list[str]]]:
    """The address of a server that runs meanwhile, and the paths it was asked for."""
    server = Server(("127.0.0.1", 0), handler)
    server.seen = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", server.seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
