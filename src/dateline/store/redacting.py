"""Taking out what must go: the text of a report, or a person's name everywhere. A tombstone says that something was taken out.

Words are covered with a sign for each character, so that every span still counts the same characters. What was coded of them stays:
type, day, place, figures. Nothing that was taken out comes back when the same report is added again.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update

from dateline.errors import UsageError
from dateline.schema.jsonable import dumps, from_json
from dateline.store import adding
from dateline.store.store import Store
from dateline.store.tables import (
    Alerts,
    Anchors,
    Arrivals,
    Assignments,
    Audit,
    Codings,
    Copies,
    Decisions,
    Deliveries,
    Editions,
    Entries,
    Failures,
    Feeds,
    Notices,
    Originals,
    Reports,
    Table,
    Tokens,
    Tombstones,
)

COVER = "█"
# Between the parts of a name: white space, or what addresses and file names have there.
_BETWEEN = r"(?:[\s\-_.+]|%20)+"
# Words of the report that stand in a record outside a span's `text`.
_WORDS = frozenset({"who", "by", "affiliation"})

# Where a person's name may stand: columns of text, and columns of JSON.
_TEXTS: tuple[tuple[type[Table], tuple[str, ...]], ...] = (
    (Reports, ("text", "publisher", "uri", "title")),
    (Arrivals, ("given",)),
    (Editions, ("address",)),
    (Failures, ("message",)),
    (Decisions, ("who", "why")),
    (Anchors, ("text", "field")),
    (Tombstones, ("who", "why")),
    (Assignments, ("person",)),
    (Audit, ("who", "about", "told")),
    (Tokens, ("label",)),
    (Feeds, ("address", "message")),
    (Entries, ("address",)),
    (Alerts, ("title",)),
    (Deliveries, ("error",)),
)
_JSON: tuple[tuple[type[Table], str], ...] = ((Codings, "record"), (Decisions, "value"), (Entries, "body"), (Notices, "body"))


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is to go: the text of `report` (its key), or each of `names`. `who` and `why` stand on the tombstone."""

    who: str
    why: str
    report: str | None = None
    names: tuple[str, ...] = ()


def redact(store: Store, redaction: Redaction) -> int:
    """Takes it out, and out of the file as well; the number of rows that held it. What is touched waits to be merged again.

    Raises UsageError where nothing is named.
    """
    if (redaction.report is None) == (not redaction.names) or not all(name.strip() for name in redaction.names):
        raise UsageError("name one report, or one or more names")
    if not redaction.who.strip() or not redaction.why.strip():
        raise UsageError("a redaction says who and why; give --who and --why")
    at = store.now()
    with store.database.writing() as connection:
        if redaction.report is not None:
            found = {redaction.report: _take_text(connection, redaction.report)}
        else:
            found = _take_names(connection, redaction.names)
        for key in sorted(found):
            _show(connection, key, at)
        _entomb(connection, redaction, found, at)
        if store.database.sqlite:
            connection.execute(text("INSERT INTO report_words (report_words) VALUES ('rebuild')"))
    _clean(store)
    return sum(found.values())


def _entomb(connection: Connection, redaction: Redaction, found: dict[str, int], at: str) -> None:
    kind = "name" if redaction.names else "text"
    told = {"kind": kind, "who": redaction.who, "why": redaction.why, "at": at}
    cover = _covering(redaction.names) if redaction.names else None
    if cover is not None:
        told |= {"who": cover(redaction.who), "why": cover(redaction.why)}
    for key, places in sorted(found.items()):
        connection.execute(insert(Tombstones).values(report=key, places=places, **told))
    if not found:
        connection.execute(insert(Tombstones).values(report=None, places=0, **told))


def _clean(store: Store) -> None:
    """Deleted words leave the file of the database, too; of PostgreSQL's only the store's own tables, for others may work beside it."""
    with store.database.alone() as driver:
        if store.database.sqlite:
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            driver.execute(f"VACUUM FULL {', '.join(sorted(Table.metadata.tables))}")


def _take_text(connection: Connection, key: str) -> int:
    row = connection.execute(select(Reports.number, Reports.text).where(Reports.key == key)).first()
    if row is None:
        raise UsageError(f"{key}: there is no such report")
    _unindex(connection, row.number)
    connection.execute(update(Reports).where(Reports.key == key).values(text=None, title=None))
    _drop_originals(connection, key)
    connection.execute(delete(Copies).where(Copies.report == key))
    rows = 1
    for coding in connection.execute(select(Codings.number, Codings.record).where(Codings.report == key)).all():
        record = _without_words(json.loads(coding.record))
        record["report"]["title"] = None
        connection.execute(update(Codings).where(Codings.number == coding.number).values(record=dumps(record)))
        rows += 1
    connection.execute(update(Failures).where(Failures.report == key).values(message="the text was taken out"))
    for anchor in connection.execute(select(Anchors).where(Anchors.report == key)).all():
        at = (Anchors.decision == anchor.decision, Anchors.position == anchor.position)
        connection.execute(update(Anchors).where(*at).values(text=COVER * len(anchor.text)))
        rows += 1
    mine = select(Anchors.decision).where(Anchors.report == key)
    given = select(Decisions.id, Decisions.value).where(Decisions.id.in_(mine), Decisions.value.is_not(None))
    for decision in connection.execute(given).all():
        # What a person took from the text: a member of a list with its words
        covered = dumps(_without_words(json.loads(decision.value or "null")))
        connection.execute(update(Decisions).where(Decisions.id == decision.id).values(value=covered))
    return rows + _out_of_notices(connection, key)


