"""Incidents as Parquet: a row each with the columns of the table of incidents, and its events, parties, figures, tolls, values and links
as lists of structures, so that one file holds all the tidy tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from dateline.errors import CodingError
from dateline.views.export.chosen import with_tellings
from dateline.views.export.extras import library
from dateline.views.export.form import Item
from dateline.views.export.sheets import INCIDENTS, SHEETS, Column, Value

# Incidents in one group of rows: a reader holds a group at a time.
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class _Table:
    name: str = "parquet"
    suffix: str = ".parquet"
    losses: tuple[str, ...] = (
        "The reports' texts, the places that were considered and the words of parties, places and days with their positions are not in it.",
        "Half of a surrogate pair, which a broken text may hold, becomes '?'. Line breaks in texts become spaces.",
    )

    def write(self, items: Iterable[Item], target: BinaryIO) -> int:
        """Writes the table; the number of incidents. Raises ExportError without pyarrow, CodingError for a day that is none."""
        arrow, parquet = library("pyarrow", extra="parquet"), library("pyarrow.parquet", extra="parquet")
        schema, number = _schema(arrow), 0
        with parquet.ParquetWriter(arrow.PythonFile(target, "w"), schema, compression="zstd") as writer:
            for part in _parts(filter(with_tellings, items)):
                writer.write_table(arrow.Table.from_pylist([_row(item) for item in part], schema=schema))
                number += len(part)
        return number


def _parts(items: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(items)
    while part := list(islice(left, _AT_ONCE)):
        yield part


def _row(item: Item) -> dict[str, Any]:
    """The row of an incident, its other tables inside it."""
    (own,) = INCIDENTS.rows(item)
    row: dict[str, Any] = _named(INCIDENTS.columns, own)
    for sheet in SHEETS:
        if sheet is not INCIDENTS:
            row[_inside(sheet.name)] = [_named(sheet.columns[1:], values[1:]) for values in sheet.rows(item)]
    return row


def _inside(name: str) -> str:
    """The column that holds a table: "events" is how many there are."""
    return f"all_{name}"


def _named(columns: Iterable[Column], values: Iterable[Value]) -> dict[str, Any]:
    return {column.name: _value(column, value) for column, value in zip(columns, values, strict=True)}


def _value(column: Column, value: Value) -> Value | date:
    if column.kind == "day" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise CodingError(f"{column.name}: {value!r} is no day") from error
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() or None
    return value


def _schema(arrow: Any) -> Any:
    kinds = {"text": arrow.string(), "day": arrow.date32(), "whole": arrow.int64(), "number": arrow.float64(), "yes or no": arrow.bool_()}

    def fields(columns: Iterable[Column]) -> list[Any]:
        return [arrow.field(column.name, kinds[column.kind], metadata={"explanation": column.explains}) for column in columns]

    inner = [
        arrow.field(_inside(sheet.name), arrow.list_(arrow.struct(fields(sheet.columns[1:]))), metadata={"explanation": sheet.explains})
        for sheet in SHEETS
        if sheet is not INCIDENTS
    ]
    return arrow.schema([*fields(INCIDENTS.columns), *inner], metadata={"made_by": "dateline"})


FORMAT = _Table()
