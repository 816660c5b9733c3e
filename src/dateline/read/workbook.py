"""Workbooks (.xlsx): one report a row of each sheet, by openpyxl. The columns are found by their names, or as `--columns` says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from dateline.read.columns import fitting
from dateline.read.docx import unfit
from dateline.read.row import read_row
from dateline.read.whence import Whence
from dateline.schema.failure import NO_COLUMNS, Reading
from dateline.schema.report import canonical

# A heading stands in the first rows, below a title at most; a table has no more columns than that.
_LOOKED_AT, _WIDEST = 10, 1_000


def read_workbook(data: bytes, whence: Whence) -> Iterator[Reading]:
    """The reports of a workbook. Sheets without such columns are passed over, unless there is none with them."""
    from openpyxl import load_workbook

    refused = unfit(data, whence, "workbook")
    if refused is not None:
        yield refused
        return
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    met = False
    for sheet in book.worksheets:
        for reading in _sheet(sheet, whence, several=len(book.worksheets) > 1):
            met = True
            yield reading
    if not met:
        yield whence.failed(NO_COLUMNS.failure("read", reason=f"in {len(book.worksheets)} sheets"))


def _sheet(sheet: Any, whence: Whence, *, several: bool) -> Iterator[Reading]:
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(values_only=True, max_col=_WIDEST), 1)
    for _, heading in islice(rows, _LOOKED_AT):
        names = ["" if cell is None else str(cell) for cell in heading]
        columns = fitting(names) if whence.columns is None else whence.columns if whence.columns.fits(names) else None
        if columns is None:
            continue
        for number, cells in rows:
            if any(cell is not None for cell in cells):
                place = whence.part(number) if not several else Whence(f"{whence.name}:{sheet.title}:{number}", limits=whence.limits)
                row = dict(zip(names, cells, strict=False))
                yield read_row(row, columns, place, canonical({name: str(cell) for name, cell in row.items() if cell is not None}))
        return
