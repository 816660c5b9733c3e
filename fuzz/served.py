"""Texts of any characters on the page with the evidence, and any address and body to `dateline serve`: nothing of them becomes markup,
no answer is an error of the server's own."""

from __future__ import annotations

import atexit
import json
import tempfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dateline.run.pipeline import trace_reading
from dateline.schema.failure import Reading
from dateline.schema.jsonable import spans
from dateline.schema.report import Report
from dateline.schema.trace import Traced
from dateline.store import open_store
from dateline.views.page import write_page
from fuzz.readers import FindingError
from tests.store.made import OTHER, TEXT, decision, fill, reading
from tests.views import reports

LONGEST = 400
API = "/api/v1"


# The page


def page(data: bytes) -> None:
    """Codes a text, of which the first line is title, publisher and address, and writes the page of it."""
    head, _, text = data.decode("utf-8", "ignore")[:LONGEST].partition("\n")
    report = Report(head or "a.txt", text, reports.DAY, head, head, head, "en")
    traced = trace_reading(Reading(report))
    for start, end, words in spans(traced.record):
        if not 0 <= start < end <= len(text) or text[start:end] != words:
            raise FindingError(f"{words!r} does not stand at {start}-{end}")
    if unforeseen := [one for one in traced.record.failures if one.code in {"DL301", "DL302"}]:
        raise FindingError(f"{unforeseen}")
    out = StringIO()
    write_page([traced], out)
    _Page().check(out.getvalue(), plain_page())


@cache
def plain_page() -> dict[str, int]:
    """How many elements that act a page has where the report asks for none."""
    out = StringIO()
    write_page([Traced(Report("a.txt", ""), trace_reading(Reading(Report("a.txt", ""))).record)], out)
    return _Page().counted(out.getvalue())


class _Page(HTMLParser):
    """Counts the elements of a page that load or run something, and looks at every attribute."""

    _ACTING = ("script", "style", "link", "meta", "iframe", "object", "embed", "img", "svg", "form", "base", "input", "video", "audio")

    def check(self, html: str, usual: dict[str, int]) -> None:
        """Raises FindingError where the page has more of them than `usual`."""
        found = self.counted(html)
        if found != usual:
            raise FindingError(f"the report brought elements along: {found}, not {usual}")

    def counted(self, html: str) -> dict[str, int]:
        """Elements of each kind."""
        self.found: dict[str, int] = {}
        self.feed(html)
        self.close()
        return self.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._ACTING:
            self.found[tag] = self.found.get(tag, 0) + 1
        for name, value in attrs:
            if name.startswith("on"):
                raise FindingError(f"<{tag} {name}={value!r}>")
            if name in {"href", "src", "action", "formaction"} and not (value or "").startswith(("#", "http://", "https://", "data:,")):
                raise FindingError(f"<{tag} {name}={value!r}>")


def page_seeds() -> Iterator[bytes]:
    """Our own reports, tame and hostile, a piece at a time."""
    for text in (reports.TEXT, reports.HOSTILE):
        for start in range(0, len(text), 150):
            yield b"Wire\n" + text[start : start + 300].encode()
    yield b"javascript:alert(1)\nRebels killed two soldiers in Gao on Monday."


# The server


