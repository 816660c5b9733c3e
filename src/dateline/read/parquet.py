"""Parquet files: one report a row, by pyarrow. The columns are found by their names, or as `--columns` says."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.read.columns import fitting
from dateline.read.row import read_row
from dateline.read.whence import Whence
from dateline.schema.failure import NO_COLUMNS, Reading
from dateline.schema.report import canonical

# Rows that are held at once
_AT_ONCE = 256


def read_parquet(data: bytes, whence: Whence) -> Iterator[Reading]:
    """The reports of a Parquet file."""
    import pyarrow
    import pyarrow.parquet

    pyarrow.set_cpu_count(1)
    file = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(data))
    names = [str(name) for name in file.schema_arrow.names]
    columns = fitting(names) if whence.columns is None else whence.columns if whence.columns.fits(names) else None
    if columns is None:
        yield whence.failed(NO_COLUMNS.failure("read", reason=f"it has {', '.join(names)[:200]}"))
        return
    number = 0
    for batch in file.iter_batches(batch_size=_AT_ONCE, use_threads=False):
        for row in batch.to_pylist():
            number += 1
            own = canonical({key: str(value) for key, value in row.items() if value is not None})
            yield read_row(row, columns, whence.part(number), own)
