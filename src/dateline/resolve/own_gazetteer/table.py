"""One installed table: an SQLite file that is read where it lies, page by page, and a manifest that says what it is.

FOLDER/NAME/places.sqlite and FOLDER/NAME/manifest.json. FOLDER/NAME.unfinished is an import that was interrupted.
SQLite and not the tries of the package's own gazetteer: a trie needs all its names in memory to be built (docs/design/decisions.md).
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dateline.errors import GazetteerError
from dateline.schema.place import Place
from dateline.settings.gazetteers import PLACES, UNFINISHED, OwnTable, installed

# 1/100,000 of a degree, which is what GeoNames gives: a metre.
DEGREE = 100_000
# A name has thousands of bearers in a full dump. So many are given: the best known of each country, then the second of each ...
MOST = 32
# Kinds by their number in the table; never to be reordered.
KINDS = ("country", "admin1", "admin2", "city", "district", "camp", "area", "water", "facility")
# A place stands once for each of its names, so that all bearers of a name lie on one or two pages: five times as fast as to look each up.
PLACE = "id, name, kind, country, admin1, admin2, latitude, longitude, population, source"
SCHEMA = f"""
CREATE TABLE unit (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE found (
  key TEXT NOT NULL, rank INTEGER NOT NULL, number INTEGER NOT NULL, {PLACE}, PRIMARY KEY (key, rank, number)) WITHOUT ROWID;
"""
_FIND = """
SELECT f.number, f.id, f.name, f.kind, f.country, a.name, b.name, f.latitude, f.longitude, f.population
FROM found f LEFT JOIN unit a ON a.number = f.admin1 LEFT JOIN unit b ON b.number = f.admin2
WHERE f.key = ? ORDER BY f.rank, f.number LIMIT ?
"""
# Pages that a process keeps of one table, in KiB; the machine's file cache, shared by all processes, keeps the rest.
_PAGES = 8 * 1024
_CHUNK = 10_000


class Table:
    """A table that is looked up. Threads may share it."""

    def __init__(self, about: OwnTable) -> None:
        """Opens it. Raises GazetteerError where it is gone, or is no longer the table that the settings were read with."""
        self.about = about
        folder = Path(about.path)
        if installed(folder).digest != about.digest:
            raise GazetteerError(f"{folder}: was changed since the settings were read; read them again")
        address = f"{(folder / PLACES).resolve().as_uri()}?mode=ro&immutable=1"  # no locks: a table in its place is never written
        with self._damage():
            self._database = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._database.execute(f"PRAGMA cache_size = -{_PAGES}")
        self._source = f"{about.origin}:{about.name}"

    def find(self, name_key: str) -> tuple[Place, ...]:
        """The places of a name in the form of `key`, the best known of each country first, at most `MOST`."""
        with self._damage():
            return tuple(self._place(row) for row in self._database.execute(_FIND, (name_key, MOST)))

    def source(self, name_key: str, place: Place) -> str | None:
        """Where a place that is found by that name is from, as the row of the user's file says; None where it does not."""
        with self._damage():
            row = self._database.execute("SELECT source FROM found WHERE key = ? AND id = ?", (name_key, place.id)).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def _damage(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise GazetteerError(f"{self.about.path}: is damaged ({error}); remove it and import it again") from error

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def _place(self, row: Sequence[Any]) -> Place:
        number, id, name, kind, country, admin1, admin2, latitude, longitude, population = row
        return Place(
            id=id or f"geonames:{number}",
            name=name,
            kind=KINDS[kind],
            country=country,
            admin1=admin1,
            admin2=admin2,
            latitude=None if latitude is None else latitude / DEGREE,
            longitude=None if longitude is None else longitude / DEGREE,
            population=population,
            table=self._source,
        )


def contents_digest(database: sqlite3.Connection) -> str:
    """SHA-256 of all names with their places and of the units, in an order of their own: the same contents, the same digest."""
    digest = hashlib.sha256()
    for query in (
        "SELECT number, name FROM unit ORDER BY number",
        "SELECT * FROM found ORDER BY key, rank, number",
    ):
        rows = database.execute(query)
        while chunk := rows.fetchmany(_CHUNK):
            digest.update(json.dumps(chunk, ensure_ascii=True, separators=(",", ":")).encode("ascii"))
    return digest.hexdigest()


def remove(folder: Path, name: str) -> None:
    """Takes a table, or an unfinished import, out of the folder. Raises GazetteerError where there is none of that name."""
    found = [path for path in (folder / name, folder / f"{name}{UNFINISHED}") if path.is_dir() and path.parent == folder]
    if not found:
        raise GazetteerError(f"{folder}: has no table {name!r}; `dateline gazetteer list` says what there is")
    for path in found:
        # Out of sight at once: a kill while files are deleted leaves no half of a table behind.
        gone = path.with_name(f".{path.name}.removed")
        shutil.rmtree(gone, ignore_errors=True)
        path.rename(gone)
        shutil.rmtree(gone)
