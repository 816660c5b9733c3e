"""What an incident is listed by: one value of each kind, as the policy chose it, else as most of its events tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.schema.incident import Incident, Toll
from dateline.schema.jsonable import dumps, to_plain
from dateline.store.rows import whole

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of `incidents`. `body` is the incident as JSON."""

    id: str
    body: str
    type: str | None
    mode: str | None
    status: str | None
    first_day: str | None
    last_day: str | None
    country: str | None
    place: str | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    sources: int


def listed(incident: Incident, events: Sequence[Any]) -> dict[str, Any]:
    """The columns of a row of `incidents`, but for the body. `events` are its rows of `events`."""
    chosen = {field.name: field.chosen for field in incident.fields}
    days = _DAY.findall(chosen.get("date") or "") or sorted(row.start_date for row in events if row.start_date)[:1]
    last = days[-1] if len(days) > 1 else None
    told = {name: chosen.get(name) or _most(getattr(row, name) for row in events) for name in ("type", "mode", "status", "place")}
    killed = whole_tolls(toll for toll in incident.tolls if toll.outcome == "killed")
    bounds = {f"killed_{bound}": _sum(getattr(toll, bound) for toll in killed) for bound in ("low", "best")}
    # Where one side's highest is open the sum is open.
    highest = [toll.high for toll in killed]
    return {
        "id": incident.id,
        **told,
        "country": chosen.get("country") or _most(row.country for row in events),
        "first_day": days[0] if days else None,
        "last_day": last or (days[0] if days else None),
        **bounds,
        "killed_high": None if None in highest else _sum(highest),
        "sources": incident.sources,
    }


def whole_tolls(tolls: Iterable[Toll]) -> list[Toll]:
    """The tolls of one outcome that add up.

    Of a side one with `civilian` None is the whole, and those of civilians and others are parts of it. Where one report gives the dead of
    one side and another only those of all (side "unknown", as in a table that was brought in), these count the same people: the greater
    stands. In one report a side "unknown" is people beside the others.
    """
    told = list(tolls)
    sides = {toll.side for toll in told if toll.civilian is None}
    whole = [toll for toll in told if toll.civilian is None or toll.side not in sides]
    every, known = ([toll for toll in whole if (toll.side == "unknown") is wanted] for wanted in (True, False))
    if not every or not known or not _tellings(every).isdisjoint(_tellings(known)):
        return whole
    return every if sum(toll.best or 0 for toll in every) >= sum(toll.best or 0 for toll in known) else known


def _tellings(tolls: list[Toll]) -> set[str]:
    return {figure.telling for toll in tolls for figure in toll.figures}


def relisted(row: Listed, incident: Incident) -> Listed:
    """The row of an incident whose values another policy chose; what it does not choose stays."""
    told = listed(incident, ())
    known = {name: value for name, value in told.items() if value is not None}
    figures = {name: told[name] for name in ("killed_low", "killed_best", "killed_high")}
    return replace(row, **(known | figures), body=dumps(to_plain(incident)))


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return whole(sum(known)) if known else None


def _most(values: Iterable[str | None]) -> str | None:
    """What most tell, of several the first by the alphabet."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None
