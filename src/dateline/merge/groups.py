"""Groups of keys that are joined one pair at a time (union-find); a group is named by its least key, whatever the order of joining."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", str, int)


class Groups(Generic[Key]):
    """Which keys belong together."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._above: dict[Key, Key] = {key: key for key in keys}

    def of(self, key: Key) -> Key:
        """The least key of the group."""
        root = key
        while self._above[root] != root:
            root = self._above[root]
        while self._above[key] != root:
            self._above[key], key = root, self._above[key]
        return root

    def join(self, one: Key, other: Key) -> None:
        """Holds two groups together."""
        least, greatest = sorted((self.of(one), self.of(other)))
        self._above[greatest] = least

    def all(self) -> dict[Key, list[Key]]:
        """Name of each group -> its keys, both sorted."""
        out: dict[Key, list[Key]] = {}
        for key in sorted(self._above):
            out.setdefault(self.of(key), []).append(key)
        return out
