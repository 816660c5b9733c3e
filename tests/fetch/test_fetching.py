"""Pages fetched from a server on this machine: good ones, and all that a server may do wrong or in bad faith."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dateline.fetch import addresses, fetched, getting
from dateline.fetch.visiting import Visits
from dateline.read import Intake, read_reports
from dateline.schema.failure import NOT_FETCHED, Edition, Reading
from dateline.schema.report import Report
from dateline.settings import Limits
from tests.fetch.servers import PAGE, Answers, serving

pytestmark = pytest.mark.timeout(60)
OPEN = Limits(private_addresses=True, pause_seconds=0, fetch_seconds=10, fetch_bytes=200_000, redirects=3)
AGENT = "Dateline/test"


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    with serving() as running:
        yield running


def fetch(uri: str, limits: Limits = OPEN) -> list[Reading]:
    return list(fetched(read_reports(uri, intake=Intake(addresses=True)), limits, agent=AGENT))


def code(uri: str, limits: Limits = OPEN) -> str | None:
    (reading,) = fetch(uri, limits)
    return None if reading.failure is None else reading.failure.code


def test_a_page_is_read_and_its_bytes_are_kept(server: tuple[str, list[str]]) -> None:
    uri = f"{server[0]}/world/raid.html"
    (reading,) = fetch(uri)
    assert reading.failure is None
    assert reading.report == Report(
        uri,
        "Rebels killed two soldiers in Tadmur on Monday, the army said.",
        date(2019, 3, 8),
        "Raid",
        "127.0.0.1",
        uri,
        "en",
        "meta:article:published_time",
    )
    assert reading.raw == PAGE
    # The server's clock says when the page was so, ours is not asked
    assert reading.edition == Edition(uri, "2019-03-09T12:00:00+00:00")


def test_redirects_are_followed_to_where_the_page_is(server: tuple[str, list[str]]) -> None:
    (reading,) = fetch(f"{server[0]}/moved")
    assert (reading.report.id, reading.report.uri) == (f"{server[0]}/moved", f"{server[0]}/world/raid.html")


def test_a_packed_page_is_unpacked(server: tuple[str, list[str]]) -> None:
    (reading,) = fetch(f"{server[0]}/packed-well")
    assert reading.raw == PAGE


def test_waiting_for_one_s_turn_is_not_the_server_s_slowness(server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause as long as a page may take (Crawl-delay: 30) left no time for the page."""
    now = [1000.0]

    def turn(uri: str) -> None:
        now[0] += 3600

    monkeypatch.setattr(getting, "time", SimpleNamespace(monotonic=lambda: now[0]))
    getter = getting.Getter(OPEN, agent=AGENT)
    try:
        assert getter.get(f"{server[0]}/moved", allowed=turn).data == PAGE
    finally:
        getter.close()


BAD = [
    ("/round", "DL123", "from address to address more than 3 times"),
    ("/closed/raid.html", "DL121", "robots.txt of http://127.0.0.1"),
    ("/not-for-us/raid.html", "DL121", "robots.txt of http://127.0.0.1"),
    ("/to-closed", "DL121", "robots.txt of http://127.0.0.1"),
    ("/to-file", "DL123", "no address of the web"),
    ("/nowhere", "DL123", "the server answered 302 Found"),
    ("/gone", "DL123", "the server answered 404 Gone fishing"),
    ("/broken", "DL123", "the server answered 503"),
    ("/large", "DL123", "it has more than 200,000 bytes"),
    ("/packed", "DL123", "it has more than 200,000 bytes"),
    ("/packed-twice", "DL123", "packed in a way that was not asked for ('gzip, gzip')"),
    ("/packed-otherwise", "DL123", "packed in a way that was not asked for ('zstd')"),
    ("/cut-off", "DL123", "without sending complete message body"),
    ("/no-http", "DL123", ""),
]


@pytest.mark.parametrize(("path", "code", "told"), BAD, ids=[row[0] for row in BAD])
def test_what_cannot_be_fetched_is_a_failure_and_the_next_page_is(server: tuple[str, list[str]], path: str, code: str, told: str) -> None:
    rows = [_row(f"{server[0]}{path}"), _row(f"{server[0]}/next.html")]
    failed, good = fetched(rows, OPEN, agent=AGENT)
    assert failed.failure is not None
    assert (failed.failure.stage, failed.failure.code) == ("fetch", code)
    assert told in failed.failure.message
    assert good.failure is None


def _row(uri: str) -> Reading:
    return Reading(Report("row", "", date(2001, 1, 1), "Of the row", "A list", uri), failure=NOT_FETCHED.failure("read"))


@pytest.mark.parametrize("path", ["/slow", "/slow-head"])
def test_a_server_that_sends_a_byte_now_and_then_is_left(server: tuple[str, list[str]], path: str) -> None:
    (reading,) = fetch(f"{server[0]}{path}", replace(OPEN, fetch_seconds=0.5))
    assert reading.failure is not None
    assert reading.failure.message.startswith("the page could not be fetched (it took more than 0.5 s)")


