"""Requests that are made again where the server is busy, and errors that say what it said."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2

from dateline.errors import ApiError

# How often a request is made at most, and how long is waited before the second time where the server does not say; then twice as long.
TRIES, FIRST_WAIT = 5, 0.5
# Nobody is kept waiting longer than this at once, in seconds.
LONGEST_WAIT = 60.0
BUSY = (429, 503)
# Seconds to connect, and to wait for the next bytes: coding a long report takes some.
TIMEOUT = httpx2.Timeout(120.0, connect=10.0)

Sleep = Callable[[float], None]


class Asking:
    """A connection to one server. It is used by one thread at a time."""

    def __init__(self, address: str, token: str | None = None, *, tries: int = TRIES, sleep: Sleep = time.sleep) -> None:
        headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._http = httpx2.Client(base_url=f"{address.rstrip('/')}/api/v1", headers=headers, timeout=TIMEOUT)
        self._tries = tries
        self._sleep = sleep

    def close(self) -> None:
        """Ends the connections."""
        self._http.close()

    def json(self, method: str, path: str, *, asked: Mapping[str, Any] | None = None, body: Any = None) -> Any:
        """The body of the answer. Raises ApiError where the server refuses, or cannot be reached."""
        with self.answer(method, path, asked=asked, body=body) as answer:
            answer.read()
            return answer.json()

    @contextmanager
    def answer(self, method: str, path: str, *, asked: Mapping[str, Any] | None = None, body: Any = None) -> Iterator[httpx2.Response]:
        """The answer while it comes. Who is told to wait waits and asks again; so does who reads and gets no connection."""
        params = {name: value for name, value in (asked or {}).items() if value is not None}
        request = self._http.build_request(method, path, params=params, json=body)
        answer = self._sent(request)
        try:
            if not answer.is_success:
                answer.read()
                raise _refused(answer)
            yield answer
        except httpx2.HTTPError as error:
            raise ApiError(f"{request.url}: the answer broke off ({error}); ask again") from error
        finally:
            answer.close()

    def _sent(self, request: httpx2.Request) -> httpx2.Response:
        for turn in range(self._tries):
            wait, last = FIRST_WAIT * 2**turn, turn == self._tries - 1
            try:
                answer = self._http.send(request, stream=True)
            except httpx2.TransportError as error:
                # What changes the store may have come: only who reads asks again.
                if last or request.method != "GET":
                    raise ApiError(f"{request.url}: the server cannot be reached ({error}); see that it runs") from error
            else:
                if answer.status_code not in BUSY or last:
                    return answer
                wait = _told_wait(answer) or wait
                answer.close()
            self._sleep(min(wait, LONGEST_WAIT))
        raise AssertionError("the last turn returns or raises")


def _told_wait(answer: httpx2.Response) -> float | None:
    """How many seconds Retry-After says, which is a number or a time; None where it says nothing to be used."""
    told = answer.headers.get("retry-after", "")
    if told.isdecimal():
        return float(told)
    try:
        until, now = (parsedate_to_datetime(one) for one in (told, answer.headers.get("date", "")))
    except ValueError:
        return None
    return max((until - now).total_seconds(), 0.0)


def _refused(answer: httpx2.Response) -> ApiError:
    """The server's problem as an error."""
    try:
        problem = answer.json()
        code, said = problem["code"], f"{problem['detail']} ({problem['code']}); {problem['advice']}"
    except (ValueError, KeyError, TypeError):
        code, said = None, answer.text[:300].strip() or answer.reason_phrase
    return ApiError(f"{answer.request.url}: {answer.status_code}: {said}", status=answer.status_code, problem=code)
