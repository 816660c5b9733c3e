"""Tokens with which programs sign in: "dateline_<id>_<secret>", so that one that got out is told as ours by those who look for them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from dateline.errors import NotFoundError, UsageError
from dateline.schema.person import SCOPES, Person
from dateline.store.access.accounts import person_named
from dateline.store.access.audit import Entry, add_entry
from dateline.store.access.sessions import hashed, later
from dateline.store.store import Store
from dateline.store.tables import People, Tokens

_PREFIX = "dateline_"
# That a token was used is written this often at most.
_USED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Token:
    """A token in a list; what it is, is shown once, when it is made. Times are ISO 8601 in UTC, `expires` None where it does not."""

    id: str
    owner: str
    label: str
    scopes: tuple[str, ...]
    made: str
    expires: str | None
    used: str | None
    revoked: str | None


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token to be made for the account `owner`; after so many `days` it is over, None where it never is."""

    owner: str
    scopes: tuple[str, ...]
    label: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a program acts for, and what it may do."""

    person: Person
    scopes: frozenset[str]


def create_token(store: Store, token: NewToken, *, by: str) -> str:
    """Makes a token; what the program sends.

    Raises UsageError where there is no such scope, or none; NotFoundError where there is no such account.
    """
    unknown = [scope for scope in token.scopes if scope not in SCOPES]
    if unknown or not token.scopes:
        raise UsageError(f"{', '.join(unknown) or 'no scope'}: a token has one or more of {', '.join(SCOPES)}")
    account = person_named(store, token.owner)
    if account is None:
        raise NotFoundError(f"{token.owner}: there is no account of this name; dateline people list names them")
    id, at = secrets.token_hex(4), store.now()
    given = f"{_PREFIX}{id}_{secrets.token_urlsafe(32)}"
    expires = None if token.days is None else later(at, timedelta(days=token.days))
    scopes = " ".join(scope for scope in SCOPES if scope in token.scopes)
    told = {"id": id, "digest": hashed(given), "person": account.person.number, "label": token.label, "scopes": scopes}
    with store.database.writing() as connection:
        connection.execute(insert(Tokens).values(**told, made=at, expires=expires))
        add_entry(connection, Entry(by, "token made", account.person.name, f"{id}: {scopes}"), at)
    return given


def bearer(store: Store, given: str) -> Bearer | None:
    """Whose token this is; None where there is none such, or it is over or revoked."""
    if not given.startswith(_PREFIX):
        return None
    at = store.now()
    asked = select(Tokens, People.name, People.role).join(People, People.number == Tokens.person).where(Tokens.digest == hashed(given))
    with store.database.reading() as connection:
        row = connection.execute(asked).first()
    if row is None or row.revoked is not None or (row.expires is not None and row.expires <= at):
        return None
    if row.used is None or later(row.used, _USED) <= at:
        with store.database.writing() as connection:
            connection.execute(update(Tokens).where(Tokens.number == row.number).values(used=at))
    return Bearer(Person(row.name, row.role, row.person), frozenset(row.scopes.split()))


def tokens(store: Store, owner: Person | None = None) -> tuple[Token, ...]:
    """Every token, or those of one person, in the order in which they were made."""
    asked = select(Tokens, People.name).join(People, People.number == Tokens.person).order_by(Tokens.number)
    if owner is not None:
        asked = asked.where(Tokens.person == owner.number)
    with store.database.reading() as connection:
        return tuple(_token(row) for row in connection.execute(asked))


def revoke_token(store: Store, id: str, *, by: str, owner: Person | None = None) -> None:
    """Ends a token; with `owner` only one of that person's. Raises NotFoundError where there is none such."""
    asked = select(Tokens, People.name).join(People, People.number == Tokens.person).where(Tokens.id == id)
    if owner is not None:
        asked = asked.where(Tokens.person == owner.number)
    with store.database.writing() as connection:
        row = connection.execute(asked).first()
        if row is None:
            raise NotFoundError(f"{id}: there is no such token; dateline people token list names them")
        if row.revoked is None:
            connection.execute(update(Tokens).where(Tokens.number == row.number).values(revoked=store.now()))
            add_entry(connection, Entry(by, "token revoked", row.name, id), store.now())


def _token(row: Any) -> Token:
    return Token(row.id, row.name, row.label, tuple(row.scopes.split()), row.made, row.expires, row.used, row.revoked)
