"""Two events of one report are told as two, so at most one of them is what another report tells: they compete for it.

A market bomb may look like either of the two bombs of a report; the likelier one of the two then makes the other unlikely. Odds o with
rivals of odds r1, r2 ... give the probability o / (1 + o + r1 + r2 ...); of the rivals on either side the geometric mean is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from math import sqrt

Pair = tuple[str, str]

# No probability beyond this counts: certainty would make every rival impossible.
_SURE = 0.999


def contested(likely: Mapping[Pair, float], *, origin: Mapping[str, str], never: Collection[Pair], least: float) -> dict[Pair, float]:
    """The probabilities of the pairs (lesser id first) with their rivals in mind; never greater than before.

    `origin` names the text of each id, `never` holds the pairs of one text that are told as two. Only pairs from `least` on are rivals:
    merging a part of a store then gives the same as merging all of it, since it follows pairs from `least` on.
    """
    odds = {pair: min(p, _SURE) / (1 - min(p, _SURE)) for pair, p in likely.items()}
    facing: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for (one, other), p in likely.items():
        if p >= least:
            facing[one, origin[other]][other] = odds[one, other]
            facing[other, origin[one]][one] = odds[one, other]

    def share(who: str, of: str, own: float) -> float:
        found = facing.get((of, origin[who]), {})
        rivals = sum(o for rival, o in sorted(found.items()) if rival != who and (min(who, rival), max(who, rival)) in never)
        return own / (1 + own + rivals)

    return {(one, other): sqrt(share(one, other, own) * share(other, one, own)) for (one, other), own in odds.items()}
