"""A table being made: filled in steps of a few seconds, each kept with the place in the input that it reached, then put in place at once.

A kill at any moment costs the step in work and nothing else: the same import goes on from the last step kept. The names are collected
beside the table and sorted at the end, so memory does not grow with the input.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

from dateline.errors import GazetteerError
from dateline.resolve.gazetteer import key, without_article
from dateline.resolve.own_gazetteer.table import DEGREE, KINDS, PLACE, SCHEMA, contents_digest
from dateline.settings.gazetteers import FORMAT, MANIFEST, PLACES, UNFINISHED, installed

# So many places or names make a step that is kept.
STEP = 20_000
_NAMES, _JOURNALS = "names.sqlite", ("-journal",)
# KiB of pages while a table is made; names are sorted in pieces of this size, which go to files beside the table.
_PAGES = 32 * 1024
# Seconds to wait for another process that writes the same table.
_PATIENCE = 1.0
# So many lines left out are told one by one; the others are counted.
TOLD = 8
_STAGE = f"""
CREATE TABLE staged.input (told TEXT);
CREATE TABLE staged.place (number INTEGER PRIMARY KEY, {PLACE});
CREATE TABLE staged.spelling (key TEXT, place INTEGER);
CREATE TABLE staged.progress (stage TEXT PRIMARY KEY, offset INTEGER, line INTEGER, whole INTEGER);
CREATE TABLE staged.left_out (stage TEXT, line INTEGER, why TEXT);
"""
_SPELL = "INSERT INTO staged.spelling VALUES (?, ?)"
# Names of places that the table does not have find no place here, and go.
_SORTED = f"SELECT s.key, p.number, {PLACE} FROM staged.spelling s CROSS JOIN staged.place p ON p.number = s.place ORDER BY s.key"  # noqa: S608 - our own words
_NUMBER, _COUNTRY, _PEOPLE = 1, 5, 10
_FILL = f"INSERT INTO found VALUES ({','.join('?' * 13)})"  # noqa: S608
_KEEP = f"INSERT OR REPLACE INTO staged.place VALUES ({','.join('?' * 11)})"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Entry:
    """A place for the table. `number` is its own; without an `id` that is its GeoNames number. Coordinates in degrees."""

    number: int
    id: str | None
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    population: int
    names: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work is: what is done, and of how much (bytes of a file, or names)."""

    doing: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an input was read: bytes, lines, and whether to its end."""

    offset: int = 0
    line: int = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """What a table is made of: its name, "added" or "imported", what kind of files, and the files."""

    name: str
    origin: Literal["added", "imported"]
    made_of: str
    files: tuple[Path, ...]
    licence: str | None = None


class Draft:
    """The table that an import makes. `resumed` says whether one that was interrupted goes on."""

    def __init__(self, folder: Path, origin: Origin, *, replace: bool = False) -> None:
        """Raises GazetteerError where the folder has a table of that name (unless it is to be replaced) or another import writes it."""
        self.origin = origin
        self._target = folder / origin.name
        self._work = folder / f"{origin.name}{UNFINISHED}"
        if not origin.name.replace("-", "").replace("_", "").isalnum() or not origin.name.isascii():
            raise GazetteerError(f"{origin.name!r} cannot name a table; use letters, figures, '-' and '_' (--name)")
        if self._target.exists() and not replace:
            raise GazetteerError(f"{self._target}: there is a table {origin.name!r}; give --replace, or another --name")
        self._files = [{"file": path.name, "bytes": path.stat().st_size, "sha256": _sha256(path)} for path in origin.files]
        told = json.dumps([FORMAT, origin.name, origin.origin, origin.made_of, self._files])
        self.resumed = self._begun() == told
        if not self.resumed:
            shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir(parents=True, exist_ok=True)
        # What SQLite sorts on disk stays beside the table: the machine's folder for such files may be small, or memory.
        os.environ["SQLITE_TMPDIR"] = str(self._work)
        self._database = self._opened()
        if not self.resumed:
            self._database.executescript(f"BEGIN; {SCHEMA} {_STAGE} COMMIT;")
            with self._database:
                self._database.execute("INSERT INTO staged.input VALUES (?)", (told,))
        self._units: dict[str, int] = {name: number for number, name in self._database.execute("SELECT number, name FROM unit")}

    def _begun(self) -> str | None:
        """What an interrupted import of this name was made of. Raises GazetteerError where it is not interrupted but running."""
        path = self._work / _NAMES
        if not path.is_file():
            return None
        try:
            with closing(sqlite3.connect(path, timeout=_PATIENCE)) as database:
                database.execute("BEGIN EXCLUSIVE")
                row = database.execute("SELECT told FROM input").fetchone()
        except sqlite3.Error as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise GazetteerError(f"{self._work}: another import is writing it; wait for its end, or give another --name") from error
            return None  # killed before anything was kept
        return None if row is None else str(row[0])

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._work / PLACES, timeout=_PATIENCE)
        try:
            database.execute("ATTACH ? AS staged", (str(self._work / _NAMES),))
            for pragma in (f"cache_size = -{_PAGES}", f"staged.cache_size = -{_PAGES}", "locking_mode = EXCLUSIVE", "temp_store = FILE"):
                database.execute(f"PRAGMA {pragma}")
            database.execute("BEGIN IMMEDIATE")
            database.commit()
        except sqlite3.Error as error:
            database.close()
            raise GazetteerError(f"{self._work}: cannot be written ({error}); is another import of it running?") from error
        return database

    def reached(self, stage: str) -> Reached:
        """Where the steps kept of a stage ended."""
        row = self._database.execute("SELECT offset, line, whole FROM staged.progress WHERE stage = ?", (stage,)).fetchone()
        return Reached() if row is None else Reached(row[0], row[1], bool(row[2]))

    def keep(self, stage: str, entries: Iterable[Entry], at: Reached, left_out: Sequence[tuple[int, str]] = ()) -> None:
        """Places with their names, and how far their file was read, all or nothing."""
        places: list[tuple[Any, ...]] = []
        spellings: list[tuple[Any, ...]] = []
        with self._writing():
            for entry in entries:
                places.append(self._row(entry))
                spellings += [(name_key, entry.number) for name_key in _keys((entry.name, *entry.names))]
            self._database.executemany(_KEEP, places)
            self._database.executemany(_SPELL, spellings)
            self._reach(stage, at, left_out)

    def keep_names(self, stage: str, names: Iterable[tuple[int, str]], at: Reached, left_out: Sequence[tuple[int, str]] = ()) -> None:
        """Further names (number of the place, name); those of places that the table lacks are passed over."""
        with self._writing():
            rows = ((name_key, number) for number, name in names for name_key in _keys((name,)))
            self._database.executemany(_SPELL, rows)
            self._reach(stage, at, left_out)

    def finish(self) -> Iterator[Step]:
        """Sorts the names into the table, writes its manifest and puts it in place."""
        (total,) = self._database.execute("SELECT count(*) FROM staged.spelling").fetchone()
        yield Step("sorting names", 0, total)
        with self._writing():
            self._database.execute("DELETE FROM found")
            done = 0
            batch: list[tuple[Any, ...]] = []
            for name_key, group in groupby(self._database.execute(_SORTED), itemgetter(0)):
                rows = list(group)
                done += len(rows)
                batch += [(name_key, rank, *row[1:]) for rank, row in _ranked(rows)]
                if len(batch) >= STEP:
                    self._database.executemany(_FILL, batch)
                    batch.clear()
                    yield Step("sorting names", done, total)
            self._database.executemany(_FILL, batch)
        yield Step("sorting names", total, total)
        yield from self._put_in_place()

    def _put_in_place(self) -> Iterator[Step]:
        database = self._database
        yield Step("taking the digest", 0, 1)
        manifest = {
            "format": FORMAT,
            "name": self.origin.name,
            "origin": self.origin.origin,
            "made_of": self.origin.made_of,
            "licence": self.origin.licence,
            "files": self._files,
            "places": database.execute("SELECT count(*) FROM staged.place").fetchone()[0],
            "names": database.execute("SELECT count(*) FROM found").fetchone()[0],
            "left_out": database.execute("SELECT count(*) FROM staged.left_out").fetchone()[0],
            "left_out_first": [f"{where}: line {line}: {why}" for where, line, why in self._left_out()],
            "digest": contents_digest(database),
        }
        database.close()
        for name in (_NAMES, *(f"{_NAMES}{end}" for end in _JOURNALS), *(f"{PLACES}{end}" for end in _JOURNALS)):
            (self._work / name).unlink(missing_ok=True)
        (self._work / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
        if self._target.exists():
            old = self._target.with_name(f".{self._target.name}.removed")
            shutil.rmtree(old, ignore_errors=True)
            self._target.rename(old)
            self._work.rename(self._target)
            shutil.rmtree(old)
        else:
            self._work.rename(self._target)
        installed(self._target)
        yield Step("taking the digest", 1, 1)

    def close(self) -> None:
        """Closes the files; what is kept stays for the next time."""
        self._database.close()

    def drop(self) -> None:
        """Takes away what was begun."""
        self._database.close()
        shutil.rmtree(self._work, ignore_errors=True)

    def _left_out(self) -> list[tuple[str, int, str]]:
        return self._database.execute("SELECT stage, line, why FROM staged.left_out ORDER BY stage, line LIMIT ?", (TOLD,)).fetchall()

    def _reach(self, stage: str, at: Reached, left_out: Sequence[tuple[int, str]]) -> None:
        self._database.execute("INSERT OR REPLACE INTO staged.progress VALUES (?, ?, ?, ?)", (stage, at.offset, at.line, at.whole))
        self._database.executemany("INSERT INTO staged.left_out VALUES (?, ?, ?)", ((stage, line, why) for line, why in left_out))

    def _row(self, entry: Entry) -> tuple[Any, ...]:
        degrees = (None if value is None else round(value * DEGREE) for value in (entry.latitude, entry.longitude))
        units = (self._unit(name) for name in (entry.admin1, entry.admin2))
        kind = KINDS.index(entry.kind)
        return (entry.number, entry.id, entry.name, kind, entry.country, *units, *degrees, entry.population, entry.source)

    def _unit(self, name: str | None) -> int | None:
        if name is None:
            return None
        number = self._units.get(name)
        if number is None:
            number = self._units[name] = len(self._units) + 1
            self._database.execute("INSERT INTO unit VALUES (?, ?)", (number, name))
        return number

    def _writing(self) -> _Told:
        return _Told(self._database, self._work)


class _Told:
    """A transaction; what the disk has against it becomes a GazetteerError."""

    def __init__(self, database: sqlite3.Connection, work: Path) -> None:
        self._database, self._work = database, work

    def __enter__(self) -> None:
        self._database.execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if error is None:
            self._database.commit()
            return
        if self._database.in_transaction:
            self._database.rollback()
        if isinstance(error, sqlite3.Error):
            raise GazetteerError(f"{self._work}: cannot be written ({error}); make room, and give the command again to go on") from error


def _keys(names: Iterable[str]) -> set[str]:
    """The forms in which a place is found: its names with and without an Arabic article."""
    keys = {key(name) for name in set(names)}
    return {name_key for name_key in keys | {without_article(k) for k in keys} if name_key}


def _ranked(rows: Sequence[tuple[Any, ...]]) -> list[tuple[int, tuple[Any, ...]]]:
    """(rank, row) of the places of one name, each once: rank 0 the best known of its country, 1 the second of it ..."""
    if len(rows) == 1:
        return [(0, rows[0])]
    seen: dict[str | None, int] = {}
    out: list[tuple[int, tuple[Any, ...]]] = []
    once = {row[_NUMBER]: row for row in rows}
    for row in sorted(once.values(), key=lambda row: (-row[_PEOPLE], row[_NUMBER])):
        seen[row[_COUNTRY]] = rank = seen.get(row[_COUNTRY], -1) + 1
        out.append((rank, row))
    return sorted(out, key=lambda ranked: (ranked[0], ranked[1][_NUMBER]))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def from_manifest(manifest: Mapping[str, Any]) -> str:
    """What a table is made of, in a line: "GeoNames (allCountries.txt, admin1CodesASCII.txt)"."""
    files = ", ".join(entry["file"] for entry in manifest["files"])
    return f"{manifest['made_of']} ({files})"
