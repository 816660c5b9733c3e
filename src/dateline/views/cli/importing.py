"""`dateline import`: a table of events that people coded, into the store."""

from __future__ import annotations

from pathlib import Path

from dateline.imports import read_table
from dateline.run.importing import bring_in
from dateline.views.cli.progress import with_progress
from dateline.views.cli.stored import Tally, opened_store, settle


def import_table(name: str | None, table: str, file: Path) -> bool:
    """Brings the rows in; True where none failed."""
    tally, rows = Tally("brought in"), read_table(file, table)
    with opened_store(name, create=True) as store:
        for one in with_progress(bring_in(store, table, rows), tally, watched=True):
            if one.record is None:
                tally.passed += 1
            else:
                tally.count(one.record)
        settle(store)
        tally.tell()
    return not tally.failed
