"""Reports that are states of one publication: a page that was changed, an entry of a feed that came again. Of each the latest counts.

All stay, with their codings and the decisions on them; the events of earlier ones are not shown and not merged. Which is the latest
depends on when each was changed or seen, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from dateline.store.tables import Editions

# How many values one statement asks for
_MANY = 500


def superseded(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Those of these reports that a later state took the place of, each with that one.

    A report that was found at several addresses counts as long as it is the latest at one of them.
    """
    whole = sorted(set(keys))
    out: dict[str, str] = {}
    for start in range(0, len(whole), _MANY):
        mine = select(Editions.address, Editions.report).where(Editions.report.in_(whole[start : start + _MANY])).distinct()
        found = connection.execute(mine.order_by(Editions.report, Editions.address)).all()
        latest = _latest(connection, {row.address for row in found})
        counting = {row.report for row in found if latest[row.address] == row.report}
        out |= {row.report: latest[row.address] for row in found if row.report not in counting}
    return out


def at_addresses_of(connection: Connection, key: str) -> frozenset[str]:
    """The reports that share an address with this one."""
    addresses = select(Editions.address).where(Editions.report == key)
    found = connection.execute(select(Editions.report).where(Editions.address.in_(addresses), Editions.report != key).distinct())
    return frozenset(row.report for row in found)


def _latest(connection: Connection, addresses: Iterable[str]) -> dict[str, str]:
    """The latest report at each address: by when it was changed or seen, else by when it came."""
    out: dict[str, str] = {}
    whole = sorted(addresses)
    for start in range(0, len(whole), _MANY):
        asked = select(Editions.address, Editions.report).where(Editions.address.in_(whole[start : start + _MANY]))
        in_order = asked.order_by(func.coalesce(Editions.since, Editions.arrived), Editions.number)
        out |= {row.address: row.report for row in connection.execute(in_order)}
    return out
