"""What alerts found and told: notices, and their deliveries by each channel (an outbox).

An incident is looked at when its number of change is behind that up to which the alert looked. What is found is noted in the transaction
that moves this number on, so that a process that ends at any moment tells nothing twice and forgets nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from dateline.errors import NotFoundError
from dateline.store import adding
from dateline.store.finding import Filters, matching
from dateline.store.listing import Listed
from dateline.store.moved import moved
from dateline.store.rows import digest
from dateline.store.store import Store
from dateline.store.tables import Alerts, Codings, Deliveries, Events, Formers, Incidents, Notices, Reports

WAITING, SENT, FAILED = STATES = ("waiting", "sent", "failed")
NEW, CHANGED = ("new", "changed")


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A row of `alerts`."""

    name: str
    title: str
    atom: bool
    looked: int
    begins: int


@dataclass(frozen=True, slots=True)
class Found:
    """An incident that changed: whether it has what the alert asks for, whether any of its reports came after the alert was made, and what
    the alert told before of it, or of incidents whose events it holds now (`Notices.told`, the last first)."""

    row: Listed
    asked: bool
    fresh: bool
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be told of an incident since its last change, of that number; `told` and `body` are JSON. `channels` are those by which
    it goes."""

    alert: str
    incident: str
    change: int
    kind: str
    told: str
    body: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice that was made. `key` names it for good."""

    number: int
    key: str
    alert: str
    incident: str
    kind: str
    body: str
    made: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A notice on its way."""

    number: int
    channel: str
    state: str
    tries: int
    due: str
    done: str | None
    error: str | None
    notice: NoticeRow

    @property
    def key(self) -> str:
        """What names this delivery for good, for who receives it twice."""
        return digest({"notice": self.notice.key, "channel": self.channel})


def set_alert(store: Store, name: str, title: str, *, atom: bool) -> AlertRow:
    """Makes an alert, or gives the one of that name another title. One that is new begins with what comes from now on."""
    with store.database.writing() as connection:
        told = {"title": title, "atom": int(atom)}
        if not connection.execute(update(Alerts).where(Alerts.name == name).values(**told)).rowcount:
            begins = connection.execute(select(func.coalesce(func.max(Reports.number), 0))).scalar_one()
            looked = adding.next_change(connection) - 1
            connection.execute(insert(Alerts).values(name=name, **told, looked=looked, begins=begins, made=store.now()))
        return _alert(connection.execute(select(Alerts).where(Alerts.name == name)).one())


def alert_named(store: Store, name: str) -> AlertRow | None:
    """The alert of that name."""
    with store.database.reading() as connection:
        row = connection.execute(select(Alerts).where(Alerts.name == name)).first()
        return None if row is None else _alert(row)


def _alert(row: Any) -> AlertRow:
    return AlertRow(row.name, row.title, bool(row.atom), row.looked, row.begins)


def changed(store: Store, alert: AlertRow, filters: Filters, *, limit: int) -> tuple[Found, ...]:
    """At most so many incidents that changed since the alert looked, in the order in which they did."""
    with store.database.reading() as connection:
        asked = select(Incidents).where(Incidents.change > alert.looked).order_by(Incidents.change).limit(limit)
        rows = [Listed(**row._mapping) for row in connection.execute(asked)]
        ids = [row.id for row in rows]
        fit = select(Incidents.id).where(Incidents.id.in_(ids), *matching(filters, sqlite=store.database.sqlite))
        having = {row.id for row in connection.execute(fit)}
        return tuple(Found(row, row.id in having, _is_fresh(connection, row.id, alert), _told(connection, row.id, alert)) for row in rows)


def _is_fresh(connection: Connection, incident: str, alert: AlertRow) -> bool:
    mine = select(Events.report).where(Events.incident == incident)
    asked = select(Reports.number).where(Reports.key.in_(mine), Reports.number > alert.begins).limit(1)
    return connection.execute(asked).first() is not None


def _told(connection: Connection, incident: str, alert: AlertRow) -> tuple[str, ...]:
    """An incident's id changes with its events: what was told of any that held one of them counts."""
    codings = select(Codings.number).where(Codings.report.in_(select(Events.report).where(Events.incident == incident)))
    former = select(Formers.incident).where(Formers.coding.in_(codings))
    asked = select(Notices.incident, Notices.told).where(Notices.alert == alert.name, Notices.incident.in_(former))
    found = connection.execute(asked.order_by(Notices.number.desc())).all()
    homes = {id: {one for one, _ in moved(connection, id).into} for id in {row.incident for row in found} - {incident}}
    return tuple(row.told for row in found if row.incident == incident or incident in homes[row.incident])


def note(store: Store, alert: AlertRow, notices: Iterable[Notice], *, looked: int) -> bool:
    """Keeps what is to be told and that the alert looked so far, both or nothing; False where another process looked meanwhile."""
    at = store.now()
    with store.database.writing() as connection:
        mine = (Alerts.name == alert.name, Alerts.looked == alert.looked)
        if not connection.execute(update(Alerts).where(*mine).values(looked=looked)).rowcount:
            return False
        for notice in notices:
            _note(connection, notice, at)
    return True


