"""Incidents as lists, one by one, and counted."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from dateline.errors import StoreError, UsageError
from dateline.read import published_day
from dateline.run import incidents
from dateline.run.policies import asked_policy, by_policy
from dateline.run.policies import listed as listed_by
from dateline.schema.incident import Incident, Telling
from dateline.schema.jsonable import dumps, to_plain
from dateline.store import Filters, Store
from dateline.store.listing import Listed
from dateline.views.cli.coding import say, standard_output
from dateline.views.cli.lists import Line, write_list
from dateline.views.cli.rows import safe
from dateline.views.cli.stored import opened_store
from dateline.views.cli.wording import casualty, day, figure, parties, place, visible

LISTED = (
    "id",
    "first_day",
    "last_day",
    "type",
    "mode",
    "status",
    "country",
    "place",
    "killed_low",
    "killed_best",
    "killed_high",
    "sources",
)
_SHORT = 12
_OF_DAY = {"year": 4, "month": 7, "day": 10}
_OF_PARTY = {"actor": "actor", "recipient": "recipient"}
_OF_ROW = ("country", "type", "mode", "status", "place")
COUNTED = ("incidents", "sources", "killed_told", "killed_low", "killed_best", "killed_high")


def write_incidents(name: str | None, filters: Filters, format: str, *, policy: str | None) -> None:
    """Lists what is asked for."""
    check_days(filters)
    with opened_store(name, settled=True) as store:
        found = listed_by(store, filters, policy=asked_policy(policy))
        write_list((_listed(row, short=format == "table") for row in found), format, LISTED)
        if not found:
            say("no incident has all that is asked for")


def write_incident(name: str | None, id: str, *, as_json: bool, policy: str | None) -> None:
    """One incident with the words of each report."""
    with opened_store(name, settled=True) as store:
        incident = _found(store, id)
        told = _tellings(store, incident)
        incident = by_policy(incident, told, policy=asked_policy(policy))
        stream = standard_output()
        if as_json:
            body = {"incident": to_plain(incident), "tellings": [to_plain(telling) for telling in told]}
            stream.write(dumps(body, indent=2) + "\n")
        else:
            stream.writelines(f"{line}\n" for line in _told(incident, told))


def _found(store: Store, id: str) -> Incident:
    """The incident of that id; where it is no more, the one that holds its events now. Raises UsageError where none or several do."""
    try:
        return store.incident(id)
    except UsageError as error:
        try:
            moved = store.moved(id)
        except UsageError:
            raise error from None
    if not moved.into:
        raise UsageError(f"{moved.id}: this incident is no more, and its events are in none: rejected, no longer coded, or not yet merged")
    if len(moved.into) > 1:
        raise UsageError(f"{moved.id}: this incident is no more; its events are in {', '.join(one for one, _ in moved.into)}")
    say(f"{moved.id} is no more; its events are in {moved.into[0][0]}")
    return store.incident(moved.into[0][0])


def write_counts(name: str | None, by: str, filters: Filters, *, policy: str | None) -> None:
    """A row for each combination that occurs, sorted; an empty cell is what is not known."""
    names = [part.strip() for part in by.split(",") if part.strip()]
    known = (*_OF_DAY, *_OF_ROW, *_OF_PARTY)
    if not names or (wrong := [part for part in names if part not in known]):
        raise UsageError(f"--by takes {', '.join(known)}, with commas between" + (f", not {wrong[0]!r}" if names else ""))
    check_days(filters)
    with opened_store(name, settled=True) as store:
        found = listed_by(store, filters, policy=asked_policy(policy))
        sides = {side: store.parties(role) for side, role in _OF_PARTY.items() if side in names}
    groups: dict[tuple[str, ...], list[Listed]] = defaultdict(list)
    for row in found:
        for combination in product(*(_values(row, part, sides) for part in names)):
            groups[combination].append(row)
    stream = standard_output()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*names, *COUNTED])
    for combination, rows in sorted(groups.items()):
        writer.writerow([*map(safe, combination), *_sums(rows)])


def check_days(filters: Filters) -> None:
    """Raises UsageError where a day that is asked for is none."""
    for given in (filters.since, filters.until):
        published_day(given)


def _listed(row: Listed, *, short: bool) -> Line:
    told = {column: getattr(row, column) for column in LISTED}
    return told | {"id": row.id[:_SHORT]} if short else told


def _values(row: Listed, name: str, sides: dict[str, dict[str, tuple[str, ...]]]) -> tuple[str, ...]:
    if name in _OF_DAY:
        return ((row.first_day or "")[: _OF_DAY[name]],)
    if name in sides:
        return sides[name].get(row.id, ("",))
    return (getattr(row, name) or "",)


def _sums(rows: list[Listed]) -> Iterator[int | None]:
    yield len(rows)
    yield sum(row.sources for row in rows)
    told = [row for row in rows if row.killed_best is not None or row.killed_low is not None]
    yield len(told)
    for bound in ("killed_low", "killed_best", "killed_high"):
        values = [value for row in told if (value := getattr(row, bound)) is not None]
        # An open highest figure opens the sum
        yield sum(values) if values and (bound != "killed_high" or len(values) == len(told)) else None


def _tellings(store: Store, incident: Incident) -> tuple[Telling, ...]:
    merging = incidents.shipped()
    if merging is None:
        raise StoreError("this build has no merging")
    found = {telling.id: telling for telling in incidents.tellings(store, merging, incident.tellings)}
    return tuple(found[id] for id in incident.tellings if id in found)


def _told(incident: Incident, tellings: tuple[Telling, ...]) -> Iterator[str]:
    yield f"incident {incident.id}"
    yield f"{len(incident.tellings)} events, {incident.sources} independent source{'' if incident.sources == 1 else 's'}"
    for field in incident.fields:
        others = [visible(said.value or "not told") for said in field.values if said.value != field.chosen]
        chosen = visible(field.chosen) if field.chosen else "not told"
        yield f"  {field.name:<10} {chosen}" + (f"   also told: {'; '.join(others)}" if others else "")
    for toll in incident.tolls:
        best = "best not known" if toll.best is None else f"best {toll.best:,}"
        yield f"  {toll.outcome:<10} {figure(toll.low, toll.high)}, {best} ({toll.side}, {toll.policy})"
    for telling in tellings:
        event = telling.event
        yield ""
        yield visible(
            f"{telling.publisher or 'publisher not known'}, {telling.published or 'no date'}: {telling.report[:_SHORT]}:{event.id}"
        )
        kind = f"{event.type}:{event.mode}" if event.mode else event.type
        yield visible(f"  {kind}, {event.status}; {parties(event)}; {day(event.when)}; {place(event.where)}")
        yield from (f"  {visible(casualty(entry))}" for entry in event.casualties)
        if telling.words:
            yield f"  “{visible(telling.words)}”"
