"""Accounts: who may sign in, and with which role."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from dateline.errors import NotFoundError, UsageError
from dateline.schema.person import ADMINISTRATOR, ROLES, Person
from dateline.store.access.audit import Entry, add_entry
from dateline.store.store import Store
from dateline.store.tables import People, Sessions, Tokens

# A name stands in every list of decisions.
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Account:
    """An account with the hash of its password. `made` is when, ISO 8601 in UTC."""

    person: Person
    password: str
    made: str


def people(store: Store) -> tuple[Account, ...]:
    """Every account, by name."""
    with store.database.reading() as connection:
        return tuple(_account(row) for row in connection.execute(select(People).order_by(People.login)))


def person_named(store: Store, name: str) -> Account | None:
    """The account of that name, however it is written in capitals."""
    with store.database.reading() as connection:
        row = connection.execute(select(People).where(People.login == _login(name))).first()
        return None if row is None else _account(row)


def add_person(store: Store, person: Person, password: str, *, by: str) -> None:
    """Adds an account; `password` is a hash. Raises UsageError where the name is taken or unfit, or there is no such role."""
    name = _fit(person.name)
    _known(person.role)
    with store.database.writing() as connection:
        if connection.execute(select(People.number).where(People.login == _login(name))).first():
            raise UsageError(f"{name}: there is an account of this name; dateline people role and password change it")
        told = {"login": _login(name), "name": name, "role": person.role, "password": password}
        connection.execute(insert(People).values(**told, made=store.now()))
        add_entry(connection, Entry(by, "account added", name, person.role), store.now())


def change_role(store: Store, name: str, role: str, *, by: str) -> None:
    """Gives another role, at once for whoever is signed in. Raises UsageError where no administrator would be left."""
    _known(role)
    with store.database.writing() as connection:
        row = _one(connection, name)
        if role != ADMINISTRATOR:
            _keep_one_administrator(connection, row)
        connection.execute(update(People).where(People.number == row.number).values(role=role))
        add_entry(connection, Entry(by, "role changed", row.name, f"{row.role} to {role}"), store.now())


def change_password(store: Store, name: str, password: str, *, by: str) -> None:
    """Gives another password, as a hash; all sessions of the account end."""
    with store.database.writing() as connection:
        row = _one(connection, name)
        connection.execute(update(People).where(People.number == row.number).values(password=password))
        connection.execute(delete(Sessions).where(Sessions.person == row.number))
        add_entry(connection, Entry(by, "password changed", row.name), store.now())


def strengthen(store: Store, person: Person, password: str) -> None:
    """Keeps a newer hash of the same password."""
    with store.database.writing() as connection:
        connection.execute(update(People).where(People.number == person.number).values(password=password))


def remove_person(store: Store, name: str, *, by: str) -> None:
    """Takes an account away with its sessions and tokens. What the person decided stays, under the name."""
    with store.database.writing() as connection:
        row = _one(connection, name)
        _keep_one_administrator(connection, row)
        for table in (Sessions, Tokens):
            connection.execute(delete(table).where(table.person == row.number))
        connection.execute(delete(People).where(People.number == row.number))
        add_entry(connection, Entry(by, "account removed", row.name), store.now())


def _one(connection: Connection, name: str) -> Any:
    row = connection.execute(select(People).where(People.login == _login(name))).first()
    if row is None:
        raise NotFoundError(f"{name}: there is no account of this name; dateline people list names them")
    return row


def _keep_one_administrator(connection: Connection, row: Any) -> None:
    others = select(func.count()).where(People.role == ADMINISTRATOR, People.number != row.number)
    if row.role == ADMINISTRATOR and not connection.execute(others).scalar_one():
        raise UsageError(f"{row.name}: this is the last administrator; make another one first")


def _known(role: str) -> None:
    if role not in ROLES:
        raise UsageError(f"{role}: there is no such role; one of {', '.join(ROLES)}")


def _fit(name: str) -> str:
    """The name as it is kept. No other may look the same for its spaces or invisible characters."""
    fit = " ".join(unicodedata.normalize("NFC", name).split())
    if not fit or len(fit) > _LONGEST or not fit.isprintable() or any(unicodedata.category(char) == "Cf" for char in fit):
        raise UsageError(f"{name!r}: a name has 1 to {_LONGEST} letters, figures and signs")
    return fit


def _login(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _account(row: Any) -> Account:
    return Account(Person(row.name, row.role, row.number), row.password, row.made)
