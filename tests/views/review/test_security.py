"""What must not happen: scripts of a report, another host's name, files from elsewhere, secrets in what is written."""

from __future__ import annotations

import json
import logging
import re
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters
from fastapi import APIRouter, Depends, FastAPI
from limits import RateLimitItemPerMinute
from starlette.testclient import TestClient

from dateline.errors import ServeError, UsageError
from dateline.schema.decision import Decision
from dateline.schema.person import Person
from dateline.store import Store
from dateline.store.access import NewToken, add_person, create_token
from dateline.views.review import pacing, passwords
from dateline.views.review.app import STATIC, create_app
from dateline.views.review.forgery import unforged
from dateline.views.review.protection import LARGEST
from dateline.views.review.rendering import address
from dateline.views.review.running import bound
from dateline.views.review.serving import Serving
from tests.views.review.conftest import BASE, PASSWORD, sign_in, token_in

SignedIn = Callable[[str], TestClient]
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


def accepted(store: Store, who: str = "Ana") -> Decision:
    return store.decide(Decision("", "accept", who, store.now(), None, (store.anchor(f"{store.key('gao-1')}:e1"),)))


# Headers and words on pages


@pytest.mark.parametrize("path", ["/", "/reports", "/nowhere", "/static/css/dateline.css", "/static/nothing", "/api/nothing"])
def test_every_answer_says_what_a_browser_may_do(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "strict-transport-security" not in headers
    assert "server" not in headers


def test_what_a_person_reads_is_not_kept_by_the_browser(client: TestClient) -> None:
    assert client.get("/reports").headers["cache-control"] == "no-store"
    assert client.get("/static/css/dateline.css").headers["cache-control"] == "no-cache"


SCRIPT = re.compile(r"<(script|img|svg)\b(?![^>]* (src|href)=\"/static/)|\son\w+=[\"'a-z]", re.IGNORECASE)


@pytest.mark.parametrize(
    "path", ["/reports", "/reports/HOSTILE", "/decisions", "/reports?before=<script>x</script>", "/<script>x</script>"]
)
def test_nothing_of_a_report_or_an_address_becomes_markup(client: TestClient, store: Store, path: str) -> None:
    key = store.key("hostile")
    store.decide(Decision("", "accept", "<script>x</script>", store.now(), "<img src=x onerror=x>", (store.anchor(f"{key}:e1"),)))
    answer = client.get(path.replace("HOSTILE", key))
    assert not [found[0] for found in SCRIPT.finditer(re.sub(r">[^<]*<", "><", answer.text))]
    assert "<b>soldiers" not in answer.text
    assert ("{{ 7 * 7 }}" in re.sub(r"<[^>]*>", "", answer.text)) == (path == "/reports/HOSTILE")


@pytest.mark.parametrize("path", ["/administration", "/account", "/decisions"])
def test_names_of_people_become_no_markup(signed_in: SignedIn, team: Store, path: str) -> None:
    add_person(team, Person("<script>x()</script>", "reader"), passwords.hashed_password(PASSWORD), by='"><img src=x onerror=x()>')
    create_token(team, NewToken("Ana", ("read",), label="<svg onload=x()>"), by="Ana")
    text = signed_in("administrator").get(path).text
    assert not [found[0] for found in SCRIPT.finditer(re.sub(r">[^<]*<", "><", text))]


ADDRESSES = [
    ("https://wire.example/a?b=c#d", True),
    ("HTTP://wire.example/", True),
    ("javascript:alert(1)", False),
    ("JaVaScript:alert(1)", False),
    (" javascript:alert(1)", False),
    ("java\nscript:alert(1)", False),
    ("data:text/html,<script>x</script>", False),
    ("//wire.example/", False),
    ("https:wire.example", False),
    ("http://[", False),
    ("/reports", False),
    (None, False),
]


@pytest.mark.parametrize(("uri", "linked"), ADDRESSES)
def test_which_addresses_are_linked(uri: str | None, linked: bool) -> None:
    assert address(uri) == (uri if linked else None)


# The host, files, sizes


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8321", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:8321", 200),
        ("elsewhere.example", 400),
        ("127.0.0.1.elsewhere.example", 400),
        ("localhost@elsewhere.example", 400),
        ("", 400),
        ("169.254.169.254", 400),
    ],
)
def test_a_name_that_is_not_ours_is_refused(client: TestClient, host: str, status: int) -> None:
    assert client.get("/reports", headers={"Host": host}).status_code == status


