"""Incidents as an Excel workbook: a sheet for each tidy table, and one that explains every column.

The same incidents give the same bytes: openpyxl writes the time of saving into the file, which is taken out again.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

from dateline.errors import ExportError
from dateline.views.export.extras import library
from dateline.views.export.form import Item, cell
from dateline.views.export.sheets import INCIDENTS, SHEETS, Sheet, Value
from dateline.views.export.values import one_line

# What a sheet of Excel holds (Microsoft, "Excel specifications and limits").
ROWS, CHARACTERS, DIGITS = 1_048_576, 32_767, 2**53
CODEBOOK = "codebook"
_ABOUT = ("table", "column", "kind", "explanation")
# What XML 1.0 cannot hold
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_IN_MEMORY = 2**23


@dataclass(frozen=True, slots=True)
class _Workbook:
    name: str = "xlsx"
    suffix: str = ".xlsx"
    losses: tuple[str, ...] = (
        "The reports' texts, the places that were considered and the words of parties, places and days with their positions are not in it.",
        "A cell holds 32,767 characters: longer texts are cut there. Control characters become spaces.",
        "A sheet holds 1,048,576 rows: with more there is no workbook, and parquet is the format.",
        "A text that Excel would take for a formula has an apostrophe before it; line breaks become spaces.",
    )

    def write(self, items: Iterable[Item], target: BinaryIO) -> int:
        """Writes the workbook; the number of incidents. Raises ExportError without openpyxl, and where a sheet has no room."""
        book = library("openpyxl", extra="xlsx").Workbook(write_only=True)
        try:
            rows = _fill(book, items)
        except BaseException:
            # Each sheet writes to a file of its own, which is open until then
            for page in book:
                page.close()
            raise
        with _spool() as saved:
            book.save(saved)
            _settle(saved, target)
        return rows[INCIDENTS.name]


def _fill(book: Any, items: Iterable[Item]) -> dict[str, int]:
    """Writes all sheets; how many rows each has, the heading not counted."""
    _explain(book)
    pages = {sheet.name: _headed(book, sheet) for sheet in SHEETS}
    rows = dict.fromkeys(pages, 0)
    for item in items:
        for sheet in SHEETS:
            for row in sheet.rows(item):
                rows[sheet.name] += 1
                if rows[sheet.name] >= ROWS:
                    raise ExportError(f"the sheet {sheet.name} has room for {ROWS - 1:,} rows, and there are more; use parquet")
                pages[sheet.name].append([_value(value) for value in row])
    return rows


def _explain(book: Any) -> None:
    about = book.create_sheet(CODEBOOK)
    about.append(_ABOUT)
    about.freeze_panes = "A2"
    for sheet in SHEETS:
        about.append([sheet.name, None, None, sheet.explains])
        for column in sheet.columns:
            about.append([sheet.name, column.name, column.kind, column.explains])


def _headed(book: Any, sheet: Sheet) -> Any:
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    page.append(list(sheet.heading))
    return page


def _value(value: Value) -> Value:
    """What openpyxl is given: texts that are no formula, numbers that Excel keeps."""
    if isinstance(value, str):
        return cell(_FORBIDDEN.sub("\ufffd", one_line(value)))[:CHARACTERS] or None
    # Excel's numbers have 53 bits
    return str(value) if isinstance(value, int) and abs(value) > DIGITS else value


@contextmanager
def _spool() -> Iterator[IO[bytes]]:
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        yield file


def _settle(saved: IO[bytes], target: BinaryIO) -> None:
    """The workbook without the time at which it was saved: neither in its properties nor in the ZIP that it is."""
    with _spool() as settled:
        with zipfile.ZipFile(saved) as given, zipfile.ZipFile(settled, "w") as taken:
            for info in given.infolist():
                fixed = zipfile.ZipInfo(info.filename, _EPOCH)
                fixed.create_system, fixed.compress_type, fixed.file_size = 3, zipfile.ZIP_DEFLATED, info.file_size
                with given.open(info) as source, taken.open(fixed, "w") as sink:
                    if info.filename == "docProps/core.xml":
                        sink.write(_SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", source.read()))
                    else:
                        shutil.copyfileobj(source, sink)
        settled.seek(0)
        shutil.copyfileobj(settled, target)


FORMAT = _Workbook()