def _out_of_notices(connection: Connection, key: str) -> int:
    """What alerts said of a report goes from what is kept of them; what was sent is out of reach. How many notices held it."""
    found = connection.execute(select(Notices.number, Notices.body).where(Notices.body.contains(key, autoescape=True))).all()
    for notice in found:
        body = json.loads(notice.body)
        told = [one | {"title": None, "words": None} if one["report"] == key else one for one in body["reports"]]
        body |= {"reports": told, "claims": [], "text": "the words of a report were taken out"}
        connection.execute(update(Notices).where(Notices.number == notice.number).values(body=dumps(body)))
    return len(found)


def _without_words(value: Any) -> Any:
    """A record with every word of the text covered; what tables of the package name stays."""
    if isinstance(value, list):
        return [_without_words(item) for item in value]
    if not isinstance(value, dict):
        return value
    out = {name: _without_words(item) for name, item in value.items()}
    for name in ("text", *_WORDS):
        if isinstance(out.get(name), str):
            out[name] = COVER * len(out[name])
    own = ("actor_id" in out and out["actor_id"] is None) or "affiliation" in out
    if own and isinstance(out.get("name"), str):
        out["name"] = COVER * len(out["name"])
    if "failures" in out and "coder" in out:
        out["failures"] = [failure | {"message": "the text was taken out"} for failure in out["failures"]]
        out["warnings"] = [warning | {"message": "the text was taken out"} for warning in out["warnings"]]
    return out


def _take_names(connection: Connection, names: tuple[str, ...]) -> dict[str, int]:
    """Report -> how many rows about it held a name."""
    cover, found = _covering(names), Counter[str]()
    for table, columns in _TEXTS:
        _cover_column(connection, table, dict.fromkeys(columns, cover), found)
    for table, column in _JSON:
        _cover_column(connection, table, {column: lambda body: _in_json(body, cover)}, found)
    for key in sorted(found):
        number = connection.execute(select(Reports.number).where(Reports.key == key)).scalar_one()
        _drop_originals(connection, key)
        _unindex(connection, number)
        if connection.dialect.name != "sqlite":
            adding.index_words(connection, Reports.key == key)
    for digest, packed in connection.execute(select(Originals.digest, Originals.packed)).all():
        body = zlib.decompress(packed).decode("utf-8", "replace")
        if cover(body) != body:
            connection.execute(delete(Originals).where(Originals.digest == digest))
    return dict(found)


def _cover_column(connection: Connection, table: type[Table], columns: dict[str, Callable[[str], str]], found: Counter[str]) -> None:
    keys = [column.name for column in table.__table__.primary_key]
    about = "key" if table is Reports else "report" if "report" in table.__table__.columns else None
    for row in connection.execute(select(table.__table__)).mappings().all():
        changed = {name: after for name, cover in columns.items() if (before := row[name]) and (after := cover(before)) != before}
        if changed:
            connection.execute(update(table).where(*(getattr(table, key) == row[key] for key in keys)).values(**changed))
            if about is not None and row[about] is not None:
                found[row[about]] += 1


def _covering(names: tuple[str, ...]) -> Callable[[str], str]:
    """Covers each of the names, however it is spaced and written in capitals."""
    # A longer name first: "Ana Ruiz" before "Ana"
    each = (_BETWEEN.join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)
    return lambda value: pattern.sub(lambda match: COVER * len(match[0]), value)


def _in_json(body: str, cover: Callable[[str], str]) -> str:
    try:
        value = json.loads(body)
    except json.JSONDecodeError:
        return cover(body)
    covered = _each_string(value, cover)
    return body if covered == value else dumps(covered)


def _each_string(value: Any, cover: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return cover(value)
    if isinstance(value, list):
        return [_each_string(item, cover) for item in value]
    return {name: _each_string(item, cover) for name, item in value.items()} if isinstance(value, dict) else value


def _drop_originals(connection: Connection, key: str) -> None:
    """The bytes of a report, unless another report came in the same."""
    mine = select(Arrivals.digest).where(Arrivals.report == key, Arrivals.digest.is_not(None))
    others = select(Arrivals.digest).where(Arrivals.report != key, Arrivals.digest.is_not(None))
    connection.execute(delete(Originals).where(Originals.digest.in_(mine), Originals.digest.not_in(others)))


def _unindex(connection: Connection, number: int) -> None:
    if connection.dialect.name != "sqlite":
        connection.execute(text("DELETE FROM report_words WHERE report = :number"), {"number": number})


def _show(connection: Connection, key: str, at: str) -> None:
    last = select(Codings.record, Codings.number).where(Codings.report == key).order_by(Codings.number.desc()).limit(1)
    row = connection.execute(last).first()
    if row is not None:
        adding.show(connection, key, from_json(json.loads(row.record)), row.number, at)
