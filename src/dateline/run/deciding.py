"""Which events a decision to merge or split incidents is about."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.errors import UsageError
from dateline.store import Store


def to_merge(store: Store, targets: Sequence[str]) -> tuple[str, ...]:
    """The events that are to be held together: all of the incidents named, or an event by "<report>:<event id>".

    Raises UsageError where these are not two or more.
    """
    ids = tuple(dict.fromkeys(id for target in targets for id in _tellings(store, target)))
    if len(targets) < 2 or len(ids) < 2:
        raise UsageError("name two or more incidents that are to be one")
    return ids


def to_split(store: Store, incident: str, events: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """For each event that is to leave the incident: it, and those that stay.

    Raises UsageError where one is not in the incident, or none would stay.
    """
    inside = store.incident(incident).tellings
    out = [_full(store, event) for event in events]
    rest = tuple(id for id in inside if id not in out)
    if strange := [id for id in out if id not in inside]:
        raise UsageError(f"{strange[0]}: this event is not in the incident")
    if not rest:
        raise UsageError("name some events of the incident, not all")
    return tuple((id, *rest) for id in dict.fromkeys(out))


def _tellings(store: Store, target: str) -> tuple[str, ...]:
    return (_full(store, target),) if ":" in target else store.incident(target).tellings


def _full(store: Store, event: str) -> str:
    report, _, name = event.rpartition(":")
    return f"{store.key(report)}:{name}"
