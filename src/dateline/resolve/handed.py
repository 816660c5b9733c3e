"""Figures of mentions that are no event of their own: they belong to the event that their sentence does tell of.

"A missile hit the depot; 45 soldiers died" may be read as two happenings of which one is believed. Whom the other counted was
counted all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.schema.mention import Count, Mention

Group = tuple[Mention, ...]
# A figure that is less sure goes with its event.
SURE = 0.6


def with_handed(kept: Sequence[Sequence[Mention]], left: Sequence[Sequence[Mention]]) -> list[Group]:
    """The groups that are events, the figures of those that are none put to one of the same type told in
    their sentence, else in the one before, where it has room for them."""
    out = [tuple(group) for group in kept]
    for mention in (m for group in left for m in group if m.counts and m.mishap is None and m.status == "happened"):
        places = [(k, n) for k, group in enumerate(out) for n, m in enumerate(group)]
        at = next(((k, n) for far in (0, 1) for k, n in places if _beside(out[k][n], mention, far)), None)
        if at is not None:
            k, n = at
            out[k] = (*out[k][:n], _with_figures(out[k][n], mention.counts), *out[k][n + 1 :])
    return out


def _beside(event: Mention, other: Mention, far: int) -> bool:
    return (event.type, event.sentence + far, event.own) == (other.type, other.sentence, other.own)


def _with_figures(mention: Mention, counts: Sequence[Count]) -> Mention:
    new = [c for c in counts if c.phrase.confidence >= SURE and all(not _over(c, have) for have in mention.counts)]
    return replace(mention, counts=tuple(sorted((*mention.counts, *new), key=lambda c: (c.phrase.start, c.phrase.end))))


def _over(one: Count, other: Count) -> bool:
    return one.phrase.start < other.phrase.end and other.phrase.start < one.phrase.end
