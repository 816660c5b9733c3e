"""A person's view: for each report a heading and a table, one row for each event."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from dateline.schema.record import Event, Record
from dateline.views.cli.wording import casualty, claim, day, parties, place, source, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

# Where the output is no terminal nothing says how wide it may be: wide enough for a readable table, narrow enough for a pager.
PIPED_WIDTH = 160

# Heading, width, and share of what is left. Of fixed width are the columns whose longest word is known: "suicide-attack", "2018-12-31 to".
_COLUMNS = (
    ("", 6, None),
    ("what", 14, None),
    ("who → whom", None, 5),
    ("when", 13, None),
    ("where", None, 4),
    ("how many", None, 5),
    ("claims and sources", None, 5),
)


def write_table(records: Iterable[Record], stream: TextIO) -> None:
    """The records as tables that wrap at the terminal's width; no text is cut off, in a pipe neither."""
    console = console_for(stream)
    for number, record in enumerate(records):
        if number:
            console.print()
        _print_record(record, console)


def console_for(stream: TextIO) -> Console:
    """A console that writes what it is given to the stream, as it stands."""
    from rich.console import Console

    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def _print_record(record: Record, console: Console) -> None:
    report = record.report
    about = " · ".join(visible(part) for part in (report.id, report.publisher, report.published, report.title) if part)
    console.print(about, style="bold")
    for failure in record.failures:
        console.print(f"failed: {failure.code} ({failure.stage}): {visible(failure.message)}", style="red")
    for warning in record.warnings:
        console.print(f"warning: {warning.code}: {visible(warning.message)}", style="yellow")
    if record.events:
        console.print(_table(record.events))


def _table(events: tuple[Event, ...]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.HORIZONTALS, show_lines=True, expand=True, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    for heading, width, ratio in _COLUMNS:
        table.add_column(heading, width=width, ratio=ratio, overflow="fold")
    for event in events:
        table.add_row(*(visible_lines(cell) for cell in _cells(event)))
    return table


def _cells(event: Event) -> tuple[list[str], ...]:
    """The lines of each cell of an event's row."""
    return (
        [event.id, *([f"in {event.part_of}"] if event.part_of else [])],
        [event.type, *([event.mode] if event.mode else []), event.status],
        [parties(event), *(f"weapon: {weapon}" for weapon in dict.fromkeys(entry.kind for entry in event.weapons))],
        [day(event.when)],
        [place(event.where), *(f"also {place(other)}" for other in event.other_places)],
        [casualty(entry) for entry in event.casualties],
        [*(claim(entry) for entry in event.claims), *(f"says {source(entry)}" for entry in event.sources)],
    )


def visible_lines(lines: list[str]) -> str:
    """The lines of a cell, each safe to print."""
    return "\n".join(visible(line) for line in lines)
