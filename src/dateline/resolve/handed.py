"""Figures and denials of mentions that are no event of their own: they belong to the event that their sentence, or one before, tells of.

"A missile hit the depot; 45 soldiers died" may be read as two happenings of which one is believed. Whom the other counted was
counted all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.schema.mention import Claim, Count, Mention

Group = tuple[Mention, ...]
# A figure that is less sure goes with its event.
SURE = 0.6
# A denial goes to a deed told in its sentence or so many before it; of claims and blame as many would be wrong as right.
DEEDS, SENTENCES_BACK = frozenset({"ASSAULT", "COERCE"}), 2
_WORDING = "claims:"


def with_handed(kept: Sequence[Sequence[Mention]], left: Sequence[Sequence[Mention]]) -> list[Group]:
    """The groups that are events, the figures of those that are none put to one of the same type told in
    their sentence, else in the one before, where it has room for them; then the denials likewise."""
    out = [tuple(group) for group in kept]
    for mention in (m for group in left for m in group if m.counts and m.mishap is None and m.status == "happened"):
        places = [(k, n) for k, group in enumerate(out) for n, m in enumerate(group)]
        at = next(((k, n) for far in (0, 1) for k, n in places if _beside(out[k][n], mention, far)), None)
        if at is not None:
            k, n = at
            out[k] = (*out[k][:n], _with_figures(out[k][n], mention.counts), *out[k][n + 1 :])
    return _with_denials(out, left)


def _with_denials(kept: list[Group], left: Sequence[Sequence[Mention]]) -> list[Group]:
    """The groups, with the denials of what is no event put to the deed told last before it: "Lima called *that* a lie" answers what
    was told."""
    out = list(kept)
    for mention, denial in ((m, c) for group in left for m in group for c in m.claims if c.kind == "denied" and _worded(c)):
        told = [m.claims for group in out for m in group]
        if any(c.kind == "denied" and c.phrase.start == denial.phrase.start for claims in told for c in claims):
            continue
        places = [(k, n) for k, group in enumerate(out) for n, m in enumerate(group) if _deed_before(m, mention)]
        at = max(places, key=lambda place: out[place[0]][place[1]].trigger.start, default=None)
        if at is not None:
            k, n = at
            deed = replace(out[k][n], claims=(*out[k][n].claims, replace(denial, direct=False)))
            out[k] = (*out[k][:n], deed, *out[k][n + 1 :])
    return out


def _worded(claim: Claim) -> bool:
    """Is it said in words of the list, and not only marked by the network?"""
    return any(part.startswith(_WORDING) for part in claim.phrase.made_by.split("+"))


def _deed_before(event: Mention, other: Mention) -> bool:
    return event.type in DEEDS and event.trigger.start < other.trigger.start and other.sentence - event.sentence <= SENTENCES_BACK


def _beside(event: Mention, other: Mention, far: int) -> bool:
    return (event.type, event.sentence + far, event.own) == (other.type, other.sentence, other.own)


def _with_figures(mention: Mention, counts: Sequence[Count]) -> Mention:
    new = [c for c in counts if c.phrase.confidence >= SURE and all(not _over(c, have) for have in mention.counts)]
    return replace(mention, counts=tuple(sorted((*mention.counts, *new), key=lambda c: (c.phrase.start, c.phrase.end))))


def _over(one: Count, other: Count) -> bool:
    return one.phrase.start < other.phrase.end and other.phrase.start < one.phrase.end
