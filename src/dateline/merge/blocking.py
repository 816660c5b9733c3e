"""Keys under which tellings meet: a stretch of days and a country, party or rare name. Two that share none are never compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dateline.merge.facts import Facts
from dateline.merge.wording import weight

# Days of one stretch, and how far beyond its own days an event reaches: two at most so many days apart share a stretch.
STRETCH, REACH = 7, 7
# An event without a date reaches back so many days from the day of publication.
UNDATED = 10
# Of an event known to the year or less, so many days from its first on.
LONG = 100
# So many of its rarest names are keys: they meet where a country was mistaken.
_RAREST = 4


def keys(f: Facts) -> tuple[str, ...]:
    """The keys of one telling, sorted: "d:105194/AFG"."""
    return tuple(sorted(f"{when}/{who}" for when in _stretches(f) for who in _who(f)))


def _stretches(f: Facts) -> list[str]:
    if f.days is not None:
        first, last = f.days[0] - REACH, f.days[1] + REACH
        if f.dated == "assumed" and f.published is not None:
            first = min(first, f.published - UNDATED)
    elif f.published is not None:
        first, last = f.published - UNDATED, f.published + REACH
    else:
        return ["undated"]
    spans = [(first, min(last, first + LONG)), *(days for days in f.named if days[1] - days[0] <= STRETCH)]
    return [f"d:{k}" for k in sorted({k for a, b in spans for k in range(a // STRETCH, b // STRETCH + 1)})]


def _who(f: Facts) -> list[str]:
    countries = {s.country for s in f.spots} | {p.country for p in (*f.actors, *f.recipients)}
    known = {c for c in countries if c}
    known |= {p.key for p in (*f.actors, *f.recipients) if not p.vague and not p.country}
    known |= set(f.telling.meets)
    known |= set(sorted(f.names, key=lambda n: (-weight(n), n))[:_RAREST])
    return sorted(known) or ["nobody"]


def meeting(order: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    """Every pair (i, j), i < j, of positions whose tellings share a key, once each."""
    seen: dict[str, list[int]] = defaultdict(list)
    for j, f in enumerate(order):
        met: set[int] = set()
        for key in keys(f):
            met.update(seen[key])
            seen[key].append(j)
        for i in sorted(met):
            yield i, j
