"""`dateline people`: accounts and tokens of those who use a server."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from dateline.errors import UsageError
from dateline.schema.person import Person
from dateline.store import Store, access
from dateline.views.cli.coding import say
from dateline.views.cli.lists import write_list
from dateline.views.cli.stored import decider, opened_store
from dateline.views.review.passwords import hashed_password

PEOPLE = ("name", "role", "since")
TOKENS = ("id", "owner", "label", "scopes", "made", "expires", "used", "revoked")


def add(store: str | None, name: str, role: str) -> None:
    """Adds an account with the password that is asked for."""
    with opened_store(store) as opened:
        access.add_person(opened, Person(name, role), hashed_password(_asked()), by=decider())
        say(f"{name}: added as {role}")


def write_people(store: str | None, format: str) -> None:
    """Lists the accounts."""
    with opened_store(store) as opened:
        rows = access.people(opened)
        write_list(({"name": one.person.name, "role": one.person.role, "since": one.made} for one in rows), format, PEOPLE)


def give_role(store: str | None, name: str, role: str) -> None:
    """Gives an account another role."""
    _change(store, lambda opened: access.change_role(opened, name, role, by=decider()), f"{name}: now {role}")


def give_password(store: str | None, name: str) -> None:
    """Gives an account the password that is asked for."""
    password = hashed_password(_asked())
    _change(store, lambda opened: access.change_password(opened, name, password, by=decider()), f"{name}: signed out everywhere")


def remove(store: str | None, name: str) -> None:
    """Takes an account away."""
    _change(store, lambda opened: access.remove_person(opened, name, by=decider()), f"{name}: removed; what they decided stays")


def publish(store: str | None, *, published: bool) -> None:
    """Lets anyone read what a team's server shows, or no more."""
    said = "anyone who reaches the server may read" if published else "only people who sign in may read"
    _change(store, lambda opened: access.publish(opened, by=decider(), published=published), said)


def create_token(store: str | None, token: access.NewToken) -> None:
    """Makes a token and prints it, this once."""
    with opened_store(store) as opened:
        given = access.create_token(opened, token, by=decider())
    say("the token is shown this once")
    typer.echo(given)


def write_tokens(store: str | None, format: str) -> None:
    """Lists the tokens."""
    with opened_store(store) as opened:
        told = ({name: getattr(one, name) for name in TOKENS} | {"scopes": " ".join(one.scopes)} for one in access.tokens(opened))
        write_list(told, format, TOKENS)


def revoke_token(store: str | None, id: str) -> None:
    """Ends a token."""
    _change(store, lambda opened: access.revoke_token(opened, id, by=decider()), f"{id}: revoked")


def _change(store: str | None, change: Callable[[Store], None], said: str) -> None:
    with opened_store(store) as opened:
        change(opened)
    say(said)


def _asked() -> str:
    """The password, typed twice where this is a terminal, else the first line of standard input. It is never an argument: others on
    the machine see those."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise UsageError("give the password on the first line of standard input")
    return line
