"""Which mentions of a report tell of one event: average-link clustering of an explained pair probability, with vetoes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from dateline.resolve.paired import SYMMETRIC
from dateline.resolve.pairs import Facts, facts, features, other_sides, probability, turned
from dateline.resolve.setting import Setting
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import FOILED, KEPT, Mention

# Two groups of mentions are joined while their mean probability is at least this (best slots F1 of 0.24 to 0.37,
# on the reports to tune on and those kept aside; see docs/limits.md).
TOGETHER = 0.25
# A mention of a user's type is weighed with so many mentions on either side.
NEAR = 60
WEIGHTS = "lexicon/joining.toml"
# So far below any probability that no mean with it reaches TOGETHER.
_NEVER = -1e6


def join(document: Document, mentions: Sequence[Mention], *, setting: Setting) -> tuple[tuple[Mention, ...], ...]:
    """The mentions grouped by event, in order of first mention; every mention is in exactly one group.

    Mentions of different types never tell of one event.
    """
    mentions = _tried_once(mentions)
    told = [facts(document, m, country=setting.country, spots=setting.spots(m)) for m in mentions]
    table, learned = read_weights(), {(i, j): p for i, j, p in document.same}
    pairs = {
        (i, j): probability(table, features(told[i], told[j], learned=p))
        for i, j, p in _compared(document, mentions, learned)
        if not vetoed(told[i], told[j])
    }
    groups = [g for some in _linked(len(mentions), pairs) for g in _clustered(some, pairs)]
    ordered = [tuple(mentions[i] for i in sorted(g, key=lambda i: mentions[i].trigger.start)) for g in groups]
    return tuple(sorted(ordered, key=lambda g: (g[0].trigger.start, g[0].trigger.end)))


@cache
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

    So it is with other types ("type"), talks of other parties ("parties"), a happening beside what comes again and again ("habit"),
    what somebody was kept from beside the deed that kept him from it ("kept"), and a blow struck back at who struck first ("sides").
    """
    if x.mention.type != y.mention.type or _other_own(x.mention, y.mention):
        return "type"
    if _habit_beside_one(x.mention, y.mention) or _habit_beside_one(y.mention, x.mention):
        return "habit"
    if _kept_beside_done(x.mention, y.mention) or _kept_beside_done(y.mention, x.mention):
        return "kept"
    if x.mention.type == "ASSAULT" and turned(x, y):
        return "sides"
    return "parties" if x.mention.type in SYMMETRIC and other_sides(x, y) else None


def _habit_beside_one(habit: Mention, other: Mention) -> bool:
    """Do words for what comes again and again stand on the one ("*often* attack"), and is the other told with a day or figures?"""
    usual = habit.status == "habitual" and not habit.status_by.startswith("model:")
    return usual and other.status == "happened" and bool(other.times or other.counts)


def _tried_once(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions; where a sentence tells by another word of what was tried, that is what they were kept from ("*foiled an attack* on the
    market, shooting two women before they could *detonate* their vests"), and no attack apart."""
    tried = {m.sentence for m in mentions if m.type == "ASSAULT" and m.status == "attempted" and m.status_by != KEPT}
    return [replace(m, status_by=FOILED) if m.status_by == KEPT and m.sentence in tried else m for m in mentions]


def _kept_beside_done(kept: Mention, other: Mention) -> bool:
    """Is the one what somebody could not do any more, the other done ("*shot* before he could *set off* his vest")?"""
    return kept.status_by == KEPT and other.status == "happened" and kept.sentence == other.sentence


def _other_own(x: Mention, y: Mention) -> bool:
    """Are they of two types of the user's? One of such a type and one of its parent may be the same happening."""
    return x.own is not None and y.own is not None and x.own != y.own


def _compared(document: Document, mentions: Sequence[Mention], learned: dict[tuple[int, int], float]) -> Iterator[tuple[int, int, float]]:
    """The pairs of mentions to be weighed, each with the learned belief. One that the head has not compared counts as even where it
    compares none at all, or where it saw another type: of a user's type, with the mentions of its parent type near it, and of a type that
    wordings or parties made it of."""
    place = {m.index: k for k, m in enumerate(mentions)}
    if not learned:
        yield from ((i, j, 0.5) for j in range(len(mentions)) for i in range(max(j - NEAR, 0), j))
        return
    yield from ((i, j, p) for (a, b), p in learned.items() if (i := place.get(a, -1)) >= 0 and (j := place.get(b, -1)) > i)
    own = [k for k, m in enumerate(mentions) if m.own is not None]
    own += [k for k, m in enumerate(mentions) if _retyped(document, m)]
    beside = {(min(k, n), max(k, n)) for k in own for n in range(max(k - NEAR, 0), min(k + NEAR + 1, len(mentions))) if n != k}
    yield from ((i, j, 0.5) for i, j in sorted(beside) if (mentions[i].index, mentions[j].index) not in learned)


def _retyped(document: Document, mention: Mention) -> bool:
    """Is it of another type than the learned head saw in its words?"""
    return 0 <= mention.index < len(document.triggers) and document.triggers[mention.index].type != mention.type


def _linked(size: int, pairs: dict[tuple[int, int], float]) -> list[list[int]]:
    """The mentions in parts that can be clustered each by itself: two groups are only joined where one of their pairs alone is likely
    enough, since no mean is above its greatest member. So a long report takes no square of its length."""
    part = list(range(size))

    def top(k: int) -> int:
        while part[k] != k:
            part[k] = part[part[k]]
            k = part[k]
        return k

    for (i, j), p in pairs.items():
        if p >= TOGETHER:
            part[max(top(i), top(j))] = min(top(i), top(j))
    out: dict[int, list[int]] = {}
    for k in range(size):
        out.setdefault(top(k), []).append(k)
    return list(out.values())


def _clustered(members: list[int], pairs: dict[tuple[int, int], float]) -> list[list[int]]:
    """The groups among some mentions."""
    if len(members) == 1:
        return [members]
    inner = {(a, b): pairs[i, j] for a, i in enumerate(members) for b, j in enumerate(members[a + 1 :], a + 1) if (i, j) in pairs}
    return [[members[k] for k in group] for group in cluster(len(members), inner)]
