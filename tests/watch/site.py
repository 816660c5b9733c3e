"""A site on this machine whose pages a test changes while it runs: feeds, articles, what takes alerts. It notes what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

NOW = "Sat, 09 Mar 2019 12:00:00 GMT"


@dataclass(frozen=True)
class Page:
    """What stands at an address. Whoever knows its `etag` or `modified` gets 304. `drip`: seconds between two bytes."""

    body: str = ""
    status: int = 200
    type: str = "application/rss+xml"
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: str | None = None
    drip: float = 0


@dataclass
class Site:
    """`asked` are the paths that were asked for, but for robots.txt; `heads` what was said with the last request for each; `posts` what
    was sent, each with its headers; `answers` the statuses with which the next posts are answered, then 200."""

    address: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    robots: str = "User-agent: *\nDisallow: /closed/\n"
    asked: list[str] = field(default_factory=list)
    heads: dict[str, Mapping[str, str]] = field(default_factory=dict)
    posts: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    answers: list[Page] = field(default_factory=list)

    def times(self, path: str) -> int:
        return self.asked.count(path)


@contextmanager
def site() -> Iterator[Site]:
    """A site that runs meanwhile."""
    held = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self._answer(Page(held.robots, type="text/plain"))
                return
            held.asked.append(self.path)
            held.heads[self.path] = dict(self.headers)
            page = held.pages.get(self.path, Page("gone", 404))
            same = page.etag is not None and self.headers.get("If-None-Match") == page.etag
            same = same or (page.modified is not None and self.headers.get("If-Modified-Since") == page.modified)
            self._answer(Page("", 304, etag=page.etag) if same else page)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            held.posts.append((dict(self.headers), body))
            self._answer(held.answers.pop(0) if held.answers else Page("ok", type="text/plain"))

        def _answer(self, page: Page) -> None:
            body = page.body.encode()
            self.send_response(page.status)
            told = {"Content-Type": page.type, "ETag": page.etag, "Last-Modified": page.modified, **page.headers}
            for name, value in told.items():
                if value is not None:
                    self.send_header(name, value)
            if not page.drip:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                for start in range(0, len(body), 1 if page.drip else max(len(body), 1)):
                    time.sleep(page.drip)
                    self.wfile.write(body[start : start + (1 if page.drip else len(body))])
                    self.wfile.flush()
            except OSError:
                self.close_connection = True

        def date_time_string(self, timestamp: float | None = None) -> str:
            return NOW

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that leaves is no error."""

    server = Server(("127.0.0.1", 0), Handler)
    held.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rss(*entries: tuple[str, str], site: str = "https://wire.example.org", day: int = 4) -> str:
    """A feed of entries, each with its name and text, published on that day of May 2016."""
    items = "".join(
        f"<item><title>{name}</title><link>{site}/{name}</link><guid>{name}</guid>"
        f"<pubDate>{day:02} May 2016 10:00:00 GMT</pubDate><description>{escape(text)}</description></item>"
        for name, text in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'


def article(text: str) -> str:
    """The page of an article."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Raid</title>'
        '<meta property="article:published_time" content="2016-05-04T10:00:00Z"></head>'
        f"<body><article><h1>Raid</h1><p>{escape(text)}</p></article></body></html>"
    )
