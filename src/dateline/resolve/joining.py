"""Which mentions of a report tell of one event: average-link clustering of an explained pair probability, with vetoes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.resolve.pairs import Facts, days_apart, facts, features, other_sides, probability
from dateline.resolve.participants import SYMMETRIC
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Mention

# Two groups of mentions are joined while their mean probability is at least this (best slots F1 of 0.2 to 0.5,
# on the reports to tune on and those kept aside; see docs/limits.md).
TOGETHER = 0.27
# One event is not told with dates of its own farther apart than this: "overnight" and "on Friday" may be two days.
DAYS = 2
WEIGHTS = "lexicon/joining.toml"
# So far below any probability that no mean with it reaches TOGETHER.
_NEVER = -1e6


def join(document: Document, mentions: Sequence[Mention], *, country: str | None) -> tuple[tuple[Mention, ...], ...]:
    """The mentions grouped by event, in order of first mention; every mention is in exactly one group.

    Mentions of different types never tell of one event, nor do a denied and a told one.
    """
    told = [facts(document, m, country=country) for m in mentions]
    table, learned = read_weights(), {(i, j): p for i, j, p in document.same}
    pairs = {
        (i, j): probability(table, features(told[i], told[j], learned=p))
        for i in range(len(told))
        for j in range(i + 1, len(told))
        if (p := learned.get((mentions[i].index, mentions[j].index), None if learned else 0.5)) is not None and not vetoed(told[i], told[j])
    }
    groups = cluster(len(mentions), pairs)
    ordered = [tuple(mentions[i] for i in sorted(g, key=lambda i: mentions[i].trigger.start)) for g in groups]
    return tuple(sorted(ordered, key=lambda g: (g[0].trigger.start, g[0].trigger.end)))


def read_weights() -> dict[str, float]:
    """What each feature of a pair weighs."""
    return {k: float(v) for k, v in read_toml(WEIGHTS)["weights"].items()}


def cluster(size: int, pairs: dict[tuple[int, int], float]) -> list[list[int]]:
    """Average-link groups of 0 .. size - 1; a pair that is missing is never in one group (Lance and Williams 1967)."""
    likeness = np.full((size, size), _NEVER)
    for (i, j), p in pairs.items():
        likeness[i, j] = likeness[j, i] = p
    groups: list[list[int]] = [[i] for i in range(size)]
    alive = np.ones(size, dtype=np.bool_)
    while True:
        best = np.where(alive[:, None] & alive[None, :], likeness, _NEVER)
        x, y = np.unravel_index(int(best.argmax()), best.shape) if size else (0, 0)
        if not size or best[x, y] < TOGETHER:
            break
        i, j = int(min(x, y)), int(max(x, y))
        a, b = len(groups[i]), len(groups[j])
        likeness[i] = likeness[:, i] = (a * likeness[i] + b * likeness[j]) / (a + b)
        likeness[i, i] = _NEVER
        groups[i] += groups[j]
        alive[j] = False
    return [g for g, kept in zip(groups, alive, strict=True) if kept]


def vetoed(x: Facts, y: Facts) -> bool:
    """Can two mentions not be of one event whatever the probability?"""
    return veto(x, y) is not None


def veto(x: Facts, y: Facts) -> str | None:
    """Why two mentions cannot be of one event whatever the probability, None where they can.

    So it is with other types ("type"), dates apart ("days"), talks of other parties ("parties"), and a denied and a told one ("denied").
    """
    if x.mention.type != y.mention.type:
        return "type"
    if days_apart(x, y) > DAYS:
        return "days"
    if x.mention.type in SYMMETRIC and other_sides(x, y):
        return "parties"
    return "denied" if x.mention.status != y.mention.status and "denied" in {x.mention.status, y.mention.status} else None
