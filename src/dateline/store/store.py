"""The store: what was read, coded and decided, kept for good, and the incidents that are made of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.errors import UsageError
from dateline.schema.decision import Anchor, Decision
from dateline.schema.failure import Reading
from dateline.schema.imported import MADE_BY
from dateline.schema.incident import Incident
from dateline.schema.jsonable import from_json, from_plain
from dateline.schema.record import Coder, Event, Record
from dateline.schema.report import Report
from dateline.store import adding, decided, rows, settling
from dateline.store.finding import NOTHING_ASKED, Filters, selected
from dateline.store.listing import Listed
from dateline.store.opening import PATIENCE, Database, open_database
from dateline.store.replay import CHANGE, KINDS, MERGE, REJECT, SPLIT, UNDO, VERDICTS, Replayed, anchor_of, change, find, in_force, replay
from dateline.store.settling import Merged
from dateline.store.tables import (
    Anchors,
    Arrivals,
    Blocks,
    Codings,
    Copies,
    Decisions,
    Events,
    Failures,
    Incidents,
    Origins,
    Parties,
    Reports,
    Tombstones,
)

Clock = Callable[[], str]


def now() -> str:
    """The time, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Coding:
    """One coding of a report, without the record: which coder made it, and when."""

    number: int
    coder: Coder
    coded: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a history: `what` happened `at`, who did it and why, where a person did."""

    at: str
    what: str
    who: str | None = None
    why: str | None = None
    id: str | None = None
    orphaned: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A report for merging: its record without the events that people rejected, the number of its coding, text and origin."""

    report: str
    coding: int
    record: Record
    text: str
    origin: str | None


@dataclass(frozen=True, slots=True)
class Pending:
    """What merging has not seen: `tellings` by id, and the reports whose copies were not looked for."""

    tellings: tuple[str, ...]
    reports: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.tellings or self.reports)


def open_store(name: str, *, create: bool = False, patience: float = PATIENCE, clock: Clock = now) -> Store:
    """The store of that name: a file, or the URL of a database (`open_database`). `patience`: seconds to wait for another writer."""
    return Store(open_database(name, create=create, patience=patience), clock)


