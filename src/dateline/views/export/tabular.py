"""Formats that are one table: text in UTF-8, one heading, one row for each incident that the format can hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from dateline.views.export.chosen import Chosen, choose, with_tellings
from dateline.views.export.form import Item, cell

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Table:
    """A `form.Format` of one table. `row` gives the values in the order of the columns, None for an incident that has no row here.

    `above` are rows of texts under the heading; `missing` is written where nothing is known.
    """

    name: str
    suffix: str
    columns: tuple[str, ...]
    losses: tuple[str, ...]
    row: Callable[[Chosen], Row | None]
    delimiter: str = ","
    above: tuple[tuple[str, ...], ...] = ()
    missing: str = ""

    def write(self, items: Iterable[Item], target: BinaryIO) -> int:
        """Writes the rows as the items come; how many."""
        stream = io.TextIOWrapper(target, "utf-8", errors="replace", newline="", write_through=True)
        writer = csv.writer(stream, delimiter=self.delimiter, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.above)
        rows = 0
        for item in items:
            values = self.row(choose(item)) if with_tellings(item) else None
            if values is not None:
                writer.writerow([cell(value) or self.missing for value in values])
                rows += 1
        stream.flush()
        stream.detach()
        return rows
