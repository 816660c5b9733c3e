"""Decisions as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

from dateline.errors import UsageError
from dateline.schema.decision import Anchor, Decision
from dateline.store import rows
from dateline.store.replay import in_force
from dateline.store.tables import Anchors, Decisions


def keep(connection: Connection, decision: Decision) -> None:
    """Adds the rows of a decision."""
    names = ("id", "kind", "who", "at", "why", "value", "undoes")
    connection.execute(insert(Decisions).values(**{name: getattr(decision, name) for name in names}))
    for position, anchor in enumerate(decision.anchors):
        told = {name: getattr(anchor, name) for name in ("report", "start", "end", "text", "event", "field")}
        connection.execute(insert(Anchors).values(decision=decision.id, position=position, **told))


def everything(connection: Connection) -> tuple[Decision, ...]:
    """Every decision, in the order in which they came."""
    return _read(connection, None)


def of_report(connection: Connection, key: str) -> tuple[Decision, ...]:
    """Those in force that are about words of this report, in order."""
    mine = {row.decision for row in connection.execute(select(Anchors.decision).where(Anchors.report == key))}
    # An undo has no words: it is found by what it takes back, and so is what takes it back in turn.
    fresh = mine
    while fresh:
        asked = select(Decisions.id).where(Decisions.undoes.in_(sorted(fresh)))
        fresh = {row.id for row in connection.execute(asked)} - mine
        mine = mine | fresh
    return in_force(_read(connection, Decisions.id.in_(sorted(mine)))) if mine else ()


def one(connection: Connection, prefix: str) -> Decision:
    """The decision whose id begins so. Raises UsageError where there is none, or several."""
    found = _read(connection, Decisions.id.startswith(prefix, autoescape=True))
    if len(found) != 1:
        raise UsageError(f"{prefix}: {'no decision has' if not found else 'several decisions have'} an id that begins so")
    return found[0]


def _read(connection: Connection, which: ColumnElement[bool] | None) -> tuple[Decision, ...]:
    asked = select(Decisions).order_by(Decisions.number)
    found: Sequence[Any] = connection.execute(asked if which is None else asked.where(which)).all()
    anchors: dict[str, list[Anchor]] = defaultdict(list)
    words = select(Anchors).order_by(Anchors.decision, Anchors.position)
    if which is not None:
        words = words.where(Anchors.decision.in_([row.id for row in found]))
    for row in connection.execute(words):
        anchors[row.decision].append(Anchor(row.report, row.start, row.end, row.text, row.event, row.field))
    return tuple(rows.decision_of(row, tuple(anchors[row.id])) for row in found)
