"""`dateline export`: the incidents of a store as a file of another format."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dateline.errors import UsageError
from dateline.store import Filters
from dateline.views.cli.coding import say, standard_output
from dateline.views.cli.listing import check_days
from dateline.views.cli.stored import opened_store
from dateline.views.export import FORMATS, Format, Item
from dateline.views.export.bundle import BUNDLE, BUNDLED, write_bundle
from dateline.views.export.stored import items


@dataclass(slots=True)
class Counted:
    """Counts the incidents that went by."""

    number: int = 0

    def through(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items as they come."""
        for item in items:
            self.number += 1
            yield item


def list_formats() -> None:
    """Prints every format with what it cannot hold."""
    stream = standard_output()
    for name in FORMATS:
        format = FORMATS[name]
        stream.write(f"{name} ({format.suffix})\n")
        stream.writelines(f"  - {loss}\n" for loss in format.losses)
    stream.write(f"{BUNDLE} (.zip)\n  - {BUNDLED}\n")
    stream.flush()


def export_incidents(name: str | None, wanted: str, filters: Filters, output: Path | None) -> None:
    """Writes what is asked for, and says how much of it the format holds. Raises UsageError for a format that does not exist."""
    check_days(filters)
    if wanted == BUNDLE:
        _export_bundle(name, filters, output)
        return
    format, counted = _format(wanted), Counted()
    with opened_store(name, settled=True) as store, _target(output) as target:
        rows = format.write(counted.through(items(store, filters)), target)
    told = f"{rows} row{'' if rows == 1 else 's'} of {counted.number} incident{'' if counted.number == 1 else 's'}"
    say(f"{output or 'standard output'}: {told}, as {format.name}. What this format cannot hold:")
    for loss in format.losses:
        say(f"- {loss}")


def _export_bundle(name: str | None, filters: Filters, output: Path | None) -> None:
    """Writes the incidents with all that they rest on."""
    with opened_store(name, settled=True) as store, _target(output) as target:
        written = write_bundle(store, items(store, filters), target)
    told = f"{written.incidents} incidents, {written.events} events, {written.reports} reports, {written.decisions} decisions"
    say(f"{output or 'standard output'}: {told}. `dateline verify` checks them from number to sentence.")


def _format(wanted: str) -> Format:
    if wanted not in FORMATS:
        raise UsageError(f"there is no format {wanted!r}; choose one of {', '.join([*FORMATS, BUNDLE])}")
    return FORMATS[wanted]


@contextmanager
def _target(output: Path | None) -> Iterator[BinaryIO]:
    """The stream to write to. A file stands there whole or not at all."""
    if output is None:
        if sys.stdout is None:
            raise UsageError("standard output is closed; give --output FILE")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if not output.parent.is_dir():
        raise UsageError(f"{output}: there is no folder {output.parent}")
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
