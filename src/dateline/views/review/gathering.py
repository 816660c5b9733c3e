"""What the store holds of an incident, for its page and its downloads."""

from __future__ import annotations

from dateline.errors import NotFoundError, StoreError, UsageError
from dateline.merge import POLICIES
from dateline.merge.policies import DEFAULT
from dateline.run import incidents
from dateline.run.policies import by_policy
from dateline.schema.incident import Incident, Telling
from dateline.store import Store
from dateline.views.incident.sheet import Material


def merging_of() -> incidents.Merging:
    """Merging, which every page of an incident needs. Raises StoreError in a build without."""
    merging = incidents.shipped()
    if merging is None:
        raise StoreError("this build has no merging")
    return merging


def policy_of(given: str | None) -> str:
    """The policy asked for. Raises UsageError for one that does not exist."""
    if given is not None and given not in POLICIES:
        raise UsageError(f"there is no policy {given!r}; choose one of {', '.join(POLICIES)}")
    return given or DEFAULT


def known(store: Store, id: str) -> Incident:
    """The incident of that id, or that holds that event. Raises NotFoundError where there is none now."""
    try:
        return store.incident(id)
    except UsageError as error:
        raise NotFoundError("there is no such incident") from error


def told(store: Store, incident: Incident) -> tuple[Telling, ...]:
    """The tellings of an incident, in its order."""
    found = {telling.id: telling for telling in incidents.tellings(store, merging_of(), incident.tellings)}
    return tuple(found[id] for id in incident.tellings if id in found)


def gather(store: Store, incident: Incident, *, policy: str) -> Material:
    """The incident by that policy with all that its page is made of."""
    tellings = told(store, incident)
    reports = {telling.report for telling in tellings}
    decisions = store.decided_on(reports)
    return Material(
        by_policy(incident, tellings, policy=policy),
        tellings,
        store.titles(reports),
        store.texts(reports),
        decisions,
        frozenset(id for key in {a.report for d in decisions for a in d.anchors} for id in store.replayed(key).orphaned),
    )
