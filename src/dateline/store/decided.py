"""Decisions as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

from dateline.errors import UsageError
from dateline.schema.decision import Anchor, Decision
from dateline.store import rows
from dateline.store.replay import in_force
from dateline.store.tables import Anchors, Decisions, SecondCodings


def keep(connection: Connection, decision: Decision) -> None:
    """Adds the rows of a decision."""
    names = ("id", "kind", "who", "at", "why", "value", "undoes")
    connection.execute(insert(Decisions).values(**{name: getattr(decision, name) for name in names}))
    for position, anchor in enumerate(decision.anchors):
        told = {name: getattr(anchor, name) for name in ("report", "start", "end", "text", "event", "field")}
        connection.execute(insert(Anchors).values(decision=decision.id, position=position, **told))


def put_aside(connection: Connection, decision: str) -> None:
    """Says of a decision that a second coder made it: it is kept, and not in force."""
    connection.execute(insert(SecondCodings).values(decision=decision))


def is_aside(connection: Connection, decision: str) -> bool:
    """Whether a second coder made it."""
    return connection.execute(select(SecondCodings.decision).where(SecondCodings.decision == decision)).first() is not None


def everything(connection: Connection, *, second: bool = False) -> tuple[Decision, ...]:
    """Every decision, in the order in which they came; those of second coders only with `second`."""
    return _read(connection, None if second else Decisions.id.not_in(select(SecondCodings.decision)))


def of_report(connection: Connection, key: str, *, second: str | None = None, until: str | None = None) -> tuple[Decision, ...]:
    """Those in force that are about words of this report, in order; with `second` those that this person made as second coder alone,
    with `until` those that were in force at that time."""
    found = _about(connection, [key])
    standing = in_force([decision for decision in found if until is None or decision.at <= until])
    aside = _aside(connection, found)
    if second is None:
        return tuple(decision for decision in standing if decision.id not in aside)
    return tuple(decision for decision in standing if decision.id in aside and decision.who == second)


def about(connection: Connection, keys: Iterable[str]) -> tuple[Decision, ...]:
    """Those about words of these reports and what takes them back, in force or not, in the order in which they came, without those of
    second coders.

    The keys of one incident's reports are meant: all stand in one statement, which may hold 32,766.
    """
    found = _about(connection, keys)
    aside = _aside(connection, found)
    return tuple(decision for decision in found if decision.id not in aside)


def _about(connection: Connection, keys: Iterable[str]) -> tuple[Decision, ...]:
    """The same with those of second coders."""
    mine = {row.decision for row in connection.execute(select(Anchors.decision).where(Anchors.report.in_(sorted(set(keys)))))}
    # An undo has no words: it is found by what it takes back, and so is what takes it back in turn.
    fresh = mine
    while fresh:
        asked = select(Decisions.id).where(Decisions.undoes.in_(sorted(fresh)))
        fresh = {row.id for row in connection.execute(asked)} - mine
        mine = mine | fresh
    return _read(connection, Decisions.id.in_(sorted(mine))) if mine else ()


def _aside(connection: Connection, decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of those among them that second coders made."""
    mine = sorted(decision.id for decision in decisions)
    found = connection.execute(select(SecondCodings.decision).where(SecondCodings.decision.in_(mine)))
    return frozenset(row.decision for row in found)


def some(connection: Connection, ids: Sequence[str]) -> tuple[Decision, ...]:
    """The decisions of these ids, in the order in which they came."""
    return _read(connection, Decisions.id.in_(ids)) if ids else ()


def undone(connection: Connection) -> frozenset[str]:
    """The ids of the decisions that were taken back. An undo that was undone itself takes nothing back."""
    undos = select(Decisions.id, Decisions.undoes).where(Decisions.undoes.is_not(None)).order_by(Decisions.number.desc())
    out: set[str] = set()
    # What undoes another comes after it: the last word is read first.
    for row in connection.execute(undos):
        if row.id not in out:
            out.add(row.undoes)
    return frozenset(out)


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
        words = words.where(Anchors.decision.in_(select(Decisions.id).where(which)))
    for row in connection.execute(words):
        anchors[row.decision].append(Anchor(row.report, row.start, row.end, row.text, row.event, row.field))
    return tuple(rows.decision_of(row, tuple(anchors[row.id])) for row in found)
