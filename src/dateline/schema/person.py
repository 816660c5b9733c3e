"""Who uses a store: a name with a role, and what a token may be used for."""

from __future__ import annotations

from dataclasses import dataclass

# Each may do what those before it may.
READER, CODER, REVIEWER, ADMINISTRATOR = ROLES = ("reader", "coder", "reviewer", "administrator")
READ, CODE, REVIEW, ADMIN = SCOPES = ("read", "code", "review", "admin")
# The least role that each scope needs: a token may not do what its owner may not.
LEAST_ROLE = dict(zip(SCOPES, ROLES, strict=True))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who reads or decides. `name` is what decisions and the log name. `number` is that of the account in the store, None for
    the one user of local mode and for a visitor. A visitor is anyone who reads a published store without an account."""

    name: str
    role: str
    number: int | None = None
    visitor: bool = False

    def at_least(self, role: str) -> bool:
        """Whether the person may do what this role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


VISITOR = Person("visitor", READER, visitor=True)
