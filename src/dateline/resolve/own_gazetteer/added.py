"""A CSV file of the user's own places -> a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dateline.resolve.own_gazetteer.draft import STEP, Draft, Entry, Origin, Reached, Step
from dateline.settings import read_places
from dateline.settings.record import OwnPlace
from dateline.settings.rows import slug


def added_origin(name: str, path: Path) -> Origin:
    """What a table of this file is made of."""
    return Origin(name, "added", "own file", (path,))


def add_places(draft: Draft, path: Path) -> Iterator[Step]:
    """Fills the draft; yields how far it is. Raises SettingsError, with every wrong row's line, and then nothing of the file is added."""
    entries = sorted(_entries(draft.origin.name, read_places(path)), key=lambda entry: entry.id or "")
    numbered = [_numbered(entry, number) for number, entry in enumerate(entries, 1)]
    for first in range(0, max(len(numbered), 1), STEP):
        draft.keep(path.name, numbered[first : first + STEP], Reached(first, first))
        yield Step(path.name, min(first + STEP, len(numbered)), len(numbered))


def _entries(table: str, places: list[OwnPlace]) -> Iterator[Entry]:
    ids = [_id(table, place) for place in places]
    times = Counter(ids)
    for id, place in zip(ids, places, strict=True):
        # Villages of one name in one unit are told apart by where they lie.
        whole = id if times[id] == 1 else f"{id}@{place.latitude:g},{place.longitude:g}"
        admin1 = place.name if place.kind == "admin1" else place.admin1
        yield Entry(
            0, whole, place.name, place.kind, place.country, admin1, place.admin2, place.latitude, place.longitude, place.population,
            place.aliases, place.source or None,
        )  # fmt: skip


def _id(table: str, place: OwnPlace) -> str:
    """The id that the file gives where it says whose it is ("geonames:123"), else one of the table's."""
    if ":" in place.id:
        return place.id
    parts = (place.name, "" if place.kind == "city" else place.kind, place.admin2, place.admin1, place.country)
    return f"own:{table}/{place.id or slug(' '.join(filter(None, parts)))}"


def _numbered(entry: Entry, number: int) -> Entry:
    return replace(entry, number=number)