class Store:
    """A store that is open. Every method is one transaction; a process that ends within one leaves nothing half done."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self.database = database
        self.now = clock

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections."""
        self.database.close()

    # Reports and codings

    def meets(self, reading: Reading) -> bool:
        """Whether this report is here, so that it need not be coded. Where it comes under another name, that is kept.

        A report that could not be coded and now comes otherwise (in another language, say) is not met: it is worth another try.
        """
        key = rows.key_of(reading)
        arrival = rows.arrival_row(key, reading, self.now())
        with self.database.reading() as connection:
            if adding.is_redacted(connection, key):
                return True
            coding: int | None = connection.execute(select(func.max(Codings.number)).where(Codings.report == key)).scalar_one()
            came = connection.execute(select(Arrivals.number).where(Arrivals.id == arrival["id"])).first() is not None
            failed = connection.execute(select(Failures.number).where(Failures.coding == coding)).first() is not None
        if not coding or (failed and not came):
            return False
        if not came:
            with self.database.writing() as connection:
                adding.arrive(connection, key, reading, self.now())
        return True

    def add(self, reading: Reading, record: Record) -> bool:
        """Keeps a report with its coding, both or nothing; True where the report is new."""
        key, at = rows.key_of(reading), self.now()
        with self.database.writing() as connection:
            new = adding.arrive(connection, key, reading, at)
            if new or not adding.is_redacted(connection, key):
                adding.keep_coding(connection, key, record, at)
        return new

    def bring(self, reading: Reading, record: Record) -> bool:
        """Keeps a row of a table that people coded, with its values; True where they are not here yet, or not in this form."""
        key, at = rows.key_of(reading), self.now()
        with self.database.writing() as connection:
            new = adding.arrive(connection, key, reading, at)
            if not new and adding.is_redacted(connection, key):
                return False
            return adding.keep_coding(connection, key, record, at)

    def code_again(self, key: str, record: Record) -> bool:
        """Keeps another coding of a report that is here; True where it is another than the same coder gave before."""
        with self.database.writing() as connection:
            return adding.keep_coding(connection, key, record, self.now())

    def keys(self, *, not_by: Coder | None = None, failed: bool = False) -> Iterator[str]:
        """The keys of all reports in the order they came; with `not_by` of those whose latest coding is another coder's, with `failed`
        of those that could not be coded. Redacted texts are left out then: there is nothing to code; with `not_by` also the rows of
        tables that were brought in."""
        with self.database.reading() as connection:
            found = connection.execute(_latest(connection, not_by=not_by, failed=failed)).all()
        return iter([row.key for row in found])

    def size(self) -> int:
        """How many reports there are."""
        with self.database.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(Reports)).scalar_one())

    def key(self, prefix: str) -> str:
        """The key of the report whose key begins so, or whose given id is this. Raises UsageError where there is none, or several."""
        with self.database.reading() as connection:
            return _one_report(connection, prefix)

    def report(self, key: str) -> Report:
        """The report as it is kept: its text is empty where it was redacted."""
        with self.database.reading() as connection:
            return _report(connection, key)

    def coded(self, key: str) -> Record:
        """The latest coding of a report, without decisions."""
        with self.database.reading() as connection:
            return _current(connection, key)

    def record(self, key: str) -> Record:
        """The latest coding of a report as people decided."""
        return self.replayed(key).record

    def replayed(self, key: str) -> Replayed:
        """The same with the verdicts, and the decisions that no longer find their event."""
        with self.database.reading() as connection:
            return _replayed(connection, key)

    def redacted(self, keys: Iterable[str]) -> dict[str, bool]:
        """Those of these reports that words were taken out of: True where it was the whole text."""
        out: dict[str, bool] = {}
        with self.database.reading() as connection:
            for part in adding.parts(sorted(set(keys))):
                gone = select(Reports.key).where(Reports.key.in_(part), Reports.text.is_(None))
                names = select(Tombstones.report).where(Tombstones.report.in_(part)).distinct()
                out |= {row.report: False for row in connection.execute(names)} | {row.key: True for row in connection.execute(gone)}
        return out

    def codings(self, key: str) -> tuple[Coding, ...]:
        """Every coding of a report, first to last."""
        with self.database.reading() as connection:
            found = connection.execute(select(Codings).where(Codings.report == key).order_by(Codings.number)).all()
        return tuple(Coding(row.number, Coder(row.version, row.model, row.tables), row.coded) for row in found)

    def coding(self, number: int) -> Record:
        """The record of one coding."""
        with self.database.reading() as connection:
            return from_json(json.loads(connection.execute(select(Codings.record).where(Codings.number == number)).scalar_one()))

    # Decisions

    def anchor(self, telling: str, field: str | None = None) -> Anchor:
        """The words of an event, by "<report>:<event id>" (of the report the beginning is enough)."""
        with self.database.reading() as connection:
            key, event = _one_event(connection, telling)
            return anchor_of(key, event, field)

    def decide(self, decision: Decision) -> Decision:
        """Keeps a decision and shows what follows of it; what it touches waits to be merged again. Its id is made of what it says.

        Raises UsageError, and keeps nothing, where it means no event, its value does not fit, or it undoes what is not there.
        """
        decision = replace(decision, id=rows.decision_id(replace(decision, id="")))
        if not decision.who.strip():
            raise UsageError("a decision says who decided; give --who")
        with self.database.writing() as connection:
            if connection.execute(select(Decisions.id).where(Decisions.id == decision.id)).first():
                return decision
            decision_ = self._checked(connection, decision)
            decided.keep(connection, decision_)
            for key in sorted({anchor.report for anchor in _meant(connection, decision_)}):
                _show_again(connection, key)
        return decision_

    def decision(self, prefix: str) -> Decision:
        """The decision whose id begins so."""
        with self.database.reading() as connection:
            return decided.one(connection, prefix)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision in the order in which they came, those taken back as well."""
        with self.database.reading() as connection:
            return decided.everything(connection)

    def orphaned(self) -> tuple[Decision, ...]:
        """The decisions in force that no longer find their event or field."""
        with self.database.reading() as connection:
            standing = in_force(decided.everything(connection))
            lost = {id for key in {a.report for d in standing for a in d.anchors} for id in _replayed(connection, key).orphaned}
        return tuple(decision for decision in standing if decision.id in lost)

    def held_and_apart(self) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """Pairs of tellings that people hold together, and apart. Of a split the first anchor is held apart from each of the others.

        Of two decisions on the same pair the later counts.
        """
        with self.database.reading() as connection:
            pairs: dict[tuple[str, str], str] = {}
            for decision in in_force(decided.everything(connection)):
                if decision.kind in (MERGE, SPLIT):
                    first, *others = [_telling(connection, anchor) for anchor in decision.anchors]
                    pairs |= {_pair(first, other): decision.kind for other in others if first and other and first != other}
        held, apart = (tuple(sorted(pair for pair, kind in pairs.items() if kind == wanted)) for wanted in (MERGE, SPLIT))
        return held, apart

    def _checked(self, connection: Connection, decision: Decision) -> Decision:
        """The decision, fit to be kept."""
        kind, number = decision.kind, len(decision.anchors)
        if kind not in KINDS:
            raise UsageError(f"{kind!r} is no decision; one of {', '.join(KINDS)}")
        if kind == UNDO:
            undone = decided.one(connection, decision.undoes or "")
            if connection.execute(select(Decisions.id).where(Decisions.undoes == undone.id)).first():
                raise UsageError(f"{undone.id[:12]}: this decision was undone before; undo the undoing to bring it back")
            return decision
        if number < 2 if kind in (MERGE, SPLIT) else number != 1:
            raise UsageError(f"to {kind} takes {'two or more events' if kind in (MERGE, SPLIT) else 'one event'}, not {number}")
        for anchor in decision.anchors:
            found = find(_current(connection, anchor.report).events, anchor)
            if found is None:
                raise UsageError(f"{anchor.report[:12]}: no event is told at {anchor.start}-{anchor.end}")
            if kind == CHANGE:
                record = _replayed(connection, anchor.report).record
                change(record, next(event for event in record.events if event.id == found.id), decision)
        return decision

    # Merging

    def pending(self) -> Pending:
        """What merging has not seen yet."""
        waiting = select(Events.telling).where(Events.incident.is_(None), func.coalesce(Events.verdict, "") != "rejected")
        unseen = select(Reports.key).where(~Reports.key.in_(select(Origins.report))).order_by(Reports.number)
        with self.database.reading() as connection:
            tellings = tuple(sorted(row.telling for row in connection.execute(waiting)))
            return Pending(tellings, tuple(row.key for row in connection.execute(unseen)))

    def generation(self) -> tuple[int, ...]:
        """Changes whenever a decision or a tombstone is added: what was merged from an earlier one is out of date."""
        with self.database.reading() as connection:
            return _generation(connection)

    def told(self, keys: Iterable[str]) -> Iterator[Told]:
        """The latest coding of each of these reports as people decided, with what merging needs to know, in order of the keys."""
        with self.database.reading() as connection:
            for part in adding.parts(sorted(set(keys))):
                yield from _told(connection, part)

    def texts(self, keys: Iterable[str]) -> dict[str, str]:
        """The texts of those reports that have one."""
        out: dict[str, str] = {}
        with self.database.reading() as connection:
            for part in adding.parts(sorted(set(keys))):
                found = connection.execute(select(Reports.key, Reports.text).where(Reports.key.in_(part), Reports.text != ""))
                out |= {row.key: row.text for row in found}
        return out

    def titles(self, keys: Iterable[str]) -> dict[str, str | None]:
        """The title of each of those reports, None where it has none."""
        out: dict[str, str | None] = {}
        with self.database.reading() as connection:
            for part in adding.parts(sorted(set(keys))):
                found = connection.execute(select(Reports.key, Reports.title).where(Reports.key.in_(part)))
                out |= {row.key: row.title for row in found}
        return out

    def origins(self, keys: Iterable[str]) -> dict[str, str]:
        """The origin of each of those reports that has one."""
        out: dict[str, str] = {}
        with self.database.reading() as connection:
            for part in adding.parts(sorted(set(keys))):
                found = connection.execute(select(Origins.report, Origins.origin).where(Origins.report.in_(part)))
                out |= {row.report: row.origin for row in found}
        return out

    def sharing(self, copy_keys: Iterable[str]) -> frozenset[str]:
        """The reports under any of these keys of copies, with all that share an origin with one of them."""
        found: set[str] = set()
        with self.database.reading() as connection:
            for part in adding.parts(sorted(set(copy_keys))):
                found |= {row.report for row in connection.execute(select(Copies.report).where(Copies.key.in_(part)))}
            for part in adding.parts(sorted(found)):
                origins = select(Origins.origin).where(Origins.report.in_(part))
                found |= {row.report for row in connection.execute(select(Origins.report).where(Origins.origin.in_(origins)))}
        return frozenset(found)

    def near(self, blocking_keys: Iterable[str]) -> frozenset[str]:
        """The tellings under any of these blocking keys."""
        found: set[str] = set()
        with self.database.reading() as connection:
            for part in adding.parts(sorted(set(blocking_keys))):
                found |= {row.telling for row in connection.execute(select(Blocks.telling).where(Blocks.key.in_(part)))}
        return frozenset(found)

    def companions(self, tellings: Iterable[str]) -> frozenset[str]:
        """These tellings and all that are in one incident with any of them."""
        found = set(tellings)
        with self.database.reading() as connection:
            for part in adding.parts(sorted(found)):
                incidents = select(Events.incident).where(Events.telling.in_(part), Events.incident.is_not(None))
                found |= {row.telling for row in connection.execute(select(Events.telling).where(Events.incident.in_(incidents)))}
        return frozenset(found)

    def settle(self, merged: Merged, *, of: tuple[int, ...]) -> bool:
        """Keeps what was merged from generation `of`; False, and nothing is kept, where people decided otherwise since, or one of
        the reports was coded again. What was added since waits for its turn."""
        with self.database.writing() as connection:
            if _generation(connection) != of or not _same_codings(connection, dict(merged.codings)):
                return False
            settling.keep(connection, merged)
        return True

    # Incidents

    def incidents(self, filters: Filters = NOTHING_ASKED) -> Iterator[Incident]:
        """The incidents with what is asked for, by their first day and id."""
        return (_incident(row.body) for row in self.listed(filters))

    def listed(self, filters: Filters = NOTHING_ASKED) -> list[Listed]:
        """The same as rows of a list, with the incident as JSON in `body`."""
        with self.database.reading() as connection:
            asked = selected(filters, sqlite=self.database.sqlite)
            return [Listed(**row._mapping) for row in connection.execute(asked)]

    def ids(self, filters: Filters = NOTHING_ASKED) -> list[str]:
        """The ids of the incidents with what is asked for, in the order of `incidents`: for reading them a few at a time."""
        with self.database.reading() as connection:
            asked = selected(filters, sqlite=self.database.sqlite).with_only_columns(Incidents.id)
            return [row.id for row in connection.execute(asked)]

    def some(self, ids: Sequence[str]) -> list[Incident]:
        """The incidents of these ids, in their order; those that are no more are left out."""
        found: dict[str, str] = {}
        with self.database.reading() as connection:
            for part in adding.parts(list(ids)):
                asked = select(Incidents.id, Incidents.body).where(Incidents.id.in_(part))
                found |= {row.id: row.body for row in connection.execute(asked)}
        return [_incident(found[id]) for id in ids if id in found]

    def parties(self, role: str) -> dict[str, tuple[str, ...]]:
        """Incident -> the names of the parties that its events have in that role, by the alphabet."""
        asked = select(Events.incident, Parties.name).join(Parties, Parties.telling == Events.telling)
        asked = asked.where(Parties.role == role, Events.incident.is_not(None)).distinct()
        out: dict[str, list[str]] = {}
        with self.database.reading() as connection:
            for row in connection.execute(asked):
                out.setdefault(row.incident, []).append(row.name)
        return {incident: tuple(sorted(names)) for incident, names in out.items()}

    def incident(self, prefix: str) -> Incident:
        """The incident whose id begins so, or that holds this telling. Raises UsageError where there is none, or several."""
        with self.database.reading() as connection:
            return _one_incident(connection, prefix)

    def history(self, id: str) -> tuple[Row, ...]:
        """What happened to a report, an event ("<report>:<event id>"), an incident or a decision, in the order of time."""
        with self.database.reading() as connection:
            return tuple(_history(connection, id))


def _latest(connection: Connection, *, not_by: Coder | None, failed: bool) -> Any:
    last = select(Codings.report, func.max(Codings.number).label("number")).group_by(Codings.report).subquery()
    asked = select(Reports.key).join(last, last.c.report == Reports.key).join(Codings, Codings.number == last.c.number)
    if not_by is not None:
        # What people coded is not coded again
        asked = asked.where(Codings.coder != rows.coder_key(not_by), ~Codings.version.startswith(MADE_BY, autoescape=True))
    if failed:
        asked = asked.where(Codings.number.in_(select(Failures.coding)))
    if not_by is not None or failed:
        asked = asked.where(Reports.text.is_not(None), Reports.text != "")
    return asked.order_by(Reports.number)


def _one_report(connection: Connection, prefix: str) -> str:
    given = select(Arrivals.report).where(Arrivals.given == prefix)
    asked = select(Reports.key).where(Reports.key.in_(given) | Reports.key.startswith(prefix, autoescape=True)).limit(2)
    found = [row.key for row in connection.execute(asked)] if prefix else []
    if len(found) != 1:
        raise UsageError(f"{prefix}: {'no report has' if not found else 'several reports have'} this id, or a key that begins so")
    return str(found[0])


def _report(connection: Connection, key: str) -> Report:
    asked = select(Reports, Arrivals.given, Arrivals.language).join(Arrivals, Arrivals.report == Reports.key)
    row = connection.execute(asked.where(Reports.key == key).order_by(Arrivals.number.desc()).limit(1)).first()
    if row is None:
        raise UsageError(f"{key}: there is no such report")
    return rows.report_of(row)


def _current(connection: Connection, key: str) -> Record:
    asked = select(Codings.record).where(Codings.report == key).order_by(Codings.number.desc()).limit(1)
    found = connection.execute(asked).scalar_one_or_none()
    if found is None:
        raise UsageError(f"{key}: there is no such report")
    return from_json(json.loads(found))


def _replayed(connection: Connection, key: str) -> Replayed:
    return replay(_current(connection, key), decided.of_report(connection, key), key)


def _one_event(connection: Connection, telling: str) -> tuple[str, Event]:
    """Report and event, as coded, of "<report>:<event id>"."""
    prefix, _, event = telling.rpartition(":")
    key = _one_report(connection, prefix)
    found = [each for each in _current(connection, key).events if each.id == event]
    if not found:
        raise UsageError(f"{telling}: this report has no event {event!r}")
    return key, found[0]


def _meant(connection: Connection, decision: Decision) -> tuple[Anchor, ...]:
    """The words that a decision is about; of an undo those of what it takes back."""
    while decision.kind == UNDO:
        decision = decided.one(connection, decision.undoes or "")
    return decision.anchors


def _show_again(connection: Connection, key: str) -> None:
    number = connection.execute(select(func.max(Codings.number)).where(Codings.report == key)).scalar_one()
    adding.show(connection, key, _current(connection, key), number)


def _telling(connection: Connection, anchor: Anchor) -> str | None:
    found = find(_current(connection, anchor.report).events, anchor)
    return None if found is None else f"{anchor.report}:{found.id}"


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _generation(connection: Connection) -> tuple[int, ...]:
    counted = (Decisions.number, Tombstones.number)
    return tuple(connection.execute(select(func.coalesce(func.max(number), 0))).scalar_one() for number in counted)


def _same_codings(connection: Connection, codings: dict[str, int]) -> bool:
    """Whether the events of these reports are still of these codings."""
    found: set[tuple[str, int]] = set()
    for part in adding.parts(sorted(codings)):
        asked = select(Events.report, Events.coding).where(Events.report.in_(part)).distinct()
        found |= {(row.report, row.coding) for row in connection.execute(asked)}
    return found == set(codings.items())


def _told(connection: Connection, keys: list[str]) -> Iterator[Told]:
    last = select(func.max(Codings.number)).where(Codings.report.in_(keys)).group_by(Codings.report)
    asked = select(Codings.report, Codings.number, Codings.record, Reports.text, Origins.origin)
    asked = asked.join(Reports, Reports.key == Codings.report).outerjoin(Origins, Origins.report == Codings.report)
    anchored = {row.report for row in connection.execute(select(Anchors.report).where(Anchors.report.in_(keys)).distinct())}
    for row in connection.execute(asked.where(Codings.number.in_(last)).order_by(Codings.report)).all():
        record = from_json(json.loads(row.record))
        replayed = replay(record, decided.of_report(connection, row.report), row.report) if row.report in anchored else Replayed(record)
        rejected = {event for event, verdict in replayed.verdicts if verdict == VERDICTS[REJECT]}
        shown = tuple(event for event in replayed.record.events if event.id not in rejected)
        yield Told(row.report, row.number, replace(replayed.record, events=shown), row.text or "", row.origin)


def _incident(body: str) -> Incident:
    found = from_plain(Incident, json.loads(body))
    assert isinstance(found, Incident)
    return found


def _one_incident(connection: Connection, prefix: str) -> Incident:
    report, _, event = prefix.rpartition(":")
    asked = select(Incidents.body).where(Incidents.id.startswith(prefix, autoescape=True)).limit(2)
    found: Sequence[Any] = connection.execute(asked).all() if prefix else []
    if not found and report and event:
        telling = f"{_one_report(connection, report)}:{event}"
        asked = select(Incidents.body).join(Events, Events.incident == Incidents.id).where(Events.telling == telling)
        found = connection.execute(asked).all()
    if len(found) != 1:
        raise UsageError(f"{prefix}: {'no incident has' if not found else 'several incidents have'} an id that begins so")
    return _incident(found[0].body)


def _history(connection: Connection, id: str) -> list[Row]:
    if connection.execute(select(Decisions.id).where(Decisions.id.startswith(id, autoescape=True))).first():
        decision = decided.one(connection, id)
        later = [each for each in decided.everything(connection) if each.undoes == decision.id]
        return [_decision_row(each, frozenset()) for each in (decision, *later)]
    reports, anchors = _about(connection, id)
    out = [row for key in reports for row in _report_history(connection, key)]
    orphaned = frozenset(id for key in reports for id in _replayed(connection, key).orphaned)
    for decision in decided.everything(connection):
        meant = _meant(connection, decision)
        if any(anchor.report in reports and (anchors is None or any(_same(anchor, one) for one in anchors)) for anchor in meant):
            out.append(_decision_row(decision, orphaned))
    return sorted(out, key=lambda row: row.at)


def _about(connection: Connection, id: str) -> tuple[list[str], list[Anchor] | None]:
    """The reports that an id is about, and the words of its events; None for those where a whole report is meant."""
    report, _, event = id.rpartition(":")
    try:
        return [_one_report(connection, id)], None
    except UsageError:
        pass
    incident = None if event and report else _one_incident(connection, id)
    tellings = incident.tellings if incident else (id,)
    found = [_one_event(connection, telling) for telling in tellings]
    return list(dict.fromkeys(key for key, _ in found)), [
        Anchor(key, mention.start, mention.end, mention.text, event.type) for key, event in found for mention in event.mentions
    ]


def _same(anchor: Anchor, other: Anchor) -> bool:
    return anchor.report == other.report and min(anchor.end, other.end) > max(anchor.start, other.start)


def _report_history(connection: Connection, key: str) -> list[Row]:
    came = connection.execute(select(Arrivals).where(Arrivals.report == key).order_by(Arrivals.number)).all()
    out = [Row(row.arrived, f"report {row.given} arrived", id=key) for row in came]
    for row in connection.execute(select(Codings).where(Codings.report == key).order_by(Codings.number)):
        record = from_json(json.loads(row.record))
        told = f"failed: {record.failures[0].code}" if record.failures else f"{len(record.events)} event{'s' * (len(record.events) != 1)}"
        out.append(Row(row.coded, f"coded by dateline {row.version}: {told}", id=key))
    gone = connection.execute(select(Tombstones).where(Tombstones.report == key).order_by(Tombstones.number)).all()
    taken = {"text": "the text was taken out", "name": "a name was taken out"}
    return out + [Row(one.at, taken[one.kind], one.who, one.why, key) for one in gone]


def _decision_row(decision: Decision, orphaned: frozenset[str]) -> Row:
    anchor = decision.anchors[0] if decision.anchors else None
    about = f" “{anchor.text}” ({anchor.event})" if anchor else f" {(decision.undoes or '')[:12]}"
    value = f": {anchor.field} = {decision.value}" if anchor and anchor.field else ""
    more = f" and {len(decision.anchors) - 1} more" if len(decision.anchors) > 1 else ""
    return Row(decision.at, f"{decision.kind}{about}{more}{value}", decision.who, decision.why, decision.id, decision.id in orphaned)
