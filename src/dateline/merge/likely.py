"""How likely pairs of tellings are one happening: millions of pairs, twelve bytes each."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator

# Positions of the two, the lesser first.
Pair = tuple[int, int]


class Likely:
    """Probabilities of pairs of positions. Pairs are added in order of their second position; one that was not added has none."""

    def __init__(self) -> None:
        self._others: dict[int, array[int]] = {}
        self._chances: dict[int, array[float]] = {}

    def add(self, one: int, other: int, chance: float) -> None:
        """`one` is less than `other`, and `other` not less than any that was added with `one`."""
        if one not in self._others:
            self._others[one], self._chances[one] = array("i"), array("d")
        self._others[one].append(other)
        self._chances[one].append(chance)

    def of(self, one: int, other: int) -> float | None:
        """The probability of two positions, the lesser first."""
        others = self._others.get(one)
        if others is None:
            return None
        at = bisect_left(others, other)
        return self._chances[one][at] if at < len(others) and others[at] == other else None

    def after(self, one: int) -> Iterator[tuple[Pair, float]]:
        """The pairs of which this is the lesser, by the other."""
        if one in self._others:
            for other, chance in zip(self._others[one], self._chances[one], strict=True):
                yield (one, other), chance

    def pairs(self) -> Iterator[tuple[Pair, float]]:
        """All pairs."""
        for one in self._others:
            yield from self.after(one)
