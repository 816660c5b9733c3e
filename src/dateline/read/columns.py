"""Which column of a table, or field of a JSON object, holds what of a report.

A map is found by the names of the columns, among those of data/reading/columns.toml, or given: one of these names, or a file of one's own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.resources import read_toml
from dateline.settings import checked

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """For each field of a report the columns that hold it, by name without regard to capitals; the first with a value counts.

    `needs` are columns by which a table is known as of this kind. `width`: a table without a heading has so many columns, and they are
    named "1", "2" ... `rows`: the key of a JSON object under which the list of reports stands.
    """

    name: str
    needs: Names = ()
    id: Names = ()
    text: Names = ()
    published: Names = ()
    title: Names = ()
    publisher: Names = ()
    uri: Names = ()
    language: Names = ()
    width: int | None = None
    rows: str | None = None

    def fits(self, columns: Iterable[str]) -> bool:
        """Whether a table of these columns is of this kind."""
        known = {column.strip().casefold() for column in columns}
        holds = known.intersection(self.text) or known.intersection(self.uri)
        return bool(holds) and known.issuperset(self.needs)

    def pick(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a row by the field of the report that they are; None where none of its columns has one."""
        low = {str(name).strip().casefold(): value for name, value in row.items()}
        out: dict[str, Any] = {}
        for field in FIELDS:
            found = (low[name] for name in getattr(self, field) if low.get(name) not in (None, ""))
            out[field] = next(found, None)
        return out


FIELDS = ("id", "text", "published", "title", "publisher", "uri", "language")
# The map of names that many use; it fits tables that no other does.
USUAL_NAMES = "usual"
_KEYS = frozenset(field.name for field in fields(ColumnMap)) - {"name"}


@cache
@checked
def presets() -> Mapping[str, ColumnMap]:
    """The maps of the package by name, in the order in which they are tried."""
    return {name: _made(name, table) for name, table in read_toml("reading/columns.toml").items()}


def column_map(given: str) -> ColumnMap:
    """The map of that name, else that of a TOML file. Raises UsageError where there is neither, or the file is wrong."""
    if given in presets():
        return presets()[given]
    path = Path(given)
    if path.suffix.lower() != ".toml":
        raise UsageError(f"{given}: there is no such map of columns; give a .toml file, or one of {', '.join(presets())}")
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: is not TOML: {error}") from error
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise UsageError(f"{path}: there is no key {unknown[0]!r}; the keys are {', '.join(sorted(_KEYS))}")
    if not _right(table):
        raise UsageError(f"{path}: each key names a column, or a list of columns; width is a number")
    if not table.get("text") and not table.get("uri"):
        raise UsageError(f"{path}: say which column holds the text, or the uri")
    return _made(path.stem, table)


def fitting(columns: Iterable[str]) -> ColumnMap | None:
    """The first map of the package that fits a table of these columns."""
    known = tuple(columns)
    return next((one for one in presets().values() if one.width is None and one.fits(known)), None)


def of_width(width: int) -> ColumnMap | None:
    """The map of the package for tables of so many columns without a heading."""
    return next((one for one in presets().values() if one.width == width), None)


def _right(table: Mapping[str, Any]) -> bool:
    for key, value in table.items():
        if key == "width":
            right = isinstance(value, int) and value > 0
        elif key == "rows":
            right = isinstance(value, str)
        else:
            right = isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))
        if not right:
            return False
    return True


def _made(name: str, table: Mapping[str, Any]) -> ColumnMap:
    named = {key: _names(value) for key, value in table.items() if key not in ("width", "rows")}
    return ColumnMap(name, **named, width=table.get("width"), rows=table.get("rows"))


def _names(value: Any) -> Names:
    return tuple(one.strip().casefold() for one in ([value] if isinstance(value, str) else value))
