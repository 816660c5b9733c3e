"""Tables as text, .csv and .tsv: one report a row. The columns are found by their names, or as `--columns` says."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from dateline.read.columns import ColumnMap, fitting, of_width
from dateline.read.encoding import decode
from dateline.read.lines import lines
from dateline.read.row import read_row
from dateline.read.whence import Whence
from dateline.schema.failure import BAD_ROW, NO_COLUMNS, OTHER_ENCODING, TOO_LONG, Failure, Note, Reading
from dateline.schema.report import LONGEST

# A character takes at most four bytes, and a quotation mark in a cell is written twice.
LARGEST = 8 * LONGEST
# A row that ends in no line of so many is no row: a quotation mark was not closed.
_MOST_LINES = 20_000
_DELIMITERS = ",;\t|"


def read_csv(stream: BinaryIO, whence: Whence) -> Iterator[Reading]:
    """The reports of a table with commas, semicolons or tabs between the cells, whichever its first line has most of."""
    yield from _read(_Rows(stream), whence)


def read_tsv(stream: BinaryIO, whence: Whence) -> Iterator[Reading]:
    """The reports of a table with tabs between the cells; quotation marks are nothing special in one without a heading."""
    yield from _read(_Rows(stream, "\t"), whence)


class _Rows:
    """The rows of a table, each with its bytes and the number of its first line; a failure in the place of one that cannot be read."""

    def __init__(self, stream: BinaryIO, delimiter: str | None = None) -> None:
        self._lines = enumerate(lines(stream, LARGEST), 1)
        self.delimiter = delimiter
        self.quoted = True

    def __iter__(self) -> Iterator[tuple[int, list[str] | Failure, bytes | None, tuple[Note, ...]]]:
        for number, line in self._lines:
            raw = self._whole(line) if self.quoted else line
            if raw.strip():
                cells, notes = self._cells(raw)
                yield number, cells, raw if len(raw) <= LARGEST else None, notes

    def _whole(self, line: bytes) -> bytes:
        """The row that begins with this line: a cell in quotes goes on over lines."""
        parts, size, is_open = [line], len(line), line.count(b'"') % 2
        while is_open and size <= LARGEST and len(parts) < _MOST_LINES:
            _, following = next(self._lines, (0, b""))
            if not following:
                break
            parts.append(following)
            size += len(following)
            is_open ^= following.count(b'"') % 2
        return b"".join(parts)

    def _cells(self, raw: bytes) -> tuple[list[str] | Failure, tuple[Note, ...]]:
        if len(raw) > LARGEST:
            return TOO_LONG.failure("read", limit=LONGEST), ()
        decoded = decode(raw)
        if isinstance(decoded, Failure):
            return decoded, ()
        text, notes = decoded
        if self.delimiter is None:
            first = text.partition("\n")[0]
            self.delimiter = max(_DELIMITERS, key=lambda each: (first.count(each), -_DELIMITERS.index(each)))
        csv.field_size_limit(LARGEST)
        try:
            if not self.quoted:
                return next(csv.reader([text], delimiter=self.delimiter, quoting=csv.QUOTE_NONE)), notes
            found = list(csv.reader(text.splitlines(keepends=True), delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            return BAD_ROW.failure("read", reason=str(error)), ()
        if len(found) != 1:
            return BAD_ROW.failure("read", reason="a quotation mark is not closed"), ()
        return found[0], notes


def _read(rows: _Rows, whence: Whence) -> Iterator[Reading]:
    each = iter(rows)
    number, heading, raw, notes = next(each, (0, None, None, ()))
    if heading is None:
        return
    if isinstance(heading, Failure):
        yield whence.failed(heading, raw)
        return
    columns, names, headless = _columns(heading, whence.columns)
    if columns is None:
        yield whence.failed(NO_COLUMNS.failure("read", reason=f"the heading is {', '.join(heading)[:200]}"))
        return
    rows.quoted = not (headless and rows.delimiter == "\t")
    if headless:
        yield _reading(heading, names, columns, (whence.part(number), raw, notes))
    for number, cells, raw, notes in each:
        place = whence.part(number)
        yield place.failed(cells, raw) if isinstance(cells, Failure) else _reading(cells, names, columns, (place, raw, notes))


def _columns(heading: list[str], given: ColumnMap | None) -> tuple[ColumnMap | None, list[str], bool]:
    """The map, the names of the columns, and whether the first row is a report because there is no heading."""
    numbers = [str(number) for number in range(1, len(heading) + 1)]
    headless = of_width(len(heading)) if given is None else given if given.width == len(heading) else None
    if given is None and (found := fitting(heading)) is not None:
        return found, heading, False
    if headless is not None:
        return headless, numbers, True
    return (given, heading, False) if given is not None and given.fits(heading) else (None, heading, False)


def _reading(cells: list[str], names: list[str], columns: ColumnMap, found: tuple[Whence, bytes | None, tuple[Note, ...]]) -> Reading:
    whence, raw, notes = found
    if len(cells) > len(names):
        return whence.failed(BAD_ROW.failure("read", reason=f"it has {len(cells)} cells, the heading {len(names)}"), raw)
    reading = read_row(dict(zip(names, cells, strict=False)), columns, whence, raw)
    # The whole file has one encoding: it is said once
    return reading if not notes else Reading(reading.report, (*_once(notes), *reading.warnings), reading.failure, raw)


def _once(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.code == OTHER_ENCODING.code)