class _Asked:
    """Takes what a request is made of from the bytes; behind their end comes nothing."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def byte(self) -> int:
        """The next byte."""
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def one(self, among: list[str]) -> str:
        """One of these, or in a quarter of cases a text of its own."""
        number = self.byte()
        return self.text() if number >= 192 else among[number % len(among)]

    def text(self) -> str:
        """A short text."""
        size = self.byte() % 64
        piece = self._data[self._at : self._at + size]
        self._at += size
        return piece.decode("utf-8", "replace")

    def rest(self) -> bytes:
        """All that is left."""
        return self._data[self._at :]


class _Here:
    """Codes in this process."""

    def trace(self, given: Reading) -> Traced:
        """As the worker."""
        return trace_reading(Reading(Report(given.report.id, "", given.report.published)))

    def close(self) -> None:
        """There is nothing to end."""


PAGES = ["/incidents", "/incidents/{id}", "/incidents/{id}/incident.json", "/incidents/{id}/merge", "/incidents/{id}/split"]
PAGES += [
    "/map/cells.json",
    "/map/areas.json",
    "/map/outlines/{id}",
    "/reports",
    "/reports/{id}",
    "/decisions",
    "/review/{id}",
    "/admin",
    "/try",
]
VALUES = ["2016-05-02", "2016", "SYR", "Tadmur", "ASSAULT:firearms", "happened", "0", "-1", "99999999999999999999", "day", "", "1"]
VALUES += ["-10.5,30,12,48.25", "1,2,3,4", "csv", "jsonl", "year,type", "2020-01-01T00:00:00Z", "raid", '"', "*", "true", "a.txt"]
POSTED = [f"{API}/code", f"{API}/decisions", f"{API}/decisions/{{id}}/undo"]


@cache
def _client() -> tuple[Any, list[str], list[str], list[str]]:
    """A server on a small store, its addresses, the names of their parameters, and ids that are there."""
    from starlette.testclient import TestClient

    from dateline.schema.person import ADMINISTRATOR, Person
    from dateline.views.review.app import create_app
    from dateline.views.review.serving import Serving

    folder = tempfile.TemporaryDirectory()
    store = open_store(str(Path(folder.name) / "s.db"), create=True)
    keys = fill(store, reading(), reading(OTHER, id="b.txt"), reading(TEXT.replace("Monday", "Friday"), id="c.txt"))
    incident = store.incident(f"{keys[0]}:e1").id
    kept = store.decide(decision(store, "change", f"{keys[1]}:e1", field="status", value="denied"))
    app = create_app(Serving(store, local=Person("Ana", ADMINISTRATOR)))
    app.state.worker = _Here()
    client = TestClient(app, base_url="http://127.0.0.1:8321", follow_redirects=False, raise_server_exceptions=True)
    atexit.register(folder.cleanup)
    atexit.register(store.close)
    document = client.get(f"{API}/openapi.json").json()
    paths = [f"{API}{path}" for path, asked in document["paths"].items() if "get" in asked]
    names = sorted({one["name"] for asked in document["paths"].values() for way in asked.values() for one in way.get("parameters", [])})
    names += ["killed", "box", "without", "page", "view", "zoom", "policy", "other", "off", "did"]
    ids = [*keys, f"{keys[0]}:e1", incident, kept.id, "a.txt", "none"]
    return client, [*paths, *PAGES], names, ids


def api(data: bytes) -> None:
    """Asks for an address of the API or of a page, or posts a body."""
    client, paths, names, ids = _client()
    asked = _Asked(data)
    posts = asked.byte() % 4 == 3
    path = asked.one(POSTED if posts else paths)
    path = "/" + quote(path.lstrip("/"), safe="/{}")
    while "{" in path and "}" in path.partition("{")[2]:
        head, _, tail = path.partition("{")
        path = head + quote(asked.one(ids), safe="") + tail.partition("}")[2]
    query = [(asked.one(names), asked.one(VALUES)) for _ in range(asked.byte() % 4)]
    if posts:
        body = asked.rest()
        answer = client.post(path, params=query, content=body, headers={"Content-Type": "application/json"})
    else:
        answer = client.get(path, params=query)
    _answered(answer, path, query)


def _answered(answer: Any, path: str, query: list[tuple[str, str]]) -> None:
    if answer.status_code >= 500:
        raise FindingError(f"{answer.status_code} of {path} {query}: {answer.text[:300]}")
    kind = answer.headers.get("content-type", "")
    if path.startswith(f"{API}/") and answer.status_code >= 400:
        problem = json.loads(answer.text)
        if not (problem["code"].startswith("DL") and problem["detail"] and problem["advice"]):
            raise FindingError(f"{path} {query}: a problem without advice: {problem}")
    if kind.startswith("text/html"):
        for _, value in query:
            if any(sign in value for sign in '<"') and len(value) > 3 and value in answer.text:
                raise FindingError(f"{path} {query}: what was asked for stands on the page as it is")


def api_seeds() -> Iterator[bytes]:
    """Each address as it is, and with parameters."""
    _, paths, names, _ = _client()
    for number in range(len(paths)):
        yield bytes([0, number, 0, 0])
        for name in range(0, len(names), 7):
            yield bytes([0, number, number % 7, 2, name, number % len(VALUES), name + 3, name % len(VALUES)])
            yield bytes([0, number, 3, 1, name, 200, 9]) + b"<b>\"'&%00"
    bodies: list[Any] = [{"text": TEXT, "published": "2016-05-04"}, {"kind": "accept", "targets": ["a.txt:e1"], "why": "x"}, [], 7, None]
    bodies += [{"kind": "change", "targets": ["a.txt:e1"], "field": "casualties[killed/recipient].low", "value": 20}]
    bodies += [{"kind": "split", "incident": "a", "targets": ["a.txt:e1"]}, {"kind": "merge", "targets": ["a.txt:e1", "c.txt:e1"]}]
    for number, body in enumerate(bodies):
        yield bytes([3, number % 3, 0, 0]) + json.dumps(body).encode()
