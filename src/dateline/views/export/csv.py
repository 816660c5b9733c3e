"""Incidents as one tidy CSV table, a row each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from dateline.views.export.form import Item, cell
from dateline.views.export.sheets import INCIDENTS, Sheet, Value
from dateline.views.export.values import one_line


@dataclass(frozen=True, slots=True)
class Tidy:
    """A `form.Format` of one of the tidy tables: UTF-8, a heading, one line for each row."""

    name: str
    sheet: Sheet
    losses: tuple[str, ...]
    suffix: str = ".csv"

    def write(self, items: Iterable[Item], target: BinaryIO) -> int:
        """Writes the rows as the items come; how many."""
        stream = io.TextIOWrapper(target, "utf-8", errors="replace", newline="", write_through=True)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self.sheet.heading)
        rows = 0
        for item in items:
            for row in self.sheet.rows(item):
                writer.writerow([written(value) for value in row])
                rows += 1
        stream.flush()
        stream.detach()
        return rows


def written(value: Value) -> str:
    """The value as a cell: true and false in small letters, as JSON has them, and texts on one line.

    A carriage return inside a cell is not quoted by every writer, and ends the row for many readers.
    """
    if isinstance(value, bool):
        return str(value).lower()
    return cell(one_line(value) if isinstance(value, str) else value)


FORMAT = Tidy(
    "csv",
    INCIDENTS,
    (
        "One row is one incident with the values chosen: what else reports tell is in csv_events, xlsx, parquet and jsonl.",
        "Casualties are of all sides together.",
        "A text that a spreadsheet would take for a formula has an apostrophe before it; line breaks become spaces.",
    ),
)
