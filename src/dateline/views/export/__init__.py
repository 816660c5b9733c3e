"""Incidents as the tables and files that others read. One module for each format, with one object `FORMAT` of `form.Format`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from dateline.views.export.form import Format, Item, cell

# The modules of this package that hold a format, by its name.
NAMES = (
    *("acled", "cameo", "csv", "csv_events", "eventreport", "geojson", "hxl", "jsonl", "parquet", "plover", "polecat", "timemap", "ucdp"),
    "xlsx",
)


class _Formats(Mapping[str, Format]):
    """Each format is loaded when it is asked for: some read tables, some need an extra."""

    def __getitem__(self, name: str) -> Format:
        if name not in NAMES:
            raise KeyError(name)
        found: Format = import_module(f"{__name__}.{name}").FORMAT
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(NAMES))

    def __len__(self) -> int:
        return len(NAMES)


FORMATS: Mapping[str, Format] = _Formats()

__all__ = ["FORMATS", "NAMES", "Format", "Item", "cell"]
