"""Which mentions of a report tell of one event: average-link clustering of an explained pair probability, with vetoes."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.resolve.pairs import Facts, facts, features, probability
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Mention

# Two groups of mentions are joined while their mean probability is at least this (best F1 of events on coded training reports).
TOGETHER = 0.5
WEIGHTS = "lexicon/joining.toml"


def join(document: Document, mentions: Sequence[Mention], *, country: str | None) -> tuple[tuple[Mention, ...], ...]:
    """The mentions grouped by event, in order of first mention; every mention is in exactly one group.

    Mentions of different types never tell of one event, nor do a denied and a told one.
    """
    told = [facts(document, m, country=country) for m in mentions]
    table = {k: float(v) for k, v in read_toml(WEIGHTS)["weights"].items()}
    learned = {(i, j): p for i, j, p in document.same}
    pairs = {
        (i, j): probability(table, features(told[i], told[j], learned=learned.get((mentions[i].index, mentions[j].index), 0.5)))
        for i in range(len(told))
        for j in range(i + 1, len(told))
        if not vetoed(told[i], told[j])
    }
    groups = cluster(len(mentions), pairs)
    ordered = [tuple(mentions[i] for i in sorted(g, key=lambda i: mentions[i].trigger.start)) for g in groups]
    return tuple(sorted(ordered, key=lambda g: (g[0].trigger.start, g[0].trigger.end)))


def cluster(size: int, pairs: dict[tuple[int, int], float]) -> list[list[int]]:
    """Average-link groups of 0 .. size - 1; a pair that is missing is never in one group."""
    groups: list[list[int]] = [[i] for i in range(size)]
    while len(groups) > 1:
        ranked = [(_likeness(groups[i], groups[j], pairs), -i, -j) for i in range(len(groups)) for j in range(i + 1, len(groups))]
        best = max(ranked)
        if best[0] < TOGETHER:
            break
        i, j = -best[1], -best[2]
        groups[i] += groups[j]
        del groups[j]
    return groups


def _likeness(a: list[int], b: list[int], pairs: dict[tuple[int, int], float]) -> float:
    total = 0.0
    for x in a:
        for y in b:
            p = pairs.get((min(x, y), max(x, y)))
            if p is None:
                return 0.0
            total += p
    return total / (len(a) * len(b))


def vetoed(x: Facts, y: Facts) -> bool:
    """Can two mentions not be of one event whatever the probability?"""
    return x.mention.type != y.mention.type or (x.mention.status != y.mention.status and "denied" in {x.mention.status, y.mention.status})
