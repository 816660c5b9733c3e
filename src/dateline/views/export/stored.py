"""The incidents of a store as they are exported."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import StoreError
from dateline.run import incidents
from dateline.store import Filters, Store
from dateline.views.export.form import Item


def items(store: Store, filters: Filters) -> Iterator[Item]:
    """The incidents with what is asked for, by their first day and id, a few at a time."""
    merging = incidents.shipped()
    if merging is None:
        raise StoreError("this build has no merging")
    titles: dict[str, str | None] = {}
    for incident, tellings in incidents.incidents(store, merging, filters):
        missing = {telling.report for telling in tellings} - titles.keys()
        if missing:
            titles = store.titles({telling.report for telling in tellings})
        yield Item(incident, tellings, {telling.report: titles.get(telling.report) for telling in tellings})
