"""Keeping what a person decides: the one way in which pages change the store."""

from __future__ import annotations

from dateline.run import incidents
from dateline.schema.decision import Decision
from dateline.store import Store


def keep(store: Store, decision: Decision) -> Decision:
    """Keeps the decision, and merges anew what it touches. Raises UsageError where it means no event or its value does not fit."""
    kept = store.decide(decision)
    merging = incidents.shipped()
    if merging is not None:
        incidents.settle(store, merging)
    return kept
