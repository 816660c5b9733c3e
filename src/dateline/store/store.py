"""The store: what was read, coded and decided, kept for good, and the incidents that are made of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations

from sqlalchemy import Connection, func, select

from dateline.errors import UsageError
from dateline.schema.decision import Anchor, Decision
from dateline.schema.failure import Reading
from dateline.schema.incident import Incident
from dateline.schema.jsonable import from_json
from dateline.schema.record import Coder, Record
from dateline.schema.report import Report
from dateline.store import adding, decided, editions, history, incidents, kept, rows, settling, unmerged
from dateline.store.finding import NOTHING_ASKED, Filters, selected
from dateline.store.history import Row
from dateline.store.listing import Listed
from dateline.store.moved import Moved, homes, moved
from dateline.store.opening import PATIENCE, Database, open_database
from dateline.store.replay import (
    ADD,
    CHANGE,
    KINDS,
    MERGE,
    SPLIT,
    UNDO,
    Replayed,
    anchor_of,
    change,
    find,
    in_force,
)
from dateline.store.settling import Merged
from dateline.store.tables import (
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
from dateline.store.unmerged import Told

Clock = Callable[[], str]


def now() -> str:
    """The time, ISO 8601 in UTC, to the millisecond: who accepts, takes it back and accepts again decides three times."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True)
