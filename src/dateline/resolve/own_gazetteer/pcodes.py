"""A table of P-codes (OCHA, Common Operational Datasets) -> a table of units.

One row for each unit of the lowest level, with columns ADM0_EN, ADM0_PCODE, ADM1_EN, ADM1_PCODE ... or, in newer files, adm1_name,
adm1_pcode; other languages (ADM1_FR) and other spellings (ADM1ALT1EN) are read where they are in Latin letters. Ids are "pcode:AF0101".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import GazetteerError
from dateline.resolve.own_gazetteer.draft import TOLD, Draft, Entry, Origin, Reached, Step
from dateline.resolve.own_gazetteer.geonames import useful
from dateline.resources import read_toml

# P-codes begin with the country's ISO 3166-1 code, of two letters or of three.
_CODE = re.compile(r"(?:adm|admin)(?P<level>\d)_?pcode")
_NAME = re.compile(r"(?:adm|admin)(?P<level>\d)_?(?:name|ref|alt\d?_?)?_?(?:name)?\d?_?(?:[a-z]{2})?\d?")
_LATITUDE, _LONGITUDE = ("center_lat", "latitude", "lat", "y_coord"), ("center_lon", "longitude", "lon", "x_coord")
KINDS = {1: "admin1", 2: "admin2"}
LICENCE = "as the table says (OCHA Common Operational Datasets, https://data.humdata.org)"


@dataclass(slots=True)
class _Unit:
    code: str
    name: str
    level: int
    line: int
    country: str
    above: tuple[str, ...]
    names: list[str] = field(default_factory=list)
    degrees: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, slots=True)
class _Columns:
    codes: Mapping[int, str]
    names: Mapping[int, tuple[str, ...]]
    latitude: str | None
    longitude: str | None


def is_pcodes(path: Path) -> bool:
    """Has the file's heading P-codes of first-order units?"""
    with path.open("rb") as file:
        heading = file.readline(100_000).decode("utf-8-sig", "replace").casefold()
    return any((found := _CODE.fullmatch(cell.strip(' "\r\n'))) and found["level"] == "1" for cell in heading.split(","))


def pcodes_origin(name: str, path: Path) -> Origin:
    """What a table of this file is made of."""
    return Origin(name, "imported", "P-codes", (path,), LICENCE)


def import_pcodes(draft: Draft, path: Path) -> Iterator[Step]:
    """Fills the draft; yields how far it is. Raises GazetteerError, with the lines, for rows that contradict each other or lack a name."""
    if not draft.reached(path.name).whole:
        units = _units(path)
        entries = [_entry(number, unit, units) for number, unit in enumerate(sorted(units.values(), key=lambda u: u.code), 1)]
        draft.keep(path.name, entries, Reached(path.stat().st_size, 0, whole=True))
    yield Step(path.name, 1, 1)


def _units(path: Path) -> dict[str, _Unit]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}: is not UTF-8 (byte {error.start + 1}); save it as CSV with UTF-8") from error
    table = csv.DictReader(io.StringIO(text, newline=""))
    columns = _columns(path, table.fieldnames or ())
    units: dict[str, _Unit] = {}
    wrong: list[str] = []
    for row in table:
        wrong += [f"line {table.line_num}: {why}" for why in _take(row, columns, units, table.line_num)]
    if wrong or not units:
        more = [f"and {len(wrong) - TOLD} more"] if len(wrong) > TOLD else []
        raise GazetteerError("\n  ".join([f"{path}: {why}" for why in wrong[:TOLD] or ["has no row"]] + more))
    return units


def _columns(path: Path, heading: Sequence[str]) -> _Columns:
    known = {name.strip().casefold(): name for name in heading if name}
    codes = {int(found["level"]): name for low, name in known.items() if (found := _CODE.fullmatch(low))}
    names: dict[int, tuple[str, ...]] = {}
    for low, name in known.items():
        if low not in (c.casefold() for c in codes.values()) and (found := _NAME.fullmatch(low)):
            level = int(found["level"])
            # English, or the column without a language, is the name; the others are other names of it.
            first = low.endswith("_en") or low == f"adm{level}_name"
            names[level] = (name, *names.get(level, ())) if first else (*names.get(level, ()), name)
    lacking = [f"ADM{level}_PCODE" for level in (0, 1) if level not in codes] + [f"ADM{n}_EN" for n in codes if n and n not in names]
    if lacking:
        raise GazetteerError(f"{path}: line 1: the column {' and '.join(map(repr, lacking))} is missing; is it a table of P-codes?")
    degrees = [next((known[low] for low in names_ if low in known), None) for names_ in (_LATITUDE, _LONGITUDE)]
    return _Columns(codes, names, *degrees)


def _take(row: Mapping[str, str], columns: _Columns, units: dict[str, _Unit], line: int) -> Iterator[str]:
    """Enters the row's units; yields what is wrong with it."""
    cell = {name: (value or "").strip() for name, value in row.items() if name and not isinstance(value, list)}
    country = _country(cell.get(columns.codes[0], ""))
    if country is None:
        yield f"{cell.get(columns.codes[0], '')!r} in {columns.codes[0]} does not begin with a country's ISO 3166-1 code"
        return
    above: tuple[str, ...] = ()
    levels = [level for level in sorted(columns.codes) if level and cell.get(columns.codes[level])]
    for level in levels:
        code = cell[columns.codes[level]]
        told = [cell.get(name, "") for name in columns.names[level]]
        name = next((name for name in told if name), "")
        if not any(char.isalnum() for char in name):
            yield f"{code} has no name"
            return
        unit = units.get(code)
        if unit is None:
            unit = units[code] = _Unit(code, name, level, line, country, above)
        elif (unit.name, unit.level, unit.above) != (name, level, above):
            yield f"{code} is {name!r} here and {unit.name!r} in line {unit.line}, or lies in another unit; give each unit one code"
            return
        unit.names += [name for name in told if name not in unit.names and useful(name)]
        if level == levels[-1] and columns.latitude and columns.longitude:
            try:
                unit.degrees = _degrees(cell.get(columns.latitude, ""), cell.get(columns.longitude, ""))
            except ValueError:
                yield f"{cell.get(columns.latitude)!r}, {cell.get(columns.longitude)!r} are no degrees"
                return
        above = (*above, code)


def _degrees(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    if not latitude and not longitude:
        return None, None
    one, other = float(latitude), float(longitude)
    if not (-90 <= one <= 90 and -180 <= other <= 180):
        raise ValueError
    return one, other


def _country(code: str) -> str | None:
    countries: dict[str, str] = read_toml("gazetteer/geonames.toml")["countries"]
    letters = "".join(char for char in code[:3] if char.isalpha()).upper()
    return letters if letters in countries.values() else countries.get(letters[:2])


def _entry(number: int, unit: _Unit, units: Mapping[str, _Unit]) -> Entry:
    holders = [units[code].name for code in unit.above]
    admin1 = unit.name if unit.level == 1 else holders[0] if holders else None
    admin2 = unit.name if unit.level == 2 else holders[1] if len(holders) > 1 else None
    kind = KINDS.get(unit.level, "district")
    return Entry(number, f"pcode:{unit.code}", unit.name, kind, unit.country, admin1, admin2, *unit.degrees, 0, tuple(unit.names))
