"""Two events of one report are told as two, so at most one of them is what another report tells: they compete for it.

A market bomb may look like either of the two bombs of a report; the likelier one of the two then makes the other unlikely. Odds o with
rivals of odds r1, r2 ... give the probability o / (1 + o + r1 + r2 ...); of the rivals on either side the geometric mean is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import sqrt

from dateline.merge.groups import Key

# No probability beyond this counts: certainty would make every rival impossible.
_SURE = 0.999


def contested(
    likely: Iterable[tuple[tuple[Key, Key], float]],
    *,
    chance: Callable[[tuple[Key, Key]], float | None],
    rivals: Mapping[Key, Sequence[Key]],
    least: float,
) -> Iterator[tuple[tuple[Key, Key], float]]:
    """The probabilities of the pairs (lesser key first) with their rivals in mind; never greater than before.

    `chance` gives the probability of any pair, `rivals` who is told as another by the same text (`rivalry`). Only pairs from `least` on
    are rivals: merging a part of a store then gives the same as merging all of it, since it follows pairs from `least` on.
    """

    def share(who: Key, of: Key, own: float) -> float:
        """Of the odds that `of` is one of the text of `who`, the part that falls to `who`."""
        others = 0.0
        for rival in rivals.get(who, ()):
            p = chance((min(rival, of), max(rival, of))) if rival != of else None
            if p is not None and p >= least:
                others += _odds(p)
        return own / (1 + own + others)

    for (one, other), p in likely:
        own = _odds(p)
        yield (one, other), sqrt(share(one, other, own) * share(other, one, own))


def rivalry(never: Iterable[tuple[Key, Key]], origin: Mapping[Key, str]) -> dict[Key, list[Key]]:
    """For each key those of its own text that are told as another than it, sorted. `never` holds pairs that cannot be one."""
    out: dict[Key, list[Key]] = defaultdict(list)
    for one, other in never:
        if one in origin and origin[one] == origin.get(other):
            out[one].append(other)
            out[other].append(one)
    return {key: sorted(others) for key, others in out.items()}


def _odds(p: float) -> float:
    return min(p, _SURE) / (1 - min(p, _SURE))
