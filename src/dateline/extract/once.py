"""What is asked of one document several times is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class _Asked:
    """The arguments of a call; two are the same where each is the very same object, so that no document is compared word by word."""

    __slots__ = ("given", "named", "tokens")

    def __init__(self, given: tuple[Any, ...], named: dict[str, Any]) -> None:
        self.given, self.named = given, named
        self.tokens = (*map(id, given), *((name, id(value)) for name, value in sorted(named.items())))

    def __hash__(self) -> int:
        return hash(self.tokens)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.tokens == other.tokens


def once(*, kept: int = 2) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keeps the last `kept` answers of a pure function of frozen things, known by identity: answers are shared and must not be changed.

    Two for what is asked of a document, which is coded before the next; more for what is asked of a sentence. An argument lives as long
    as the answer to it is kept, so no other thing can be taken for it.
    """

    def kept_of(function: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=kept)
        def answer(asked: _Asked) -> T:
            return function(*asked.given, **asked.named)

        @wraps(function)
        def ask(*given: P.args, **named: P.kwargs) -> T:
            return answer(_Asked(given, named))

        return ask

    return kept_of
