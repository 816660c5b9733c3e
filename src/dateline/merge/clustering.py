"""Groups by average link: two groups are joined while the mean probability over all their pairs is high enough, so nothing chains.

A pair that was not compared counts as probability 0. Two tellings that must stay apart are never in one group; two that are held
together begin in one. The same for any order of the input: ties go to the groups with the least members.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import Generic

from dateline.merge.groups import Groups, Key


def clusters(
    ids: Iterable[Key],
    likely: Iterable[tuple[tuple[Key, Key], float]],
    *,
    least: float,
    apart: Iterable[tuple[Key, Key]] = (),
    held: Iterable[tuple[Key, Key]] = (),
) -> tuple[tuple[Key, ...], ...]:
    """Groups of ids, each sorted, by their first member.

    `likely`: each compared pair (lesser id first) with its probability. `least`: the mean from which groups are joined. `apart` (lesser
    id first) wins over `held`.
    """
    work = _Clustering(sorted(ids), likely, apart)
    for one, other in sorted(held):
        work.hold(one, other)
    work.run(least)
    return tuple(tuple(members) for members in sorted(work.members.values()))


class _Clustering(Generic[Key]):
    """Groups named by their first member, the sums of probabilities between them, and who must stay apart from whom."""

    def __init__(self, ids: list[Key], likely: Iterable[tuple[tuple[Key, Key], float]], apart: Iterable[tuple[Key, Key]]) -> None:
        self.members: dict[Key, list[Key]] = {i: [i] for i in ids}
        self._in: Groups[Key] = Groups(ids)
        self._sums: dict[Key, dict[Key, float]] = {i: {} for i in ids}
        self._apart: dict[Key, set[Key]] = {i: set() for i in ids}
        for (one, other), p in likely:
            self._sums[one][other] = self._sums[other][one] = p
        for one, other in apart:
            if one in self._apart and other in self._apart:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def hold(self, one: Key, other: Key) -> None:
        """Begins with the two in one group, unless that brings together what must stay apart."""
        if one in self._sums and other in self._sums:
            a, b = sorted((self._in.of(one), self._in.of(other)))
            if a != b and b not in self._apart[a]:
                self._join(a, b)

    def run(self, least: float) -> None:
        queue = [(-self._mean(a, b), a, b) for a, near in self._sums.items() for b in near if a < b and self._mean(a, b) >= least]
        heapq.heapify(queue)
        while queue:
            told, a, b = heapq.heappop(queue)
            if a not in self.members or b not in self.members or b in self._apart[a] or -self._mean(a, b) != told:
                continue
            self._join(a, b)
            for c in sorted(self._sums[a]):
                if self._mean(a, c) >= least:
                    heapq.heappush(queue, (-self._mean(a, c), min(a, c), max(a, c)))

    def _mean(self, a: Key, b: Key) -> float:
        return self._sums[a][b] / (len(self.members[a]) * len(self.members[b]))

    def _join(self, a: Key, b: Key) -> None:
        """b's group becomes part of a's; a is the lesser."""
        self._in.join(a, b)
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        gone = self._sums.pop(b)
        for c, p in sorted(gone.items()):
            del self._sums[c][b]
            if c != a:
                self._sums[a][c] = self._sums[c][a] = self._sums[a].get(c, 0.0) + p
        for c in self._apart.pop(b):
            self._apart[c].discard(b)
            self._apart[c].add(a)
            self._apart[a].add(c)
