"""A dump of GeoNames -> a table: allCountries.txt or one country's file, with what lies beside it.

Columns as in https://download.geonames.org/export/dump/readme.txt. What a feature is stands in data/gazetteer/geonames.toml, under which
country a disputed territory is recorded in data/gazetteer/disputed.csv. Ids are GeoNames' own, "geonames:123".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.errors import GazetteerError
from dateline.resolve.own_gazetteer.draft import Draft, Entry, Origin, Step
from dateline.resolve.own_gazetteer.lines import batches
from dateline.resources import read_rows, read_toml

COLUMNS, NAME_COLUMNS, ADMIN_COLUMNS = 19, 10, 4
NAMES, ADMIN1, ADMIN2 = "alternateNamesV2.txt", "admin1CodesASCII.txt", "admin2Codes.txt"
LICENCE = "CC BY 4.0, https://www.geonames.org"
_NAMED = re.compile(r"(?:al|el|as|ar|ash|ad|an|at|az)-[A-Z]")


@dataclass(frozen=True, slots=True)
class _Rules:
    """data/gazetteer/geonames.toml, and of disputed.csv which admin-1 code goes to which country and unit."""

    kinds: Mapping[str, str]
    countries: Mapping[str, str]
    transliterated: frozenset[str]
    no_language: frozenset[str]
    moved: Mapping[str, tuple[str, str | None]]


@cache
def _rules() -> _Rules:
    table = read_toml("gazetteer/geonames.toml")
    rows = [row for row in read_rows("gazetteer/disputed.csv") if row["from_country"]]
    return _Rules(
        kinds=table["kinds"],
        countries=table["countries"],
        transliterated=frozenset(table["transliterated"]["countries"].split()),
        no_language=frozenset(table["names"]["no_language"]),
        moved={f"{row['from_country']}.{row['from_admin1'].split('.')[-1]}": (row["country"], row["admin1"] or None) for row in rows},
    )


def is_geonames(path: Path) -> bool:
    """Is it a file with GeoNames' 19 columns? Only its first line is read."""
    with path.open("rb") as file:
        return file.readline(100_000).count(b"\t") == COLUMNS - 1


def geonames_files(path: Path) -> tuple[Path, ...]:
    """The file of places and, where they lie beside it, those of other names and of the names of units. `path` may be their folder.

    Raises GazetteerError where there is no file of places.
    """
    places = path / "allCountries.txt" if path.is_dir() else path
    if not places.is_file():
        raise GazetteerError(f"{path}: has no allCountries.txt; name the folder of a GeoNames dump, or one country's file")
    return (places, *(beside for name in (NAMES, ADMIN1, ADMIN2) if (beside := places.with_name(name)).is_file()))


def geonames_origin(name: str, files: tuple[Path, ...]) -> Origin:
    """What a table of these files is made of."""
    return Origin(name, "imported", "GeoNames", files, LICENCE)


def import_geonames(draft: Draft, files: tuple[Path, ...]) -> Iterator[Step]:
    """Fills the draft from where it was left; yields how far it is."""
    places, beside = files[0], {path.name: path for path in files[1:]}
    units = _Units(_codes(beside.get(ADMIN1)), _codes(beside.get(ADMIN2)))
    yield from _places(draft, places, units, other_names=NAMES not in beside)
    if NAMES in beside:
        yield from _names(draft, beside[NAMES])


@dataclass(frozen=True, slots=True)
class _Units:
    """Names of units by their code: "AF.01" and "AF.01.1141080"."""

    first: Mapping[str, str]
    second: Mapping[str, str]


def _codes(path: Path | None) -> dict[str, str]:
    """Code -> name. A country whose names are transliterated has the plain form."""
    if path is None:
        return {}
    out: dict[str, str] = {}
    for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != ADMIN_COLUMNS:
            raise GazetteerError(f"{path}: line {number} has {len(cells)} columns (tabs between), not {ADMIN_COLUMNS}; get the file again")
        code, name, plain, _ = cells
        out[code] = (plain if code[:2] in _rules().transliterated else name) or name or plain
    return out


def _places(draft: Draft, path: Path, units: _Units, *, other_names: bool) -> Iterator[Step]:
    size = path.stat().st_size
    at = draft.reached(path.name)
    while not at.whole:
        for batch in batches(path, COLUMNS, at):
            entries = []
            for line, cells in batch.rows:
                try:
                    if (entry := _entry(cells, units, other_names=other_names)) is not None:
                        entries.append(entry)
                except ValueError as error:
                    batch.wrong.append((line, str(error)))
            draft.keep(path.name, entries, batch.at, batch.wrong)
            at = batch.at
            yield Step(path.name, at.offset, size)


def _entry(cells: list[str], units: _Units, *, other_names: bool) -> Entry | None:
    """The place of a line; None where the table leaves such features out. Raises ValueError for what is no number."""
    number, name, plain, others, latitude, longitude, feature, code, iso, _, first, second, _, _, people, *_ = cells
    rules = _rules()
    kind = rules.kinds.get(f"{feature}.{code}", rules.kinds.get(feature, ""))
    if not kind or not name:
        return None
    degrees = _degrees(latitude, longitude)
    country, admin1 = rules.countries.get(iso), units.first.get(f"{iso}.{first}")
    admin2 = units.second.get(f"{iso}.{first}.{second}") if second else None
    if (moved := rules.moved.get(f"{iso}.{first}")) is not None:
        country, admin1 = moved
    shown = plain if iso in rules.transliterated and plain else name
    names: tuple[str, ...] = (name, plain) if plain else (name,)
    if other_names and others:
        names += tuple(other for other in others.split(",") if useful(other))
    if kind == "admin1":
        admin1, admin2 = admin1 or shown, None
    return Entry(int(number), None, shown, kind, country, admin1, admin2, *degrees, int(people or 0), names)


def _degrees(latitude: str, longitude: str) -> tuple[float, float]:
    one, other = float(latitude), float(longitude)
    if not (-90 <= one <= 90 and -180 <= other <= 180):
        raise ValueError(f"{latitude}, {longitude} is nowhere on Earth")
    return one, other


def _names(draft: Draft, path: Path) -> Iterator[Step]:
    size, no_language = path.stat().st_size, _rules().no_language
    at = draft.reached(path.name)
    while not at.whole:
        for batch in batches(path, NAME_COLUMNS, at):
            names = []
            for line, cells in batch.rows:
                if cells[2] not in no_language and useful(cells[3]):
                    if cells[1].isdecimal():
                        names.append((int(cells[1]), cells[3]))
                    else:
                        batch.wrong.append((line, f"{cells[1]!r} is no number of a place"))
            draft.keep_names(path.name, names, batch.at, batch.wrong)
            at = batch.at
            yield Step(path.name, at.offset, size)


def useful(name: str) -> bool:
    """Is it a name that an English report could print? Not: other scripts, transliterations by machine ("ba ge da"), airport codes."""
    if len(name) < 3 or (name.isupper() and len(name) <= 4) or not (name.isascii() or all(map(_latin, name))):
        return False
    return name[0].isupper() or name[0] in "'‘’ʿ" or _NAMED.match(name) is not None


def _latin(char: str) -> bool:
    code = ord(char)
    return code < 0x370 or 0x1E00 <= code < 0x1F00 or 0x2010 <= code < 0x2030
