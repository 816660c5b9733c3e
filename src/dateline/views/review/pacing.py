"""How often one may try. Counted in the memory of the server: a restart forgets it."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from dateline.errors import TooManyError

# Wrong passwords for one account from one address, from one address, and for one account in all. OWASP's cheat sheet on authentication
# asks for a limit by account; that by both comes first, so that a stranger elsewhere does not lock a person out so soon.
_PAIR = RateLimitItemPerMinute(5, multiples=15)
_ADDRESS = RateLimitItemPerMinute(30, multiples=15)
_ACCOUNT = RateLimitItemPerHour(60)
# Changes by one person: a reviewer at the keyboard makes some 30 a minute.
_POSTS = RateLimitItemPerMinute(300)


class Pace:
    """Counts tries. Every method raises TooManyError, with the seconds to wait, where there were too many."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def sign_in(self, account: str, address: str) -> None:
        """Counts a try to sign in, before the password is looked at."""
        tries = ((_PAIR, ("pair", account, address)), (_ADDRESS, ("address", address)), (_ACCOUNT, ("account", account)))
        for item, key in tries:
            self._count(item, key, "too many tries to sign in")

    def signed_in(self, account: str, address: str) -> None:
        """Forgets the tries of an account from an address: the password was right."""
        self._limiter.clear(_PAIR, "pair", account, address)

    def post(self, who: str) -> None:
        """Counts a change."""
        self._count(_POSTS, ("post", who), "too many changes in a minute")

    def _count(self, item: RateLimitItem, key: tuple[str, ...], what: str) -> None:
        if not self._limiter.hit(item, *key):
            again = self._limiter.get_window_stats(item, *key).reset_time
            wait = max(1, math.ceil(again - time.time()))
            raise TooManyError(f"{what}; wait {_in_words(wait)} and try again", wait=wait)


def _in_words(seconds: int) -> str:
    minutes = math.ceil(seconds / 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
