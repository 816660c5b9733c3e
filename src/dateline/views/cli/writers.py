"""The formats of `dateline code --format`: each writes records to a text stream as they come."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from typing import TextIO

from dateline.schema.jsonable import dumps, to_json
from dateline.schema.record import Record
from dateline.schema.trace import Traced
from dateline.views.cli.rows import write_csv
from dateline.views.cli.table import write_table
from dateline.views.muc4 import write_muc4


def write_jsonl(records: Iterable[Record], stream: TextIO) -> None:
    """One record a line."""
    for record in records:
        stream.write(dumps(to_json(record)) + "\n")


def write_json(records: Iterable[Record], stream: TextIO) -> None:
    """One array of all records, indented; an array also of a single record, so that a program reads one shape."""
    between = "[\n"
    for record in records:
        stream.write(between + textwrap.indent(dumps(to_json(record), indent=2), "  "))
        between = ",\n"
    stream.write("[]\n" if between == "[\n" else "\n]\n")


def write_html(traced: Iterable[Traced], stream: TextIO) -> None:
    """One page with the text of each report and the words behind every value."""
    from dateline.views.page import write_page

    write_page(traced, stream)


WRITERS: dict[str, Callable[[Iterable[Record], TextIO], None]] = {
    "table": write_table,
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": write_csv,
    "muc4": write_muc4,
}

# Formats that also show the report's text and how its events came about.
TRACED_WRITERS: dict[str, Callable[[Iterable[Traced], TextIO], None]] = {"html": write_html}
# The formats that need the names of the text, whether or not they print them.
WITH_LAYERS = frozenset({"muc4"})