def test_names_that_are_given_are_answered(store: Store) -> None:
    app = create_app(Serving(store, "0.0.0.0", team=True, hosts=("Desk.example",), behind_tls=True))
    with TestClient(app, base_url="https://desk.example") as asking:
        assert asking.get("/login").status_code == 200


PATHS = [
    "../app.py",
    "..%2fapp.py",
    "%2e%2e/app.py",
    "....//app.py",
    "/etc/passwd",
    "css/../../app.py",
    "css/%2e%2e/%2e%2e/app.py",
    "..\\app.py",
    "%00",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_file_outside_the_static_ones(served: str, path: str) -> None:
    """Asked as it stands, without a client that would tidy the path first."""
    host, _, port = served.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"GET /static/{path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.split()[1] in (b"404", b"400", b"405")
    assert b"create_app" not in answer
    assert b"root:" not in answer


@pytest.mark.parametrize("key", ["..%2f..%2fstore", "%2e%2e", "gao-1%0d%0aSet-Cookie:x", "x%22;y"])
def test_a_download_is_of_a_report_alone(client: TestClient, key: str) -> None:
    answer = client.get(f"/reports/{key}/record.json")
    assert answer.status_code == 404
    assert "content-disposition" not in answer.headers


def test_a_request_holds_so_much(client: TestClient, store: Store) -> None:
    decision = accepted(store)
    url, headers = f"/decisions/{decision.id}/undo", token_in(client)
    assert client.post(url, content=b"x" * (LARGEST + 1), headers=headers).status_code == 413
    pieces = (b"a" * 65536 for _ in range(LARGEST // 65536 + 1))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post(url, content=pieces, headers={"Origin": BASE} | kind).status_code in (400, 413)
    assert len(store.decisions()) == 1


def test_posting_has_a_pace(client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pacing._POSTS.amount == 300
    monkeypatch.setattr(pacing, "_POSTS", RateLimitItemPerMinute(20))
    headers = token_in(client)
    statuses = [client.post("/decisions/x/undo", headers=headers).status_code for _ in range(21)]
    assert statuses == [404] * 20 + [429]
    assert client.get("/decisions").status_code == 200


# Starting


STARTS: list[tuple[dict[str, Any], str | None]] = [
    ({}, None),
    ({"host": "localhost"}, None),
    ({"host": "0.0.0.0"}, "without --team"),
    ({"host": "192.0.2.1"}, "without --team"),
    ({"host": "0.0.0.0", "team": True}, "--behind-tls"),
    ({"host": "0.0.0.0", "team": True, "behind_tls": True}, "--allowed-host"),
    ({"host": "0.0.0.0", "team": True, "behind_tls": True, "hosts": ("desk.example",)}, None),
    ({"team": True}, None),
]


@pytest.mark.parametrize(("given", "wrong"), STARTS)
def test_where_a_server_may_listen(store: Store, given: dict[str, Any], wrong: str | None) -> None:
    if wrong is None:
        assert Serving(store, **given).host == given.get("host", "127.0.0.1")
        return
    with pytest.raises(ServeError, match=re.escape(wrong)):
        Serving(store, **given)


def test_an_address_that_is_taken_is_told() -> None:
    with bound("127.0.0.1", 0) as listening, pytest.raises(ServeError, match="give another --port"):
        bound("127.0.0.1", listening.getsockname()[1])


# Secrets


def test_no_secret_stands_in_the_store_or_in_the_log(
    visitor: TestClient, team: Store, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        session = sign_in(visitor, "Ana").cookies["dateline-8321"]
        form = visitor.post("/account/tokens", data={"scopes": "read"}, headers=token_in(visitor)).text
        sign_in(visitor, "Ana", "not the right password")
        visitor.get("/api/nothing", headers={"Authorization": "Bearer dateline_secret"})
    token = re.search(r"dateline_[0-9a-f]{8}_[\w-]{43}", form)
    assert token is not None
    secrets = [session, token[0], PASSWORD, "not the right password", "dateline_secret"]
    with team.database.reading() as connection:
        kept = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    written = caplog.text + "".join(capfd.readouterr()) + json.dumps([str(record.args) for record in caplog.records])
    assert [secret for secret in secrets if secret in kept] == []
    assert [secret for secret in secrets if secret in written] == []
    assert "$argon2id$" in kept


def test_what_goes_wrong_inside_is_not_told(app: FastAPI, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise RuntimeError("the secret of the house")

    router = APIRouter(dependencies=[Depends(unforged)])
    router.add_api_route("/broken", broken)
    router.add_api_route("/api/broken", broken)
    app.include_router(router)
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as asking:
        page, told = asking.get("/broken"), asking.get("/api/broken")
    assert (page.status_code, "secret" in page.text, "Traceback" in page.text) == (500, False, False)
    assert told.json() == {"error": {"code": "DL000", "message": "something went wrong here; the server's log says what", "status": 500}}
    assert "the secret of the house" in caplog.text


def test_how_passwords_are_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher())
    hashed = passwords.hashed_password(PASSWORD)
    parameters = extract_parameters(hashed)
    assert (parameters.type.name, parameters.time_cost, parameters.memory_cost, parameters.parallelism) == ("ID", 3, 65536, 4)
    assert passwords.is_password(PASSWORD, hashed)
    assert not passwords.is_password(PASSWORD + " ", hashed)
    assert not passwords.is_password(PASSWORD, None)
    assert not passwords.is_password(PASSWORD, "no hash")
    assert passwords.is_weak(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD))
    for unfit in ("short", "x" * 257):
        with pytest.raises(UsageError, match="12 to 256"):
            passwords.hashed_password(unfit)


def test_a_weak_hash_is_made_anew_at_signing_in(visitor: TestClient, team: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.store.access import person_named

    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    before = person_named(team, "Leo")
    assert sign_in(visitor, "Leo").status_code == 303
    after = person_named(team, "Leo")
    assert before is not None
    assert after is not None
    assert (before.password != after.password, extract_parameters(after.password).time_cost) == (True, 2)
    assert replace(after, password="") == replace(before, password="")


# Nothing from elsewhere


def test_no_template_holds_a_script_a_style_or_another_address() -> None:
    found = [(path.name, part) for path in STATIC.parent.glob("templates/**/*.html") for part in _foreign(path.read_text("utf-8"))]
    assert found == []


def _foreign(text: str) -> list[str]:
    return re.findall(
        r"<script(?![^>]* src=\"/)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:|(?:src|href|action)=\"(?:https?:|//)[^\"]*", text
    )


def test_what_is_vendored_is_what_the_manifest_says() -> None:
    import hashlib

    folder = STATIC / "vendor"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    named = {name for library in manifest for name in library["files"]}
    assert {path.name for path in folder.iterdir()} == {"manifest.json", *named}
    for library in manifest:
        assert library["name"] and library["version"] and library["licence"]
        for name, digest in library["files"].items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name


def test_the_notice_names_what_is_vendored() -> None:
    notice = (Path(__file__).parents[3] / "NOTICE").read_text("utf-8")
    manifest = json.loads((STATIC / "vendor" / "manifest.json").read_text("utf-8"))
    assert [library["name"] for library in manifest if library["name"] not in notice] == []