def _note(connection: Connection, notice: Notice, at: str) -> None:
    said = {"alert": notice.alert, "incident": notice.incident, "kind": notice.kind, "told": notice.told}
    key = digest(said | {"change": notice.change})
    number = adding.insert_new(connection, Notices, {"key": key, **said, "body": notice.body, "made": at})
    if number is None:
        return
    rows = [{"notice": number, "channel": channel, "state": WAITING, "tries": 0, "due": ""} for channel in notice.channels]
    if rows:
        connection.execute(insert(Deliveries), rows)


def take(store: Store, channels: Sequence[str], *, now: str, until: str, limit: int) -> tuple[Delivery, ...]:
    """At most so many deliveries by these channels that are due, the first made first. They are held until then: who ends before they are
    sent leaves them to be sent again."""
    asked = _deliveries().where(Deliveries.state == WAITING, Deliveries.due <= now, Deliveries.channel.in_(list(channels)))
    with store.database.writing() as connection:
        found = tuple(_delivery(row) for row in connection.execute(asked.order_by(Deliveries.number).limit(limit)))
        held = [one.number for one in found]
        connection.execute(update(Deliveries).where(Deliveries.number.in_(held)).values(due=until))
    return found


def sent(store: Store, delivery: Delivery, *, told: str | None = None) -> None:
    """The channel has it."""
    _set(store, delivery, state=SENT, tries=delivery.tries + 1, done=store.now(), error=told)


def put_off(store: Store, delivery: Delivery, *, due: str, error: str, final: bool) -> None:
    """It could not be sent this time; it waits until then, or `final`ly is given up."""
    _set(store, delivery, state=FAILED if final else WAITING, tries=delivery.tries + 1, due=due, error=error)


def release(store: Store, delivery: Delivery, *, due: str) -> None:
    """It was not tried; it waits until then."""
    _set(store, delivery, due=due)


def _set(store: Store, delivery: Delivery, **values: object) -> None:
    with store.database.writing() as connection:
        connection.execute(update(Deliveries).where(Deliveries.number == delivery.number).values(**values))


def next_delivery(store: Store, channels: Sequence[str]) -> str | None:
    """When the next delivery by one of these channels is due; None where none waits."""
    asked = select(func.min(Deliveries.due)).where(Deliveries.state == WAITING, Deliveries.channel.in_(list(channels)))
    with store.database.reading() as connection:
        return connection.execute(asked).scalar_one()


def deliveries(store: Store, *, state: str | None = None, limit: int = 1000) -> tuple[Delivery, ...]:
    """Deliveries, the last first; those of a state."""
    asked = _deliveries().order_by(Deliveries.number.desc()).limit(limit)
    with store.database.reading() as connection:
        return tuple(_delivery(row) for row in connection.execute(asked if state is None else asked.where(Deliveries.state == state)))


def send_again(store: Store, numbers: Sequence[int] | None) -> int:
    """Deliveries of these numbers, or with None all that were given up, wait to be sent (again); how many. Raises NotFoundError where
    one of the numbers is none."""
    with store.database.writing() as connection:
        which = Deliveries.state == FAILED if numbers is None else Deliveries.number.in_(list(numbers))
        found = [row.number for row in connection.execute(select(Deliveries.number).where(which))]
        if strange := sorted(set(numbers or ()) - set(found)):
            raise NotFoundError(f"{strange[0]}: there is no delivery of this number; dateline deliveries lists them")
        fresh = {"state": WAITING, "tries": 0, "due": "", "done": None, "error": None}
        connection.execute(update(Deliveries).where(Deliveries.number.in_(found)).values(**fresh))
    return len(found)


def notices_of(store: Store, alert: str, *, limit: int) -> tuple[NoticeRow, ...]:
    """The last notices of an alert, the last first."""
    asked = select(*_OF_NOTICE).where(Notices.alert == alert).order_by(Notices.number.desc()).limit(limit)
    with store.database.reading() as connection:
        return tuple(NoticeRow(**row._mapping) for row in connection.execute(asked))


_OF_NOTICE = tuple(getattr(Notices, name) for name in ("number", "key", "alert", "incident", "kind", "body", "made"))


def _deliveries() -> Any:
    own = [getattr(Deliveries, name).label(f"d_{name}") for name in ("number", "channel", "state", "tries", "due", "done", "error")]
    return select(*own, *_OF_NOTICE).join(Notices, Notices.number == Deliveries.notice)


def _delivery(row: Any) -> Delivery:
    values = dict(row._mapping)
    own = {name.removeprefix("d_"): values.pop(name) for name in list(values) if name.startswith("d_")}
    return Delivery(**own, notice=NoticeRow(**values))
