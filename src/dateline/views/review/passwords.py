"""Passwords, hashed with Argon2id."""

from __future__ import annotations

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dateline.errors import UsageError

# NIST SP 800-63B: length counts, not kinds of signs. The longest keeps a request from hashing for minutes.
SHORTEST, LONGEST = 12, 256
# RFC 9106, second recommended set (3 passes, 64 MiB, 4 lanes): 50 ms on a laptop. argon2-cffi has it as its default.
_HASHER = PasswordHasher()
# So many at once: each takes 64 MiB.
_TURNS = threading.BoundedSemaphore(2)


def hashed_password(password: str) -> str:
    """The hash with its salt and parameters. Raises UsageError where the password is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} signs; a few words make a good one")
    with _TURNS:
        return _HASHER.hash(password)


def is_password(password: str, hashed: str | None) -> bool:
    """Whether the password is that of the hash. Without a hash (there is no such account) it takes as long, so that nobody learns it."""
    with _TURNS:
        try:
            _HASHER.verify(hashed or _nobodys(), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return hashed is not None


def is_weak(hashed: str) -> bool:
    """Whether the hash was made with other parameters than now."""
    return _HASHER.check_needs_rehash(hashed)


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe(32))
