"""Reports a page at a time, for people who look through the store."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from dateline.store.store import Store
from dateline.store.tables import Arrivals, Codings, Events, Failures, Reports


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list. `number` is its place in the order in which they came, `given` the id it last came with, `events` how many
    its latest coding tells, `failure` the code of why it could not be coded."""

    number: int
    key: str
    title: str | None
    publisher: str | None
    published: str | None
    arrived: str
    given: str
    events: int
    failure: str | None


def page_of_reports(store: Store, *, before: int | None = None, most: int = 50) -> list[ReportRow]:
    """At most so many reports, the latest first; with `before` those that came before this number."""
    events = select(func.count()).where(Events.report == Reports.key).scalar_subquery()
    given = select(Arrivals.given).where(Arrivals.report == Reports.key).order_by(Arrivals.number.desc()).limit(1).scalar_subquery()
    last = select(func.max(Codings.number)).where(Codings.report == Failures.report).scalar_subquery()
    failed = select(Failures.code).where(Failures.report == Reports.key, Failures.coding == last)
    failure = failed.order_by(Failures.number).limit(1).scalar_subquery()
    columns = (Reports.number, Reports.key, Reports.title, Reports.publisher, Reports.published, Reports.arrived)
    asked = select(*columns, given.label("given"), events.label("events"), failure.label("failure"))
    if before is not None:
        asked = asked.where(Reports.number < before)
    with store.database.reading() as connection:
        return [ReportRow(**row._mapping) for row in connection.execute(asked.order_by(Reports.number.desc()).limit(most))]
