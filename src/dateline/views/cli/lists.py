"""Lists of the store: as a table for a person, as CSV, or as one JSON object a line."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.schema.jsonable import dumps
from dateline.views.cli.coding import standard_output
from dateline.views.cli.rows import safe
from dateline.views.cli.table import console_for
from dateline.views.cli.wording import visible

Line = Mapping[str, Any]


def write_list(lines: Iterable[Line], format: str, columns: tuple[str, ...]) -> None:
    """Writes the lines to standard output; each has a value, or None, for every column."""
    stream = standard_output()
    if format == "jsonl":
        for line in lines:
            stream.write(dumps({name: line[name] for name in columns}) + "\n")
    elif format == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([safe(line[name]) for name in columns] for line in lines)
    else:
        from rich import box
        from rich.table import Table

        table = Table(box=box.HORIZONTALS, expand=False, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
        for name in columns:
            table.add_column(name.replace("_", " "), overflow="fold")
        for line in lines:
            table.add_row(*("" if line[name] is None else visible(str(line[name])) for name in columns))
        console_for(stream).print(table)
    stream.flush()
