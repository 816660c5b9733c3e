"""Who has which report at the review desk, so that two people do not do the same, and some reports go to two on purpose.

A report is taken for a while and given back when it is done, skipped or left; a hold that runs out frees it. Of the reports that two
people get (by the key, which is a hash: the same ones always) the one who takes it first is its first coder, the next its second.

The rule of what is in force: the first coder's decisions. A second coder's are kept beside them and count nowhere until a judge lays
the two side by side and decides; the judge's decisions come after the first coder's, and so count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, func, insert, or_, select, update

from dateline.errors import UsageError
from dateline.schema.incident import Incident
from dateline.schema.jsonable import from_plain
from dateline.store import adding
from dateline.store.store import Store
from dateline.store.tables import Assignments, Events, Incidents, Options, Reports, Worths

FIRST, SECOND, JUDGE = PARTS = ("first", "second", "judge")
DONE, SKIPPED, LEFT = ENDS = ("done", "skipped", "left")
# The keys of reports begin with so many hexadecimal digits of chance: enough for a share to a millionth.
_DIGITS = 8
# Under these names it stands among the options of the store.
_DOUBLE, _MINUTES = "review:double", "review:minutes"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A report that a person has or had. Times are ISO in UTC; `ended` and `how` are None while it is held."""

    number: int
    report: str
    person: str
    part: str
    taken: str
    until: str
    ended: str | None = None
    how: str | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """How reports are given out: `double` is the share (0 to 1) that two people get, `minutes` how long a report is held."""

    double: float = 0.0
    minutes: int = 30


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the queue is. `reports` can be reviewed; `mine` were done by this person; `double` by two people, of these `to_judge`
    wait for a judge."""

    reports: int
    done: int
    mine: int
    double: int
    to_judge: int


def is_double(report: str, share: float) -> bool:
    """Whether two people get this report (by its key): the same answer always, and more of them where the share is larger."""
    return report[:_DIGITS] < _edge(share)


def _edge(share: float) -> str:
    # "g" comes after every digit
    return "g" if share >= 1 else f"{int(max(share, 0.0) * 16**_DIGITS):0{_DIGITS}x}"


def take(store: Store, person: str, sharing: Sharing, *, report: str | None = None, judge: bool = False) -> Assignment | None:
    """The report that the person has, else the one most worth looking at that is free; None where none is.

    With `report` that one, with `judge` one that two people did. What was skipped by this person comes last.
    Raises UsageError where the report that is asked for is not free, or nothing for this person.
    """
    at = store.now()
    with store.database.writing() as connection:
        held = _held(connection, person, at)
        if held is not None and (held.part == JUDGE) == judge and report in (None, held.report):
            return _hold(connection, held, _until(at, sharing))
        if held is not None:
            _end(connection, held, LEFT, at)
        found = _free(connection, person, at, sharing, report=report, judge=judge)
        if found is None and report is not None:
            raise UsageError(f"{report[:12]}: somebody else has this report, or there is nothing in it for you to do")
        return None if found is None else _give(connection, found.report, person, found.part, at=at, until=_until(at, sharing))


def holder(store: Store, person: str, report: str) -> Assignment | None:
    """What the person has or did last of that report, held or done; None where they never had it, or skipped or left it."""
    asked = select(Assignments).where(Assignments.person == person, Assignments.report == report).order_by(Assignments.number.desc())
    with store.database.reading() as connection:
        row = connection.execute(asked.limit(1)).first()
    return None if row is None or row.how in (SKIPPED, LEFT) else _of(row)


def end(store: Store, assignment: Assignment, how: str) -> None:
    """Gives a report back: done, skipped or left. One that has ended stays as it is."""
    if how not in ENDS:
        raise UsageError(f"{how!r} is no end of an assignment; one of {', '.join(ENDS)}")
    with store.database.writing() as connection:
        _end(connection, assignment, how, store.now())


def reopen(store: Store, assignment: Assignment, sharing: Sharing) -> Assignment:
    """Gives a report that was done back to the person who did it, to go on with; another that they hold is left.

    Raises UsageError where a judge has it, or has decided it: what a coder decided later would undo the judge's work.
    """
    at = store.now()
    with store.database.writing() as connection:
        if assignment.part != JUDGE and connection.execute(select(Assignments.number).where(*_judging(assignment.report, at))).first():
            raise UsageError(f"{assignment.report[:12]}: two people coded this report, and a judge decides; it is not opened again")
        held = _held(connection, assignment.person, at)
        if held is not None and held.report == assignment.report:
            return held
        if held is not None:
            _end(connection, held, LEFT, at)
        return _give(connection, assignment.report, assignment.person, assignment.part, at=at, until=_until(at, sharing))


def assignments(store: Store, *, part: str | None = None, how: str | None = None) -> tuple[Assignment, ...]:
    """Every assignment in order; those of one part, or that ended so. Of a report that a person did twice both rows come."""
    asked = select(Assignments).order_by(Assignments.number)
    asked = asked if part is None else asked.where(Assignments.part == part)
    asked = asked if how is None else asked.where(Assignments.how == how)
    with store.database.reading() as connection:
        return tuple(_of(row) for row in connection.execute(asked))


def hidden(store: Store, person: str) -> frozenset[str]:
    """The reports whose decisions this person must not see: they are its second coder, and not done."""
    with store.database.reading() as connection:
        own = connection.execute(select(Assignments).where(Assignments.person == person).order_by(Assignments.number))
        last = {row.report: row for row in own}
    return frozenset(key for key, row in last.items() if row.part == SECOND and row.how is None)


def progress(store: Store, person: str) -> Progress:
    """How far the queue is, for this person."""

    def many(*which: ColumnElement[bool]) -> int:
        counted = select(func.count(func.distinct(Assignments.report))).where(Assignments.how == DONE, *which)
        return int(connection.execute(counted).scalar_one())

    with store.database.reading() as connection:
        reports = connection.execute(select(func.count()).select_from(Worths).where(Worths.worth.is_not(None))).scalar_one()
        double = many(Assignments.part == SECOND)
        judged = many(Assignments.part == JUDGE)
        return Progress(int(reports), many(Assignments.part == FIRST), many(Assignments.person == person), double, double - judged)


# How reports are given out


def sharing(store: Store) -> Sharing:
    """What is set for this store; what is not set is as `Sharing` has it."""
    with store.database.reading() as connection:
        set_ = {row.name: row.value for row in connection.execute(select(Options).where(Options.name.in_((_DOUBLE, _MINUTES))))}
    usual = Sharing()
    return Sharing(float(set_.get(_DOUBLE, usual.double)), int(set_.get(_MINUTES, usual.minutes)))


def set_sharing(store: Store, given: Sharing) -> None:
    """Sets it from now on. Raises UsageError where a share is none, or a hold shorter than a minute."""
    if not 0 <= given.double <= 1:
        raise UsageError(f"{given.double}: the share of reports that two people get is from 0 to 1")
    if given.minutes < 1:
        raise UsageError(f"{given.minutes}: a report is held for a minute or longer")
    with store.database.writing() as connection:
        connection.execute(delete(Options).where(Options.name.in_((_DOUBLE, _MINUTES))))
        rows = [{"name": _DOUBLE, "value": str(given.double)}, {"name": _MINUTES, "value": str(given.minutes)}]
        connection.execute(insert(Options), rows)


# The order of the queue


def unvalued(store: Store, formula: str, limit: int, *, report: str | None = None) -> list[str]:
    """Keys of reports whose worth by this formula (its digest) is not known, first come first; with `report` that one alone."""
    known = exists().where(Worths.report == Reports.key, Worths.formula == formula)
    counted = [select(func.count()).select_from(Reports), select(func.count()).select_from(Worths).where(Worths.formula == formula)]
    asked = select(Reports.key).where(~known).order_by(Reports.number).limit(limit)
    with store.database.reading() as connection:
        # Mostly nothing waits: two counts say so sooner than a look at each report
        if report is None and len({connection.execute(count).scalar_one() for count in counted}) == 1:
            return []
        return [row.key for row in connection.execute(asked if report is None else asked.where(Reports.key == report))]


def value(store: Store, worths: Iterable[tuple[str, float | None]], formula: str) -> None:
    """Keeps what reports are worth (by their keys), None where there is nothing to review, in the place of what was there."""
    rows = [{"report": report, "worth": worth, "formula": formula} for report, worth in worths]
    with store.database.writing() as connection:
        for part in adding.parts(rows):
            connection.execute(delete(Worths).where(Worths.report.in_([row["report"] for row in part])))
            connection.execute(insert(Worths), part)


def incidents_of(store: Store, keys: Iterable[str]) -> dict[str, Incident]:
    """Telling -> the incident that it is in, of all events of these reports that merging has seen."""
    bodies: dict[str, str] = {}
    belongs: dict[str, str] = {}
    with store.database.reading() as connection:
        for part in adding.parts(sorted(set(keys))):
            asked = select(Events.telling, Incidents.id, Incidents.body).join(Incidents, Incidents.id == Events.incident)
            for row in connection.execute(asked.where(Events.report.in_(part))):
                belongs[row.telling], bodies[row.id] = row.id, row.body
    found = {id: from_plain(Incident, json.loads(body)) for id, body in bodies.items()}
    return {telling: found[id] for telling, id in belongs.items()}


@dataclass(frozen=True, slots=True)
class _Free:
    """A report that a person may take."""

    report: str
    part: str
    worth: float


def _free(connection: Connection, person: str, at: str, sharing: Sharing, *, report: str | None, judge: bool) -> _Free | None:
    """The report most worth looking at that this person may take, and for which part; what they skipped comes after all others."""
    parts = (JUDGE,) if judge else (FIRST, SECOND) if sharing.double > 0 else (FIRST,)
    for skipped in (False, True):
        found: list[_Free] = []
        for part in parts:
            asked = _asked(person, at, sharing, part, skipped=skipped)
            row = connection.execute(asked if report is None else asked.where(Worths.report == report)).first()
            found += [] if row is None else [_Free(row.report, part, row.worth)]
        if found:
            return max(found, key=lambda one: one.worth)
    return None


def _asked(person: str, at: str, sharing: Sharing, part: str, *, skipped: bool) -> Select[str, float | None]:
    """One question for each part, in the order of the index on worth, so that it ends at the first report that is free."""

    def someone(part: str, *which: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(Assignments.report == Worths.report, Assignments.part == part, *(which or (_live(at),)))

    before = exists().where(Assignments.report == Worths.report, Assignments.person == person, Assignments.how == SKIPPED)
    mine = exists().where(Assignments.report == Worths.report, Assignments.person == person, _live(at))
    may: tuple[ColumnElement[bool], ...] = (~someone(FIRST),)
    if part == SECOND:
        may = (Worths.report < _edge(sharing.double), someone(FIRST), ~someone(SECOND), ~mine)
    elif part == JUDGE:
        second = select(Assignments.report).where(Assignments.part == SECOND, Assignments.how == DONE)
        may = (Worths.report.in_(second), someone(FIRST, Assignments.how == DONE), ~someone(JUDGE))
    asked = select(Worths.report, Worths.worth).where(Worths.worth.is_not(None), *may, before if skipped else ~before)
    return asked.order_by(Worths.worth.desc(), Worths.report).limit(1)


def _held(connection: Connection, person: str, at: str) -> Assignment | None:
    """What the person holds; also what ran out, where nobody else has taken it."""
    asked = select(Assignments).where(Assignments.person == person, Assignments.ended.is_(None)).order_by(Assignments.number.desc())
    for row in connection.execute(asked).all():
        if row.until > at or not _taken(connection, row, at):
            return _of(row)
    return None


def _judging(report: str, at: str) -> tuple[ColumnElement[bool], ...]:
    return (Assignments.report == report, Assignments.part == JUDGE, _live(at))


def _live(at: str) -> ColumnElement[bool]:
    """Held, or done."""
    return or_(Assignments.how == DONE, and_(Assignments.ended.is_(None), Assignments.until > at))


def _taken(connection: Connection, row: Any, at: str) -> bool:
    live = _live(at)
    asked = select(Assignments.number).where(
        Assignments.report == row.report, Assignments.part == row.part, Assignments.person != row.person
    )
    return connection.execute(asked.where(live)).first() is not None


def _hold(connection: Connection, held: Assignment, until: str) -> Assignment:
    connection.execute(update(Assignments).where(Assignments.number == held.number).values(until=until))
    return Assignment(held.number, held.report, held.person, held.part, held.taken, until)


def _end(connection: Connection, held: Assignment, how: str, at: str) -> None:
    which = (Assignments.number == held.number, Assignments.ended.is_(None))
    connection.execute(update(Assignments).where(*which).values(ended=at, how=how))


def _give(connection: Connection, report: str, person: str, part: str, *, at: str, until: str) -> Assignment:
    told = {"report": report, "person": person, "part": part, "taken": at, "until": until}
    number = connection.execute(insert(Assignments).values(**told).returning(Assignments.number)).scalar_one()
    return Assignment(int(number), report, person, part, at, until)


def _until(at: str, sharing: Sharing) -> str:
    return (datetime.fromisoformat(at) + timedelta(minutes=sharing.minutes)).isoformat(timespec="milliseconds")


def _of(row: Any) -> Assignment:
    return Assignment(row.number, row.report, row.person, row.part, row.taken, row.until, row.ended, row.how)
