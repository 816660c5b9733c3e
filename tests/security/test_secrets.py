"""Passwords and tokens stand in no message, no log and no name of a store. (The server: tests/views/review/test_security.py.)"""

from __future__ import annotations

import ast
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import DatelineError
from dateline.fetch import fetched
from dateline.schema.failure import NOT_FETCHED, Reading
from dateline.schema.report import Report
from dateline.settings import USUAL
from dateline.store import open_store
from dateline.store.opening import _url, shown

SOURCE = Path(__file__).parents[2] / "src" / "dateline"
SECRET = "swordfish-7731"
STORES = [
    f"postgresql://ana:{SECRET}@127.0.0.1:9/dateline",
    f"postgresql://ana@127.0.0.1:9/dateline?password={SECRET}",
    f"postgresql://ana:{SECRET}@127.0.0.1:9/dateline?sslpassword={SECRET}",
    f"postgresql://ana:{SECRET}@127.0.0.1:port/dateline",
    f"mysql://ana:{SECRET}@127.0.0.1/dateline",
    f"postgresql+asyncpg://ana:{SECRET}@127.0.0.1/dateline?password={SECRET}",
    f"://ana:{SECRET}@",
]


@pytest.mark.parametrize("name", STORES)
def test_no_password_of_a_database_is_told(name: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(DatelineError) as raised:
        open_store(name, create=True)
    written = "".join((str(raised.value), repr(raised.value), caplog.text, *capfd.readouterr()))
    assert SECRET not in written


def test_how_a_database_is_called() -> None:
    assert shown(_url(f"postgresql://ana:{SECRET}@db.example/dateline?password={SECRET}&connect_timeout=3")) == (
        "postgresql+psycopg://ana:***@db.example/dateline?connect_timeout=3"
    )


@pytest.mark.parametrize("user", [f"ana:{SECRET}", f":{SECRET}", SECRET])
def test_an_address_with_a_password_is_not_asked_and_not_told(user: str) -> None:
    uri = f"http://{user}@127.0.0.1:9/page"
    reading = Reading(Report("row-1", "", uri=uri), failure=NOT_FETCHED.failure("fetch"))
    (got,) = fetched([reading], replace(USUAL, private_addresses=True, fetch_seconds=2), agent="test")
    assert got.failure is not None
    assert (got.failure.code, SECRET in got.failure.message) == ("DL123", False)


# What may hold a secret, by the words of its name: "password", "smtp_secret", "given_token".
SECRETS = re.compile(r"(?:^|_)(?:password|passphrase|secret|token|credentials?|dsn|authorization|cookie|api_?key)s?$")
# A function that makes of it what may be told.
TOLD = {"len", "bool", "shown", "sha256", "hashed"}


# What is said on a terminal by a method, as `dateline watch` does it.
SAYING = ("say", "going")


def told(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Names that may hold a secret within what is logged, printed or said, and within the words of an error."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _says(node.func):
            yield from _named(node.args)
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from _named(node.exc.args)


def _says(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in ("print", "say")
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.value.id in ("log", "logger", "logging", "warnings") or function.attr in SAYING
    return isinstance(function, ast.Attribute) and function.attr in SAYING


def _named(parts: list[ast.expr]) -> Iterator[tuple[int, str]]:
    for part in parts:
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in TOLD:
            continue
        name = part.id if isinstance(part, ast.Name) else part.attr if isinstance(part, ast.Attribute) else ""
        if SECRETS.search(name):
            yield part.lineno, name
        # Of `token.owner` the owner is told
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            continue
        yield from _named([child for child in ast.iter_child_nodes(part) if isinstance(child, ast.expr)])


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_secret_is_named_in_a_message(path: Path) -> None:
    assert list(told(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "source",
    [
        "log.info(token)",
        "raise UsageError(f'wrong {password}')",
        "print(self.smtp_password)",
        "say(f'{given.secret!r}')",
        "self.shown.say(password)",
    ],
)
def test_the_check_sees_a_secret(source: str) -> None:
    assert list(told(ast.parse(source)))