def test_what_the_row_knows_counts_where_the_page_says_nothing(server: tuple[str, list[str]]) -> None:
    class Bare(Answers):
        def _page(self) -> None:
            self.answer(b"<html><body><p>Rebels killed two soldiers in Tadmur.</p></body></html>", "text/html")

    with serving(Bare) as (address, _):
        (reading,) = fetched([_row(f"{address}/x")], OPEN, agent=AGENT)
    assert (reading.report.id, reading.report.published, reading.report.title) == ("row", date(2001, 1, 1), "Of the row")


@pytest.mark.parametrize(("robots", "expected"), [("gone", None), ("broken", "DL121")])
def test_without_rules_all_is_allowed_and_where_the_server_cannot_say_nothing(robots: str, expected: str | None) -> None:
    class Other(Answers):
        def _robots_txt(self) -> None:
            self.send_error(404 if robots == "gone" else 500)

    with serving(Other) as (address, seen):
        assert code(f"{address}/x") == expected
        assert seen == (["/robots.txt", "/x"] if expected is None else ["/robots.txt"])


def test_robots_txt_is_asked_once(server: tuple[str, list[str]]) -> None:
    server[1].clear()
    list(fetched([_row(f"{server[0]}/1"), _row(f"{server[0]}/2")], OPEN, agent=AGENT))
    assert server[1] == ["/robots.txt", "/1", "/2"]


def test_robots_txt_is_asked_again_after_a_day(server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    server[1].clear()
    real, ahead = time.monotonic, 0.0
    monkeypatch.setattr(time, "monotonic", lambda: real() + ahead)
    with Visits(OPEN, agent=AGENT) as visits:
        for hours in (0, 23, 2):
            ahead += hours * 3600
            visits.page(_row(f"{server[0]}/x"))
    assert server[1] == ["/robots.txt", "/x", "/x", "/robots.txt", "/x"]


def test_no_cookie_is_kept(server: tuple[str, list[str]]) -> None:
    titles = [one.report.title for one in fetched([_row(f"{server[0]}/with-cookie")] * 2, OPEN, agent=AGENT)]
    assert titles == ["no cookie", "no cookie"]


def test_the_pause_between_two_pages_is_kept(server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    list(fetched([_row(f"{server[0]}/1"), _row(f"{server[0]}/2")], replace(OPEN, pause_seconds=20), agent=AGENT))
    assert len(slept) == 1
    assert 15 < slept[0] <= 20


def test_this_machine_and_private_networks_are_not_asked(server: tuple[str, list[str]]) -> None:
    server[1].clear()
    for uri in (server[0], server[0].replace("127.0.0.1", "localhost"), "http://[::1]/", "http://169.254.169.254/", "http://0x7f000001/"):
        assert code(f"{uri}/x", Limits()) in ("DL122", "DL123")
    assert code(f"{server[0]}/to-private", replace(OPEN, fetch_seconds=2)) == "DL123"
    assert code(f"{server[0]}/x", Limits()) == "DL122"
    assert server[1] == ["/robots.txt", "/to-private"] * (len(server[1]) // 2)


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(
    server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo
    port = int(server[0].rpartition(":")[2])

    def rebinding(host: Any, port: Any, *more: Any, **given: Any) -> Any:
        if host != "rebind.example.org":
            return real(host, port, *more, **given)
        asked.append(host)
        address = "203.0.113.9" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connected: list[Any] = []

    def refusing(to: Any, *_: Any, **__: Any) -> Any:
        connected.append(to)
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(addresses, "is_public", lambda text: text == "203.0.113.9")
    monkeypatch.setattr(socket, "create_connection", refusing)
    server[1].clear()
    assert code(f"http://rebind.example.org:{port}/x", Limits(fetch_seconds=5)) == "DL123"
    assert connected == [("203.0.113.9", port)]
    assert code(f"http://rebind.example.org:{port}/x", Limits(fetch_seconds=5)) == "DL122"
    assert server[1] == []


ADDRESSES = [
    ("127.0.0.1", False),
    ("10.1.2.3", False),
    ("172.16.0.1", False),
    ("192.168.1.1", False),
    ("169.254.169.254", False),
    ("100.64.0.1", False),
    ("0.0.0.0", False),
    ("224.0.0.1", False),
    ("255.255.255.255", False),
    ("::1", False),
    ("::", False),
    ("fe80::1%eth0", False),
    ("fd00::1", False),
    ("::ffff:127.0.0.1", False),
    ("64:ff9b::7f00:1", False),
    ("2002:7f00:1::", False),
    ("no address", False),
    ("8.8.8.8", True),
    ("2606:4700:4700::1111", True),
]


@pytest.mark.parametrize(("text", "public"), ADDRESSES)
def test_which_addresses_are_public(text: str, public: bool) -> None:
    assert addresses.is_public(text) == public


def test_other_readings_pass_unchanged() -> None:
    given = [Reading(Report("a", "Rebels fled.")), Reading(Report("b", ""), failure=NOT_FETCHED.failure("read"))]
    assert list(fetched(given, OPEN, agent=AGENT)) == given
