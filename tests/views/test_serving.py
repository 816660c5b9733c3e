"""`dateline serve` and `dateline people` as a person uses them."""

from __future__ import annotations

import io
import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks import readers
from dateline.store import open_store
from dateline.store.access import bearer, entries, is_published, person_named
from dateline.views.cli import main
from dateline.views.cli.stored import decider
from dateline.views.review.passwords import is_password
from tests.store.made import fill

Run = Callable[..., tuple[int, str, str]]
PASSWORD = "three blind mice run"


@pytest.fixture
def name(tmp_path: Path) -> str:
    """A store with two reports."""
    path = str(tmp_path / "store.db")
    with open_store(path, create=True) as store:
        fill(store)
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str) -> Run:
    """run("people", "list", given="...") gives exit status, standard output and standard error."""

    def start(*arguments: str, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        with pytest.raises(SystemExit) as done:
            main()
        told = capsys.readouterr()
        assert isinstance(done.value.code, int)
        return done.value.code, told.out, told.err

    monkeypatch.setenv("DATELINE_STORE", name)
    return start


def test_people_are_added_changed_and_removed(run: Run, name: str) -> None:
    assert run("people", "add", "Ana", "--role", "administrator", given=f"{PASSWORD}\n")[0] == 0
    assert run("people", "add", "Leo", "--role", "reader", given=f"{PASSWORD}\n")[0] == 0
    assert run("people", "role", "leo", "coder")[0] == 0
    assert run("people", "password", "Leo", given="another of these\n")[0] == 0
    listed = [json.loads(line) for line in run("people", "list", "--format", "jsonl")[1].splitlines()]
    assert [(one["name"], one["role"]) for one in listed] == [("Ana", "administrator"), ("Leo", "coder")]
    with open_store(name) as store:
        leo = person_named(store, "Leo")
        assert leo is not None
        assert is_password("another of these", leo.password)
    assert run("people", "remove", "Leo")[0] == 0
    assert "Leo" not in run("people", "list")[1]
    with open_store(name) as store:
        assert {entry.who for entry in entries(store)} == {decider()}


REFUSED = [
    (("add", "Leo", "--role", "reader"), "", "the first line of standard input"),
    (("add", "Leo", "--role", "reader"), "short\n", "12 to 256"),
    (("add", "Ana", "--role", "reader"), f"{PASSWORD}\n", "there is an account of this name"),
    (("role", "Ana", "reader"), "", "last administrator"),
    (("remove", "Nobody"), "", "no account of this name"),
    (("token", "create", "Nobody", "--scope", "read"), "", "no account of this name"),
    (("token", "revoke", "00000000"), "", "no such token"),
]


@pytest.mark.parametrize(("arguments", "given", "says"), REFUSED)
def test_what_cannot_be_is_told(run: Run, arguments: tuple[str, ...], given: str, says: str) -> None:
    run("people", "add", "Ana", "--role", "administrator", given=f"{PASSWORD}\n")
    status, out, err = run("people", *arguments, given=given)
    assert (status, out) == (2, "")
    assert says in err


def test_a_token_is_printed_once(run: Run, name: str) -> None:
    run("people", "add", "Ana", "--role", "administrator", given=f"{PASSWORD}\n")
    status, out, _ = run("people", "token", "create", "Ana", "--scope", "read", "--scope", "review", "--label", "nightly", "--days", "3")
    assert status == 0
    with open_store(name) as store:
        found = bearer(store, out.strip())
        assert found is not None
        assert sorted(found.scopes) == ["read", "review"]
    (listed,) = [json.loads(line) for line in run("people", "token", "list", "--format", "jsonl")[1].splitlines()]
    assert (listed["owner"], listed["label"], listed["scopes"], listed["revoked"]) == ("Ana", "nightly", "read review", None)
    assert out.strip() not in json.dumps(listed)
    assert run("people", "token", "revoke", listed["id"])[0] == 0
    with open_store(name) as store:
        assert bearer(store, out.strip()) is None


def test_publishing(run: Run, name: str) -> None:
    for command, published in (("publish", True), ("unpublish", False)):
        assert run("people", command)[0] == 0
        with open_store(name) as store:
            assert is_published(store) is published


STARTS = [
    (("--host", "0.0.0.0"), None, "without --team"),
    (("--team",), None, "nobody can sign in yet"),
    (("--store", "none.db"), None, "there is no such store"),
    ((), '[serve]\nhost = "0.0.0.0"\n', "without --team"),
    (("--no-team",), '[serve]\nhost = "0.0.0.0"\nteam = true\n', "without --team"),
    ((), "[serve]\nteam = true\n", "nobody can sign in yet"),
    ((), '[serve]\nhost = "0.0.0.0"\nteam = true\nbehind_tls = true\n', "--allowed-host"),
    ((), "[serve]\ncolour = 1\n", "colour"),
    ((), '[serve]\nport = "many"\n', "serve.port"),
]


@pytest.mark.parametrize(("arguments", "settings", "says"), STARTS)
def test_a_server_that_cannot_be_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], settings: str | None, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if settings is not None:
        Path("dateline.toml").write_text(settings)
    status, _, err = run("serve", "--port", "0", *arguments) if settings is None or "port" not in settings else run("serve", *arguments)
    assert status == 2
    assert says in err


def test_the_server_answers_and_ends(name: str, tmp_path: Path) -> None:
    """The real program: it says where it is, answers, and ends with an interruption."""
    program = [sys.executable, "-m", "dateline", "serve", "--store", name, "--port", "0", "--no-open"]
    with subprocess.Popen(program, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as started:
        assert started.stderr is not None
        address = next(found[0] for line in started.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
        with urlopen(address + "reports") as answer:
            text = answer.read().decode()
        started.send_signal(signal.SIGINT)
        assert started.wait(30) in (0, 130, -signal.SIGINT)
        rest = started.stderr.read()
    assert "2 reports in the store" in text
    assert "Traceback" not in rest


def test_help_loads_no_server() -> None:
    script = (
        "import sys; from dateline.views.cli import app; print([m for m in ('fastapi', 'uvicorn', 'argon2', 'limits') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_readers_get_whole_answers_while_reports_are_added(tmp_path: Path) -> None:
    """Twenty of them for a moment; two hundred for a minute, and on PostgreSQL: python -m benchmarks.readers."""
    seen = readers.run(str(tmp_path / "store.db"), readers=20, seconds=2, reports=60)
    assert not seen.wrong
    assert seen.statuses[200] > 20
