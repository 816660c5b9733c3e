"""Incidents counted by what they are listed by, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from dateline.errors import UsageError
from dateline.store.finding import Filters, selected
from dateline.store.store import Store
from dateline.store.tables import Events, Parties

# By how much of the first day
DAYS = {"year": 4, "month": 7, "day": 10}
COLUMNS = ("country", "type", "mode", "status", "place")
SIDES = ("actor", "recipient")
NAMES = (*DAYS, *COLUMNS, *SIDES)


@dataclass(frozen=True, slots=True)
class Count:
    """The incidents of one combination of `values`, in the order asked for, None where a value is not known.

    `killed_told` counts those with a figure of killed; sums are None where none has one, and the highest where one is open.
    """

    values: tuple[str | None, ...]
    incidents: int
    sources: int
    killed_told: int
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None


def counts(store: Store, by: Sequence[str], filters: Filters) -> tuple[Count, ...]:
    """A count for each combination that occurs, sorted, unknown values first. An incident counts once for each actor and recipient.

    Raises UsageError where `by` is empty or names what incidents are not counted by.
    """
    if not by or (wrong := [name for name in by if name not in NAMES]):
        raise UsageError(f"count by {', '.join(NAMES)}, one or more" + (f", not {wrong[0]!r}" if by else ""))
    found = selected(filters, sqlite=store.database.sqlite).order_by(None).subquery()
    sides = {side: _names(side) for side in SIDES if side in by}
    values = [_value(name, found, sides).label(f"value{n}") for n, name in enumerate(by)]
    asked = select(*values, *_sums(found)).select_from(_joined(found, sides)).group_by(*values)
    with store.database.reading() as connection:
        rows = [Count(tuple(row[: len(by)]), *map(_whole, row[len(by) :])) for row in connection.execute(asked)]
    return tuple(sorted(rows, key=lambda count: [value or "" for value in count.values]))


def _value(name: str, found: Any, sides: dict[str, Any]) -> Any:
    if name in DAYS:
        return func.substr(found.c.first_day, 1, DAYS[name])
    return sides[name].c.name if name in sides else found.c[name]


def _names(role: str) -> Any:
    """Incident -> each name that its events have in that role, once."""
    asked = select(Events.incident, Parties.name).join(Parties, Parties.telling == Events.telling)
    return asked.where(Parties.role == role, Events.incident.is_not(None)).distinct().subquery()


def _joined(found: Any, sides: dict[str, Any]) -> Any:
    out = found
    for names in sides.values():
        out = out.outerjoin(names, names.c.incident == found.c.id)
    return out


def _sums(found: Any) -> list[Any]:
    low, best, high = (found.c[f"killed_{bound}"] for bound in ("low", "best", "high"))
    told = or_(best.is_not(None), low.is_not(None))
    highs = func.count(case((and_(told, high.is_not(None)), 1)))
    number = func.count(case((told, 1)))
    # An open highest figure opens the sum.
    return [
        *(func.count(), func.sum(found.c.sources), number),
        *(func.sum(case((told, low))), func.sum(case((told, best)))),
        case((highs == number, func.sum(case((told, high))))),
    ]


def _whole(value: Any) -> Any:
    """PostgreSQL gives sums as decimals."""
    return None if value is None else int(value)
