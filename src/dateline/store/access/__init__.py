"""Who may use a store through a server: accounts, sessions, tokens, what is published, and the log of all that.

Each function is one transaction, and notes in the log who did it. Passwords come hashed: how, is known where people sign in.
"""

from dateline.store.access.accounts import (
    Account,
    add_person,
    change_password,
    change_role,
    people,
    person_named,
    remove_person,
    strengthen,
)
from dateline.store.access.audit import Entry, entries, note
from dateline.store.access.publishing import is_published, publish
from dateline.store.access.sessions import Lasting, begin, end, end_all, person_of
from dateline.store.access.tokens import Bearer, NewToken, Token, bearer, create_token, revoke_token, tokens

__all__ = [
    "Account",
    "Bearer",
    "Entry",
    "Lasting",
    "NewToken",
    "Token",
    "add_person",
    "bearer",
    "begin",
    "change_password",
    "change_role",
    "create_token",
    "end",
    "end_all",
    "entries",
    "is_published",
    "note",
    "people",
    "person_named",
    "person_of",
    "publish",
    "remove_person",
    "revoke_token",
    "strengthen",
    "tokens",
]
