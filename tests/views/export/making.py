"""Incidents for the exports: tellings of tests/merge merged as they are in a store, and the way of a table out and in again."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.imports import read_table
from dateline.merge import merge, tell
from dateline.run.importing import record_of
from dateline.schema.incident import Telling
from dateline.schema.jsonable import dumps, from_json, to_json
from dateline.schema.record import Acled, Codes, Ucdp
from dateline.store.rows import key_of
from dateline.views.export import FORMATS, Item
from tests.merge import making

FIGHT = Codes("ASSAULT", "Q4", ("military",), "190", "19", Acled("Battles", "Armed clash"), Ucdp(1))
TITLE = "A fight"


def telling(report: str, **told: Any) -> Telling:
    """As in tests/merge, with `codes` (those of a fight unless told), and fields of the event in `event`."""
    codes, event = told.pop("codes", FIGHT), told.pop("event", {})
    made = making.telling(report, **told)
    return replace(made, event=replace(made.event, codes=codes, **event))


def items(tellings: Iterable[Telling], titles: dict[str, str | None] | None = None) -> list[Item]:
    by_id = {told.id: told for told in tellings}
    incidents = sorted(merge(by_id.values()), key=lambda incident: incident.id)
    known = {told.report: TITLE for told in by_id.values()} if titles is None else titles
    return [Item(incident, tuple(by_id[id] for id in incident.tellings), known) for incident in incidents]


def written(format: str, made: Iterable[Item]) -> str:
    """The file as text; it must be UTF-8."""
    target = io.BytesIO()
    FORMATS[format].write(made, target)
    return target.getvalue().decode("utf-8")


def rows(format: str, *tellings: Telling) -> list[dict[str, str]]:
    """The rows of a table by their columns."""
    text = written(format, items(tellings))
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if format == "polecat" else ","))


def brought_in(table: str, text: str) -> list[Item]:
    """The incidents of a table that is read from a file, kept as JSON and merged, as in a store."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table.csv"
        file.write_text(text, "utf-8", newline="")
        brought = list(read_table(file, table))
    assert [row.reading.failure for row in brought if row.reading.failure] == []
    tellings: list[Telling] = []
    titles: dict[str, str | None] = {}
    for row in brought:
        key = key_of(row.reading)
        record = from_json(json.loads(dumps(to_json(record_of(table, row)))))
        tellings += tell(record, row.reading.report.text, report=key)
        titles[key] = row.reading.report.title
    return items(tellings, titles)
