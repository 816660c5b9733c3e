"""A file of a table -> its rows, one reading each, in their order. A row that cannot be read is a failure in its place."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from dateline.errors import TableError
from dateline.imports import acled, ucdp
from dateline.imports.cells import Cells, RowError
from dateline.imports.made import Made
from dateline.schema.failure import BAD_ROW, Note, Reading
from dateline.schema.record import Event
from dateline.schema.report import LONGEST, Report, canonical


@dataclass(frozen=True, slots=True)
class Brought:
    """A row: the reading, whose text is what the row says, with its event; None where it could not be read (the reading says why)."""

    reading: Reading
    event: Event | None
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    columns: tuple[str, ...]
    made_of: Callable[[Cells], Made]


_READERS = {acled.TABLE: _Table(acled.COLUMNS, acled.made_of), ucdp.TABLE: _Table(ucdp.COLUMNS, ucdp.made_of)}
TABLES = tuple(_READERS)


def read_table(path: Path, table: str) -> Iterator[Brought]:
    """The rows of a CSV file (UTF-8, comma or semicolon) of ACLED ("acled") or UCDP GED ("ucdp").

    Raises TableError, before a row is read, where there is no such file, or its heading lacks columns of the table; later where the
    file is not UTF-8 from some place on.
    """
    if not path.is_file():
        raise TableError(f"{path}: there is no such file")
    kind = _READERS[table]
    with _open(path) as stream:
        heading = _heading(stream, path)
    missing = [column for column in kind.columns if column not in heading]
    if missing:
        raise TableError(f"{path}: this is no table of {table.upper()}: it has no column {', '.join(missing)}")
    return _rows(path, kind, heading)


def _open(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", newline="")


def _heading(stream: TextIO, path: Path) -> list[str]:
    try:
        first = stream.readline()
        return [name.strip() for name in next(csv.reader([first], delimiter=_delimiter(first)), [])]
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"{path}: the heading cannot be read ({error}); save it as CSV in UTF-8") from error


def _delimiter(heading: str) -> str:
    return max(",;\t", key=heading.count)


def _rows(path: Path, kind: _Table, heading: list[str]) -> Iterator[Brought]:
    with _open(path) as stream:
        reader = csv.reader(stream, delimiter=_delimiter(stream.readline()))
        while True:
            line = reader.line_num + 2
            try:
                row = next(reader)
            except StopIteration:
                return
            except UnicodeDecodeError as error:
                raise TableError(f"{path}:{line}: this is not UTF-8 ({error.reason}); save the table as CSV in UTF-8") from error
            except csv.Error as error:
                yield _failed(f"{path.as_posix()}:{line}", [], str(error))
                continue
            if any(value.strip() for value in row):
                yield _brought(f"{path.as_posix()}:{line}", kind, heading, row)


def _brought(name: str, kind: _Table, heading: list[str], row: list[str]) -> Brought:
    if len(row) != len(heading):
        return _failed(name, row, f"it has {len(row)} cells, the heading {len(heading)}")
    cells = dict(zip(heading, row, strict=True))
    try:
        made = kind.made_of(Cells(cells))
    except (RowError, OverflowError) as error:
        return _failed(name, row, str(error))
    if len(made.report.text) > LONGEST:
        return _failed(name, row, f"its text has more than {LONGEST:,} characters")
    return Brought(Reading(made.report, raw=canonical(cells)), made.event, made.warnings)


def _failed(name: str, row: list[str], reason: str) -> Brought:
    return Brought(Reading(Report(name, ""), failure=BAD_ROW.failure("import", reason=reason), raw=canonical(row)), None)
