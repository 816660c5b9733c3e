"""Sessions: their ids, cookies and ends, and where signing in leads."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.store import Store
from dateline.store.access import entries
from dateline.views.review.app import create_app
from dateline.views.review.running import Reached, server_of
from dateline.views.review.serving import Serving
from dateline.views.review.signing import inside
from tests.views.review.conftest import BASE, sign_in


def test_another_ones_session_id_is_not_taken_over(visitor: TestClient, team: Store) -> None:
    """Fixation: what the browser came with is worth nothing after signing in."""
    planted = "x" * 43
    visitor.cookies.set("dateline-8321", planted, domain="127.0.0.1")
    answer = sign_in(visitor, "Ana")
    given = answer.cookies["dateline-8321"]
    assert given != planted
    with TestClient(visitor.app, base_url=BASE, follow_redirects=False) as other:
        other.cookies.set("dateline-8321", planted, domain="127.0.0.1")
        assert other.get("/reports").status_code == 303
        other.cookies.clear()
        other.cookies.set("dateline-8321", given, domain="127.0.0.1")
        assert other.get("/reports").status_code == 200


def test_signing_in_again_ends_the_session_before(visitor: TestClient) -> None:
    before = sign_in(visitor, "Ana").cookies["dateline-8321"]
    assert sign_in(visitor, "Leo").status_code == 303
    with TestClient(visitor.app, base_url=BASE, follow_redirects=False) as other:
        other.cookies.set("dateline-8321", before, domain="127.0.0.1")
        assert other.get("/reports").status_code == 303


@pytest.mark.parametrize(("later", "status"), [("2026-05-01T09:59:00", 200), ("2026-05-01T10:01:00", 303)])
def test_a_session_ends_when_nobody_asks(visitor: TestClient, team: Store, later: str, status: int) -> None:
    team.now = lambda: "2026-05-01T08:00:00+00:00"
    sign_in(visitor, "Ana")
    team.now = lambda: f"{later}+00:00"
    assert visitor.get("/reports").status_code == status


def test_a_session_ends_after_half_a_day_however_often_one_asks(visitor: TestClient, team: Store) -> None:
    team.now = lambda: "2026-05-01T08:00:00+00:00"
    sign_in(visitor, "Ana")
    seen = []
    for hour in range(9, 22):
        team.now = lambda: f"2026-05-01T{hour:02}:00:00+00:00"  # noqa: B023 - called before the hour is another
        seen.append(visitor.get("/reports").status_code)
    assert seen == [200] * 11 + [303] * 2


@pytest.mark.parametrize(("behind_tls", "name"), [(False, "dateline-8321"), (True, "__Host-dateline")])
def test_the_cookie(team: Store, behind_tls: bool, name: str) -> None:
    app = create_app(Serving(team, team=True, behind_tls=behind_tls))
    base = BASE.replace("http:", "https:") if behind_tls else BASE
    with TestClient(app, base_url=base, follow_redirects=False) as asking:
        told = sign_in(asking, "Ana").headers["set-cookie"]
        assert asking.get("/reports").headers.get("strict-transport-security") == ("max-age=31536000" if behind_tls else None)
    assert told.startswith(f"{name}=")
    assert ("HttpOnly" in told, "SameSite=lax" in told, "Path=/" in told, "Domain" in told) == (True, True, True, False)
    assert ("Secure" in told) == behind_tls


def test_behind_tls_nothing_is_told_over_plain_http(team: Store) -> None:
    with TestClient(create_app(Serving(team, team=True, behind_tls=True)), base_url=BASE, follow_redirects=False) as asking:
        assert asking.get("/login").status_code == 400


def test_only_the_proxy_is_believed(team: Store) -> None:
    """The scheme and address that X-Forwarded headers tell count only from a trusted proxy."""
    serving = Serving(team, team=True, behind_tls=True)
    header = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
    for trusted, status in (("127.0.0.1", 200), ("192.0.2.1", 400)):
        with TestClient(wrapped(serving, trusted), base_url=BASE, follow_redirects=False, client=("127.0.0.1", 5)) as asking:
            assert asking.get("/login", headers=header).status_code == status
    base = BASE.replace("http:", "https:")
    with TestClient(wrapped(serving, "127.0.0.1"), base_url=base, follow_redirects=False, client=("127.0.0.1", 5)) as asking:
        asking.headers.update(header)
        sign_in(asking, "Ana")
    assert entries(team)[0].told == "from 203.0.113.9"


def wrapped(serving: Serving, proxy: str) -> Any:
    """The application as the server runs it behind that proxy."""
    config = server_of(serving, Reached((proxy,))).config
    config.load()
    return config.loaded_app


LEADS = [
    ("/reports?a=b#c", "/reports?a=b#c"),
    ("//elsewhere.example", "/"),
    ("/\\elsewhere.example", "/"),
    ("\\\\elsewhere.example", "/"),
    ("/x/..//elsewhere.example", "/x/..//elsewhere.example"),
    ("https://elsewhere.example", "/"),
    ("javascript:alert(1)", "/"),
    ("/\t/elsewhere.example", "/"),
    ("/\n/elsewhere.example", "/"),
    ("reports", "/"),
    ("/login?to=/", "/"),
    ("", "/"),
]


@pytest.mark.parametrize(("to", "expected"), LEADS)
def test_signing_in_leads_nowhere_else(visitor: TestClient, to: str, expected: str) -> None:
    assert inside(to) == expected
    assert sign_in(visitor, "Leo", to=to).headers["location"] == expected
