"""Which tables a gazetteer folder holds, by their manifests. The tables themselves are made and read in `resolve/own_gazetteer`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from dateline.errors import GazetteerError

FORMAT = "1"
MANIFEST, PLACES = "manifest.json", "places.sqlite"
UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class OwnTable:
    """An installed table of places. `origin`: "added" (a file of the user's own) or "imported" (a dump that others publish).

    `digest` is of its contents. Where it lies and what it was made of are not compared: the same contents are the same table.
    """

    name: str
    origin: Literal["added", "imported"]
    digest: str
    path: str = field(default="", compare=False)
    manifest: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def __hash__(self) -> int:
        return hash((self.name, self.origin, self.digest))

    def __str__(self) -> str:
        return f"{self.name} ({self.manifest.get('places', 0):,} places)"


def installed(folder: Path) -> OwnTable:
    """The table in its folder. Raises GazetteerError where it is not whole."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        if manifest["format"] != FORMAT:
            raise GazetteerError(f"{folder}: has format {manifest['format']}, this version reads {FORMAT}; remove it and import it again")
        table = OwnTable(manifest["name"], manifest["origin"], manifest["digest"], str(folder), manifest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GazetteerError(f"{folder}: is no table of a gazetteer ({MANIFEST}: {error}); remove it and import it again") from error
    if not (folder / PLACES).is_file():
        raise GazetteerError(f"{folder}: lacks {PLACES}; remove it and import it again")
    return table


def tables_in(folder: Path) -> tuple[OwnTable, ...]:
    """The tables of a gazetteer folder, in the order in which they count: those added before those imported, each by name.

    Raises GazetteerError where there is no such folder, or a table in it is not whole.
    """
    if not folder.is_dir():
        raise GazetteerError(f"{folder}: is no folder; `dateline gazetteer add` makes it, or take its name out of the settings")
    found = [installed(path) for path in sorted(folder.iterdir()) if _may_be(path)]
    return tuple(sorted(found, key=lambda table: (table.origin, table.name)))


def unfinished_in(folder: Path) -> Iterator[str]:
    """Names of imports that were interrupted."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name.endswith(UNFINISHED):
            yield path.name.removesuffix(UNFINISHED)


def _may_be(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".") and not path.name.endswith(UNFINISHED)
