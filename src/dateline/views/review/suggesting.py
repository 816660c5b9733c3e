"""Which incidents one could be merged with: those that merging would compare it with, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.merge import compare
from dateline.run import incidents
from dateline.schema.incident import Incident, Telling
from dateline.store import Store
from dateline.views.incident.sheet import title_of
from dateline.views.review.gathering import merging_of

# So many are suggested; so many events on either side are compared at most.
MOST, COMPARED = 6, 60


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An incident near another one: how likely the likeliest pair of their events is one happening."""

    incident: Incident
    title: str
    likely: float


def suggested(store: Store, tellings: Sequence[Telling]) -> tuple[Suggestion, ...]:
    """The likeliest of the other incidents that share a block with these tellings."""
    own, merging = list(tellings[:COMPARED]), merging_of()
    mine = {telling.id for telling in tellings}
    near = sorted(store.near(key for telling in own for key in merging.near(telling)) - mine)[: COMPARED * 4]
    others = incidents.tellings(store, merging, near)
    homes = store.homes(other.id for other in others)
    best: dict[str, float] = {}
    for other in others:
        if other.id in homes:
            likely = max(compare(one, other).probability for one in own)
            best[homes[other.id]] = max(best.get(homes[other.id], 0.0), likely)
    ranked = sorted(best, key=lambda id: (-best[id], id))[:MOST]
    return tuple(Suggestion(one, title_of(one), best[one.id]) for one in store.some(ranked))