class Coding:
    """One coding of a report, without the record: which coder made it, and when."""

    number: int
    coder: Coder
    coded: str


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
            came = came and adding.is_known_edition(connection, key, reading)
            failed = connection.execute(select(Failures.number).where(Failures.coding == coding)).first() is not None
        if not coding or (failed and not came):
            return False
        if not came:
            with self.database.writing() as connection:
                adding.arrive(connection, key, reading, self.now())
        return True

    def add(self, reading: Reading, record: Record) -> bool:
        """Keeps a report with its coding, both or nothing; True where the report is new."""
        return self.add_all([(reading, record)])[0]

    def add_all(self, coded: Sequence[tuple[Reading, Record]]) -> list[bool]:
        """Keeps reports with their codings, all or nothing: one transaction costs as much as a hundred rows. True where one is new."""
        out, at = [], self.now()
        with self.database.writing() as connection:
            for reading, record in coded:
                key = rows.key_of(reading)
                out.append(adding.arrive(connection, key, reading, at))
                if out[-1] or not adding.is_redacted(connection, key):
                    adding.keep_coding(connection, key, record, at)
        return out

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
            adding.let_merging_see(connection, key)
            return adding.keep_coding(connection, key, record, self.now())

    def keys(self, *, not_by: Coder | None = None, failed: bool = False, passed_over: bool | None = None) -> Iterator[str]:
        """The keys of all reports in the order they came; with `not_by` of those whose latest coding is another coder's, with `failed`
        of those that could not be coded, with `passed_over` of those that were (False: were not) passed over. Redacted texts are left
        out then: there is nothing to code; with `not_by` also the rows of tables that were brought in."""
        with self.database.reading() as connection:
            found = connection.execute(kept.latest(not_by=not_by, failed=failed, passed_over=passed_over)).all()
        return iter([row.key for row in found])

    def size(self) -> int:
        """How many reports there are."""
        with self.database.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(Reports)).scalar_one())

    def key(self, prefix: str) -> str:
        """The key of the report whose key begins so, or whose given id is this. Raises UsageError where there is none, or several."""
        with self.database.reading() as connection:
            return kept.one_report(connection, prefix)

    def report(self, key: str) -> Report:
        """The report as it is kept: its text is empty where it was redacted."""
        with self.database.reading() as connection:
            return kept.report(connection, key)

    def coded(self, key: str) -> Record:
        """The latest coding of a report, without decisions."""
        with self.database.reading() as connection:
            return kept.current(connection, key)

    def uncorrected(self, key: str) -> Record:
        """The latest coding with the events that people added, nothing else decided."""
        with self.database.reading() as connection:
            return kept.whole(connection, key)

    def record(self, key: str) -> Record:
        """The latest coding of a report as people decided."""
        return self.replayed(key).record

    def replayed(self, key: str, *, second: str | None = None) -> Replayed:
        """The same with the verdicts, and the decisions that no longer find their event. With `second` as this second coder sees it:
        with the decisions that they made on it, and nobody else's."""
        with self.database.reading() as connection:
            return kept.replayed(connection, key, second=second)

    def standing(self, key: str, *, second: str | None = None, until: str | None = None) -> tuple[Decision, ...]:
        """The decisions that `replayed` lays on the report, in order; those that were in force at the time `until`."""
        with self.database.reading() as connection:
            return decided.of_report(connection, key, second=second, until=until)

    def redacted(self, keys: Iterable[str]) -> dict[str, bool]:
        """Those of these reports that words were taken out of: True where it was the whole text."""
        out: dict[str, bool] = {}
        with self.database.reading() as connection:
            for part in adding.parts(sorted(set(keys))):
                gone = select(Reports.key).where(Reports.key.in_(part), Reports.text.is_(None))
                names = select(Tombstones.report).where(Tombstones.report.in_(part)).distinct()
                out |= {row.report: False for row in connection.execute(names)} | {row.key: True for row in connection.execute(gone)}
        return out

    def superseded(self, keys: Iterable[str]) -> dict[str, str]:
        """Those of these reports whose place a later state of their page took, each with that report."""
        with self.database.reading() as connection:
            return editions.superseded(connection, keys)

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

    def anchor(self, telling: str, field: str | None = None, *, second: str | None = None) -> Anchor:
        """The words of an event, by "<report>:<event id>" (of the report the beginning is enough); with `second` as this coder has it."""
        with self.database.reading() as connection:
            key, event = kept.one_event(connection, telling, second=second)
            return anchor_of(key, event, field)

    def words(self, report: str, start: int, end: int, event: str) -> Anchor:
        """Words of a report (by its key) that tell of an event of that type: what a decision to add it is about.

        Raises UsageError where the report has no such words.
        """
        with self.database.reading() as connection:
            text = kept.report(connection, report).text
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise UsageError(f"{report[:12]}: there are no words at {start}-{end}")
        return Anchor(report, start, end, text[start:end], event)

    def decide(self, decision: Decision, *, second: bool = False) -> Decision:
        """Keeps a decision and shows what follows of it; what it touches waits to be merged again. Its id is made of what it says.

        With `second` it is a second coder's: kept, and not in force; nor is what takes such a decision back.
        Raises UsageError, and keeps nothing, where it means no event, its value does not fit, or it undoes what is not there.
        """
        decision = replace(decision, id=rows.decision_id(replace(decision, id="")))
        if not decision.who.strip():
            raise UsageError("a decision says who decided; give --who")
        with self.database.writing() as connection:
            if connection.execute(select(Decisions.id).where(Decisions.id == decision.id)).first():
                return decision
            decision_ = self._checked(connection, decision, second=second)
            decided.keep(connection, decision_)
            if second or (decision.kind == UNDO and decided.is_aside(connection, decided.one(connection, decision.undoes or "").id)):
                decided.put_aside(connection, decision_.id)
                return decision_
            for key in sorted({anchor.report for anchor in kept.meant(connection, decision_)}):
                kept.show_again(connection, key, self.now())
        return decision_

    def meant(self, decision: Decision) -> tuple[str, ...]:
        """The tellings that a decision, made or not, is about; of an undo those of what it takes back. Those not found are left out."""
        with self.database.reading() as connection:
            found = (kept.telling_of(connection, anchor) for anchor in kept.meant(connection, decision))
            return tuple(dict.fromkeys(telling for telling in found if telling))

    def decision(self, prefix: str) -> Decision:
        """The decision whose id begins so."""
        with self.database.reading() as connection:
            return decided.one(connection, prefix)

    def decisions(self, *, second: bool = False) -> tuple[Decision, ...]:
        """Every decision in the order in which they came, those taken back as well; those of second coders only with `second`."""
        with self.database.reading() as connection:
            return decided.everything(connection, second=second)

    def decided_on(self, keys: Iterable[str]) -> tuple[Decision, ...]:
        """The decisions about words of these reports and what takes them back, in the order in which they came."""
        with self.database.reading() as connection:
            return decided.about(connection, keys)

    def orphaned(self) -> tuple[Decision, ...]:
        """The decisions in force that no longer find their event or field."""
        with self.database.reading() as connection:
            standing = in_force(decided.everything(connection))
            lost = {id for key in {a.report for d in standing for a in d.anchors} for id in kept.replayed(connection, key).orphaned}
        return tuple(decision for decision in standing if decision.id in lost)

    def held_and_apart(self, supposed: Sequence[Decision] = ()) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """Pairs of tellings that people hold together, and apart. A merge holds all of its anchors together; of a split the first
        is held apart from each of the others.

        Of two decisions on the same pair the later counts. `supposed` are decisions that nobody has made yet, the last of all.
        """
        with self.database.reading() as connection:
            pairs: dict[tuple[str, str], str] = {}
            for decision in in_force((*decided.everything(connection), *supposed)):
                if decision.kind in (MERGE, SPLIT):
                    told = [kept.telling_of(connection, anchor) for anchor in decision.anchors]
                    met = combinations(told, 2) if decision.kind == MERGE else ((told[0], other) for other in told[1:])
                    pairs |= {_pair(one, other): decision.kind for one, other in met if one and other and one != other}
        held, apart = (tuple(sorted(pair for pair, kind in pairs.items() if kind == wanted)) for wanted in (MERGE, SPLIT))
        return held, apart

    def _checked(self, connection: Connection, decision: Decision, *, second: bool) -> Decision:
        """The decision, fit to be kept."""
        by = decision.who if second else None
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
            found = find(kept.whole(connection, anchor.report, second=by).events, anchor, same_type=kind == ADD)
            if kind == ADD and found is not None:
                raise UsageError(f"{anchor.report[:12]}: {found.id} is an event of this type at these words; accept or change that one")
            if kind != ADD and found is None:
                raise UsageError(f"{anchor.report[:12]}: no event is told at {anchor.start}-{anchor.end}")
            if kind == CHANGE and found is not None:
                record = kept.replayed(connection, anchor.report, second=by).record
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
            return unmerged.generation(connection)

    def told(self, keys: Iterable[str]) -> Iterator[Told]:
        """The latest coding of each of these reports as people decided, with what merging needs to know, in order of the keys."""
        with self.database.reading() as connection:
            for part in adding.parts(sorted(set(keys))):
                yield from unmerged.told(connection, part)

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
            if unmerged.generation(connection) != of or not unmerged.same_codings(connection, dict(merged.codings)):
                return False
            settling.keep(connection, merged, self.now())
        return True

    # Incidents

    def incidents(self, filters: Filters = NOTHING_ASKED) -> Iterator[Incident]:
        """The incidents with what is asked for, by their first day and id."""
        return (incidents.incident_of(row.body) for row in self.listed(filters))

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
        return [incidents.incident_of(found[id]) for id in ids if id in found]

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
            return incidents.one_incident(connection, prefix)

    def homes(self, tellings: Iterable[str]) -> dict[str, str]:
        """The incident of each of these tellings that is in one."""
        with self.database.reading() as connection:
            return homes(connection, tellings)

    def moved(self, prefix: str) -> Moved:
        """Where the events of the incident are whose id begins, or once began, so. Raises UsageError where there never was one."""
        with self.database.reading() as connection:
            return moved(connection, prefix)

    def history(self, id: str) -> tuple[Row, ...]:
        """What happened to a report, an event ("<report>:<event id>"), an incident or a decision, in the order of time."""
        with self.database.reading() as connection:
            return tuple(history.history(connection, id))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
