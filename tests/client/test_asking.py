"""Requests are made again where that helps, and not where it could do something twice."""

from __future__ import annotations

from collections.abc import Callable

import httpx2
import pytest

from dateline.client import asking
from dateline.client.asking import LONGEST_WAIT, Asking
from dateline.errors import ApiError

Answer = Callable[[], httpx2.Response]
PROBLEM = {"code": "DL431", "detail": "another process is writing", "advice": "wait"}


def ok() -> httpx2.Response:
    return httpx2.Response(200, json={"items": []})


def busy(status: int = 503, **headers: str) -> Answer:
    return lambda: httpx2.Response(status, json=PROBLEM, headers={name.replace("_", "-"): value for name, value in headers.items()})


def lost() -> httpx2.Response:
    raise httpx2.ConnectError("refused")


def of(*answers: Answer, waits: list[float]) -> tuple[Asking, list[httpx2.Request]]:
    """A connection whose server answers so, one after the other, and the requests that it was sent."""
    coming, sent = iter(answers), []
    made = Asking("http://made", "secret", sleep=waits.append)

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return next(coming)()

    made._http = httpx2.Client(base_url="http://made/api/v1", headers=made._http.headers, transport=httpx2.MockTransport(answer))
    return made, sent


@pytest.mark.parametrize(
    ("answers", "waits"),
    [
        ([ok], []),
        ([busy(), ok], [0.5]),
        ([busy(), busy(429), busy(), ok], [0.5, 1.0, 2.0]),
        ([busy(Retry_After="3"), ok], [3.0]),
        ([busy(Retry_After="9999"), ok], [LONGEST_WAIT]),
        ([busy(Retry_After="Thu, 01 Jan 2026 00:00:09 GMT", Date="Thu, 01 Jan 2026 00:00:02 GMT"), ok], [7.0]),
        ([busy(Retry_After="soon"), ok], [0.5]),
        ([lost, lost, ok], [0.5, 1.0]),
    ],
)
def test_who_reads_waits_and_asks_again(answers: list[Answer], waits: list[float]) -> None:
    waited: list[float] = []
    made, sent = of(*answers, waits=waited)
    assert made.json("GET", "/incidents", asked={"limit": 5, "cursor": None}) == {"items": []}
    assert waited == waits
    assert {(str(request.url), request.headers["authorization"]) for request in sent} == {
        ("http://made/api/v1/incidents?limit=5", "Bearer secret")
    }


def test_in_the_end_the_server_is_believed() -> None:
    waited: list[float] = []
    made, sent = of(*[busy()] * 5, waits=waited)
    with pytest.raises(ApiError, match=r"503: another process is writing \(DL431\); wait") as error:
        made.json("GET", "/incidents")
    assert (error.value.status, error.value.problem, len(sent)) == (503, "DL431", 5)


def test_what_may_have_come_is_not_sent_twice() -> None:
    made, sent = of(lost, ok, waits=[])
    with pytest.raises(ApiError, match="cannot be reached"):
        made.json("POST", "/reports", body={"text": "x"})
    assert len(sent) == 1
    made, sent = of(busy(429), ok, waits=[])
    assert made.json("POST", "/reports", body={"text": "x"}) == {"items": []}
    assert [request.content for request in sent] == [b'{"text":"x"}'] * 2


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"code": "DL400"}'])
def test_an_answer_of_another_server_is_told_as_it_is(body: bytes) -> None:
    made, _ = of(lambda: httpx2.Response(502, content=body), waits=[])
    with pytest.raises(ApiError, match="502") as error:
        made.json("GET", "/incidents")
    assert error.value.problem is None


def test_an_answer_that_breaks_off_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(httpx2.SyncByteStream):
        def __iter__(self) -> object:  # type: ignore[override]
            yield b'{"items": '
            raise httpx2.RemoteProtocolError("peer closed the connection")

    made, _ = of(lambda: httpx2.Response(200, stream=Broken()), waits=[])
    with pytest.raises(ApiError, match="broke off"):
        made.json("GET", "/incidents")
    assert asking.TRIES > 1
