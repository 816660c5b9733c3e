"""How far the work is, on standard error, for a person who watches."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Coded = TypeVar("Coded")


def with_progress(records: Iterable[Coded], tally: object, *, watched: bool) -> Iterator[Coded]:
    """The records, traced or not, as they come; a line on standard error counts them where `watched` and standard error is a terminal.

    `str(tally)` is what the line says.
    """
    if not (watched and sys.stderr.isatty()):
        yield from records
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("loading the model", total=None)
        for record in records:
            progress.update(task, description=str(tally))
            yield record
