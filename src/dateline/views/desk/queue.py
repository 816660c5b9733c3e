"""The order in which reports come to the desk."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.schema.imported import MADE_BY
from dateline.schema.incident import Incident
from dateline.store import Store, Told, assigning
from dateline.views.desk.doubt import Worth, formula, of_report

# Reports whose worth is worked out together: a second's work.
AT_ONCE = 400


def put_in_order(store: Store, *, limit: int = AT_ONCE) -> int:
    """Works out what reports are worth that wait for it, at most `limit` of them; how many it were."""
    return _value(store, assigning.unvalued(store, formula().digest, limit))


def put_in(store: Store, key: str) -> None:
    """Works out what this report is worth, if it waits for it."""
    _value(store, assigning.unvalued(store, formula().digest, 1, report=key))


def _value(store: Store, keys: list[str]) -> int:
    if keys:
        incidents = assigning.incidents_of(store, keys)
        found = {told.report: _worth(told, incidents) for told in store.told(keys)}
        assigning.value(store, [(key, found.get(key)) for key in keys], formula().digest)
    return len(keys)


def reasons(store: Store, key: str) -> Worth:
    """Why a report stands where it does."""
    incidents = assigning.incidents_of(store, [key])
    return next(_of(told, incidents) for told in store.told([key]))


def _worth(told: Told, incidents: Mapping[str, Incident]) -> float | None:
    """None where there is nothing to review: no text, not coded, or coded by people."""
    by_people = told.record.coder.version.startswith(MADE_BY)
    return None if not told.text.strip() or told.record.failures or by_people else _of(told, incidents).value


def _of(told: Told, incidents: Mapping[str, Incident]) -> Worth:
    found = {event.id: incidents.get(f"{told.report}:{event.id}") for event in told.record.events}
    return of_report(told.record, {id: _disagreement(incident) for id, incident in found.items() if incident}, formula())


def _disagreement(incident: Incident) -> float:
    """The greatest among its fields and tolls; one report alone cannot disagree."""
    if incident.sources < 2:
        return 0.0
    told = [*(field.disagreement for field in incident.fields), *(toll.disagreement for toll in incident.tolls)]
    return max(told, default=0.0)
