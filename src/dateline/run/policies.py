"""Incidents as another policy chooses their values. What is kept stays as it is: a policy is applied where incidents are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from dateline.merge import choose
from dateline.run import incidents
from dateline.schema.incident import Incident, Telling
from dateline.settings import FILE_NAME, policy_in
from dateline.store import Filters, Store
from dateline.store.listing import Listed, relisted

# Incidents whose tellings are read together.
_AT_ONCE = 200


def asked_policy(given: str | None) -> str | None:
    """The policy given, else that of dateline.toml in the working directory, else None: values as they were merged."""
    file = Path(FILE_NAME)
    return given or (policy_in(file) if file.is_file() else None)


def by_policy(incident: Incident, tellings: Iterable[Telling], *, policy: str | None) -> Incident:
    """The incident with the values that the policy takes. Raises UsageError for a policy that does not exist."""
    return incident if policy is None else choose(incident, tuple(tellings), policy=policy)


def listed(store: Store, filters: Filters, *, policy: str | None) -> list[Listed]:
    """As `Store.listed`, the figures and places as the policy chooses them; `killed_min` is asked of its best figure."""
    merging = incidents.shipped()
    if policy is None or merging is None:
        return store.listed(filters)
    rows = [(row, store.incident(row.id)) for row in store.listed(replace(filters, killed_min=None))]
    out: list[Listed] = []
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        told = {t.id: t for t in incidents.tellings(store, merging, (id for _, incident in some for id in incident.tellings))}
        out += [relisted(row, by_policy(one, [told[id] for id in one.tellings if id in told], policy=policy)) for row, one in some]
    least = filters.killed_min
    return [row for row in out if least is None or (row.killed_best is not None and row.killed_best >= least)]
