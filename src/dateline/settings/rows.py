"""Rows of a user's CSV files: the columns of data/actors and data/gazetteer/curated.csv, of which most may be left out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from dateline.errors import SettingsError
from dateline.settings.convert import Problem, convert, suggestion

T = TypeVar("T")
Row = Mapping[str, str]

ACTOR_COLUMNS = ("id", "name", "kind", "countries", "from", "to", "aliases", "acts_for", "office", "country", "note", "source")
PLACE_COLUMNS = ("name", "aliases", "kind", "country", "admin1", "admin2", "latitude", "longitude", "source", "note", "population", "id")
_RAGGED = [Problem("", "the row has not as many cells as the heading; put a cell that holds a comma in quotes")]
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of CSV file: the columns it may and must have, and the fields that a row gives."""

    columns: tuple[str, ...]
    needed: tuple[str, ...]
    fields: Callable[[Row], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Numbered(Generic[T]):
    """A record with the line it stands on, counted from 1, and its cells as written."""

    line: int
    record: T
    cells: Row


def read_rows(path: Path, kind: type[T], layout: Layout) -> list[T]:
    """The records of a CSV file with a heading. Raises SettingsError naming file, line and column."""
    return [row.record for row in read_numbered(path, kind, layout)]


def read_numbered(path: Path, kind: type[T], layout: Layout) -> list[Numbered[T]]:
    """The records of a CSV file with their lines. Raises SettingsError naming file, line and column."""
    table = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    out: list[Numbered[T]] = []
    return checked_rows(path, kind, layout, lambda _: ())


def checked_rows(path: Path, kind: type[T], layout: Layout, check: Callable[[T], Iterable[Problem]]) -> list[T]:
    """As `read_rows`; `check` says what is wrong with a record whose every value is of the right kind."""
    table = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    out: list[T] = []
    problems: list[Problem] = []
    try:
        problems += _heading(table.fieldnames or (), layout)
        for row in table if not problems else ():
            found = _RAGGED
            if None not in row and None not in row.values():
                cells = {name: cell.strip() for name, cell in row.items()}
                record, found = convert(kind, layout.fields(cells))
                out += [Numbered(table.line_num, record, cells)] if record is not None else []
                record, found = convert(kind, layout.fields({name: cell.strip() for name, cell in row.items()}))
                if record is not None:
                    out.append(record)
                    found = [*found, *check(record)]
            problems += [replace(p, where=f"line {table.line_num}{', ' + p.where if p.where else ''}") for p in found]
    except csv.Error as error:
        problems.append(Problem(f"line {table.line_num}", f"is not CSV: {error}"))
    if problems:
        more = [f"and {len(problems) - _LISTED} more"] if len(problems) > _LISTED else []
        raise SettingsError("\n  ".join([*(f"{path}: {problem}" for problem in problems[:_LISTED]), *more]))
    return out


def _heading(found: Sequence[str], layout: Layout) -> list[Problem]:
    unknown = [name for name in found if name not in layout.columns]
    missing = [name for name in layout.needed if name not in found]
    return [
        *(Problem("line 1", f"there is no column {name!r}{suggestion(name, layout.columns)}") for name in unknown),
        *(Problem("line 1", f"the column {name!r} is missing") for name in missing),
    ]


def read_text(path: Path) -> str:
    """The text of a file. Raises SettingsError where it cannot be read or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror or error}); check the name and where it lies") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 (byte {error.start + 1}); save it as UTF-8 text") from error


def _actor(row: Row) -> dict[str, Any]:
    """The fields of an actor; without an id it is made of the name, without a kind it is an organisation or a person."""
    return {
        "name": row["name"],
        "id": row.get("id") or slug(row["name"]),
        "kind": row.get("kind") or ("person" if row.get("acts_for") else "organisation"),
        "countries": _split(row.get("countries") or row.get("country") or ""),
        "first": row.get("from") or "",
        "last": row.get("to") or "",
        "aliases": _split(row.get("aliases") or ""),
        "acts_for": row.get("acts_for") or "",
        "office": row.get("office") or "",
    }


def _place(row: Row) -> dict[str, Any]:
    name, country = row["name"], row.get("country") or ""
    return {
        "name": name,
        "id": row.get("id") or slug(f"{name} {country}"),
        "kind": row.get("kind") or "city",
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "aliases": _split(row.get("aliases") or ""),
        "country": country or None,
        "admin1": row.get("admin1") or None,
        "admin2": row.get("admin2") or None,
        "population": row.get("population") or 0,
        "source": row.get("source") or "",
    }


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _given_place(row: Row) -> dict[str, Any]:
    """As `_place`, without an id that the row does not give."""
    return {**_place(row), "id": row.get("id") or ""}


def _disputed(row: Row) -> dict[str, Any]:
    return {
        "name": row["name"],
        "aliases": _split(row.get("aliases") or ""),
        "country": row.get("country") or None,
        "admin1": row.get("admin1") or None,
        "claimed_by": _split(row.get("claimed_by") or ""),
        "note": row.get("note") or "",
    }


def slug(name: str) -> str:
    """The name as an id: slug("Nakwalele Wells KEN") == "nakwalele-wells-ken"."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


ACTORS = Layout(ACTOR_COLUMNS, ("name",), _actor)
PLACES = Layout(PLACE_COLUMNS, ("name", "latitude", "longitude"), _place)
GIVEN_PLACES = Layout(PLACE_COLUMNS, ("name", "latitude", "longitude"), _given_place)
DISPUTED = Layout(("name", "aliases", "country", "admin1", "claimed_by", "note"), ("name", "country", "claimed_by"), _disputed)
